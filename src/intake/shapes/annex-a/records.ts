import type { IsoDate } from '../../../kit/index.ts'
import type {
  AdopterRecord,
  CareLeaverEligibility,
  ChildId,
  ChildRecord,
  CourtStage,
  NeedStatus,
  RecordBase,
  Source,
} from '../../../core/model/index.ts'
import type { List } from './lists.ts'
import type { ListReader } from './list-reader.ts'

/** A record on its way: list-wide checks may still change or drop it. */
export type Draft =
  | { is: 'child'; record: ChildRecord; reader: ListReader; careLeaver: boolean }
  | { is: 'adopter'; record: AdopterRecord; reader: ListReader; careLeaver: false }

/** The cells of the row being read, by column name. */
interface Cells {
  day(key: string): IsoDate | null
  code(key: string): string | null
  name(key: string): string | null
}

const yesNo = (code: string | null): boolean | null =>
  code === 'yes' ? true : code === 'no' ? false : null

const NEED: ReadonlyMap<string, NeedStatus> = new Map([
  ['looked-after', 'looked-after'],
  ['child-protection-plan', 'child-protection-plan'],
  ['child-in-need-plan', 'child-in-need-plan'],
  ['open-assessment', 'open-assessment'],
  ['closed', 'closed'],
  ['care-leaver', 'closed'],
])

const ELIGIBILITY: ReadonlyMap<string, CareLeaverEligibility> = new Map([
  ['relevant', 'relevant'],
  ['former-relevant', 'former-relevant'],
  ['qualifying', 'qualifying'],
  ['eligible', 'eligible'],
  ['other', 'other'],
])

const COURT: ReadonlyMap<string, CourtStage> = new Map([
  ['care-proceedings', 'care-proceedings'],
  ['none', 'none'],
])

const meaning = <T>(table: ReadonlyMap<string, T>, code: string | null): T | null =>
  code === null ? null : (table.get(code) ?? null)

/** The present row as the record its list stands for. */
export function recordOf(list: List, child: ChildId, from: Source, cells: ListReader): Draft {
  if (list.number === 11)
    // A household is counted once: two people who adopt together share the family identifier.
    return {
      is: 'adopter',
      record: { from, id: cells.name('family') ?? child },
      reader: cells,
      careLeaver: false,
    }
  const base: RecordBase = {
    child,
    from,
    worker: cells.name('worker'),
    team: cells.name('team'),
    disability: yesNo(cells.code('disability')),
    birthDate: cells.day('birthDate'),
  }
  const status = list.number === 6 ? cells.code('status') : null
  return {
    is: 'child',
    record: childRecord(list, base, status, cells),
    reader: cells,
    careLeaver: status === 'care-leaver',
  }
}

function childRecord(
  list: List,
  base: RecordBase,
  status: string | null,
  cells: Cells,
): ChildRecord {
  switch (list.number) {
    case 1:
      return { kind: 'contact', ...base, date: cells.day('date') }
    case 2:
      return {
        kind: 'early-help',
        ...base,
        start: cells.day('start'),
        completed: cells.day('completed'),
      }
    case 3:
      return {
        kind: 'referral',
        ...base,
        date: cells.day('date'),
        noFurtherAction: yesNo(cells.code('noFurtherAction')),
      }
    case 4:
      return {
        kind: 'assessment',
        ...base,
        start: cells.day('start'),
        authorised: cells.day('authorised'),
      }
    case 5:
      return {
        kind: 'enquiry',
        ...base,
        start: cells.day('start'),
        conferenceUnnecessary: yesNo(cells.code('conferenceUnnecessary')),
        conferenceDate: cells.day('conferenceDate'),
      }
    case 6:
      return {
        kind: 'need-episode',
        ...base,
        start: cells.day('start'),
        closed: cells.day('closed'),
        status: meaning(NEED, status),
        lastSeen: cells.day('lastSeen'),
      }
    case 7:
      return {
        kind: 'protection-plan',
        ...base,
        start: cells.day('start'),
        end: cells.day('end'),
        lastVisit: cells.day('lastVisit'),
        lastReview: cells.day('lastReview'),
      }
    case 8:
      return {
        kind: 'care-period',
        ...base,
        start: cells.day('start'),
        ceased: cells.day('ceased'),
        courtStage: meaning(COURT, cells.code('legalStatus')),
        placementStart: cells.day('placementStart'),
        lastVisit: cells.day('lastVisit'),
        lastReview: cells.day('lastReview'),
      }
    case 9:
      return {
        kind: 'care-leaver',
        ...base,
        eligibility: meaning(ELIGIBILITY, cells.code('eligibility')),
        personalAdviser: cells.name('personalAdviser'),
      }
    case 10:
      return {
        kind: 'adoption',
        ...base,
        decision: cells.day('decision'),
        placed: cells.day('placed'),
        order: cells.day('order'),
        reversed: cells.day('reversed'),
      }
    default:
      throw new Error(`List ${list.number} holds no child`)
  }
}

/** The columns whose order is checked, by kind of record: start and end. */
export function span(
  record: ChildRecord,
): { start: IsoDate | null; end: IsoDate | null; endKey: string } | null {
  switch (record.kind) {
    case 'early-help':
      return { start: record.start, end: record.completed, endKey: 'completed' }
    case 'assessment':
      return { start: record.start, end: record.authorised, endKey: 'authorised' }
    case 'need-episode':
      return { start: record.start, end: record.closed, endKey: 'closed' }
    case 'protection-plan':
      return { start: record.start, end: record.end, endKey: 'end' }
    case 'care-period':
      return { start: record.start, end: record.ceased, endKey: 'ceased' }
    default:
      return null
  }
}
