import type { IsoDate, Problem, Result } from '../../../kit/index.ts'
import { ok } from '../../../kit/index.ts'
import type { ChildId, ChildRecord, ListCount, Records } from '../../../core/model/index.ts'
import type { Row } from '../../read/types.ts'
import { headingKeys } from '../peek.ts'
import type { Place, Told } from '../tally.ts'
import { Tally } from '../tally.ts'
import { shown } from '../tidy.ts'
import type { ListContext } from './list-reader.ts'
import { ListReader } from './list-reader.ts'
import { LISTS } from './lists.ts'
import type { SheetPlan } from './plan.ts'
import { segmentsOf } from './plan.ts'
import type { Draft } from './records.ts'
import { span } from './records.ts'

/** One Annex A file, read but not yet settled against the other lists. */
export interface AnnexAFile {
  name: string
  tallies: Map<number, Tally>
  drafts: Map<number, Draft[]>
  version: string | null
  context: ListContext
}

/** Called with the list's name and the rows read of it so far. */
export type OnRows = (stage: string, rows: number) => void

/** Streams the planned sheets. A fault inside a sheet is the file's Problem. */
export async function readAnnexA(
  name: string,
  plans: readonly SheetPlan[],
  context: ListContext,
  onRows: OnRows,
): Promise<Result<AnnexAFile, Problem>> {
  const file: AnnexAFile = {
    name,
    tallies: new Map(),
    drafts: new Map(),
    version: null,
    context,
  }
  for (const plan of plans) {
    const place: Place = { file: name, sheet: plan.peek.sheet.name, ordinal: plan.peek.ordinal }
    for (const told of plan.told) context.findings.add(place, told)
    if (plan.read === null) continue
    const read = await readSheet(file, place, plan, plan.read, onRows)
    if (!read.ok) return read
  }
  return ok(file)
}

async function readSheet(
  file: AnnexAFile,
  place: Place,
  plan: SheetPlan,
  { header, segments }: NonNullable<SheetPlan['read']>,
  onRows: OnRows,
): Promise<Result<unknown, Problem>> {
  const all: ListReader[] = []
  let headings = headingKeys(header).join('\n')
  const open = (at: Row, found: NonNullable<SheetPlan['read']>['segments']): ListReader[] => {
    const readers = found.map(({ list, from, to }) => {
      const tally = file.tallies.get(list.number) ?? new Tally()
      const drafts = file.drafts.get(list.number) ?? []
      file.tallies.set(list.number, tally)
      file.drafts.set(list.number, drafts)
      return new ListReader(file.context, place, list, at, { from, to }, tally, drafts)
    })
    all.push(...readers)
    return readers
  }
  let readers = open(header, segments)
  if (segments.length > 1)
    tellSeveral(
      file,
      place,
      segments.map((one) => one.list.name),
      header,
    )
  let rows = 0
  let title = ''
  const read = await plan.peek.sheet.read((row) => {
    if (row.number <= header.number) return true
    if (readers[0]?.startsHeadings(row)) {
      const keys = headingKeys(row).join('\n')
      if (keys === headings) return true
      const found = segmentsOf(row, title)
      if (found !== null && found !== 'question') {
        headings = keys
        readers = open(row, found)
        tellSeveral(file, place, [...new Set(all.map((one) => one.list.name))], row)
        return true
      }
    }
    title = titleOf(row)
    for (const reader of readers) reader.take(row)
    if (++rows % 500 === 0) onRows(readers[0]?.list.name ?? '', rows)
    return true
  })
  if (!read.ok) return read
  for (const reader of all) {
    reader.finish()
    if (reader.list.number === 9) file.version = careLeaverVersion(reader)
  }
  return read
}

/** The text of a row with one cell only, which may be the title over the next list. */
function titleOf(row: Row): string {
  let title = ''
  for (const cell of row.cells) {
    if (cell === undefined || cell.text === '') continue
    if (title !== '') return ''
    title = cell.text
  }
  return title
}

const careLeaverVersion = (reader: ListReader): string =>
  ['personalAdviser', 'pathwayReview', 'lastContact', 'asylum'].some((key) => reader.has(key))
    ? '2024'
    : '2019'

function tellSeveral(file: AnnexAFile, place: Place, names: readonly string[], at: Row): void {
  if (names.length < 2) return
  file.context.findings.add(place, {
    code: 'lists-on-one-sheet',
    row: at.number,
    sentence: `The sheet holds more than one list: ${names.join(' and ')}. Each was read by its own headings; check that no row went to the wrong one.`,
    effect: 'notice',
    changesFigures: false,
  })
}

/**
 * Settles the files of one upload: dates against each other, one row per child where the guidance
 * says so, and what needs several lists. Appends the records.
 */
