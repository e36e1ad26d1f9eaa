import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readdirSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { Socket } from 'node:net'
import { delimiter, join } from 'node:path'
import pg from 'pg'
import type { ClientConfig } from 'pg'
import type { Store } from '../../src/store/index.ts'
import type { Side } from '../../src/store/side.ts'
import type { Host } from '../../src/store/host/host.ts'
import { COUNCIL } from '../../src/store/council-side.ts'
import { startHost } from '../../src/store/host/host.ts'
import { openOn } from '../../src/store/open.ts'

/** A PostgreSQL that a suite can run on. */
export interface Engine {
  name: string
  /** A store on a fresh database of its own. */
  open(options?: TestStoreOptions): Promise<Store>
  /** Logins of a fresh, empty database: for tests of opening itself. */
  database(): Promise<{ app: ClientConfig; owner: ClientConfig; host: ClientConfig }>
}

export interface TestStoreOptions {
  connections?: number
  onError?: (error: unknown) => void
}

const TEST_NAME = `t${randomUUID().slice(0, 13).replace('-', '')}`
let made = 0

/**
 * A store on a fresh database of the embedded PostgreSQL. The server is started once for each
 * process, at the first call, and ends with it; nothing has to be closed.
 */
export const testStore = (options?: TestStoreOptions): Promise<Store> => embedded.open(options)

/** The embedded engine; one server a process, started when first asked for. */
export const embedded: Engine = engineOf(
  'embedded PostgreSQL',
  shared('embedded', () => hosted()),
)

/**
 * A fresh database with a side's own logins, on a server of that side's own: empty, or a copy of
 * another that nobody is connected to.
 */
export async function branchDatabase(
  side: Side,
  like?: string,
): Promise<{ name: string; app: ClientConfig; owner: ClientConfig }> {
  const connect = await shared(side.schema, () => hosted(undefined, side))()
  return freshDatabase(connect, side, like)
}

/** The engines here: the embedded one, a PostgreSQL 15 or newer found on this machine, DATABASE_URL. */
export function engines(): Engine[] {
  const all = [embedded]
  const bin = foundPrograms()
  if (bin === null) console.info('not run: the store on a PostgreSQL of this machine (none found)')
  else
    all.push(
      engineOf(
        `PostgreSQL found in ${bin}`,
        shared(bin, () => hosted(bin)),
      ),
    )
  const url = process.env['DATABASE_URL']
  if (url === undefined || url === '') {
    console.info('not run: the store on DATABASE_URL (not set)')
  } else {
    all.push(
      engineOf(
        'DATABASE_URL',
        shared(url, () => givenLogins(url)),
      ),
    )
  }
  return all
}

type Connect = (login: 'app' | 'owner' | 'host', database: string) => ClientConfig

async function freshDatabase(connect: Connect, side: Side, like?: string) {
  const fresh = `${TEST_NAME}_${(made += 1)}`
  const host = new pg.Client(connect('host', 'postgres'))
  await host.connect()
  try {
    const copied = like === undefined ? '' : ` template ${like}`
    await host.query(`create database ${fresh} owner ${side.logins.owner}${copied}`)
    await host.query(`grant connect on database ${fresh} to ${side.logins.app}`)
  } finally {
    await host.end()
  }
  return {
    name: fresh,
    app: connect('app', fresh),
    owner: connect('owner', fresh),
    host: connect('host', fresh),
  }
}

function engineOf(name: string, connecting: () => Promise<Connect>): Engine {
  const database: Engine['database'] = async () => freshDatabase(await connecting(), COUNCIL)
  return {
    name,
    database,
    open: async (options = {}) => {
      const logins = await database()
      const opened = await openOn({
        kind: 'external',
        app: logins.app,
        owner: logins.owner,
        host: null,
        joined: false,
        options: { dataFolder: '', connections: 4, ...options },
        onProgress: () => undefined,
      })
      if (!opened.ok) throw new Error(opened.problem.sentence)
      return opened.value
    },
  }
}

/**
 * Made at the first call and then shared. Kept beside the modules, not in one: each test file has
 * this module anew, and a server each would be a dozen.
 */
function shared(name: string, make: () => Promise<Connect>): () => Promise<Connect> {
  const here = globalThis as typeof globalThis & {
    fairloadTestDatabases?: Map<string, Promise<Connect>>
  }
  const known = (here.fairloadTestDatabases ??= new Map())
  return () => {
    const running = known.get(name) ?? make()
    known.set(name, running)
    return running
  }
}

async function hosted(programs?: string, side: Side = COUNCIL): Promise<Connect> {
  const folder = freshFolder()
  const host = await startHost({
    folder,
    names: side,
    ...(programs === undefined ? {} : { programs }),
    onProgress: () => undefined,
  })
  if (!host.ok) throw new Error(host.problem.sentence)
  endWithUs(host.value)
  return (login, database) => host.value.connection(login, database)
}

/** A folder that the database's own account can reach. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'fairload-test-'))
  chmodSync(folder, 0o755)
  return folder
}

/**
 * A watcher that holds a pipe from us: when this process or thread ends, however it ends, the
 * watcher ends the database and removes its folder.
 */
function endWithUs(host: Host): void {
  if (process.platform === 'win32') return
  const data = join(host.folder, 'database')
  const watcher = spawn(
    '/bin/sh',
    [
      '-c',
      `read -r _
      for file in "$1"/*/postmaster.pid; do
        [ -f "$file" ] && kill -INT "$(head -n 1 "$file")"
        n=0; while [ -f "$file" ] && [ $n -lt 100 ]; do sleep 0.1; n=$((n + 1)); done
      done
      rm -rf "$2"`,
      'watcher',
      data,
      host.folder,
    ],
    { stdio: ['pipe', 'ignore', 'ignore'], detached: true },
  )
  watcher.unref()
  const pipe: unknown = watcher.stdin
  if (pipe instanceof Socket) pipe.unref()
}

/** The `bin` folder of a PostgreSQL 15 or newer of this machine, newest first; null where there is none. */
export function foundPrograms(): string | null {
  const home = '/usr/lib/postgresql'
  const versions = existsSync(home)
    ? readdirSync(home)
        .map(Number)
        .filter((version) => version >= 15)
        .sort((a, b) => b - a)
    : []
  for (const version of versions) {
    const bin = join(home, String(version), 'bin')
    if (existsSync(join(bin, 'initdb'))) return bin
  }
  for (const bin of (process.env['PATH'] ?? '').split(delimiter)) {
    if (bin !== '' && existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres'))) {
      return realpathSync(bin)
    }
  }
  return null
}

/** Makes the logins on a server of one's own; its login must be allowed to make databases and roles. */
async function givenLogins(url: string): Promise<Connect> {
  const host = new pg.Client({ connectionString: url })
  await host.connect()
  try {
    for (const login of ['owner', 'app'] as const) {
      await host.query(
        `do $$ begin
          create role ${COUNCIL.logins[login]} login nosuperuser nobypassrls password 'for-tests-only';
        exception when duplicate_object then null; end $$`,
      )
    }
    await host.query(`grant ${COUNCIL.logins.owner} to current_user`)
  } finally {
    await host.end()
  }
  return (login, database) => {
    const at = new URL(url)
    at.pathname = `/${database}`
    if (login !== 'host') {
      at.username = COUNCIL.logins[login]
      at.password = 'for-tests-only'
    }
    return { connectionString: at.toString() }
  }
}
