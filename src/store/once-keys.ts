import type { Transaction } from 'kysely'
import { sql } from 'kysely'
import type { OnceAsked } from './once.ts'

/** Days for which a request that comes again is known. */
const KEPT_DAYS = 7

export interface OnceKeys<S> {
  /**
   * Takes a key in the scope's own transaction; where another request is under way with it, waits for
   * that one to end. Forgets keys older than a week.
   *
   * @returns null where it was free; else what was asked with it and what was answered.
   */
  take(scope: S, asked: OnceAsked): Promise<{ asked: Buffer; answer: Buffer | null } | null>
  /** Keeps the answer beside the key; `null` frees the key: nothing was done with it. */
  keep(scope: S, asked: OnceAsked, answer: Buffer | null): Promise<void>
}

/** Keys of requests in a side's own table. */
export function onceKeys<S extends { organisation: string }, DB>(
  name: 'council.once' | 'branch.once',
  transactionOf: (scope: S) => Transaction<DB>,
): OnceKeys<S> {
  const table = sql.table(name)
  const mine = (scope: S, { account, key }: OnceAsked) =>
    sql`organisation = ${scope.organisation} and account = ${account} and key_hash = ${key}`
  return {
    take: async (scope, asked) => {
      const db = transactionOf(scope)
      await sql`delete from ${table} where (organisation, account, key_hash) in (
        select organisation, account, key_hash from ${table}
        where organisation = ${scope.organisation} and at < now() - make_interval(days => ${KEPT_DAYS})
        for update skip locked)`.execute(db)
      const taken = await sql`insert into ${table} (organisation, account, key_hash, asked_hash)
        values (${scope.organisation}, ${asked.account}, ${asked.key}, ${asked.asked})
        on conflict do nothing returning at`.execute(db)
      if (taken.rows.length > 0) return null
      const { rows } = await sql<{ asked: Buffer; answer: Buffer | null }>`
        select asked_hash as asked, answer from ${table} where ${mine(scope, asked)}`.execute(db)
      const [before] = rows
      if (before === undefined) throw new Error('A key that is taken is there')
      return before
    },
    keep: async (scope, asked, answer) => {
      await (
        answer === null
          ? sql`delete from ${table} where ${mine(scope, asked)}`
          : sql`update ${table} set answer = ${answer} where ${mine(scope, asked)}`
      ).execute(transactionOf(scope))
    },
  }
}
