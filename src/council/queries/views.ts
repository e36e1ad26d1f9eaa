import type { QueryAbout, QueryOutcome, QueryWhat } from '../../store/index.ts'
import type { Address } from '../views.ts'

export type { QueryAbout, QueryOutcome, QueryWhat }

export interface NewFigureQuery {
  what: QueryWhat
  /** The agreement's clause, where it is about one. */
  clause: string | null
  words: string
  evidence: string
  by: string
}

/** What somebody says is wrong, and what was answered. */
export interface FigureQuery extends NewFigureQuery {
  id: string
  about: QueryAbout
  address: Address
  /** The import whose figures were looked at. */
  importNumber: number
  /** What the clause said on the day of the query; null where none was named, or it said nothing. */
  clauseWords: string | null
  at: Date
  answers: { outcome: QueryOutcome; words: string; by: string; at: Date }[]
}
