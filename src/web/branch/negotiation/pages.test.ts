import { parseHTML } from 'linkedom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  branchServer,
  fromBranchPages,
  type BranchServer,
} from '../../../../test/seeds/branch-server.ts'
import { axeOn, contextFor, launchBrowser, WIDTHS } from '../../../../test/journeys/browser.ts'
import type { IsoDate } from '../../../kit/index.ts'
import type { BranchPerson, BranchRole } from '../../../core/branch-rights/index.ts'

type Asker = 'officer' | 'rep' | 'member' | null

const MEMBERS: Record<NonNullable<Asker>, string> = {
  officer: '00000000-0000-4000-8000-000000000001',
  rep: '00000000-0000-4000-8000-000000000002',
  member: '00000000-0000-4000-8000-000000000003',
}

let house: BranchServer

const personOf = (who: NonNullable<Asker>, organisation: string): BranchPerson => ({
  member: MEMBERS[who],
  organisation,
  name: { officer: 'Kerensa Trevail', rep: 'Tamsyn Rosewarne', member: 'Jory Penhale' }[who],
  offices:
    who === 'member'
      ? []
      : [
          {
            role: who as BranchRole,
            title: '',
            site: null,
            team: null,
            from: '2020-01-01' as IsoDate,
            until: null,
            isPublic: false,
          },
        ],
})

const cookie = (who: Asker, slug: string): Record<string, string> =>
  who === null ? {} : { cookie: `fairload-branch-${slug}=${who}` }

async function get(who: Asker, path: string, slug = 'own') {
  const answer = await house.app.inject({
    url: `/${slug}${path}`,
    headers: { host: '127.0.0.1', ...cookie(who, slug) },
  })
  const { document } = parseHTML(answer.body)
  return {
    status: answer.statusCode,
    body: answer.body,
    document,
    lede: (document.querySelector('.fl-lede')?.textContent ?? '').replace(/\s+/g, ' '),
    main: (document.querySelector('main')?.textContent ?? '').replace(/\s+/g, ' '),
    type: String(answer.headers['content-type']),
  }
}

async function post(who: Asker, path: string, fields: Record<string, string | string[]>) {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) form.append(name, one)
  }
  const answer = await house.app.inject({
    method: 'POST',
    url: `/own${path}`,
    headers: {
      ...fromBranchPages,
      ...cookie(who, 'own'),
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: form.toString(),
  })
  const { document } = parseHTML(answer.body)
  return {
    status: answer.statusCode,
    to: String(answer.headers.location ?? '').replace(/^\/own/, ''),
    document,
    main: (document.querySelector('main')?.textContent ?? '').replace(/\s+/g, ' '),
  }
}

