import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  branchActions,
  canDo,
  guestsDo,
  type BranchAction,
  type BranchGuest,
  type BranchPerson,
  type BranchRole,
} from '../../src/core/branch-rights/index.ts'
import { branchId, type BranchView } from '../../src/branch/index.ts'
import { addEntry, emptyEntry } from '../../src/branch/roll/index.ts'
import { isoDate, type IsoDate } from '../../src/kit/index.ts'
import { branchServer, fromBranchPages, type BranchServer } from '../seeds/branch-server.ts'

/** Every route × public, guest, member, rep, officer, roll-keeper, another branch: from the table that decides. */

const people = ['member', 'rep', 'officer', 'roll-keeper'] as const
const everybody = ['public', 'guest', ...people, 'officer elsewhere'] as const
type Asker = (typeof everybody)[number]

interface Route {
  method: 'GET' | 'POST'
  url: string
  action: BranchAction | 'open'
  takes: 'form' | 'files' | 'json' | undefined
}

let server: BranchServer
const routes: Route[] = []
const known = new Map<string, BranchPerson>()
let guest: BranchGuest

/** Somebody on the roll of a branch, with an office. */
async function someone(of: BranchView, role: BranchRole): Promise<BranchPerson> {
  const key = { key: server.deps.key, organisation: of.id }
  const added = await server.store.inOrganisation(branchId(of), (scope) =>
    addEntry(scope, key, { standing: 'member', entry: emptyEntry(role) }, server.deps.now()),
  )
  if (!added.ok) throw new Error(added.problem.sentence)
  return { member: added.value, ...holding(of.id, role) }
}

const holding = (organisation: string, role: BranchRole): Omit<BranchPerson, 'member'> => ({
  organisation,
  name: 'Morwenna Tregenza',
  offices:
    role === 'member'
      ? []
      : [
          {
            role,
            title: role,
            site: null,
            team: null,
            from: isoDate('2020-01-01') as IsoDate,
            until: null,
            isPublic: false,
          },
        ],
})

beforeAll(async () => {
  server = await branchServer({
    behind: async (of, token) => {
      const person = known.get(token)
      if (!person || person.organisation !== of.id) return null
      return { person, session: randomUUID(), since: new Date(), sample: false }
    },
    guestBehind: async (of, token) =>
      token === 'guest' && of.id === guest.organisation ? guest : null,
  })
  for (const role of people) known.set(role, await someone(server.own, role))
  known.set('officer elsewhere', await someone(server.demonstration, 'officer'))
  guest = {
    guest: randomUUID(),
    organisation: server.own.id,
    label: 'Somebody by a link',
    what: `consultation:${randomUUID()}`,
  }
  for (const { method, url, config } of server.routes) {
    for (const one of ['GET', 'POST'] as const) {
      if (![method].flat().includes(one) || config?.action === undefined) continue
      routes.push({
        method: one,
        url,
        action: config.action as BranchAction | 'open',
        takes: config.takes,
      })
    }
  }
}, 120_000)
afterAll(() => server?.close())

const TYPES = {
  form: 'application/x-www-form-urlencoded',
  files: 'multipart/form-data; boundary=x',
  json: 'application/json',
}

async function ask(route: Route, who: Asker): Promise<'in' | 'sign-in' | 403 | number> {
  const cookies = ['own', 'demonstration'].map(
    (slug) => `fairload-branch-${slug}=${who.replace(' ', '-')}`,
  )
  const answer = await server.app.inject({
    method: route.method,
    url: route.url
      .replace(':organisation', 'own')
      .replace(/:[a-z]+(\([^)]*\))?/gi, '00000000-0000-4000-8000-000000000000'),
    headers: {
      ...fromBranchPages,
      ...(who === 'public' ? {} : { cookie: cookies.join('; ') }),
      ...(route.takes ? { 'content-type': TYPES[route.takes] } : {}),
    },
    // A field that no form has: whoever is let in is told so, and nothing is changed.
    ...(route.takes === 'form' ? { payload: 'nothing=at-all' } : {}),
    ...(route.takes === 'json' ? { payload: '{"nothing":"at-all"}' } : {}),
    ...(route.takes === 'files' ? { payload: '--x--\r\n' } : {}),
  })
  const { statusCode, headers } = answer
  if (statusCode >= 500) return statusCode
  if (statusCode === 403) return 403
  const location = String(headers.location ?? '')
  return statusCode === 303 && location.startsWith('/own/sign-in') ? 'sign-in' : 'in'
}

function due(action: BranchAction, who: Asker): 'in' | 'sign-in' | 403 {
  if (who === 'public' || who === 'officer elsewhere') return 'sign-in'
  if (who === 'guest') return guestsDo(action) ? 'in' : 403
  const person = known.get(who)
  return person && canDo(person, action) ? 'in' : 403
}

describe('every route of the branch', () => {
  it('declares what it does, by the table of the branch’s rights', () => {
    const actions = new Set(Object.keys(branchActions))
    const unknown = routes.filter(({ action }) => action !== 'open' && !actions.has(action))
    expect(unknown).toEqual([])
    expect(routes.length).toBeGreaterThan(60)
  })

  it('lets in whom the table lets in, and nobody else', async () => {
    const wrong: string[] = []
    let cells = 0
    for (const route of routes) {
      if (route.action === 'open' || !route.url.includes(':organisation')) continue
      for (const who of everybody) {
        cells += 1
        const [is, should] = [await ask(route, who), due(route.action, who)]
        if (is !== should) {
          wrong.push(`${route.method} ${route.url} for ${who}: ${is}, and not ${should}`)
        }
      }
    }
    expect(wrong).toEqual([])
    expect(cells).toBeGreaterThan(300)
  }, 120_000)

  it('that is open answers anybody without a fault', async () => {
    const wrong: string[] = []
    for (const route of routes) {
      if (route.action !== 'open') continue
      for (const who of everybody) {
        const is = await ask(route, who)
        if (typeof is === 'number' && is >= 500) wrong.push(`${route.url} for ${who}: ${is}`)
      }
    }
    expect(wrong).toEqual([])
  }, 120_000)

  it('that changes something takes only what it says that it takes', async () => {
    const wrong: string[] = []
    for (const { method, url, takes } of routes) {
      if (method === 'POST' && takes === undefined) wrong.push(url)
    }
    expect(wrong).toEqual([])
  })
})
