/**
 * Fairload as it runs: server processes on the embedded database or on a PostgreSQL of this machine,
 * and people signed in to them. For tests that kill or crowd it, and for the benches. Uses the build.
 */
import { execFile, execFileSync, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, delimiter, dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
/** Where the build lies: `dist` unless another is named. */
export const dist = process.env.FAIRLOAD_DIST ?? join(root, 'dist')
export const command = join(dist, '..', 'bin', 'fairload.mjs')

export const part = (path) => import(pathToFileURL(join(dist, path)).href)

/** Builds where the sources are newer than the build. */
export function build() {
  if (process.env.FAIRLOAD_DIST !== undefined) return
  execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs'), '--if-stale'], {
    stdio: ['ignore', 2, 2],
  })
}

/** A seeded generator (mulberry32): the same seed chooses the same moments. */
export function chanceFrom(seed) {
  let state = Number(seed) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A folder that the database's own account can reach. */
export function freshFolder(name) {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), `fairload-${name}-`))
  chmodSync(folder, 0o755)
  return folder
}

/** The `bin` folder of a PostgreSQL 15 or newer of this machine; null where there is none. */
export function foundPrograms() {
  const home = '/usr/lib/postgresql'
  const versions = existsSync(home) ? readdirSync(home).map(Number) : []
  const folders = [
    ...versions
      .filter((version) => version >= 15)
      .sort((a, b) => b - a)
      .map((version) => join(home, String(version), 'bin')),
    ...(process.env.PATH ?? '').split(delimiter).filter(Boolean),
  ]
  return (
    folders.find((folder) =>
      ['initdb', 'postgres'].every((one) => existsSync(join(folder, one))),
    ) ?? null
  )
}

/** A process of the database and its children, by the file it keeps in its folder. */
export function databaseProcesses(folder) {
  const base = join(folder, 'database')
  if (!existsSync(base)) return []
  for (const version of readdirSync(base)) {
    const file = join(base, version, 'postmaster.pid')
    if (!existsSync(file)) continue
    const server = Number(readFileSync(file, 'utf8').split('\n')[0])
    if (!(server > 1)) continue
    const children = readdirSync('/proc').filter((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
        return Number(line.slice(line.lastIndexOf(')') + 2).split(' ')[1]) === server
      } catch {
        return false
      }
    })
    return [server, ...children.map(Number)]
  }
  return []
}

/**
 * The embedded database of a fresh folder, or a PostgreSQL of this machine started empty.
 * @param {'embedded' | 'postgres'} engine
 * @returns {Promise<object | null>} null where this machine has none
 */
