import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { parseHTML } from 'linkedom'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TeamId, WorkerId, Workload } from '../../src/core/model/index.ts'
import type { AccountRole } from '../../src/core/rights/index.ts'
import { signInDoor, watchDoor } from '../../src/council/index.ts'
import { tokenHash } from '../../src/sign-in/index.ts'
import { demonstrationFiles } from '../../src/intake/simulate/index.ts'
import type { IsoDate } from '../../src/kit/index.ts'
import { workload as workloadCommand } from '../../src/cli/workload.ts'
import { accounts, sessions, type OrganisationId } from '../../src/store/index.ts'
import { createServer } from '../../src/web/index.ts'
import { fromOurPages, HOST } from '../seeds/server.ts'
import { testService, type TestService } from '../seeds/service.ts'

/**
 * Nobody is ranked and nobody is timed. Across teams, people stand by team and name; from the
 * fullest down only on a team's own page, where somebody must act on it.
 */
const folder = mkdtempSync(join(tmpdir(), 'fairload-house-'))
const routes: string[] = []
let service: TestService
let app: FastifyInstance
let workload: Workload
/** Addresses of workers' pages, and the load and team of who stands behind each. */
const people = new Map<string, { name: string; team: TeamId | null; load: number | null }>()

beforeAll(async () => {
  service = await testService()
  const [day] = demonstrationFiles()
  if (!day) throw new Error('No files')
  const { id } = await service.bring(Object.fromEntries(day.files), day.on)
  await service.council.imports.accept(service.organisation, id)
  const asked = { organisation: service.organisation }
  workload = (await service.council.workload(asked)) as Workload
  const view = await service.council.service(asked)
  for (const worker of view?.workers ?? []) {
    const { name, team, utilisation } = worker
    people.set(worker.address, { name, team, load: utilisation })
  }
  const now = (): Date => new Date('2026-10-05T09:00:00Z')
  const deps = { store: service.store, now, today: () => '2026-10-05' as IsoDate }
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'assets', 'a.css'), '')
  const assets = [
    'fairload.css',
    'fairload.js',
    'favicon.svg',
    'atkinson-400.woff2',
    'atkinson-700.woff2',
  ]
  app = createServer({
    council: service.council,
    signIn: signInDoor({ ...deps, key: Buffer.alloc(32, 3), passwordCost: 10 }),
    watch: watchDoor(deps),
    origin: `http://${HOST}`,
    assetsFolder: join(folder, 'assets'),
    manifest: Object.fromEntries(assets.map((name) => [name, name])),
    version: '0',
    logger: pino({ enabled: false }),
    hosts: [HOST],
    temporaryFolder: folder,
    today: deps.today,
    now,
    most: { reads: 1e6, writes: 1e6 },
    onRoute: ({ url }) => void routes.push(url),
  })
  await app.ready()
})
afterAll(async () => {
  await app?.close()
  await service?.close()
  rmSync(folder, { recursive: true, force: true })
})

let signedIn = 0
async function someone(role: AccountRole, name: string, worker: WorkerId | null = null) {
  const at = new Date('2026-10-05T08:59:00Z')
  const token = `token-${(signedIn += 1)}`
  await service.store.inOrganisation(service.organisation.id as OrganisationId, async (scope) => {
    const added = await accounts.add(scope, {
      email: `${token}@moreton.example`,
      name,
      state: 'active',
      worker,
      at,
    })
    if (!added.ok) throw new Error(added.problem.sentence)
    await accounts.grant(scope, added.value.id, {
      role,
      team: null,
      from: '2026-01-01' as IsoDate,
      until: null,
      givenBy: null,
      at,
    })
    await sessions.begin(scope, {
      account: added.value.id,
      tokenHash: tokenHash(token),
      stage: 'whole',
      way: 'authenticator',
      agent: '',
      at,
    })
  })
  return (url: string) =>
    app.inject({
      method: 'GET',
      url,
      headers: { ...fromOurPages, host: HOST, cookie: `fairload-own=${token}` },
    })
}

/** What stays of an address when the things it is about are taken out: its path, and what it sorts by. */
function kindOf(address: string): string {
  const { pathname, searchParams } = new URL(address, `http://${HOST}`)
  const sorted = ['table', 'sort'].map((key) => searchParams.get(key) ?? '')
  return `${pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':it')} ${sorted.join(' ').trim()}`
}

