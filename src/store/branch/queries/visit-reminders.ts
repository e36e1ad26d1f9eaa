import { sql } from 'kysely'
import type { IsoDate } from '../../../kit/index.ts'
import { transactionOf, type BranchScope } from '../scope.ts'

/** A reminder of one visit to one member, of the day it is on. */
export interface VisitReminder {
  visit: string
  member: string
  on: IsoDate
}

/**
 * Takes a reminder for sending, so that no other process does: true where it was never sent, or is to be
 * tried again by now.
 */
export async function take(scope: BranchScope, of: VisitReminder, at: Date): Promise<boolean> {
  const { rows } = await sql<{ member: string }>`
    insert into branch.visit_reminder (organisation, visit, member, on_day, state, at)
    values (${scope.organisation}, ${of.visit}, ${of.member}, ${of.on}, 'sending', ${at})
    on conflict (organisation, visit, member, on_day) do update set state = 'sending', at = ${at}
      where visit_reminder.state = 'waiting' and visit_reminder.try_after <= ${at}
    returning member`.execute(transactionOf(scope))
  return rows.length === 1
}

/** What became of one that was taken. */
export async function settle(
  scope: BranchScope,
  of: VisitReminder,
  to: { state: 'sent' | 'refused' } | { state: 'waiting'; tryAfter: Date },
): Promise<void> {
  await sql`
    update branch.visit_reminder set state = ${to.state},
      try_after = ${to.state === 'waiting' ? to.tryAfter : null}
    where organisation = ${scope.organisation} and visit = ${of.visit}
      and member = ${of.member} and on_day = ${of.on}`.execute(transactionOf(scope))
}

/** Forgets those of visits before a day: nobody needs to know any more. */
export async function forget(scope: BranchScope, before: IsoDate): Promise<void> {
  await sql`
    delete from branch.visit_reminder
    where organisation = ${scope.organisation} and on_day < ${before}`.execute(transactionOf(scope))
}
