import { randomUUID } from 'node:crypto'
import { parseHTML } from 'linkedom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  branchServer,
  fromBranchPages,
  type BranchServer,
} from '../../../../test/seeds/branch-server.ts'
import { sitesBook } from '../../../branch/sites/index.ts'
import type { BranchPerson } from '../../../core/branch-rights/index.ts'
import type { IsoDate } from '../../../kit/index.ts'
import type { BranchId } from '../../../store/branch/index.ts'

type Asker = 'rep' | 'member' | null

let house: BranchServer
let site: string

const MEMBERS = { rep: randomUUID(), member: randomUUID() }
const personOf = (who: NonNullable<Asker>): BranchPerson => ({
  member: MEMBERS[who],
  organisation: house.own.id,
  name: 'Tamsyn Rosewarne',
  offices:
    who === 'member'
      ? []
      : [
          {
            role: 'rep',
            title: 'Safety rep',
            site: null,
            team: null,
            from: '2020-01-01' as IsoDate,
            until: null,
            isPublic: false,
          },
        ],
})

beforeAll(async () => {
  house = await branchServer({
    behind: async (_organisation, token) => ({
      person: personOf(token as NonNullable<Asker>),
      session: token,
      since: new Date('2026-11-23T09:00:00Z'),
      sample: false,
    }),
  })
  const { store, own, deps } = house
  const body = { name: 'Quayside', town: '', address: '', buildings: [], teams: [], near: [] }
  const made = await store
    .asHouse()
    .inOrganisation(own.id as BranchId, (scope) =>
      sitesBook.make(scope, { body, by: null, at: deps.now() }),
    )
  site = made.id
}, 60_000)
afterAll(() => house?.close())

const tidy = (text: string | null | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim()

async function asked(who: Asker, path: string, fields?: Record<string, string>) {
  const cookie: Record<string, string> =
    who === null ? {} : { cookie: `fairload-branch-${house.own.slug}=${who}` }
  const url = path.startsWith(`/${house.own.slug}`) ? path : `/${house.own.slug}${path}`
  const answer = await house.app.inject(
    fields === undefined
      ? { url, headers: { host: '127.0.0.1', ...cookie } }
      : {
          method: 'POST',
          url,
          headers: {
            ...fromBranchPages,
            ...cookie,
            'content-type': 'application/x-www-form-urlencoded',
          },
          payload: new URLSearchParams({ once: randomUUID(), ...fields }).toString(),
        },
  )
  const { document } = parseHTML(answer.body)
  return {
    status: answer.statusCode,
    to: String(answer.headers.location ?? ''),
    document,
    text: tidy(document.querySelector('main')?.textContent),
    lede: tidy(document.querySelector('main .fl-lede')?.textContent),
  }
}

const day = (name: string, on: string): Record<string, string> => {
  const [year = '', month = '', of = ''] = on.split('-')
  return { [`${name}-day`]: of, [`${name}-month`]: month, [`${name}-year`]: year }
}

describe('what is wrong with a building', () => {
  it('is noted, told of and mended, each with its day and the rep', async () => {
    const fields = { title: 'The lift', site, rep: 'Safety rep', ...day('opened', '2026-11-03') }
    const made = await asked('rep', '/repairs/new', fields)
    expect(made.status).toBe(303)
    expect((await asked('member', '/repairs')).lede).toBe(
      '1 thing waits to be mended. The employer was not told of 1 yet.',
    )
    const told = { ...fields, ...day('reported', '2026-11-05'), to: 'Facilities' }
    expect((await asked('rep', `${made.to}/edit`, { ...told, number: '1' })).status).toBe(303)
    const page = await asked('member', made.to)
    expect(page.lede).toBe('Not mended for 20 days.')
    expect(page.text).toContain('5 November 2026, to Facilities')
    const mended = { ...told, ...day('fixed', '2026-11-13'), mended: 'A new motor.', number: '2' }
    expect((await asked('rep', `${made.to}/edit`, mended)).status).toBe(303)
    expect((await asked('member', made.to)).lede).toBe('Mended 10 days after it was noticed.')
    expect((await asked('member', '/repairs')).lede).toMatch(/^Nothing is known/)
  })

  it('is not mended before it was noticed, and says who was told where it says when', async () => {
    const fields = { title: 'Heating', site, ...day('opened', '2026-11-03') }
    const early = { ...fields, ...day('fixed', '2026-11-01'), mended: 'Bled.' }
    const refused = await asked('rep', '/repairs/new', early)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('This is before it was noticed.')
    const untold = await asked('rep', '/repairs/new', {
      ...fields,
      ...day('reported', '2026-11-04'),
    })
    expect(untold.text).toContain('Say who was told.')
    const nowhere = await asked('rep', '/repairs/new', { ...fields, site: '' })
    expect(nowhere.text).toContain('Choose the site.')
  })

  it('is written by reps and officers, and read by members alone', async () => {
    expect((await asked('member', '/repairs/new')).status).toBe(403)
    expect((await asked(null, '/repairs')).status).not.toBe(200)
  })
})
