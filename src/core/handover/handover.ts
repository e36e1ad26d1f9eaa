import { byText, type IsoDate } from '../../kit/index.ts'
import { addWorkingDays } from '../calendar/index.ts'

/** What a handover is made of: the agreement says which of these are required. */
export const handoverSteps = [
  'meeting',
  'summary',
  'open-risks',
  'statutory-dates',
  'open-tasks',
  'child-told',
  'family-told',
  'joint-visit',
  'outgoing-signed',
  'incoming-signed',
  'manager-signed',
] as const
export type HandoverStep = (typeof handoverSteps)[number]

export const signatures = ['outgoing-signed', 'incoming-signed', 'manager-signed'] as const
export type Signature = (typeof signatures)[number]

export const isSignature = (step: HandoverStep): step is Signature =>
  (signatures as readonly string[]).includes(step)

/** A handover as it is kept: what was done of it, each on its day. */
export interface Handover {
  openedOn: IsoDate
  /** Null while nobody is to receive the case. */
  hasReceiver: boolean
  /** The day the case is to change hands; null where none was set. */
  plannedFor: IsoDate | null
  /** Day each step was done. The meeting's is the day on which it took place. */
  done: Partial<Record<HandoverStep, IsoDate>>
  /** The day the files were seen to show the receiver, or a message said so, before it was complete. */
  movedByMessageOn: IsoDate | null
  /** An emergency passed the case on at once, and why. */
  emergency: { on: IsoDate; reason: EmergencyReason } | null
  withdrawnOn: IsoDate | null
}

export const emergencyReasons = [
  'worker-left-without-notice',
  'sudden-sickness',
  'safety-of-child',
  'safety-of-worker',
  'conflict-of-interest',
  'court-direction',
] as const
export type EmergencyReason = (typeof emergencyReasons)[number]

/** What the agreement says of handovers. */
export interface HandoverTerm {
  required: readonly HandoverStep[]
  /** Working days from opening until the meeting. */
  meetingWorkingDays: number
  /** Working days from opening until all is done. */
  workingDays: number
  /** Working days in which an emergency's missing steps are made up. */
  emergencyWorkingDays: number
}

/** Ids of the agreement's clauses that a handover can break. */
export const handoverClause = {
  meeting: 'handover.meeting',
  time: 'handover.time',
  emergency: 'handover.emergency',
  step: (step: HandoverStep): string => `handover.step.${step}`,
} as const

/** A clause that a handover broke. */
export interface HandoverBreach {
  clause: string
  /** `late`: a day passed. `by-message`: the case moved by message alone, before any meeting. */
  what: 'late' | 'by-message'
  on: IsoDate
}

export interface HandoverStanding {
  state: 'withdrawn' | 'complete' | 'without-receiver' | 'overdue' | 'in-progress' | 'upcoming'
  /** Who answers for the case on the day. */
  accountable: 'outgoing' | 'incoming'
  missing: HandoverStep[]
  due: IsoDate
  /** The day the last required step was done; null while it is not. */
  completedOn: IsoDate | null
  breaches: HandoverBreach[]
}

/**
 * Where a handover stands on a day. It is complete when every required step is done; until then the
 * one who hands over stays accountable, unless an emergency passed the case on: then the missing steps
 * are overdue from that day, and have days of their own. A case that moved by message alone, or was
 * met on too late, breaks the clause on meetings.
 */
export function handoverStanding(
  handover: Handover,
  term: HandoverTerm,
  on: IsoDate,
): HandoverStanding {
  const { done, emergency, movedByMessageOn } = handover
  const isDone = (step: HandoverStep): boolean => (done[step] ?? '9999-12-31') <= on
  const missing = term.required.filter((step) => !isDone(step))
  const emergencyDue = emergency && addWorkingDays(emergency.on, term.emergencyWorkingDays)
  const due = emergencyDue ?? addWorkingDays(handover.openedOn, term.workingDays)
  const completedOn =
    missing.length > 0
      ? null
      : (term.required
          .map((step) => done[step] as IsoDate)
          .sort(byText)
          .at(-1) ?? handover.openedOn)
  const passedOn = emergency !== null && emergency.on <= on
  const breaches: HandoverBreach[] = []
  const isLate = (doneOn: IsoDate | null, by: IsoDate): boolean => (doneOn ?? on) > by
  if (isLate(completedOn, due)) {
    const clause = emergency ? handoverClause.emergency : handoverClause.time
    breaches.push({ clause, what: 'late', on: due })
  }
  if (term.required.includes('meeting')) {
    const meetBy = emergencyDue ?? addWorkingDays(handover.openedOn, term.meetingWorkingDays)
    if (isLate(isDone('meeting') ? (done.meeting as IsoDate) : null, meetBy)) {
      breaches.push({ clause: handoverClause.meeting, what: 'late', on: meetBy })
    }
  }
  if (movedByMessageOn !== null && movedByMessageOn <= on) {
    const met = done.meeting
    if (met === undefined || met > movedByMessageOn) {
      breaches.push({ clause: handoverClause.meeting, what: 'by-message', on: movedByMessageOn })
    }
  }
  const withdrawn = handover.withdrawnOn !== null && handover.withdrawnOn <= on
  return {
    state: withdrawn
      ? 'withdrawn'
      : completedOn !== null && handover.hasReceiver
        ? 'complete'
        : !handover.hasReceiver
          ? 'without-receiver'
          : on > due || passedOn
            ? 'overdue'
            : Object.values(done).some((day) => day <= on)
              ? 'in-progress'
              : 'upcoming',
    accountable:
      !withdrawn && handover.hasReceiver && (completedOn !== null || passedOn)
        ? 'incoming'
        : 'outgoing',
    missing,
    due,
    completedOn,
    breaches,
  }
}
