import ICAL from 'ical.js'
import { parseHTML } from 'linkedom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parsed } from '../../../../test/seeds/ical.ts'
import {
  branchServer,
  fromBranchPages,
  type BranchServer,
} from '../../../../test/seeds/branch-server.ts'
import { readPdf } from '../../../../test/samples/read-pdf.ts'
import type { IsoDate } from '../../../kit/index.ts'
import type { BranchPerson } from '../../../core/branch-rights/index.ts'
import { addEntry, emptyEntry, giveOffice } from '../../../branch/roll/index.ts'
import { sitesBook } from '../../../branch/sites/index.ts'
import type { BranchId } from '../../../store/branch/index.ts'

type Asker = 'rep' | 'member' | null

const MEMBERS = {
  rep: '00000000-0000-4000-8000-000000000001',
  member: '00000000-0000-4000-8000-000000000002',
}
const SITES = ['Ashby', 'Elm Court', 'Moreton', 'Quayside', 'Thornbury']

let house: BranchServer
const sites = new Map<string, string>()

const personOf = (who: 'rep' | 'member'): BranchPerson => ({
  member: MEMBERS[who],
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
            from: '2020-01-01' as IsoDate,
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
  return {
    ...answer,
    status: answer.statusCode,
    body: answer.body,
    raw: answer.rawPayload,
    document,
  }
}

async function post(who: Asker, path: string, fields: Record<string, string | string[]>) {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) form.append(name, one)
  }
  const answer = await house.app.inject({
    method: 'POST',
    url: `/${house.own.slug}${path}`,
    headers: {
      ...fromBranchPages,
      ...cookie(who),
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: form.toString(),
  })
  return {
    status: answer.statusCode,
    to: String(answer.headers.location ?? ''),
    document: parseHTML(answer.body).document,
  }
}

/** What the first form on a page would send if nothing were typed. */
function fieldsOf(document: Document) {
  const fields: Record<string, string | string[]> = {}
  const add = (name: string, value: string): void => {
    const had = fields[name]
    fields[name] = had === undefined ? value : [...[had].flat(), value]
  }
  const form = document.querySelector('main form[method="post"]')
  for (const field of form?.querySelectorAll('input, textarea, select') ?? []) {
    const name = field.getAttribute('name') ?? ''
    const type = field.getAttribute('type')
    if ((type === 'checkbox' || type === 'radio') && !field.hasAttribute('checked')) continue
    if (field.tagName === 'SELECT') {
      add(name, field.querySelector('option[selected]')?.getAttribute('value') ?? '')
    } else if (field.tagName === 'TEXTAREA') add(name, field.textContent ?? '')
    else add(name, field.getAttribute('value') ?? '')
  }
  return fields
}

const mainText = (document: Document): string =>
  (document.querySelector('main')?.textContent ?? '').replace(/\s+/g, ' ')

const shortForm = (more: Record<string, string> = {}) =>
  new URLSearchParams([
    ['name', 'Lunchtime meetings'],
    ['first-day', '22'],
    ['first-month', '12'],
    ['first-year', '2026'],
    ['days', '5'],
    ...SITES.map((site): [string, string] => ['site', sites.get(site) ?? '']),
    ['at', '12.15'],
    ['minutes', '60'],
    ['about', 'yes'],
    ...Object.entries(more),
  ]).toString()

async function makeRound(change: Record<string, string> = {}): Promise<string> {
  const { document } = await get('rep', `/rounds/new?${shortForm()}`)
  const made = await post('rep', '/rounds/new', { ...fieldsOf(document), ...change })
  expect(made.status).toBe(303)
  return made.to.split('/').at(-1) ?? ''
}

async function visitsOf(round: string): Promise<string[]> {
  const { document } = await get('rep', `/rounds/${round}`)
  return [...document.querySelectorAll('.fl-on-phone a')].map(
    (link) => link.getAttribute('href')?.split('/').at(-1) ?? '',
  )
}

