import { sql } from 'kysely'
import type { Case, ChildId, Worker, WorkerId } from '../../core/model/index.ts'
import type { ImportId, Reference } from '../ids.ts'
import type { Scope } from '../scope.ts'
import { transactionOf } from '../scope.ts'
import { widened } from '../sight.ts'
import { isClosed, RESTRICTED } from './caseloads.ts'
import { searchable } from './text.ts'

export interface AlsoHeld {
  cases: Case[]
  workers: Worker[]
  references: {
    case: ReadonlyMap<ChildId, Reference>
    worker: ReadonlyMap<WorkerId, Reference>
  }
}

/**
 * These cases and workers of an import, whoever may see them: what decisions that are in sight move into
 * or out of the part of a caseload that was loaded. The record of a child that is restricted stays
 * without its name; stand-ins are numbered from `number`.
 */
export async function alsoHeld(
  scope: Scope,
  id: ImportId,
  of: {
    children: readonly ChildId[]
    workers: readonly WorkerId[]
    /** Every case in the name of these too. */
    heldBy?: readonly WorkerId[]
    number: number
  },
): Promise<AlsoHeld> {
  const db = transactionOf(scope)
  const { heldBy = [] } = of
  if (of.children.length === 0 && of.workers.length === 0 && heldBy.length === 0) {
    return { cases: [], workers: [], references: { case: new Map(), worker: new Map() } }
  }
  const { cases, workers } = await widened(
    scope,
    'app.sees',
    () => 'house',
    async () => ({
      cases: await sql<{ id: Reference; facts: Case }>`
        select id, facts from council."case"
        where organisation = ${scope.organisation} and import = ${id}
          and (child = any(${of.children.map(searchable)}::text[])
            or worker = any(${heldBy.map(searchable)}::text[]))
        order by position`.execute(db),
      workers: await sql<{ id: Reference; facts: Worker }>`
        select id, facts from council.worker
        where organisation = ${scope.organisation} and import = ${id}
          and worker = any(${of.workers.map(searchable)}::text[])
        order by position`.execute(db),
    }),
  )
  const shown = cases.rows.map(({ facts }, i) =>
    isClosed(scope, facts.child)
      ? { ...facts, child: `${RESTRICTED} ${of.number + i}` as ChildId, from: [] }
      : facts,
  )
  return {
    cases: shown,
    workers: workers.rows.map((row) => row.facts),
    references: {
      case: new Map(shown.map(({ child }, i) => [child, cases.rows[i]?.id as Reference])),
      worker: new Map(workers.rows.map((row) => [row.facts.id, row.id])),
    },
  }
}
