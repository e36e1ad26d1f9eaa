import type { Problem } from '../../kit/index.ts'
import type { Reach } from '../../core/planning/index.ts'
import type { Certificate, Effort, Utilisation } from '../../core/fairness/index.ts'
import type { Choice, HardGround } from '../../core/planning/index.ts'
import type { DecisionRow } from '../decisions/views.ts'
import type { Address, CaseRow, Standing } from '../views.ts'
import type { CertificateFigures } from './make-plan.ts'

/** What a plan is asked for. */
export interface PlanAsked {
  /** The team whose work may be shared out within it, or null for the whole service. */
  team: Address | null
  /** Whether work stays within its own team, or may go to any team that the plan is for. */
  reach: Reach
  /** How many families may change worker: a share of those held, a number, or as many as help. */
  moves: { percent: number } | { count: number } | 'any'
  /** Cases that a person said must stay, with why. */
  stay: { case: Address; why: StayReason }[]
  seed: number
  effort: Effort
}

export const stayReasons = [
  'child-wish',
  'recent-change',
  'court-date',
  'relationship',
  'other',
] as const
/** Why a person keeps a case where it is: a code, never free text about a child. */
export type StayReason = (typeof stayReasons)[number]

export type PlanState = 'waiting' | 'working' | 'ready' | 'cancelled' | 'failed'

export interface PlanRow {
  id: string
  /** Counts up within the organisation. */
  number: number
  state: PlanState
  askedAt: Date
  asked: PlanAsked
  teamName: string | null
  import: { id: string; number: number }
  agreement: { id: string; version: string }
  /** Why it can no longer be used as it stands: its input changed. Null while it can. */
  stale: 'import' | 'agreement' | 'decisions' | null
  /** Ready plans alone: the busiest before and after. */
  busiest: { before: Utilisation; after: Utilisation } | null
  moves: number | null
}

export interface PlanProgress {
  state: PlanState
  stage: 'first plan' | 'bound' | 'search' | 'polish' | 'choices' | null
  busiest: Utilisation | null
  bound: Utilisation | null
  /** Roughly, 0 to 1. */
  done: number
  problem: Problem | null
}

/** A worker in reach, before and after. */
export interface PlanWorker {
  /** Place in the certificate's `problem.workers`. */
  place: number
  address: Address
  name: string
  teamName: string | null
  teamAddress: Address | null
  /** In grains. */
  capacity: number
  before: number
  after: number
  /** Families and children held, before and after. */
  families: { before: number; after: number }
  children: { before: number; after: number }
}

export type { HardGround }

/** A family that would change worker, in the order in which the moves are best made. */
export interface PlanMove {
  unit: number
  cases: CaseRow[]
  from: PlanWorker
  to: PlanWorker
  reason: 'holder cannot keep it' | 'relieves its holder' | 'exchange'
  /** Moves that only help together share a step. */
  step: number
  /** After this step and all before it. */
  busiestAfter: Utilisation
  /** Work above what its holders can carry, all workers, after this step, in grains. */
  overloadAfter: number
  /** What the whole step buys: overload that ends, or load taken off the busiest it touches; in grains. */
  bought: number
  hard: HardGround[]
  /** Changes of worker this family's children had in the last year, where imports show it. */
  changesInYear: number
}

/** Work that nobody holds, and who would take it. */
export interface PlanPlacement {
  unit: number
  cases: CaseRow[]
  to: PlanWorker
  before: Utilisation
  after: Utilisation
}

/** Work that nobody in reach may hold, with the rule that keeps each of them from it. */
export interface PlanNobody {
  unit: number
  cases: CaseRow[]
  rules: { rule: string; workers: number }[]
  /** The smallest set of cases found that cannot all be held under one limit; empty where no limit is the reason. */
  conflict: { limit: string; cases: CaseRow[] } | null
}

export type PlanChoice = Choice

export interface PlanView {
  row: PlanRow
  standing: Standing
  state: PlanProgress
  /** Null until ready. */
  result: {
    /** The whole of it, with the problem it is about, is at `certificate`. */
    certificate: CertificateFigures
    worthIt: boolean
    before: PlanSide
    after: PlanSide
    /** Everyone in reach whose capacity is known, by name. */
    workers: PlanWorker[]
    moves: PlanMove[]
    placements: PlanPlacement[]
    nobody: PlanNobody[]
    /** Cases whose holder cannot keep them (`mustMove`): also among the moves. */
    mustMove: number
    choices: PlanChoice[]
    /** Workers left out because their capacity is not known, with how many cases they hold. */
    unknown: { name: string; address: Address; cases: number }[]
    stayed: { cases: CaseRow[]; why: StayReason }[]
    /** Families who would move too, were it not so hard on them for what it buys (grains). */
    spared: { cases: CaseRow[]; from: PlanWorker; to: PlanWorker; bought: number }[]
  } | null
}

export interface PlanSide {
  busiest: Utilisation
  overSafe: number
  overHard: number
  /** Work above what its holders can carry, in grains. */
  overload: number
  withNobody: number
}

/** The certificate with what is needed to read it aloud: who stands at each place. */
export interface CertificateView {
  row: PlanRow
  standing: Standing
  certificate: Certificate
  /** By place in `certificate.problem.workers`. */
  names: string[]
  /** By place in `certificate.problem.units`; empty for agreed work that is no case. */
  cases: string[][]
}

/** Who could take a case, and for everybody else the rule. */
export interface ShortlistView {
  standing: Standing
  /** The case and the brothers and sisters who go with it. */
  cases: CaseRow[]
  /** Who holds them, where they are to change hands. */
  from: { name: string; address: Address } | null
  /** What was decided on this case already; then nobody is listed. */
  decided: DecisionRow | null
  /** For what the agreement asks a second person, by their role. */
  secondPersons: { what: string; role: string }[]
  reach: 'team' | 'service'
  /** How many of other teams could take it within the safe line, who may not be shown; null where all are. */
  elsewhere: number | null
  candidates: ShortlistCandidate[]
  /**
   * Whom a cap or a bar of the agreement alone keeps from it, with its words: they are among the excluded,
   * and may be chosen all the same where the second person whom the agreement asks allows it.
   */
  setAside: (ShortlistCandidate & { rule: string })[]
  excluded: {
    rule: string
    workers: { name: string; address: Address; teamName: string | null }[]
  }[]
  unknown: { name: string; address: Address; cases: number }[]
}

export interface ShortlistCandidate {
  address: Address
  name: string
  teamName: string | null
  before: Utilisation
  after: Utilisation
  /** What the case would weigh with them, in grains. */
  cost: number
  /** What they were asked to take or are taking over, in grains, within `before`. */
  asked: number
  /** Within a hair of the first: neither is fairer, so a person's judgement decides. */
  equal: boolean
  /** They would stand over the safe line. */
  overSafe: boolean
  overHard: boolean
  /** Knows the family: held one of its children in an earlier import; the year it last was so. */
  knewUntil: string | null
  /** The last day a case was new to them, where imports show it. */
  lastNew: string | null
}
