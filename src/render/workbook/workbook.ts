import { writeXlsx } from 'hucre'
import type { Cell, CellStyle, CellValue, DataValidation, WriteSheet } from 'hucre'
import { isoDate, longDate } from '../../kit/index.ts'
import { wellFormed } from '../well-formed.ts'
import { cellText, looksLikeError } from './cell-text.ts'
import type { About, CellMark, CellOut, ColumnOut, MarkedCell, SheetOut } from './sheet.ts'

const DATE_FORMAT = 'dd/mm/yyyy'
const TEAL = '0B5D66'
const HEADER: CellStyle = {
  font: { bold: true, color: { rgb: 'FFFFFF' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: TEAL } },
  alignment: { wrapText: true, vertical: 'top' },
}
const MARKS: Record<CellMark, CellStyle> = {
  look: {
    fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFE699' } },
    border: {
      top: { style: 'medium' },
      bottom: { style: 'medium' },
      left: { style: 'medium' },
      right: { style: 'medium' },
    },
  },
  over: {
    font: { bold: true },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'F4CDC6' } },
  },
}
const LISTS = 'Lists'
/** Rows below the last one in which a drop-down list still works. */
const ROOM_TO_ADD = 500

/**
 * A workbook (.xlsx) of typed columns: frozen styled header, filter on every column, notes, marked
 * cells and drop-down lists. Text is always written as text, so that nothing a file held can run as
 * a formula. With `about`, a first sheet says what the workbook is and what it rests on.
 */
export async function writeWorkbook(
  sheets: readonly SheetOut[],
  about: About | null = null,
): Promise<Uint8Array> {
  // The name of the sheet of lists is kept back: the rules that offer the lists refer to it.
  const names = new Set([LISTS.toLowerCase()])
  const lists: ChoiceList[] = []
  const written: WriteSheet[] = []
  if (about) written.push(aboutSheet(about, sheetName('About', names)))
  for (const sheet of sheets) written.push(dataSheet(sheet, sheetName(sheet.name, names), lists))
  if (lists.length > 0) written.push(listsSheet(lists, LISTS))
  return writeXlsx({
    sheets: written,
    properties: { title: about?.what ?? sheets[0]?.name ?? 'Fairload', creator: 'Fairload' },
    defaultFont: { name: 'Calibri', size: 11 },
  })
}

interface ChoiceList {
  values: readonly string[]
}

