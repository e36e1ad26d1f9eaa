import { sql } from 'kysely'
import type { Scope } from '../scope.ts'
import { transactionOf } from '../scope.ts'
import { plain } from './text.ts'

type ColumnType = 'uuid' | 'text' | 'integer' | 'boolean' | 'json'

/** Rows a statement carries at most: 2,000 cases are about 2 MB of text. */
const AT_ONCE = 2_000

const stored = (value: unknown): unknown => (typeof value === 'string' ? plain(value) : value)

/**
 * Adds many rows to one table of the scope's organisation. Columns go as arrays (`unnest`), a few
 * statements for a whole caseload.
 *
 * NOTE: COPY would be the usual way; PostgreSQL refuses COPY into a table with row security.
 */
export async function insertMany<T>(
  scope: Scope,
  table: string,
  fixed: Record<string, string>,
  columns: Record<string, [ColumnType, (row: T, index: number) => unknown]>,
  rows: readonly T[],
): Promise<void> {
  const transaction = transactionOf(scope)
  const names = Object.keys(columns)
  const into = sql.join(
    ['organisation', ...Object.keys(fixed), ...names].map((name) => sql.ref(name)),
  )
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = rows.slice(from, from + AT_ONCE)
    const arrays = names.map((name) => {
      const [type, value] = columns[name] as [ColumnType, (row: T, index: number) => unknown]
      return sql`${some.map((row, index) => stored(value(row, from + index)))}::${sql.raw(type)}[]`
    })
    await sql`
      insert into ${sql.table(`council.${table}`)} (${into})
      select ${sql.join([scope.organisation, ...Object.values(fixed)].map((value) => sql`${value}::uuid`))}, given.*
      from unnest(${sql.join(arrays)}) as given`.execute(transaction)
  }
}
