import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type { ClientBase } from 'pg'
import type { Result } from '../kit/index.ts'
import { ok } from '../kit/index.ts'
import type { Connections } from './connect.ts'
import { withClient } from './connect.ts'
import type { StoreProblem } from './problem.ts'
import { trouble } from './problem.ts'
import type { Side } from './side.ts'

export interface Migration {
  number: number
  name: string
  sql: string
  sha256: string
}

const HERE = new URL('./migrations/', import.meta.url)

/** The migrations of this version, in order. Each has run whole or not at all. */
export async function migrations(side: Side['schema']): Promise<Migration[]> {
  const folder = new URL(`${side}/`, HERE)
  const names = (await readdir(folder)).filter((name) => /^[0-9]{4}-.*[.]sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      const sql = (await readFile(new URL(name, folder), 'utf8')).replaceAll('\r\n', '\n')
      const sha256 = createHash('sha256').update(sql).digest('hex')
      return { number: Number(name.slice(0, 4)), name: name.slice(5, -4), sql, sha256 }
    }),
  )
}

/** Numbers and checksums of the migrations a database has had; null where it was never prepared. */
export async function applied(
  client: ClientBase,
): Promise<{ number: number; sha256: string }[] | null> {
  const there = await client.query<{ there: boolean }>(
    `select to_regclass('upkeep.migration') is not null as there`,
  )
  if (there.rows[0]?.there !== true) return null
  const rows = await client.query<{ number: number; sha256: string }>(
    'select number, sha256 from upkeep.migration order by number',
  )
  return rows.rows
}

/** Why a database does not fit this version, or null where it does or can be brought up to it. */
export function misfit(
  known: readonly Migration[],
  had: readonly { number: number; sha256: string }[],
): StoreProblem | null {
  for (const one of had) {
    const ours = known.find((migration) => migration.number === one.number)
    if (ours === undefined) {
      return {
        code: 'database-newer',
        sentence:
          'This database was written by a newer version of Fairload. Start that version, or a later one; this one has changed nothing.',
      }
    }
    if (ours.sha256 !== one.sha256) {
      return {
        code: 'database-changed',
        sentence: `Step ${one.number} of preparing this database was another than this version's. Start the version of Fairload that prepared it, make a backup, and restore it into an empty database with this one.`,
      }
    }
  }
  return null
}

/** What stands before the first migration. Exported for tests that prepare an earlier version. */
export const booksOf = (side: Side['schema']): string => `
create schema if not exists upkeep;
create table if not exists upkeep.migration (
  number integer primary key,
  name text not null,
  sha256 text not null,
  applied_at timestamptz not null default now()
);
create table if not exists upkeep.turn (single boolean primary key check (single));
insert into upkeep.turn values (true) on conflict do nothing;
create schema if not exists ${side};
`

/** Two starters may both make the books at once; one of them is told so and looks again. */
const RACE = new Set(['23505', '42P06', '42P07', '40001', '40P01', 'XX000'])

/**
 * Brings a database up to this version, as the owner of its tables.
 *
 * Safe with several starters at once: each takes the one row of `upkeep.turn` first (no advisory
 * lock, which a pooler or another engine may not honour), and what is done is read under it.
 *
 * @param prepareMore makes or upgrades what is no migration (the job tables); in its turn, after them.
 */
export async function migrate(
  owner: Connections,
  app: string,
  side: Side['schema'],
  prepareMore: () => Promise<void>,
): Promise<Result<{ applied: number }, StoreProblem>> {
  const known = await migrations(side)
  const grants = await readFile(new URL(`${side}/grants.sql`, HERE), 'utf8')
  for (let attempt = 0; ; attempt += 1) {
    try {
      await withClient(owner, (client) => client.query(booksOf(side)))
      break
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      if (!RACE.has(code) || attempt === 20) throw error
      await wait(50)
    }
  }
  return withClient(owner, async (turn) => {
    await turn.query('begin')
    await turn.query('select 1 from upkeep.turn for update')
    const had = (await applied(turn)) ?? []
    const problem = misfit(known, had)
    if (problem !== null) {
      await turn.query('rollback')
      return { ok: false as const, problem }
    }
    const done = new Set(had.map((one) => one.number))
    const pending = known.filter((migration) => !done.has(migration.number))
    for (const migration of pending) {
      await withClient(owner, async (client) => {
        await client.query('begin')
        await client.query(migration.sql)
        await client.query(
          'insert into upkeep.migration (number, name, sha256) values ($1, $2, $3)',
          [migration.number, migration.name, migration.sha256],
        )
        await client.query('commit')
      })
    }
    await prepareMore()
    await withClient(owner, async (client) => {
      await client.query('begin')
      await client.query(grants.replaceAll(':app', client.escapeIdentifier(app)))
      await client.query('commit')
    })
    await turn.query('commit')
    return ok({ applied: pending.length })
  })
}

/** Whether a database that this login may not prepare is already what this version needs. */
export async function prepared(
  client: ClientBase,
  side: Side['schema'],
): Promise<Result<void, StoreProblem>> {
  const known = await migrations(side)
  const had = await applied(client)
  const problem = had === null ? null : misfit(known, had)
  if (problem !== null) return { ok: false, problem }
  if (had === null || had.length < known.length) {
    return trouble(
      'database-not-prepared',
      'This database has not been prepared for this version, and the login in DATABASE_URL may not do it. Start once with FAIRLOAD_MIGRATION_URL set to the login that owns the database.',
    )
  }
  return ok(undefined)
}
