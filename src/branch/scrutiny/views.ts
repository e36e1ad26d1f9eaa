import type { IsoDate } from '../../kit/index.ts'
import type { Handover } from '../../core/bargaining/index.ts'
import type {
  ContactHandoverBody,
  CouncillorContactBody,
  HearingBody,
  OutsideSeatBody,
  SeatBody,
} from './kinds.ts'

export interface Named {
  id: string
  name: string
}

export interface HearingRow {
  id: string
  number: number
  body: HearingBody
  committee: Named
  unionHeard: boolean
}

export interface HearingsView {
  /** `The union was heard at 0 of 6 hearings.` */
  sentence: string
  heard: number
  of: number
  /** The last first. */
  rows: HearingRow[]
}

export interface SeatRow {
  id: string
  number: number
  body: SeatBody
  councillor: Named
  committee: Named
  sitsNow: boolean
}

export interface ContactRow {
  id: string
  number: number
  body: CouncillorContactBody
  councillor: Named
  committee: Named
  isStale: boolean
}

export interface HandoverRow {
  /** The record of it; null until somebody has taken it. */
  task: { id: string; number: number; body: ContactHandoverBody } | null
  state: Handover<never>['state']
  councillor: Named
  committee: Named
  leftOn: IsoDate | null
  keptBy: string
  /** Who sits there now, to whom it may be handed. */
  sitsNow: Named[]
}

export interface QuestionRow {
  id: string
  number: number
  to: Named
  askedOn: IsoDate
  words: string
  answeredOn: IsoDate | null
  answer: string
  /** Days since it was asked; null where it was answered. */
  waits: number | null
}

export interface OutsideSeatRow {
  id: string
  number: number
  body: OutsideSeatBody
  isHeld: boolean
  attended: number
  of: number
  lastReport: { on: IsoDate; words: string } | null
}

export interface CouncillorsView {
  sentence: string
  seats: SeatRow[]
  contacts: ContactRow[]
  /** Those without an owner first, those done last. */
  handovers: HandoverRow[]
  questions: QuestionRow[]
  councillors: Named[]
  committees: Named[]
}

/** What bringing a Popolo file in would do, before it does. */
export interface SeatsPreview {
  newCouncillors: string[]
  newCommittees: string[]
  newSeats: number
  /** Seats that are there already and now have a last day. */
  ended: number
  /** Seats that stand already as they do in the file. */
  known: number
  rough: number
  left: { place: number; why: string }[]
}
