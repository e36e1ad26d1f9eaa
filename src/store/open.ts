import { Kysely, PostgresDialect } from 'kysely'
import type { ClientConfig } from 'pg'
import type { Result } from '../kit/index.ts'
import { ok } from '../kit/index.ts'
import { checkSafety } from './check.ts'
import type { Connections } from './connect.ts'
import { openPool, withClient } from './connect.ts'
import type { Host } from './host/host.ts'
import { joinHost, LOGIN_NAME, startHost } from './host/host.ts'
import type { Jobs, RunningJobs } from './jobs.ts'
import { prepareJobTables, sentJob, startJobs } from './jobs.ts'
import { migrate, prepared } from './migrate.ts'
import type { StoreProblem } from './problem.ts'
import { trouble } from './problem.ts'
import type { DirectoryScope, OrganisationId, Scope, Viewer } from './scope.ts'
import { inDirectory, inOneQuestion, inOrganisation } from './scope.ts'
import { once, type Once } from './once.ts'
import type { OnceAsked } from './queries/once.ts'
import { wholeNow } from './whole.ts'
import { adoptWork } from './adopt.ts'
import type { Tables } from './tables.ts'

export interface StoreOptions {
  /** The application's login on a PostgreSQL of one's own, 15 or newer; null or absent for the embedded one. */
  databaseUrl?: string | null
  /**
   * The login that owns the tables there. Without it the application's login must find the
   * database prepared, or own it: then row security is forced on it and it prepares them itself.
   */
  migrationUrl?: string | null
  /** Where the embedded database lies. */
  dataFolder: string
  /** `bin` folder of a PostgreSQL on this machine, run in place of the packaged one. */
  programs?: string
  /**
   * When another process runs the embedded database of this folder: `refuse` with a sentence, or
   * `join` it for a backup or a check. A store that joined prepares nothing and works no jobs.
   */
  whenRunning?: 'refuse' | 'join'
  onProgress?: (stage: string) => void
  /** Faults behind the pages (a job that threw, a lost connection); they hold no record. */
  onError?: (error: unknown) => void
  /** Connections of the application; 10 unless given. */
  connections?: number
}

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

/** What this room alone knows of a store. */
export interface Inside {
  app: Connections
  owner: Connections | null
  /** True where another process runs the database. */
  joined: boolean
  /** Sends jobs for imports that wait to be read and plans that wait to be made, where they have none. */
  adopt(): Promise<void>
}

const insides = new WeakMap<Store, Inside>()

export function insideOf(store: Store): Inside {
  const inside = insides.get(store)
  if (inside === undefined) throw new Error('This store is closed')
  return inside
}

/**
 * Opens the store: the embedded PostgreSQL of a folder, or the one that DATABASE_URL names.
 * Brings the tables up to this version and refuses a database on which our promises would not hold.
 */
export async function openStore(options: StoreOptions): Promise<Result<Store, StoreProblem>> {
  const onProgress = options.onProgress ?? (() => undefined)
  if (options.databaseUrl !== undefined && options.databaseUrl !== null) {
    return openOn({
      kind: 'external',
      app: { connectionString: options.databaseUrl, application_name: 'fairload' },
      owner:
        options.migrationUrl === undefined || options.migrationUrl === null
          ? null
          : { connectionString: options.migrationUrl, application_name: 'fairload preparing' },
      host: null,
      joined: false,
      options,
      onProgress,
    })
  }
  const hostOptions = {
    folder: options.dataFolder,
    ...(options.programs === undefined ? {} : { programs: options.programs }),
    onProgress,
  }
  let joined = false
  let host = await startHost(hostOptions)
  if (!host.ok && host.problem.code === 'folder-in-use' && options.whenRunning === 'join') {
    host = await joinHost(options.dataFolder)
    joined = true
  }
  if (!host.ok) return host
  return openOn({
    kind: 'embedded',
    app: host.value.connection('app'),
    owner: host.value.connection('owner'),
    host: host.value,
    joined,
    options,
    onProgress,
  })
}

interface Opening {
  kind: Store['kind']
  app: ClientConfig
  owner: ClientConfig | null
  host: Host | null
  joined: boolean
  options: StoreOptions
  onProgress: (stage: string) => void
}