beforeAll(async () => {
  house = await branchServer({
    behind: async (_, token) =>
      token === 'rep' || token === 'member'
        ? { person: personOf(token), session: token, since: new Date(), sample: false }
        : null,
    guestBehind: async () => null,
  })
  const { store, deps, own } = house
  const key = { key: deps.key, organisation: own.id }
  await store.inOrganisation(own.id as BranchId, async (scope) => {
    const at = deps.now()
    for (const name of SITES) {
      const body = { name, town: 'Ashby', address: '', buildings: [], teams: [], near: [] }
      sites.set(name, (await sitesBook.make(scope, { body, by: null, at })).id)
    }
    for (const who of ['rep', 'member'] as const) {
      const entry = emptyEntry(personOf(who).name)
      await addEntry(scope, key, { standing: 'member', entry, id: MEMBERS[who] }, at)
    }
    await giveOffice(scope, key, {
      member: MEMBERS.rep,
      role: 'rep',
      title: 'Steward',
      site: null,
      team: null,
      from: '2020-01-01' as IsoDate,
      until: null,
      consentedOn: null,
      mail: null,
      phone: null,
      by: null,
      at,
    })
  })
}, 120_000)
afterAll(() => house?.close())

describe('planning a round', () => {
  it('proposes a visit a day, over the holidays of Christmas, each to be changed first', async () => {
    const { status, document } = await get('rep', `/rounds/new?${shortForm()}`)
    expect(status).toBe(200)
    const legends = [...document.querySelectorAll('.fl-question > fieldset > legend')]
    expect(legends.map((legend) => legend.textContent)).toEqual([
      'Ashby, Tuesday 22 December 2026, 12:15, for about an hour',
      'Elm Court, Wednesday 23 December 2026, 12:15, for about an hour',
      'Moreton, Thursday 24 December 2026, 12:15, for about an hour',
      'Quayside, Tuesday 29 December 2026, 12:15, for about an hour',
      'Thornbury, Wednesday 30 December 2026, 12:15, for about an hour',
    ])
    expect(document.querySelector('#visit-0-at')?.getAttribute('value')).toBe('12:15')
  })

  it('says what is wrong with the short form, each at its field', async () => {
    const { status, document } = await get('rep', '/rounds/new?name=&days=0&at=noon&minutes=60')
    expect(status).toBe(422)
    const links = [...document.querySelectorAll('.govuk-error-summary a')]
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      '#name',
      '#first-day',
      '#days',
      '#site',
      '#at',
    ])
    for (const link of links) {
      expect(document.querySelector(link.getAttribute('href') ?? '')).not.toBeNull()
    }
  })

  it('makes what was kept, as it was changed, rooms as they were written', async () => {
    const round = await makeRound({
      'visit-0-room': 'Room 2 (ask for the key), "annexe"',
      'visit-1-at': '13:00',
      'visit-4-out': 'yes',
    })
    const { document } = await get('member', `/rounds/${round}`)
    expect(document.querySelectorAll('.fl-on-phone li')).toHaveLength(4)
    const text = mainText(document)
    expect(text).toContain('Room 2 (ask for the key), "annexe"')
    expect(text).toContain('Wed 23 Dec, 13:00, Elm Court')
    expect(text).toContain(
      '4 visits. Next: Ashby, Tuesday 22 December 2026, 12:15, for about an hour.',
    )
    expect(text).not.toContain('Rep needed')
  })

  it('keeps what was typed where something is wrong with one visit', async () => {
    const { document } = await get('rep', `/rounds/new?${shortForm()}`)
    const again = await post('rep', '/rounds/new', {
      ...fieldsOf(document),
      'visit-2-at': 'late',
      'visit-3-room': 'The hall',
    })
    expect(again.status).toBe(422)
    expect(again.document.querySelector('.govuk-error-summary a')?.getAttribute('href')).toBe(
      '#visit-2-at',
    )
    expect(again.document.querySelector('#visit-3-room')?.getAttribute('value')).toBe('The hall')
  })

  it('is for reps: a member is told so', async () => {
    expect((await get('member', '/rounds/new')).status).toBe(403)
    expect((await post('member', '/rounds/new', { name: 'x' })).status).toBe(403)
  })
})

