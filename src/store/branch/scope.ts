import type { Kysely, Transaction } from 'kysely'
import { sql } from 'kysely'
import type { Brand } from '../../kit/index.ts'
import type { BranchSees } from '../../core/branch-rights/index.ts'
import { transactions } from '../transactions.ts'
import type { BranchTables } from './tables.ts'

export type BranchId = Brand<string, 'BranchId'>

/** Whose eyes a transaction has, and how far they reach. */
export interface BranchViewer {
  /** By their id on the roll; null for guests and the public. */
  member: string | null
  sees: BranchSees
  /** Whether they keep the roll: its entries are open to them alone, and to each their own. */
  keepsRoll: boolean
}

/**
 * The right to read and write one branch's rows until the transaction ends. Only `inOrganisation`
 * makes it; the queries of this room take it, and nothing else reaches the database.
 */
export interface BranchScope {
  readonly organisation: BranchId
  /** For whom; null for the house's own work, which sees every row. */
  readonly viewer: BranchViewer | null
}

/** The right to read which branches there are, and nothing else. */
export type BranchDirectory = Brand<object, 'BranchDirectory'>

const SETTINGS = ['app.organisation', 'app.sees', 'app.member', 'app.roll', 'app.directory']

const branch = transactions<BranchTables>(SETTINGS)

/** The transaction of a scope, for the queries of this room. */
export const transactionOf = (scope: BranchScope | BranchDirectory): Transaction<BranchTables> =>
  branch.of(scope)

/**
 * One transaction, or one piece of the whole that the caller runs in, in which only one branch's rows
 * exist, and of those what `viewer` may see. A thrown error, or a `Result` that is not ok, leaves
 * nothing written.
 */
export const inOrganisation =
  (db: Kysely<BranchTables>) =>
  <T>(
    organisation: BranchId,
    viewer: BranchViewer | null,
    work: (scope: BranchScope) => Promise<T>,
  ): Promise<T> =>
    branch.run(
      db,
      organisation,
      async (transaction): Promise<BranchScope> => {
        await sql`select
          set_config('app.organisation', ${organisation}, true),
          set_config('app.sees', ${viewer?.sees ?? 'house'}, true),
          set_config('app.member', ${viewer?.member ?? ''}, true),
          set_config('app.roll', ${viewer?.keepsRoll ? 'on' : ''}, true)`.execute(transaction)
        return Object.freeze({ organisation, viewer })
      },
      work,
    )

/** One transaction that sees the directory of branches only. */
export const inDirectory =
  (db: Kysely<BranchTables>) =>
  <T>(work: (directory: BranchDirectory) => Promise<T>): Promise<T> =>
    branch.run(
      db,
      null,
      async (transaction): Promise<BranchDirectory> => {
        await sql`select set_config('app.directory', 'on', true)`.execute(transaction)
        return Object.freeze({}) as BranchDirectory
      },
      work,
    )
