import type { IsoDate } from '../../kit/index.ts'
import type { ShownGroups } from '../../core/bargaining/index.ts'
import type { StoredSubmission } from '../../store/branch/index.ts'
import type { Written } from '../records/index.ts'
import type { ConsultationBody, ConsultationState, Disposition } from './consultation.ts'

export interface ConsultationRow {
  id: string
  title: string
  opens: IsoDate
  closes: IsoDate
  state: ConsultationState
}

/** One clause that is asked about, in the draft's own words. */
export interface AskedClause {
  clause: string
  question: string
  /** What the draft says there; null where it no longer has such a clause. */
  sentence: string | null
  /** What whoever asks has said of it; empty where nothing. */
  mine: string
  /** What they said after it closed. */
  mineLate: string
  disposition: Disposition
  reply: string
}

export interface ConsultationView {
  id: string
  written: Written<ConsultationBody>
  state: ConsultationState
  /** The draft; null for a guest where it is not here. */
  draft: { id: string; name: string; version: string } | null
  clauses: AskedClause[]
  /** What whoever asks said of the whole. */
  mineWhole: string
  mineWholeLate: string
  named: boolean
  submission: StoredSubmission | null
}

/** What was said of one clause: words without a name, unless the writer agreed. */
export interface LedgerRow {
  /** `''`: of the whole. */
  clause: string
  question: string
  sentence: string | null
  /** How many responses shaped it: a number, `few` or `none`. */
  responses: string
  said: { words: string; by: string | null; late: boolean }[]
  disposition: Disposition
  reply: string
}

export interface LedgerView {
  rows: LedgerRow[]
  /** People who answered in time, and guests. */
  people: string
  guests: string
  late: string
  /** Answers by team, small teams together. Sizes are members of the roll. */
  coverage: (ShownGroups & { names: Record<string, string> }) | null
  /** A reminder to copy, for those who have not answered yet. */
  reminder: string
}
