import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TeamId, WorkerId, Workload } from '../../src/core/model/index.ts'
import {
  accountRoles,
  actions,
  rightsTable,
  tokenActions,
  type AccountRole,
  type Action,
} from '../../src/core/rights/index.ts'
import { signInDoor, watchDoor, type SignIn } from '../../src/council/index.ts'
import { demonstrationFiles } from '../../src/intake/simulate/index.ts'
import {
  accounts,
  organisations,
  sessions,
  tokens as apiTokens,
  type OrganisationId,
} from '../../src/store/index.ts'
import { createServer } from '../../src/web/index.ts'
import { tokenHash } from '../../src/sign-in/index.ts'
import { fromOurPages, HOST } from '../seeds/server.ts'
import { testService, type TestService } from '../seeds/service.ts'

/** Every route × every role × own team, other team, other organisation: from the table that decides. */

interface Route {
  method: 'GET' | 'POST'
  url: string
  action: Action | 'open'
  takes: 'form' | 'files' | 'json' | undefined
}

type Where = 'own team' | 'other team' | 'other organisation'

const routes: Route[] = []
const folder = mkdtempSync(join(tmpdir(), 'fairload-matrix-'))
let service: TestService
let signIn: SignIn
let app: FastifyInstance
let workload: Workload
let addresses: Record<
  'own team' | 'other team',
  Record<'team' | 'worker' | 'case' | 'waiting' | 'plan', string>
>
let importId: string
const tokens = new Map<string, string>()

/** A team without teams beneath or above it that this test calls its own, and one elsewhere. */
let mine: TeamId
let worker: WorkerId

