/**
 * Two hundred people of an authority of Kent's size, signed in in their seven roles, reading and
 * deciding for a minute: each thinks a few seconds, then asks for the next page of their own work.
 * Managers ask workers to take waiting children, workers answer, some query a figure. Server,
 * database and this asking share the machine. Other work on the machine disturbs the milliseconds;
 * the processor time of a request, measured beside, suffers less. `FAIRLOAD_SECONDS` and
 * `FAIRLOAD_PEOPLE` change the size, `FAIRLOAD_ENGINE` takes one of `postgres` and
 * `embedded`, `FAIRLOAD_PROCESSES` serves PostgreSQL by so many web processes.
 */
import { Agent, request } from 'node:http'
import { loadavg } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import {
  asForm,
  bring,
  chanceFrom,
  database,
  databaseProcesses,
  freshKey,
  hiddenIn,
  serve,
  signInAll,
} from '../test/seeds/running.mjs'
import { offerIn } from '../test/stubborn/allocating.mjs'
import { kent, percentile } from './kent.mjs'
import { cpuOf } from './cpu.mjs'

export const name = 'People'

const GOAL_MS = { embedded: 400, postgres: 150 }
const THINK_MS = 5_000
const DAY = new Date().toISOString().slice(0, 10)

export async function run({ quick = false } = {}) {
  const seconds = Number(process.env.FAIRLOAD_SECONDS ?? (quick ? 20 : 60))
  const count = Number(process.env.FAIRLOAD_PEOPLE ?? 200)
  const { files } = kent()
  const rows = []
  const engines = process.env.FAIRLOAD_ENGINE?.split(',') ?? ['postgres', 'embedded']
  for (const engine of engines) {
    const place = await database(engine, 'people')
    if (place === null) {
      console.error('No PostgreSQL 15 or newer of its own on this machine.')
      continue
    }
    const servers = []
    try {
      const processes = engine === 'postgres' ? Number(process.env.FAIRLOAD_PROCESSES ?? 1) : 1
      for (let n = 0; n < processes; n += 1) servers.push(await serve(place.environment(n)))
      const crowd = await everybody(servers, place, files, count)
      await minute(crowd, Math.min(10, seconds), [])
      const pids = () => ({
        servers: servers.map(({ pid }) => pid),
        database: databaseProcesses(place.folder)[0],
      })
      const busy = loadavg()[0]
      const before = cpuOf(pids())
      const asked = []
      await minute(crowd, seconds, asked)
      const cpu = cpuOf(pids()).map((ms, at) => (ms - before[at]) / asked.length)
      rows.push(
        lineOf(
          engine,
          `all, ${count} people, ${(asked.length / seconds).toFixed(0)} a second${servers.length > 1 ? `, ${servers.length} web processes` : ''}`,
          asked,
          cpu,
          busy,
        ),
      )
      for (const what of [...new Set(asked.map((one) => one.what))].sort())
        rows.push(
          lineOf(
            engine,
            what,
            asked.filter((one) => one.what === what),
          ),
        )
      if (!quick) rows.push(...(await oneAtATime(engine, crowd, pids)))
      for (const [what, of] of Object.entries(grouped(asked.filter((one) => one.wrong))))
        console.error(`${engine}: ${of.length} × ${what}: ${of[0].wrong}`)
    } finally {
      await Promise.all(servers.map((server) => server.stop()))
      await place.stop()
    }
  }
  return rows
}

function lineOf(engine, what, asked, cpu, busy) {
  const took = asked.map((one) => one.ms)
  const p95 = percentile(took, 95)
  const errors = asked.filter((one) => one.wrong).length
  return {
    what,
    who: engine === 'embedded' ? 'embedded PostgreSQL' : 'PostgreSQL by DATABASE_URL',
    figures: {
      asked: String(asked.length),
      'p50 ms': percentile(took, 50).toFixed(0),
      'p95 ms': p95.toFixed(0),
      'p99 ms': percentile(took, 99).toFixed(0),
      errors: String(errors),
      ...(cpu && {
        'CPU ms each: server': cpu[0].toFixed(1),
        database: cpu[1].toFixed(1),
        'load before': busy.toFixed(1),
        'within goal': p95 < GOAL_MS[engine] && errors === 0 ? 'yes' : 'NO',
      }),
    },
  }
}

