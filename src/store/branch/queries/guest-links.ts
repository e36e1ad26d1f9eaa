import { sql } from 'kysely'
import type { IsoDate } from '../../../kit/index.ts'
import { isId } from '../../ids.ts'
import type { BranchScope } from '../scope.ts'
import { transactionOf } from '../scope.ts'

export interface GuestLink {
  id: string
  label: string
  what: string
  madeAt: Date
  endsOn: IsoDate
  endedAt: Date | null
  weeks: { week: IsoDate; opened: number }[]
}

const day = (column: 'ends_on') => sql<IsoDate>`${sql.ref(column)}::text`

export async function add(
  scope: BranchScope,
  link: { hash: Buffer; label: string; what: string; by: string; at: Date; endsOn: IsoDate },
): Promise<string> {
  const { id } = await transactionOf(scope)
    .insertInto('branch.guest_link')
    .values({
      organisation: scope.organisation,
      token_hash: link.hash,
      label: link.label,
      what: link.what,
      made_by: link.by,
      made_at: link.at,
      ends_on: link.endsOn,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** All links, the newest first, with how often each was opened by week. */
export async function list(scope: BranchScope): Promise<GuestLink[]> {
  const db = transactionOf(scope)
  const rows = await db
    .selectFrom('branch.guest_link')
    .select(['id', 'label', 'what', 'made_at', 'ended_at', day('ends_on').as('ends_on')])
    .where('organisation', '=', scope.organisation)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .execute()
  const weeks = await db
    .selectFrom('branch.guest_week')
    .select(['link', sql<IsoDate>`week::text`.as('week'), 'opened'])
    .where('organisation', '=', scope.organisation)
    .orderBy('week', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    label: row.label,
    what: row.what,
    madeAt: row.made_at,
    endsOn: row.ends_on,
    endedAt: row.ended_at,
    weeks: weeks
      .filter(({ link }) => link === row.id)
      .map(({ week, opened }) => ({ week, opened })),
  }))
}

/** The link behind a token that is good on a day. */
export async function behind(
  scope: BranchScope,
  hash: Buffer,
  on: IsoDate,
): Promise<{ id: string; label: string; what: string } | null> {
  const row = await transactionOf(scope)
    .selectFrom('branch.guest_link')
    .select(['id', 'label', 'what'])
    .where('organisation', '=', scope.organisation)
    .where('token_hash', '=', hash)
    .where('ended_at', 'is', null)
    .where(sql<boolean>`ends_on >= ${on}::date`)
    .executeTakeFirst()
  return row ?? null
}

/** Ends a link; false where there is none that is open. */
export async function end(scope: BranchScope, id: string, at: Date): Promise<boolean> {
  if (!isId(id)) return false
  const ended = await transactionOf(scope)
    .updateTable('branch.guest_link')
    .set({ ended_at: at })
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return ended.numUpdatedRows > 0n
}

/** Undoes ending one; false where there is none that was ended. */
export async function reopen(scope: BranchScope, id: string): Promise<boolean> {
  if (!isId(id)) return false
  const opened = await transactionOf(scope)
    .updateTable('branch.guest_link')
    .set({ ended_at: null })
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .where('ended_at', 'is not', null)
    .executeTakeFirst()
  return opened.numUpdatedRows > 0n
}

/** Counts an opening in its week. */
export async function opened(scope: BranchScope, link: string, monday: IsoDate): Promise<void> {
  await sql`insert into branch.guest_week (organisation, link, week, opened)
    values (${scope.organisation}, ${link}, ${monday}, 1)
    on conflict (organisation, link, week) do update set opened = guest_week.opened + 1`.execute(
    transactionOf(scope),
  )
}
