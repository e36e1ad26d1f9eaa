// Kills the store in the middle of its work and cuts its power, and looks at what is left.
//   node test/stubborn/run.mjs --kills 20 --power-cuts 50 [--seed 1]
// A kill is SIGKILL to the process alone, with its database, or with the database's every child.
// A power cut is a copy, at one instant, of the disk image that the data folder lies on: what the
// system still held in memory is lost in it. Everything acknowledged must be there, every import
// whole or absent, and the store must start again by itself.
import { execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

const here = dirname(fileURLToPath(import.meta.url))
const root = dirname(dirname(here))
const { values: options } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    'power-cuts': { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
  },
})

/** A small seeded generator (mulberry32): the same seed chooses the same moments. */
let seed = Number(options.seed) >>> 0
const chance = () => {
  seed = (seed + 0x6d2b79f5) >>> 0
  let t = Math.imul(seed ^ (seed >>> 15), seed | 1)
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
}
const between = (low, high) => low + Math.floor(chance() * (high - low))

function build() {
  const out = join(root, 'node_modules', '.cache', 'fairload-stubborn')
  execFileSync(
    process.execPath,
    [join(root, 'node_modules/@typescript/native/bin/tsc'), '-p', join(here, 'tsconfig.json')],
    { stdio: 'inherit' },
  )
  rmSync(join(out, 'store', 'migrations'), { recursive: true, force: true })
  cpSync(join(root, 'src/store/migrations'), join(out, 'store', 'migrations'), { recursive: true })
  return pathToFileURL(join(out, 'store', 'index.js')).href
}

const store = build()
const home = mkdtempSync(join(realpathSync(tmpdir()), 'fairload-stubborn-'))
chmodSync(home, 0o755)
const unmount = []
const faults = []
const note = (text) => {
  faults.push(text)
  console.log(`  FAULT: ${text}`)
}

const RANK = { received: 1, reading: 1, checked: 2, accepted: 3 }
/** Everything that a writer said was done: import → the furthest stage. */
const newLedger = () => new Map()

function start(folder, mode, ledger, extra = []) {
  const child = spawn(
    process.execPath,
    [join(here, 'writer.mjs'), '--store', store, '--folder', folder, '--mode', mode, ...extra],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, TMPDIR: home } },
  )
  const writer = { child, state: null, refused: null, over: null, lines: 0 }
  let rest = ''
  const waiting = []
  writer.until = (word) =>
    new Promise((done) => {
      if (writer.seen.has(word)) done()
      else waiting.push([word, done])
    })
  writer.seen = new Set()
  const see = (word) => {
    writer.seen.add(word)
    for (const [wanted, done] of waiting) if (wanted === word || word === 'OVER') done()
  }
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (text) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop()
    for (const line of lines) {
      const [word, stage, id] = line.split(' ', 3)
      if (word === 'ACK') {
        writer.lines += 1
        if (RANK[stage] > (RANK[ledger.get(id)] ?? 0)) ledger.set(id, stage)
      }
      if (word === 'STATE') writer.state = JSON.parse(line.slice(6))
      if (word === 'REFUSED') writer.refused = line.slice(8)
      see(word)
    }
  })
  writer.over = new Promise((done) => child.on('close', (code) => (see('OVER'), done(code))))
  return writer
}

/** The database's process and its children, by the file it keeps in its folder. */
function databaseOf(folder) {
  const base = join(folder, 'database')
  if (!existsSync(base)) return { server: null, children: [] }
  for (const version of readdirSync(base)) {
    try {
      const server = Number(
        readFileSync(join(base, version, 'postmaster.pid'), 'utf8').split('\n')[0],
      )
      // The file may be there before its first line is: no number is no process.
      if (!(server > 1)) continue
      const children = readdirSync('/proc').filter((pid) => {
        try {
          const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
          return Number(line.slice(line.lastIndexOf(')') + 2).split(' ')[1]) === server
        } catch {
          return false
        }
      })
      return { server, children: children.map(Number) }
    } catch {
      continue
    }
  }
  return { server: null, children: [] }
}

const signal = (pids, name) => {
  for (const pid of pids) {
    try {
      if (pid) process.kill(pid, name)
    } catch {
      // Gone already.
    }
  }
}

function compare(when, writer, ledger) {
  if (writer.state === null) {
    note(`${when}: it did not start again: ${writer.refused ?? 'no word'}`)
    return
  }
  for (const fault of writer.state.faults) note(`${when}: ${fault}`)
  for (const [id, stage] of ledger) {
    const found = writer.state.states[id]
    if (found === undefined) note(`${when}: an import acknowledged as ${stage} is gone`)
    else if (RANK[found] < RANK[stage])
      note(`${when}: an import acknowledged as ${stage} is ${found}`)
  }
}

/** The programs of a data folder, for others to use without a copy. */
function programsOf(folder) {
  const [version] = readdirSync(join(folder, 'program')).filter((name) => !name.startsWith('.'))
  return join(folder, 'program', version, 'bin')
}

