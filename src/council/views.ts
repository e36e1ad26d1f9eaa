import type { IsoDate } from '../kit/index.ts'
import type { BrokenLimit, ComingOfAge, KindOfWork } from '../core/workload/index.ts'
import type { Changes } from '../core/caseload/index.ts'
import type {
  Case,
  Finding,
  ListCount,
  Question,
  Source,
  Totals,
  TeamId,
  WeighedCase,
  WeighedTeam,
  WeighedWorker,
  Worker,
  WorkerId,
  Workload,
} from '../core/model/index.ts'
import type { FigureQuery } from './queries/views.ts'
import type { OverloadView } from './register/views.ts'

/**
 * What the pages and the API show, already gathered: a page does no sums of its own.
 * Addresses are random-looking ids: no child's or worker's detail stands in a URL.
 */

/** A stable opaque id for a case, worker or team of one organisation: the same from import to import. */
export type Address = string

export interface OrganisationView {
  id: string
  /** First part of every address: `demonstration`, `own`. */
  slug: string
  name: string
  demonstration: boolean
}

/** What stands beside every figure. */
export interface Standing {
  organisation: OrganisationView
  import: { id: string; number: number; asOf: IsoDate; acceptedAt: Date; current: boolean }
  agreement: Workload['agreement']
}

export interface TrendPoint {
  importNumber: number
  asOf: IsoDate
  agreement: { id: string; version: string }
  workers: number
  overSafe: number
  overHard: number
  unallocated: number
  phantom: number
  /** Basis points; null where no capacity is known. */
  utilisation: number | null
  medianUtilisation: number | null
  /** Share of workers whose contract is known that is agency, basis points. */
  agencyShare: number | null
}

/** A point of the trend without anything that could point at a person. */
export interface GatedTotals extends Omit<
  TrendPoint,
  'workers' | 'overSafe' | 'overHard' | 'unallocated' | 'phantom'
> {
  /** null: withheld, being small. */
  workers: number | null
  overSafe: number | null
  overHard: number | null
  unallocated: number | null
  phantom: number | null
}

export interface TeamWithClock extends WeighedTeam {
  address: Address
  /** Whole weeks that the longest of its workers has stood over the line; null where nobody does. */
  weeksOver: number | null
}

export interface ServiceView {
  standing: Standing
  totals: Totals
  teams: TeamWithClock[]
  workers: (WeighedWorker & { address: Address })[]
  /** Full-time workers missing for every worker to stand within the safe line, in hundredths; 0 where none; null where capacity is unknown. */
  missingFteHundredths: number | null
  trend: TrendPoint[]
  questions: { rows: number; changingFigures: number }
}

export interface WorkerOfTeam extends WeighedWorker {
  address: Address
  /** Demand by kind of work, in grains; adds up to `demand`. */
  byKind: { kind: KindOfWork; demand: number }[]
  /** How long over the line; null where they are not, or no clock is agreed. */
  overload: OverloadView | null
}

/** Why a worker's standing is known to change within the weeks ahead. */
export interface ReasonAhead {
  on: IsoDate
  what:
    | 'contract-ends'
    | 'goes'
    | 'returns'
    | 'less-capacity'
    | 'asye-ends'
    /** Of a case in their name: it ends, or becomes a care leaver’s. */
    | ComingOfAge['what']
}

/** What the coming weeks hold for a worker, if nothing but what is already known happened. */
export interface WorkerAhead {
  name: string
  address: Address
  /** One a week, the day of the figures first. */
  days: Pick<WeighedWorker, 'utilisation' | 'state' | 'standing' | 'cases'>[]
  reasons: ReasonAhead[]
}

