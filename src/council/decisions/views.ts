import type { IsoDate } from '../../kit/index.ts'
import type {
  Act,
  ChangeReason,
  DecisionCertificate,
  DecisionStanding,
  ManagerAnswer,
  MoveInFiles,
  NotSafeReason,
  OverrideReason,
  SecondAnswer,
  WorkerAnswer,
} from '../../core/allocation/index.ts'
import type { Clock } from '../../core/calendar/index.ts'
import type { Utilisation } from '../../core/fairness/index.ts'
import type { Gate } from '../../core/handover/index.ts'
import type { Address, CaseRow, Standing } from '../views.ts'

export type {
  Act,
  ChangeReason,
  DecisionCertificate,
  DecisionStanding,
  Gate,
  ManagerAnswer,
  MoveInFiles,
  NotSafeReason,
  OverrideReason,
  SecondAnswer,
  WorkerAnswer,
}

export interface NamedPlace {
  name: string
  address: Address | null
}

/** One word said of a decision. */
export interface SaidOfDecision {
  kind: 'second' | 'worker' | 'manager' | 'recalled'
  answer: string
  reason: string | null
  words: string
  on: IsoDate
  at: Date
  by: string
}

/** One decision as a list shows it. */
export interface DecisionRow {
  id: string
  kind: 'allocation' | 'reallocation'
  madeOn: IsoDate
  madeAt: Date
  by: string
  /** By number; a restricted record without it. */
  children: NamedPlace[]
  to: NamedPlace
  toTeam: NamedPlace | null
  from: NamedPlace | null
  fromTeam: NamedPlace | null
  state: DecisionStanding['state']
  since: IsoDate
  due: IsoDate | null
  late: boolean
  settledBy: DecisionStanding['by']
  /** The role that the agreement asks as a second person; null where it asks nobody. */
  secondPerson: string | null
  gate: Gate
  /** What the files in force say of it; null once it is over and done. */
  files: MoveInFiles | null
  /** What it weighs with them, in grains, as the certificate has it. */
  cost: number
  inPlay: boolean
}

export interface DecisionView extends DecisionRow {
  standing: Standing
  changeReason: ChangeReason | null
  firstBand: boolean
  overrideReason: OverrideReason | null
  words: string
  acts: Act[]
  said: SaidOfDecision[]
  certificate: DecisionCertificate
  /** SHA-256 of the certificate, in hexadecimal. */
  hash: string
  /** Names by the addresses of the certificate. */
  names: Record<string, string>
  /** What today's data forbid, in words; empty where nothing does or it is settled. */
  forbidden: string[]
  /** What whoever looks may do now. */
  may: {
    second: boolean
    answer: boolean
    /** Answers to conditions or to "not safe"; empty where none is theirs to give. */
    respond: ManagerAnswer[]
    recall: boolean
    /** Takes back what stands before the case system shows it. */
    takeBack: boolean
  }
}

/** A child in nobody's hands, with what presses. */
export interface WaitingRow extends CaseRow {
  /** The first day on which it is known that nobody held it. */
  waitingSince: IsoDate | null
  daysWaiting: number | null
  /** At least so long: no import shows it with somebody before. */
  waitsLonger: boolean
  nextDue: Clock | null
  /** A decision that waits for somebody; null where nothing is decided. */
  asked: DecisionRow | null
}

export interface QueueView {
  standing: Standing
  /** What presses most first. */
  rows: WaitingRow[]
  total: number
}

export interface NewDecisionGiven {
  /** Worker's address. */
  to: Address
  reach: 'team' | 'service'
  overrideReason: OverrideReason | null
  changeReason: ChangeReason | null
  words: string
  plan?: string | null
}

/** How an answer ended: as said, or the data of today forbid it and it went back. */
export type AnsweredDecision = { outcome: 'said' } | { outcome: 'returned'; why: string[] }

/** How each of several decisions at once ended. */
export interface ManyDecided {
  child: Address
  to: Address
  /** Its id; null where it was not made. */
  decision: string | null
  /** Why not; null where it was decided. */
  problem: string | null
}

/** What a review page of several decisions proposes. */
export interface ProposedDecision {
  child: Address
  children: NamedPlace[]
  to: NamedPlace & { address: Address }
  before: Utilisation
  after: Utilisation
  firstBand: boolean
  overSafe: boolean
}
