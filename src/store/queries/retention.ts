import type { Expression, SqlBool } from 'kysely'
import { sql } from 'kysely'
import type { IsoDate } from '../../kit/index.ts'
import type { ImportId } from '../ids.ts'
import type { Scope } from '../scope.ts'
import { transactionOf } from '../scope.ts'
import { clear } from './imports.ts'
import { takeTurn } from './register.ts'

/** What is older than these goes; null keeps it for ever. */
export interface RetentionLimits {
  /** By the day of its lists. */
  superseded: IsoDate | null
  /** By when it was refused or undone, or received where it failed. */
  ended: Date | null
  files: Date | null
  sessions: Date | null
  attempts: Date | null
}

/** What goes, or went, by each rule. */
export interface RetentionCount {
  superseded: number
  ended: number
  /** Cases and rows of files within both. */
  rows: number
  files: number
  /** Bytes of those files. */
  bytes: number
  sessions: number
  attempts: number
}

/** The import in force and the one before it: the figures that stand, and those that stand if it is undone. */
const STANDING = 2

/** Counts what the limits say goes, and removes it where asked. An entry of the record, an agreement and what stands are never among it. */
export async function retain(
  scope: Scope,
  limits: RetentionLimits,
  how: { carryOut: boolean; at: Date },
): Promise<RetentionCount> {
  const db = transactionOf(scope)
  // No file is received meanwhile: it might be one whose bytes are going.
  if (how.carryOut) await takeTurn(scope)
  const { rows: standing } = await sql<{ id: string }>`
    select id from council.import
    where organisation = ${scope.organisation} and state = 'accepted' and purged_at is null
    order by as_of desc, decided_at desc, number desc limit ${STANDING}`.execute(db)
  const kept = standing.map(({ id }) => id)
  const { rows: imports } = await sql<{ id: ImportId; superseded: boolean }>`
    select id, state = 'accepted' as superseded from council.import
    where organisation = ${scope.organisation} and purged_at is null
      and id <> all(${kept}::uuid[])
      and (
        (state = 'accepted' and as_of < ${limits.superseded}::date)
        or (state in ('refused', 'undone', 'failed')
          and coalesce(decided_at, received_at) < ${limits.ended}::timestamptz)
      )
    order by number
    for no key update`.execute(db)
  const going = imports.map(({ id }) => id)
  const { rows: held } = await sql<{ rows: number }>`
    select ((select count(*) from council."case"
        where organisation = ${scope.organisation} and import = any(${going}::uuid[]))
      + (select count(*) from council.source_row
        where organisation = ${scope.organisation} and import = any(${going}::uuid[])))::int as rows`.execute(
    db,
  )
  // Bytes that an import may still be read from stay: one that stands, or is not decided on.
  const { rows: files } = await sql<{ id: string; size: number }>`
    select u.id, u.size::float8 as size from council.upload u
    where u.organisation = ${scope.organisation} and u.received_at < ${limits.files}::timestamptz
      and exists (
        select from council.upload_chunk c where c.organisation = u.organisation and c.upload = u.id)
      and not exists (
        select from council.import_file f
        join council.import i on i.organisation = f.organisation and i.id = f.import
        where f.organisation = u.organisation and f.upload = u.id
          and (i.id = any(${kept}::uuid[]) or i.state in ('received', 'reading', 'checked')))`.execute(
    db,
  )
  const sessions = sql<SqlBool>`coalesce(ended_at, last_used_at) < ${limits.sessions}::timestamptz`
  const attempts = sql<SqlBool>`at < ${limits.attempts}::timestamptz`
  const counted: RetentionCount = {
    superseded: imports.filter(({ superseded }) => superseded).length,
    ended: imports.filter(({ superseded }) => !superseded).length,
    rows: held[0]?.rows ?? 0,
    files: files.length,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    sessions: await countOf(scope, 'council.session', sessions),
    attempts: await countOf(scope, 'council.sign_in_try', attempts),
  }
  if (!how.carryOut) return counted
  await db
    .deleteFrom('council.upload_chunk')
    .where('organisation', '=', scope.organisation)
    .where('upload', '=', sql<string>`any(${files.map(({ id }) => id)}::uuid[])`)
    .execute()
  for (const id of going) await clear(scope, id, how.at)
  for (const [table, old] of [
    ['council.session', sessions],
    ['council.sign_in_try', attempts],
  ] as const) {
    await db.deleteFrom(table).where('organisation', '=', scope.organisation).where(old).execute()
  }
  return counted
}

async function countOf(
  scope: Scope,
  table: 'council.session' | 'council.sign_in_try',
  old: Expression<SqlBool>,
): Promise<number> {
  const { count } = await transactionOf(scope)
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('organisation', '=', scope.organisation)
    .where(old)
    .executeTakeFirstOrThrow()
  return count
}