/** What the form on a page would send if nothing were typed. */
function fieldsOf(document: Document, action: string): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = {}
  const add = (name: string, value: string): void => {
    const had = fields[name]
    fields[name] = had === undefined ? value : [...[had].flat(), value]
  }
  for (const field of document.querySelectorAll(
    `form[action="/own${action}"] :is(input, textarea, select)`,
  )) {
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

const day = (name: string, on: string): Record<string, string> => {
  const [year = '', month = '', of = ''] = on.split('-')
  return { [`${name}-day`]: of, [`${name}-month`]: month, [`${name}-year`]: year }
}

/** Fills in the form at a path as it is shown, with some fields changed. */
async function fill(
  path: string,
  change: Record<string, string | string[]>,
  who: Asker = 'officer',
) {
  const [action = path] = path.split('?')
  const { document, status } = await get(who, path)
  expect([path, status]).toEqual([path, 200])
  return post(who, action, { ...fieldsOf(document, action), ...change })
}

const idIn = (path: string): string => path.split('#')[0]?.split('/').at(-1) ?? ''

let director: string

async function aMeeting(on: string, change: Record<string, string | string[]> = {}) {
  const made = await fill('/negotiation/meetings/new', {
    subject: 'Workload in the court teams',
    ...day('on', on),
    at: '10.30',
    withPeople: [director],
    ...change,
  })
  expect(made.status).toBe(303)
  return idIn(made.to)
}

beforeAll(async () => {
  house = await branchServer({
    filled: true,
    assets: true,
    behind: async (organisation, token) =>
      token in MEMBERS
        ? {
            person: personOf(token as NonNullable<Asker>, organisation.id),
            session: token,
            since: new Date(),
            sample: false,
          }
        : null,
    guestBehind: async () => null,
  })
  const made = await fill('/people/new', {
    name: 'Perran Lanyon',
    side: 'employer',
    posts: 'Director of children’s services, Fairborough Council, 2024-01-01',
  })
  director = idIn(made.to)
}, 180_000)
afterAll(() => house.close())

describe('the negotiation log on its pages', () => {
  it('counts from what officers note: cancelled, rescheduled, lost, and with what notice', async () => {
    for (const [on, told, instead] of [
      ['2025-04-01', '2025-03-29', '2025-04-22'],
      ['2025-05-01', '2025-05-01', ''],
      ['2025-06-03', '2025-05-23', ''],
    ] as const) {
      const id = await aMeeting(on)
      const cancelled = await fill(`/negotiation/meetings/${id}/cancel`, {
        by: 'employer',
        ...day('on', told),
        ...(instead === '' ? {} : day('instead', instead)),
      })
      expect(cancelled.status).toBe(303)
      const page = await get('rep', `/negotiation/meetings/${id}`)
      expect(page.lede).toContain(instead === '' ? 'lost' : 'rescheduled to 22 April 2025')
    }
    const { lede, main } = await get('rep', '/negotiation?year=2025')
    expect(lede).toBe(
      'In 2025 the employer cancelled 3 meetings: 1 was rescheduled (33%), 2 were lost.',
    )
    expect(main).toContain('Perran Lanyon')
  })

  it('shows members the counts, and nobody’s name, words or files', async () => {
    const page = await get('member', '/negotiation?year=2025')
    expect(page.lede).toMatch(/^In 2025 the employer cancelled 3 meetings/)
    expect(page.body).not.toMatch(/Lanyon|Workload/)
    expect((await get('member', '/negotiation.xlsx?year=2025')).status).toBe(404)
    expect((await get('member', '/people')).status).toBe(403)
    expect((await get('rep', '/negotiation.csv?table=people')).body).toContain('Perran Lanyon')
    expect((await get('rep', '/negotiation.xlsx')).type).toContain('spreadsheetml')
    expect((await get('rep', '/negotiation/meetings/new')).status).toBe(403)
    expect((await get(null, '/negotiation')).status).toBe(303)
  })

  it('says what is wrong at its field, and keeps what was typed', async () => {
    const wrong = await fill('/negotiation/meetings/new', {
      subject: '',
      ...day('on', '2026-02-30'),
      at: 'noonish',
      place: 'Room 4',
    })
    expect(wrong.status).toBe(422)
    expect(wrong.main).toContain('Say what it is about.')
    expect(wrong.main).toContain('This is not a day of the calendar.')
    const links = [...wrong.document.querySelectorAll('.govuk-error-summary a')].map((link) =>
      link.getAttribute('href'),
    )
    expect(links).toEqual(['#subject', '#on-day', '#at'])
    for (const href of links) {
      expect(wrong.document.getElementById(href?.slice(1) ?? '')).not.toBeNull()
    }
    expect(wrong.document.querySelector('#place')?.getAttribute('value')).toBe('Room 4')
  })

  it('makes the agenda from what waits, and the minutes from the agenda', async () => {
    const asked = await fill('/negotiation/points/new', {
      about: 'matter',
      words: 'When will the duty rota be agreed?',
      to: director,
      ...day('askedOn', '2026-10-13'),
    })
    expect(asked.status).toBe(303)
    expect((await get('rep', '/negotiation')).main).toContain('asked 41 days ago, no answer')
    await fill('/promises/new', {
      words: 'The wellbeing work will begin',
      by: 'Director of children’s services',
      ...day('saidOn', '2025-02-03'),
      document: 'Service update',
      line: 'We will begin this work in 2025.',
      due: '2025',
    })
    const id = await aMeeting('2026-11-23')
    const agenda = await get('rep', `/negotiation/meetings/${id}/agenda`)
    expect(agenda.lede).toBe('2 items: 1 overdue promise, 1 point without an answer.')
    const arranged = await fill(`/negotiation/meetings/${id}/agenda/arrange`, {
      'place-0': '2',
      'place-1': '1',
      own: 'Day of the next meeting',
    })
    expect(arranged.status).toBe(303)
    const at = `/negotiation/meetings/${id}/minutes`
    const form = await get('officer', at)
    const notes = form.document.querySelector('#notes')?.textContent ?? ''
    expect(notes.split('\n').filter((line) => line !== '')).toEqual([
      '1. When will the duty rota be agreed?',
      '2. The wellbeing work will begin',
      '3. Day of the next meeting',
    ])
    const answer = Object.keys(fieldsOf(form.document, at)).find((name) =>
      name.startsWith('answer-'),
    )
    const held = await fill(at, { minutes: '75', [answer ?? '']: 'By the end of January.' })
    expect(held.status).toBe(303)
    const log = await get('rep', '/negotiation?year=2026')
    expect(log.main).toContain('Everything that was asked has been answered.')
    expect(log.main).toContain('an hour and 15 minutes')
    const left = await fill(`/negotiation/meetings/${id}/agenda/arrange`, {
      'reason-0': 'Raised by letter',
    })
    expect(left.status).toBe(303)
    expect((await get('rep', `/negotiation/meetings/${id}/agenda`)).main).toContain(
      'The reason: Raised by letter',
    )
  })

  it('shows both where two officers change one record, and keeps both', async () => {
    const id = await aMeeting('2026-12-07')
    const at = `/negotiation/meetings/${id}/edit`
    const { document } = await get('officer', at)
    const begun = fieldsOf(document, at)
    expect((await post('officer', at, { ...begun, place: 'Room 9' })).status).toBe(303)
    const second = await post('officer', at, {
      ...begun,
      place: 'Room 12',
      once: 'another-key-of-a-form',
    })
    expect(second.status).toBe(409)
    expect(second.main).toContain('Room 9')
    expect(second.main).toContain('Room 12')
    const settled = await post('officer', at, { ...fieldsOf(second.document, at) })
    expect(settled.status).toBe(303)
    const page = await get('rep', `/negotiation/meetings/${id}`)
    expect(page.main).toContain('Room 12')
    expect(page.main).not.toContain('written at the same time')
    const versions = await get('rep', `/negotiation/meetings/${id}/versions`)
    expect(versions.main).toContain('Room 9')
    expect(versions.main).toContain('Set aside')
  })

  it('takes the answer of an officer who was second, beside the first', async () => {
    const put = { about: 'matter', to: director, ...day('askedOn', '2026-11-20') }
    await fill('/negotiation/points/new', { ...put, words: 'Who covers the duty desk?' })
    const id = await aMeeting('2026-11-22')
    const at = `/negotiation/meetings/${id}/minutes`
    const { document } = await get('officer', at)
    const begun = fieldsOf(document, at)
    const answer =
      [...document.querySelectorAll('label')]
        .find((label) => label.textContent?.includes('Who covers the duty desk?'))
        ?.getAttribute('for') ?? ''
    const first = await post('officer', at, {
      ...begun,
      notes: 'As one heard it',
      [answer]: 'The team',
    })
    expect(first.status).toBe(303)
    const second = await post('officer', at, {
      ...begun,
      notes: 'As the other heard it',
      [answer]: 'An agency worker',
      once: 'a-second-form-of-minutes',
    })
    expect(second.status).toBe(409)
    expect(second.main).toContain('As one heard it')
    expect(second.main).toContain('As the other heard it')
    const again = await post('officer', at, fieldsOf(second.document, at))
    expect(again.status).toBe(303)
    expect((await get('rep', `/negotiation/meetings/${id}`)).main).toContain(
      'As the other heard it',
    )
    const point = answer.replace('answer-', '')
    const versions = await get('rep', `/negotiation/points/${point}/versions`)
    expect(versions.main).toContain('The team')
    expect(versions.main).toContain('An agency worker')
    expect((await get('officer', `/negotiation/points/${point}/edit`)).main).toContain(
      'written at the same time as another',
    )
  })

  it('shows both orders where two officers arrange one agenda, in words', async () => {
    const id = await aMeeting('2026-12-14')
    const at = `/negotiation/meetings/${id}/agenda/arrange`
    const { document } = await get('officer', at)
    const begun = fieldsOf(document, at)
    await post('officer', at, { ...begun, own: 'Rooms for the winter' })
    const second = await post('officer', at, {
      ...begun,
      own: 'Pay',
      once: 'a-second-form-of-agenda',
    })
    expect(second.status).toBe(409)
    expect(second.main).toContain('Rooms for the winter')
    expect(second.document.querySelector('#both-versions')?.textContent).toContain('Pay')
    expect(second.main).not.toContain('own:1')
  })

  it('takes a person out, with the way to bring them back', async () => {
    const made = await fill('/people/new', { name: 'Nessa Bolitho', side: 'other' })
    const id = idIn(made.to)
    const removed = await fill(`/people/${id}/edit`, {}).then(async () => {
      const { document } = await get('officer', `/people/${id}/edit`)
      return post('officer', `/people/${id}/remove`, fieldsOf(document, `/people/${id}/remove`))
    })
    const list = await get('officer', removed.to)
    expect(list.main).toContain('The person was taken out.')
    expect(list.document.querySelector('table')?.textContent).not.toContain('Nessa Bolitho')
    const restore = `/people/${id}/restore`
    await post('officer', restore, fieldsOf(list.document, restore))
    expect((await get('officer', '/people')).main).toContain('Nessa Bolitho')
  })

  it('does not log a body as a negotiating party before it was recognised', async () => {
    await fill('/negotiation/bodies/new', { name: 'Ashby branch', ...day('from', '2026-01-01') })
    const { document } = await get('officer', '/negotiation/meetings/new')
    const body = document.querySelector('input[name="bodies"]')?.getAttribute('value') ?? ''
    const early = await fill('/negotiation/meetings/new', {
      subject: 'Pay',
      ...day('on', '2025-12-31'),
      bodies: [body],
    })
    expect(early.status).toBe(422)
    expect(early.main).toContain(
      'Ashby branch was not recognised for bargaining on 31 December 2025',
    )
    await aMeeting('2026-01-01', { bodies: [body] })
  })
})

describe('the promise clock on its pages', () => {
  it('is read by members with its line, and kept by officers with what shows it', async () => {
    const made = await fill('/promises/new', {
      words: 'The commissioner will meet the branch',
      by: 'Director of children’s services',
      ...day('saidOn', '2025-12-01'),
      document: 'Service update, winter',
      line: 'Meetings will be held by September.',
      due: '2026-09',
    })
    const id = idIn(made.to)
    const page = await get('member', `/promises/${id}`)
    expect(page.lede).toBe('Overdue by 54 days.')
    expect(page.main).toContain('“Meetings will be held by September.”')
    expect((await get('member', `/promises/${id}/kept`)).status).toBe(403)
    const bare = await fill(`/promises/${id}/kept`, { words: '' })
    expect(bare.status).toBe(422)
    expect(bare.main).toContain('Say what shows it.')
    await fill(`/promises/${id}/kept`, {
      ...day('on', '2026-10-03'),
      words: 'Minutes of 3 October',
    })
    expect((await get('member', `/promises/${id}`)).lede).toBe('Kept 3 days late.')
    const again = await get('officer', `/promises/${id}`)
    const reopen = `/promises/${id}/reopen`
    await post('officer', reopen, fieldsOf(again.document, reopen))
    expect((await get('member', `/promises/${id}`)).lede).toBe('Overdue by 54 days.')
  })

  it('refuses a day that is none and a promise that stands nowhere', async () => {
    const wrong = await fill('/promises/new', {
      words: 'More posts',
      by: 'The director',
      due: 'soon',
    })
    expect(wrong.status).toBe(422)
    expect(wrong.main).toContain('Write a year as 2020')
    expect(wrong.main).toContain('Say where it stands')
    expect(wrong.main).toContain('Say on which day it was said.')
  })
})

describe('the scrutiny desk on its pages', () => {
  it('brings seats in after showing what it would do, and opens a handover when a seat ended', async () => {
    const json = JSON.stringify({
      persons: [
        { id: 'a', name: 'Councillor Wren Ashdown' },
        { id: 'b', name: 'Councillor Hal Bramley' },
      ],
      organizations: [{ id: 'k', name: 'Children’s scrutiny' }],
      memberships: [
        { person_id: 'a', organization_id: 'k', start_date: '2022-05-10', end_date: '2026-05-14' },
        { person_id: 'b', organization_id: 'k', start_date: '2026-05-15' },
        { person_id: 'z', organization_id: 'k', start_date: '2026-05-15' },
      ],
    })
    const preview = await fill('/councillors/bring-in', { json })
    expect(preview.status).toBe(200)
    expect(preview.main).toContain('Membership 3: it names nobody who is in the file.')
    expect((await get('rep', '/councillors')).main).not.toContain('Ashdown')
    const at = '/councillors/bring-in'
    expect((await post('officer', at, fieldsOf(preview.document, at))).status).toBe(303)
    const contact = await get('officer', '/councillors/contacts/new')
    const options = (name: string) =>
      [...contact.document.querySelectorAll(`select[name="${name}"] option`)].map((option) => [
        option.textContent ?? '',
        option.getAttribute('value') ?? '',
      ])
    const ashdown = options('councillor').find(([words]) => words?.includes('Ashdown'))?.[1] ?? ''
    const committee = options('committee').at(-1)?.[1] ?? ''
    await fill('/councillors/contacts/new', {
      councillor: ashdown,
      committee,
      keptBy: 'Branch secretary',
    })
    const desk = await get('rep', '/councillors')
    expect(desk.lede).toMatch(/^1 contact waits to be handed over\./)
    expect(desk.main).toContain('Councillor Hal Bramley')
    const handover = `/councillors/handover?councillor=${ashdown}&committee=${committee}`
    const form = await get('officer', handover)
    const target = form.document.querySelector('main form')?.getAttribute('action') ?? ''
    const to = [...form.document.querySelectorAll('select[name="to"] option')].at(-1)
    const done = await post('officer', target.replace(/^\/own/, ''), {
      ...Object.fromEntries(
        [...form.document.querySelectorAll('main form input')]
          .filter((input) => input.getAttribute('type') !== 'radio')
          .map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? '']),
      ),
      done: 'yes',
      words: 'Wrote and was answered.',
      to: to?.getAttribute('value') ?? '',
    })
    expect(done.status).toBe(303)
    expect((await get('rep', '/councillors')).lede).toMatch(/^No contact waits/)
    const popolo = JSON.parse((await get('rep', '/councillors/popolo.json')).body) as {
      memberships: unknown[]
    }
    expect(popolo.memberships).toHaveLength(2)
    expect((await get('member', '/councillors')).status).toBe(403)
  })

  it('counts hearings at which the union was heard from who spoke for whom', async () => {
    const form = await get('officer', '/hearings/new')
    const committee =
      [...form.document.querySelectorAll('select[name="committee"] option')]
        .at(-1)
        ?.getAttribute('value') ?? ''
    const hearing = { committee, subject: 'The inspection', ...day('on', '2026-10-05') }
    const wrong = await fill('/hearings/new', { ...hearing, speakers: 'The director' })
    expect(wrong.status).toBe(422)
    expect(wrong.main).toContain('does not say for whom')
    await fill('/hearings/new', {
      ...hearing,
      speakers: 'The director, officers\nThe lead member, the executive',
    })
    expect((await get('rep', '/hearings')).lede).toBe('The union was heard at 0 of 1 hearing.')
    await fill('/hearings/new', { ...hearing, speakers: 'Branch secretary, for the union' })
    expect((await get('rep', '/hearings')).lede).toBe('The union was heard at 1 of 2 hearings.')
  })
})

