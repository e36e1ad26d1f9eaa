import type { Brand } from '../kit/index.ts'
import type { Kysely, Transaction } from 'kysely'
import { sql } from 'kysely'
import type { Sight } from '../core/rights/index.ts'
import { tellPolicies } from './sight.ts'
import type { Tables } from './tables.ts'
import { transactions, type Enter } from './transactions.ts'
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

const council = transactions<Tables>(SETTINGS)

/** The transaction of a scope, for the queries of this room. */
export const transactionOf = (scope: Scope | DirectoryScope): Transaction<Tables> =>
  council.of(scope)

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
  ): Promise<T> =>
    council.run(db, organisation, entering(organisation, viewer), work)

/** Begins the sight of one organisation in a transaction. */
const entering =
  (organisation: OrganisationId, viewer: Viewer | null): Enter<Tables, Scope> =>
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
  async <T>(organisation: OrganisationId, ask: (scope: Scope) => Promise<T>): Promise<T> =>
    wholeNow() === null
      ? council.ask(
          db,
          (): Scope => Object.freeze({ organisation, viewer: null, closed: NONE }),
          ask,
        )
      : inOrganisation(db)(organisation, ask)

const NONE: ReadonlySet<string> = new Set()

/** One transaction that sees the directory of organisations only. */
export const inDirectory =
  (db: Kysely<Tables>) =>
  <T>(work: (scope: DirectoryScope) => Promise<T>): Promise<T> => {
    const enter: Enter<Tables, DirectoryScope> = async (transaction) => {
      await sql`select set_config('app.directory', 'on', true)`.execute(transaction)
      return Object.freeze({}) as DirectoryScope
    }
    return council.run(db, null, enter, work)
  }