/** How many of two hundred are what. */
const SHARES = [
  ['social-worker', 0.66],
  ['team-manager', 0.2],
  ['service-manager', 0.04],
  ['data-officer', 0.03],
  ['agreement-party', 0.04],
  ['auditor', 0.02],
  ['administrator', 0.01],
]

async function everybody(servers, place, files, count) {
  const store = await place.open()
  const [officer, head] = await signInAll(store, [
    { name: 'Noor Aziz', role: 'data-officer' },
    { name: 'Sam Reed', role: 'service-manager' },
  ])
  const [{ address }] = servers
  await bring(address, officer, files, DAY)
  const read = async (person, path) => (await ask(address, person, path)).text
  const workload = JSON.parse(await read(head, '/api/v1/own/workload'))
  const workersPage = await read(head, '/own/workers')
  const teamsPage = await read(head, '/own/teams')
  const at = (page, kind) =>
    new Map(
      [...page.matchAll(new RegExp(`/own/${kind}/([0-9a-f-]{36})"[^>]*>([^<]+)<`, 'g'))].map(
        ([, place, name]) => [name, place],
      ),
    )
  const workerAt = at(workersPage, 'workers')
  const teamAt = at(teamsPage, 'teams')
  const parents = new Set(workload.teams.map(({ parent }) => parent))
  const teams = workload.teams.filter(({ id, name }) => !parents.has(id) && teamAt.has(name))
  const holders = workload.workers.filter(({ cases, name }) => cases > 0 && workerAt.has(name))
  const list = SHARES.flatMap(([role, share]) =>
    Array.from({ length: Math.round(share * count) }, (_, n) => {
      const worker = holders[(n * 7) % holders.length]
      const team = teams[n % teams.length]
      return {
        role,
        name: role === 'social-worker' ? worker.name : `${role} ${n}`,
        worker: role === 'social-worker' ? worker.id : null,
        team: role === 'team-manager' ? team.id : null,
        place:
          role === 'social-worker'
            ? workerAt.get(worker.name)
            : role === 'team-manager'
              ? teamAt.get(team.name)
              : null,
      }
    }),
  )
  const people = await signInAll(store, list)
  await store.close()
  const placed = people.map((person, n) => ({
    ...person,
    address: servers[n % servers.length].address,
  }))
  return { address, people: placed, head, chance: chanceFrom(7) }
}

const agent = new Agent({ keepAlive: true, maxSockets: 512 })

/** One request, timed from its sending to its last byte. */
function ask(address, person, path, fields) {
  const body = fields === undefined ? undefined : asForm(fields).toString()
  const from = performance.now()
  return new Promise((resolve) => {
    const sent = request(
      `${address}${path}`,
      {
        agent,
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          cookie: person.cookie,
          origin: address,
          'x-forwarded-for': person.from,
          ...(body === undefined
            ? {}
            : {
                'content-type': 'application/x-www-form-urlencoded',
                'content-length': Buffer.byteLength(body),
              }),
        },
      },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (piece) => (text += piece))
        answer.on('end', () =>
          resolve({
            status: answer.statusCode,
            location: answer.headers.location ?? null,
            text,
            ms: performance.now() - from,
          }),
        )
      },
    )
    sent.on('error', (error) =>
      resolve({
        status: 0,
        location: null,
        text: error.code ?? error.name,
        ms: performance.now() - from,
      }),
    )
    sent.end(body)
  })
}

