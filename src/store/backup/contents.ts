import { createHash } from 'node:crypto'
import type { PoolClient } from 'pg'
import { to } from 'pg-copy-streams'

/**
 * The tables of a backup in an order in which they can be written again: a row comes after the
 * rows it points to. A test holds this list against the tables that the database has.
 */
export const TABLES: readonly { name: string; key: readonly string[] }[] = [
  { name: 'organisation', key: ['id'] },
  { name: 'agreement', key: ['organisation', 'id'] },
  { name: 'agreement_revision', key: ['organisation', 'agreement', 'number'] },
  { name: 'agreement_signature', key: ['organisation', 'agreement', 'party'] },
  { name: 'agreement_comment', key: ['organisation', 'agreement', 'id'] },
  { name: 'agreement_adoption', key: ['organisation', 'number'] },
  { name: 'import', key: ['organisation', 'number'] },
  { name: 'upload', key: ['organisation', 'id'] },
  { name: 'upload_chunk', key: ['organisation', 'upload', 'position'] },
  { name: 'import_file', key: ['organisation', 'import', 'upload'] },
  { name: 'answer', key: ['organisation', 'id'] },
  { name: 'team', key: ['organisation', 'import', 'id'] },
  { name: 'worker', key: ['organisation', 'import', 'id'] },
  { name: 'case', key: ['organisation', 'import', 'id'] },
  { name: 'finding', key: ['organisation', 'import', 'number'] },
  { name: 'establishment', key: ['organisation', 'import', 'position'] },
  { name: 'source_header', key: ['organisation', 'import', 'number'] },
  { name: 'source_row', key: ['organisation', 'import', 'header', 'row'] },
  { name: 'account', key: ['organisation', 'id'] },
  { name: 'role_grant', key: ['organisation', 'id'] },
  { name: 'recovery_code', key: ['organisation', 'account', 'hash'] },
  { name: 'set_up_code', key: ['organisation', 'hash'] },
  { name: 'session', key: ['organisation', 'id'] },
  { name: 'sign_in_try', key: ['organisation', 'id'] },
  { name: 'once', key: ['organisation', 'account', 'key_hash'] },
  { name: 'passkey', key: ['organisation', 'id'] },
  { name: 'passkey_challenge', key: ['organisation', 'challenge'] },
  { name: 'api_token', key: ['organisation', 'id'] },
  { name: 'restriction', key: ['organisation', 'child'] },
  { name: 'restriction_name', key: ['organisation', 'child', 'account'] },
  { name: 'opening', key: ['organisation', 'id'] },
  { name: 'calendar_feed', key: ['organisation', 'account'] },
  { name: 'calendar_entry', key: ['organisation', 'account', 'what', 'about'] },
  { name: 'digest', key: ['organisation', 'account', 'on_day'] },
  { name: 'digest_off', key: ['organisation', 'account'] },
  { name: 'figure_query', key: ['organisation', 'id'] },
  { name: 'figure_query_answer', key: ['organisation', 'query', 'number'] },
  { name: 'plan', key: ['organisation', 'number'] },
  { name: 'worker_standing', key: ['organisation', 'import', 'reference'] },
  { name: 'register_entry', key: ['organisation', 'id'] },
  { name: 'register_answer', key: ['organisation', 'entry', 'number'] },
  { name: 'decision', key: ['organisation', 'id'] },
  { name: 'decision_case', key: ['organisation', 'decision', 'child'] },
  { name: 'decision_in_play', key: ['organisation', 'child'] },
  { name: 'decision_event', key: ['organisation', 'decision', 'number'] },
  { name: 'handover_event', key: ['organisation', 'decision', 'number'] },
  { name: 'leaving', key: ['organisation', 'id'] },
  { name: 'turn', key: ['organisation', 'name'] },
  { name: 'audit_head', key: ['organisation'] },
  { name: 'audit_entry', key: ['organisation', 'sequence'] },
]

/** How values are written out, so that the same row has the same bytes from every server. */
export const SAME_TEXT = `
set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
set local bytea_output = 'hex'; set local extra_float_digits = 1; set local client_encoding = 'UTF8'`

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Columns of a table that hold what was written; those the database works out itself are left out. */
export async function columnsOf(client: PoolClient, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''
      order by attnum`,
    [`council.${quoted(table)}`],
  )
  return rows.map((row) => row.name)
}

/** The organisations there are, in the order of a backup. Needs a transaction. */
export async function organisationsIn(client: PoolClient): Promise<string[]> {
  await client.query(`select set_config('app.directory', 'on', true)`)
  const { rows } = await client.query<{ id: string }>(
    'select id from council.organisation order by id',
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
  table: (typeof TABLES)[number],
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
        `copy (select ${columns.map(quoted).join(', ')} from council.${quoted(table.name)}
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