describe('a visit', () => {
  it('is given a rota, moved, called off, and shown so to everybody', async () => {
    const round = await makeRound()
    const [first = ''] = await visitsOf(round)
    const rota = await get('rep', `/visits/${first}/rota`)
    const down = await post('rep', `/visits/${first}/rota`, {
      ...fieldsOf(rota.document),
      rep: MEMBERS.rep,
    })
    expect(down.status).toBe(303)
    expect(mainText((await get('rep', `/visits/${first}`)).document)).toContain('Tamsyn Rosewarne')
    expect((await get('member', `/visits/${first}`)).body).not.toContain('Rosewarne')
    expect((await get(null, `/meetings/${round}`)).body).not.toContain('Rosewarne')

    const change = await get('rep', `/visits/${first}/change`)
    await post('rep', `/visits/${first}/change`, { ...fieldsOf(change.document), 'on-day': '21' })
    expect(mainText((await get('member', `/visits/${first}`)).document)).toContain(
      'Moved: it was to be Tuesday 22 December 2026, 12:15, for about an hour.',
    )

    const outcome = await get('rep', `/visits/${first}/outcome`)
    const held = await post('rep', `/visits/${first}/outcome`, {
      ...fieldsOf(outcome.document),
      state: 'held',
    })
    expect(held.status).toBe(422)
    const off = { ...fieldsOf(outcome.document), state: 'cancelled', why: 'The room is flooded.' }
    expect((await post('rep', `/visits/${first}/outcome`, off)).status).toBe(303)
    const open = await get(null, `/meetings/${round}`)
    expect(mainText(open.document)).toContain('Called off.')
    expect(mainText(open.document)).toContain('The room is flooded.')
  })

  it('shows both where two people save the same field, and loses neither', async () => {
    const [first = ''] = await visitsOf(await makeRound())
    const form = async () => fieldsOf((await get('rep', `/visits/${first}/change`)).document)
    const [one, other] = [await form(), await form()]
    await post('rep', `/visits/${first}/change`, { ...one, room: 'Library' })
    const late = await post('rep', `/visits/${first}/change`, { ...other, room: 'Canteen' })
    expect(late.status).toBe(422)
    expect(mainText(late.document)).toContain('Library')
    expect(late.document.querySelector('#room')?.getAttribute('value')).toBe('Canteen')
    const again = await post('rep', `/visits/${first}/change`, fieldsOf(late.document))
    expect(again.status).toBe(303)
    expect(mainText((await get('rep', `/visits/${first}`)).document)).toContain('Canteen')
    const versions = await get('rep', `/visits/${first}/versions`)
    expect(mainText(versions.document)).toContain('Set aside')
    expect(mainText(versions.document)).toContain('Tamsyn Rosewarne')
    expect((await get('member', `/visits/${first}/versions`)).status).toBe(403)
  })

  it('takes a member’s answer and counts it, and takes it back', async () => {
    const [first = ''] = await visitsOf(await makeRound())
    await post('member', `/visits/${first}/answer`, { answer: 'coming' })
    expect(mainText((await get('rep', `/visits/${first}`)).document)).toContain(
      '1 will come, 0 may come, 0 cannot.',
    )
    const own = await get('member', `/visits/${first}`)
    expect(own.document.querySelector('input[value="coming"]')?.hasAttribute('checked')).toBe(true)
    expect(mainText(own.document)).not.toContain('1 will come')
    await post('member', `/visits/${first}/answer`, { answer: 'none' })
    expect(mainText((await get('rep', `/visits/${first}`)).document)).toContain('0 will come, ')
  })

  it('asks before notes are kept that a child may be in', async () => {
    const [first = ''] = await visitsOf(await makeRound())
    const { document } = await get('rep', `/visits/${first}/notes`)
    const words = 'A worker spoke of a boy born on 3 May 2014.'
    const asked = await post('rep', `/visits/${first}/notes`, { ...fieldsOf(document), words })
    expect(asked.status).toBe(422)
    expect(mainText(asked.document)).toContain('Is a child in these words?')
    const kept = await post('rep', `/visits/${first}/notes`, {
      ...fieldsOf(document),
      words: 'Desks, and audits at a day’s notice.',
      came: '14',
    })
    expect(kept.status).toBe(303)
    const shown = await get('rep', `/visits/${first}`)
    expect(mainText(shown.document)).toContain('Desks, and audits at a day’s notice.')
    const capture = `a[href$="/concerns/new?visit=${first}"]`
    expect(shown.document.querySelector(capture)).not.toBeNull()
    expect((await get('member', `/visits/${first}`)).body).not.toContain('Desks, and')
  })

  it('has a poster on one sheet, with its room and where to say that one comes', async () => {
    const round = await makeRound({ guests: 'yes', 'visit-0-room': 'Room 2, by the lift' })
    const [first = ''] = await visitsOf(round)
    const { raw, headers } = await get('member', `/visits/${first}/poster.pdf`)
    expect(headers['content-type']).toBe('application/pdf')
    const { pages, words } = readPdf(raw)
    expect(pages).toBe(1)
    expect(words.join(' ').replace(/\s+/g, ' ')).toContain('Room 2, by the lift')
    const page = await get('member', `/visits/${first}/poster`)
    expect(page.document.querySelector('.fl-qr svg')).not.toBeNull()
    expect(mainText(page.document)).toContain(`/meetings/${round}`)
  })

  it('put in by mistake is gone from every page and calendar, and comes back as it was', async () => {
    const round = await makeRound({ 'visit-0-room': 'The attic' })
    const [first = ''] = await visitsOf(round)
    const feed = async () => (await get(null, '/calendar/public.ics')).body
    expect(await feed()).toContain(first)
    expect((await post('member', `/visits/${first}/remove`, {})).status).toBe(403)
    const gone = await post('rep', `/visits/${first}/remove`, {})
    expect((await get('rep', `/visits/${first}`)).status).toBe(404)
    expect(await visitsOf(round)).toHaveLength(4)
    expect(await feed()).toMatch(
      new RegExp(`UID:visit-${first}@fairload[\\s\\S]*?STATUS:CANCELLED`),
    )
    const after = await get('rep', gone.to.slice(`/${house.own.slug}`.length))
    const undo = after.document.querySelector('form[action$="/restore"]')?.getAttribute('action')
    const again = await post('rep', (undo ?? '').slice(`/${house.own.slug}`.length), {})
    expect(again.status).toBe(303)
    expect(mainText((await get('member', `/visits/${first}`)).document)).toContain('The attic')

    await post('rep', `/rounds/${round}/remove`, {})
    expect((await get(null, `/meetings/${round}`)).status).toBe(404)
    await post('rep', `/rounds/${round}/restore`, {})
    expect((await get(null, `/meetings/${round}`)).status).toBe(200)
  })

  it('that is not there, or of nobody’s round, is not found', async () => {
    for (const path of [
      '/visits/x',
      `/visits/${MEMBERS.rep}`,
      `/rounds/${MEMBERS.rep}`,
      '/rounds/x',
    ]) {
      expect((await get('rep', path)).status).toBe(404)
    }
  })
})

