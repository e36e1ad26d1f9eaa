// Kills the branch's server while officers save the same records, and looks for every word it acknowledged.
//   node test/stubborn/branch-saves.mjs [--kills 50] [--seed 1]
// A kill is SIGKILL to the server and its database. A save is acknowledged when it is answered: as saved
// (303), or as kept beside what another saved meanwhile (409).
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { build, chanceFrom, command, freshFolder, hiddenIn, part } from '../seeds/running.mjs'

const { values: options } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
  },
})
build()
const chance = chanceFrom(options.seed)
const home = freshFolder('branch-saves')
const dataFolder = join(home, 'data')
let faults = 0
const fault = (text) => {
  faults += 1
  console.log(`FAULT: ${text}`)
}

async function serve() {
  const child = spawn(process.execPath, [command, 'branch', 'serve', '--port', '0'], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: home, FAIRLOAD_BRANCH_DATA: dataFolder },
  })
  const over = new Promise((done) => child.once('close', done))
  let said = ''
  const address = await new Promise((done, failed) => {
    const hear = (text) => {
      said += text
      const [, at] = /branch is ready: (http:\/\/\S+)/.exec(said) ?? []
      if (at) done(at)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    over.then(() => failed(new Error(`It ended before it was ready: ${said.slice(-2000)}`)))
  })
  return {
    address,
    kill: async () => {
      process.kill(-child.pid, 'SIGKILL')
      await over
    },
    stop: async () => {
      process.kill(-child.pid, 'SIGTERM')
      await over
    },
  }
}

const fieldsIn = (form) => ({
  ...Object.fromEntries(
    [...form.matchAll(/<input[^>]*type="(?:text|date|number)"[^>]*>/g)].map(([input]) => [
      /name="([^"]*)"/.exec(input)?.[1] ?? '',
      /value="([^"]*)"/.exec(input)?.[1] ?? '',
    ]),
  ),
  ...hiddenIn(form),
})

/** Somebody of the demonstration, signed in. */
async function officer(address, member) {
  let cookie = ''
  const ask = async (path, form = null) => {
    const answer = await fetch(new URL(path, address), {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: {
        cookie,
        ...(form
          ? {
              origin: new URL(address).origin,
              'content-type': 'application/x-www-form-urlencoded',
            }
          : {}),
      },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    })
    const set = answer.headers.get('set-cookie')
    if (set) cookie = set.split(';')[0]
    return { status: answer.status, text: await answer.text() }
  }
  const page = (await ask('/demonstration/sign-in')).text
  const forms = page.match(/<form[^]*?<\/form>/g) ?? []
  const mine = forms.filter((form) => form.includes('/walk'))[member]
  if (!mine) throw new Error('The demonstration offers too few people')
  const walked = await ask('/demonstration/walk', {
    ...hiddenIn(mine),
    member:
      /name="member" value="([^"]+)"|value="([^"]+)"[^>]*name="member"/
        .exec(mine)
        ?.slice(1)
        .find(Boolean) ?? '',
  })
  if (walked.status !== 303) throw new Error(`Nobody was let in: ${walked.status}`)
  return ask
}

/** Every version that is kept, with the record it is of. */
async function kept() {
  const { openBranchStore } = await part('store/branch/index.js')
  const { insideOf } = await part('store/inside.js')
  for (let tries = 0; ; tries += 1) {
    const store = await openBranchStore({ dataFolder, whenRunning: 'join' })
    if (!store.ok) {
      if (tries === 50) throw new Error(store.problem.sentence)
      await wait(100)
      continue
    }
    const client = await insideOf(store.value).app.connect()
    try {
      await client.query(`select set_config('app.directory', 'on', false)`)
      const { rows: of } = await client.query('select id from branch.organisation')
      const all = []
      for (const { id } of of) {
        await client.query(
          `select set_config('app.organisation', $1, false), set_config('app.sees', 'house', false)`,
          [id],
        )
        const { rows } = await client.query(
          `select r.id, r.number as stands, v.number, v.aside, v.body::text as body, r.body::text as now
            from branch.record r join branch.record_version v
              on v.organisation = r.organisation and v.record = r.id order by 1, 3`,
        )
        all.push(...rows)
      }
      return all
    } finally {
      client.release(true)
      await store.value.close()
    }
  }
}

