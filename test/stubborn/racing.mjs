// Nine managers race for one case on three web processes: one wins, the others are told by whom.
//   node test/stubborn/racing.mjs --rounds 200 [--seed 1]
// Each sends its own form at the same moment, for workers of their own choosing; afterwards the case
// has one decision, counted once, and the one who won takes it back for the next round.
import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import pg from 'pg'
import {
  asForm,
  ask,
  authority,
  bring,
  build,
  chanceFrom,
  database,
  freshFolder,
  freshKey,
  run,
  serve,
  signInAll,
} from '../seeds/running.mjs'
import { offerIn, waitingCases } from './allocating.mjs'

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    managers: { type: 'string', default: '9' },
    seed: { type: 'string', default: '1' },
  },
})
const rounds = Number(options.rounds)
const chance = chanceFrom(options.seed)
const faults = []
const fault = (text) => {
  faults.push(text)
  console.log(`  FAULT: ${text}`)
}

build()
const place = await database('postgres', 'racing')
if (place === null) {
  console.log(
    'not run: nine managers on three processes (no PostgreSQL 15 or newer on this machine)',
  )
  process.exit(0)
}
const files = freshFolder('racing-files')
let servers = []
const client = new pg.Client({ connectionString: place.environment().DATABASE_URL })
try {
  const given = authority(files, { cases: 300, workers: 40 })
  servers = await Promise.all([0, 1, 2].map((n) => serve(place.environment(n))))
  await client.connect()
  const store = await place.open()
  const managers = await signInAll(
    store,
    Array.from({ length: Number(options.managers) }, (_, n) => ({
      name: `Manager Number ${n}`,
      role: 'service-manager',
    })),
  )
  await store.close()
  const day = new Date().toISOString().slice(0, 10)
  await bring(servers[0].address, managers[0], given, day)
  await client.query(`select set_config('app.directory', 'on', false)`)
  const own = await client.query(`select id from council.organisation where slug = 'own'`)
  const { id } = own.rows[0]
  await client.query(
    `select set_config('app.organisation', $1, false), set_config('app.sees', 'house', false)`,
    [id],
  )

  const waiting = await waitingCases(
    (person, path) => ask(servers[0].address, path, person),
    managers[0],
  )
  let won = 0
  let milliseconds = 0
  let turn = 0
  for (let n = 0; n < rounds; n += 1) {
    // A case that somebody can take now.
    let offered = []
    let hidden = {}
    let address = null
    for (let tries = 0; offered.length === 0 && tries < waiting.length; tries += 1) {
      address = waiting[(turn += 1) % waiting.length]
      const page = await ask(servers[n % 3].address, `/own/cases/${address}/allocate`, managers[0])
      ;({ hidden, offered } = offerIn(page.text))
    }
    if (offered.length === 0) throw new Error('Nobody can take any case')
    // Those within a hair of the first need no reason; so each of those may be chosen.
    const began = performance.now()
    const answers = await Promise.all(
      managers.map((person, m) =>
        ask(servers[m % 3].address, `/own/cases/${address}/allocate`, {
          ...person,
          body: asForm({
            ...hidden,
            once: freshKey(),
            to: offered[Math.floor(chance() * Math.min(3, offered.length))],
            overrideReason: 'emergency',
            words: 'The same case at the same moment.',
          }),
        }),
      ),
    )
    milliseconds = Math.max(milliseconds, performance.now() - began)
    const winners = managers.filter((_, m) => answers[m].status === 303)
    const [winner] = winners
    if (winners.length === 1) won += 1
    else
      fault(`round ${n}: ${winners.length} won: ${answers.map(({ status }) => status).join(' ')}`)
    if (winner === undefined) continue
    for (const [m, { status, text }] of answers.entries()) {
      if (status === 303) continue
      if (status !== 422 && status !== 409) fault(`round ${n}: a loser was answered ${status}`)
      else if (!text.includes(winner.name)) fault(`round ${n}: manager ${m} was not told who won`)
    }
    const { rows } = await client.query(
      `select count(distinct decision)::int as decisions, count(*)::int as counted from council.decision_in_play`,
    )
    if (rows[0].decisions !== 1) fault(`round ${n}: ${rows[0].decisions} decisions count`)
    // What one was answered, all three processes show.
    const decision = answers[managers.indexOf(winner)].location.replace(/[?#].*$/, '')
    for (const server of servers) {
      const page = await ask(server.address, decision, winner)
      if (page.status !== 200 || !page.text.includes(winner.name))
        fault(`round ${n}: a process does not show the decision`)
    }
    const back = await ask(servers[(n + 1) % 3].address, `${decision}/recall`, {
      ...winner,
      body: asForm({ once: freshKey(), words: 'For the next round.' }),
    })
    if (back.status !== 303) fault(`round ${n}: taking it back was answered ${back.status}`)
  }
  const verdict = run(['audit', 'verify'], place.environment(7))
  if (!verdict.includes('unbroken')) fault(`the record: ${verdict}`)
  const made = await client.query(
    `select count(*)::int as made, (select count(*)::int from council.audit_entry where what = 'decision.made') as noted from council.decision`,
  )
  const [{ made: count, noted }] = made.rows
  if (count !== won || noted !== won) fault(`${won} wins, ${count} decisions, ${noted} entries`)
  console.log(
    `${managers.length} managers on ${servers.length} processes: one won ${won} of ${rounds} times; all answers within ${Math.round(milliseconds)} ms; ${faults.length} faults`,
  )
} finally {
  await client.end().catch(() => undefined)
  await Promise.all(servers.map((server) => server.stop()))
  await place.stop()
  rmSync(files, { recursive: true, force: true })
}
process.exit(faults.length === 0 ? 0 : 1)
