/**
 * An authority of Kent's size in the real server: uploaded by the form, read, accepted, and then one
 * team's page asked for 50 times a second. Server and database share one processor, the asking has
 * another (where the machine can pin them). Other work on the machine disturbs: the best of several
 * runs is shown, and the processor time of a request, which suffers less.
 */
import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { basename, delimiter, dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { isDeepStrictEqual, promisify } from 'node:util'
import { codeIn, setUpFirst } from '../test/seeds/sign-in.mjs'
import { cpuOf } from './cpu.mjs'
import { best, DAY, dist, fairload, kent, percentile } from './kent.mjs'

export const name = 'Serving'

const here = dirname(fileURLToPath(import.meta.url))
const RATE = 50
/** What the project holds itself to: 95 of 100 team pages within this. */
const GOAL_MS = 100
const canPin =
  process.platform === 'linux' &&
  availableParallelism() > 1 &&
  spawnSync('taskset', ['-c', '0', 'true']).status === 0

/** The sign-in of the first administrator, made at each server's start. */
let cookie = ''
const signedIn = () => ({ headers: { cookie } })

export async function run({ quick = false } = {}) {
  const seconds = quick ? 5 : 20
  const times = quick ? 1 : 3
  const { files } = kent()
  const truth = workloadOf(files)
  const rows = []
  for (const engine of engines()) {
    const database = await engine.start()
    const server = await startServer(database)
    try {
      const loaded = await load(server.address, files)
      await checkFigures(server.address, truth)
      const team = await ordinaryTeam(server.address, truth)
      const page = `${server.address}/own/teams/${team.address}`
      await askAt(page, 2)
      const runs = []
      for (let i = 0; i < times; i += 1) {
        const before = cpuOf(server.pids())
        const answers = await askAt(page, seconds)
        const cpu = cpuOf(server.pids()).map((ms, at) => ms - before[at])
        runs.push({ answers, cpu: cpu.map((ms) => ms / answers.length) })
      }
      const { answers, cpu } = best(runs, (one) => percentile(one.answers, 95))
      const p95 = percentile(answers, 95)
      rows.push({
        what: `a team of ${team.workers} workers, ${team.cases} cases, ${RATE} a second`,
        who: engine.name,
        figures: {
          'p50 ms': percentile(answers, 50).toFixed(1),
          'p95 ms': p95.toFixed(1),
          'p99 ms': percentile(answers, 99).toFixed(1),
          'CPU ms each: server': cpu[0].toFixed(1),
          database: cpu[1].toFixed(1),
          'within goal': p95 < GOAL_MS ? 'yes' : 'NO',
        },
      })
      for (const [what, path] of [
        ['the service page', ''],
        ['all cases, first page', '/cases'],
      ]) {
        rows.push(await oneAtATime(server, engine, what, `${server.address}/own${path}`, quick))
      }
      rows.push({
        what: 'the import, upload to in force',
        who: engine.name,
        figures: { 'wall s': ((loaded.read + loaded.accepted) / 1000).toFixed(1) },
      })
    } finally {
      await server.stop()
      await database.stop()
    }
  }
  return rows
}

/** What the command line makes of the same files: the pages must show the very same. */
function workloadOf(files) {
  const said = spawnSync(
    process.execPath,
    [fairload, 'workload', ...files, '--on', DAY, '--json'],
    { encoding: 'utf8', maxBuffer: 2 ** 28 },
  )
  return JSON.parse(said.stdout)
}

async function checkFigures(address, truth) {
  const served = await (await fetch(`${address}/api/v1/own/workload`, signedIn())).json()
  for (const part of ['totals', 'teams', 'workers'])
    if (!isDeepStrictEqual(served[part], truth[part]))
      throw new Error(`The server's ${part} are not the command line's`)
}

/** The team whose number of workers is nearest to 20, and where its page is. */
async function ordinaryTeam(address, truth) {
  const parents = new Set(truth.teams.map((team) => team.parent))
  const sizes = truth.teams
    .filter((team) => !parents.has(team.id))
    .map((team) => ({ ...team, size: truth.workers.filter((one) => one.team === team.id).length }))
    .sort((a, b) => Math.abs(a.size - 20) - Math.abs(b.size - 20))
  const [team] = sizes
  const list = await (await fetch(`${address}/own/teams`, signedIn())).text()
  for (const [, reference] of list.matchAll(/href="\/own\/teams\/([0-9a-f-]{36})"/g)) {
    const page = await (await fetch(`${address}/own/teams/${reference}`, signedIn())).text()
    if (page.includes(`>${team.name}</h1>`))
      return {
        address: reference,
        workers: team.size,
        cases: truth.cases.filter((one) => one.team === team.id).length,
      }
  }
  throw new Error(`No page is headed ${team.name}`)
}

/** Uploads the files as the form does, waits for the reading and accepts it. */
async function load(address, files) {
  const begin = performance.now()
  const form = new FormData()
  for (const file of files) form.append('files', new Blob([readFileSync(file)]), basename(file))
  form.append('asOf', DAY)
  const post = (path, body) =>
    fetch(address + path, {
      method: 'POST',
      body,
      headers: { origin: address, cookie },
      redirect: 'manual',
    })
  const sent = await post('/own/imports', form)
  if (sent.status !== 303) throw new Error(`The upload was answered with ${sent.status}`)
  const place = sent.headers.get('location')
  for (let state = ''; state !== 'checked';) {
    await wait(50)
    const { imports } = await (await fetch(`${address}/api/v1/own/imports`, signedIn())).json()
    state = imports[0].state
    if (state === 'failed') throw new Error('The import failed')
  }
  const read = performance.now() - begin
  const page = await (await fetch(address + place, signedIn())).text()
  const [, version] = /accept"[^]*?name="version" value="(\d+)"/.exec(page) ?? []
  const again = performance.now()
  const accepted = await post(`${place}/accept`, new URLSearchParams({ version }))
  if (accepted.status !== 303) throw new Error(`Accepting was answered with ${accepted.status}`)
  return { read, accepted: performance.now() - again }
}

/** @returns {Promise<number[]>} milliseconds of each answer */
async function askAt(page, seconds) {
  // Not waited for with this process stopped: connections that the server closes must be noticed.
  const { stdout } = await promisify(execFile)(
    ...pinned(1, [
      process.execPath,
      join(here, 'serving-load.mjs'),
      page,
      String(RATE),
      String(seconds),
    ]),
    {
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
      env: { ...process.env, BENCH_COOKIE: cookie },
    },
  )
  const { milliseconds, sizes, wrong } = JSON.parse(stdout)
  if (wrong.length > 0) throw new Error(`${wrong.length} requests were not answered: ${wrong[0]}`)
  if (sizes.length > 1) throw new Error(`The page came in several sizes: ${sizes.join(', ')}`)
  return milliseconds
}

async function oneAtATime(server, engine, what, page, quick) {
  const took = []
  for (let i = 0; i < 3; i += 1) await (await fetch(page, signedIn())).text()
  const before = cpuOf(server.pids())
  for (let i = 0; i < (quick ? 3 : 15); i += 1) {
    const begin = performance.now()
    const answer = await fetch(page, signedIn())
    await answer.text()
    if (answer.status !== 200) throw new Error(`${page} was answered with ${answer.status}`)
    took.push(performance.now() - begin)
  }
  const cpu = cpuOf(server.pids()).map((ms, i) => (ms - before[i]) / took.length)
  return {
    what: `${what}, one at a time`,
    who: engine.name,
    figures: {
      'p50 ms': percentile(took, 50).toFixed(0),
      'p95 ms': percentile(took, 95).toFixed(0),
      'CPU ms each: server': cpu[0].toFixed(0),
      database: cpu[1].toFixed(0),
    },
  }
}

async function startServer(database) {
  const { folder, environment } = database
  const server = spawn(
    ...pinned(0, [process.execPath, fairload, 'serve', '--no-demonstration', '--port', '0']),
    {
      env: { ...process.env, FAIRLOAD_DATA: folder, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const ended = new Promise((resolve) => server.once('exit', resolve))
  const { at: address, code } = await new Promise((resolve, reject) => {
    let said = ''
    server.stdout.on('data', (piece) => {
      said += piece
      const [, at] = /ready: (http\S+)/.exec(said) ?? []
      if (at) resolve({ at, code: codeIn(said) })
    })
    ended.then(() => reject(new Error('The server ended before it was ready')))
  })
  cookie = await setUpFirst(address, code)
  return {
    address,
    pids: () => ({ servers: [server.pid], database: database.pid() }),
    stop: async () => {
      server.kill('SIGTERM')
      await ended
    },
  }
}

/** A command held on one processor, as `spawn` takes it. */
function pinned(processor, command) {
  const [program, ...rest] = canPin ? ['taskset', '-c', String(processor), ...command] : command
  return [program, rest]
}

function engines() {
  const all = [{ name: 'embedded PostgreSQL', start: embedded }]
  const programs = foundPrograms()
  if (programs === null) console.error('No PostgreSQL 15 or newer of its own on this machine.')
  else all.push({ name: versionOf(programs), start: () => ownPostgres(programs) })
  return all
}

async function embedded() {
  const folder = freshFolder()
  return {
    folder,
    environment: {},
    pid: () => postmasterIn(folder),
    stop: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** A PostgreSQL of this machine, started empty and reached by DATABASE_URL as any other would be. */
async function ownPostgres(programs) {
  const { startHost } = await import(pathToFileURL(join(dist, 'store', 'host', 'host.js')).href)
  const { COUNCIL: names } = await import(
    pathToFileURL(join(dist, 'store', 'council-side.js')).href
  )
  // What a process starts inherits its processors; another account's cannot be moved later.
  const all = `0-${availableParallelism() - 1}`
  const moveTo = (processors) =>
    canPin &&
    execFileSync('taskset', ['-p', '-c', processors, String(process.pid)], { stdio: 'ignore' })
  moveTo('0')
  const started = await startHost({
    folder: freshFolder(),
    names,
    programs,
    onProgress: () => undefined,
  })
  moveTo(all)
  if (!started.ok) throw new Error(started.problem.sentence)
  const host = started.value
  const pid = postmasterIn(host.folder)
  const url = (login) => {
    const { host: place, port, user, password, database } = host.connection(login)
    const at = new URL(`postgres://localhost:${port}/${database}`)
    at.username = user
    if (password) at.password = password
    at.searchParams.set('host', place)
    return at.href
  }
  const folder = freshFolder()
  return {
    folder,
    environment: { DATABASE_URL: url('app'), FAIRLOAD_MIGRATION_URL: url('owner') },
    pid: () => pid,
    stop: async () => {
      await host.stop()
      rmSync(host.folder, { recursive: true, force: true })
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function foundPrograms() {
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

const versionOf = (programs) =>
  execFileSync(join(programs, 'postgres'), ['--version'], { encoding: 'utf8' })
    .replace(/^postgres \((PostgreSQL)\) (\S+)[^]*/, '$1 $2 by DATABASE_URL')
    .trim()

/** A folder that the database's own account can reach. */
function freshFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'fairload-bench-'))
  chmodSync(folder, 0o755)
  return folder
}

function postmasterIn(folder) {
  const databases = join(folder, 'database')
  for (const one of readdirSync(databases)) {
    const file = join(databases, one, 'postmaster.pid')
    if (existsSync(file)) return Number(readFileSync(file, 'utf8').split('\n')[0])
  }
  throw new Error(`No database runs in ${folder}`)
}
