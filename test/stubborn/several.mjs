// Several web processes on one PostgreSQL behave as one.
//   node test/stubborn/several.mjs --rounds 10 [--processes 3] [--seed 1]
// Started at once on an empty database; who signs in on one is signed in on all, and signed out of
// all; what one accepts every other shows in its next answer; each import is read once and each plan
// made once, whoever takes it; a process killed in the middle leaves its work to the others, which
// go on answering.
import { rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import {
  acceptRead,
  ask,
  asForm,
  authority,
  bring,
  build,
  chanceFrom,
  database,
  freshFolder,
  freshKey,
  run,
  send,
  serve,
  signInAll,
} from '../seeds/running.mjs'
import { codeIn, setUpFirst } from '../seeds/sign-in.mjs'

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10' },
    processes: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
  },
})
const rounds = Number(options.rounds)
const chance = chanceFrom(options.seed)
const pick = (list) => list[Math.floor(chance() * list.length)]

const faults = []
const fault = (text) => {
  faults.push(text)
  console.log(`  FAULT: ${text}`)
}

build()
const place = await database('postgres', 'several')
if (place === null) {
  console.log('not run: several processes (no PostgreSQL 15 or newer on this machine)')
  process.exit(0)
}
const files = freshFolder('several-files')
let servers = []
const client = new pg.Client({ connectionString: place.environment().DATABASE_URL })
try {
  const given = authority(files, { cases: 150, workers: 24 })
  const starting = Array.from({ length: Number(options.processes) }, (_, n) =>
    serve(place.environment(n)),
  )
  servers = await Promise.all(starting)
  await client.connect()
  client.on('error', () => undefined)

  // The first administrator, set up by the code of one on the pages of another.
  const codes = servers.map((server) => codeIn(server.said())).filter((code) => code !== null)
  // Each that starts makes a code of its own, which ends the one before: the last is good.
  const cookies = []
  for (const code of codes)
    cookies.push(await setUpFirst(servers[1].address, code).catch(() => null))
  const good = cookies.filter((cookie) => cookie !== null)
  if (good.length !== 1) fault(`${good.length} of the ${codes.length} codes printed are good`)
  const first = { cookie: good[0] ?? '', from: '10.9.0.1' }
  for (const { address } of servers) {
    const home = await ask(address, '/own/sign-ins', first)
    if (home.status !== 200) fault(`signed in on one, ${home.status} on another`)
  }

  const store = await place.open()
  const people = await signInAll(store, [
    { name: 'Sam Reed', role: 'service-manager' },
    { name: 'Noor Aziz', role: 'data-officer' },
    ...Array.from({ length: rounds }, (_, n) => ({ name: `Leaver ${n}`, role: 'service-manager' })),
  ])
  await store.close()
  const [manager, officer, ...leavers] = people

  const shown = async (address) =>
    JSON.parse((await ask(address, '/api/v1/own/workload', manager)).text).asOf
  const asked = []
  for (let n = 0; n < rounds; n += 1) {
    const day = new Date(Date.UTC(2026, 8, 1) + n * 86_400_000).toISOString().slice(0, 10)
    await bring(pick(servers).address, officer, given, day)
    // No pause: the very next answer of each must be the new one.
    for (const { address } of servers) {
      const asOf = await shown(address)
      if (asOf !== day) fault(`round ${n}: accepted on one, another still shows ${asOf}`)
    }
    const body = JSON.stringify({
      team: null,
      reach: 'service',
      moves: 'any',
      stay: [],
      seed: n + 1,
      effort: 'quick',
    })
    const headers = { 'content-type': 'application/json' }
    // The same question asked of all at once is one plan.
    const answers = await Promise.all(
      servers.map(({ address }) =>
        ask(address, '/api/v1/own/plans', {
          ...manager,
          body,
          headers: { ...headers, 'idempotency-key': freshKey() },
        }),
      ),
    )
    const ids = new Set(answers.map(({ text }) => JSON.parse(text).id))
    if (ids.size !== 1 || ids.has(undefined))
      fault(
        `round ${n}: one question was ${ids.size} plans: ${answers.map(({ status, text }) => `${status} ${text.slice(0, 200)}`).join(' | ')}`,
      )
    asked.push(...ids)

    const leaver = leavers[n]
    const post = (address, path, person, fields) =>
      ask(address, path, { ...person, body: asForm({ ...fields, once: freshKey() }) })

    // A record restricted on one is closed on all, and open on all when the restriction ends.
    const list = await ask(pick(servers).address, '/own/cases', leaver)
    const [, record, child] = /\/own\/cases\/([0-9a-f-]{36})"[^>]*>([^<]+)</.exec(list.text) ?? []
    const sees = async (address) =>
      (await ask(address, `/own/cases?search=${child}`, leaver)).text.includes(record)
    for (const [act, due] of [
      ['restrict', false],
      ['lift', true],
    ]) {
      const path = `/own/cases/${record}/restriction`
      const done = await post(pick(servers).address, path, manager, { do: act })
      if (done.status !== 303) fault(`round ${n}: to ${act} was answered ${done.status}`)
      for (const { address } of servers)
        if ((await sees(address)) !== due) fault(`round ${n}: after ${act} another shows the other`)
    }
    // An agreement chosen on one weighs on all.
    const id = n % 2 === 0 ? 'cwla-1999' : 'fairload-hours-0.1'
    await post(pick(servers).address, '/own/agreement/choose', manager, { id })
    for (const { address } of servers) {
      const { agreement } = JSON.parse((await ask(address, '/api/v1/own/workload', manager)).text)
      if (agreement.id !== id) fault(`round ${n}: another weighs with ${agreement.id}`)
    }
    for (const { address } of servers)
      if ((await ask(address, '/own', leaver)).status !== 200) fault('not signed in everywhere')
    const { address: anywhere } = pick(servers)
    const out =
      n % 2 === 0
        ? await post(anywhere, '/own/sign-out', leaver, {})
        : await post(anywhere, `/own/accounts/${leaver.account}/disable`, first, {})
    if (out.status !== 303) fault(`signing out was answered ${out.status}`)
    for (const { address } of servers)
      if ((await ask(address, '/own', leaver)).status !== 303) fault('signed out of one alone')
  }

  const ready = async (address, id) =>
    JSON.parse((await ask(address, `/api/v1/own/plans/${id}/progress`, manager)).text).state
  for (const id of asked)
    for (let tries = 0; (await ready(pick(servers).address, id)) !== 'ready'; tries += 1) {
      if (tries === 600) fault('a plan was not made in a minute')
      if (tries === 600) break
      await wait(100)
    }

  // Jobs were taken once each.
  const jobs = await client.query(
    `select name, coalesce(data->>'import', data->>'plan') as of, state::text, retry_count as again
      from jobs.job where name in ('import', 'plan')`,
  )
  for (const { name, state, again } of jobs.rows)
    if (state !== 'completed' || again !== 0)
      fault(`a job ${name} is ${state}, taken ${again + 1} times`)
  const twice = jobs.rows.length - new Set(jobs.rows.map(({ of }) => of)).size
  if (twice > 0) fault(`${twice} jobs were sent twice`)
  const made = jobs.rows.filter(({ name }) => name === 'plan').length
  if (made !== new Set(asked).size) fault(`${made} plans for ${new Set(asked).size} questions`)

  // One is killed while it reads; those left answer all along, and read to the end what it took.
  for (let n = 0; n < Math.max(1, rounds / 5); n += 1) {
    const day = new Date(Date.UTC(2026, 9, 20) + n * 86_400_000).toISOString().slice(0, 10)
    const [others, victim] = [servers.slice(0, -1), servers.at(-1)]
    const taken = await send(victim.address, officer, given, day)
    await wait(chance() * 600)
    await victim.kill()
    for (const { address } of others) {
      const answer = await ask(address, '/own', manager)
      if (answer.status !== 200) fault(`beside a killed one, another answered ${answer.status}`)
    }
    await acceptRead(others[0].address, officer, taken).catch((error) =>
      fault(`beside a killed process: ${error.message}`),
    )
    for (const { address } of others)
      if ((await shown(address)) !== day) fault('beside a killed process, an old day is shown')
    servers = [...others, await serve(place.environment(servers.length - 1))]
  }

  const verdict = run(['audit', 'verify'], place.environment(7))
  if (!verdict.includes('unbroken')) fault(`the record: ${verdict}`)
  console.log(
    `${servers.length} processes, ${rounds} rounds: ${jobs.rows.length} jobs taken once each, ${faults.length} faults`,
  )
} finally {
  await client.end().catch(() => undefined)
  await Promise.all(servers.map((server) => server.stop()))
  await place.stop()
  rmSync(files, { recursive: true, force: true })
}
process.exit(faults.length === 0 ? 0 : 1)
