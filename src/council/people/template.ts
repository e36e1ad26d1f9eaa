import type { TeamId, Worker } from '../../core/model/index.ts'
import {
  peopleColumns,
  peopleTemplateRows,
  reductionColumns,
  type TableColumn,
} from '../../intake/index.ts'
import { writePeopleTemplate, type CellOut, type TemplateColumn } from '../../render/index.ts'

const DATES = new Set(['contractEnd', 'asyeStart', 'from', 'to'])
const NUMBERS = new Set([
  'fte',
  'percent',
  'hours',
  'supervisionHours',
  'dutyHours',
  'businessSupportHours',
])
const REQUIRED = new Set(['name', 'fte'])

const columnOut = (column: TableColumn): TemplateColumn => ({
  header: column.header,
  kind: DATES.has(column.key) ? 'date' : NUMBERS.has(column.key) ? 'number' : 'text',
  decimals: 2,
  hint: `${column.help} For example: ${column.example}.`,
  required: REQUIRED.has(column.key),
  ...(column.allowed ? { choices: column.allowed } : {}),
})

const cellOut =
  (columns: readonly TableColumn[]) =>
  (row: readonly string[]): CellOut[] =>
    columns.map(({ key }, i) => {
      const text = row[i] ?? ''
      if (text === '') return null
      if (DATES.has(key)) return text.split('/').reverse().join('-')
      return NUMBERS.has(key) ? Number(text) : text
    })

/** The people file to fill in: every worker that the caseload names, with what is known of each. */
export function peopleTemplate(
  workers: readonly Worker[],
  teams: ReadonlyMap<TeamId, string>,
): Promise<Uint8Array> {
  const rows = peopleTemplateRows(
    workers.map(({ name, team }) => ({ name, team: (team && teams.get(team)) ?? null })),
    workers.flatMap(({ person }) => person ?? []),
  )
  return writePeopleTemplate(
    peopleColumns.map(columnOut),
    rows.people.map(cellOut(peopleColumns)),
    reductionColumns.map(columnOut),
    rows.reductions.map(cellOut(reductionColumns)),
  )
}
