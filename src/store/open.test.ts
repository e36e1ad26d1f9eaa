import { chmod, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { embedded, engines, freshFolder } from '../../test/seeds/database.ts'
import { checkSafety } from './check.ts'
import { embeddedServer } from './host/host.ts'
import type { Store, StoreOptions } from './index.ts'
import { backup, openStore, organisations, restore } from './index.ts'
import { withClient } from './connect.ts'
import { sendJob } from './jobs.ts'
import { insideOf, openOn } from './open.ts'

const at = new Date('2025-10-01T09:00:00Z')

describe('the embedded database', () => {
  // One folder for all: made by the first test, opened and closed by each.
  const dataFolder = freshFolder()
  const folders = [dataFolder]
  const stores: Store[] = []
  const folder = () => {
    const made = freshFolder()
    folders.push(made)
    return made
  }
  const opened = async (options: Partial<StoreOptions> = {}): Promise<Store> => {
    const store = await openStore({ dataFolder, ...options })
    if (!store.ok) throw new Error(store.problem.sentence)
    stores.push(store.value)
    return store.value
  }
  const organisation = (store: Store, slug: string) =>
    organisations.create(store, { slug, name: slug, kind: 'own', settings: {}, at })
  const slugs = (store: Store) =>
    store.inDirectory(async (directory) =>
      (await organisations.list(directory)).map((found) => found.slug),
    )
  /** The programs of the first folder: other folders need no copy of their own. */
  const programs = async () => {
    const [version] = await readdir(join(dataFolder, 'program'))
    return join(dataFolder, 'program', version ?? '', 'bin')
  }
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close()
  })
  afterAll(async () => {
    for (const path of folders) await rm(path, { recursive: true, force: true })
  })

  test('of many first starts at once exactly one opens the folder, with plain words on the way', async () => {
    const stages: string[] = []
    const all = await Promise.all(
      Array.from({ length: 5 }, () =>
        openStore({ dataFolder, onProgress: (stage) => stages.push(stage) }),
      ),
    )
    for (const one of all) if (one.ok) stores.push(one.value)
    expect(stores).toHaveLength(1)
    for (const one of all) if (!one.ok) expect(one.problem.code).toBe('folder-in-use')
    expect(stages).toEqual([
      'Preparing the database: copying',
      'Preparing the database: initialising',
      'Preparing the database: starting',
      'Preparing the database: bringing its tables up to date',
    ])
    await organisation(stores[0] as Store, 'kept')
  })

  test('keeps what it was given, is quick the second time, and leaves nothing running', async () => {
    const stages: string[] = []
    const store = await opened({ onProgress: (stage) => stages.push(stage) })
    expect(stages[0]).toBe('Preparing the database: starting')
    expect(await slugs(store)).toEqual(['kept'])
    expect(await store.about()).toMatchObject({ server: '18.4', where: dataFolder })
    await store.close()
    expect(await embeddedServer(dataFolder)).toBeNull()
    expect(existsSync(join(dataFolder, 'lock'))).toBe(false)
  })

  test('a second start on the same folder is refused with a sentence that says where the first is', async () => {
    const first = await opened()
    await first.announce('http://127.0.0.1:4747')
    const second = await openStore({ dataFolder })
    expect(second).toMatchObject({ ok: false, problem: { code: 'folder-in-use' } })
    if (!second.ok) {
      expect(second.problem.sentence).toContain('http://127.0.0.1:4747')
      expect(second.problem.sentence).toContain(`process ${process.pid}`)
    }
    expect(await slugs(first)).toEqual(['kept'])
  })

  test('a backup or a check joins the one that runs and leaves it running; a restore does not', async () => {
    const first = await opened()
    const joined = await opened({ whenRunning: 'join' })
    expect(await slugs(joined)).toEqual(['kept'])
    const path = join(dataFolder, 'a.backup')
    expect(await backup(joined, path, at)).toMatchObject({ ok: true })
    expect(await restore(joined, path, { replace: true })).toMatchObject({
      ok: false,
      problem: { code: 'folder-in-use' },
    })
    await joined.close()
    expect(await slugs(first)).toEqual(['kept'])
  })

  test.each([
    ['an empty one', ''],
    ['half of one', '{"half'],
    ['of a process that is gone', JSON.stringify(dead(2 ** 22 + 1))],
    ['of a process whose number another has now', JSON.stringify(dead(process.pid))],
  ])('a lock that a killed process left is taken over: %s', async (_, left) => {
    await writeFile(join(dataFolder, 'lock'), left)
    expect(await slugs(await opened())).toEqual(['kept'])
  })

  test('a job whose process was killed at its last try is tried again all the same', async () => {
    const own = { dataFolder: folder(), programs: await programs() }
    const before = await opened(own)
    const made = await organisation(before, 'killed')
    if (!made.ok) throw new Error(made.problem.sentence)
    const id = '00000000-0000-4000-8000-000000000002'
    await before.inOrganisation(made.value.id, (scope) =>
      sendJob(scope, 'import', { organisation: scope.organisation, import: id }),
    )
    // As a kill leaves it: taken up, with no try left.
    await withClient(insideOf(before).app, (client) =>
      client.query(
        `update jobs.job set state = 'active', started_on = now(), retry_count = retry_limit
          where data->>'import' = $1`,
        [id],
      ),
    )
    await before.close()
    const after = await opened(own)
    const done = await new Promise<string>((how) =>
      after.jobs.work(
        'import',
        (job) => Promise.resolve(how(`read ${job.import}`)),
        (job) => Promise.resolve(how(`given up ${job.import}`)),
      ),
    )
    expect(done).toBe(`read ${id}`)
  })

  test('a server that dies is started again, and requests wait for it', async () => {
    const store = await opened()
    for (const how of ['SIGKILL', 'SIGINT', 'SIGQUIT'] as const) {
      const pid = await embeddedServer(dataFolder)
      if (pid === null) throw new Error('No server')
      process.kill(pid, how)
      // Until the next one is there: before that, a child that outlived its server may still answer.
      for (let now: number | null = pid; now === pid || now === null;) {
        await new Promise((done) => setTimeout(done, 5))
        now = await embeddedServer(dataFolder)
      }
      expect(await slugs(store)).toEqual(['kept'])
    }
  })

  test('fsync and the rest that keeps a promise are on, and rows stay out of its log', async () => {
    const store = await opened()
    await organisation(store, 'kept')
    const client = new pg.Client({
      host: join(dataFolder, 'run'),
      user: 'fairload_app',
      database: 'fairload',
    })
    await client.connect()
    await expect(
      client.query(`insert into council.organisation values ('named-in-error')`),
    ).rejects.toThrow('named-in-error')
    const { rows } = await client.query<{ setting: string }>(
      `select setting from pg_settings where name in
        ('fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums')`,
    )
    await client.end()
    expect(rows.map((row) => row.setting)).toEqual(['on', 'on', 'on', 'on'])
    expect(await readFile(join(dataFolder, 'database.log'), 'utf8')).not.toContain('named-in-error')
  })

  test.runIf(process.getuid?.() === 0)(
    'started as root, the database runs as an account without rights, and says so where that account cannot go',
    async () => {
      await opened()
      const pid = await embeddedServer(dataFolder)
      const status = await readFile(`/proc/${pid}/status`, 'utf8')
      expect(status).toMatch(/^Uid:\s+(?!0\s)\d+/m)

      const closed = folder()
      await chmod(closed, 0o700)
      const refused = await openStore({
        dataFolder: join(closed, 'data'),
        programs: await programs(),
      })
      expect(refused).toMatchObject({ ok: false, problem: { code: 'folder-not-reachable' } })
      if (!refused.ok) expect(refused.problem.sentence).toContain(closed)
    },
  )

  test('a folder that another version of PostgreSQL wrote is left alone', async () => {
    const older = folder()
    await mkdir(join(older, 'database', '17'), { recursive: true })
    expect(await openStore({ dataFolder: older, programs: await programs() })).toMatchObject({
      ok: false,
      problem: { code: 'folder-of-another-version' },
    })
  })

  test('a data folder that is a link works like the folder behind it', async () => {
    const link = `${dataFolder}-link`
    await symlink(dataFolder, link)
    folders.push(link)
    const store = await opened({ dataFolder: link })
    expect(await embeddedServer(dataFolder)).not.toBeNull()
    expect(await openStore({ dataFolder })).toMatchObject({ problem: { code: 'folder-in-use' } })
    await store.close()
    expect(await embeddedServer(dataFolder)).toBeNull()
  })

  test('a folder too deep for a socket gets a short one, of its own, that goes away again', async () => {
    const deep = join(folder(), 'x'.repeat(60), 'y'.repeat(60))
    const store = await opened({ dataFolder: deep, programs: await programs() })
    expect(await slugs(store)).toEqual([])
    const place = JSON.parse(await readFile(join(deep, 'place.json'), 'utf8')) as {
      socket: string
    }
    expect(place.socket.length).toBeLessThan(60)
    await store.close()
    expect(existsSync(place.socket)).toBe(false)
  })
})

