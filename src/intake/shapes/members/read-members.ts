import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fail, fold, ok, type IsoDate, type Problem, type Result } from '../../../kit/index.ts'
import type { Answers, Finding, ListCount, Source } from '../../../core/model/index.ts'
import {
  isMail,
  isWorkMail,
  mailDomain,
  mailKey,
  numberKey,
  phoneOf,
  phoneShown,
  type RollEntry,
  type Standing,
} from '../../../core/roster/index.ts'
import { openFile } from '../../read/index.ts'
import type { Row } from '../../read/types.ts'
import { DayReader } from '../day.ts'
import { headingKeys, peekSheets, type Peek } from '../peek.ts'
import { columnsNamed, Table, type Choices, type TableRow } from '../table.ts'
import { FindingSink, Tally } from '../tally.ts'
import { memberColumns, STANDINGS } from './columns.ts'

/** One row of a membership list that can be used. */
export interface MemberRow {
  from: Source
  standing: Standing
  entry: RollEntry
}

/** A membership list as read. Plain data: it crosses from the reading process. */
export interface MembersReading {
  sha256: string
  rows: MemberRow[]
  count: ListCount
  findings: Finding[]
}

export interface MembersJob {
  file: { name: string; path: string }
  answers: [key: string, value: string][]
  today: IsoDate
  /** Mail domains that are the employer's, beside those of public bodies. */
  employers: string[]
}

const NO_LIST: Problem = {
  code: 'no-members-list',
  sentence:
    'No sheet of this file is a list of members. Its headings must be in one of the first ten rows: a name (or first and last name), and a membership number or an email address. Add them and send the file again.',
}
const NO_MEMBER: Problem = {
  code: 'members-empty',
  sentence:
    'The list has headings and not one member beneath them. Export it again after it was filled.',
}

const STANDING: Choices<Standing | 'leave-out'> = {
  slug: 'member-status',
  asks: (value) => `What does the status “${value}” mean?`,
  options: STANDINGS.map(({ value, label }) => ({ value, label })),
  known: new Map(
    STANDINGS.flatMap(({ value, label, also }) =>
      [label, ...also].map((one) => [fold(one), value] as const),
    ),
  ),
}

/** Reads one membership list; every row that is not used is named with a sentence. */
export async function readMembers(job: MembersJob): Promise<Result<MembersReading, Problem>> {
  const { name, path } = job.file
  const opened = await openFile(path, name)
  if (!opened.ok) return opened
  try {
    const peeked = await peekSheets(opened.value)
    if (!peeked.ok) return peeked
    const plan = planMembers(peeked.value)
    if (plan === null) return fail(NO_LIST)
    const sha256 = createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
    const findings = new FindingSink()
    for (const notice of opened.value.notices) {
      findings.add(
        { file: name, sheet: null, ordinal: 0 },
        { ...notice, effect: 'notice', changesFigures: false },
      )
    }
    const answers: Answers = new Map(job.answers)
    const context = { sha256, today: job.today, answers, days: new DayReader(job.today), findings }
    const place = { file: name, sheet: plan.peek.sheet.name, ordinal: plan.peek.ordinal }
    const tally = new Tally()
    const table = new Table(context, place, memberColumns, plan.header, tally)
    const reader = new RowReader(answers, job.employers)
    const read = await plan.peek.sheet.read((row) => {
      if (row.number <= plan.header.number) return
      const found = table.row(row)
      if (found !== null) reader.take(found)
    })
    if (!read.ok) return read
    if (tally.rows === 0) return fail(NO_MEMBER)
    for (const peek of peeked.value) {
      if (peek === plan.peek || peek.rows.length === 0) continue
      findings.add(
        { file: name, sheet: peek.sheet.name, ordinal: peek.ordinal },
        {
          code: 'sheet-not-read',
          sentence:
            'Only one sheet of a file is read as the list of members; this one was not read.',
          effect: 'notice',
          changesFigures: false,
        },
      )
    }
    return ok({ sha256, rows: reader.rows, count: tally.count(), findings: findings.all })
  } finally {
    await opened.value.close()
  }
}

/** The sheet that lists members, and the row of its headings. */
function planMembers(peeks: readonly Peek[]): { peek: Peek; header: Row } | null {
  for (const peek of peeks) {
    for (const header of peek.rows) {
      const named = columnsNamed(memberColumns, headingKeys(header))
      const hasName = named.has('name') || (named.has('first') && named.has('last'))
      if (hasName && (named.has('number') || named.has('mail'))) return { peek, header }
    }
  }
  return null
}

class RowReader {
  readonly rows: MemberRow[] = []
  readonly #answers: Answers
  readonly #employers: readonly string[]
  readonly #numbers = new Map<string, number>()
  readonly #mails = new Map<string, number>()

  constructor(answers: Answers, employers: readonly string[]) {
    this.#answers = answers
    this.#employers = employers
  }