/** A sheet name a workbook takes: 31 characters, none of `[]:*?/\`, no outer quote, used once. */
function sheetName(wanted: string, taken: Set<string>): string {
  const clean = wellFormed(wanted)
    .replace(/[[\]:*?/\\\p{Cc}\uFFFE\uFFFF]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[' ]+|[' ]+$/g, '')
  // "History" is kept back by Excel for its own use.
  const base = clean === '' ? 'Sheet' : /^history$/i.test(clean) ? 'History list' : clean
  for (let n = 1; ; n++) {
    const suffix = n === 1 ? '' : ` ${n}`
    const name = wellFormed(base.slice(0, 31 - suffix.length)).replace(/[' ]+$/, '') + suffix
    if (taken.has(name.toLowerCase())) continue
    taken.add(name.toLowerCase())
    return name
  }
}

function dataSheet(sheet: SheetOut, name: string, lists: ChoiceList[]): WriteSheet {
  const { columns } = sheet
  const cells = new Map<string, Partial<Cell>>()
  const rows: CellValue[][] = [[]]
  columns.forEach((column, c) => {
    const value = cellText(column.header)
    rows[0]?.push(value)
    cells.set(`0,${c}`, {
      value,
      style: HEADER,
      ...(column.hint ? { comment: { author: 'Fairload', text: column.hint } } : {}),
    })
  })
  sheet.rows.forEach((row, r) => {
    const out: CellValue[] = []
    columns.forEach((column, c) => {
      const cell = marked(row[c] ?? null)
      const { value, override } = writeCell(cell, column)
      out.push(value)
      if (override) cells.set(`${r + 1},${c}`, { value, ...override })
    })
    rows.push(out)
  })
  const lastColumn = columnLetter(Math.max(columns.length - 1, 0))
  return {
    name,
    columns: columns.map((column, c) => ({ width: widthOf(column, sheet.rows, c) })),
    rows,
    cells,
    freezePane: { rows: 1 },
    autoFilter: { range: `A1:${lastColumn}${Math.max(rows.length, 2)}` },
    dataValidations: validations(columns, rows.length + ROOM_TO_ADD, lists),
    pageSetup: { paperSize: 'a4', orientation: 'landscape', printTitlesRow: '$1:$1' },
    a11y: { headerRow: 0, summary: name },
  }
}

const marked = (cell: CellOut): MarkedCell =>
  cell !== null && typeof cell === 'object' ? cell : { value: cell }

function writeCell(
  cell: MarkedCell,
  column: ColumnOut,
): { value: CellValue; override: Partial<Cell> | null } {
  const mark = cell.mark ? MARKS[cell.mark] : null
  const base: Partial<Cell> = cell.note
    ? { comment: { author: 'Fairload', text: cellText(cell.note) } }
    : {}
  const styled = (style: CellStyle | null): Partial<Cell> | null => {
    const whole = style || mark ? { style: { ...style, ...mark } } : {}
    return style || mark || cell.note ? { ...base, ...whole } : null
  }
  const { value } = cell
  if (value === null || value === '') return { value: null, override: styled(null) }
  if (typeof value === 'number' && Number.isFinite(value) && column.kind !== 'text') {
    return { value, override: styled({ numFmt: numberFormat(column) }) }
  }
  if (column.kind === 'date' && typeof value === 'string') {
    const day = isoDate(value)
    // 1900's first two months are off by one in the 1900 date system, so older days stay text.
    if (day && day >= '1900-03-01') {
      return { value: new Date(`${day}T00:00:00Z`), override: styled({ numFmt: DATE_FORMAT }) }
    }
  }
  const text = cellText(String(value))
  if (looksLikeError(text)) {
    return {
      value: text,
      override: { ...styled(null), type: 'richText', richText: [{ text }] },
    }
  }
  return {
    value: text,
    override: styled(text.includes('\n') ? { alignment: { wrapText: true } } : null),
  }
}

function numberFormat(column: ColumnOut): string {
  const places = column.decimals ?? 0
  const tail = places > 0 ? `.${'0'.repeat(places)}` : ''
  if (column.kind === 'percent') return `0${tail}%`
  return `#,##0${tail}`
}

function widthOf(column: ColumnOut, rows: SheetOut['rows'], c: number): number {
  if (column.width !== undefined) return column.width
  let longest = Math.ceil(column.header.length * 0.8)
  for (const row of rows.slice(0, 200)) {
    const { value } = marked(row[c] ?? null)
    longest = Math.max(longest, value === null ? 0 : String(value).length)
  }
  return Math.min(Math.max(longest + 3, 9), 60)
}

function validations(
  columns: readonly ColumnOut[],
  lastRow: number,
  lists: ChoiceList[],
): DataValidation[] {
  return columns.flatMap((column, c) => {
    if (!column.choices || column.choices.length === 0) return []
    lists.push({ values: column.choices })
    const listColumn = columnLetter(lists.length - 1)
    const letter = columnLetter(c)
    return [
      {
        type: 'list' as const,
        // A list typed into the rule itself stops at 255 characters; a range does not.
        formula1: `${LISTS}!$${listColumn}$1:$${listColumn}$${column.choices.length}`,
        allowBlank: true,
        showErrorMessage: true,
        errorStyle: 'stop' as const,
        errorTitle: column.header.slice(0, 32),
        errorMessage: 'Choose one of the values in the list, or leave the cell empty.',
        range: `${letter}2:${letter}${lastRow}`,
      },
    ]
  })
}

function listsSheet(lists: readonly ChoiceList[], name: string): WriteSheet {
  const height = Math.max(...lists.map((list) => list.values.length))
  const rows: CellValue[][] = []
  for (let r = 0; r < height; r++) {
    rows.push(lists.map((list) => cellText(list.values[r] ?? '') || null))
  }
  return { name, rows, hidden: true }
}

function aboutSheet(about: About, name: string): WriteSheet {
  const lines: [string, string][] = [
    ['What this is', about.what],
    ['Organisation', about.organisation],
    ['As of', about.asOf ? longDate(about.asOf) : 'not dated'],
    ['Agreement', about.agreement ?? 'none'],
    ['Written by', about.writtenBy ?? 'not known'],
    ['Written on', about.writtenAt ?? 'not known'],
    ...(about.notes ?? []).map((note): [string, string] => ['Note', note]),
  ]
  const cells = new Map<string, Partial<Cell>>()
  const rows = lines.map(([key, text], r): CellValue[] => {
    const value = cellText(text)
    cells.set(`${r},0`, {
      value: key,
      style: { font: { bold: true }, alignment: { vertical: 'top' } },
    })
    cells.set(`${r},1`, { value, style: { alignment: { wrapText: true, vertical: 'top' } } })
    return [key, value]
  })
  return {
    name,
    columns: [{ width: 18 }, { width: 90 }],
    rows,
    cells,
    pageSetup: { paperSize: 'a4', orientation: 'portrait' },
  }
}

/** Column 0 is A, 26 is AA. */
export function columnLetter(index: number): string {
  let letters = ''
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26)) {
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters
  }
  return letters
}
