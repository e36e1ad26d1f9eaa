import { spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { ClientConfig } from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import {
  audit,
  restore,
  verifyBackup,
  type OrganisationId,
  type Store,
} from '../../src/store/index.ts'
import { migrations, misfit } from '../../src/store/migrate.ts'
import { openOn } from '../../src/store/open.ts'
import { embedded, engines } from '../seeds/database.ts'
import { testService } from '../seeds/service.ts'
import {
  olderDatabase,
  RELEASES,
  releaseFile,
  sumsOver,
  tablesNow,
  type OlderDatabase,
} from './older.ts'

const all = await migrations('council')
/** Every version there has been up to the last release, with the release whose rows it is filled with. */
const versions = all
  .map(({ number }) => number)
  .filter((number) => number <= Math.max(...RELEASES))
  .map((schema): [number, (typeof RELEASES)[number]] => [schema, schema < 5 ? 4 : 60])

const hosts: pg.Client[] = []
afterAll(async () => {
  for (const host of hosts) await host.end()
})

const older = async (...of: Parameters<typeof olderDatabase>): Promise<OlderDatabase> => {
  const made = await olderDatabase(...of)
  hosts.push(made.host)
  return made
}

async function opened({ logins: { app, owner } }: OlderDatabase): Promise<Store> {
  const store = await openOn({
    kind: 'external',
    app,
    owner,
    host: null,
    joined: false,
    options: { dataFolder: '', connections: 4 },
    onProgress: () => undefined,
  })
  if (!store.ok) throw new Error(store.problem.sentence)
  return store.value
}

const had = async (host: pg.Client): Promise<number[]> =>
  (await host.query<{ number: number }>('select number from upkeep.migration order by 1')).rows.map(
    ({ number }) => number,
  )

/** What a person finds after it: figures, the agreement, the plan, and a record that nobody bent. */
async function asFound(store: Store): Promise<unknown> {
  const service = await testService({ store })
  const { council, organisation } = service
  const asked = { organisation }
  const view = await council.service(asked)
  const chains = []
  for (const each of await council.organisations()) {
    const id = each.id as OrganisationId
    chains.push((await store.inOrganisation(id, (scope) => audit.verify(scope))).whole)
  }
  const { rows: plans } = await council.plans.list(organisation, 1)
  const plan = plans[0] ? await council.plans.view(organisation, plans[0].id) : null
  return {
    chains,
    cases: (await council.cases(asked, {}))?.rows.length,
    workers: view?.workers.length,
    agreement: (await council.agreements.inForce(organisation)).key,
    plan: plan?.state.state,
    register: (await council.register.list(organisation)).rows.map(({ state }) => state),
    queries: (await council.queries.list(organisation)).map(({ answers }) =>
      answers.map(({ words }) => words),
    ),
  }
}

describe.each(engines())('a database that an earlier version wrote, on $name', (engine) => {
  test.each(versions)(
    'is brought up to this version from step %i with every row as it was',
    async (schema, release) => {
      const before = await older(engine, schema, release)
      const sums = await sumsOver(before.host, before.columns)
      expect(sums['case']?.rows ?? 85, 'children').toBe(85)
      expect(Math.max(...(await had(before.host)))).toBe(schema)
      const store = await opened(before)
      expect(await had(before.host)).toEqual(all.map(({ number }) => number))
      expect(await sumsOver(before.host, before.columns)).toEqual(sums)
      if (schema === release) {
        expect(await asFound(store)).toMatchObject(
          release === 60
            ? {
                chains: [true, true],
                cases: 17,
                agreement: 'ours@1',
                plan: 'ready',
                register: ['open'],
                queries: [['Open.']],
              }
            : { chains: [true, true], cases: 17, agreement: 'cwla-1999@1999' },
        )
      }
      await store.close()
    },
    60_000,
  )

  test('is whole after each kill in the middle of bringing it up, and the next start brings it up', async () => {
    const before = await older(engine, 4, 4)
    const sums = await sumsOver(before.host, before.columns)
    const killed: number[] = []
    for (const table of ['audit_entry', 'organisation', 'agreement', 'import', 'case', 'upload']) {
      // A lock in its way holds the starter in the midst of a step; there it is killed.
      const holder = new pg.Client(before.logins.host)
      await holder.connect()
      await holder.query(`begin; lock table council."${table}" in share row exclusive mode`)
      const starter = start(before.logins)
      const held = await starter.until(() => waitsForALock(before.host))
      starter.kill()
      await starter.over
      await holder.query('rollback')
      await holder.end()
      await nobodyBeside(before.host)
      const steps = await had(before.host)
      if (held) {
        killed.push(steps.length)
        expect(steps.length).toBeLessThan(all.length)
      }
      expect(steps).toEqual(all.slice(0, steps.length).map(({ number }) => number))
      expect(await sumsOver(before.host, before.columns)).toEqual(sums)
    }
    expect(killed.length).toBeGreaterThan(1)
    const store = await opened(before)
    expect(await had(before.host)).toEqual(all.map(({ number }) => number))
    expect(await sumsOver(before.host, before.columns)).toEqual(sums)
    await store.close()
  }, 120_000)

  test.each(RELEASES)('comes whole out of the backup that release %i made', async (release) => {
    const store = await engine.open()
    const file = releaseFile(release)
    const written = await verifyBackup(file)
    if (!written.ok) throw new Error(written.problem.sentence)
    expect(await restore(store, file, { replace: false })).toMatchObject({ ok: true })
    expect(await asFound(store)).toMatchObject({
      chains: [true, true],
      cases: 17,
      agreement: release === 60 ? 'ours@1' : 'cwla-1999@1999',
    })
    await store.close()
  })
})

test('an older version leaves a database of this one alone', async () => {
  const newer = await opened(await older(embedded, 60, 60))
  await newer.close()
  for (const last of all.slice(0, -1)) {
    const known = all.filter(({ number }) => number <= last.number)
    expect(misfit(known, all)).toMatchObject({ code: 'database-newer' })
  }
  expect(misfit(all, all)).toBeNull()
})

test('the last release held rows in every table it had', async () => {
  const { host, columns } = await older(embedded, 60, 60)
  const empty = Object.entries(await sumsOver(host, columns)).filter(([, { rows }]) => rows === 0)
  expect(empty).toEqual([])
  expect([...columns.keys()].filter((table) => !tablesNow().includes(table))).toEqual([])
})

/** Opens the store in a process of its own, so that it can be killed. */
function start(logins: { app: ClientConfig; owner: ClientConfig }) {
  const script = `
    const { openOn } = await import(process.argv[1])
    const [app, owner] = JSON.parse(process.argv[2])
    const opened = await openOn({ kind: 'external', app, owner, host: null, joined: false,
      options: { dataFolder: '' }, onProgress: () => undefined })
    process.exit(opened.ok ? 0 : 1)`
  const child = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      script,
      fileURLToPath(new URL('../../dist/store/open.js', import.meta.url)),
      JSON.stringify([logins.app, logins.owner]),
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  let ended = false
  const over = new Promise<void>((done) => child.once('exit', () => done())).then(() => {
    ended = true
  })
  return {
    over,
    kill: () => child.kill('SIGKILL'),
    /** False where it ended before. */
    async until(look: () => Promise<boolean>): Promise<boolean> {
      while (!ended) {
        if (await look()) return true
        await wait(20)
      }
      return false
    },
  }
}

const waitsForALock = async (host: pg.Client): Promise<boolean> =>
  ((
    await host.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
  ).rowCount ?? 0) > 0

/** Until the server has noticed that its clients are gone. */
async function nobodyBeside(host: pg.Client): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    const { rowCount } = await host.query(
      `select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
        and backend_type = 'client backend'`,
    )
    if (rowCount === 0) return
    await wait(20)
  }
  throw new Error('A killed starter still works in the database')
}
