import { fold, ok } from '../../../kit/index.ts'
import type { Problem, Result } from '../../../kit/index.ts'
import type { PersonRecord, Reduction, Records } from '../../../core/model/index.ts'
import type { Row } from '../../read/types.ts'
import { choices } from '../choices.ts'
import type { Peek } from '../peek.ts'
import { headingKeys } from '../peek.ts'
import { sweNumberOf } from '../swe-number.ts'
import type { Scale, TableContext, TableRow } from '../table.ts'
import { columnsNamed, Table } from '../table.ts'
import { Tally } from '../tally.ts'
import { headerKey } from '../tidy.ts'
import { CONTRACTS, peopleColumns, REASONS, reductionColumns, ROLES } from './columns.ts'

export interface PeoplePlan {
  people: { peek: Peek; header: Row }
  reductions: { peek: Peek; header: Row } | null
}

const isPeople = (named: Set<string>): boolean =>
  (named.has('name') || named.has('sweNumber')) &&
  named.size >= 3 &&
  ['fte', 'role', 'contract', 'aliases', 'asyeStart', 'parentTeam', 'reason', 'sweNumber'].some(
    (key) => named.has(key),
  )

const isReductions = (named: Set<string>): boolean =>
  (named.has('name') || named.has('sweNumber')) && named.has('reason') && named.has('from')

/** The sheets of a people file, or null where the file is none. */
export function planPeople(peeks: readonly Peek[]): PeoplePlan | null {
  let people: PeoplePlan['people'] | null = null
  let reductions: PeoplePlan['reductions'] = null
  for (const peek of peeks)
    for (const header of peek.rows) {
      const keys = headingKeys(header)
      if (reductions === null && isReductions(columnsNamed(reductionColumns, keys))) {
        const whole = columnsNamed(peopleColumns, keys)
        if (headerKey(peek.sheet.name) === 'reductions' || !whole.has('fte')) {
          reductions = { peek, header }
          break
        }
      }
      if (people === null && isPeople(columnsNamed(peopleColumns, keys))) {
        people = { peek, header }
        break
      }
    }
  return people === null ? null : { people, reductions }
}

const ROLE = choices('role', ROLES, (value) => `Which role does “${value}” stand for?`)
const CONTRACT = choices(
  'contract',
  CONTRACTS,
  (value) => `Is “${value}” a permanent or an agency contract?`,
)
const REASON = choices(
  'reduction-reason',
  REASONS,
  (value) => `Which reason for a reduction does “${value}” stand for?`,
)

const HOURS: Scale = {
  places: 2,
  most: 250,
  code: 'hours-not-a-number',
  hint: 'is not a number of hours a month from 0 to 250; the cell is not used. Write it like 7.5.',
}

/** A person, and the row that first named them: where their findings go. */
interface Person {
  record: PersonRecord
  row: TableRow
}

/** The people read so far. One number is one person; without a number on both rows, one name is. */
class Roll {
  readonly people: Person[] = []
  readonly #byNumber = new Map<string, Person>()
  readonly #byName = new Map<string, Person[]>()

  find({ name, sweNumber }: PersonRecord): Person | undefined {
    const numbered = sweNumber === null ? undefined : this.#byNumber.get(sweNumber)
    if (numbered !== undefined || name === null) return numbered
    return this.#byName
      .get(fold(name))
      ?.find(({ record }) => sweNumber === null || record.sweNumber === null)
  }

  add(person: Person): void {
    this.people.push(person)
    const { name, sweNumber } = person.record
    if (sweNumber !== null) this.#byNumber.set(sweNumber, person)
    if (name === null) return
    const namesakes = this.#byName.get(fold(name))
    if (namesakes === undefined) this.#byName.set(fold(name), [person])
    else namesakes.push(person)
  }

  /** Notes a number that a later row gave. */
  numbered(person: Person): void {
    if (person.record.sweNumber !== null) this.#byNumber.set(person.record.sweNumber, person)
  }
}

export interface PeopleCounts {
  people: Tally
  reductions: Tally | null
}

/** Reads a people file; one worker may have several rows, the later ones adding reductions. */
export async function readPeople(
  name: string,
  plan: PeoplePlan,
  context: TableContext,
  records: Records,
): Promise<Result<PeopleCounts, Problem>> {
  const roll = new Roll()
  const tally = new Tally()
  const read = await eachRow(name, plan.people, peopleColumns, context, tally, (row) =>
    takePerson(row, roll),
  )
  if (!read.ok) return read
  const { people } = roll
  settleNames(people)
  let reductions: Tally | null = null
  if (plan.reductions !== null) {
    reductions = new Tally()
    const byName = index(people.map((one) => one.record))
    const more = await eachRow(
      name,
      plan.reductions,
      reductionColumns,
      context,
      reductions,
      (row) => takeReduction(row, byName),
    )
    if (!more.ok) return more
  }
  records.people.push(...people.map((one) => one.record))
  return ok({ people: tally, reductions })
}

