// Kills the whole server, as `npm start` runs it, in the middle of imports sent by a browser's form.
//   node test/stubborn/served.mjs --kills 20 [--seed 1] [--cases 400]
// An answer of the form ("your files are here") is an acknowledgement: that import must be there
// after every kill, be read to its end by the next server without anybody's help, and give the
// figures of a quiet reading. A form that was never answered may be there whole or not at all.
// Also: a second start on the same folder is refused with a sentence, while the first serves on.
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { codeIn, setUpFirst } from '../seeds/sign-in.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const command = join(root, 'bin', 'fairload.mjs')
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    cases: { type: 'string', default: '400' },
  },
})

let seed = Number(values.seed) >>> 0
/** Mulberry32: the same seed chooses the same moments. */
const chance = () => {
  seed = (seed + 0x6d2b79f5) >>> 0
  let t = Math.imul(seed ^ (seed >>> 15), seed | 1)
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
}

execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs'), '--if-stale'], {
  stdio: ['ignore', 2, 2],
})

const faults = []
const fault = (text) => {
  faults.push(text)
  console.log(`  FAULT: ${text}`)
}

const home = mkdtempSync(join(realpathSync(tmpdir()), 'fairload-served-'))
chmodSync(home, 0o755)
const data = join(home, 'data')

const run = (args, env = {}) =>
  execFileSync(process.execPath, [command, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

/** One authority on three days apart: each kill meets another import of another day. */
const authority = join(home, 'authority')
run(['generate', '--cases', values.cases, '--workers', '30', '--seed', '5', '--out', authority])
const files = ['Annex A.xlsx', 'People.xlsx', 'Families.csv'].map((name) => ({
  name,
  bytes: readFileSync(join(authority, name)),
}))
const dayOf = (n) => new Date(Date.UTC(2026, 8, 1) + n * 86_400_000).toISOString().slice(0, 10)

function start() {
  // A group of its own, so that a kill takes the reading process and the database with it.
  const child = spawn(process.execPath, [command, 'serve', '--no-demonstration'], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, FAIRLOAD_DATA: data, FAIRLOAD_PORT: '0', TMPDIR: home },
  })
  let said = ''
  const over = new Promise((done) => child.on('close', done))
  const address = new Promise((done, failed) => {
    const hear = (text) => {
      said += text
      const found = /Fairload is ready: (http:\/\/\S+)/.exec(said)
      if (found) done(found[1])
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', (text) => (said += text))
    child.on('close', () => failed(new Error(said)))
  })
  return { child, over, address, said: () => said }
}

/** The sign-in of the first administrator, set up at the first start; it outlives every kill. */
let cookie = ''
async function signIn(server, address) {
  const code = codeIn(server.said())
  if (code !== null) cookie = await setUpFirst(address, code)
}

async function send(address, on) {
  const form = new FormData()
  for (const { name, bytes } of files) form.append('files', new Blob([bytes]), name)
  form.append('asOf', on)
  const response = await fetch(`${address}/own/imports`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
    headers: { origin: address, cookie },
  })
  await response.arrayBuffer()
  return { status: response.status, location: response.headers.get('location') }
}

/** State and figures of every import, by its address; through the pages a person uses. */
async function imports(address) {
  const page = await (await fetch(`${address}/own/imports`, { headers: { cookie } })).text()
  return [...new Set(page.match(/\/own\/imports\/[0-9a-f-]{36}/g) ?? [])]
}

async function settled(address, path) {
  for (let tries = 0; tries < 600; tries += 1) {
    const response = await fetch(`${address}${path}`, { headers: { cookie } })
    const page = await response.text()
    if (response.status !== 200) return { state: `status ${response.status}`, figures: '' }
    if (/Accept this import/.test(page)) return { state: 'checked', figures: figuresIn(page) }
    const why = /[^<>]*(?:could not be read|[Nn]othing was stored)[^<>]*/.exec(page)
    if (why) return { state: `failed: ${why[0]}`, figures: '' }
    await wait(100)
  }
  return { state: 'never read', figures: '' }
}

/** Rows read by list: the same files of any day. What is asked about them follows the day. */
const figuresIn = (page) =>
  [...page.matchAll(/(List \d+)<\/[^]*?<\/tr>/g)]
    .map(
      ([row, list]) =>
        `${list}:${/\d[\d,]*/.exec(row.replace(/<[^>]*>/g, ' ').slice(list.length))}`,
    )
    .join(' ')

const acknowledged = new Map()
let expected = null
let slowest = 0
try {
  for (let n = 0; n < Number(values.kills); n += 1) {
    const started = performance.now()
    const server = start()
    const address = await server.address
    slowest = Math.max(slowest, performance.now() - started)
    await signIn(server, address)
    const there = await imports(address)
    for (const path of acknowledged.keys()) {
      if (!there.includes(path)) fault(`kill ${n}: an acknowledged import is gone`)
    }
    if (n === 1) {
      const second = start()
      await second.address.then(
        () => fault('a second start opened the same folder'),
        (error) => {
          if (!/already running|in use/i.test(error.message))
            fault(`a second start: ${error.message}`)
        },
      )
      if ((await fetch(`${address}/healthz`)).status !== 200) fault('the first stopped serving')
    }
    const sending = send(address, dayOf(n)).then(
      ({ status, location }) => {
        if (status === 303 && location) acknowledged.set(location.replace(/[?#].*$/, ''), dayOf(n))
        else fault(`kill ${n}: the form was answered ${status}`)
      },
      () => undefined,
    )
    // From before the last byte has arrived to after all is stored.
    await wait(Math.floor(chance() * 2_000))
    process.kill(-server.child.pid, 'SIGKILL')
    await server.over
    await sending
  }
  const server = start()
  const address = await server.address
  for (const path of await imports(address)) {
    const { state, figures } = await settled(address, path)
    if (state !== 'checked') fault(`an import ended as ${state}`)
    if (figures === '') fault('an import shows no counts')
    expected ??= figures
    if (figures !== expected) fault('two readings of the same files differ')
  }
  const left = readdirSync(join(data, 'arriving'))
  if (left.length > 0) fault(`${left.length} files of killed readings lie about`)
  const found = (await imports(address)).length
  process.kill(-server.child.pid, 'SIGTERM')
  await server.over
  console.log(
    `${values.kills} kills of the server: ${acknowledged.size} imports acknowledged, ${found} found and whole, back in ${Math.round(slowest)} ms at the most, ${faults.length} faults`,
  )
} finally {
  rmSync(home, { recursive: true, force: true })
}
process.exit(faults.length === 0 ? 0 : 1)