beforeAll(async () => {
  service = await testService()
  const [day] = demonstrationFiles()
  if (!day) throw new Error('No files')
  const { id, state } = await service.bring(Object.fromEntries(day.files), day.on)
  if (state !== 'checked') throw new Error(`The files were ${state}`)
  importId = id
  await service.council.imports.accept(service.organisation, id)
  const asked = { organisation: service.organisation }
  workload = (await service.council.workload(asked)) as Workload
  await places()

  const now = () => new Date('2026-10-05T09:00:00Z')
  const deps = { store: service.store, now, today: () => '2026-10-05' as never }
  signIn = signInDoor({ ...deps, key: Buffer.alloc(32, 3), passwordCost: 10 })
  await organisations.create(service.store, {
    slug: 'ashby',
    name: 'Ashby',
    kind: 'own',
    settings: {},
    at: now(),
  })
  const ashby = await service.council.organisation('ashby')
  if (!ashby) throw new Error('No second organisation')
  for (const of of [service.organisation, ashby]) {
    for (const role of accountRoles) {
      tokens.set(`${of.slug} ${role}`, await someone(of.id as OrganisationId, role, now()))
    }
  }

  const assetsFolder = join(folder, 'assets')
  mkdirSync(assetsFolder)
  writeFileSync(join(assetsFolder, 'a.css'), '')
  const names = ['fairload.css', 'fairload.js', 'favicon.svg', 'atkinson-400.woff2']
  app = createServer({
    council: service.council,
    signIn,
    watch: watchDoor(deps),
    origin: `http://${HOST}`,
    assetsFolder,
    manifest: Object.fromEntries([...names, 'atkinson-700.woff2'].map((name) => [name, name])),
    version: '0',
    logger: pino({ enabled: false }),
    hosts: [HOST],
    temporaryFolder: folder,
    today: deps.today,
    now,
    most: { reads: 1e6, writes: 1e6 },
    onRoute: ({ method, url, config }) => {
      for (const one of ['GET', 'POST'] as const) {
        if ([method].flat().includes(one) && config?.action !== undefined) {
          const action = config.action as Action | 'open'
          routes.push({ method: one, url, action, takes: config.takes })
        }
      }
    },
  })
  await app.ready()
})
afterAll(async () => {
  await app?.close()
  await service?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Somebody with one role; a team manager of `mine`, a social worker who is `worker`. */
async function someone(organisation: OrganisationId, role: AccountRole, at: Date): Promise<string> {
  return service.store.inOrganisation(organisation, async (scope) => {
    const added = await accounts.add(scope, {
      email: `${role}@moreton.example`,
      name: role,
      state: 'active',
      worker: role === 'social-worker' ? worker : null,
      at,
    })
    if (!added.ok) throw new Error(added.problem.sentence)
    const { id } = added.value
    await accounts.grant(scope, id, {
      role,
      team: role === 'team-manager' ? mine : null,
      from: '2026-01-01' as never,
      until: null,
      givenBy: null,
      at,
    })
    const token = `token-of-${role}`
    for (const [name, given] of [
      ['all', tokenActions],
      ['one', ['agreement.view']],
    ] as const) {
      await apiTokens.add(scope, {
        account: id,
        name,
        hash: tokenHash(`flt_${name}-${role}`),
        ending: 'abcd',
        actions: given,
        at,
        ends: new Date(at.getTime() + 86_400_000),
      })
    }
    await sessions.begin(scope, {
      account: id,
      tokenHash: tokenHash(token),
      stage: 'whole',
      way: 'authenticator',
      agent: '',
      at,
    })
    return token
  })
}

async function places(): Promise<void> {
  const asked = { organisation: service.organisation }
  const view = await service.council.service(asked)
  const all = await service.council.cases(asked, {})
  const waiting = await service.council.cases(asked, { holder: 'waiting' })
  if (!view || !all || !waiting) throw new Error('No figures')
  const parents = new Set(view.teams.flatMap(({ parent }) => parent ?? []))
  const leaves = view.teams.filter(
    (team) =>
      !parents.has(team.id) &&
      team.workers.some((each) => holds(each)) &&
      waiting.rows.some((row) => row.team === team.id),
  )
  function holds(id: WorkerId): boolean {
    return workload.cases.some(
      ({ holder, team }) =>
        holder.kind === 'worker' &&
        holder.worker === id &&
        team === workload.workers.find((each) => each.id === id)?.team,
    )
  }
  const of = async (team: (typeof leaves)[number] | undefined) => {
    const holder = team?.workers.find(holds)
    const at = view.workers.find((each) => each.id === holder)
    const held = all?.rows.find(
      (row) =>
        row.holder.kind === 'worker' && row.holder.worker === holder && row.team === team?.id,
    )
    const waits = waiting?.rows.find((row) => row.team === team?.id)
    if (!team || !at || !held || !waits) throw new Error('No team with a case')
    return {
      ids: { team: team.id, worker: at.id },
      team: team.address,
      worker: at.address,
      case: held.address,
      waiting: waits.address,
      plan: await planFor(team.address),
    }
  }
  const [first, second] = [await of(leaves[0]), await of(leaves.at(-1))]
  if (first.ids.team === second.ids.team) throw new Error('Only one team')
  mine = first.ids.team
  worker = first.ids.worker
  addresses = { 'own team': first, 'other team': second }
}

/** A plan of a team, ready. */
async function planFor(team: string): Promise<string> {
  const { council, organisation } = service
  const made = await council.plans.ask(organisation, {
    team,
    reach: 'team',
    moves: { count: 1 },
    stay: [],
    seed: 1,
    effort: 'quick',
  })
  if (!made.ok) throw new Error(made.problem.sentence)
  const { id } = made.value
  for (let tries = 0; tries < 600; tries += 1) {
    const state = (await council.plans.progress(organisation, id))?.state
    if (state === 'ready') return id
    if (state === 'failed') break
    await wait(100)
  }
  throw new Error('The plan was not made')
}

const kindOf = (action: Action): 'team' | 'worker' | 'case' | 'plan' | null => {
  const { about } = actions[action]
  return about === 'team' || about === 'worker' || about === 'case' || about === 'plan'
    ? about
    : null
}

/** What the table says: what stands for each outcome is the status that a person meets. */
function due(action: Action, role: AccountRole, where: Where): 'in' | 'sign-in' | 403 | 404 {
  if (where === 'other organisation') return 'sign-in'
  const reach = rightsTable[action][role]
  const { about } = actions[action]
  const ofATeam = role === 'team-manager'
  if (reach === undefined || (about === 'service' && ofATeam)) return 403
  if (kindOf(action) === null) return 'in'
  if (reach === 'own' && role !== 'social-worker') return 404
  return where === 'other team' && (reach === 'own' || ofATeam) ? 404 : 'in'
}

const pathOf = (route: Route, where: 'own team' | 'other team'): string => {
  const kind = route.action === 'open' ? null : kindOf(route.action)
  return route.url
    .replace(':organisation', 'own')
    .replace(
      ':address',
      kind === null
        ? 'nothing'
        : addresses[where][route.action === 'case.allocate-view' ? 'waiting' : kind],
    )
    .replace(':id', idIn(route, where))
}

const idIn = ({ url }: Route, where: 'own team' | 'other team'): string =>
  url.includes('/imports/') ? importId : url.includes('/plans/') ? addresses[where].plan : 'nothing'

async function ask(
  route: Route,
  token: string,
  where: 'own team' | 'other team',
  bearer: string | null = null,
) {
  const type = {
    form: 'application/x-www-form-urlencoded',
    files: 'multipart/form-data; boundary=x',
    json: 'application/json',
  }
  return app.inject({
    method: route.method,
    url: pathOf(route, where),
    headers: {
      ...fromOurPages,
      cookie: `fairload-own=${token}`,
      ...(route.takes ? { 'content-type': type[route.takes] } : {}),
      ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
    },
    // A field that no form has: whoever is let in is told so, and nothing is changed.
    ...(route.takes === 'form' ? { payload: 'nothing=at-all' } : {}),
    ...(route.takes === 'json' ? { payload: '{"nothing":"at-all"}' } : {}),
    ...(route.takes === 'files' ? { payload: '--x--\r\n' } : {}),
  })
}

const outcome = (route: Route, answer: Awaited<ReturnType<typeof ask>>): unknown => {
  const { statusCode, headers } = answer
  const location = String(headers.location ?? '')
  if (statusCode === 303 && location.includes('/sign-in')) return 'sign-in'
  if (statusCode === 303 && location.endsWith('/home') && route.url === '/:organisation') return 403
  if (statusCode === 401) return 'sign-in'
  if (statusCode === 403) return 403
  return statusCode
}

describe('every route, for every role, in one’s own team, another, and another organisation', () => {
  it('declares what it does', () => {
    expect(routes.length).toBeGreaterThan(60)
  })

  it('lets in whom the table lets in, and nobody else', async () => {
    const wrong: string[] = []
    let cells = 0
    for (const route of routes) {
      if (route.action === 'open' || !route.url.includes(':organisation')) continue
      // Signing out works: nothing could be asked after it.
      if (route.url.endsWith('/sign-out')) continue
      for (const role of accountRoles) {
        for (const where of ['own team', 'other team', 'other organisation'] as const) {
          if (kindOf(route.action) === null && where === 'other team') continue
          const token =
            where === 'other organisation'
              ? `${tokens.get(`ashby ${role}`)}-of-ashby`
              : (tokens.get(`own ${role}`) ?? '')
          // Both organisations' people bear the same token here: it opens each one's own alone.
          const answer = await ask(route, token, where === 'own team' ? 'own team' : 'other team')
          const got = outcome(route, answer)
          const want = due(route.action, role, where)
          cells += 1
          // A form is refused for its field before the record is looked for: only the role shows.
          const isForm = route.method === 'POST'
          const fits =
            want === 'in'
              ? got !== 403 &&
                got !== 'sign-in' &&
                Number(got) < 500 &&
                (isForm || got !== 404 || mayBeMissing(route))
              : want === 404 && isForm
                ? got === 404 || got === 400
                : got === want
          if (!fits)
            wrong.push(
              `${route.method} ${route.url} as ${role}, ${where}: ${String(got)}, not ${String(want)}`,
            )
        }
      }
    }
    expect(wrong).toEqual([])
    expect(cells).toBeGreaterThan(800)
  }, 240_000)

  it('lets a program with a token read what its person may, of what it was given for, and change nothing', async () => {
    const wrong: string[] = []
    let cells = 0
    for (const route of routes) {
      if (route.action === 'open' || !route.url.startsWith('/api/v1/:organisation')) continue
      for (const role of accountRoles) {
        for (const where of ['own team', 'other team'] as const) {
          const own = await ask(route, tokens.get(`own ${role}`) ?? '', where)
          const all = await ask(route, '', where, `flt_all-${role}`)
          const one = await ask(route, '', where, `flt_one-${role}`)
          const isRead = route.method === 'GET'
          const want = isRead ? own.statusCode : 403
          if (all.statusCode !== want || (isRead && all.body !== own.body)) {
            wrong.push(`${route.method} ${route.url} as ${role}, ${where}: ${all.statusCode}`)
          }
          const isGiven = isRead && route.action === 'agreement.view'
          if (one.statusCode !== (isGiven ? own.statusCode : 403)) {
            wrong.push(`beyond the token: ${route.method} ${route.url} as ${role}`)
          }
          cells += 1
        }
      }
    }
    expect(wrong).toEqual([])
    expect(cells).toBeGreaterThan(150)
  }, 120_000)

  it('takes a token of the API on no page, as no cookie, and from nobody whose account is disabled', async () => {
    const page = routes.find(
      ({ url, method }) => method === 'GET' && url === '/:organisation/rights',
    )
    const read = routes.find(
      ({ url, action }) => url.startsWith('/api/') && action === 'agreement.view',
    )
    if (!page || !read) throw new Error('No route')
    expect((await ask(page, '', 'own team', 'flt_all-auditor')).statusCode).toBe(303)
    expect((await ask(read, 'flt_all-auditor', 'own team')).statusCode).toBe(401)
    expect(
      (await ask(read, tokens.get('own auditor') ?? '', 'own team', 'flt_none')).statusCode,
    ).toBe(401)
    const id = service.organisation.id as OrganisationId
    const of = async (state: 'active' | 'disabled') => {
      await service.store.inOrganisation(id, async (scope) => {
        const account = await accounts.byEmail(scope, 'agreement-party@moreton.example')
        await accounts.change(scope, account?.id ?? '', { state })
      })
      return (await ask(read, '', 'own team', 'flt_all-agreement-party')).statusCode
    }
    expect([await of('disabled'), await of('active')]).toEqual([401, 200])
  })

  it('may be given for everything that the API reads', () => {
    const reads = routes.filter(
      ({ method, url, action }) =>
        method === 'GET' && url.startsWith('/api/v1/:organisation') && action !== 'open',
    )
    expect(new Set(reads.map(({ action }) => action))).toEqual(new Set(tokenActions))
  })

  it('sends whoever brings no token to sign in, or answers 401 to a program', async () => {
    for (const route of routes) {
      if (route.action === 'open' || !route.url.includes(':organisation')) continue
      const answer = await ask(route, '', 'own team')
      expect([303, 401], route.url).toContain(answer.statusCode)
      expect(answer.body).not.toContain('<table')
    }
  }, 60_000)
})

/** What the demonstration's files do not hold for these addresses. */
const mayBeMissing = ({ url }: Route): boolean =>
  !url.includes('/plans/') &&
  /agreement\/(compare|replay|edit|sign)$|queries\/new$|:id|rows\/:address|\.csv$|\.xlsx$/.test(url)
