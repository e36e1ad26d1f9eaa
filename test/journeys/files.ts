import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { read, utils, write, type WorkBook } from '@e965/xlsx'
import { ROOT } from './house.ts'

/** A file as a person picks it. */
export interface Picked {
  name: string
  mimeType: string
  buffer: Buffer
}

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const workbookFile = (name: string, buffer: Buffer): Picked => ({
  name,
  mimeType: XLSX_TYPE,
  buffer,
})

/** The public sample workbook that every journey begins with. */
export const annexA = (): Picked =>
  workbookFile(
    'Annex_A_2024_Jan.xlsx',
    readFileSync(join(ROOT, 'test', 'samples', 'annex-a', 'Annex_A_2024_Jan.xlsx')),
  )

/** Every cell as the sheet shows it, row by row. */
export function rowsOf(bytes: Buffer, sheet: string): string[][] {
  const found = read(bytes).Sheets[sheet]
  if (!found) throw new Error(`There is no sheet ${sheet}`)
  return utils.sheet_to_json<string[]>(found, { header: 1, raw: false, defval: '' })
}

export const sheetsOf = (bytes: Buffer): string[] => read(bytes).SheetNames

const bytesOf = (book: WorkBook): Buffer =>
  Buffer.from(write(book, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array)

/**
 * A workbook with cells changed as a person would in a spreadsheet program: each change names the
 * sheet, the row by the text of its first cell, and the column by its heading.
 */
export function edited(
  file: Picked,
  changes: { sheet: string; row: string; column: string; to: string | Date }[],
): Picked {
  const book = read(file.buffer, { cellDates: true, UTC: true })
  for (const { sheet, row, column, to } of changes) {
    const found = book.Sheets[sheet]
    if (!found) throw new Error(`There is no sheet ${sheet}`)
    const rows = utils.sheet_to_json<unknown[]>(found, { header: 1, defval: '' })
    const r = rows.findIndex(([first]) => String(first) === row)
    const c = rows[0]?.findIndex((heading) => String(heading).trim() === column) ?? -1
    if (r < 0 || c < 0) throw new Error(`No cell ${column} of ${row} on ${sheet}`)
    utils.sheet_add_aoa(found, [[to]], { origin: { r, c }, cellDates: true, UTC: true })
  }
  return { ...file, buffer: bytesOf(book) }
}