/** Opens a store on given logins. Exported for this room's tests, which make a database each. */
export async function openOn(opening: Opening): Promise<Result<Store, StoreProblem>> {
  const { host, joined, options } = opening
  const onError = options.onError ?? (() => undefined)
  const app = openPool(opening.app, options.connections ?? 10)
  let owner = opening.owner === null ? null : openPool(opening.owner, 2)
  let jobs: RunningJobs | null = null

  const giveUp = async (problem: StoreProblem): Promise<Result<Store, StoreProblem>> => {
    await app.end()
    await owner?.end()
    await host?.stop()
    return { ok: false, problem }
  }

  try {
    const login = await withClient(app, async (client) => {
      const { rows } = await client.query<{ login: string; owns: boolean }>(
        `select current_user::text as login,
          coalesce(
            (select pg_has_role(n.nspowner, 'usage') from pg_namespace n where n.nspname = 'council'),
            has_database_privilege(current_database(), 'create')) as owns`,
      )
      return rows[0]
    })
    const safe = await withClient(app, checkSafety)
    // Tables that are missing or lack their policies are put right by preparing; all else is refused first.
    if (!safe.ok && safe.problem.code !== 'tables-without-row-security') {
      return await giveUp(safe.problem)
    }

    if (owner === null && login?.owns === true) owner = openPool(opening.app, 2)
    if (!joined && owner !== null) {
      const preparing = owner
      opening.onProgress('Preparing the database: bringing its tables up to date')
      const done = await migrate(preparing, login?.login ?? LOGIN_NAME.app, () =>
        prepareJobTables(preparing),
      )
      if (!done.ok) return await giveUp(done.problem)
    } else {
      const fits = await withClient(app, prepared)
      if (!fits.ok) return await giveUp(fits.problem)
    }
    const stillSafe = await withClient(app, checkSafety)
    if (!stillSafe.ok) return await giveUp(stillSafe.problem)
    if (!joined) jobs = await startJobs(app, opening.kind === 'embedded', onError)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    const said = error instanceof Error ? error.message : String(error)
    return giveUp(
      trouble(
        'database-not-reachable',
        opening.kind === 'external'
          ? `The database in DATABASE_URL could not be used: ${said}${code}. Check the address, the login and that the server runs.`
          : `The embedded database could not be used: ${said}${code}. Its log is database.log in the data folder.`,
      ).problem,
    )
  }

  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: { connect: () => app.connect(), end: () => app.end() } }),
  })
  const scoped = inOrganisation(db)
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
  let closing: Promise<void> | null = null
  const store: Store = {
    kind: opening.kind,
    inOrganisation: (organisation, work) => worked(organisation, work, null),
    inOneQuestion: inOneQuestion(db),
    asHouse: () => store,
    as: (viewer) => ({
      ...store,
      inOrganisation: (organisation, work) => worked(organisation, work, viewer),
    }),
    once: (organisation, asked) => once(db, organisation, asked),
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
    about: () =>
      withClient(app, async (client) => {
        const { rows } = await client.query<{ server: string; bytes: number; migrations: number }>(
          `select current_setting('server_version') as server,
            pg_database_size(current_database())::float8 as bytes,
            (select count(*)::int from upkeep.migration) as migrations`,
        )
        const row = rows[0]
        if (row === undefined) throw new Error('The database said nothing about itself')
        return { ...row, where: host?.folder ?? 'DATABASE_URL' }
      }),
    announce: (address) => host?.announce(address) ?? Promise.resolve(),
    close: () =>
      (closing ??= (async () => {
        await jobs?.stop()
        await app.end()
        await owner?.end()
        await host?.stop()
        insides.delete(store)
      })()),
  }
  const adopt = async () => {
    if (!joined) await adoptWork(store)
    jobs?.wake()
  }
  insides.set(store, { app, owner, joined, adopt })
  await adopt()
  return ok(store)
}

/**
 * Closes the store in order when the process is asked to end, then ends it: 0 after SIGTERM,
 * 130 after Ctrl-C. `before` runs first: it stops whatever still uses the store.
 */
export function closeOnSignals(store: Store, before: () => Promise<void>): void {
  let asked = false
  const end = (code: number) => () => {
    if (asked) return
    asked = true
    void before()
      .catch(() => undefined)
      .then(() => store.close())
      .catch(() => undefined)
      .then(() => process.exit(code))
  }
  process.on('SIGTERM', end(0))
  process.on('SIGINT', end(130))
}