describe('every page of the invented branch', () => {
  it('is clean by axe and no wider than a phone, for who writes and who reads', async () => {
    const address = await house.listen()
    const browser = await launchBrowser()
    try {
      const log = await get('officer', '/negotiation', 'demonstration')
      const linkTo = (part: string): string =>
        [...log.document.querySelectorAll('main a')]
          .map((link) => link.getAttribute('href') ?? '')
          .find((href) => new RegExp(`${part}[0-9a-f-]{36}$`).test(href)) ?? part
      const meeting = linkTo('/negotiation/meetings/')
      const person = linkTo('/people/')
      const met =
        [...log.document.querySelectorAll('#meetings tbody tr')]
          .find((row) => row.textContent?.includes('Held'))
          ?.querySelector('a')
          ?.getAttribute('href') ?? ''
      const promises = await get('officer', '/promises', 'demonstration')
      const promise =
        [...promises.document.querySelectorAll('main table a')][0]?.getAttribute('href') ?? ''
      const demo = '/demonstration'
      const pages: [NonNullable<Asker>, string][] = [
        ['officer', `${demo}/negotiation`],
        ['member', `${demo}/negotiation`],
        ['officer', meeting],
        ['officer', `${meeting}/edit`],
        ['officer', `${meeting}/cancel`],
        ['officer', met],
        ['officer', `${met}/minutes`],
        ['officer', `${meeting}/agenda`],
        ['officer', `${meeting}/agenda/arrange`],
        ['officer', `${meeting}/versions`],
        ['officer', `${demo}/people`],
        ['officer', person],
        ['officer', `${demo}/people/new`],
        ['officer', `${demo}/negotiation/bodies`],
        ['officer', `${demo}/negotiation/points/new`],
        ['officer', `${demo}/negotiation/consultations/new`],
        ['member', `${demo}/promises`],
        ['officer', promise],
        ['officer', `${promise}/kept`],
        ['officer', `${demo}/promises/new`],
        ['officer', `${demo}/hearings`],
        ['officer', `${demo}/hearings/new`],
        ['officer', `${demo}/hearings/outside/new`],
        ['officer', `${demo}/councillors`],
        ['officer', `${demo}/councillors/seats/new`],
        ['officer', `${demo}/councillors/questions/new`],
        ['officer', `${demo}/councillors/bring-in`],
      ]
      for (const who of ['officer', 'member'] as const) {
        const context = await contextFor(browser, { scripts: true, width: WIDTHS.phone, address })
        await context.addCookies([
          { name: 'fairload-branch-demonstration', value: who, url: address },
        ])
        const page = await context.newPage()
        for (const [asker, url] of pages) {
          if (asker !== who) continue
          const answer = await page.goto(url)
          expect([url, answer?.status()]).toEqual([url, 200])
          expect([url, await axeOn(page)]).toEqual([url, []])
          const width = await page.evaluate('document.documentElement.scrollWidth')
          expect([url, Number(width) <= WIDTHS.phone]).toEqual([url, true])
          const lede = await page.textContent('.fl-lede')
          expect([url, /[.?]$/.test((lede ?? '').trim())]).toEqual([url, true])
        }
        await context.close()
      }
    } finally {
      await browser.close()
    }
  }, 180_000)
})
