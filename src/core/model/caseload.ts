import type { IsoDate } from '../../kit/index.ts'
import type { Finding } from './finding.ts'
import type { ChildId, FamilyId, TeamId, WorkerId } from './ids.ts'
import type { CourtStage, PersonRecord } from './record.ts'
import type { Source } from './source.ts'

/** One primary status a child has on a day; early help and closed are no cases. */
export type CaseStatus =
  | 'looked-after'
  | 'child-protection-plan'
  | 'child-in-need-plan'
  | 'open-assessment'
  | 'referral'
  | 'care-leaver'
  /** Open in list 6 with a status that could not be read: it weighs the scheme's default. */
  | 'untyped'

/** Kept beside the primary status: a looked-after child on a plan is both. */
export type CaseFlag =
  | 'looked-after'
  | 'child-protection-plan'
  | 'child-in-need-plan'
  | 'open-assessment'
  | 'enquiry-open'
  | 'care-leaver'
  | 'adoption'
  | 'disability'
  | 'early-help'

/** Who answers for a case. A phantom is a name that cannot hold it: it counts as unallocated work. */
export type Holder =
  | { kind: 'worker'; worker: WorkerId }
  | { kind: 'unallocated'; why: 'blank' | 'placeholder' | 'team-name' }
  | {
      kind: 'phantom'
      worker: WorkerId | null
      why: 'left' | 'contract-ended' | 'long-absence' | 'manager' | 'not-a-person'
    }

export interface Case {
  child: ChildId
  status: CaseStatus
  /** Sorted; holds the primary status too where it is a flag. */
  flags: CaseFlag[]
  /** Day the primary status began, as the list that set it says; null where unknown. */
  statusSince: IsoDate | null
  /** Day the child's present involvement began (list 6 start, else earliest known); null where unknown. */
  openSince: IsoDate | null
  placementSince: IsoDate | null
  /** Day this worker was first seen with this case by comparing imports; null where no earlier import shows it. */
  workerSinceInferred: IsoDate | null
  holder: Holder
  /** While its handover is not complete: both carry the agreed overlap, whichever of them answers for the case. */
  handover?: { outgoing: WorkerId; incoming: WorkerId }
  /** Worker cell as read, for the page; null where blank. */
  workerAsRead: string | null
  /** The second worker role of a care leaver. */
  personalAdviser: string | null
  /** The worker's own team where known, else the team the row names. */
  team: TeamId | null
  family: FamilyId | null
  disability: boolean | null
  courtStage: CourtStage | null
  complexity: number | null
  travelMinutes: number | null
  visitsAMonth: number | null
  birthDate: IsoDate | null
  lastSeen: IsoDate | null
  /** Rows behind the case: the first is the one that set the status, worker and team. */
  from: Source[]
}

export interface Worker {
  id: WorkerId
  name: string
  aliases: string[]
  team: TeamId | null
  /** What is known of contract and capacity, merged from the people file and the census; null where no file names them. */
  person: PersonRecord | null
  /** Why nobody gives them new work, where notice says so that the files do not show; no file says it. */
  noNewWork?: string
}

export interface Team {
  id: TeamId
  name: string
  parent: TeamId | null
}

/** Who holds what on a day: the whole authority, before any weight. Plain data: it is stored as it stands. */
export interface Caseload {
  asOf: IsoDate
  cases: Case[]
  workers: Worker[]
  teams: Team[]
  /** Children with early help only, closed rows, adopters: counted, never weighed. */
  outside: { earlyHelp: number; closed: number; adopterHouseholds: number; contacts: number }
  findings: Finding[]
}
