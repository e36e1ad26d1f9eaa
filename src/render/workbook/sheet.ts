import type { IsoDate } from '../../kit/index.ts'

/** What a column holds, so that a spreadsheet can sum, sort and filter it as what it is. */
export type ColumnKind =
  /** Anything people read; never a formula, whatever it begins with. */
  | 'text'
  | 'number'
  /** A share: 1.16 shows as 116%. */
  | 'percent'
  /** `YYYY-MM-DD` in, a real date cell out, shown DD/MM/YYYY. */
  | 'date'

export interface ColumnOut {
  header: string
  kind: ColumnKind
  /** Characters; left out, it follows the longest of the header and the first 200 values. */
  width?: number | undefined
  /** Decimal places of a number; 0 unless stated. */
  decimals?: number | undefined
  /** Shown as a note on the header cell: what the column means or how to fill it in. */
  hint?: string | undefined
  /** The values a person may choose from in this column (a drop-down list in the file). */
  choices?: readonly string[] | undefined
}

/** `look` asks a person to look at the cell; `over` is over an agreed line. Both also carry words. */
export type CellMark = 'look' | 'over'

export interface MarkedCell {
  value: string | number | null
  mark?: CellMark | undefined
  /** A comment on the cell. */
  note?: string | undefined
}

/**
 * A value is written by its column's kind. A string in a number or percent column ("not known")
 * is written as text: an unknown figure is never a nought.
 */
export type CellOut = string | number | null | MarkedCell

export interface SheetOut {
  /** Shortened, cleaned and made unique where a workbook would not take it. */
  name: string
  columns: readonly ColumnOut[]
  rows: readonly (readonly CellOut[])[]
}

/** The first sheet of a workbook: what it is and what it rests on. */
export interface About {
  /** One sentence: what the workbook holds. */
  what: string
  organisation: string
  asOf: IsoDate | null
  /** Name and version of the agreement the figures follow; null where none applies. */
  agreement: string | null
  /** Who had it written and when, as people read it; null where not known. */
  writtenBy: string | null
  writtenAt: string | null
  /** Further sentences: filters in force, what is left out. */
  notes?: readonly string[] | undefined
}