async function eachRow(
  name: string,
  { peek, header }: { peek: Peek; header: Row },
  columns: typeof peopleColumns,
  context: TableContext,
  tally: Tally,
  take: (row: TableRow) => void,
): Promise<Result<unknown, Problem>> {
  const place = { file: name, sheet: peek.sheet.name, ordinal: peek.ordinal }
  const table = new Table(context, place, columns, header, tally)
  return peek.sheet.read((row) => {
    if (row.number <= header.number) return
    const read = table.row(row)
    if (read !== null) take(read)
  })
}

const FACTS = [
  'sweNumber',
  'team',
  'parentTeam',
  'fteMillionths',
  'role',
  'contract',
  'contractEnd',
  'asyeStart',
  'supervisionHours',
  'dutyHours',
  'businessSupportHours',
] as const

function takePerson(row: TableRow, roll: Roll): void {
  const name = row.text('name')
  const number = numberOf(row)
  if (name === null && number === null) {
    row.tell(null, {
      code: 'person-without-name',
      sentence:
        'The row names nobody: it has neither a name nor a Social Work England number, so it is left out. Fill one in and upload again.',
      effect: 'row-left-out',
      changesFigures: true,
    })
    return
  }
  const record: PersonRecord = {
    from: row.from,
    name,
    aliases: aliasesOf(row.text('aliases'), name),
    sweNumber: number,
    team: row.text('team'),
    parentTeam: row.text('parentTeam'),
    fteMillionths: fteOf(row),
    role: row.choice('role', ROLE),
    contract: row.choice('contract', CONTRACT),
    contractEnd: row.day('contractEnd'),
    asyeStart: row.day('asyeStart'),
    asye: null,
    absence: null,
    reductions: [],
    supervisionHours: row.scaled('supervisionHours', HOURS),
    dutyHours: row.scaled('dutyHours', HOURS),
    businessSupportHours: row.scaled('businessSupportHours', HOURS),
    censusCases: null,
  }
  const reduction =
    row.text('reason') === null && row.text('from') === null ? null : reductionOf(row)
  if (reduction !== null) record.reductions.push(reduction)
  const same = roll.find(record)
  if (same === undefined) {
    roll.add({ record, row })
    return
  }
  const clash = FACTS.filter(
    (fact) =>
      record[fact] !== null && same.record[fact] !== null && record[fact] !== same.record[fact],
  )
  if (clash.length > 0) {
    row.tell('name', {
      code: 'person-twice',
      sentence: `An earlier row of the same person says otherwise (row ${same.record.from.row}), so this row is left out. Keep one row for the person's contract and upload again; further rows may only add reductions.`,
      effect: 'row-left-out',
      changesFigures: true,
    })
    return
  }
  Object.assign(
    same.record,
    Object.fromEntries(
      FACTS.filter((fact) => record[fact] !== null).map((fact) => [fact, record[fact]]),
    ),
  )
  roll.numbered(same)
  same.record.name ??= record.name
  same.record.aliases = [...new Set([...same.record.aliases, ...record.aliases])]
  same.record.reductions.push(...record.reductions)
}

function numberOf(row: TableRow): string | null {
  const text = row.text('sweNumber')
  if (text === null) return null
  return (
    sweNumberOf(text) ??
    row.refuse(
      'sweNumber',
      'swe-number-not-valid',
      'This is not a Social Work England number, which is two letters and digits, like SW123456; the cell is not used. Correct it and upload again.',
    )
  )
}

function aliasesOf(text: string | null, name: string | null): string[] {
  const seen = new Set(name === null ? [] : [fold(name)])
  return (text ?? '')
    .split(';')
    .map((alias) => alias.trim())
    .filter((alias) => {
      if (alias === '' || seen.has(fold(alias))) return false
      seen.add(fold(alias))
      return true
    })
}

/** 0 to 1, or a percentage with its sign. A bare 60 or 22.5 could be hours or percent: never guessed. */
function fteOf(row: TableRow): number | null {
  const text = row.text('fte')
  if (text === null) return null
  const hint =
    'is not a share of full time from 0 to 1; the cell is not used, so the capacity is not known. Write 0.6 for three days of five.'
  const percent = /^(\d+(?:\.\d+)?) ?%$/.exec(text)?.[1]
  if (percent === undefined)
    return row.scaled('fte', { places: 6, most: 1, code: 'fte-not-a-share', hint })
  const share = Math.round(Number(percent) * 10_000)
  return share <= 1_000_000 ? share : row.refuse('fte', 'fte-not-a-share', `“${text}” ${hint}`)
}

