import { fold, ok } from '../../../kit/index.ts'
import type { IsoDate, Problem, Result } from '../../../kit/index.ts'
import type { Cover, Named as NamedPerson, PostRecord, Records } from '../../../core/model/index.ts'
import type { Row } from '../../read/types.ts'
import { ROLES } from '../people/columns.ts'
import { choices } from '../choices.ts'
import type { Peek } from '../peek.ts'
import { headingKeys } from '../peek.ts'
import { sweNumberOf } from '../swe-number.ts'
import type { Scale, TableContext, TableRow } from '../table.ts'
import { columnsNamed, scale, Table } from '../table.ts'
import { Tally } from '../tally.ts'
import { shown } from '../tidy.ts'
import { COVER_KINDS, LEFT_BECAUSE, postColumns } from './columns.ts'

export interface PostsPlan {
  peek: Peek
  header: Row
}

/** The sheet of a posts file, or null where the file is none: posts, and who holds or covers them. */
export function planPosts(peeks: readonly Peek[]): PostsPlan | null {
  for (const peek of peeks)
    for (const header of peek.rows) {
      const named = columnsNamed(postColumns, headingKeys(header))
      if (named.has('post') && ['holder', 'vacantSince', 'cover'].some((key) => named.has(key)))
        return { peek, header }
    }
  return null
}

const ROLE = choices('role', ROLES, (value) => `Which role does “${value}” stand for?`)
const KIND = choices(
  'cover-kind',
  COVER_KINDS,
  (value) => `Is “${value}” cover by an agency worker, or by somebody employed here for a time?`,
)
const BECAUSE = choices(
  'left-because',
  LEFT_BECAUSE,
  (value) => `Which reason for leaving does “${value}” stand for?`,
)

const SHARE: Scale = {
  places: 6,
  most: 1,
  code: 'fte-not-a-share',
  hint: 'is not a share of full time from 0 to 1; the cell is not used. Write 0.6 for three days of five, and one row for each post.',
}
const MOST_PENCE = 500_000
const YEARS: Scale = {
  places: 2,
  most: 60,
  code: 'years-not-a-number',
  hint: 'is not a number of years from 0 to 60; the cell is not used. Write it like 4.5.',
}
const WEEKS: Scale = {
  places: 0,
  most: 52,
  code: 'weeks-not-a-number',
  hint: 'is not a number of whole weeks from 0 to 52; the cell is not used.',
}
const COUNT: Scale = {
  places: 0,
  most: 99,
  code: 'references-not-a-number',
  hint: 'is not a whole number from 0 to 99; the cell is not used.',
}

/** What people write in the holder's cell of a vacant post. */
const VACANT = new Set(['vacant', 'vacancy', 'vacant post', 'none', 'nobody', 'empty'])

/** Reads a posts file: one row for each post. */
export async function readPosts(
  name: string,
  plan: PostsPlan,
  context: TableContext,
  records: Records,
): Promise<Result<Tally, Problem>> {
  const place = { file: name, sheet: plan.peek.sheet.name, ordinal: plan.peek.ordinal }
  const tally = new Tally()
  const table = new Table(context, place, postColumns, plan.header, tally)
  const seen = new Map<string, PostRecord>()
  const read = await plan.peek.sheet.read((row) => {
    if (row.number <= plan.header.number) return
    const found = table.row(row)
    if (found !== null) take(found, seen)
  })
  if (!read.ok) return read
  records.posts.push(...seen.values())
  return ok(tally)
}

function take(row: TableRow, seen: Map<string, PostRecord>): void {
  const post = row.text('post')
  if (post === null) {
    row.tell('post', {
      code: 'post-without-number',
      sentence:
        'The row has no post number, so it is left out. Give the post a number or a name and upload again.',
      effect: 'row-left-out',
      changesFigures: true,
    })
    return
  }
  const earlier = seen.get(fold(post))
  if (earlier !== undefined) {
    row.tell('post', {
      code: 'post-twice',
      sentence: `This post already stands in row ${earlier.from.row}; that row was used and this one is left out. Where two people share a post, give each half a number of its own and upload again.`,
      effect: 'row-left-out',
      changesFigures: true,
    })
    return
  }
  const holder = holderOf(row)
  seen.set(fold(post), {
    from: row.from,
    post,
    team: row.text('team'),
    role: row.choice('role', ROLE),
    fteMillionths: fundedOf(row),
    since: row.day('since'),
    holder,
    vacantSince: vacantSinceOf(row, holder),
    cover: coverOf(row),
  })
}

