import type { IsoDate } from '../../../kit/index.ts'

/** A cell as a spreadsheet holds it. `day` is a real date cell. */
export type Value =
  | string
  | number
  | boolean
  | null
  | { kind: 'day'; day: IsoDate }
  | { kind: 'error'; text: string }
  /** `value` null: the file holds no result for the formula. */
  | { kind: 'formula'; formula: string; value: Exclude<Value, { kind: 'formula' }> }

export interface SheetColumn {
  /** The standard header: stays while `header` is spelled otherwise. */
  key: string
  header: string
}

export interface SheetRow {
  cells: Value[]
  /** Id of the child, worker or adopter that the row is about; null for a totals row or a title. */
  about: string | null
}

/** One sheet of a workbook, or one CSV: a title maybe, headers, rows. */
export interface Sheet {
  /** What it is, whatever it is called: `List 6`, `People`, `Front`. */
  key: string
  name: string
  hidden: boolean
  /** A merged title in row 1, above the headers. */
  title: string | null
  columns: SheetColumn[]
  rows: SheetRow[]
  /** Rows at the end that have a format and nothing else. */
  emptyRows: number
}

export const sheet = (key: string, headers: readonly string[], rows: SheetRow[]): Sheet => ({
  key,
  name: key,
  hidden: false,
  title: null,
  columns: headers.map((header) => ({ key: header, header })),
  rows,
  emptyRows: 0,
})

/** The row of the sheet, from 1, on which the headers stand. */
export const headerRow = (of: Sheet): number => (of.title === null ? 1 : 2)

const days = new Map<string, Value>()

/** A date cell; the same object for the same day. */
export function day(date: IsoDate | null): Value {
  if (date === null) return null
  let value = days.get(date)
  if (value === undefined) days.set(date, (value = { kind: 'day', day: date }))
  return value
}

export const isDay = (value: Value | undefined): value is { kind: 'day'; day: IsoDate } =>
  typeof value === 'object' && value !== null && value.kind === 'day'