describe('the page for anybody', () => {
  it('counts a guest without a name, where the round says so', async () => {
    const round = await makeRound({ guests: 'yes' })
    const [first = ''] = await visitsOf(round)
    const counted = await post(null, `/meetings/${round}`, { visit: first })
    expect(counted.status).toBe(303)
    expect((await get(null, `/meetings/${round}?counted=${first}`)).body).toContain(
      'You are counted',
    )
    expect(mainText((await get('rep', `/visits/${first}`)).document)).toContain('1 guest said so')
    const quiet = await makeRound()
    expect((await get(null, `/meetings/${quiet}`)).document.querySelector('main form')).toBeNull()
  })

  it('is none where the round is for members', async () => {
    const round = await makeRound({ audience: 'members' })
    for (const who of [null, 'member', 'rep'] as const) {
      expect((await get(who, `/meetings/${round}`)).status).toBe(404)
    }
    expect((await get(null, `/rounds/${round}`)).status).toBe(303)
  })

  it('weighs under 100 KB with five visits', async () => {
    const { raw } = await get(null, `/meetings/${await makeRound({ guests: 'yes' })}`)
    expect(raw.length).toBeLessThan(40_000)
  })
})

describe('the calendar', () => {
  it('gives a member an address once, which their program reads without a sign-in', async () => {
    const round = await makeRound()
    const [first = ''] = await visitsOf(round)
    const made = await post('member', '/calendar/feed', { do: 'make' })
    const [address = ''] = /http\S+\.ics/.exec(mainText(made.document)) ?? []
    const path = new URL(address).pathname.slice(`/${house.own.slug}`.length)
    const { body, status } = await get(null, path)
    expect(status).toBe(200)
    const events = parsed(body).getAllSubcomponents('vevent')
    expect(events.map((event) => new ICAL.Event(event).uid)).toContain(`visit-${first}@fairload`)
    expect(house.log.join('\n')).not.toContain(path.split('/').at(-1)?.replace('.ics', ''))
    await post('member', '/calendar/feed', { do: 'end' })
    expect((await get(null, path)).status).toBe(404)
  })

  it('lists what comes, what is called off marked so', async () => {
    const { document, status } = await get('member', '/calendar')
    expect(status).toBe(200)
    expect(mainText(document)).toContain('Meeting, Elm Court')
    expect(mainText(document)).toContain('Called off')
  })

  it('of anybody is there without a sign-in', async () => {
    const { status, headers } = await get(null, '/calendar/public.ics')
    expect([status, headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8'])
    expect((await get(null, '/calendar/other.ics')).status).toBe(404)
  })
})
