import { addDays, type IsoDate } from '../../kit/index.ts'
import { addWorkingDays } from '../calendar/index.ts'

/** What a worker may say to a case they are asked to take. */
export type WorkerAnswer = 'accepted' | 'accepted-with-conditions' | 'not-safe'

/** What a manager may say to conditions or to "not safe". */
export type ManagerAnswer = 'withdrawn' | 'conditions-met' | 'stands'

/** What a second person may say to what the agreement asks them about. */
export type SecondAnswer = 'approved' | 'refused'

/** Why a decision was taken back before it stood: by whoever made it, or because today's data forbid it. */
export type RecallAnswer = 'recalled' | 'no-longer-possible'

/** What happened to one decision after it was made, in the order in which it did. */
export type DecisionEvent =
  | { kind: 'second'; answer: SecondAnswer; on: IsoDate }
  | { kind: 'worker'; answer: WorkerAnswer; on: IsoDate }
  | { kind: 'manager'; answer: ManagerAnswer; on: IsoDate }
  | { kind: 'recalled'; answer: RecallAnswer; on: IsoDate }

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
    /** The agreement asks a second person, who has not answered; the worker is not asked yet. */
    | 'waits-for-second'
    | 'waits-for-worker'
    | 'waits-for-manager'
    /** The case is theirs: accepted, accepted by silence, or the manager answered the objection. */
    | 'stands'
    | 'withdrawn'
    /** Silence returned it to the queue, or it was no longer possible when the worker accepted. */
    | 'returned'
    /** The second person said no. */
    | 'refused'
    /** Taken back before it stood. */
    | 'recalled'
  /** By when whoever it waits for must answer; null where it waits for nobody or no clock runs. */
  due: IsoDate | null
  late: boolean
  /** The day from which it stands so. */
  since: IsoDate
  /** How it came to stand, for the record. */
  by: 'worker' | 'silence' | 'manager' | 'second' | 'decider' | 'rules' | null
}

/** States in which a decision holds its children: nobody else may decide on them. */
export const liveStates: ReadonlySet<DecisionStanding['state']> = new Set([
  'waits-for-second',
  'waits-for-worker',
  'waits-for-manager',
  'stands',
])

/**
 * Where a decision stands. "Not safe" and conditions always need the manager's answer: a decision
 * does not come to stand over an objection by silence. Where a second person is asked, the worker's
 * days run from the day on which they approved.
 *
 * @param needsSecond whether the agreement asks a second person.
 */
export function decisionStanding(
  made: IsoDate,
  events: readonly DecisionEvent[],
  term: AnswerTerm | null,
  on: IsoDate,
  needsSecond = false,
): DecisionStanding {
  const settled = (
    state: DecisionStanding['state'],
    by: DecisionStanding['by'],
    since: IsoDate,
  ): DecisionStanding => ({ state, due: null, late: false, since, by })
  const waits = (
    state: DecisionStanding['state'],
    since: IsoDate,
    due: IsoDate | null,
  ): DecisionStanding => ({ state, due, late: due !== null && on > due, since, by: null })
  const recalled = events.find((one) => one.kind === 'recalled')
  if (recalled) {
    return recalled.answer === 'recalled'
      ? settled('recalled', 'decider', recalled.on)
      : settled('returned', 'rules', recalled.on)
  }
  const second = events.find((one) => one.kind === 'second')
  if (second?.answer === 'refused') return settled('refused', 'second', second.on)
  if (needsSecond && !second) return waits('waits-for-second', made, null)
  const worker = events.find((one) => one.kind === 'worker')
  const manager = events.findLast((one) => one.kind === 'manager')
  if (manager) {
    return settled(manager.answer === 'withdrawn' ? 'withdrawn' : 'stands', 'manager', manager.on)
  }
  if (worker) {
    if (worker.answer === 'accepted') return settled('stands', 'worker', worker.on)
    const due = term && addWorkingDays(worker.on, term.managerWorkingDays)
    return waits('waits-for-manager', worker.on, due)
  }
  const asked = second?.on ?? made
  const due = term && addWorkingDays(asked, term.workingDays)
  if (term && due !== null && on > due) {
    return settled(term.silence === 'accepted' ? 'stands' : 'returned', 'silence', addDays(due, 1))
  }
  return waits('waits-for-worker', asked, due)
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

/** Why a worker says that a case is not safe with them: a code, and words beside it. */
export const notSafeReasons = [
  'too-much-already',
  'not-the-experience',
  'leave-or-absence-ahead',
  'conflict-of-interest',
  'risk-to-me',
  'too-far',
  'other',
] as const
export type NotSafeReason = (typeof notSafeReasons)[number]

/** Why a child changes worker: the national list of reasons. */
export const changeReasons = [
  'MANAGE',
  'FCONTA',
  'LEFTRL',
  'ORGRST',
  'TSPROC',
  'ABSENC',
  'CHCHAN',
  'PCCHAN',
  'SWDIED',
  'OTHERS',
] as const
export type ChangeReason = (typeof changeReasons)[number]