/** A lock as a process that was killed leaves it. */
function dead(pid: number): object {
  return { pid, nonce: 'x', host: hostname(), started: '1', boot: null, address: null }
}

describe.each(engines())('opening $name', (engine) => {
  const open = (app: pg.ClientConfig, owner: pg.ClientConfig | null) =>
    openOn({
      kind: 'external',
      app,
      owner,
      host: null,
      joined: false,
      options: { dataFolder: '' },
      onProgress: () => undefined,
    })
  const asHost = async (config: pg.ClientConfig, statements: string[]) => {
    const client = new pg.Client(config)
    await client.connect()
    for (const statement of statements) await client.query(statement)
    await client.end()
  }

  test('several starters prepare one database at once, and all of them find it prepared', async () => {
    const { app, owner } = await engine.database()
    const all = await Promise.all(Array.from({ length: 4 }, () => open(app, owner)))
    for (const one of all) {
      if (!one.ok) throw new Error(one.problem.sentence)
      await one.value.close()
    }
  })

  test('a superuser is refused, and so is a login that may bypass row security or become one that does', async () => {
    const { app, owner, host } = await engine.database()
    const prepared = await open(app, owner)
    if (!prepared.ok) throw new Error(prepared.problem.sentence)
    await prepared.value.close()
    expect(await open(host, null)).toMatchObject({
      ok: false,
      problem: { code: 'login-is-superuser' },
    })

    const check = async (role: string) => {
      const client = new pg.Client(host)
      await client.connect()
      try {
        await client.query(`set session authorization ${role}`)
        return await checkSafety(client, 'council')
      } finally {
        await client.end()
      }
    }
    const name = `t${process.pid}_${Math.floor(performance.now())}`
    await asHost(host, [
      `create role ${name}_bypass bypassrls`,
      `create role ${name}_member in role ${name}_bypass`,
      `grant usage on schema council to ${name}_bypass, ${name}_member`,
    ])
    expect(await check(`${name}_bypass`)).toMatchObject({
      ok: false,
      problem: { code: 'login-bypasses-row-security' },
    })
    expect(await check(`${name}_member`)).toMatchObject({
      ok: false,
      problem: { code: 'login-bypasses-row-security' },
    })
    await asHost(host, [
      `drop owned by ${name}_bypass, ${name}_member`,
      `drop role ${name}_member`,
      `drop role ${name}_bypass`,
    ])
  })

  test('tables whose row security was taken off are refused, by the owner and by others', async () => {
    const { app, owner, host } = await engine.database()
    const prepared = await open(app, owner)
    if (!prepared.ok) throw new Error(prepared.problem.sentence)
    await prepared.value.close()
    await asHost(host, ['alter table council.import no force row level security'])
    expect(await open(owner, null)).toMatchObject({
      ok: false,
      problem: { code: 'login-owns-unforced-tables' },
    })
    expect(await open(app, null)).toMatchObject({
      ok: false,
      problem: { code: 'tables-without-row-security' },
    })
  })

  test('a login that owns nothing is told that the database is not prepared; one that may prepares it alone', async () => {
    const bare = await engine.database()
    expect(await open(bare.app, null)).toMatchObject({
      ok: false,
      problem: { code: 'database-not-prepared' },
    })
    const alone = await open(bare.owner, null)
    if (!alone.ok) throw new Error(alone.problem.sentence)
    const made = await organisations.create(alone.value, {
      slug: 'one',
      name: 'One',
      kind: 'own',
      settings: {},
      at,
    })
    expect(made.ok).toBe(true)
    await alone.value.close()
  })

  test('a database of a newer version, or one that was changed, is left alone', async () => {
    const { app, owner, host } = await engine.database()
    const prepared = await open(app, owner)
    if (!prepared.ok) throw new Error(prepared.problem.sentence)
    await prepared.value.close()
    await asHost(host, [`update upkeep.migration set sha256 = 'x' where number = 2`])
    expect(await open(app, owner)).toMatchObject({
      ok: false,
      problem: { code: 'database-changed' },
    })
    await asHost(host, [
      `insert into upkeep.migration (number, name, sha256) values (9999, 'later', 'x')`,
    ])
    expect(await open(app, null)).toMatchObject({
      ok: false,
      problem: { code: 'database-changed' },
    })
    await asHost(host, [`delete from upkeep.migration where number = 2`])
    expect(await open(app, null)).toMatchObject({ ok: false, problem: { code: 'database-newer' } })
  })
})