/** The reduction a row states, or null after telling why it cannot be used. */
function reductionOf(row: TableRow): Reduction | null {
  const lost = (key: string, code: string, sentence: string): null => {
    row.tell(key, { code, sentence, effect: 'cell-not-used', changesFigures: true })
    return null
  }
  if (row.text('reason') === null)
    return lost(
      'reason',
      'reduction-without-reason',
      'The reduction has no reason, so it is not used. Give one of the listed reasons and upload again.',
    )
  const reason = row.choice('reason', REASON)
  const from = row.day('from')
  if (reason === null) return null
  if (from === null) {
    return row.text('from') === null
      ? lost(
          'from',
          'reduction-without-start',
          'The reduction has no first day, so it is not used. Give the day and upload again.',
        )
      : null
  }
  const to = row.day('to')
  if (to === null && row.text('to') !== null) return null
  if (to !== null && to < from)
    return lost(
      'to',
      'end-before-start',
      'The reduction ends before it starts, so it is not used. Correct the days and upload again.',
    )
  const amount = amountOf(row)
  return amount === null ? null : { reason, from, to, amount }
}

function amountOf(row: TableRow): Reduction['amount'] | null {
  const percentText = row.text('percent')
  const hoursText = row.text('hours')
  if ((percentText === null) === (hoursText === null)) {
    row.tell(percentText === null ? 'reason' : 'percent', {
      code: 'reduction-amount-unclear',
      sentence:
        percentText === null
          ? 'The reduction says neither percent nor hours, so it is not used. Give one of the two and upload again.'
          : 'The reduction says both percent and hours, so it is not used. Give one of the two and upload again.',
      effect: 'cell-not-used',
      changesFigures: true,
    })
    return null
  }
  if (hoursText !== null) {
    const hours = row.scaled('hours', HOURS)
    return hours === null ? null : { hoursHundredths: hours }
  }
  const number = (percentText ?? '').replace(/ ?%$/, '')
  const signed = number !== percentText
  const value = /^\d{1,3}(?:\.\d{1,2})?$/.test(number) ? Number(number) : Number.NaN
  // 0.5 without a sign may be a half or half a percent.
  if (!(value <= 100) || (!signed && value > 0 && value < 1))
    return row.refuse(
      'percent',
      'percent-not-clear',
      'This is not a percentage from 1 to 100; the reduction is not used. Write 50 for half.',
    )
  return { percent: value }
}

function takeReduction(row: TableRow, byName: ReadonlyMap<string, PersonRecord | 'several'>): void {
  const number = numberOf(row)
  const name = row.text('name')
  const person =
    (number === null ? undefined : byName.get(number)) ??
    (name === null ? undefined : byName.get(fold(name)))
  if (person === undefined || person === 'several') {
    row.tell(name === null ? null : 'name', {
      code: person === undefined ? 'reduction-without-person' : 'reduction-of-several',
      sentence:
        person === undefined
          ? 'Nobody on the first sheet has this name or number, so the reduction is not used. Add the person there, or correct the name, and upload again.'
          : 'More than one person on the first sheet has this name, so the reduction is not used. Add the Social Work England number and upload again.',
      effect: 'row-left-out',
      changesFigures: true,
    })
    return
  }
  const reduction = reductionOf(row)
  if (reduction !== null) person.reductions.push(reduction)
}

/** An alias that is also someone else's name or alias points at nobody: it is taken from both and told. */
function settleNames(people: readonly Person[]): void {
  const holders = new Map<string, Set<Person>>()
  for (const person of people)
    for (const name of [person.record.name, ...person.record.aliases]) {
      if (name === null) continue
      const key = fold(name)
      holders.set(key, (holders.get(key) ?? new Set()).add(person))
    }
  for (const [key, sharing] of holders) {
    if (sharing.size < 2) continue
    for (const person of sharing) {
      const asAlias = person.record.aliases.some((alias) => fold(alias) === key)
      person.record.aliases = person.record.aliases.filter((alias) => fold(alias) !== key)
      person.row.tell(asAlias ? 'aliases' : 'name', {
        code: 'name-shared',
        sentence: asAlias
          ? 'Another person in this file has the same name or alias, so this alias is not used. Take it from one of them and upload again.'
          : 'Another person in this file goes by the same name, so work in that name cannot be told apart. Give each a name or alias of their own and upload again.',
        effect: asAlias ? 'cell-not-used' : 'question',
        changesFigures: true,
      })
    }
  }
}

/** Everyone by folded name, alias and number; a name that two people have says `several`. */
function index(people: readonly PersonRecord[]): ReadonlyMap<string, PersonRecord | 'several'> {
  const found = new Map<string, PersonRecord | 'several'>()
  for (const person of people) {
    if (person.sweNumber !== null) found.set(person.sweNumber, person)
    for (const name of [person.name, ...person.aliases]) {
      if (name === null) continue
      const key = fold(name)
      const holder = found.get(key)
      found.set(key, holder === undefined || holder === person ? person : 'several')
    }
  }
  return found
}
