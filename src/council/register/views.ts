import type { IsoDate } from '../../kit/index.ts'
import type { OverloadAction, OverloadOutcome } from '../../core/overload/index.ts'
import type { RegisterState } from '../../store/index.ts'
import type { Address } from '../views.ts'

export type { OverloadAction, OverloadOutcome, RegisterState }

/** Where the clock of an overload stands, as figures beside a worker or a team say it. */
export interface OverloadView {
  /** First day seen over the line. */
  since: IsoDate
  /** Last day seen over it. */
  seen: IsoDate
  /** Whole weeks between the two. */
  weeks: number
  /** Basis points. */
  line: number
  /** Weeks after which it is sustained. */
  agreedWeeks: number
  /** A day in between had no known figure. */
  unsure: boolean
}

/** Whose turn it is to answer. */
export interface Turn {
  rung: number
  /** `team-manager`, `service-manager`, `head-of-service` or `director`. */
  role: string
  due: IsoDate
  /** Who holds that role there today, where that is known. */
  people: string[]
}

export interface RegisterAnswer {
  rung: number
  role: string
  action: OverloadAction
  words: string
  outcome: OverloadOutcome
  by: string
  on: IsoDate
  at: Date
}

/** One entry as a list shows it. */
export interface RegisterRow {
  id: string
  worker: { name: string; address: Address | null }
  team: { name: string; address: Address | null } | null
  state: RegisterState
  since: IsoDate
  sustainedOn: IsoDate
  enteredOn: IsoDate
  closedOn: IsoDate | null
  /** Closed because the worker is in the files no more, from that day. */
  leftFiles: boolean
  /** Basis points, as agreed when it was entered. */
  line: number
  weeks: number
  /** Whole weeks over the line by now; null where the clock has stopped or has no day left. */
  weeksNow: number | null
  /** null once answered, closed or withdrawn. */
  waitsFor: Turn | null
  /** Rungs whose days ran out without an answer. */
  missed: number
  answers: RegisterAnswer[]
}

export interface RegisterDay {
  on: IsoDate
  importNumber: number
  /** Basis points; null where no percentage can be given. */
  utilisation: number | null
  holdsWithoutCapacity: boolean
  over: boolean
}

export interface RegisterEntry extends RegisterRow {
  agreement: { key: string; name: string; version: string }
  clause: { id: string; words: string }
  /** The import that showed it. */
  importNumber: number
  /** Who was accountable when it was entered, where one person was known. */
  accountable: string | null
  /** Days with figures from the last known day under the line, the earliest first. */
  days: RegisterDay[]
  ladder: {
    rung: number
    role: string
    workingDays: number
    due: IsoDate | null
    clause: string
    stands: 'answered' | 'waits' | 'missed' | 'to-come' | 'not-needed'
  }[]
  /** Rungs that whoever asks may answer for; empty where none. */
  mayAnswer: number[]
}

export interface RegisterList {
  /** Why no clock runs under the agreement in force; null where one runs. */
  notAgreed: 'weeks' | 'answers' | null
  /** The term in force; null where none is agreed. */
  term: { line: number; weeks: number } | null
  agreement: { key: string; name: string; version: string }
  rows: RegisterRow[]
}

/** Counts that point at nobody: from one to four they are withheld (null). */
export interface RegisterCounts {
  entered: number | null
  open: number | null
  late: number | null
  /** By a day seen at or under the line. */
  closed: number | null
  /** Closed because the worker left the files. */
  left: number | null
}

export interface NewRegisterAnswer {
  rung: number
  action: OverloadAction
  words: string
  outcome: OverloadOutcome
}