/** Everybody at work for so many seconds. */
async function minute({ people, chance }, seconds, asked) {
  const until = performance.now() + seconds * 1000
  const pick = (from) => from[Math.floor(chance() * from.length)]
  await Promise.all(
    people.map(async (person) => {
      await wait(chance() * Math.min(THINK_MS, seconds * 500))
      while (performance.now() < until) {
        for (const [what, path, fields, good = [200]] of stepsOf(person, chance, pick)) {
          const answer = await ask(person.address, person, path, fields)
          const wrong = good.includes(answer.status) ? null : `${answer.status} ${path}`
          asked.push({ what, ms: answer.ms, wrong })
          person.last = answer
          if (performance.now() > until) return
          if (fields === undefined) learn(person, answer.text)
        }
        await wait(THINK_MS * (0.3 + 1.4 * chance()))
      }
    }),
  )
}

/** What a page showed somebody: where they may go next. */
function learn(person, text) {
  const found = (kind) => [
    ...new Set(
      [...text.matchAll(new RegExp(`/own/${kind}/([0-9a-f-]{36})`, 'g'))].map(([, id]) => id),
    ),
  ]
  const keep = (key, list) => {
    if (list.length > 0) person[key] = list.slice(0, 60)
  }
  keep('cases', found('cases'))
  keep('workers', found('workers'))
  keep('decisions', found('decisions'))
  const offer = offerIn(text)
  person.offer = offer.offered.length > 0 ? { ...offer, at: person.asking } : person.offer
  const answer = /<form[^>]*\/decisions\/([0-9a-f-]{36})\/answer"[^]*?<\/form>/.exec(text)
  if (answer) person.answer = { id: answer[1], hidden: hiddenIn(answer[0]) }
}

/** What somebody does next: one page, or a page and the form on it. */
function* stepsOf(person, chance, pick) {
  const r = chance()
  const { role, place } = person
  if (role === 'social-worker') {
    if (person.answer && r < 0.5) {
      const { id, hidden } = person.answer
      person.answer = null
      const accepted = { ...hidden, once: freshKey(), answer: 'accepted', reason: '', words: '' }
      yield ['answer a decision (form)', `/own/decisions/${id}/answer`, accepted, [303, 422]]
    } else if (r < 0.4) yield ['own work', `/own/workers/${place}`]
    else if (r < 0.7 && person.cases) yield ['a case', `/own/cases/${pick(person.cases)}`]
    else if (r < 0.8) yield ['first page', '/own/home']
    else if (r < 0.88) {
      yield ['decisions', '/own/decisions']
      if (person.decisions)
        yield ['a decision', `/own/decisions/${pick(person.decisions)}`, undefined, [200, 404]]
    } else if (r < 0.92) yield ['who looked', `/own/workers/${place}/looks`]
    else if (r < 0.96) yield ['the agreement', '/own/agreement']
    else {
      const words = 'This closed in August.'
      yield [
        'query a figure (form)',
        `/own/queries/new?about=worker&of=${place}`,
        queryOf(words),
        [303, 422],
      ]
    }
  } else if (role === 'team-manager') {
    if (person.offer && r < 0.35) {
      const { hidden, offered, at } = person.offer
      person.offer = null
      const fields = { ...hidden, once: freshKey(), to: offered[0], overrideReason: '', words: '' }
      yield ['allocate (form)', `/own/cases/${at}/allocate`, fields, [303, 422]]
    } else if (r < 0.4) yield ['a team', `/own/teams/${place}`]
    else if (r < 0.6 && person.workers)
      yield ['a worker of the team', `/own/workers/${pick(person.workers)}`, undefined, [200, 404]]
    else if (r < 0.7 && person.cases)
      yield ['a case', `/own/cases/${pick(person.cases)}`, undefined, [200, 404]]
    else if (r < 0.9) {
      yield ['waiting children', '/own/waiting']
      const next = /\/own\/cases\/([0-9a-f-]{36})\/allocate/g
      const waiting = [...person.last.text.matchAll(next)].map(([, id]) => id)
      if (waiting.length > 0) {
        person.asking = pick(waiting)
        yield ['a shortlist', `/own/cases/${person.asking}/allocate`, undefined, [200, 404]]
      }
    } else if (r < 0.95) yield ['handovers', '/own/handovers']
    else yield ['decisions', '/own/decisions']
  } else {
    const pages = {
      'service-manager': [
        ['the service', '/own'],
        ['teams', '/own/teams'],
        ['all cases', '/own/cases'],
        ['waiting children', '/own/waiting'],
        ['the register', '/own/register'],
        ['workers', '/own/workers'],
        ['establishment', '/own/establishment'],
      ],
      'data-officer': [
        ['imports', '/own/imports'],
        ['findings', '/own/findings'],
        ['people', '/own/people'],
        ['the service', '/own'],
      ],
      'agreement-party': [
        ['first page', '/own/home'],
        ['the agreement', '/own/agreement'],
        ['totals', '/own/totals'],
      ],
      auditor: [
        ['the record', '/own/record'],
        ['the register', '/own/register'],
      ],
      administrator: [
        ['accounts', '/own/accounts'],
        ['first page', '/own/home'],
      ],
    }[role]
    yield pick(pages)
  }
}

