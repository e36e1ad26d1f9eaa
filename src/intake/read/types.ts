import type { IsoDate, Problem, Result } from '../../kit/index.ts'

/**
 * One cell as a file holds it. `text` is what a person would see; never trimmed, never recoded:
 * dates as `DD/MM/YYYY` (with ` HH:MM` or ` HH:MM:SS` where there is a time of day), numbers at the
 * 15 significant digits Excel keeps (`007` where the cell's format pads with noughts), `TRUE`,
 * `#N/A`. Rows may share one cell object, so a cell is never changed once made.
 */
export interface Cell {
  readonly text: string
  /**
   * `date` is a real date cell (Excel serial with a date format, either date system); `number` a
   * bare number; `no-value` a formula the file holds no result for; `error` a literal like #N/A.
   * Every cell of a CSV is `text`, and so is a bare time of day.
   */
  readonly kind: 'text' | 'number' | 'date' | 'boolean' | 'error' | 'no-value'
  /**
   * For `date`, and for `number` between 1 and 80,000 the day it would be in this workbook's date
   * system. Null for a date cell that shows no real day (`00/01/1900`, `29/02/1900`).
   */
  readonly day: IsoDate | null
}

/** A row that holds at least one cell. `number` is the row's own number in the sheet, from 1. */
export interface Row {
  number: number
  /** By column index from 0; a hole is an empty cell. */
  cells: readonly (Cell | undefined)[]
}

export interface Sheet {
  /** As the workbook names it; a CSV's is its file name without the ending. */
  name: string
  hidden: boolean
  /** Streams rows in order; `each` returns false to stop early. A fault inside the sheet is a Problem. */
  read(each: (row: Row) => boolean | void): Promise<Result<{ rows: number }, Problem>>
}

export interface OpenedFile {
  format: 'xlsx' | 'xls' | 'csv' | 'xml'
  /** Sheets in workbook order; for XML none. */
  sheets: Sheet[]
  /** Things worth telling that lose nothing: encoding assumed, macros ignored, 1904 dates. */
  notices: { code: string; sentence: string }[]
  close(): Promise<void>
}

/**
 * Element events of an XML file, depth-first; `line` is where the element began. Names are without
 * prefix. `path` runs from the root down to the element itself (`['Message', 'Header', 'Source']`)
 * and is good during the call only. `text` is the element's own text, untrimmed, without that of
 * the elements inside it.
 */
export interface XmlHandler {
  open(name: string, path: readonly string[], line: number): void
  close(name: string, path: readonly string[], text: string, line: number): void
}

/** Every cap that a file is held to; see SECURITY.md. */
export interface Limits {
  fileBytes: number
  unpackedBytes: number
  ratio: number
  entries: number
  sheets: number
  columns: number
  cells: number
  cellChars: number
  xmlDepth: number
}