export interface TeamView {
  standing: Standing
  team: TeamWithClock
  parent: { name: string; address: Address } | null
  children: { id: TeamId; name: string; address: Address; totals: Totals }[]
  workers: WorkerOfTeam[]
  /** Unallocated and phantom cases of the team, longest known first. */
  waiting: CaseRow[]
  /** Contract ends and returns within eight weeks of the day, from the people file. */
  ahead: {
    on: IsoDate
    what: 'contract-ends' | 'returns'
    worker: string
    address: Address
    cases: number
  }[]
  /** Eight weeks, week by week, its own workers by name. */
  weeksAhead: { days: IsoDate[]; workers: WorkerAhead[] }
}

export interface CaseRow extends WeighedCase {
  address: Address
  workerName: string | null
  workerAddress: Address | null
  teamName: string | null
  teamAddress: Address | null
  /** Days since the status began, on the day; null where unknown. */
  days: number | null
}

export interface WorkerView {
  standing: Standing
  /** What was agreed that a worker holds at most and these cases go over. */
  limits: BrokenLimit[]
  worker: WeighedWorker & { address: Address; aliases: string[]; sweNumber: string | null }
  team: { name: string; address: Address } | null
  cases: CaseRow[]
  /** How long over the line; null where they are not, or no clock is agreed. */
  overload: OverloadView | null
  /** What somebody said is wrong with these figures, and what was answered. */
  queries: FigureQuery[]
  /** Rows of files that describe the worker; `address` leads to the row, null where it is not kept. */
  from: (Source & { address: Address | null })[]
}

export interface CaseView {
  standing: Standing
  /** What somebody said is wrong with these figures, and what was answered. */
  queries: FigureQuery[]
  case: CaseRow
  facts: Case
  /** Other children of the family, where a families file says so. */
  family: CaseRow[]
  /** Each row behind the case with its cells as read; the columns that were used are marked. */
  rows: {
    from: Source
    cells: { column: string; value: string; used: boolean }[]
    address: Address
  }[]
  findings: Finding[]
  /** What happened in earlier accepted imports, newest first; workers inferred by comparison are marked. */
  history: { asOf: IsoDate; importNumber: number; what: string; inferred: boolean }[]
}

export interface CasesView {
  standing: Standing
  rows: CaseRow[]
  total: number
}

export type ImportState =
  'received' | 'reading' | 'checked' | 'accepted' | 'refused' | 'undone' | 'failed'

export interface ImportRow {
  id: string
  number: number
  state: ImportState
  asOf: IsoDate
  receivedAt: Date
  decidedAt: Date | null
  current: boolean
  files: { name: string; shape: string | null; carried: boolean; size: number }[]
  questions: number
}

export interface ImportView extends ImportRow {
  /** To be given back with a decision: a page that shows an older one decides nothing. */
  version: number
  organisation: OrganisationView
  progress: { stage: string; rows: number; file: string | null } | null
  problem: { code: string; sentence: string } | null
  files: {
    id: string
    name: string
    shape: string | null
    version: string | null
    carried: boolean
    size: number
    lists: Record<string, ListCount>
    problem: { code: string; sentence: string } | null
  }[]
  /** What would change against the import in force; null for the first. */
  changes: Changes | null
  totals: Totals | null
  before: Totals | null
  /** Findings that can be answered on the page, one per question, with how many rows it touches. */
  questionsToAnswer: {
    question: Question
    finding: Finding
    touches: number
    answer: string | null
  }[]
  /** Every answer this import was read with, its own and remembered ones: each can be taken back. */
  answersGiven: { key: string; value: string }[]
  findings: Finding[]
  /** Findings on rows that name a child whose record is closed to whoever asks: counted here alone. */
  closed: number
}

export interface PeopleView {
  standing: Standing
  workers: (Worker & { address: Address; weighed: WeighedWorker })[]
}

export type { KindOfWork, WorkerId }
export type {
  AgreementLife,
  AgreementReplay,
  AgreementText,
  AgreementView,
  ClauseComment,
} from './agreements/views.ts'
export type {
  FigureQuery,
  NewFigureQuery,
  QueryAbout,
  QueryOutcome,
  QueryWhat,
} from './queries/views.ts'
