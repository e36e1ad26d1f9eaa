import { Kysely, PostgresDialect } from 'kysely'
import type { Result } from '../kit/index.ts'
import { ok } from '../kit/index.ts'
import { withClient } from './connect.ts'
import { COUNCIL } from './council-side.ts'
import { openDatabase, placeOf, type Opening, type StoreOptions } from './database.ts'
import { forgetInside, knowInside } from './inside.ts'
import type { Jobs, RunningJobs } from './jobs.ts'
import { prepareJobTables, SCHEMA, sentJob, startJobs } from './jobs.ts'
import type { StoreProblem } from './problem.ts'
import type { DirectoryScope, OrganisationId, Scope, Viewer } from './scope.ts'
import { inDirectory, inOneQuestion, inOrganisation, transactionOf } from './scope.ts'
import { once, type Once, type OnceAsked } from './once.ts'
import { onceKeys } from './once-keys.ts'
import { wholeNow } from './whole.ts'
import { adoptWork } from './adopt.ts'
import type { Tables } from './tables.ts'

export { insideOf } from './inside.ts'
export type { StoreOptions } from './database.ts'

export interface Store {
  /** `embedded`, or `external` by DATABASE_URL. */
  readonly kind: 'embedded' | 'external'
  /** One transaction in which only this organisation's rows exist. */
  inOrganisation<T>(organisation: OrganisationId, work: (scope: Scope) => Promise<T>): Promise<T>
  /** For the house, one question that says itself whom it is for, without a transaction around it. */
  inOneQuestion<T>(organisation: OrganisationId, ask: (scope: Scope) => Promise<T>): Promise<T>
  /** This store as one person sees it: row security shows no record outside their sight. */
  as(viewer: Viewer): Store
  /** The same store with the house's own eyes: for totals that pass a gate before anybody sees them. */
  asHouse(): Store
  /** What makes a request that comes twice take effect once. */
  once(organisation: OrganisationId, asked: OnceAsked): Once
  /** One transaction that sees which organisations there are, and no more. */
  inDirectory<T>(work: (scope: DirectoryScope) => Promise<T>): Promise<T>
  readonly jobs: Jobs
  /**
   * Has the database count its rows anew. Until it has, it takes an import that has just been saved
   * for a handful of rows and reads all of it for one team. Left to the database's own time where
   * no login that owns the tables is known.
   */
  refreshStatistics(): Promise<void>
  /** What `doctor` prints: the server's version and where the data lie. */
  about(): Promise<{ server: string; bytes: number; where: string; migrations: number }>
  /** Tells a second start on the same folder where to find this one. */
  announce(address: string): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the store: the embedded PostgreSQL of a folder, or the one that DATABASE_URL names.
 * Brings the tables up to this version and refuses a database on which our promises would not hold.
 */
export async function openStore(options: StoreOptions): Promise<Result<Store, StoreProblem>> {
  const place = await placeOf(options, COUNCIL)
  return place.ok ? openOn(place.value) : place
}

/** Opens a store on given logins. Exported for this room's tests, which make a database each. */
export async function openOn(opening: Opening): Promise<Result<Store, StoreProblem>> {
  const onError = opening.options.onError ?? (() => undefined)
  let jobs: RunningJobs | null = null
  const opened = await openDatabase(opening, COUNCIL, {
    prepare: prepareJobTables,
    start: async (pool) => {
      jobs = await startJobs(pool, opening.kind === 'embedded', onError)
    },
  })
  if (!opened.ok) return opened
  const database = opened.value
  const { app, owner, joined } = database

  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: { connect: () => app.connect(), end: () => app.end() } }),
  })
  const scoped = inOrganisation(db)
  const keys = onceKeys<Scope, Tables>('council.once', transactionOf)
  const worked = async <T>(
    organisation: OrganisationId,
    work: (scope: Scope) => Promise<T>,
    viewer: Viewer | null,
  ): Promise<T> => {
    let used: Scope | null = null
    const result = await scoped(
      organisation,
      (scope) => {
        used = scope
        return work(scope)
      },
      viewer,
    )
    const wake = () => jobs?.wake()
    const whole = wholeNow()
    if (used === null || !sentJob(used)) return result
    if (whole) whole.afterwards(wake)
    else wake()
    return result
  }
  const store: Store = {
    kind: opening.kind,
    inOrganisation: (organisation, work) => worked(organisation, work, null),
    inOneQuestion: inOneQuestion(db),
    asHouse: () => store,
    as: (viewer) => ({
      ...store,
      inOrganisation: (organisation, work) => worked(organisation, work, viewer),
    }),
    once: (organisation, asked) =>
      once(
        {
          organisation,
          inHouse: (work) => scoped(organisation, work),
          transactionOf: (scope: Scope) => transactionOf(scope),
          ...keys,
        },
        asked,
      ),
    inDirectory: inDirectory(db),
    jobs: {
      work: (name, handler, onGivenUp) => {
        if (jobs === null) throw new Error('A store that joined another works no jobs')
        jobs.work(name, handler, onGivenUp)
      },
    },
    refreshStatistics: async () => {
      if (owner === null) return
      await withClient(owner, (client) =>
        client.query(
          'analyze council.team, council.worker, council."case", council.finding, council.source_header, council.source_row',
        ),
      )
    },
    about: database.about,
    announce: database.announce,
    close: async () => {
      await jobs?.stop()
      await database.close()
      forgetInside(store)
    },
  }
  const adopt = async () => {
    if (!joined) await adoptWork(store)
    jobs?.wake()
  }
  knowInside(store, {
    side: COUNCIL,
    app,
    owner,
    joined,
    adopt,
    emptiedBeside: [`${SCHEMA}.job`],
  })
  await adopt()
  return ok(store)
}
