import { createHash } from 'node:crypto'
import type { PoolClient } from 'pg'
import { to } from 'pg-copy-streams'
import type { BackedTable, Side } from '../side.ts'

/** How values are written out, so that the same row has the same bytes from every server. */
export const SAME_TEXT = `
set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
set local bytea_output = 'hex'; set local extra_float_digits = 1; set local client_encoding = 'UTF8'`

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Columns of a table that hold what was written; those the database works out itself are left out. */
export async function columnsOf(
  client: PoolClient,
  { schema }: Side,
  table: string,
): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''
      order by attnum`,
    [`${schema}.${quoted(table)}`],
  )
  return rows.map((row) => row.name)
}

/** The organisations there are, in the order of a backup. Needs a transaction. */
export async function organisationsIn(client: PoolClient, { schema }: Side): Promise<string[]> {
  await client.query(`select set_config('app.directory', 'on', true)`)
  const { rows } = await client.query<{ id: string }>(
    `select id from ${schema}.organisation order by id`,
  )
  await client.query(`select set_config('app.directory', '', true)`)
  return rows.map((row) => row.id)
}

/**
 * Every row of one table as text, organisation by organisation and in the order of its key, under
 * row security like everything else: each organisation is asked for in its own name.
 */
export async function* rowsOf(
  client: PoolClient,
  { schema }: Side,
  table: BackedTable,
  columns: readonly string[],
  organisations: readonly string[],
): AsyncGenerator<Buffer> {
  for (const organisation of organisations) {
    await client.query(
      `select set_config('app.organisation', $1, true), set_config('app.sees', 'house', true)`,
      [organisation],
    )
    const stream = client.query(
      to(
        `copy (select ${columns.map(quoted).join(', ')} from ${schema}.${quoted(table.name)}
          order by ${table.key.map(quoted).join(', ')}) to stdout`,
      ),
    )
    yield* stream as AsyncIterable<Buffer>
  }
  await client.query(
    `select set_config('app.organisation', '', true), set_config('app.sees', '', true)`,
  )
}

export interface TableSum {
  rows: number
  sha256: string
}

/** Counts rows (text COPY ends each with a newline, and writes one inside a value as \n) and hashes them. */
export function summer(): { add(chunk: Buffer): void; sum(): TableSum } {
  const hash = createHash('sha256')
  let rows = 0
  return {
    add: (chunk) => {
      hash.update(chunk)
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) rows += 1
    },
    sum: () => ({ rows, sha256: hash.digest('hex') }),
  }
}
