import { sql } from 'kysely'
import type { IsoDate } from '../../kit/index.ts'
import type { Scope } from '../scope.ts'
import { transactionOf } from '../scope.ts'

/** People who want no message. */
export async function off(scope: Scope): Promise<ReadonlySet<string>> {
  const rows = await transactionOf(scope)
    .selectFrom('council.digest_off')
    .select('account')
    .where('organisation', '=', scope.organisation)
    .execute()
  return new Set(rows.map(({ account }) => account))
}

/** Turns the messages to somebody on or off. */
export async function turn(
  scope: Scope,
  account: string,
  to: { on: boolean; at: Date },
): Promise<void> {
  const db = transactionOf(scope)
  if (to.on) {
    await db
      .deleteFrom('council.digest_off')
      .where('organisation', '=', scope.organisation)
      .where('account', '=', account)
      .execute()
    return
  }
  await db
    .insertInto('council.digest_off')
    .values({ organisation: scope.organisation, account, at: to.at })
    .onConflict((conflict) => conflict.columns(['organisation', 'account']).doNothing())
    .execute()
}

/** Who need not be thought of at a moment of a day: told, nothing to tell, refused, or not yet to be tried again. */
export async function settled(scope: Scope, day: IsoDate, at: Date): Promise<ReadonlySet<string>> {
  const rows = await transactionOf(scope)
    .selectFrom('council.digest')
    .select('account')
    .where('organisation', '=', scope.organisation)
    .where('on_day', '=', day)
    .where((eb) => eb.or([eb('state', '<>', 'waiting'), eb('try_after', '>', at)]))
    .execute()
  return new Set(rows.map(({ account }) => account))
}

/**
 * Takes somebody's message of a day in hand: true for one process alone, until it says how it ended.
 * One that dies over it leaves it so: nobody knows whether the message went, so it does not go again.
 */
export async function take(
  scope: Scope,
  account: string,
  day: IsoDate,
  at: Date,
): Promise<boolean> {
  const { rows } = await sql`
    insert into council.digest as d (organisation, account, on_day, state, tries, try_after)
    values (${scope.organisation}, ${account}, ${day}, 'sending', 1, ${at})
    on conflict (organisation, account, on_day) do update
      set state = 'sending', tries = d.tries + 1
      where d.state = 'waiting' and d.try_after <= ${at}
    returning 1`.execute(transactionOf(scope))
  return rows.length > 0
}

/** Notes that there is nothing to tell somebody on a day. */
export async function nothing(
  scope: Scope,
  account: string,
  day: IsoDate,
  at: Date,
): Promise<void> {
  await sql`
    insert into council.digest (organisation, account, on_day, state, tries, try_after)
    values (${scope.organisation}, ${account}, ${day}, 'nothing', 1, ${at})
    on conflict (organisation, account, on_day) do nothing`.execute(transactionOf(scope))
}

/** Says how a message that was taken in hand ended; `waiting`: it is tried again after a moment. */
export async function settle(
  scope: Scope,
  account: string,
  day: IsoDate,
  to: { state: 'sent' | 'refused' } | { state: 'waiting'; tryAfter: Date },
): Promise<void> {
  await transactionOf(scope)
    .updateTable('council.digest')
    .set(to.state === 'waiting' ? { state: to.state, try_after: to.tryAfter } : { state: to.state })
    .where('organisation', '=', scope.organisation)
    .where('account', '=', account)
    .where('on_day', '=', day)
    .execute()
}

/** Forgets the days before one. */
export async function forget(scope: Scope, before: IsoDate): Promise<void> {
  await transactionOf(scope)
    .deleteFrom('council.digest')
    .where('organisation', '=', scope.organisation)
    .where('on_day', '<', before)
    .execute()
}
