import { isoDate } from '../../../kit/index.ts'
import type { IsoDate } from '../../../kit/index.ts'
import type {
  PersonRecord,
  Records,
  ReductionReason,
  Role,
  WorkforceTotals,
} from '../../../core/model/index.ts'
import type { XmlHandler } from '../../read/types.ts'
import { sweNumberOf } from '../swe-number.ts'
import type { TableContext } from '../table.ts'
import { scale } from '../table.ts'
import type { FindingSink, Told } from '../tally.ts'
import { Tally } from '../tally.ts'
import { isBlank, shown, tidy } from '../tidy.ts'

/** Codes of the children's social work workforce census, years 2021 on. */
const ROLES: ReadonlyMap<string, Role> = new Map([
  ['1', 'senior-manager'],
  ['2', 'middle-manager'],
  ['3', 'team-manager'],
  ['4', 'senior-practitioner'],
  ['5', 'social-worker'],
  ['6', 'qualified-without-cases'],
])

const ABSENCES: ReadonlyMap<string, ReductionReason> = new Map([
  ['MAT', 'maternity-paternity-adoption'],
  ['SIC', 'sickness'],
  ['TRN', 'training'],
  ['PUB', 'other-agreed'],
  ['UNA', 'other-agreed'],
  ['UNP', 'other-agreed'],
  ['OTH', 'other-agreed'],
])

/** Elements that any year's guide or schema names; `Sex` replaces `GenderCurrent`. */
const WORKER_ELEMENTS = new Set([
  'AgencyWorker',
  'SWENo',
  'FTE',
  'PersonBirthDate',
  'GenderCurrent',
  'Sex',
  'Ethnicity',
  'QualInst',
  'QualLevel',
  'StepUpGrad',
  'FrontlineGrad',
  'OrgRole',
  'RoleStartDate',
  'StartOrigin',
  'RoleEndDate',
  'LeaverDestination',
  'ReasonLeave',
  'FTE30',
  'Cases30',
  'WorkingDaysLost',
  'ContractWeeks',
  'Absat30Sept',
  'ReasonAbsence',
  'CFKSSstatus',
])
const OTHER_ELEMENTS = new Set([
  'Message',
  'Header',
  'CollectionDetails',
  'Collection',
  'Year',
  'ReferenceDate',
  'Source',
  'SourceLevel',
  'LEA',
  'SoftwareCode',
  'Release',
  'SerialNo',
  'DateTime',
  // An older schema's spelling.
  'DataTime',
  'LALevelVacancies',
  'NumberOfVacancies',
  'NoAgencyFTE',
  'NoAgencyHeadcount',
  'CSWWWorker',
])

export const WORKER_SHEET = 'CSWWWorker'

type Elements = Map<string, string>

/** The workers of a census as they stand in the file: element name → text, in order. */
export interface CensusWorker {
  ordinal: number
  elements: Elements
}

/**
 * Gathers a census file's elements, whatever their order. `worker` is called at each worker's end;
 * what the file is, `collection` and `root` say.
 */
export class CensusElements implements XmlHandler {
  root: string | null = null
  /** The first elements within the root, at most ten, to tell one return from another. */
  readonly within = new Set<string>()
  readonly header: Elements = new Map()
  readonly vacancies: Elements = new Map()
  readonly unknown = new Map<string, number>()
  readonly #each: (worker: CensusWorker) => void
  #worker: Elements | null = null
  #workers = 0

  constructor(each: (worker: CensusWorker) => void) {
    this.#each = each
  }

  get isCsww(): boolean {
    const collection = (this.header.get('Collection') ?? '').toUpperCase()
    return (
      this.root === 'Message' &&
      (/^CSWW+$/.test(collection) || (collection === '' && this.within.has('CSWWWorker')))
    )
  }

  open(name: string, path: readonly string[]): void {
    this.root ??= name
    if (path.length === 2 && this.within.size < 10) this.within.add(name)
    if (name === WORKER_SHEET) {
      this.#workers += 1
      this.#worker = new Map()
    }
    const known =
      this.#worker !== null && name !== WORKER_SHEET
        ? WORKER_ELEMENTS.has(name)
        : OTHER_ELEMENTS.has(name)
    if (!known && (this.unknown.has(name) || this.unknown.size < 50))
      this.unknown.set(name, (this.unknown.get(name) ?? 0) + 1)
  }

