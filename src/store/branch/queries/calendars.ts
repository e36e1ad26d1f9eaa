import { sql } from 'kysely'
import { transactionOf, type BranchScope } from '../scope.ts'

/** When a member’s feed was made and last read. */
export interface BranchFeed {
  madeAt: Date
  lastReadAt: Date | null
}

export type CalendarSeenBy = 'public' | 'members' | 'reps' | 'officers'

export interface StoredCalendarEntry {
  uid: string
  sequence: number
  changedAt: Date
  cancelled: boolean
  /** Its shape is the caller’s. */
  facts: unknown
}

export async function feed(scope: BranchScope, member: string): Promise<BranchFeed | null> {
  const { rows } = await sql<BranchFeed>`
    select made_at as "madeAt", last_read_at as "lastReadAt" from branch.calendar_feed
    where organisation = ${scope.organisation} and member = ${member}`.execute(transactionOf(scope))
  return rows[0] ?? null
}

/** Makes a member’s feed; the one before it, and its address, is gone. */
export async function makeFeed(
  scope: BranchScope,
  member: string,
  of: { hash: Buffer; at: Date },
): Promise<void> {
  await sql`
    insert into branch.calendar_feed (organisation, member, secret_hash, made_at)
    values (${scope.organisation}, ${member}, ${of.hash}, ${of.at})
    on conflict (organisation, member) do update
      set secret_hash = excluded.secret_hash, made_at = excluded.made_at, last_read_at = null`.execute(
    transactionOf(scope),
  )
}

/** Ends a member’s feed. @returns whether there was one. */
export async function endFeed(scope: BranchScope, member: string): Promise<boolean> {
  const { rows } = await sql`
    delete from branch.calendar_feed
    where organisation = ${scope.organisation} and member = ${member} returning member`.execute(
    transactionOf(scope),
  )
  return rows.length > 0
}

/** Whose feed has this secret; it was read now. */
export async function behind(scope: BranchScope, hash: Buffer, at: Date): Promise<string | null> {
  const { rows } = await sql<{ member: string }>`
    update branch.calendar_feed set last_read_at = ${at}
    where organisation = ${scope.organisation} and secret_hash = ${hash}
    returning member`.execute(transactionOf(scope))
  return rows[0]?.member ?? null
}

/** What feeds showed to whoever sees so far; held until the transaction ends, so that two do not count twice. */
export async function entries(
  scope: BranchScope,
  seenBy: CalendarSeenBy,
): Promise<StoredCalendarEntry[]> {
  await sql`
    select pg_advisory_xact_lock(hashtextextended(${`calendar ${scope.organisation} ${seenBy}`}, 0))`.execute(
    transactionOf(scope),
  )
  const { rows } = await sql<StoredCalendarEntry>`
    select uid, sequence, changed_at as "changedAt", cancelled, facts from branch.calendar_entry
    where organisation = ${scope.organisation} and seen_by = ${seenBy}`.execute(
    transactionOf(scope),
  )
  return rows
}

/** Writes what changed, and forgets what is to be forgotten. */
export async function saveEntries(
  scope: BranchScope,
  seenBy: CalendarSeenBy,
  changed: readonly (StoredCalendarEntry & { facts: object })[],
  forgotten: readonly string[],
): Promise<void> {
  for (const { uid, sequence, changedAt, cancelled, facts } of changed) {
    await sql`
      insert into branch.calendar_entry
        (organisation, seen_by, uid, sequence, changed_at, cancelled, facts)
      values (${scope.organisation}, ${seenBy}, ${uid}, ${sequence}, ${changedAt}, ${cancelled},
        ${JSON.stringify(facts)})
      on conflict (organisation, seen_by, uid) do update
        set sequence = excluded.sequence, changed_at = excluded.changed_at,
          cancelled = excluded.cancelled, facts = excluded.facts`.execute(transactionOf(scope))
  }
  if (forgotten.length === 0) return
  await sql`
    delete from branch.calendar_entry
    where organisation = ${scope.organisation} and seen_by = ${seenBy}
      and uid = any(${[...forgotten]}::text[])`.execute(transactionOf(scope))
}
