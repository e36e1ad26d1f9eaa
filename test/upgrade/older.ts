import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { ClientConfig } from 'pg'
import { verifyBackup } from '../../src/store/index.ts'
import { COUNCIL } from '../../src/store/council-side.ts'
import { partsOf } from '../../src/store/backup/read.ts'
import { booksOf, migrations } from '../../src/store/migrate.ts'
import type { Engine } from '../seeds/database.ts'

/** What a release kept, as its own `fairload backup` wrote it; named by its last migration. */
export const RELEASES = [4, 60] as const

export const releaseFile = (release: (typeof RELEASES)[number]): string =>
  fileURLToPath(
    new URL(`../samples/releases/${String(release).padStart(4, '0')}.backup`, import.meta.url),
  )

export interface OlderDatabase {
  logins: { app: ClientConfig; owner: ClientConfig; host: ClientConfig }
  /** As the server's own superuser, whom no policy hides a row from. */
  host: pg.Client
  /** Tables of that version that held rows, with the columns they had. */
  columns: ReadonlyMap<string, readonly string[]>
}

/** A database as an earlier version left it: prepared up to one migration, filled with a release's rows. */
export async function olderDatabase(
  engine: Engine,
  schema: number,
  release: (typeof RELEASES)[number],
): Promise<OlderDatabase> {
  const logins = await engine.database()
  const owner = new pg.Client(logins.owner)
  await owner.connect()
  await owner.query(booksOf('council'))
  for (const { number, name, sql, sha256 } of await migrations('council')) {
    if (number > schema) break
    await owner.query('begin')
    await owner.query(sql)
    await owner.query('insert into upkeep.migration (number, name, sha256) values ($1, $2, $3)', [
      number,
      name,
      sha256,
    ])
    await owner.query('commit')
  }
  await owner.end()

  const host = new pg.Client(logins.host)
  await host.connect()
  const columns = new Map<string, readonly string[]>()
  await host.query(`set session_replication_role = replica`)
  for (const [table, written] of await rowsIn(releaseFile(release))) {
    const known = await columnsIn(host, table)
    if (known.length === 0) continue
    const kept = written.columns.filter((column) => known.includes(column))
    const at = kept.map((column) => written.columns.indexOf(column))
    columns.set(table, kept)
    for (const cells of written.rows) {
      await host.query(
        `insert into council."${table}" (${kept.map((name) => `"${name}"`).join(', ')})
          values (${kept.map((_, n) => `$${n + 1}`).join(', ')})`,
        at.map((n) => cells[n] ?? null),
      )
    }
  }
  await host.query(`set session_replication_role = origin`)
  return { logins, host, columns }
}

async function columnsIn(host: pg.Client, table: string): Promise<string[]> {
  const { rows } = await host.query<{ name: string }>(
    `select attname as name from pg_attribute
      where attrelid = to_regclass($1) and attnum > 0 and not attisdropped and attgenerated = ''`,
    [`council."${table}"`],
  )
  return rows.map(({ name }) => name)
}

/** The rows of a backup, each cell as its text; null where it holds none. */
async function rowsIn(path: string) {
  const verified = await verifyBackup(path)
  if (!verified.ok) throw new Error(verified.problem.sentence)
  const tables = new Map<string, { columns: string[]; rows: (string | null)[][] }>()
  let rest = ''
  let open: { columns: string[]; rows: (string | null)[][] } | null = null
  for await (const part of partsOf(path, verified.value.size)) {
    if (part.kind === 'table') {
      open = { columns: part.columns, rows: [] }
      tables.set(part.table, open)
      rest = ''
    } else if (part.kind === 'rows') {
      const lines = (rest + part.bytes.toString('utf8')).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) open?.rows.push(line.split('\t').map(cell))
    }
  }
  return tables
}

const ESCAPED: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v' }

/** A cell of COPY's text form. */
const cell = (text: string): string | null =>
  text === '\\N' ? null : text.replace(/\\(.)/gs, (_, letter: string) => ESCAPED[letter] ?? letter)

/** Rows and hash of each table over the columns it had before. */
export async function sumsOver(
  host: pg.Client,
  columns: OlderDatabase['columns'],
): Promise<Record<string, { rows: number; hash: string }>> {
  const sums: Record<string, { rows: number; hash: string }> = {}
  for (const [table, names] of columns) {
    const { rows } = await host.query<{ rows: number; hash: string }>(
      `select count(*)::int as rows,
        md5(coalesce(string_agg(line, e'\\n' order by line collate "C"), '')) as hash
        from (select row(${names.map((name) => `"${name}"`).join(', ')})::text as line
          from council."${table}") as each`,
    )
    if (rows[0]) sums[table] = rows[0]
  }
  return sums
}

/** Tables that today's backup holds. */
export const tablesNow = (): string[] => COUNCIL.tables.map(({ name }) => name)
