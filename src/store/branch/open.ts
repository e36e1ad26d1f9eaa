import { Kysely, PostgresDialect } from 'kysely'
import { ok, type Result } from '../../kit/index.ts'
import { openDatabase, placeOf, type Opening, type StoreOptions } from '../database.ts'
import { forgetInside, knowInside } from '../inside.ts'
import { once, type Once, type OnceAsked } from '../once.ts'
import type { StoreProblem } from '../problem.ts'
import { onceKeys } from '../once-keys.ts'
import {
  inDirectory,
  inOrganisation,
  transactionOf,
  type BranchDirectory,
  type BranchId,
  type BranchScope,
  type BranchViewer,
} from './scope.ts'
import { BRANCH } from './side.ts'
import type { BranchTables } from './tables.ts'

export interface BranchStore {
  readonly kind: 'embedded' | 'external'
  /** One transaction in which only this branch's rows exist. */
  inOrganisation<T>(organisation: BranchId, work: (scope: BranchScope) => Promise<T>): Promise<T>
  /** This store with somebody's eyes: row security shows no row outside their sight. */
  as(viewer: BranchViewer): BranchStore
  /** The same store with the house's own eyes: for counts that pass a gate before anybody sees them. */
  asHouse(): BranchStore
  /** What makes a request that comes twice take effect once. */
  once(organisation: BranchId, asked: OnceAsked): Once
  /** One transaction that sees which branches there are, and no more. */
  inDirectory<T>(work: (directory: BranchDirectory) => Promise<T>): Promise<T>
  about(): Promise<{ server: string; bytes: number; where: string; migrations: number }>
  /** Tells a second start on the same folder where to find this one. */
  announce(address: string): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the branch's store: the embedded PostgreSQL of a folder, or one of its own by address. A
 * database that holds the council's side is refused.
 */
export async function openBranchStore(
  options: StoreOptions,
): Promise<Result<BranchStore, StoreProblem>> {
  const place = await placeOf(options, BRANCH)
  return place.ok ? openBranchOn(place.value) : place
}

/** Opens it on given logins. Exported for this room's tests, which make a database each. */
export async function openBranchOn(opening: Opening): Promise<Result<BranchStore, StoreProblem>> {
  const nothing = (): Promise<void> => Promise.resolve()
  const opened = await openDatabase(opening, BRANCH, { prepare: nothing, start: nothing })
  if (!opened.ok) return opened
  const { kind, app, owner, joined, ...database } = opened.value
  const db = new Kysely<BranchTables>({
    dialect: new PostgresDialect({ pool: { connect: () => app.connect(), end: () => app.end() } }),
  })
  const scoped = inOrganisation(db)
  const keys = onceKeys<BranchScope, BranchTables>('branch.once', transactionOf)
  const store: BranchStore = {
    kind,
    inOrganisation: (organisation, work) => scoped(organisation, null, work),
    asHouse: () => store,
    as: (viewer) => ({
      ...store,
      inOrganisation: (organisation, work) => scoped(organisation, viewer, work),
    }),
    once: (organisation, asked) =>
      once(
        {
          organisation,
          inHouse: (work) => scoped(organisation, null, work),
          transactionOf: (scope: BranchScope) => transactionOf(scope),
          ...keys,
        },
        asked,
      ),
    inDirectory: inDirectory(db),
    about: database.about,
    announce: database.announce,
    close: async () => {
      await database.close()
      forgetInside(store)
    },
  }
  knowInside(store, { side: BRANCH, app, owner, joined, adopt: nothing, emptiedBeside: [] })
  return ok(store)
}
