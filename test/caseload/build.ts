import { fullTimeSocialWorker } from '../../src/core/model/index.ts'
import { isoDate } from '../../src/kit/index.ts'
import type { IsoDate } from '../../src/kit/index.ts'
import type {
  AdopterRecord,
  Answers,
  Case,
  Caseload,
  ChildId,
  ChildRecord,
  FamilyId,
  FamilyRecord,
  Finding,
  PersonRecord,
  Records,
} from '../../src/core/model/index.ts'

/** Everyone here is invented. */
export const DAY = d('2026-11-21')

export function d(text: string): IsoDate {
  const date = isoDate(text)
  if (date === null) throw new Error(`No such day: ${text}`)
  return date
}

type Kind = ChildRecord['kind']
type RowOf<K extends Kind> = Extract<ChildRecord, { kind: K }>
type Given<K extends Kind> = Partial<Omit<RowOf<K>, 'kind' | 'child'>> & { row?: number }

const LIST: Record<Kind, number> = {
  contact: 1,
  'early-help': 2,
  referral: 3,
  assessment: 4,
  enquiry: 5,
  'need-episode': 6,
  'protection-plan': 7,
  'care-period': 8,
  'care-leaver': 9,
  adoption: 10,
}

const START = d('2026-06-01')

const EMPTY: { [K in Kind]: Omit<RowOf<K>, 'child' | 'from'> } = {
  contact: { ...base(), kind: 'contact', date: START },
  'early-help': { ...base(), kind: 'early-help', start: START, completed: null },
  referral: { ...base(), kind: 'referral', date: d('2026-11-02'), noFurtherAction: false },
  assessment: { ...base(), kind: 'assessment', start: START, authorised: null },
  enquiry: {
    ...base(),
    kind: 'enquiry',
    start: START,
    conferenceUnnecessary: null,
    conferenceDate: null,
  },
  'need-episode': {
    ...base(),
    kind: 'need-episode',
    start: START,
    closed: null,
    status: 'child-in-need-plan',
    lastSeen: null,
  },
  'protection-plan': {
    ...base(),
    kind: 'protection-plan',
    start: START,
    end: null,
    lastVisit: null,
    lastReview: null,
  },
  'care-period': {
    ...base(),
    kind: 'care-period',
    start: START,
    ceased: null,
    courtStage: null,
    placementStart: null,
    lastVisit: null,
    lastReview: null,
  },
  'care-leaver': {
    ...base(),
    kind: 'care-leaver',
    eligibility: 'former-relevant',
    personalAdviser: null,
  },
  adoption: {
    ...base(),
    kind: 'adoption',
    decision: START,
    placed: null,
    order: null,
    reversed: null,
  },
}

function base() {
  return { worker: 'Amara Okoye', team: 'Court Team', disability: null, birthDate: null }
}

let rows = 1

/** A row of a list, open and held by Amara Okoye of the Court Team unless told otherwise. */
export function row<K extends Kind>(kind: K, child: string, given: Given<K> = {}): ChildRecord {
  rows += 1
  const { row: number = rows, ...cells } = given
  const made: object = {
    ...EMPTY[kind],
    child: child as ChildId,
    from: { file: 'annex-a.xlsx', sheet: `List ${LIST[kind]}`, row: number },
    ...cells,
  }
  return made as ChildRecord
}

export function person(name: string | null, given: Partial<PersonRecord> = {}): PersonRecord {
  rows += 1
  return {
    ...fullTimeSocialWorker,
    from: { file: name === null ? 'csww.xml' : 'people.xlsx', sheet: 'People', row: rows },
    name,
    ...given,
  }
}

export function family(
  child: string,
  id: string | null,
  given: Partial<FamilyRecord> = {},
): FamilyRecord {
  rows += 1
  return {
    from: { file: 'families.csv', sheet: 'families', row: rows },
    child: child as ChildId,
    family: id as FamilyId | null,
    courtStage: null,
    complexity: null,
    travelMinutes: null,
    visitsAMonth: null,
    ...given,
  }
}

export const adopter = (id: string): AdopterRecord => ({
  from: { file: 'annex-a.xlsx', sheet: 'List 11', row: 2 },
  id,
})

export const records = (given: Partial<Records>): Records => ({
  children: [],
  adopters: [],
  families: [],
  people: [],
  workforce: [],
  posts: [],
  ...given,
})

export const answers = (given: Record<string, string> = {}): Answers =>
  new Map(Object.entries(given))

export function caseOf(caseload: Caseload, child: string): Case {
  const found = caseload.cases.find((c) => c.child === child)
  if (!found) throw new Error(`${child} has no case`)
  return found
}

export const codes = (findings: readonly Finding[]): string[] =>
  findings.map((finding) => finding.code)

export const findingsOf = (caseload: Caseload, code: string): Finding[] =>
  caseload.findings.filter((finding) => finding.code === code)
