import type { IsoDate, Problem, Result } from '../../kit/index.ts'

/** One cell as a file holds it. `text` is what a person would see; never trimmed, never recoded. */
export interface Cell {
  text: string
  /**
   * `date` is a real date cell (Excel serial with a date format, either date system); `number` a
   * bare number; `no-value` a formula the file holds no result for; `error` a literal like #N/A.
   */
  kind: 'text' | 'number' | 'date' | 'boolean' | 'error' | 'no-value'
  /** For `date`, and for `number` between 1 and 80,000 the day it would be in this workbook's date system. */
  day: IsoDate | null
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

/** Element events of an XML file, depth-first, text gathered; `line` is where the element began. */
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
