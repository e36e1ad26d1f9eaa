import type { Kysely, Transaction } from 'kysely'
import { sql } from 'kysely'
import { notNow } from './connect.ts'
import { wholeNow } from './whole.ts'

/** Takes back what a transaction wrote when it ends in a problem, then carries the problem out. */
class Undone extends Error {
  readonly result: unknown
  constructor(result: unknown) {
    super('Undone')
    this.result = result
  }
}

const failed = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'ok' in value && value.ok === false

/** Begins a scope in a transaction: tells the policies for whom it works. */
export type Enter<DB, S> = (transaction: Transaction<DB>) => Promise<S>

export interface Transactions<DB> {
  /** The transaction of a scope, for the queries of this room. */
  of(scope: object): Transaction<DB>
  /**
   * Runs `work` in a transaction of its own, or as one piece of the whole that the caller runs in. A
   * thrown error, or a `Result` that is not ok, leaves nothing written.
   *
   * @param organisation whose whole it may be a piece of; null: of any.
   */
  run<S extends object, T>(
    db: Kysely<DB>,
    organisation: string | null,
    enter: Enter<DB, S>,
    work: (scope: S) => Promise<T>,
  ): Promise<T>
  /** Asks one question in a scope that is no transaction. It changes nothing, so it may be asked again. */
  ask<S extends object, T>(
    db: Kysely<DB>,
    scope: () => S,
    ask: (scope: S) => Promise<T>,
  ): Promise<T>
}

/** As many as a pool may hold: each may have broken with the server that it led to. */
const MOST_AGAIN = 12

/** @param settings what the policies of this side are told by; taken back between pieces of a whole. */
export function transactions<DB>(settings: readonly string[]): Transactions<DB> {
  const held = new WeakMap<object, Transaction<DB>>()

  async function scoped<S extends object, T>(
    db: Kysely<DB>,
    enter: Enter<DB, S>,
    work: (scope: S) => Promise<T>,
  ): Promise<T> {
    for (let again = MOST_AGAIN; ; again -= 1) {
      let entered: S | null = null
      try {
        return await db.transaction().execute(async (transaction) => {
          const scope = await enter(transaction)
          entered = scope
          held.set(scope, transaction)
          const result = await work(scope)
          if (failed(result)) throw new Undone(result)
          return result
        })
      } catch (error) {
        if (error instanceof Undone) return error.result as T
        // A connection that broke while it lay idle: nothing of ours has run yet.
        if (entered !== null || again === 0 || !notNow(error)) throw error
      } finally {
        if (entered !== null) held.delete(entered)
      }
    }
  }

  /** The same as one piece of a whole: what another piece may see, or failed to do, is not its own. */
  async function asPart<S extends object, T>(
    transaction: Transaction<DB>,
    enter: Enter<DB, S>,
    work: (scope: S) => Promise<T>,
  ): Promise<T> {
    await sql`savepoint part`.execute(transaction)
    let entered: S | null = null
    try {
      await sql`select set_config(name, '', true) from unnest(${[...settings]}::text[]) as name`.execute(
        transaction,
      )
      entered = await enter(transaction)
      held.set(entered, transaction)
      const result = await work(entered)
      if (failed(result)) throw new Undone(result)
      await sql`release savepoint part`.execute(transaction)
      return result
    } catch (error) {
      // On a connection that broke there is nothing to go back to: the error says so.
      await sql`rollback to savepoint part`.execute(transaction).catch(() => undefined)
      if (error instanceof Undone) return error.result as T
      throw error
    } finally {
      if (entered !== null) held.delete(entered)
    }
  }

  return {
    of: (scope) => {
      const transaction = held.get(scope)
      if (transaction === undefined) throw new Error('This scope has ended')
      return transaction
    },
    run: (db, organisation, enter, work) => {
      const whole = wholeNow()
      return whole && (organisation === null || whole.organisation === organisation)
        ? whole.part((transaction) => asPart(transaction as Transaction<DB>, enter, work))
        : scoped(db, enter, work)
    },
    ask: async (db, scopeOf, ask) => {
      for (let again = MOST_AGAIN; ; again -= 1) {
        const scope = scopeOf()
        held.set(scope, db as Transaction<DB>)
        try {
          return await ask(scope)
        } catch (error) {
          if (again === 0 || !notNow(error)) throw error
        } finally {
          held.delete(scope)
        }
      }
    },
  }
}
