// Kills the house while people sign agreements, allocate and answer.
//   node test/stubborn/decided.mjs --engine embedded --kills 100 [--acts sign,allocate] [--seed 1]
//   node test/stubborn/decided.mjs --engine postgres --kills 100
// Every form carries its key, as a page gives it; many are sent twice at once, as by a double click.
// A form answered with the next page is an acknowledgement: after every kill what it did is there,
// once, whole, with its entry in the record. A form that was never answered is sent again with its
// key, as a person does who goes back, and must be answered as if nothing had been. Killed is the
// server, the server with its database, or (a PostgreSQL of its own) the database alone.
import { rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import {
  asForm,
  ask,
  authority,
  bring,
  build,
  chanceFrom,
  database,
  databaseProcesses,
  freshFolder,
  freshKey,
  rowsOf,
  run,
  serve,
  signInAll,
} from '../seeds/running.mjs'
import { allocating } from './allocating.mjs'
import { signing } from './signing.mjs'

const { values: options } = parseArgs({
  options: {
    engine: { type: 'string', default: 'embedded' },
    kills: { type: 'string', default: '10' },
    acts: { type: 'string', default: 'sign,allocate' },
    seed: { type: 'string', default: '1' },
    cases: { type: 'string', default: '400' },
    workers: { type: 'string', default: '40' },
  },
})
const kills = Number(options.kills)
const wanted = options.acts.split(',')
const chance = chanceFrom(options.seed)

const faults = []
const fault = (text) => {
  faults.push(text)
  console.log(`  FAULT: ${text}`)
}

build()
const place = await database(options.engine, 'decided')
if (place === null) {
  console.log(`not run: kills on ${options.engine} (no PostgreSQL 15 or newer on this machine)`)
  process.exit(0)
}
const files = freshFolder('decided-files')
let server = null

/** Everything sent: `{ what, path, body, person, status, location, seen }`; status null while unanswered. */
const sent = []
let twice = 0
let again = 0

/** Sends a form; where the house dies under it the form stays in the list, unanswered. */
async function post(what, person, path, fields, about = {}) {
  const one = { what, path, person, about, status: null, location: null }
  one.body = { ...fields, once: freshKey() }
  sent.push(one)
  await deliver(one)
  return one
}

async function deliver(one) {
  const send = () => ask(server.address, one.path, { ...one.person, body: asForm(one.body) })
  const double = chance() < 0.3
  const answers = await Promise.allSettled(double ? [send(), send()] : [send()])
  if (double) twice += 1
  const heard = answers.flatMap(({ value }) => (value && value.status < 500 ? [value] : []))
  const [first, second] = heard
  if (second && (first.status !== second.status || first.location !== second.location))
    fault(`a double click on ${one.what} was answered ${first.status} and ${second.status}`)
  if (!first) return
  // Whoever did nothing for half an hour is signed out, which is no word on what they sent.
  const isSignedOut = first.location?.includes('/sign-in')
  one.status = isSignedOut ? 401 : first.status
  one.location = first.location
  one.text = first.text
}

const context = {
  post,
  read: (person, path) => ask(server.address, path, person),
  chance,
  fault,
  alive: true,
}

const rows = (text) => rowsOf(place, text)
const started = () => serve(place.environment())

async function kill(n) {
  const all = databaseProcesses(place.folder)
  const signal = (pids) => {
    for (const pid of pids)
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // Gone already.
      }
  }
  if (place.engine === 'embedded') {
    const how = n % 3
    signal(how === 0 ? [] : how === 1 ? all.slice(0, 1) : all)
    await server.kill()
    return true
  }
  if (n % 3 === 0) {
    // The database alone: its host starts it again, the server waits for it.
    signal(all)
    return false
  }
  await server.kill()
  return true
}

