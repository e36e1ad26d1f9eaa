import type { IsoDate } from '../../kit/index.ts'
import type { ChangeReason } from '../../core/allocation/index.ts'
import type {
  EmergencyReason,
  HandoverBreach,
  HandoverStanding,
  HandoverStep,
  NextDate,
  Signature,
  ToldHow,
} from '../../core/handover/index.ts'
import type { HandoverDetails } from '../../store/index.ts'
import type { Address } from '../views.ts'

export type {
  EmergencyReason,
  HandoverBreach,
  HandoverDetails,
  HandoverStep,
  NextDate,
  Signature,
  ToldHow,
}

export interface HandoverParty {
  name: string
  /** Null where the import in force has no such worker. */
  address: Address | null
  team: { name: string; address: Address | null } | null
}

/** One handover as a list shows it. */
export interface HandoverRow {
  /** Of its decision: a decision has one handover. */
  id: string
  /** Their addresses, and their numbers; null for a record that is closed to whoever asks. */
  children: { child: string | null; address: Address }[]
  from: HandoverParty
  to: HandoverParty
  /** `waits-for-answer`: the worker has not answered yet, so that nothing is handed over so far. */
  state: 'waits-for-answer' | HandoverStanding['state']
  decidedOn: IsoDate
  /** The day on which the decision came to stand; null while it waits. */
  openedOn: IsoDate | null
  plannedFor: IsoDate | null
  /** Null while it waits. */
  due: IsoDate | null
  completedOn: IsoDate | null
  /** Who answers for the case today. */
  accountable: 'outgoing' | 'incoming'
  /** Steps that the agreement requires, and of them those that are not done. */
  required: HandoverStep[]
  missing: HandoverStep[]
  breaches: HandoverBreach[]
  emergency: { on: IsoDate; reason: EmergencyReason } | null
  /** An emergency that waits for the second person. */
  emergencyAsked: { on: IsoDate; reason: EmergencyReason } | null
  /** Where whoever asks is one of the two workers. */
  mine: 'outgoing' | 'incoming' | null
  /** Signatures that whoever asks may give now. */
  maySign: Signature[]
}

export interface HandoverLists {
  /** Null where the agreement in force does not say what a handover holds. */
  agreed: { workingDays: number } | null
  agreement: { key: string; name: string; version: string }
  /** Those not over, and the last that are, the soonest due first. */
  rows: HandoverRow[]
}

/** A step as it was done. */
export interface StepDone {
  on: IsoDate
  by: string
  enteredOn: IsoDate
  words: string
  details: HandoverDetails
}

export interface HandoverStepView {
  step: HandoverStep
  required: boolean
  done: StepDone | null
  /** May be entered, or taken back, by whoever asks, now. */
  mayRecord: boolean
  mayUndo: boolean
}

/** One entry of the timeline, the newest first. */
export interface HandoverEntryView {
  kind: 'planned' | 'step' | 'step-undone' | 'emergency' | 'moved-by-message'
  step: HandoverStep | null
  said: 'asked' | 'agreed' | 'refused' | null
  reason: EmergencyReason | null
  on: IsoDate
  words: string
  by: string
  at: Date
}

export interface HandoverView extends HandoverRow {
  agreement: { key: string; name: string; version: string }
  /** The agreement's sentences by the ids of clauses that were broken. */
  clauses: Readonly<Record<string, string>>
  changeReason: ChangeReason | null
  steps: HandoverStepView[]
  entries: HandoverEntryView[]
  /** Statutory dates as the files have them, for each child by its place in `children`. */
  nextDates: NextDate[][]
  /** Required steps that must be done before anybody signs. */
  beforeSigning: HandoverStep[]
  may: {
    plan: boolean
    /** Note that the case moved by message alone. */
    noteMoved: boolean
    emergency: boolean
    /** Agree to, or refuse, an emergency that somebody asked for. */
    agreeToEmergency: boolean
  }
  /** Whom the agreement asks before an emergency passes the case on; null where nobody. */
  secondPerson: { role: string; clause: string } | null
  /** An emergency that waits for the second person. */
  emergencyAsked: { on: IsoDate; reason: EmergencyReason; by: string } | null
}

export interface NewStep {
  step: HandoverStep
  /** The day it took place; today for a signature, whatever is said. */
  on: IsoDate
  words: string
  details: HandoverDetails
}

/** How handovers went: counts that point at nobody, from one to four withheld (null). */
export interface HandoverCounts {
  opened: number | null
  complete: number | null
  breaches: { clause: string; words: string; count: number | null }[]
}