export async function database(engine, name) {
  const home = freshFolder(name)
  if (engine === 'embedded') {
    const data = join(home, 'data')
    return {
      engine,
      folder: data,
      /** @param n several processes each have a folder of their own, but for the embedded database */
      environment: () => ({ FAIRLOAD_DATA: data, DATABASE_URL: '', FAIRLOAD_MIGRATION_URL: '' }),
      open: () => openJoined({ dataFolder: data, whenRunning: 'join' }),
      stop: async () => rmSync(home, { recursive: true, force: true }),
    }
  }
  const programs = foundPrograms()
  if (programs === null) return null
  const { startHost } = await part('store/host/host.js')
  const { COUNCIL } = await part('store/council-side.js')
  const started = await startHost({
    folder: join(home, 'server'),
    names: COUNCIL,
    programs,
    onProgress: () => undefined,
  })
  if (!started.ok) throw new Error(started.problem.sentence)
  const host = started.value
  const url = (login) => {
    const { host: place, port, user, password, database: named } = host.connection(login)
    const at = new URL(`postgres://localhost:${port}/${named}`)
    at.username = user
    if (password) at.password = password
    at.searchParams.set('host', place)
    return at.href
  }
  const secret = randomBytes(32).toString('base64')
  return {
    engine,
    folder: host.folder,
    environment: (n = 0) => {
      const data = join(home, `web-${n}`)
      mkdirSync(data, { recursive: true })
      return {
        FAIRLOAD_DATA: data,
        FAIRLOAD_SECRET: secret,
        DATABASE_URL: url('app'),
        FAIRLOAD_MIGRATION_URL: url('owner'),
      }
    },
    open: () => openJoined({ dataFolder: join(home, 'looking'), databaseUrl: url('app') }),
    stop: async () => {
      await host.stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

async function openJoined(options) {
  const { openStore } = await part('store/index.js')
  for (let tries = 0; ; tries += 1) {
    const opened = await openStore(options)
    if (opened.ok) return opened.value
    if (tries === 50) throw new Error(opened.problem.sentence)
    await wait(100)
  }
}

/** A server process, as `fairload serve` starts it, in a group of its own. */
export async function serve(environment, { run = [process.execPath] } = {}) {
  const [program, ...before] = run
  const child = spawn(program, [...before, command, 'serve', '--no-demonstration', '--port', '0'], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, FAIRLOAD_PROXY: '127.0.0.1', ...environment },
  })
  let said = ''
  const over = new Promise((done) => child.once('close', done))
  const address = await new Promise((done, failed) => {
    const hear = (text) => {
      said += text
      const [, at] = /ready: (http:\/\/\S+)/.exec(said) ?? []
      if (at) done(at)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    over.then(() => failed(new Error(`The server ended before it was ready: ${said.slice(-2000)}`)))
  })
  const signal = (name) => {
    try {
      process.kill(-child.pid, name)
    } catch {
      // It has gone already.
    }
  }
  return {
    address,
    pid: child.pid,
    over,
    said: () => said,
    /** SIGKILL to it and all it started. */
    kill: async () => {
      signal('SIGKILL')
      await over
    },
    stop: async () => {
      signal('SIGTERM')
      await over
    },
  }
}

/** @returns the environment's answer as text; what went wrong is thrown with what was said */
export const run = (args, environment = {}) =>
  execFileSync(process.execPath, [command, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 2 ** 28,
  })

/** As `run`, while this process goes on. */
export const runBeside = async (args, environment = {}) =>
  (
    await promisify(execFile)(process.execPath, [command, ...args], {
      encoding: 'utf8',
      env: { ...process.env, ...environment },
      maxBuffer: 2 ** 28,
    })
  ).stdout

/** Rows of a database as the house sees them, past every page. */
export async function rowsOf(place, text, values = []) {
  const store = await place.open()
  try {
    const { insideOf } = await part('store/open.js')
    const client = await insideOf(store).app.connect()
    try {
      await client.query(`select set_config('app.directory', 'on', false)`)
      const own = await client.query(`select id from council.organisation where slug = 'own'`)
      await client.query(
        `select set_config('app.organisation', $1, false), set_config('app.sees', 'house', false)`,
        [own.rows[0].id],
      )
      return (await client.query(text, values)).rows
    } finally {
      client.release(true)
    }
  } finally {
    await store.close()
  }
}

/** The files of a made-up authority: Annex A, people and families. */
export function authority(folder, { cases, workers, seed = 5 }) {
  run([
    'generate',
    '--cases',
    String(cases),
    '--workers',
    String(workers),
    '--seed',
    String(seed),
    '--out',
    folder,
  ])
  return ['Annex A.xlsx', 'People.xlsx', 'Families.csv'].map((name) => join(folder, name))
}

let posts = 0
let signedIn = 0

/**
 * Asks as a browser does; each person from an address of their own, by way of a proxy.
 * @returns {Promise<{ status: number, location: string | null, text: string }>}
 */
export async function ask(
  address,
  path,
  { cookie = '', from = '10.0.0.1', method, body, headers = {} } = {},
) {
  const answer = await fetch(`${address}${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    redirect: 'manual',
    headers: { cookie, origin: address, 'x-forwarded-for': from, ...headers },
    ...(body === undefined ? {} : { body }),
  })
  const text = await answer.text()
  return { status: answer.status, location: answer.headers.get('location'), text }
}

export const asForm = (fields) => new URLSearchParams(fields)
export const freshKey = () => `key-${process.pid}-${(posts += 1)}-${randomBytes(8).toString('hex')}`

/**
 * Gives people accounts, roles and open sessions, past the pages: setting up two hundred passwords
 * is not what is tried here.
 * @param store the store of the database, opened beside the server
 * @param people `{ name, role, team?, worker? }`; @returns the same with `cookie`, `account`, `from`
 */
export async function signInAll(store, people) {
  const { accounts, organisations, sessions } = await part('store/index.js')
  const all = await store.inDirectory((directory) => organisations.list(directory))
  const own = all.find(({ slug }) => slug === 'own')
  const tokens = people.map(() => randomBytes(32).toString('base64url'))
  const made = await store.inOrganisation(own.id, async (scope) => {
    const ids = []
    for (const [n, { name, role, team = null, worker = null }] of people.entries()) {
      const at = new Date()
      signedIn += 1
      const added = await accounts.add(scope, {
        email: `${role}.${signedIn}@moreton.example`,
        name,
        state: 'active',
        worker,
        at,
      })
      if (!added.ok) throw new Error(added.problem.sentence)
      const { id } = added.value
      await accounts.grant(scope, id, {
        role,
        team,
        from: '2020-01-01',
        until: null,
        givenBy: null,
        at,
      })
      await sessions.begin(scope, {
        account: id,
        tokenHash: createHash('sha256').update(tokens[n]).digest(),
        stage: 'whole',
        way: 'authenticator',
        agent: 'a browser',
        at,
      })
      ids.push(id)
    }
    return ids
  })
  return people.map((person, n) => ({
    ...person,
    account: made[n],
    cookie: `fairload-own=${tokens[n]}`,
    from: `10.${1 + (signedIn >> 8)}.${n >> 8}.${n & 255}`,
  }))
}

/** Sends files by the form. @returns the import's path */
export async function send(address, person, files, day) {
  const form = new FormData()
  for (const file of files) form.append('files', new Blob([readFileSync(file)]), basename(file))
  form.append('asOf', day)
  const sent = await ask(address, '/own/imports', { ...person, body: form })
  if (sent.status !== 303) throw new Error(`The files were answered with ${sent.status}`)
  return sent.location.replace(/[?#].*$/, '')
}

/** Waits until an import is read, and accepts it. */
export async function acceptRead(address, person, place) {
  for (let tries = 0; ; tries += 1) {
    const { text } = await ask(address, '/api/v1/own/imports', person)
    const { state } = JSON.parse(text).imports.find(({ id }) => place.endsWith(id))
    if (state === 'checked') break
    if (state === 'failed' || tries === 1200) throw new Error(`The import is ${state}`)
    await wait(50)
  }
  const page = await ask(address, place, person)
  const [form = ''] = /<form[^>]*accept"[^]*?<\/form>/.exec(page.text) ?? []
  const body = asForm(hiddenIn(form))
  const accepted = await ask(address, `${place}/accept`, { ...person, body })
  if (accepted.status !== 303) throw new Error(`Accepting was answered with ${accepted.status}`)
}

/** Sends files by the form, waits until they are read, and accepts them. @returns the import's path */
export async function bring(address, person, files, day) {
  const place = await send(address, person, files, day)
  await acceptRead(address, person, place)
  return place
}

/** Hidden fields of a form, as the page holds them. */
export const hiddenIn = (form) =>
  Object.fromEntries(
    [...form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => [
      /name="([^"]*)"/.exec(input)?.[1] ?? '',
      unescaped(/value="([^"]*)"/.exec(input)?.[1] ?? ''),
    ]),
  )

const unescaped = (text) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
