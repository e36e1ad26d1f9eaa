import { existsSync } from 'node:fs'
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClientConfig } from 'pg'
import type { Result } from '../kit/index.ts'
import { ok } from '../kit/index.ts'
import { checkSafety, otherSides } from './check.ts'
import type { Connections } from './connect.ts'
import { openPool, withClient } from './connect.ts'
import type { Host } from './host/host.ts'
import { joinHost, startHost } from './host/host.ts'
import { migrate, prepared } from './migrate.ts'
import type { StoreProblem } from './problem.ts'
import { trouble } from './problem.ts'
import type { Side } from './side.ts'

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

export interface Opening {
  kind: 'embedded' | 'external'
  app: ClientConfig
  owner: ClientConfig | null
  host: Host | null
  joined: boolean
  options: StoreOptions
  onProgress: (stage: string) => void
}

/** A database brought up to this version, on which our promises hold. */
export interface Database {
  readonly kind: Opening['kind']
  readonly app: Connections
  readonly owner: Connections | null
  /** True where another process runs the database. */
  readonly joined: boolean
  about(): Promise<{ server: string; bytes: number; where: string; migrations: number }>
  announce(address: string): Promise<void>
  close(): Promise<void>
}

/** What a side prepares beside its tables, and starts once they are there. */
export interface Beside {
  prepare(owner: Connections): Promise<void>
  start(app: Connections): Promise<void>
}

/** Where the database of a side is: the embedded PostgreSQL of a folder, or the one that an address names. */
export async function placeOf(
  options: StoreOptions,
  side: Side,
): Promise<Result<Opening, StoreProblem>> {
  const onProgress = options.onProgress ?? (() => undefined)
  if (options.databaseUrl !== undefined && options.databaseUrl !== null) {
    return ok({
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
  const others = await belongsToOther(options.dataFolder, side)
  if (others) return otherSides(side.schema)
  const hostOptions = {
    folder: options.dataFolder,
    names: side,
    ...(options.programs === undefined ? {} : { programs: options.programs }),
    onProgress,
  }
  let joined = false
  let host = await startHost(hostOptions)
  if (!host.ok && host.problem.code === 'folder-in-use' && options.whenRunning === 'join') {
    host = await joinHost(options.dataFolder, side)
    joined = true
  }
  if (!host.ok) return host
  return ok({
    kind: 'embedded',
    app: host.value.connection('app'),
    owner: host.value.connection('owner'),
    host: host.value,
    joined,
    options,
    onProgress,
  })
}

/**
 * Whether a data folder is the other side's: its server must not even be started. A folder from before
 * there were two sides is the council's.
 */
async function belongsToOther(folder: string, side: Side): Promise<boolean> {
  const mark = join(folder, 'side')
  const [said] = /^(?:council|branch)$/m.exec(await readFile(mark, 'utf8').catch(() => '')) ?? []
  const whose = said ?? (existsSync(join(folder, 'database')) ? 'council' : side.schema)
  if (whose !== side.schema) return true
  // A folder that cannot be made or written to is told of by whoever needs it next.
  if (said === undefined) await markAs(mark, folder, side).catch(() => undefined)
  return false
}

/** On the disk before anything else is in the folder, so that no power cut leaves a database without it. */
async function markAs(mark: string, folder: string, side: Side): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o755 })
  for (const [path, flags, text] of [
    [mark, 'w', `${side.schema}\n`],
    [folder, 'r', null],
  ] as const) {
    const file = await open(path, flags)
    try {
      if (text !== null) await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
  }
}

/**
 * Opens a database of one side and brings its tables up to this version. Refuses one on which our
 * promises would not hold, and the other side's.
 */
export async function openDatabase(
  opening: Opening,
  side: Side,
  beside: Beside,
): Promise<Result<Database, StoreProblem>> {
  const { host, joined, options } = opening
  const app = openPool(opening.app, options.connections ?? 10)
  let owner = opening.owner === null ? null : openPool(opening.owner, 2)

  const giveUp = async (problem: StoreProblem): Promise<Result<Database, StoreProblem>> => {
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
            (select pg_has_role(n.nspowner, 'usage') from pg_namespace n where n.nspname = $1),
            has_database_privilege(current_database(), 'create')) as owns`,
        [side.schema],
      )
      return rows[0]
    })
    const safe = await withClient(app, (client) => checkSafety(client, side.schema))
    // Tables that are missing or lack their policies are put right by preparing; all else is refused first.
    if (!safe.ok && safe.problem.code !== 'tables-without-row-security') {
      return await giveUp(safe.problem)
    }

    if (owner === null && login?.owns === true) owner = openPool(opening.app, 2)
    if (!joined && owner !== null) {
      const preparing = owner
      opening.onProgress('Preparing the database: bringing its tables up to date')
      const done = await migrate(preparing, login?.login ?? side.logins.app, side.schema, () =>
        beside.prepare(preparing),
      )
      if (!done.ok) return await giveUp(done.problem)
    } else {
      const fits = await withClient(app, (client) => prepared(client, side.schema))
      if (!fits.ok) return await giveUp(fits.problem)
    }
    const stillSafe = await withClient(app, (client) => checkSafety(client, side.schema))
    if (!stillSafe.ok) return await giveUp(stillSafe.problem)
    if (!joined) await beside.start(app)
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

  let closing: Promise<void> | null = null
  return ok({
    kind: opening.kind,
    app,
    owner,
    joined,
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
        await app.end()
        await owner?.end()
        await host?.stop()
      })()),
  })
}
