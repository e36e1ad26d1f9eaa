import { wellFormed } from '../well-formed.ts'

/** A cell on its way out: text is guarded, a number is written as a bare number. */
export type CsvCell = string | number | null

const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/
/**
 * Beginnings that a spreadsheet takes for a formula or a command (OWASP, CSV injection), full-width
 * forms included. Apostrophes before them count too, so that taking one off gives the text back.
 */
const RISKY_START = /^['\s]*[=+\-@\uFF0B\uFF0D\uFF1D\uFF20]|^'*[\t\r]/
const NUMBER_TEXT = /^[+-]?\d+(\.\d+)?$/

const BOM = '\uFEFF'

/**
 * One cell by RFC 4180. Text that a spreadsheet could run is made inert with a leading apostrophe;
 * a true number, also one held as text (`-5`, `+44`), stays a number.
 */
export function csvCell(cell: CsvCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : ''
  const whole = wellFormed(cell)
  const guarded = RISKY_START.test(whole) && !NUMBER_TEXT.test(whole) ? `'${whole}` : whole
  return NEEDS_QUOTES.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}

/** One line by RFC 4180, its CRLF included. A line of one empty cell is quoted, else it would read as no line. */
export function csvLine(cells: readonly CsvCell[]): string {
  const line = cells.map(csvCell).join(',')
  return `${line === '' ? '""' : line}\r\n`
}

/**
 * A CSV file as pieces of text of about 64 KB, so that any number of rows goes out without being
 * held: byte order mark (Excel reads UTF-8 only with one), header line, rows.
 */
export async function* streamCsv(
  headers: readonly string[],
  rows: Iterable<readonly CsvCell[]> | AsyncIterable<readonly CsvCell[]>,
): AsyncGenerator<string> {
  let piece = BOM + csvLine(headers)
  for await (const row of rows) {
    piece += csvLine(row)
    if (piece.length >= 65_536) {
      yield piece
      piece = ''
    }
  }
  if (piece !== '') yield piece
}

/** A whole CSV file as one text, for tables that are in memory anyway. */
export function writeCsv(headers: readonly string[], rows: Iterable<readonly CsvCell[]>): string {
  let text = BOM + csvLine(headers)
  for (const row of rows) text += csvLine(row)
  return text
}
