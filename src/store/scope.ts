import type { Brand } from '../kit/index.ts'
import type { Kysely, Transaction } from 'kysely'
import { sql } from 'kysely'
import type { Sight } from '../core/rights/index.ts'
import { notNow } from './connect.ts'
import { tellPolicies } from './sight.ts'
import type { Tables } from './tables.ts'
import { wholeNow } from './whole.ts'

export type OrganisationId = Brand<string, 'OrganisationId'>

/**
 * The right to read and write one organisation's rows until the transaction ends. It is only ever
 * made by `inOrganisation`; the queries of this room take it, and nothing else reaches the database.
 */
export interface Scope {
  readonly organisation: OrganisationId
  /** For whom; null for the house's own work, which sees every record. */
  readonly viewer: Viewer | null
  /** Children whose record is closed to the viewer, as they are searched by: counted, never named. */
  readonly closed: ReadonlySet<string>
}

/** Whose eyes a transaction has, and how far they reach. */
export interface Viewer {
  account: string
  sight: Sight
}

/** The right to read which organisations there are, and nothing else. */
export type DirectoryScope = Brand<object, 'DirectoryScope'>

const transactions = new WeakMap<object, Transaction<Tables>>()

/** The transaction of a scope, for the queries of this room. */
export function transactionOf(scope: Scope | DirectoryScope): Transaction<Tables> {
  const transaction = transactions.get(scope)
  if (transaction === undefined) throw new Error('This scope has ended')
  return transaction
}

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

type Enter<S> = (transaction: Transaction<Tables>) => Promise<S>

async function scoped<S extends Scope | DirectoryScope, T>(
  db: Kysely<Tables>,
  enter: Enter<S>,
  work: (scope: S) => Promise<T>,
): Promise<T> {
  for (let again = MOST_AGAIN; ; again -= 1) {
    let entered: S | null = null
    try {
      return await db.transaction().execute(async (transaction) => {
        const scope = await enter(transaction)
        entered = scope
        transactions.set(scope, transaction)
        const result = await work(scope)
        if (failed(result)) throw new Undone(result)
        return result
      })
    } catch (error) {
      if (error instanceof Undone) return error.result as T
      // A connection that broke while it lay idle: nothing of ours has run yet.
      if (entered !== null || again === 0 || !notNow(error)) throw error
    } finally {
      if (entered !== null) transactions.delete(entered)
    }
  }
}

const SETTINGS = [
  'app.organisation',
  'app.sees',
  'app.closed',
  'app.workers',
  'app.teams',
  'app.counting',
  'app.rows',
  'app.places',
  'app.directory',
]

/** The same as one piece of a whole: what another piece may see, or failed to do, is not its own. */
async function asPart<S extends Scope | DirectoryScope, T>(
  transaction: Transaction<Tables>,
  enter: Enter<S>,
  work: (scope: S) => Promise<T>,
): Promise<T> {
  await sql`savepoint part`.execute(transaction)
  let entered: S | null = null
  try {
    await sql`select set_config(name, '', true) from unnest(${SETTINGS}::text[]) as name`.execute(
      transaction,
    )
    entered = await enter(transaction)
    transactions.set(entered, transaction)
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
    if (entered !== null) transactions.delete(entered)
  }
}

/** As many as a pool may hold: each may have broken with the server that it led to. */
const MOST_AGAIN = 12

/**
 * One transaction, or one piece of the whole that the caller runs in, in which only one
 * organisation's rows exist, and of its records those that
 * `viewer` may see; all of them for the house's own work (`null`). A thrown error, or a `Result`
 * that is not ok, leaves nothing written.
 */
export const inOrganisation =
  (db: Kysely<Tables>) =>
  <T>(
    organisation: OrganisationId,
    work: (scope: Scope) => Promise<T>,
    viewer: Viewer | null = null,
  ): Promise<T> => {
    const enter = entering(organisation, viewer)
    const whole = wholeNow()
    return whole?.organisation === organisation
      ? whole.part((transaction) => asPart(transaction, enter, work))
      : scoped(db, enter, work)
  }

/** Begins the sight of one organisation in a transaction. */
const entering =
  (organisation: OrganisationId, viewer: Viewer | null): Enter<Scope> =>
  (transaction) =>
    // NOTE: its settings are for this transaction only. A setting of the session would stay with a
    // pooled connection and be the next request's: 300 of 300 trials saw foreign rows that way.
    tellPolicies(transaction, organisation, viewer)

/**
 * The same for one statement that says itself for whom it is asked (`council.enter`), in the house's
 * own name: it is a transaction by itself. One that does not say so is shown nothing. A piece like any
 * other within a whole.
 */
export const inOneQuestion =
  (db: Kysely<Tables>) =>
  async <T>(organisation: OrganisationId, ask: (scope: Scope) => Promise<T>): Promise<T> => {
    if (wholeNow() !== null) return inOrganisation(db)(organisation, ask)
    for (let again = MOST_AGAIN; ; again -= 1) {
      const scope: Scope = Object.freeze({ organisation, viewer: null, closed: NONE })
      transactions.set(scope, db as Transaction<Tables>)
      try {
        return await ask(scope)
      } catch (error) {
        // It changes nothing, so that it may be asked again whatever became of it.
        if (again === 0 || !notNow(error)) throw error
      } finally {
        transactions.delete(scope)
      }
    }
  }

const NONE: ReadonlySet<string> = new Set()

/** One transaction that sees the directory of organisations only. */
export const inDirectory =
  (db: Kysely<Tables>) =>
  <T>(work: (scope: DirectoryScope) => Promise<T>): Promise<T> => {
    const enter: Enter<DirectoryScope> = async (transaction) => {
      await sql`select set_config('app.directory', 'on', true)`.execute(transaction)
      return Object.freeze({}) as DirectoryScope
    }
    const whole = wholeNow()
    return whole
      ? whole.part((transaction) => asPart(transaction, enter, work))
      : scoped(db, enter, work)
  }
