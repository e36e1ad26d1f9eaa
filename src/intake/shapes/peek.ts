import type { Problem, Result } from '../../kit/index.ts'
import { ok } from '../../kit/index.ts'
import type { OpenedFile, Row, Sheet } from '../read/types.ts'
import { headerKey } from './tidy.ts'

/** A sheet and its first rows, enough to tell what it is. */
export interface Peek {
  sheet: Sheet
  /** Place among the file's sheets, from 0. */
  ordinal: number
  /** At most ten rows that hold cells. */
  rows: Row[]
}

const ROWS = 10

/** Reads the first rows of every sheet; the rest stays unread. */
export async function peekSheets(opened: OpenedFile): Promise<Result<Peek[], Problem>> {
  const peeks: Peek[] = []
  for (const [ordinal, sheet] of opened.sheets.entries()) {
    const rows: Row[] = []
    const read = await sheet.read((row) => {
      rows.push({ number: row.number, cells: [...row.cells] })
      return rows.length < ROWS
    })
    if (!read.ok) return read
    peeks.push({ sheet, ordinal, rows })
  }
  return ok(peeks)
}

/** The headings of a row by key, holes as empty text. */
export const headingKeys = (row: Row): string[] =>
  Array.from(row.cells, (cell) => (cell === undefined ? '' : headerKey(cell.text)))
