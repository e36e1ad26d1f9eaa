import { byText, fold } from '../kit/index.ts'
import type { CellOut, ColumnKind } from '../render/index.ts'
import type { Content } from './components/index.ts'

/**
 * A table said once: what the page shows and what the files hold come from the same columns, so
 * that a download can never differ from what was on the screen.
 */
export interface ColumnOf<Row> {
  /** Stands in the address where the table is sorted by it. */
  id: string
  header: string
  kind: ColumnKind
  decimals?: number
  /** Said beneath the header in files: the unit, or what the figure counts. */
  hint?: string
  /** The cell on the page; `file` as text where left out. */
  cell?: (row: Row) => Content
  /** The cell in files: percentages as ratios (1.16), days as `YYYY-MM-DD`. */
  file: (row: Row) => CellOut
  /** What sorting goes by; a column without it cannot be sorted. Unknown (null) always comes last. */
  sortBy?: (row: Row) => string | number | null
  /** Whether the first click sorts from the highest. */
  highestFirst?: boolean
  /** Words long enough to stand under their heading on a phone. */
  long?: boolean
  /** In the files only: too much for a page. */
  inFilesOnly?: boolean
  /** On the page only: something to do, which no file can. */
  onPageOnly?: boolean
}

export interface TableOf<Row> {
  /** Stands in the address where a page has several: `?table=waiting`. */
  id: string
  name: string
  columns: readonly ColumnOf<Row>[]
}

/** A table with the rows that a page shows: type of row forgotten, so that pages can hold several. */
export interface Sheet {
  id: string
  name: string
  columns: readonly Pick<ColumnOf<never>, 'header' | 'kind' | 'decimals' | 'hint'>[]
  rows: readonly (readonly CellOut[])[]
}

export function sheetOf<Row>(table: TableOf<Row>, rows: readonly Row[]): Sheet {
  const columns = table.columns.filter((column) => !column.onPageOnly)
  return {
    id: table.id,
    name: table.name,
    columns,
    rows: rows.map((row) => columns.map((column) => column.file(row))),
  }
}

export interface Order {
  by: string
  descending: boolean
}

/** The order an address asks for, where the table knows it. */
export function orderOf<Row>(
  table: TableOf<Row>,
  sort: string | undefined,
  order: string | undefined,
): Order | null {
  const column = table.columns.find((one) => one.id === sort && one.sortBy)
  if (!column) return null
  const descending = order === undefined ? (column.highestFirst ?? false) : order === 'descending'
  return { by: column.id, descending }
}

/** Rows in the asked order; rows that are equal in it keep the order they came in. */
export function ordered<Row>(
  table: TableOf<Row>,
  rows: readonly Row[],
  order: Order | null,
): readonly Row[] {
  const sortBy = table.columns.find((column) => column.id === order?.by)?.sortBy
  if (!order || !sortBy) return rows
  const sign = order.descending ? -1 : 1
  return rows
    .map((row) => ({ row, key: sortBy(row) }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return a.key === b.key ? 0 : a.key === null ? 1 : -1
      if (typeof a.key === 'number' && typeof b.key === 'number') return sign * (a.key - b.key)
      return sign * byText(fold(String(a.key)), fold(String(b.key)))
    })
    .map(({ row }) => row)
}

/** Rows in whose words every word of the search stands. */
export function searched<Row>(
  rows: readonly Row[],
  search: string | undefined,
  words: (row: Row) => readonly (string | null)[],
): readonly Row[] {
  const wanted = fold(search ?? '')
    .split(' ')
    .filter(Boolean)
  if (wanted.length === 0) return rows
  return rows.filter((row) => {
    const text = fold(words(row).filter(Boolean).join(' '))
    return wanted.every((word) => text.includes(word))
  })
}