const queryOf = (words) => ({ once: freshKey(), what: 'count', words, evidence: 'The letter.' })

/** Each page by itself: the processor time that the mixture cannot tell apart. */
async function oneAtATime(engine, { address, people, head }, pids) {
  const one = (role) => people.find((person) => person.role === role)
  const [worker, manager, auditor, party, officer] = [
    one('social-worker'),
    one('team-manager'),
    one('auditor'),
    one('agreement-party'),
    one('data-officer'),
  ]
  const waiting = /\/own\/cases\/([0-9a-f-]{36})\/allocate/.exec(
    (await ask(address, head, '/own/waiting')).text,
  )?.[1]
  const pages = [
    ['own work', worker, `/own/workers/${worker.place}`],
    ['first page of a worker', worker, '/own/home'],
    ['a case', worker, `/own/cases/${worker.cases?.[0]}`],
    ['decisions of a worker', worker, '/own/decisions'],
    ['a team', manager, `/own/teams/${manager.place}`],
    ['first page of a manager', manager, '/own/home'],
    ['waiting children of a team', manager, '/own/waiting'],
    ['handovers of a team', manager, '/own/handovers'],
    ['a shortlist of the service', head, `/own/cases/${waiting}/allocate`],
    ['the service', head, '/own'],
    ['all cases', head, '/own/cases'],
    ['waiting children', head, '/own/waiting'],
    ['decisions', head, '/own/decisions'],
    ['the register', head, '/own/register'],
    ['workers', head, '/own/workers'],
    ['establishment', head, '/own/establishment'],
    ['the agreement', party, '/own/agreement'],
    ['totals', party, '/own/totals'],
    ['findings', officer, '/own/findings'],
    ['people', officer, '/own/people'],
    ['the record', auditor, '/own/record'],
  ]
  const rows = []
  for (const [what, person, path] of pages) {
    const first = await ask(address, person, path)
    if (first.status !== 200) {
      console.error(`${what} was answered ${first.status}`)
      continue
    }
    const took = []
    const before = cpuOf(pids())
    for (let i = 0; i < 8; i += 1) took.push((await ask(address, person, path)).ms)
    const cpu = cpuOf(pids()).map((ms, at) => (ms - before[at]) / took.length)
    rows.push({
      what: `${what}, one at a time`,
      who: engine === 'embedded' ? 'embedded PostgreSQL' : 'PostgreSQL by DATABASE_URL',
      figures: {
        'p50 ms': percentile(took, 50).toFixed(0),
        'CPU ms each: server': cpu[0].toFixed(1),
        database: cpu[1].toFixed(1),
      },
    })
  }
  return rows
}

function grouped(list) {
  const groups = {}
  for (const one of list) (groups[one.what] ??= []).push(one)
  return groups
}