  close(name: string, path: readonly string[], text: string): void {
    if (name === WORKER_SHEET) {
      if (this.#worker !== null) this.#each({ ordinal: this.#workers, elements: this.#worker })
      this.#worker = null
      return
    }
    if (this.#worker !== null) {
      if (!this.#worker.has(name)) this.#worker.set(name, tidy(text))
      return
    }
    if (path[1] === 'Header') this.header.set(name, tidy(text))
    else if (path[1] === 'LALevelVacancies') this.vacancies.set(name, tidy(text))
  }
}

/** Turns gathered workers into people and totals, once the header is known. */
export function censusRecords(
  file: string,
  census: CensusElements,
  workers: readonly CensusWorker[],
  { findings, answers, sha256 }: Pick<TableContext, 'findings' | 'answers' | 'sha256'>,
  records: Records,
): Tally {
  const tally = new Tally()
  const on = countDay(census.header)
  const place = { file, sheet: WORKER_SHEET, ordinal: 0 }
  const tell = (told: Told): void => findings.add(place, told, tally)
  if (on === null)
    findings.add(place, {
      code: 'census-day-missing',
      column: 'ReferenceDate',
      sentence:
        'The census does not say which day it counts, so nobody is taken as absent on it. Export it again with its reference date.',
      effect: 'question',
      changesFigures: workers.some(({ elements }) => elements.get('Absat30Sept') === '1'),
    })
  const byNumber = new Map<string, { person: PersonRecord; worker: CensusWorker }>()
  const numberless: PersonRecord[] = []
  for (const worker of workers) {
    tally.row()
    if (answers.get(`row:${sha256}:${WORKER_SHEET}:${worker.ordinal}`) === 'leave-out') {
      tell({
        code: 'row-left-out-as-answered',
        row: worker.ordinal,
        sentence: 'This worker is in no figure, as someone decided.',
        effect: 'row-left-out',
        changesFigures: false,
      })
      continue
    }
    const person = personOf(file, worker, on, tell)
    if (person === null) continue
    const earlier = person.sweNumber === null ? undefined : byNumber.get(person.sweNumber)
    if (earlier === undefined) {
      if (person.sweNumber !== null) byNumber.set(person.sweNumber, { person, worker })
      else numberless.push(person)
      continue
    }
    const [kept, dropped] = later(earlier.worker, worker)
      ? [{ person, worker }, earlier]
      : [earlier, { person, worker }]
    byNumber.set(kept.person.sweNumber ?? '', kept)
    tell({
      code: 'row-superseded',
      row: dropped.worker.ordinal,
      column: 'SWENo',
      sentence:
        'The same Social Work England number stands twice in the census; the post that is open, or began later, was used and this one is left out. Correct the census if that is wrong.',
      effect: 'row-left-out',
      changesFigures: true,
    })
  }
  records.people.push(
    ...[...[...byNumber.values()].map((one) => one.person), ...numberless].sort(
      (a, b) => a.from.row - b.from.row,
    ),
  )
  for (const [name, times] of census.unknown)
    findings.add(place, {
      code: 'element-unknown',
      column: name,
      sentence: `The census holds ${times.toLocaleString('en-GB')} of an element that Fairload does not know; it was not read. Nothing needs doing.`,
      effect: 'notice',
      changesFigures: false,
    })
  const totals = totalsOf(file, census.vacancies, on, findings)
  if (totals !== null) records.workforce.push(totals)
  return tally
}

/** An open post wins over an ended one, then the later start. */
function later(earlier: CensusWorker, now: CensusWorker): boolean {
  const ended = (worker: CensusWorker): boolean =>
    !isBlank(worker.elements.get('RoleEndDate') ?? '')
  if (ended(earlier) !== ended(now)) return ended(earlier)
  return (now.elements.get('RoleStartDate') ?? '') >= (earlier.elements.get('RoleStartDate') ?? '')
}

/** The reference date; else 30 September of the census year. */
function countDay(header: Elements): IsoDate | null {
  return (
    isoDate((header.get('ReferenceDate') ?? '').slice(0, 10)) ??
    isoDate(`${header.get('Year') ?? ''}-09-30`)
  )
}

function personOf(
  file: string,
  { ordinal, elements }: CensusWorker,
  on: IsoDate | null,
  tell: (told: Told) => void,
): PersonRecord | null {
  const text = (name: string): string | null => {
    const value = elements.get(name) ?? ''
    return isBlank(value) ? null : value
  }
  const refuse = (name: string, code: string, sentence: string): null => {
    tell({
      code,
      row: ordinal,
      column: name,
      value: elements.get(name) ?? '',
      sentence,
      effect: 'cell-not-used',
      changesFigures: true,
    })
    return null
  }
  const number = (name: string, places: number, most: number, what: string): number | null => {
    const value = text(name)
    if (value === null) return null
    const scaled = scale(value, places)
    return scaled !== null && scaled <= most * 10 ** places
      ? scaled
      : refuse(
          name,
          'census-number-not-valid',
          `“${shown(value)}” is not ${what}; the cell is not used. Correct it in the census and upload again.`,
        )
  }
  const day = (name: string): IsoDate | null => {
    const value = text(name)
    if (value === null) return null
    return (
      isoDate(value.slice(0, 10)) ??
      refuse(
        name,
        'date-not-a-day',
        `“${shown(value)}” is not a day written like 2026-09-30; the cell is not used. Correct it in the census and upload again.`,
      )
    )
  }
  const code = <T>(name: string, codes: ReadonlyMap<string, T>): T | null => {
    const value = text(name)
    if (value === null) return null
    return (
      codes.get(value.toUpperCase()) ??
      refuse(
        name,
        'code-unknown',
        `“${shown(value)}” is not on the census's list for ${name}; the cell is not used. Correct it in the census and upload again.`,
      )
    )
  }
  const written = text('SWENo')
  const sweNumber = written === null ? null : sweNumberOf(written)
  if (sweNumber === null) {
    tell({
      code: written === null ? 'swe-number-missing' : 'swe-number-not-valid',
      row: ordinal,
      column: 'SWENo',
      ...(written === null ? {} : { value: written }),
      sentence:
        'Without a Social Work England number (two letters and digits) the census row fits nobody, so it is left out. Correct it in the census and upload again.',
      effect: 'row-left-out',
      changesFigures: true,
    })
    return null
  }
  const share = 'a share of full time from 0 to 1'
  const contracted = number('FTE', 6, 1, share)
  const inRole = number('FTE30', 6, 1, share)
  const status = code('CFKSSstatus', new Map(['1', '2', '3', '4'].map((one) => [one, one])))
  const agency = code('AgencyWorker', YES_NO)
  const away = code('Absat30Sept', YES_NO)
  const reason = code('ReasonAbsence', ABSENCES)
  return {
    from: { file, sheet: WORKER_SHEET, row: ordinal },
    name: null,
    aliases: [],
    sweNumber,
    team: null,
    parentTeam: null,
    fteMillionths: contracted ?? inRole,
    role: code('OrgRole', ROLES),
    contract: agency === null ? null : agency ? 'agency' : 'permanent',
    contractEnd: day('RoleEndDate'),
    asyeStart: null,
    asye: status === null ? null : status === '1',
    absence: away === true && on !== null ? { on, reason: reason ?? 'other-agreed' } : null,
    reductions: [],
    supervisionHours: null,
    dutyHours: null,
    businessSupportHours: null,
    censusCases: number('Cases30', 0, 9_999, 'a number of cases'),
  }
}

const YES_NO: ReadonlyMap<string, boolean> = new Map([
  ['0', false],
  ['1', true],
  ['FALSE', false],
  ['TRUE', true],
])

function totalsOf(
  file: string,
  vacancies: Elements,
  on: IsoDate | null,
  findings: FindingSink,
): WorkforceTotals | null {
  if (vacancies.size === 0) return null
  const from = { file, sheet: 'LALevelVacancies', row: 1 }
  const number = (name: string, places: number): number | null => {
    const value = vacancies.get(name) ?? ''
    if (isBlank(value)) return null
    const scaled = scale(value, places)
    if (scaled === null)
      findings.add(
        { file, sheet: from.sheet, ordinal: 0 },
        {
          code: 'census-number-not-valid',
          row: 1,
          column: name,
          value,
          sentence: `“${shown(value)}” is not a number; the cell is not used. Correct it in the census and upload again.`,
          effect: 'cell-not-used',
          changesFigures: false,
        },
      )
    return scaled
  }
  return {
    from,
    on,
    vacanciesFteHundredths: number('NumberOfVacancies', 2),
    agencyFteHundredths: number('NoAgencyFTE', 2),
    agencyHeadcount: number('NoAgencyHeadcount', 0),
  }
}
