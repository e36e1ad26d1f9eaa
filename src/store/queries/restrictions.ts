import { sql } from 'kysely'
import type { ChildId, TeamId, WorkerId } from '../../core/model/index.ts'
import type { ImportId } from '../ids.ts'
import { isId } from '../ids.ts'
import type { Scope } from '../scope.ts'
import { transactionOf } from '../scope.ts'
import { plain, searchable } from './text.ts'

/** Restricts a record to people named, or names others. */
export async function restrict(
  scope: Scope,
  child: ChildId,
  change: { names: readonly string[]; by: string; at: Date },
): Promise<void> {
  const db = transactionOf(scope)
  await db
    .insertInto('council.restriction')
    .values({
      organisation: scope.organisation,
      child: searchable(child),
      set_by: change.by,
      set_at: change.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await db
    .deleteFrom('council.restriction_name')
    .where('organisation', '=', scope.organisation)
    .where('child', '=', searchable(child))
    .where('ends_at', 'is', null)
    .execute()
  for (const account of change.names) {
    await sql`
      insert into council.restriction_name (organisation, child, account, ends_at)
      values (${scope.organisation}, ${searchable(child)}, ${account}, null)
      on conflict (organisation, child, account) do update set ends_at = null`.execute(db)
  }
}

export async function lift(scope: Scope, child: ChildId): Promise<void> {
  await transactionOf(scope)
    .deleteFrom('council.restriction')
    .where('organisation', '=', scope.organisation)
    .where('child', '=', searchable(child))
    .execute()
}

/** Who is named for a record; null where it is not restricted. */
export async function namesOf(scope: Scope, child: ChildId): Promise<string[] | null> {
  const db = transactionOf(scope)
  const is = await db
    .selectFrom('council.restriction')
    .select('child')
    .where('organisation', '=', scope.organisation)
    .where('child', '=', searchable(child))
    .executeTakeFirst()
  if (is === undefined) return null
  const rows = await db
    .selectFrom('council.restriction_name')
    .select('account')
    .where('organisation', '=', scope.organisation)
    .where('child', '=', searchable(child))
    .where('ends_at', 'is', null)
    .execute()
  return rows.map((row) => row.account)
}

/** Whether a record is open to an account now: named for it, or opened by it for a reason. */
export async function isOpenTo(scope: Scope, child: ChildId, account: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from council.restriction_name
    where organisation = ${scope.organisation} and child = ${searchable(child)}
      and account = ${account} and (ends_at is null or ends_at > now())`.execute(
    transactionOf(scope),
  )
  return rows.length > 0
}

export interface Opening {
  id: string
  account: string
  name: string
  record: string
  reason: string
  at: Date
  seenAt: Date | null
}

/** Opens a restricted record to one account until `ends`, for a reason that the auditor reads. */
export async function open(
  scope: Scope,
  child: ChildId,
  fields: { account: string; record: string; reason: string; at: Date; ends: Date },
): Promise<void> {
  const db = transactionOf(scope)
  await sql`
    insert into council.restriction_name (organisation, child, account, ends_at)
    values (${scope.organisation}, ${searchable(child)}, ${fields.account}, ${fields.ends})
    on conflict (organisation, child, account) do update
      set ends_at = case when restriction_name.ends_at is null then null else excluded.ends_at end`.execute(
    db,
  )
  await db
    .insertInto('council.opening')
    .values({
      organisation: scope.organisation,
      account: fields.account,
      record: fields.record,
      reason: plain(fields.reason),
      at: fields.at,
      seen_by: null,
      seen_at: null,
    })
    .execute()
}

/** Restricted records that were opened for a reason, newest first. */
export async function openings(scope: Scope, count: number): Promise<Opening[]> {
  const rows = await transactionOf(scope)
    .selectFrom('council.opening as o')
    .innerJoin('council.account as a', (join) =>
      join.onRef('a.organisation', '=', 'o.organisation').onRef('a.id', '=', 'o.account'),
    )
    .select(['o.id', 'o.account', 'a.name', 'o.record', 'o.reason', 'o.at', 'o.seen_at'])
    .where('o.organisation', '=', scope.organisation)
    .orderBy('o.at', 'desc')
    .limit(count)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    account: row.account,
    name: row.name,
    record: row.record,
    reason: row.reason,
    at: row.at,
    seenAt: row.seen_at,
  }))
}

/** The auditor has read of an opening. */
export async function seeOpening(scope: Scope, id: string, by: string, at: Date): Promise<void> {
  if (!isId(id)) return
  await transactionOf(scope)
    .updateTable('council.opening')
    .set({ seen_by: by, seen_at: at })
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .where('seen_at', 'is', null)
    .execute()
}

/** What rights are asked about: a team, worker, case or plan, with the teams it lies within. */
export interface Placed {
  teams: TeamId[]
  worker: WorkerId | null
  child: ChildId | null
  /** Who hands a case over, or is to take it, where that was decided and counts. */
  alsoWorkers: WorkerId[]
}

interface PlacedRow {
  teams: TeamId[] | null
  worker: WorkerId | null
  also: (WorkerId | null)[] | null
  child: ChildId | null
}

const placedOf = ({ teams, worker, also, child }: PlacedRow): Placed => ({
  teams: teams ?? [],
  worker,
  child,
  alsoWorkers: (also ?? []).filter((one) => one !== null),
})

/**
 * Where a team, worker or case of an import (`null`: of the one in force), or a plan, stands, in the tree
 * of that import and of the one in force.
 */
export async function placeOf(
  scope: Scope,
  id: ImportId | null,
  kind: 'team' | 'worker' | 'case' | 'plan',
  reference: string,
): Promise<Placed | null> {
  if ((id !== null && !isId(id)) || !isId(reference)) return null
  const { rows } = await sql<PlacedRow>`
    select * from council.place_of(${scope.organisation}, ${id}, ${kind}, ${reference})`.execute(
    transactionOf(scope),
  )
  return rows[0] === undefined ? null : placedOf(rows[0])
}

/**
 * The same, and whether its record is restricted, and open to `looker`. One question: see
 * `inOneQuestion`.
 */
export async function placeFor(
  scope: Scope,
  id: ImportId | null,
  kind: 'team' | 'worker' | 'case' | 'plan',
  reference: string,
  looker: string,
): Promise<(Placed & { restricted: boolean; named: boolean }) | null> {
  if ((id !== null && !isId(id)) || !isId(reference)) return null
  const { rows } = await sql<PlacedRow & { restricted: boolean; named: boolean }>`
    select * from council.place_for(
      ${scope.organisation}, ${id}, ${kind}, ${reference}, ${looker})`.execute(transactionOf(scope))
  const [row] = rows
  return row === undefined
    ? null
    : { ...placedOf(row), restricted: row.restricted, named: row.named }
}