/** Every page that links lead to, one of each kind; sorted every way that a link offers. */
async function walk(get: (url: string) => Promise<{ body: string; statusCode: number }>) {
  const met = new Set<string>()
  const waiting = ['/own']
  const pages: { address: string; body: string }[] = []
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    const answer = await get(address)
    if (answer.statusCode !== 200) continue
    pages.push({ address, body: answer.body })
    if (!answer.body.startsWith('<!')) continue
    for (const link of parseHTML(answer.body).document.querySelectorAll('a[href]')) {
      const to = new URL(link.getAttribute('href') ?? '', `http://${HOST}${address}`)
      const next = `${to.pathname}${to.search}`
      const kind = kindOf(next)
      if (
        to.host !== HOST ||
        !next.startsWith('/own') ||
        /\.(xlsx|pdf)(\?|$)|\/rows\/|\.csv.*sort=|\/(teams|cases|establishment)\?.*sort=/.test(next)
      )
        continue
      if (met.has(kind)) continue
      met.add(kind)
      waiting.push(next)
    }
  }
  return pages
}

/** Whether loads fall or rise all the way; who has none known stands anywhere. */
const ranked = (all: (number | null)[]): boolean => {
  const loads = all.filter((load) => load !== null)
  const falls = loads.every((load, n) => n === 0 || load <= (loads[n - 1] ?? 0))
  const rises = loads.every((load, n) => n === 0 || load >= (loads[n - 1] ?? 0))
  return loads.length >= 4 && new Set(loads).size >= 3 && (falls || rises)
}

const acrossTeams = (list: { team: TeamId | null }[]): boolean =>
  new Set(list.map(({ team }) => team)).size > 1

describe('no league table of workers', () => {
  it('on no page, sorted whichever way its links offer, and in no file beside one', async () => {
    const pages = await walk(await someone('service-manager', 'Sam Reed'))
    const kinds = new Set(pages.map(({ address }) => kindOf(address)))
    expect(kinds.size).toBeGreaterThan(40)
    expect([...kinds].filter((kind) => kind.includes(' ')).length).toBeGreaterThan(10)
    const wrong: string[] = []
    let lists = 0
    for (const { address, body } of pages) {
      const byName = new Map([...people.values()].map((one) => [one.name, one]))
      const found: { name: string; team: TeamId | null; load: number | null }[][] = []
      if (body.startsWith('<!')) {
        for (const table of parseHTML(body).document.querySelectorAll('table')) {
          found.push(
            [...table.querySelectorAll('tbody tr')].flatMap((row) => {
              const first = row.querySelector('td, th')
              const name = (first?.querySelector('a') ?? first)?.textContent?.trim() ?? ''
              return byName.get(name) ?? []
            }),
          )
        }
      } else {
        found.push(
          body
            .split('\n')
            .flatMap((line) => byName.get(line.split(',')[0]?.replaceAll('"', '') ?? '') ?? []),
        )
      }
      for (const list of found) {
        if (list.length < 4 || !acrossTeams(list)) continue
        lists += 1
        if (ranked(list.map(({ load }) => load))) wrong.push(kindOf(address))
      }
    }
    expect(wrong).toEqual([])
    expect(lists).toBeGreaterThan(2)
  }, 120_000)

  it('in no answer to a program', async () => {
    const get = await someone('service-manager', 'Noor Aziz')
    for (const what of ['workload', 'reading', 'register', 'plans']) {
      const answer = await get(`/api/v1/own/${what}`)
      expect(answer.statusCode, what).toBe(200)
      for (const list of listsIn(JSON.parse(answer.body))) {
        expect(acrossTeams(list) && ranked(list.map(({ utilisation }) => utilisation)), what).toBe(
          false,
        )
      }
    }
  })

  it('nor on the command line', async () => {
    const [day] = demonstrationFiles()
    const names = [...(day?.files ?? [])].map(([name, bytes]) => {
      const path = join(folder, name)
      writeFileSync(path, bytes)
      return path
    })
    let said = ''
    const say = (text: string): void => void (said += text)
    const terminal = { out: say, err: say, interactive: false, today: () => day?.on ?? '' }
    await workloadCommand.run([...names, '--on', day?.on ?? ''], terminal)
    const byName = new Map([...people.values()].map((one) => [one.name, one]))
    const list = said
      .split('\n')
      .flatMap((line) => byName.get(line.split(/ {2,}/)[0]?.trim() ?? '') ?? [])
    expect(list.length).toBeGreaterThan(20)
    expect(ranked(list.map(({ load }) => load))).toBe(false)
  })
})

