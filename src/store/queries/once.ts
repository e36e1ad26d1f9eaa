import { sql } from 'kysely'
import type { Scope } from '../scope.ts'
import { transactionOf } from '../scope.ts'

/** Days for which a request that comes again is known. */
const KEPT_DAYS = 7

/** Who asks, and the hashes of the key they sent and of what they ask with it. */
export interface OnceAsked {
  account: string
  key: Buffer
  asked: Buffer
}

/**
 * Takes a key in the scope's own transaction; where another request is under way with it, waits for
 * that one to end. Forgets keys older than a week.
 *
 * @returns null where it was free; else what was asked with it and what was answered.
 */
export async function take(
  scope: Scope,
  { account, key, asked }: OnceAsked,
): Promise<{ asked: Buffer; answer: Buffer | null } | null> {
  const db = transactionOf(scope)
  await sql`delete from council.once where (organisation, account, key_hash) in (
    select organisation, account, key_hash from council.once
    where organisation = ${scope.organisation} and at < now() - make_interval(days => ${KEPT_DAYS})
    for update skip locked)`.execute(db)
  const taken = await db
    .insertInto('council.once')
    .values({ organisation: scope.organisation, account, key_hash: key, asked_hash: asked })
    .onConflict((conflict) => conflict.doNothing())
    .returning('at')
    .executeTakeFirst()
  if (taken !== undefined) return null
  const before = await db
    .selectFrom('council.once')
    .select(['asked_hash', 'answer'])
    .where('organisation', '=', scope.organisation)
    .where('account', '=', account)
    .where('key_hash', '=', key)
    .executeTakeFirstOrThrow()
  return { asked: before.asked_hash, answer: before.answer }
}

/** Keeps the answer beside the key; `null` frees the key: nothing was done with it. */
export async function keep(
  scope: Scope,
  { account, key }: OnceAsked,
  answer: Buffer | null,
): Promise<void> {
  const mine = sql`organisation = ${scope.organisation} and account = ${account} and key_hash = ${key}`
  await (
    answer === null
      ? sql`delete from council.once where ${mine}`
      : sql`update council.once set answer = ${answer} where ${mine}`
  ).execute(transactionOf(scope))
}
