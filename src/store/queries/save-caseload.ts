import type { Case, Caseload, Finding, Team, Worker } from '../../core/model/index.ts'
import type { ImportId } from '../ids.ts'
import type { Scope } from '../scope.ts'
import { transactionOf } from '../scope.ts'
import { insertMany } from './insert.ts'
import type { SourceRow } from './imports.ts'
import { referencesOf } from './references.ts'
import { searchable } from './text.ts'

/** The worker a case counts for, or the known worker behind a phantom; null otherwise. */
const workerOf = (one: Case) => (one.holder.kind === 'unallocated' ? null : one.holder.worker)

const searched = (text: string | null) => (text === null ? null : searchable(text))

/** Removes every row of an import's caseload; the import itself stays. */
export async function removeCaseload(scope: Scope, id: ImportId): Promise<void> {
  const db = transactionOf(scope)
  for (const table of [
    'council.source_row',
    'council.source_header',
    'council.finding',
    'council.establishment',
    'council.case',
    'council.worker',
    'council.team',
  ] as const) {
    await db
      .deleteFrom(table)
      .where('organisation', '=', scope.organisation)
      .where('import', '=', id)
      .execute()
  }
}

/** Writes a caseload and the rows behind it. */
export async function saveCaseload(
  scope: Scope,
  id: ImportId,
  caseload: Caseload,
  rows: readonly SourceRow[],
): Promise<void> {
  const reference = await referencesOf(scope)
  const fixed = { import: id }
  await insertMany<Team>(
    scope,
    'team',
    fixed,
    {
      id: ['uuid', (team) => reference.team(team.id)],
      position: ['integer', (_, index) => index],
      team: ['text', (team) => team.id],
      name: ['text', (team) => team.name],
      parent: ['text', (team) => team.parent],
    },
    caseload.teams,
  )
  await insertMany<Worker>(
    scope,
    'worker',
    fixed,
    {
      id: ['uuid', (worker) => reference.worker(worker.id)],
      position: ['integer', (_, index) => index],
      worker: ['text', (worker) => searchable(worker.id)],
      team: ['text', (worker) => searched(worker.team)],
      facts: ['json', (worker) => JSON.stringify(worker)],
    },
    caseload.workers,
  )
  await insertMany<Case>(
    scope,
    'case',
    fixed,
    {
      id: ['uuid', (one) => reference.child(one.child)],
      position: ['integer', (_, index) => index],
      child: ['text', (one) => searchable(one.child)],
      status: ['text', (one) => one.status],
      team: ['text', (one) => searched(one.team)],
      holder: ['text', (one) => one.holder.kind],
      worker: ['text', (one) => searched(workerOf(one))],
      family: ['text', (one) => searched(one.family)],
      facts: ['json', (one) => JSON.stringify(one)],
    },
    caseload.cases,
  )
  await insertMany<Finding>(
    scope,
    'finding',
    fixed,
    {
      number: ['integer', (_, index) => index + 1],
      code: ['text', (finding) => finding.code],
      effect: ['text', (finding) => finding.effect],
      changes_figures: ['boolean', (finding) => finding.changesFigures],
      file: ['text', (finding) => finding.file],
      sheet: ['text', (finding) => finding.sheet],
      question: ['text', (finding) => finding.question?.key ?? null],
      facts: ['json', (finding) => JSON.stringify(finding)],
    },
    caseload.findings,
  )

  const numbers = new Map<string, number>()
  const headers: { number: number; file: string; sheet: string; text: string }[] = []
  const seen = new Set<string>()
  const kept: { header: number; row: number; cells: string[] }[] = []
  for (const { from, headers: names, cells } of rows) {
    const text = JSON.stringify(names)
    const key = JSON.stringify([from.file, from.sheet, text])
    let number = numbers.get(key)
    if (number === undefined) {
      number = numbers.size + 1
      numbers.set(key, number)
      headers.push({ number, file: from.file, sheet: from.sheet, text })
    }
    const place = `${number}:${from.row}`
    if (seen.has(place)) continue
    seen.add(place)
    kept.push({ header: number, row: from.row, cells })
  }
  await insertMany<(typeof headers)[number]>(
    scope,
    'source_header',
    fixed,
    {
      number: ['integer', (header) => header.number],
      file: ['text', (header) => searchable(header.file)],
      sheet: ['text', (header) => searchable(header.sheet)],
      headers: ['json', (header) => header.text],
    },
    headers,
  )
  await insertMany<(typeof kept)[number]>(
    scope,
    'source_row',
    fixed,
    {
      header: ['integer', (row) => row.header],
      row: ['integer', (row) => row.row],
      cells: ['json', (row) => JSON.stringify(row.cells)],
    },
    kept,
  )
}
