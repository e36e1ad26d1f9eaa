import type { IsoDate } from '../../kit/index.ts'
import type { PromiseStanding } from '../../core/bargaining/index.ts'
import type { PromiseBody } from './kinds.ts'

export interface PromiseRow {
  id: string
  number: number
  body: PromiseBody
  standing: PromiseStanding
  /** `Overdue by 12 days`. */
  words: string
  /** `in 2020`. */
  due: string
  /** The day of the meeting where it was said; null where it was said elsewhere, or nobody knows it. */
  meetingOn: IsoDate | null
}

export interface PromisesView {
  sentence: string
  /** By when they fall due, those without a day last. */
  rows: PromiseRow[]
}

/** A day on which a promise falls due, for calendars. */
export interface PromiseDue {
  id: string
  on: IsoDate
  isSettled: boolean
}
