// Backs up while people sign and allocate, restores each backup elsewhere, and looks at what it holds.
//   node test/stubborn/backed-up.mjs --engine embedded --backups 10
//   node test/stubborn/backed-up.mjs --engine postgres --backups 10
// Everything acknowledged before a backup began is in it, whole, with its entry in the record; what
// came while it was written is there whole or not at all; the record verifies; and the restored
// house serves: people are still signed in, pages open, and the next decision is made.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
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
  freshFolder,
  freshKey,
  rowsOf,
  run,
  runBeside,
  serve,
  signInAll,
} from '../seeds/running.mjs'
import { allocating } from './allocating.mjs'
import { signing } from './signing.mjs'

const { values: options } = parseArgs({
  options: {
    engine: { type: 'string', default: 'embedded' },
    backups: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
  },
})
const chance = chanceFrom(options.seed)
const faults = []
const fault = (text) => {
  faults.push(text)
  console.log(`  FAULT: ${text}`)
}

build()
const place = await database(options.engine, 'backed-up')
if (place === null) {
  console.log(`not run: backups on ${options.engine} (no PostgreSQL 15 or newer on this machine)`)
  process.exit(0)
}
const files = freshFolder('backed-up-files')
let server = null
const sent = []
try {
  const given = authority(files, { cases: 300, workers: 40 })
  server = await serve(place.environment())
  const store = await place.open()
  const [manager] = await signInAll(store, [{ name: 'Sam Reed', role: 'service-manager' }])
  const day = new Date().toISOString().slice(0, 10)
  await bring(server.address, manager, given, day)
  const workload = JSON.parse((await ask(server.address, '/api/v1/own/workload', manager)).text)
  const context = {
    chance,
    fault,
    people: (list) => signInAll(store, list),
    read: (person, path) => ask(server.address, path, person),
    post: async (what, person, path, fields, about = {}) => {
      const body = { ...fields, once: freshKey() }
      const one = {
        what,
        path,
        person,
        about,
        body,
        status: null,
        location: null,
        began: performance.now(),
      }
      const { status, location } = await ask(server.address, path, {
        ...person,
        body: asForm(body),
      })
      sent.push(Object.assign(one, { status, location, ended: performance.now() }))
      return one
    },
  }
  const acts = [signing, allocating]
  const players = []
  for (const act of acts) players.push(...(await act({ ...context, workload, manager })))
  await store.close()

  let going = true
  const playing = players.map(async (play) => {
    while (going) {
      await play.once(context).catch((error) => fault(error.message))
      await wait(1)
    }
  })
  const made = []
  for (let n = 0; n < Number(options.backups); n += 1) {
    const before = sent.length
    for (let tries = 0; tries < 600 && sent.length < before + 4; tries += 1) await wait(25)
    await wait(chance() * 500)
    const path = join(files, `${n}.backup`)
    const began = performance.now()
    await runBeside(['backup', path], place.environment())
    made.push({ path, began, ended: performance.now() })
  }
  going = false
  await Promise.all(playing)

  for (const { path, began, ended } of made) {
    const other = await database(options.engine, 'restored')
    let restored = null
    try {
      // Restored before it ever served, as on a new machine.
      await runBeside(['restore', path], other.environment())
      const verdict = run(['audit', 'verify'], other.environment())
      if (!verdict.includes('unbroken')) fault(`the record of a restored backup: ${verdict}`)
      restored = await serve(other.environment())
      const sure = sent.filter((one) => one.ended < began)
      const maybe = sent.filter((one) => one.ended >= began && one.began <= ended)
      const rows = (text) => rowsOf(other, text)
      for (const act of acts)
        for (const wrong of await act.check(rows, sure, maybe)) fault(`restored: ${wrong}`)
      for (const path of [
        '/own',
        '/own/waiting',
        '/own/decisions',
        '/own/agreement',
        '/own/teams',
      ]) {
        const { status } = await ask(restored.address, path, manager)
        if (status !== 200) fault(`restored: ${path} was answered ${status}`)
      }
      const next = {
        from: 'fairload-hours-0.1',
        name: 'After',
        id: 'after',
        version: '1',
        once: freshKey(),
      }
      const draft = await ask(restored.address, '/own/agreement/draft', {
        ...manager,
        body: asForm(next),
      })
      if (draft.status !== 303) fault(`restored: a new draft was answered ${draft.status}`)
      if (
        !(await ask(restored.address, '/own/agreement?id=after%401', manager)).text.includes(
          'After',
        )
      )
        fault('restored: what is new does not show')
    } finally {
      await restored?.stop()
      await other.stop()
    }
  }
  console.log(
    `${made.length} backups on ${options.engine} while ${sent.length} forms were answered: ${faults.length} faults`,
  )
} finally {
  await server?.stop()
  await place.stop()
  rmSync(files, { recursive: true, force: true })
}
process.exit(faults.length === 0 ? 0 : 1)