export function settleAnnexA(files: readonly AnnexAFile[], records: Records): void {
  const careLeavers = new Set<ChildId>()
  for (const file of files)
    for (const draft of file.drafts.get(9) ?? [])
      if (draft.is === 'child') careLeavers.add(draft.record.child)
  for (const file of files)
    for (const list of LISTS) {
      const drafts = file.drafts.get(list.number)
      if (drafts === undefined) continue
      for (const draft of drafts) checkSpan(draft)
      const kept = list.oneRowPerChild ? latestOfEachChild(drafts, file.context.today) : drafts
      for (const draft of kept) {
        if (draft.is === 'adopter') records.adopters.push(draft.record)
        else {
          if (draft.careLeaver && !careLeavers.has(draft.record.child)) tellCareLeaver(draft)
          records.children.push(draft.record)
        }
      }
    }
  tellRepeatedLists(files)
  tellMissingLists(files)
}

function checkSpan(draft: Draft): void {
  if (draft.is !== 'child') return
  const dates = span(draft.record)
  if (dates === null || dates.start === null || dates.end === null || dates.end >= dates.start)
    return
  Reflect.set(draft.record, dates.endKey, null)
  draft.reader.endBeforeStart(draft.record.from.row, dates.endKey, dates.start, dates.end)
}

/** The latest row of each child by start date, then by row; the others are told, unless kept. */
function latestOfEachChild(drafts: readonly Draft[], today: IsoDate): Draft[] {
  const latest = new Map<ChildId, Draft & { is: 'child' }>()
  const several = new Set<ChildId>()
  for (const draft of drafts) {
    if (draft.is !== 'child') continue
    const { child } = draft.record
    const holder = latest.get(child)
    if (holder !== undefined) several.add(child)
    if (holder === undefined || startOf(draft.record, today) >= startOf(holder.record, today))
      latest.set(child, draft)
  }
  if (several.size === 0) return [...drafts]
  return drafts.filter((draft) => {
    if (draft.is !== 'child' || !several.has(draft.record.child)) return true
    const holder = latest.get(draft.record.child)
    if (holder === undefined || holder === draft) return true
    const differs = weighs(draft.record) !== weighs(holder.record)
    const { from, child } = draft.record
    return draft.reader.superseded(from.row, child, differs) === 'keep'
  })
}

/** The start as far as it can be trusted: one still to come does not put the present row out. */
function startOf(record: ChildRecord, today: IsoDate): string {
  const start = 'start' in record ? record.start : null
  return start === null || start > today ? '' : start
}

/** What of a record can change a figure, as one text. */
function weighs(record: ChildRecord): string {
  const dates = span(record)
  const open = dates === null || dates.end === null
  return JSON.stringify({ ...record, from: null, birthDate: null, start: null, open })
}

function tellCareLeaver(draft: Draft & { is: 'child' }): void {
  const { record, reader } = draft
  if (record.kind === 'need-episode' && record.closed !== null) return
  reader.tellLater(record.from.row, 'status', {
    code: 'care-leaver-not-in-list-9',
    value: 'care leaver',
    sentence:
      'The status says care leaver, but the child is not in list 9, so the child is in no count. Add the child to list 9, or give the status that holds, and upload again.',
    effect: 'question',
    changesFigures: true,
  })
}

function tellRepeatedLists(files: readonly AnnexAFile[]): void {
  const first = new Map<number, AnnexAFile>()
  for (const file of files)
    for (const [number, tally] of file.tallies) {
      if (tally.rows === 0) continue
      const holder = first.get(number)
      if (holder === undefined) first.set(number, file)
      else
        tellFile(file, {
          code: 'list-in-two-files',
          sentence: `“${shown(holder.name)}” of the same upload also holds List ${number}; rows of both were read. If one replaces the other, upload it alone.`,
          effect: 'question',
          changesFigures: true,
        })
    }
}

/** Lists that give a child a status, in words. */
const DECIDING = new Map([
  [3, 'list 3 (referrals)'],
  [4, 'list 4 (assessments)'],
  [5, 'list 5 (section 47 enquiries)'],
  [6, 'list 6 (children in need)'],
  [7, 'list 7 (child protection)'],
  [8, 'list 8 (children in care)'],
  [9, 'list 9 (care leavers)'],
])

function tellMissingLists(files: readonly AnnexAFile[]): void {
  const [first] = files
  if (first === undefined) return
  const missing = [...DECIDING].filter(
    ([number]) => !files.some((file) => file.tallies.has(number)),
  )
  if (missing.length === 0) return
  tellFile(first, {
    code: 'lists-missing',
    sentence: `The upload holds no ${missing.map(([, name]) => name).join(', no ')}. Children known only there are in no count; add the lists if you have them.`,
    effect: 'notice',
    changesFigures: missing.some(([number]) => number >= 6 && number <= 8),
  })
}

function tellFile(file: AnnexAFile, told: Told): void {
  file.context.findings.add({ file: file.name, sheet: null, ordinal: 0 }, told)
}

/** The counts by list name, in the lists' order. */
export function annexACounts(file: AnnexAFile): Record<string, ListCount> {
  const counts: Record<string, ListCount> = {}
  for (const list of LISTS) {
    const tally = file.tallies.get(list.number)
    if (tally !== undefined) counts[list.name] = tally.count()
  }
  return counts
}
