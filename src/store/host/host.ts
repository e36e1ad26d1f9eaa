import type { ChildProcess } from 'node:child_process'
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import {
  chown,
  lchown,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { ClientConfig } from 'pg'
import type { Result } from '../../kit/index.ts'
import { ok } from '../../kit/index.ts'
import type { StoreProblem } from '../problem.ts'
import { trouble } from '../problem.ts'
import type { Account, OwnAccount } from './account.ts'
import { chooseAccount, closedOnTheWay } from './account.ts'
import type { Programs } from './bundle.ts'
import { copyPrograms, programsIn } from './bundle.ts'
import { holderOf, takeLock } from './lock.ts'
import type { Start } from './postmaster.ts'
import { clearReusedNumber, endServer, serverOn, startServer } from './postmaster.ts'
import { prepareLogins } from './logins.ts'

const run = promisify(execFile)

export type Login = 'app' | 'owner' | 'host'

/** Logins of a cluster and its database; a side of its own has its own. */
export interface ClusterNames {
  /** One side's is never the other's: neither could open the other's files. */
  account: OwnAccount
  logins: Readonly<Record<Login, string>>
  database: string
}

export interface HostOptions {
  /** Everything lies in here: program, database, socket, log, lock. */
  folder: string
  /** `bin` folder of a PostgreSQL on this machine, instead of the packaged one. */
  programs?: string
  names: ClusterNames
  /** Where the socket goes when the folder's own path is too long for one; `/tmp` unless given. */
  shortFolder?: string
  /** Plain words for a person who waits. */
  onProgress: (stage: string) => void
}

export interface Host {
  folder: string
  connection(login: Login, database?: string): ClientConfig
  /** Tells a second start where to find the first. */
  announce(address: string): Promise<void>
  /** Stops the database and gives the folder free. A host that only joined leaves both alone. */
  stop(): Promise<void>
}

/** The socket's path must fit `sun_path`: 108 bytes on Linux, 104 on macOS, with the closing zero. */
const SOCKET_MAX = 103
const PORT = 5432

type Secrets = Record<Login, string>

/** Where the running server answers; written at each start, read by those who join. */
interface Place {
  socket: string | null
  port: number
}

/**
 * Owns the embedded PostgreSQL of one folder: copies its program once, initialises it with
 * checksums, starts it as an unprivileged account, restarts it if it dies, stops it with us.
 *
 * A server left by a start that was killed is ended in order before ours begins.
 */
export async function startHost(options: HostOptions): Promise<Result<Host, StoreProblem>> {
  const folder = resolve(options.folder)
  try {
    await mkdir(folder, { recursive: true, mode: 0o755 })
  } catch {
    return trouble(
      'folder-not-reachable',
      `The data folder ${folder} cannot be made. Choose one that this account may write to, with FAIRLOAD_DATA.`,
    )
  }

  let lock
  try {
    lock = await takeLock(folder)
  } catch {
    return trouble(
      'folder-not-reachable',
      `The data folder ${folder} cannot be written to. Choose another with FAIRLOAD_DATA, or give this account the right to write there.`,
    )
  }
  if (!lock.ok) return lock

  const started = await begin(folder, options)
  if (!started.ok) {
    await lock.value.release()
    return started
  }
  const { place, secrets, stop } = started.value
  return ok({
    folder,
    connection: connector(options.names, place, secrets),
    announce: lock.value.announce,
    stop: async () => {
      await stop()
      await lock.value.release()
    },
  })
}

/** Uses the server that another process runs on the folder: for backups and checks while it runs. */
export async function joinHost(
  folder: string,
  names: ClusterNames,
): Promise<Result<Host, StoreProblem>> {
  const at = resolve(folder)
  const place = await readPlace(at)
  if (place === null || (await holderOf(at)) === null) {
    return trouble('folder-not-running', `Fairload is not running on the folder ${at}.`)
  }
  return ok({
    folder: at,
    connection: connector(names, place, await readSecrets(at)),
    announce: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  })
}

const connector =
  (names: ClusterNames, place: Place, secrets: Secrets | null) =>
  (login: Login, database = names.database): ClientConfig => ({
    host: place.socket ?? '127.0.0.1',
    port: place.port,
    user: names.logins[login],
    database,
    ...(secrets === null ? {} : { password: secrets[login] }),
    application_name: 'fairload',
  })

interface Begun {
  place: Place
  secrets: Secrets | null
  stop(): Promise<void>
}

async function begin(folder: string, options: HostOptions): Promise<Result<Begun, StoreProblem>> {
  const { names } = options
  const say = (stage: string) => options.onProgress(`Preparing the database: ${stage}`)

  const found =
    options.programs === undefined
      ? await copyPrograms(folder, () => say('copying'))
      : ok(programsIn(options.programs))
  if (!found.ok) return found
  const programs = found.value
  const major = await majorOf(programs)
  if (major === null) {
    return trouble(
      'no-database-program',
      `The database program ${programs.postgres} does not run on this machine. Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    )
  }

  const databases = join(folder, 'database')
  await mkdir(databases, { recursive: true, mode: 0o755 })
  const data = join(databases, String(major))
  const others = (await readdir(databases)).filter((name) => /^\d+$/.test(name))
  if (!existsSync(data) && others.length > 0) {
    return trouble(
      'folder-of-another-version',
      `The data in ${folder} was written by PostgreSQL ${others.join(' and ')}, and this installation brings PostgreSQL ${major}. Make a backup with the version of Fairload that wrote it, then restore the backup here into an empty folder.`,
    )
  }

  const present = existsSync(data) ? await stat(data) : null
  const chosen = await chooseAccount(present, names.account)
  if (!chosen.ok) return chosen
  const account = chosen.value
  if (account.run !== null) {
    const closed = await closedOnTheWay(databases)
    if (closed !== null) {
      return trouble(
        'folder-not-reachable',
        `Started as root, Fairload runs its database as an account without rights, which cannot pass the folder ${closed}. Choose a data folder it can reach, such as /var/lib/fairload, or start Fairload as an ordinary user.`,
      )
    }
  }

  const secrets = process.platform === 'win32' ? await makeSecrets(folder) : null
  await endServer(data, programs)
  await clearReusedNumber(data)
  if (present === null) {
    say('initialising')
    const made = await initialise(data, programs, account, secrets, names)
    if (!made.ok) return made
  } else if (account.run !== null && present.uid !== account.run.uid) {
    await own(data, account)
  }
  await writeAccess(data, account, secrets, names)

  say('starting')
  const place: Place =
    process.platform === 'win32'
      ? { socket: null, port: await freePort() }
      : { socket: await socketFolder(folder, account, options.shortFolder ?? '/tmp'), port: PORT }
  const log = join(folder, 'database.log')
  await trimLog(log)
  const start: Start = { programs, data, log, account, socket: place.socket, port: place.port }
  let child = await startServer(start)
  if (child === null) {
    return trouble(
      'database-did-not-start',
      `The database in ${folder} did not start. ${await lastWords(log)} The full log is ${log}.`,
    )
  }
  await writeFile(join(folder, 'place.json'), JSON.stringify(place), { mode: 0o600 })

  const connect = connector(names, place, secrets)
  try {
    await prepareLogins(connect('host', 'postgres'), names.logins, names.database, secrets)
  } catch (error) {
    await endServer(data, programs)
    return trouble(
      'database-did-not-start',
      `The database in ${folder} started but could not be prepared. ${await lastWords(log)} The full log is ${log}. ${error instanceof Error && 'code' in error ? `(${String(error.code)})` : ''}`.trim(),
    )
  }

  let stopping = false
  // Leaving without closing (an uncaught fault) still ends the server in order.
  const atExit = () => {
    if (child?.pid !== undefined && child.exitCode === null) child.kill('SIGINT')
  }
  process.on('exit', atExit)
  // Tried until it comes back: a full disk stops it for as long as the disk is full.
  const restart = async () => {
    while (!stopping) {
      const next = await startServer(start)
      if (next === null) {
        await wait(1_000)
        continue
      }
      child = next
      if (stopping) await endServer(data, programs)
      else watch(next)
      return
    }
  }
  const watch = (server: ChildProcess) => {
    server.unref()
    server.once('exit', () => {
      if (!stopping) void restart()
    })
  }
  watch(child)

  return ok({
    place,
    secrets,
    stop: async () => {
      stopping = true
      process.removeListener('exit', atExit)
      await endServer(data, programs)
      await rm(join(folder, 'place.json'), { force: true })
      if (place.socket !== null && !place.socket.startsWith(folder)) {
        await rm(place.socket, { recursive: true, force: true })
      }
    },
  })
}

async function majorOf(programs: Programs): Promise<number | null> {
  try {
    const { stdout } = await run(programs.postgres, ['--version'])
    const match = /(\d+)(?:\.|devel|beta|rc)/.exec(stdout)
    return match === null ? null : Number(match[1])
  } catch {
    return null
  }
}

/** Makes the cluster beside its place and moves it there when it is whole: half a cluster is never taken for one. */
async function initialise(
  data: string,
  programs: Programs,
  account: Account,
  secrets: Secrets | null,
  names: ClusterNames,
): Promise<Result<void, StoreProblem>> {
  const draft = `${data}.draft`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { mode: 0o700 })
  if (account.initialise !== null) {
    await chown(draft, account.initialise.uid, account.initialise.gid)
  }
  const words = `${data}.words`
  try {
    if (secrets !== null) await writeFile(words, `${secrets.host}\n`, { mode: 0o600 })
    await run(
      programs.initdb,
      [
        '-D',
        draft,
        '-U',
        names.logins.host,
        '--encoding=UTF8',
        '--locale=C',
        '--data-checksums',
        ...(secrets === null
          ? ['--auth=peer', '--auth-host=reject']
          : ['--auth=scram-sha-256', `--pwfile=${words}`]),
      ],
      {
        ...(account.initialise ?? {}),
        cwd: draft,
        windowsHide: true,
        ...(process.platform === 'win32' ? {} : { env: { LC_ALL: 'C', TZ: 'UTC' } }),
      },
    )
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    const said =
      error instanceof Error && 'stderr' in error && typeof error.stderr === 'string'
        ? (error.stderr.trim().split('\n').pop() ?? '')
        : ''
    return trouble(
      'database-did-not-start',
      `The database could not be initialised in ${data}: ${said || 'its program ended without a word'}.`,
    )
  } finally {
    await rm(words, { force: true })
  }
  await own(draft, account)
  await rename(draft, data)
  const parent = await open(join(data, '..'), 'r')
  await parent.sync().catch(() => undefined)
  await parent.close()
  return ok(undefined)
}

/** Gives a folder and all in it to the account that runs the database. */
async function own(path: string, account: Account): Promise<void> {
  if (account.run === null) return
  const { uid, gid } = account.run
  for (const entry of await readdir(path, { withFileTypes: true, recursive: true })) {
    await lchown(join(entry.parentPath, entry.name), uid, gid)
  }
  await chown(path, uid, gid)
}

/**
 * Who may log in. On a socket: the operating system says who is there, and only the account that
 * runs Fairload, and root, are let in (`peer` with a map). On Windows: passwords by SCRAM, on 127.0.0.1 alone.
 */
async function writeAccess(
  data: string,
  account: Account,
  secrets: Secrets | null,
  names: ClusterNames,
): Promise<void> {
  const rules =
    secrets === null
      ? 'local all all peer map=fairload\n'
      : 'host all all 127.0.0.1/32 scram-sha-256\n'
  const people = new Set([account.self ?? 'root', 'root'])
  const map = [...people]
    .flatMap((person) =>
      Object.values(names.logins).map((login) => `fairload "${person}" ${login}\n`),
    )
    .join('')
  for (const [name, content] of [
    ['pg_hba.conf', rules],
    ['pg_ident.conf', secrets === null ? map : ''],
  ] as const) {
    const path = join(data, name)
    await writeFile(path, content, { mode: 0o600 })
    if (account.run !== null) await chown(path, account.run.uid, account.run.gid)
  }
}

/** A folder of mode 0700 for the socket: in the data folder, or a short one where that path is too long. */
async function socketFolder(folder: string, account: Account, short: string): Promise<string> {
  const before = await readPlace(folder)
  if (before?.socket && !before.socket.startsWith(folder)) {
    await rm(before.socket, { recursive: true, force: true })
  }
  const inside = join(folder, 'run')
  const fits = Buffer.byteLength(join(inside, `.s.PGSQL.${PORT}`)) <= SOCKET_MAX
  const path = fits ? inside : await mkdtemp(join(short, 'fairload-'))
  // What an earlier server left there (its socket's lock names a process number) would stop ours.
  await rm(path, { recursive: true, force: true })
  await mkdir(path, { mode: 0o700 })
  if (account.run !== null) await chown(path, account.run.uid, account.run.gid)
  return path
}

async function readPlace(folder: string): Promise<Place | null> {
  try {
    return JSON.parse(await readFile(join(folder, 'place.json'), 'utf8')) as Place
  } catch {
    return null
  }
}

async function readSecrets(folder: string): Promise<Secrets | null> {
  try {
    return JSON.parse(await readFile(join(folder, 'secrets.json'), 'utf8')) as Secrets
  } catch {
    return null
  }
}

async function makeSecrets(folder: string): Promise<Secrets> {
  const known = await readSecrets(folder)
  if (known !== null) return known
  const word = () => randomBytes(32).toString('base64url')
  const secrets: Secrets = { app: word(), owner: word(), host: word() }
  await writeFile(join(folder, 'secrets.json'), JSON.stringify(secrets), { mode: 0o600 })
  return secrets
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  if (address === null || typeof address === 'string') throw new Error('No port is free')
  return address.port
}

/** Keeps one earlier log of at most 5 MB. */
async function trimLog(log: string): Promise<void> {
  try {
    if ((await stat(log)).size > 5_000_000) await rename(log, `${log}.1`)
  } catch {
    // No log yet.
  }
}

async function lastWords(log: string): Promise<string> {
  await wait(20)
  try {
    const lines = (await readFile(log, 'utf8')).trim().split('\n').slice(-200)
    const said = lines.filter((line) => /(FATAL|PANIC|ERROR):/.test(line)).pop()
    return said === undefined ? '' : `It said: ${said.replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '')}.`
  } catch {
    return ''
  }
}

/** The process id of the embedded server on a folder, for checks and crash tests; null where none runs. */
export async function embeddedServer(folder: string): Promise<number | null> {
  const databases = join(resolve(folder), 'database')
  if (!existsSync(databases)) return null
  for (const name of await readdir(databases)) {
    if (!/^\d+$/.test(name)) continue
    const pid = await serverOn(join(databases, name))
    if (pid !== null) return pid
  }
  return null
}
