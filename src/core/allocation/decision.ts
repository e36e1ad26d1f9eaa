import type { IsoDate } from '../../kit/index.ts'
import { addWorkingDays } from '../calendar/index.ts'

/** What a worker may say to a case they are asked to take. */
export type WorkerAnswer = 'accepted' | 'accepted-with-conditions' | 'not-safe'

/** What a manager may say to conditions or to "not safe". */
export type ManagerAnswer = 'withdrawn' | 'conditions-met' | 'stands'

/** What happened to one decision after it was made, in the order in which it did. */
export type DecisionEvent =
  | { kind: 'worker'; answer: WorkerAnswer; on: IsoDate }
  | { kind: 'manager'; answer: ManagerAnswer; on: IsoDate }

/** What the agreement says of answering; null where it says nothing and no clock runs. */
export interface AnswerTerm {
  workingDays: number
  managerWorkingDays: number
  /** What silence means when the worker's days have run out. */
  silence: 'accepted' | 'returned'
}

/** Where a decision stands on a day. */
export interface DecisionStanding {
  state:
    | 'waits-for-worker'
    | 'waits-for-manager'
    /** The case is theirs: accepted, accepted by silence, or the manager answered the objection. */
    | 'stands'
    | 'withdrawn'
    /** Silence returned it to the queue. */
    | 'returned'
  /** By when whoever it waits for must answer; null where it waits for nobody or no clock runs. */
  due: IsoDate | null
  late: boolean
  /** How it came to stand, for the record. */
  by: 'worker' | 'silence' | 'manager' | null
}

/**
 * Where a decision stands. "Not safe" and conditions always need the manager's answer: a decision
 * does not come to stand over an objection by silence.
 */
export function decisionStanding(
  made: IsoDate,
  events: readonly DecisionEvent[],
  term: AnswerTerm | null,
  on: IsoDate,
): DecisionStanding {
  const settled = (state: DecisionStanding['state'], by: DecisionStanding['by']) => ({
    state,
    due: null,
    late: false,
    by,
  })
  const worker = events.find((one) => one.kind === 'worker')
  const manager = events.findLast((one) => one.kind === 'manager')
  if (manager?.kind === 'manager') {
    return settled(manager.answer === 'withdrawn' ? 'withdrawn' : 'stands', 'manager')
  }
  if (worker?.kind === 'worker') {
    if (worker.answer === 'accepted') return settled('stands', 'worker')
    const due = term && addWorkingDays(worker.on, term.managerWorkingDays)
    return { state: 'waits-for-manager', due, late: due !== null && on > due, by: null }
  }
  const due = term && addWorkingDays(made, term.workingDays)
  if (term && due !== null && on > due) {
    return settled(term.silence === 'accepted' ? 'stands' : 'returned', 'silence')
  }
  return { state: 'waits-for-worker', due, late: false, by: null }
}

/** Why somebody else than the shortlist's first band was chosen: a code, and words beside it. */
export const overrideReasons = [
  'knows-the-family',
  'childs-wish',
  'language-or-culture',
  'specialist-skill',
  'nearer',
  'learning-with-support',
  'only-one-available',
  'emergency',
  'other',
] as const
export type OverrideReason = (typeof overrideReasons)[number]