/** Lists of people with their load, wherever they lie in an answer. */
function listsIn(value: unknown): { team: TeamId | null; utilisation: number | null }[][] {
  if (Array.isArray(value)) {
    const here = value.filter(
      (one): one is { team: TeamId | null; utilisation: number | null } =>
        typeof one === 'object' && one !== null && 'utilisation' in one && 'team' in one,
    )
    return [here, ...value.flatMap(listsIn)]
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listsIn) : []
}

describe('no timer of anybody’s activity', () => {
  /** What the tables may hold that sounds like one, and why it is none. */
  const ALLOWED: Record<string, string> = {
    'session.last_used_at':
      'ends a session after half an hour without use; shown to its owner alone',
    'passkey.last_used_at': 'lets its owner see a key that somebody else uses',
    'api_token.last_used_at': 'lets a program’s key that nothing uses be taken away',
  }

  it('in no table', async () => {
    const SOUNDS_LIKE =
      /second|minute|hour|duration|elapsed|spent|idle|dwell|presence|online|keystroke|click|scroll|activit|last_(seen|used|active)|time_on/
    const text = readFileSync(
      fileURLToPath(new URL('../../src/store/tables.ts', import.meta.url)),
      'utf8',
    )
    const found: string[] = []
    let table = ''
    const names = new Map(
      [...text.matchAll(/'council\.(\w+)': (\w+)/g)].map(([, name = '', type = '']) => [
        type,
        name,
      ]),
    )
    for (const line of text.split('\n')) {
      table = names.get(/^export interface (\w+)/.exec(line)?.[1] ?? '') ?? table
      const column = /^ {2}(\w+):/.exec(line)?.[1]
      if (column !== undefined && SOUNDS_LIKE.test(column)) found.push(`${table}.${column}`)
    }
    expect(names.size).toBeGreaterThan(35)
    expect(found.filter((name) => ALLOWED[name] === undefined)).toEqual([])
    expect(Object.keys(ALLOWED).filter((name) => !found.includes(name))).toEqual([])
  })

  it('behind no address and in no script', () => {
    expect(routes.length).toBeGreaterThan(60)
    expect(
      routes.filter((url) => /timer|beacon|heartbeat|presence|activity|ping/.test(url)),
    ).toEqual([])
    const assets = fileURLToPath(new URL('../../src/web/assets/', import.meta.url))
    for (const name of readdirSync(assets).filter((file) => file.endsWith('.mjs'))) {
      expect(readFileSync(join(assets, name), 'utf8'), name).not.toMatch(
        /sendBeacon|visibilitychange|mousemove|keydown|keyup|keypress|'scroll'|pagehide|performance\.now/,
      )
    }
  })
})

describe('a worker', () => {
  it('sees on their own page who looked at their figures, and nobody else sees it there', async () => {
    const held = workload.workers.find(({ cases }) => cases > 0)
    const address = [...people].find(([, { name }]) => name === held?.name)?.[0] ?? ''
    const own = await someone('social-worker', held?.name ?? '', held?.id)
    const manager = await someone('service-manager', 'Priya Shah')
    const page = `/own/workers/${address}`
    expect((await own(`${page}/looks`)).body).not.toContain('Priya Shah')
    expect((await manager(page)).statusCode).toBe(200)
    expect((await own(page)).body).toContain('Who has looked at my figures')
    const looks = await own(`${page}/looks`)
    expect(looks.statusCode).toBe(200)
    expect(looks.body).toContain('Priya Shah')
    expect((await manager(page)).body).not.toContain('Who has looked at my figures')
    expect((await manager(`${page}/looks`)).statusCode).not.toBe(200)
  })
})