  take(row: TableRow): void {
    const name = nameOf(row)
    if (name === null) return leaveOut(row, 'name', 'member-without-name', NO_NAME)
    const status = row.choice('status', STANDING)
    const left = row.day('left')
    const standing = status ?? (left === null ? 'member' : 'former')
    if (standing === 'leave-out') return leaveOut(row, 'status', 'not-for-the-roll', NOT_FOR_ROLL)
    // A status that nobody knows yet is asked; the row waits for the answer.
    if (status === null && row.text('status') !== null && !this.#isBlankByAnswer(row)) {
      return leaveOut(row, 'status', 'status-not-known', WAITS)
    }
    const number = this.#numberOf(row)
    if (number === undefined) return
    const mail = this.#mailOf(row)
    if (number === null && mail === null) {
      return leaveOut(row, 'number', 'member-not-to-be-known-again', NOT_KNOWN_AGAIN)
    }
    const joined = row.day('joined')
    this.rows.push({
      from: row.from,
      standing,
      entry: {
        name,
        mail,
        phone: phone(row),
        number,
        employer: row.text('employer'),
        workplace: row.text('workplace'),
        department: row.text('department'),
        site: null,
        team: null,
        job: row.text('job'),
        joined,
        left:
          left !== null && joined !== null && left < joined
            ? row.refuse('left', 'left-before-joined', LEFT_BEFORE, false)
            : left,
      },
    })
  }

  #isBlankByAnswer(row: TableRow): boolean {
    const key = `code:${STANDING.slug}:${fold(row.text('status') ?? '')}`
    return this.#answers.get(key) === 'blank'
  }

  /** undefined where the row is left out. */
  #numberOf(row: TableRow): string | null | undefined {
    const number = row.text('number')
    if (number === null) return null
    const earlier = this.#numbers.get(numberKey(number))
    if (earlier !== undefined) {
      leaveOut(
        row,
        'number',
        'member-twice',
        `This membership number already stands in row ${earlier}; that row was used and this one is left out. Correct one of the two and send the list again.`,
      )
      return undefined
    }
    this.#numbers.set(numberKey(number), row.from.row)
    return number
  }

  #mailOf(row: TableRow): string | null {
    const key = row.text('mail') !== null ? 'mail' : 'workMail'
    const mail = row.text(key)
    if (mail === null) return null
    if (!isMail(mail)) {
      return row.refuse(
        key,
        'mail-not-valid',
        'This is no email address; the cell is not used. Correct it and send the list again.',
      )
    }
    if ((key === 'workMail' || isWorkMail(mail, this.#employers)) && !this.#isOwn(row, key, mail)) {
      return null
    }
    const earlier = this.#mails.get(mailKey(mail))
    if (earlier !== undefined) {
      return row.refuse(
        key,
        'mail-twice',
        `This address already stands in row ${earlier}, and each member signs in with an address of their own; here it is not used. Ask this member for another.`,
      )
    }
    this.#mails.set(mailKey(mail), row.from.row)
    return mail
  }

  /** An employer's address is kept only where somebody says that it is the member's own. */
  #isOwn(row: TableRow, key: string, mail: string): boolean {
    const domain = mailDomain(mail)
    const question = {
      key: `mail-domain:${domain}`,
      asks: `Do members read mail at ${domain} where the employer cannot?`,
      options: [
        { value: 'employer', label: 'No, it is the employer’s: leave these addresses out' },
        { value: 'own', label: 'Yes, these addresses are the members’ own' },
      ],
      remembered: true,
    }
    const answer = this.#answers.get(question.key)
    if (answer === 'own') return true
    row.tell(key, {
      code: 'mail-of-employer',
      sentence:
        'This looks like an address that the employer gave. Members sign in with one of their own, so it is not used. Ask this member for a personal address.',
      effect: answer === 'employer' ? 'cell-not-used' : 'question',
      changesFigures: false,
      question,
    })
    return false
  }
}

const NO_NAME = 'The row has no name, so it is left out. Write the name and send the list again.'
const NOT_FOR_ROLL =
  'The list says that this person is no member, so the row is left out: the roll holds members, former members and regular contacts only.'
const WAITS = 'The row waits until somebody has said what its status means.'
const NOT_KNOWN_AGAIN =
  'The row has neither a membership number nor a personal email address, so that a later list could not know this person again. It is left out: add one of the two, or add the person by hand.'
const LEFT_BEFORE =
  'The day of leaving is before the day of joining, so it is not used. Correct the days and send the list again.'

function leaveOut(row: TableRow, key: string, code: string, sentence: string): void {
  row.tell(key, { code, sentence, effect: 'row-left-out', changesFigures: true })
}

function nameOf(row: TableRow): string | null {
  const parts = [row.text('known') ?? row.text('first'), row.text('last')]
  const [first, last] = parts
  if (first !== null && last !== null) return `${first} ${last}`.slice(0, 200)
  const whole = row.text('name') ?? first ?? last ?? null
  if (whole === null) return null
  // `Example, Ada`: surname first, as lists are sorted.
  const turned = /^([^,]+),\s*([^,]+)$/.exec(whole)
  return (turned ? `${turned[2] ?? ''} ${turned[1] ?? ''}` : whole).slice(0, 200)
}

function phone(row: TableRow): string | null {
  for (const key of ['phone', 'otherPhone']) {
    const text = row.text(key)
    if (text === null) continue
    const read = phoneOf(text) ?? phoneOf(lostNought(text))
    if (read !== null) return phoneShown(read)
    row.refuse(
      key,
      'phone-not-valid',
      'This is no phone number; the cell is not used. Write it like 07700 900123.',
      false,
    )
  }
  return null
}

/** Spreadsheets take the nought from a number that they think is one: 7700900123. */
const lostNought = (text: string): string => (/^[1-9]\d{9}$/.test(text) ? `0${text}` : text)
