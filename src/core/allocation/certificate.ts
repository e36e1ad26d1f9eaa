import { canonicalJson, type IsoDate } from '../../kit/index.ts'
import type { Utilisation } from '../fairness/index.ts'
import type { Gate } from '../handover/index.ts'
import type { Act } from './acts.ts'

/**
 * Who could have taken the children of a decision at the moment it was made, with their figures before
 * and after, and who could not and why. It names nobody: children, workers and decisions stand in it by
 * the addresses that pages know them by. Made again from the same import, the same agreement, the
 * decisions that counted and the notices that barred then, it is the same to the letter.
 */
export interface DecisionCertificate {
  format: 'fairload-decision/1'
  import: string
  asOf: IsoDate
  decidedOn: IsoDate
  agreement: { id: string; version: string; sha256: string }
  /** Loads and capacities are whole numbers of it. */
  unit: { name: string; grainsPerUnit: number }
  /** Basis points. */
  lines: { safe: number; hard: number }
  reach: 'team' | 'service'
  children: string[]
  /** Who held them; null where nobody did. */
  from: string | null
  /** Decisions that figures held: what stood, and what somebody had been asked to take. */
  counted: {
    decision: string
    child: string
    from: string | null
    to: string
    on: IsoDate
    /** `asked`: not answered yet, counted as if it were theirs. */
    as: Gate | 'asked'
  }[]
  /** Lightest afterwards first; `first` are those equal to the lightest within a hair. */
  eligible: {
    worker: string
    before: Utilisation
    after: Utilisation
    first: boolean
  }[]
  excluded: { worker: string; rule: string }[]
  /** Of those excluded: whom notice barred that the files do not show; absent where none did. */
  noted?: { worker: string; rule: string }[]
  /** Those of whom nobody knows what they can carry. */
  unknown: string[]
  chosen: string
  /** What the children weigh with the chosen worker. */
  cost: number
  acts: Act[]
}

/** The certificate as one text, the same wherever it is made: its hash is this text’s. */
export const certificateText = (certificate: DecisionCertificate): string =>
  canonicalJson(certificate)