const acknowledged = new Set()
const sent = new Set()
let serial = 0
let aside = 0

/** Saves the same two concerns over and over, until the server is gone. */
async function saving(ask, concerns) {
  for (;;) {
    const path = `/demonstration/concerns/${concerns[Math.floor(chance() * concerns.length)]}/edit`
    const word = `saved-word-${(serial += 1)}-end`
    try {
      const page = await ask(path)
      const form = (page.text.match(/<form[^]*?<\/form>/g) ?? []).find((each) =>
        each.includes('/edit'),
      )
      if (!form) throw new Error(`no form: ${page.status}`)
      const fields = fieldsIn(form)
      for (const [, select, inner] of form.matchAll(
        /<select[^>]*name="([^"]+)"[^>]*>([^]*?)<\/select>/g,
      )) {
        const chosen =
          /<option[^>]*value="([^"]*)"[^>]*selected/.exec(inner) ??
          /value="([^"]*)"[^>]*/.exec(inner)
        fields[select] = chosen?.[1] ?? ''
      }
      fields.title = word
      sent.add(word)
      const { status } = await ask(path, fields)
      if (status === 303 || status === 409) acknowledged.add(word)
      else fault(`a save was answered ${status}`)
      if (status === 409) aside += 1
    } catch (error) {
      if (error instanceof TypeError) return
      throw error
    }
  }
}

try {
  let server = await serve()
  const first = await officer(server.address, 0)
  const list = (await first('/demonstration/concerns')).text
  const concerns = [
    ...new Set([...list.matchAll(/\/concerns\/([0-9a-f-]{36})"/g)].map(([, id]) => id)),
  ].slice(0, 2)
  if (concerns.length < 2) throw new Error('The demonstration has too few concerns')
  for (let kill = 0; kill < Number(options.kills); kill += 1) {
    const people = await Promise.all([0, 0, 1].map((which) => officer(server.address, which)))
    const work = people.map((ask) => saving(ask, concerns))
    // In the middle of whatever is being saved, once something was heard since the last start.
    const before = acknowledged.size
    for (let looks = 0; looks < 600 && acknowledged.size === before; looks += 1) await wait(20)
    await wait(chance() * 250)
    await server.kill()
    await Promise.all(work)
    server = await serve()
  }
  const rows = await kept()
  if (rows.length === 0) fault('nothing is kept at all')
  const bodies = rows.map(({ body }) => body).join('\n')
  for (const word of acknowledged) if (!bodies.includes(word)) fault(`lost: ${word}`)
  const found = [...new Set(bodies.match(/saved-word-\d+-end/g) ?? [])]
  for (const word of found) if (!sent.has(word)) fault(`never sent: ${word}`)
  const byRecord = Map.groupBy ? Map.groupBy(rows, ({ id }) => id) : new Map()
  if (!Map.groupBy)
    for (const row of rows) byRecord.set(row.id, [...(byRecord.get(row.id) ?? []), row])
  for (const [id, versions] of byRecord) {
    const numbers = versions.map(({ number }) => number)
    if (numbers.some((number, at) => number !== at + 1)) fault(`${id} misses a version`)
    const stands = versions.find(({ number, stands: at }) => number === at)
    if (!stands || stands.aside || stands.body !== stands.now) fault(`${id} stands on no version`)
  }
  await server.stop()
  if (acknowledged.size < Number(options.kills)) fault(`only ${acknowledged.size} saves were heard`)
  console.log(
    `${options.kills} kills, ${sent.size} saves sent, ${acknowledged.size} acknowledged (${aside} kept beside another's), ${faults} faults`,
  )
} finally {
  rmSync(home, { recursive: true, force: true })
}
process.exitCode = faults === 0 ? 0 : 1
