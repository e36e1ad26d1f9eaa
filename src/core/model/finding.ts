/**
 * What a finding did to the figures.
 * - `row-left-out`: the row is in no figure until a person answers.
 * - `cell-not-used`: the row counts; this one cell does not.
 * - `question`: the row counts by the scheme's default or the stated rule; a person should confirm.
 * - `notice`: nothing is lost; worth knowing (an unknown column, a sheet that is no list).
 */
export type FindingEffect = 'row-left-out' | 'cell-not-used' | 'question' | 'notice'

/** Something in a file that a person should see. Nothing is dropped in silence. */
export interface Finding {
  /** Stable kebab-case name of the kind of trouble, e.g. `date-not-a-day`. */
  code: string
  file: string
  sheet: string | null
  row: number | null
  /** The column's header as read, or its letter where it has none. */
  column: string | null
  /** What was read, cut to 200 characters. */
  value: string | null
  /** One sentence that says what to do. Holds no name of a child or worker. */
  sentence: string
  effect: FindingEffect
  /** Whether an answer could change a count, a demand or a capacity. */
  changesFigures: boolean
  /** A question the user can answer on the page; absent where the file itself must be corrected. */
  question?: Question
}

/** A choice put to a person. The answer is stored under `key` and remembered where `remembered`. */
export interface Question {
  /** e.g. `sheet:children in need`, `header:list-6:status`, `code:case-status:cla&cp`, `worker:amara o`, `row:<file hash>:<sheet>:<row>`. */
  key: string
  asks: string
  options: { value: string; label: string }[]
  /** True where the answer holds for later files too (headers, codes, names); false for one row. */
  remembered: boolean
}

/** Answers given so far: question key → chosen option value. */
export type Answers = ReadonlyMap<string, string>

/** Rows of one list: `rows = used + rows named by a finding`; `leftOut` of those are in no figure. */
export interface ListCount {
  rows: number
  /** Rows used as they stand: no finding names them. */
  used: number
  /** Rows that a finding names. */
  questioned: number
  /** Those among `questioned` that no figure uses. */
  leftOut: number
}