describe('a database that would not keep its word', () => {
  test('is refused: fsync off, commits not waited for, an old version, another encoding', async () => {
    const facts = {
      version: 180_004,
      login: 'fairload_app',
      superuser: false,
      bypass: false,
      dangerous: null,
      fsync: 'on',
      commits: 'on',
      encoding: 'UTF8',
      unforced: 0,
      unsecured: 0,
    }
    const told = async (change: Partial<Record<keyof typeof facts, unknown>>) => {
      const client = { query: () => Promise.resolve({ rows: [{ ...facts, ...change }] }) }
      const outcome = await checkSafety(client as never, 'council')
      return outcome.ok ? null : outcome.problem.code
    }
    expect(await told({})).toBeNull()
    expect(await told({ fsync: 'off' })).toBe('fsync-off')
    expect(await told({ commits: 'off' })).toBe('synchronous-commit-off')
    expect(await told({ commits: 'remote_apply' })).toBeNull()
    expect(await told({ version: 140_012 })).toBe('database-too-old')
    expect(await told({ encoding: 'SQL_ASCII' })).toBe('encoding-not-utf8')
  })

  test('one that cannot be reached is said to be so, without its password', async () => {
    const outcome = await openStore({
      dataFolder: '',
      databaseUrl: 'postgres://someone:hunter2@nowhere.invalid/none',
    })
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'database-not-reachable' } })
    expect(JSON.stringify(outcome)).not.toContain('hunter2')
  })
})

describe('jobs', () => {
  test('run once they are sent, again when they throw, and are given up after four times', async () => {
    const store = await embedded.open({ onError: () => undefined })
    const created = await organisations.create(store, {
      slug: 'one',
      name: 'One',
      kind: 'own',
      settings: {},
      at,
    })
    if (!created.ok) throw new Error(created.problem.sentence)
    const runs: string[] = []
    const over = new Promise<string>((done) =>
      store.jobs.work(
        'import',
        (job) => {
          runs.push(job.import)
          return Promise.reject(new Error('on purpose'))
        },
        (job) => {
          done(job.import)
          return Promise.resolve()
        },
      ),
    )
    const id = '00000000-0000-4000-8000-000000000001'
    await expect(
      store.inOrganisation(created.value.id, async (scope) => {
        await sendJob(scope, 'import', { organisation: scope.organisation, import: 'taken back' })
        throw new Error('taken back')
      }),
    ).rejects.toThrow('taken back')
    await store.inOrganisation(created.value.id, (scope) =>
      sendJob(scope, 'import', { organisation: scope.organisation, import: id }),
    )
    expect(await over).toBe(id)
    expect(runs).toEqual([id, id, id, id])
    await store.close()
  })
})
