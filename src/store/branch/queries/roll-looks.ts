import { sql } from 'kysely'
import { transactionOf, type BranchScope } from '../scope.ts'

export const lookReasons = [
  'member-asked',
  'case',
  'meeting',
  'membership',
  'office',
  'correct',
  'export',
] as const
export type LookReason = (typeof lookReasons)[number]

export interface StoredLook {
  by: string
  reason: LookReason
  at: Date
}

/** Writes down that somebody opened entries, before they see them. */
export async function note(
  scope: BranchScope,
  members: readonly string[],
  look: StoredLook,
): Promise<void> {
  if (members.length === 0) return
  await sql`
    insert into branch.roll_look (organisation, member, looked_by, reason, at)
    select ${scope.organisation}, of, ${look.by}, ${look.reason}, ${look.at}
    from unnest(${[...members]}::uuid[]) as of`.execute(transactionOf(scope))
}

/** Who looked at somebody's entry, the newest first: shown to them alone. */
export async function about(scope: BranchScope, member: string): Promise<StoredLook[]> {
  const { rows } = await sql<StoredLook>`
    select looked_by as by, reason, at from branch.roll_look
    where organisation = ${scope.organisation} and member = ${member}
    order by at desc, id limit 500`.execute(transactionOf(scope))
  return rows
}

/** Whether somebody said already why they look, since a moment. */
export async function hasLooked(
  scope: BranchScope,
  member: string,
  by: string,
  since: Date,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from branch.roll_look
    where organisation = ${scope.organisation} and member = ${member} and looked_by = ${by}
      and at >= ${since} limit 1`.execute(transactionOf(scope))
  return rows.length > 0
}
