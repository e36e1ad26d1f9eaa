import type { Finding, Source } from '../../core/model/index.ts'
import type { About, CellOut, MarkedCell, SheetOut } from './sheet.ts'
import { columnLetter, writeWorkbook } from './workbook.ts'

/** A row of a file as it was read; the same shape that the readers give for the page of a row. */
export interface OffendingRow {
  from: Source
  headers: readonly string[]
  cells: readonly string[]
}

export interface FindingsWorkbook {
  findings: readonly Finding[]
  /** The rows that findings name, in any order; a finding without its row still stands in the list. */
  rows: readonly OffendingRow[]
  about: About
}

const EFFECTS: Record<Finding['effect'], string> = {
  'row-left-out': 'Row is in no figure until answered',
  'cell-not-used': 'Row counts, this cell does not',
  question: 'Counts by the stated rule; please confirm',
  notice: 'For information',
}

/**
 * The findings as a workbook: a sheet `Findings` with one line each (what, where, what to do), then
 * a sheet per list with the offending rows as they were read, their cells marked and commented.
 */
export function writeMarkedWorkbook({
  findings,
  rows,
  about,
}: FindingsWorkbook): Promise<Uint8Array> {
  return writeWorkbook([findingsSheet(findings), ...listSheets(findings, rows)], about)
}

function findingsSheet(findings: readonly Finding[]): SheetOut {
  return {
    name: 'Findings',
    columns: [
      { header: 'What to do', kind: 'text', width: 70 },
      { header: 'File', kind: 'text' },
      { header: 'Sheet', kind: 'text' },
      { header: 'Row', kind: 'number' },
      { header: 'Column', kind: 'text' },
      { header: 'What was read', kind: 'text', width: 30 },
      { header: 'What it does to the figures', kind: 'text', width: 38 },
      { header: 'Code', kind: 'text' },
    ],
    rows: findings.map((finding) => [
      finding.sentence,
      finding.file,
      finding.sheet,
      finding.row,
      finding.column,
      finding.value,
      EFFECTS[finding.effect],
      finding.code,
    ]),
  }
}

const place = (file: string, sheet: string): string => `${file}\u0000${sheet}`

function listSheets(findings: readonly Finding[], rows: readonly OffendingRow[]): SheetOut[] {
  const byRow = new Map<string, Finding[]>()
  for (const finding of findings) {
    if (finding.sheet === null || finding.row === null) continue
    const key = `${place(finding.file, finding.sheet)}\u0000${finding.row}`
    byRow.set(key, [...(byRow.get(key) ?? []), finding])
  }
  const lists = new Map<string, Map<number, OffendingRow>>()
  for (const row of rows) {
    const key = place(row.from.file, row.from.sheet)
    const list = lists.get(key) ?? new Map<number, OffendingRow>()
    list.set(row.from.row, row)
    lists.set(key, list)
  }
  return [...lists].flatMap(([key, list]) => {
    const inOrder = [...list.values()].sort((a, b) => a.from.row - b.from.row)
    const first = inOrder[0]
    if (!first) return []
    const width = Math.max(...inOrder.map((row) => Math.max(row.headers.length, row.cells.length)))
    const headers = Array.from({ length: width }, (_, c) => {
      const named = inOrder.find((row) => row.headers[c])?.headers[c]
      return named ? named : `Column ${columnLetter(c)}`
    })
    return [
      {
        name: first.from.sheet,
        columns: [
          { header: 'Row in the file', kind: 'number' as const },
          ...headers.map((header) => ({ header, kind: 'text' as const })),
        ],
        rows: inOrder.map((row) =>
          markRow(row, byRow.get(`${key}\u0000${row.from.row}`) ?? [], width),
        ),
      },
    ]
  })
}

/** The row's cells with a mark on each that a finding names; a finding on no cell marks the row number. */
function markRow(row: OffendingRow, findings: readonly Finding[], width: number): CellOut[] {
  const out: MarkedCell[] = [{ value: row.from.row }]
  for (let c = 0; c < width; c++) out.push({ value: row.cells[c] ?? null })
  for (const finding of findings) {
    const cell = out[columnIndex(row.headers, finding.column) + 1]
    if (!cell) continue
    cell.mark = 'look'
    cell.note = cell.note ? `${cell.note}\n\n${finding.sentence}` : finding.sentence
  }
  return out
}

/** Index of the column a finding names, by header or, where it has none, by letter; −1 for the row itself. */
function columnIndex(headers: readonly string[], column: string | null): number {
  if (column === null) return -1
  const byHeader = headers.indexOf(column)
  if (byHeader >= 0) return byHeader
  if (!/^[A-Z]{1,3}$/.test(column)) return -1
  const index = [...column].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0) - 1
  return headers[index] ? -1 : index
}
