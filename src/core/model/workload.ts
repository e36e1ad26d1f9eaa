import type { IsoDate } from '../../kit/index.ts'
import type { CaseFlag, CaseStatus, Holder } from './caseload.ts'
import type { Finding } from './finding.ts'
import type { ChildId, FamilyId, TeamId, WorkerId } from './ids.ts'
import type { ReductionReason, Role } from './record.ts'
import type { Source } from './source.ts'

/**
 * A whole number of the scheme's grains (half-hours by default). Sums, comparisons and shares are
 * done on these; only `inUnit` turns one into hours or points for people.
 */
export type Grains = number

/** One line of a sum: what it is and how much, in hundredths of the scheme's unit. Lines add up exactly. */
export interface Line {
  /** Plain words: `open assessment`, `S47 in progress`, `sibling of a case with the same worker × 0.6`, `rounding to the half hour`. */
  what: string
  /** Hundredths of the unit; negative where it takes away. */
  hundredths: number
  /** Id of the agreement's clause that says so, e.g. `weights.open-assessment`. */
  clause: string
}

/** Why a worker has no utilisation: nobody with zero or unknown capacity ever reads 0 %. */
export type CapacityState =
  /** Capacity known and above zero. */
  | 'known'
  /** Capacity is zero: away, or all hours reduced. Reads "cannot receive". */
  | 'cannot-receive'
  /** No contract known. Reads "unknown". */
  | 'unknown'

export interface WeighedCase {
  child: ChildId
  status: CaseStatus
  flags: CaseFlag[]
  statusSince: IsoDate | null
  holder: Holder
  team: TeamId | null
  family: FamilyId | null
  demand: Grains
  /** Adds up to `demand` exactly, the rounding line included. */
  reasons: Line[]
  from: Source[]
}

export interface WeighedWorker {
  id: WorkerId
  name: string
  team: TeamId | null
  role: Role | null
  agency: boolean | null
  fteMillionths: number | null
  cases: number
  families: number
  /** Case demand and the agreement's non-case demand that is not a reduction of capacity. */
  demand: Grains
  /** Agreed non-case work and the overlap of handovers, within `demand`; absent where there is none. */
  nonCaseLines?: Line[]
  /** null where unknown. */
  capacity: Grains | null
  capacityLines: Line[]
  /** Reductions in force on the day, by reason, for the page's thin bar. */
  reducedBy: { reason: ReductionReason; hundredths: number }[]
  /** Demand ÷ capacity in basis points (11_600 = 116 %), rounded half up; null unless `state` is `known`. */
  utilisation: number | null
  state: CapacityState
  /** Against the agreement's lines; a worker who cannot receive and holds cases is `over-hard`. */
  standing: 'within' | 'over-safe' | 'over-hard' | 'unknown'
  asye: boolean
  /** Cases that the workforce census counts in this worker’s name; null where it does not say. */
  censusCases: number | null
}

/** Sums of a team or of the whole service. */
export interface Totals {
  /** Distinct children with a case. */
  children: number
  /** Distinct families where known; a case without a family id counts as a family of its own. */
  families: number
  /** Cases whose family is known. */
  familiesKnown: number
  allocated: number
  unallocated: number
  phantom: number
  demand: Grains
  /** Demand of allocated cases only. */
  demandAllocated: Grains
  /** Sum of known capacities; null where no worker's is known. */
  capacity: Grains | null
  /** Workers whose capacity is unknown. */
  capacityUnknown: number
  /** Demand of workers with known capacity ÷ their capacity, basis points; null where none. */
  utilisation: number | null
  /** Workers who hold cases or could; not those away or in a role without cases who hold none. */
  workers: number
  overSafe: number
  overHard: number
  /** Over workers with known capacity: median, 10th, 90th percentile and highest, basis points. */
  spread: { p10: number; median: number; p90: number; highest: number } | null
  /** The Department's figure: cases ÷ FTE of workers with at least one case, hundredths; null where FTE is unknown. */
  casesPerFteHundredths: number | null
  /** Cases in these workers’ names as the workforce census counts them, on its own day; null where none is given. */
  censusCases: number | null
}

export interface WeighedTeam {
  id: TeamId
  name: string
  parent: TeamId | null
  totals: Totals
  workers: WorkerId[]
}

/** The one figure that pages, command line, API and files all show. */
export interface Workload {
  asOf: IsoDate
  agreement: {
    id: string
    version: string
    name: string
    /** `hours a month` or `points`. */
    unit: string
    /** Grains in one unit: 2 for half-hours, 1 for whole points. */
    grainsPerUnit: number
    /** Utilisations in basis points (10_000 = 100 %). Exactly on a line is not over it. */
    safeLine: number
    hardLine: number
    /** True until both parties have signed: every page says so. */
    startingPoint: boolean
  }
  totals: Totals
  teams: WeighedTeam[]
  workers: WeighedWorker[]
  cases: WeighedCase[]
  findings: Finding[]
}
