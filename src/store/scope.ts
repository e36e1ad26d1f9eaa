import type { Brand } from '../kit/index.ts'
import type { Kysely, Transaction } from 'kysely'
import { sql } from 'kysely'
import type { Tables } from './tables.ts'

export type OrganisationId = Brand<string, 'OrganisationId'>

/**
 * The right to read and write one organisation's rows until the transaction ends. It is only ever
 * made by `inOrganisation`; the queries of this room take it, and nothing else reaches the database.
 */
export interface Scope {
  readonly organisation: OrganisationId
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

async function scoped<S extends Scope | DirectoryScope, T>(
  db: Kysely<Tables>,
  scope: S,
  setting: string,
  value: string,
  work: (scope: S) => Promise<T>,
): Promise<T> {
  try {
    return await db.transaction().execute(async (transaction) => {
      // NOTE: true = for this transaction only. A setting of the session would stay with a pooled
      // connection and be the next request's: 300 of 300 trials saw foreign rows that way.
      await sql`select set_config(${setting}, ${value}, true)`.execute(transaction)
      transactions.set(scope, transaction)
      const result = await work(scope)
      if (failed(result)) throw new Undone(result)
      return result
    })
  } catch (error) {
    if (error instanceof Undone) return error.result as T
    throw error
  } finally {
    transactions.delete(scope)
  }
}

/**
 * One transaction in which only one organisation's rows exist. A thrown error, or a `Result` that
 * is not ok, leaves nothing written.
 */
export const inOrganisation =
  (db: Kysely<Tables>) =>
  <T>(organisation: OrganisationId, work: (scope: Scope) => Promise<T>): Promise<T> =>
    scoped<Scope, T>(db, Object.freeze({ organisation }), 'app.organisation', organisation, work)

/** One transaction that sees the directory of organisations only. */
export const inDirectory =
  (db: Kysely<Tables>) =>
  <T>(work: (scope: DirectoryScope) => Promise<T>): Promise<T> =>
    scoped<DirectoryScope, T>(db, Object.freeze({}) as DirectoryScope, 'app.directory', 'on', work)