/** A post without its funded share is in no sum of full-time posts, which is told. */
function fundedOf(row: TableRow): number | null {
  if (row.text('fte') === null)
    return row.refuse(
      'fte',
      'post-without-fte',
      'The post does not say what share of full time is funded, so it is in no sum. Write 1 for a full-time post and upload again.',
    )
  return row.scaled('fte', SHARE)
}

function holderOf(row: TableRow): NamedPerson | null {
  const name = row.text('holder')
  const sweNumber = numberOf(row, 'holderNumber')
  if (name !== null && VACANT.has(fold(name))) return null
  return name === null && sweNumber === null ? null : { name, sweNumber }
}

function numberOf(row: TableRow, key: string): string | null {
  const text = row.text(key)
  if (text === null) return null
  return (
    sweNumberOf(text) ??
    row.refuse(
      key,
      'swe-number-not-valid',
      'This is not a Social Work England number, which is two letters and digits, like SW123456; the cell is not used. Correct it and upload again.',
      false,
    )
  )
}

function vacantSinceOf(row: TableRow, holder: NamedPerson | null): IsoDate | null {
  const since = row.day('vacantSince')
  if (since === null || holder === null) return since
  return row.refuse(
    'vacantSince',
    'held-and-vacant',
    'The post has a holder and a day since which it is vacant; the day is not used. Take one of the two out and upload again.',
  )
}

/** Cells that say something of a cover: without a name or a number they are about nobody. */
const COVER_CELLS = ['coverKind', 'coverFte', 'coverFrom', 'coverEnd', 'costDay', 'costHour']

function coverOf(row: TableRow): Cover | null {
  const name = row.text('cover')
  const sweNumber = numberOf(row, 'coverNumber')
  if (name === null && sweNumber === null) {
    const cell = COVER_CELLS.find((key) => row.text(key) !== null)
    return cell === undefined
      ? null
      : row.refuse(
          cell,
          'cover-without-name',
          'The row says how the post is covered but not by whom, so the post counts as not covered. Name who covers it and upload again.',
        )
  }
  const from = row.day('coverFrom')
  const end = row.day('coverEnd')
  const years = row.scaled('experience', YEARS)
  return {
    name,
    sweNumber,
    kind: row.choice('coverKind', KIND),
    fteMillionths: row.scaled('coverFte', SHARE),
    from,
    end:
      from !== null && end !== null && end < from
        ? row.refuse(
            'coverEnd',
            'end-before-start',
            'The cover ends before it starts, so its end is not used. Correct the days and upload again.',
          )
        : end,
    cost: costOf(row),
    // Down to whole months: half a month short of three years is not three years.
    experienceMonths: years === null ? null : Math.floor((years * 12) / 100),
    leftPermanent: leftOf(row),
    leftBecause: row.choice('leftBecause', BECAUSE),
    noticeWeeks: row.scaled('notice', WEEKS),
    permanentNoticeWeeks: row.scaled('permanentNotice', WEEKS),
    references: row.scaled('references', COUNT),
  }
}

function costOf(row: TableRow): Cover['cost'] {
  const pounds = (key: string): number | null => {
    const text = row.text(key)
    if (text === null) return null
    const pence = scale(text.replace(/^£ ?/, '').replace(/,(?=\d{3})/g, ''), 2)
    return pence !== null && pence <= MOST_PENCE
      ? pence
      : row.refuse(
          key,
          'cost-not-an-amount',
          `“${shown(text)}” is not an amount in pounds from 0 to 5,000; the cell is not used. Write it like 42.50.`,
          false,
        )
  }
  if (row.text('costDay') !== null && row.text('costHour') !== null)
    return row.refuse(
      'costHour',
      'cost-unclear',
      'The row gives a cost a day and a cost an hour, so neither is used. Give one of the two and upload again.',
    )
  const day = pounds('costDay')
  if (day !== null) return { pence: day, per: 'day' }
  const hour = pounds('costHour')
  return hour === null ? null : { pence: hour, per: 'hour' }
}

function leftOf(row: TableRow): Cover['leftPermanent'] {
  const text = row.text('leftPermanent')
  if (text === null) return null
  if (['never', 'no', 'none'].includes(fold(text))) return 'never'
  const day = row.day('leftPermanent')
  return day === null ? null : day
}
