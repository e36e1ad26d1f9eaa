import { sql } from 'kysely'
import type { ImportId } from '../ids.ts'
import { isId } from '../ids.ts'
import type { Scope } from '../scope.ts'
import { transactionOf } from '../scope.ts'
import { widened } from '../sight.ts'

/**
 * Numbers of an import's findings whose row, or whose own words, name a child whose record is closed
 * to the viewer: counted, and never shown to them.
 */
export async function closedFindings(scope: Scope, id: ImportId): Promise<ReadonlySet<number>> {
  if (scope.closed.size === 0 || !isId(id)) return new Set()
  const { rows } = await widened(
    scope,
    'app.sees',
    () => 'house',
    () =>
      sql<{ number: number }>`
        select f.number from council.finding f
        where f.organisation = ${scope.organisation} and f.import = ${id} and (
          council.names_closed(json_build_array(coalesce(f.facts->>'value', '')))
          or exists (
            select from council.source_header h
            join council.source_row r
              on r.organisation = h.organisation and r.import = h.import and r.header = h.number
            where h.organisation = f.organisation and h.import = f.import
              and h.file = f.file and h.sheet = f.sheet and r.row = (f.facts->>'row')::integer
              and council.names_closed(r.cells)))`.execute(transactionOf(scope)),
  )
  return new Set(rows.map(({ number }) => number))
}