try {
  const given = authority(files, { cases: Number(options.cases), workers: Number(options.workers) })
  server = await started()
  const store = await place.open()
  const acts = [
    wanted.includes('sign') && signing,
    wanted.includes('allocate') && allocating,
  ].filter(Boolean)
  const [manager] = await signInAll(store, [{ name: 'Sam Reed', role: 'service-manager' }])
  await store.close()
  const day = new Date().toISOString().slice(0, 10)
  await bring(server.address, manager, given, day)
  const workload = JSON.parse((await ask(server.address, '/api/v1/own/workload', manager)).text)
  const beside = await place.open()
  const everybody = []
  const people = async (list) => {
    const signedIn = await signInAll(beside, list)
    everybody.push(...signedIn)
    return signedIn
  }
  const players = []
  for (const act of acts) players.push(...(await act({ ...context, people, workload, manager })))
  await beside.close()

  let slowest = 0
  for (let n = 1; n <= kills; n += 1) {
    let going = true
    const playing = players.map(async (play) => {
      while (going)
        try {
          await play.once(context)
          await wait(1)
        } catch (error) {
          // The house died under a reading; a fault of ours is said aloud.
          if (!/fetch failed|other side closed|terminated|ECONN|JSON/.test(String(error.message)))
            fault(`${error.message}`)
          await wait(50)
        }
    })
    // Not before people are at it, however slow the machine is.
    const before = sent.length
    for (let n = 0; n < 400 && sent.length < before + 2; n += 1) await wait(25)
    await wait(Math.floor(chance() * 1_500))
    const died = await kill(n)
    going = false
    await Promise.all(playing)
    const from = performance.now()
    if (died) server = await started()
    for (let tries = 0; ; tries += 1) {
      const answer = await ask(server.address, '/own', manager).catch(() => ({ status: 0 }))
      if (answer.status === 200) break
      if (tries === 200) throw new Error(`It did not come back after kill ${n}`)
      await wait(50)
    }
    slowest = Math.max(slowest, performance.now() - from)
    // Whoever had no answer goes back and sends the same form again.
    for (const one of sent.filter(({ status }) => status === null)) {
      again += 1
      await deliver(one)
      if (one.status === null) fault(`kill ${n}: ${one.what} was not answered when sent again`)
    }
    for (const one of sent.filter((each) => !each.judged)) {
      one.judged = true
      if (one.status !== 303 && !one.about.mayLose)
        fault(`kill ${n}: ${one.what} was answered ${one.status}: ${reasonIn(one.text)}`)
    }
    for (const play of players) await play.settled?.(context)
    if (n % 10 === 0 || n === kills) {
      // Nobody is signed out for having been idle.
      for (const person of everybody) await context.read(person, '/own/sign-ins')
      for (const act of acts)
        for (const wrong of await act.check(rows, sent)) fault(`kill ${n}: ${wrong}`)
      const half = await rows('select count(*)::int as n from council.once where answer is null')
      if (half[0].n > 0) fault(`kill ${n}: ${half[0].n} keys without an answer`)
    }
    if (faults.length > 20) throw new Error('Too many faults')
  }
  const verdict = run(['audit', 'verify'], place.environment())
  if (!verdict.includes('unbroken')) fault(`the record: ${verdict}`)
  const counts = Object.entries(grouped(sent))
    .map(([what, list]) => `${list.filter(({ status }) => status === 303).length} × ${what}`)
    .join(', ')
  const refused = grouped(sent.filter(({ status }) => status !== 303))
  for (const [what, list] of Object.entries(refused))
    console.log(
      `  refused: ${list.length} × ${what}, ${[...new Set(list.map(({ text }) => reasonIn(text)))].slice(0, 3).join(' | ')}`,
    )
  console.log(
    `${kills} kills on ${place.engine}: acknowledged ${counts}; ${twice} sent twice at once, ${again} sent again after their answer was lost; back within ${Math.round(slowest)} ms; ${faults.length} faults`,
  )
} finally {
  await server?.stop()
  await place.stop()
  rmSync(files, { recursive: true, force: true })
}
process.exit(faults.length === 0 ? 0 : 1)

function grouped(list) {
  const groups = {}
  for (const one of list) (groups[one.what] ??= []).push(one)
  return groups
}

/** What a refused form says. */
function reasonIn(text = '') {
  const [, said = ''] = /error-summary__body[^>]*>([^]*?)<\/div>/.exec(text) ?? []
  return (said || text)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
}
