import ICAL from 'ical.js'
import { parseHTML } from 'linkedom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parsed } from '../../../../test/seeds/ical.ts'
import {
  branchServer,
  fromBranchPages,
  type BranchServer,
} from '../../../../test/seeds/branch-server.ts'
import type { IsoDate } from '../../../kit/index.ts'
import type { BranchPerson } from '../../../core/branch-rights/index.ts'

type Asker = 'rep' | 'member' | null

let house: BranchServer

const personOf = (who: 'rep' | 'member'): BranchPerson => ({
  member: `00000000-0000-4000-8000-00000000000${who === 'rep' ? 1 : 2}`,
  organisation: house.own.id,
  name: who === 'rep' ? 'Tamsyn Rosewarne' : 'Jory Penhale',
  offices:
    who === 'member'
      ? []
      : [
          {
            role: 'rep',
            title: 'Steward',
            site: null,
            team: null,
            from: '2015-01-01' as IsoDate,
            until: null,
            isPublic: false,
          },
        ],
})
const cookie = (who: Asker): Record<string, string> =>
  who === null ? {} : { cookie: `fairload-branch-${house.own.slug}=${who}` }

async function get(who: Asker, path: string) {
  const answer = await house.app.inject({
    url: `/${house.own.slug}${path}`,
    headers: { host: '127.0.0.1', ...cookie(who) },
  })
  const { document } = parseHTML(answer.body)
  return { status: answer.statusCode, body: answer.body, document, main: mainOf(document) }
}

async function post(who: Asker, path: string, fields: readonly (readonly [string, string])[]) {
  const answer = await house.app.inject({
    method: 'POST',
    url: `/${house.own.slug}${path}`,
    headers: {
      ...fromBranchPages,
      ...cookie(who),
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams(fields.map(([name, value]) => [name, value])).toString(),
  })
  const { document } = parseHTML(answer.body)
  const to = String(answer.headers.location ?? '').slice(`/${house.own.slug}`.length)
  return { status: answer.statusCode, document, main: mainOf(document), to }
}

const mainOf = (document: Document): string =>
  (document.querySelector('main')?.textContent ?? '').replace(/\s+/g, ' ')

const LIST = [
  'Monday 20 February – Lobby of the cabinet, town hall 6pm',
  'Saturday 25 February: Ribbons for services 11.00',
  '20 February: lobby of the cabinet (bring banners)',
  'Workplace selfies all week',
].join('\n')

beforeAll(async () => {
  house = await branchServer({
    today: '2017-02-08' as IsoDate,
    behind: async (_, token) =>
      token === 'rep' || token === 'member'
        ? { person: personOf(token), session: token, since: new Date(), sample: false }
        : null,
    guestBehind: async () => null,
  })
}, 120_000)
afterAll(() => house?.close())

const events = (body: string) =>
  parsed(body)
    .getAllSubcomponents('vevent')
    .map((event) => ({
      title: new ICAL.Event(event).summary,
      status: event.getFirstPropertyValue('status'),
    }))

describe('a list of events', () => {
  it('is shown as read, repeats left out and years to be checked, before anything is written', async () => {
    const read = await post('rep', '/events/list', [['list', LIST]])
    expect(read.main).toContain(
      '2 events, and 1 line that seems to say one of them again. 3 years were not said.',
    )
    expect(read.main).toContain('Seems to be “Lobby of the cabinet, town hall” again')
    expect(read.main).toContain('2017: no year is said, so check it')
    expect(read.main).toContain('Workplace selfies all week')
    const boxes = [...read.document.querySelectorAll('input[name="keep"]')]
    expect(boxes.map((box) => box.hasAttribute('checked'))).toEqual([true, true, false])
    expect((await get('rep', '/calendar')).main).toContain('Nothing is to come.')
  })

  it('is taken over as chosen, each marked until somebody has seen its year', async () => {
    const taken = await post('rep', '/events/list', [
      ['list', LIST],
      ['take', 'yes'],
      ['keep', '0'],
      ['keep', '1'],
      ['audience', 'public'],
    ])
    expect(taken.status).toBe(303)
    const { document, main } = await get('rep', '/calendar')
    expect(main).toContain('2 things come.')
    const path = [...document.querySelectorAll('main a')]
      .find((link) => link.textContent === 'Lobby of the cabinet, town hall')
      ?.getAttribute('href')
      ?.slice(`/${house.own.slug}`.length)
    expect((await get('rep', path ?? '')).main).toContain('said no year')
    expect((await get(null, path ?? '')).main).toContain('Monday 20 February 2017, 18:00')
    expect((await get(null, path ?? '')).main).not.toContain('said no year')
  })

  it('is refused where no day is in it, and is for reps', async () => {
    const none = await post('rep', '/events/list', [['list', 'Selfies all week']])
    expect(none.status).toBe(422)
    expect((await post('member', '/events/list', [['list', LIST]])).status).toBe(403)
  })
})

describe('an event', () => {
  const fields = (more: Record<string, string>): [string, string][] =>
    Object.entries({
      title: 'General meeting',
      'on-day': '1',
      'on-month': '3',
      'on-year': '2017',
      at: '18.00',
      audience: 'members',
      ...more,
    })

  it('for members is a meeting and no more in calendars, and nothing to anybody else', async () => {
    const made = await post('rep', '/events/new', fields({}))
    expect(made.status).toBe(303)
    expect((await get('member', made.to)).main).toContain('Wednesday 1 March 2017, 18:00')
    expect((await get(null, made.to)).status).toBe(404)
    const open = (await get(null, '/calendar/public.ics')).body
    expect(events(open).map(({ title }) => title)).not.toContain('Meeting')
    expect(open).not.toContain('General meeting')
    expect((await get('member', '/calendar')).main).toContain('General meeting')
  })

  it('that is called off says why, and is struck out in calendars', async () => {
    const made = await post('rep', '/events/new', fields({ title: 'Lunch', audience: 'public' }))
    const feed = async () => events((await get(null, '/calendar/public.ics')).body)
    expect(await feed()).toContainEqual({ title: 'Lunch', status: 'CONFIRMED' })
    const off = { title: 'Lunch', audience: 'public', cancelled: 'The hall is shut.', number: '1' }
    expect((await post('rep', `${made.to}/edit`, fields(off))).status).toBe(303)
    expect((await get(null, made.to)).main).toContain('Called off.')
    expect((await get(null, made.to)).main).toContain('The hall is shut.')
    expect(await feed()).toContainEqual({ title: 'Lunch', status: 'CANCELLED' })
  })
})
