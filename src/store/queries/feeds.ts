import { sql } from 'kysely'
import type { Scope } from '../scope.ts'
import { transactionOf } from '../scope.ts'

/** When somebody's calendar feed was made and last read; its secret is nowhere but with them. */
export interface StoredFeed {
  madeAt: Date
  lastReadAt: Date | null
}

/** One entry of a feed. */
export interface FeedItem {
  what: string
  /** What it is about, as an id: it is shown nowhere. */
  about: string
  /** `2026-11-24`, or with a time `2026-11-24T10:00`. */
  starts: string
}

/** An entry as the feed has it: under the same id for ever, with a number that rises by each change. */
export interface FeedEntry extends FeedItem {
  id: string
  sequence: number
  changedAt: Date
  cancelled: boolean
}

export async function get(scope: Scope, account: string): Promise<StoredFeed | null> {
  const row = await transactionOf(scope)
    .selectFrom('council.calendar_feed')
    .select(['made_at', 'last_read_at'])
    .where('organisation', '=', scope.organisation)
    .where('account', '=', account)
    .executeTakeFirst()
  return row === undefined ? null : { madeAt: row.made_at, lastReadAt: row.last_read_at }
}

/** Makes somebody's feed; the one before it, and its address, is gone. */
export async function make(
  scope: Scope,
  account: string,
  of: { hash: Buffer; at: Date },
): Promise<void> {
  await end(scope, account)
  await transactionOf(scope)
    .insertInto('council.calendar_feed')
    .values({
      organisation: scope.organisation,
      account,
      secret_hash: of.hash,
      made_at: of.at,
      last_read_at: null,
    })
    .execute()
}

/** Ends somebody's feed. @returns whether there was one. */
export async function end(scope: Scope, account: string): Promise<boolean> {
  const { numDeletedRows } = await transactionOf(scope)
    .deleteFrom('council.calendar_feed')
    .where('organisation', '=', scope.organisation)
    .where('account', '=', account)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

/** Whose feed has this secret; it is locked until the transaction ends, and was read now. */
export async function behind(scope: Scope, hash: Buffer, at: Date): Promise<string | null> {
  const row = await transactionOf(scope)
    .updateTable('council.calendar_feed')
    .set({ last_read_at: at })
    .where('organisation', '=', scope.organisation)
    .where('secret_hash', '=', hash)
    .returning('account')
    .executeTakeFirst()
  return row?.account ?? null
}

/**
 * Brings what a feed shows up to what waits now, and gives it back with what ended since `keep`. What
 * moved, ended or came again has a higher number under its own id.
 */
export async function show(
  scope: Scope,
  account: string,
  items: readonly FeedItem[],
  { at, keep }: { at: Date; keep: Date },
): Promise<FeedEntry[]> {
  const db = transactionOf(scope)
  const { rows } = await sql<{
    id: string
    what: string
    about: string
    starts: string
    sequence: number
    changed_at: Date
    cancelled_at: Date | null
  }>`
    select * from council.calendar_entry
    where organisation = ${scope.organisation} and account = ${account} for update`.execute(db)
  const key = ({ what, about }: Pick<FeedItem, 'what' | 'about'>): string => `${what}\n${about}`
  const now = new Map(items.map((item) => [key(item), item]))
  const there = new Map(rows.map((row) => [key(row), row]))
  for (const row of rows) {
    const item = now.get(key(row))
    const isSame = item ? row.cancelled_at === null && row.starts === item.starts : false
    if (isSame || (!item && row.cancelled_at !== null)) continue
    await db
      .updateTable('council.calendar_entry')
      .set({
        starts: item?.starts ?? row.starts,
        sequence: row.sequence + 1,
        changed_at: at,
        cancelled_at: item ? null : at,
      })
      .where('organisation', '=', scope.organisation)
      .where('id', '=', row.id)
      .execute()
  }
  const added = items.filter((item) => !there.has(key(item)))
  if (added.length > 0) {
    await db
      .insertInto('council.calendar_entry')
      .values(
        added.map(({ what, about, starts }) => ({
          organisation: scope.organisation,
          account,
          what,
          about,
          starts,
          changed_at: at,
          cancelled_at: null,
        })),
      )
      .execute()
  }
  await db
    .deleteFrom('council.calendar_entry')
    .where('organisation', '=', scope.organisation)
    .where('account', '=', account)
    .where('cancelled_at', '<', keep)
    .execute()
  const shown = await db
    .selectFrom('council.calendar_entry')
    .selectAll()
    .where('organisation', '=', scope.organisation)
    .where('account', '=', account)
    .orderBy('starts')
    .orderBy('id')
    .execute()
  return shown.map((row) => ({
    id: row.id,
    what: row.what,
    about: row.about,
    starts: row.starts,
    sequence: row.sequence,
    changedAt: row.changed_at,
    cancelled: row.cancelled_at !== null,
  }))
}