async function kills(count) {
  const folder = join(home, 'kills')
  const ledger = newLedger()
  let slowest = 0
  for (let n = 1; n <= count; n += 1) {
    const due = new Map(ledger)
    const writer = start(folder, 'write', ledger)
    await writer.until('READY')
    if (n > 1 || writer.state === null) compare(`kill ${n - 1}`, writer, due)
    if (writer.state === null) return
    if (n > 1) slowest = Math.max(slowest, writer.state.milliseconds)
    await wait(between(20, 900))
    const { server, children } = databaseOf(folder)
    const how = n % 3
    signal(
      how === 0
        ? [writer.child.pid]
        : how === 1
          ? [writer.child.pid, server]
          : [writer.child.pid, server, ...children],
      'SIGKILL',
    )
    await writer.over
  }
  const due = new Map(ledger)
  const last = start(folder, 'finish', ledger)
  await last.over
  compare(`kill ${count}`, last, due)
  if (!last.seen.has('CLOSED')) note('after the last kill it did not close in order')
  const end = start(folder, 'check', ledger)
  await end.over
  compare('the end', end, ledger)
  const left = Object.values(end.state?.states ?? {})
  if (left.some((state) => state !== 'accepted')) note('an import was not read to its end')
  console.log(
    `${count} kills: ${ledger.size} imports acknowledged, ${left.length} found, back in ${slowest} ms at the most`,
  )
}

function mounted(image, at) {
  mkdirSync(at, { recursive: true })
  execFileSync('mount', ['-o', 'loop', image, at], { stdio: 'pipe' })
  unmount.push(at)
}
function unmounted(at) {
  execFileSync('umount', [at], { stdio: 'pipe' })
  unmount.splice(unmount.indexOf(at), 1)
}

async function powerCuts(count) {
  if (process.getuid?.() !== 0) {
    console.log('not run: power cuts (needs root, to mount a disk image)')
    return
  }
  const space = existsSync('/dev/shm') ? mkdtempSync('/dev/shm/fairload-stubborn-') : home
  const [image, copy] = [join(space, 'disk.img'), join(space, 'copy.img')]
  try {
    try {
      execFileSync('truncate', ['-s', '2G', image])
      execFileSync('mkfs.ext4', ['-q', '-F', image], { stdio: 'pipe' })
      mounted(image, join(home, 'disk'))
    } catch {
      console.log('not run: power cuts (this machine cannot mount an ext4 image)')
      return
    }
    const folder = join(home, 'disk', 'data')
    const [first, second] = [join(home, 'programs'), join(home, 'copy')]
    const once = start(first, 'check', newLedger())
    await once.over
    const programs = ['--programs', programsOf(first)]
    const unsynced = join(home, 'disk', 'unsynced')
    writeFileSync(unsynced, '')

    const ledger = newLedger()
    const writer = start(folder, 'write', ledger, [...programs, '--unsynced', unsynced])
    await writer.until('READY')
    let slowest = 0
    let lostUnsynced = 0
    for (let n = 1; n <= count; n += 1) {
      await wait(between(50, 500))
      const { server, children } = databaseOf(folder)
      const all = [writer.child.pid, server, ...children]
      signal(all, 'SIGSTOP')
      // What it said before it was stopped is still on its way to us.
      await wait(60)
      const due = new Map(ledger)
      const said = writer.lines
      let same = false
      for (let attempt = 0; attempt < 50 && !same; attempt += 1) {
        rmSync(copy, { force: true })
        execFileSync('cp', ['--sparse=always', image, copy])
        try {
          execFileSync('cmp', ['-s', image, copy])
          same = true
        } catch {
          // The system wrote something out meanwhile: not one instant. Again.
        }
      }
      if (!same) note(`power cut ${n}: no still picture of the disk`)
      mounted(copy, second)
      // The machine has started again: another boot. (Its process numbers may have come again.)
      const lock = join(second, 'data', 'lock')
      if (existsSync(lock)) {
        const left = readFileSync(lock, 'utf8')
        if (left !== '')
          writeFileSync(lock, JSON.stringify({ ...JSON.parse(left), boot: 'an earlier one' }))
      }
      const survived = readFileSync(join(second, 'unsynced'), 'utf8').split('\n').length - 1
      lostUnsynced += Math.max(0, said - survived)
      const look = start(join(second, 'data'), 'check', newLedger(), programs)
      await look.over
      compare(`power cut ${n}`, look, due)
      slowest = Math.max(slowest, look.state?.milliseconds ?? 0)
      unmounted(second)
      signal(all, 'SIGCONT')
    }
    const { server, children } = databaseOf(folder)
    signal([writer.child.pid, server, ...children], 'SIGKILL')
    await writer.over
    if (lostUnsynced === 0) note('nothing unsynced was lost, so these were no power cuts')
    console.log(
      `${count} power cuts: ${ledger.size} imports acknowledged, back in ${slowest} ms at the most; of lines written without waiting for the disk ${lostUnsynced} were lost`,
    )
  } finally {
    for (const at of [...unmount]) {
      await wait(300)
      try {
        unmounted(at)
      } catch {
        execFileSync('umount', ['-l', at])
      }
    }
    if (space !== home) rmSync(space, { recursive: true, force: true })
  }
}

try {
  if (process.platform === 'linux') {
    if (Number(options.kills) > 0) await kills(Number(options.kills))
    if (Number(options['power-cuts']) > 0) await powerCuts(Number(options['power-cuts']))
  } else {
    console.log('not run: kills and power cuts (they need Linux)')
  }
} finally {
  rmSync(home, { recursive: true, force: true })
}
console.log(faults.length === 0 ? 'nothing lost, nothing half' : `${faults.length} faults`)
process.exit(faults.length === 0 ? 0 : 1)
