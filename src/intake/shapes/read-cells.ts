import type { Source } from '../../core/model/index.ts'
import { openFile, readXml } from '../read/index.ts'
import type { Row, Sheet } from '../read/index.ts'
import type { RowAsRead, UploadedFile } from '../reading.ts'
import type { CensusWorker } from './csww/read-csww.ts'
import { CensusElements, WORKER_SHEET } from './csww/read-csww.ts'
import { segmentsOf } from './annex-a/plan.ts'
import { ID_KEYS } from './annex-a/sheets.ts'
import { columnsNamed } from './table.ts'
import { headingKeys } from './peek.ts'
import { familyColumns } from './families/columns.ts'
import { headerKey } from './tidy.ts'
import { peopleColumns, reductionColumns } from './people/columns.ts'

/**
 * The cells of the wanted rows, as read, with the headings above them, in the order of `wanted`.
 * Rows that are no longer there (another file under the same name) are left out.
 */
export async function readCells(
  files: readonly UploadedFile[],
  wanted: readonly Source[],
): Promise<RowAsRead[]> {
  const found = new Map<string, RowAsRead>()
  for (const file of files) {
    const sheets = new Map<string, Set<number>>()
    for (const source of wanted) {
      if (source.file !== file.name) continue
      const rows = sheets.get(source.sheet)
      if (rows === undefined) sheets.set(source.sheet, new Set([source.row]))
      else rows.add(source.row)
    }
    if (sheets.size > 0) await collect(file, sheets, found)
  }
  return wanted.flatMap((source) => found.get(keyOf(source)) ?? [])
}

const keyOf = ({ file, sheet, row }: Source): string => JSON.stringify([file, sheet, row])

async function collect(
  file: UploadedFile,
  sheets: ReadonlyMap<string, ReadonlySet<number>>,
  found: Map<string, RowAsRead>,
): Promise<void> {
  const opened = await openFile(file.path, file.name)
  if (!opened.ok) return
  try {
    if (opened.value.format === 'xml') {
      await collectWorkers(file, sheets.get(WORKER_SHEET) ?? new Set(), found)
      return
    }
    for (const sheet of opened.value.sheets) {
      const rows = sheets.get(sheet.name)
      if (rows !== undefined) await collectRows(file, sheet, rows, found)
    }
  } finally {
    await opened.value.close()
  }
}

async function collectRows(
  file: UploadedFile,
  sheet: Sheet,
  rows: ReadonlySet<number>,
  found: Map<string, RowAsRead>,
): Promise<void> {
  const last = Math.max(...rows)
  let headings: string[] = []
  let known = 0
  let seen = 0
  await sheet.read((row) => {
    seen += 1
    if (!rows.has(row.number)) {
      const names = isHeading(row, sheet.name, seen)
      // The best of the first ten rows heads the sheet; further down, only a whole new list does.
      if (names > 0 && (seen > 10 || names > known)) [headings, known] = [texts(row), names]
      return row.number < last
    }
    const cells = texts(row)
    const from = { file: file.name, sheet: sheet.name, row: row.number }
    found.set(keyOf(from), { from, headers: headings, cells })
    return row.number < last
  })
}

const texts = (row: Row): string[] => Array.from(row.cells, (cell) => cell?.text ?? '')

/** How many headings a row holds, where it could head a list or table; 0 where it cannot. */
function isHeading(row: Row, name: string, seen: number): number {
  const first = row.cells.find((cell) => cell !== undefined && cell.text !== '')
  if (first?.kind !== 'text') return 0
  if (seen > 10 && !ID_KEYS.has(headerKey(first.text))) return 0
  const keys = headingKeys(row)
  const tables = [peopleColumns, reductionColumns, familyColumns].map(
    (columns) => columnsNamed(columns, keys).size,
  )
  if (seen <= 10 && Math.max(...tables) >= 2) return Math.max(...tables)
  const segments = segmentsOf(row, name)
  return segments === null || segments === 'question' ? 0 : keys.filter((key) => key !== '').length
}

async function collectWorkers(
  file: UploadedFile,
  rows: ReadonlySet<number>,
  found: Map<string, RowAsRead>,
): Promise<void> {
  const workers: CensusWorker[] = []
  const read = await readXml(
    file.path,
    new CensusElements((worker) => {
      if (rows.has(worker.ordinal)) workers.push(worker)
    }),
  )
  if (!read.ok) return
  for (const { ordinal, elements } of workers) {
    const from = { file: file.name, sheet: WORKER_SHEET, row: ordinal }
    found.set(keyOf(from), { from, headers: [...elements.keys()], cells: [...elements.values()] })
  }
}
