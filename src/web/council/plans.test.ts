import { gzipSync } from 'node:zlib'
import { createHash } from 'node:crypto'
import { read, utils } from '@e965/xlsx'
import { afterAll, describe, expect, it } from 'vitest'
import { look, seen } from '../../../test/seeds/look.ts'
import { seedWatch } from '../../../test/seeds/people.ts'
import { seedServer, type SeedServer } from '../../../test/seeds/server.ts'
import type { PlanSide } from '../../council/index.ts'
import { check, certificateSchema } from '../../core/fairness/index.ts'
import { moreOverWords, triedWords } from './plan-words.ts'

const NAUGHTY = `</td><script>alert(1)</script>'"&<img src=x onerror=alert(1)>=1+1{{7*7}}\u202e`
const small = { workers: 24, cases: 330, teams: 3 }
const usual = seedServer({ ...small, own: 'checked' })
const planned = seedServer({ ...small, latest: 'ready' })
const making = seedServer({ ...small, latest: 'working' })
const nobody = seedServer({ ...small, capacity: 'nobody' })
const naughty = seedServer({ ...small, naughty: NAUGHTY, own: 'checked' })
/** Where no address stands for anything that this person may do this to. */
const nowhere = seedServer(small, { watch: { ...seedWatch(), may: async () => null } })
const all = [usual, planned, making, nobody, naughty, nowhere]
afterAll(() => Promise.all(all.map((server) => server.close())))

const READY = '/demonstration/plans/p-3'
const MAKING = '/demonstration/plans/p-4'
const STALE = '/demonstration/plans/p-2'
const PAGES = [
  '/demonstration/plans',
  READY,
  `${READY}?workers=over`,
  STALE,
  MAKING,
  '/demonstration/plans/p-5',
  '/demonstration/plans/p-6',
  '/demonstration/plans/p-1',
  `${READY}/certificate`,
  '/demonstration/cases/c-0/allocate',
  '/demonstration/cases/c-0/allocate?reach=service',
]

/** What the last plan that was asked for asks. */
const lastAsked = (server: SeedServer) =>
  (
    server.council.calls.findLast((call) => call.what === 'plan')?.with as
      { plan: unknown } | undefined
  )?.plan

/** The fields that a form of the page would send as it stands, first values chosen. */
function fieldsOf(form: Element | undefined): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const input of form?.querySelectorAll('input') ?? []) {
    if (input.getAttribute('type') === 'radio' && !input.hasAttribute('checked')) continue
    fields[input.getAttribute('name') ?? ''] = input.getAttribute('value') ?? ''
  }
  for (const select of form?.querySelectorAll('select') ?? []) {
    const chosen =
      select.querySelector('option[selected]') ?? select.querySelector('option') ?? undefined
    fields[select.getAttribute('name') ?? ''] = chosen?.getAttribute('value') ?? ''
  }
  // The key that each showing has of its own.
  delete fields.once
  return fields
}

const formWith = (page: ReturnType<typeof seen>, button: string): Element | undefined =>
  [...page.document.querySelectorAll('main form')].find((form) => form.textContent.includes(button))

describe('every page of plans', () => {
  it.each(PAGES)('%s opens with a heading and a sentence, each id once', async (url) => {
    const page = await look(usual, url)
    expect(page.status).toBe(200)
    expect(page.document.querySelectorAll('h1')).toHaveLength(1)
    expect(page.lede).toMatch(/[.?]$/)
    const ids = [...page.document.querySelectorAll('[id]')].map((element) => element.id)
    expect(ids).toEqual([...new Set(ids)])
  })

  it.each(PAGES)('%s leads to pages that are there', async (url) => {
    const page = await look(usual, url)
    const inside = [...new Set(page.links)].filter((href) => href.startsWith('/'))
    const sample = inside.filter((_, n) => n % Math.ceil(inside.length / 25) === 0)
    for (const href of sample) {
      const { statusCode } = await usual.get(href.split('#')[0] ?? href)
      expect([href, statusCode]).toEqual([href, statusCode < 400 ? statusCode : 'below 400'])
    }
    for (const href of page.links.filter((link) => link.startsWith('#'))) {
      expect(page.document.getElementById(href.slice(1))).not.toBeNull()
    }
  })

  it.each(PAGES)('%s shows naughty text as text', async (url) => {
    const page = await look(naughty, url)
    expect(page.status).toBe(200)
    expect(page.html).not.toMatch(/<script>|<img|<\/td><script/)
    expect(page.document.querySelectorAll('main script, main img, [onerror]')).toHaveLength(0)
  })

  it.each(PAGES)('%s names nobody in an address', async (url) => {
    const page = await look(usual, url)
    const actions = [...page.document.querySelectorAll('form')].map(
      (form) => form.getAttribute('action') ?? '',
    )
    for (const address of [...page.links, ...actions]) {
      expect(decodeURIComponent(address)).not.toMatch(/500\d{3}|Amara|Okoye|Nowak/)
    }
  })

  it('writes no name, no child’s number and no form field to the log', async () => {
    await usual.get(READY)
    await usual.post('/demonstration/plans', {
      team: '',
      moves: 'any',
      effort: 'quick',
      'stay.c-12': 'child-wish',
    })
    expect(usual.log.join('\n')).not.toMatch(/500\d{3}|Amara|Okoye|child-wish|stay\./)
  })

  it.each([
    '/demonstration/plans/p-99',
    '/demonstration/plans/p-99.xlsx',
    '/demonstration/plans/p-99.json',
    '/demonstration/plans/p-99.pdf',
    '/demonstration/plans/p-99/certificate',
    '/demonstration/plans/p-99/certificate.json',
    '/demonstration/plans/p-99/certificate.pdf',
    `${MAKING}/certificate`,
    `${MAKING}.xlsx`,
    `${MAKING}.json`,
    `${MAKING}.pdf`,
    '/demonstration/cases/c-99999/allocate',
    '/nowhere/plans',
  ])(
    'answers %s with “not found”, the same for what is hidden and what is not there',
    async (url) => {
      const response = await usual.get(url)
      expect(response.statusCode).toBe(404)
      expect(response.body).toBe((await usual.get('/demonstration/nothing-here')).body)
    },
  )
})

describe('asking for a plan', () => {
  it('sends the whole question: for whom, how many moves, how long', async () => {
    const page = await look(usual, '/demonstration/plans')
    const fields = fieldsOf(formWith(page, 'Make a plan'))
    expect(fields).toEqual({ team: '', reach: 'team', moves: 'percent-3', effort: 'normal' })
    const sent = await usual.post('/demonstration/plans', {
      team: 't-team-1',
      reach: 'service',
      moves: 'count-4',
      effort: 'deep',
    })
    expect([sent.statusCode, sent.headers.location]).toEqual([303, READY])
    expect(lastAsked(usual)).toEqual({
      team: 't-team-1',
      reach: 'service',
      moves: { count: 4 },
      stay: [],
      seed: 1,
      effort: 'deep',
    })
  })

  it.each([
    [{ moves: 'count--4' }],
    [{ moves: 'percent-' }],
    [{ effort: 'endless' }],
    [{ reach: 'everywhere' }],
    [{ seed: '-1' }],
    [{ 'stay.c-1': 'because' }],
    [{ 'stay.': 'other' }],
    [{ more: 'than asked' }],
  ])('refuses a form that is not ours: %o', async (wrong) => {
    const asked = usual.council.calls.filter((call) => call.what === 'plan').length
    const sent = await usual.post('/demonstration/plans', {
      team: '',
      moves: 'any',
      effort: 'quick',
      ...wrong,
    })
    expect(sent.statusCode).toBe(400)
    expect(usual.council.calls.filter((call) => call.what === 'plan')).toHaveLength(asked)
  })

  it('does not know a team that is not there', async () => {
    const fields = { team: 't-none', moves: 'any', effort: 'quick' }
    expect((await nowhere.post('/demonstration/plans', fields)).statusCode).toBe(404)
  })

  it('says why none can be made', async () => {
    const sent = await usual.post('/demonstration/plans', {
      team: '',
      moves: 'any',
      effort: 'quick',
      seed: '13',
    })
    expect(sent.statusCode).toBe(409)
    expect(seen(sent.body).text).toContain('Nobody’s capacity is known.')
  })

  it('is one click from the service and from a team', async () => {
    for (const url of ['/demonstration', '/demonstration/teams/t-team-1']) {
      const fields = fieldsOf(formWith(await look(usual, url), 'See the plan'))
      expect(fields).toMatchObject({ moves: 'percent-3', effort: 'normal', seed: '1' })
      expect(fields.team).toBe(url === '/demonstration' ? '' : 't-team-1')
      expect((await usual.post('/demonstration/plans', fields)).statusCode).toBe(303)
    }
  })

  it('has the service say what the latest plan brings, or that it is being made', async () => {
    const done = await look(planned, '/demonstration')
    expect(done.text).toContain('8 moves would bring the busiest from 150% to 125%.')
    expect(done.links).toContain(READY)
    expect((await look(making, '/demonstration/teams/t-team-1')).text).toContain(
      'A plan is being made.',
    )
  })

  it('is not offered where nobody’s capacity is known', async () => {
    expect((await look(nobody, '/demonstration')).text).not.toContain('See the plan')
  })
})

it('says why more people may stand over the safe line after a plan, and nothing where they do not', () => {
  const side = (overSafe: number, overload: number, withNobody: number): PlanSide => ({
    busiest: { load: 12, capacity: 10 },
    overSafe,
    overHard: 0,
    overload,
    withNobody,
  })
  expect(moreOverWords({ before: side(3, 40, 5), after: side(3, 10, 0) })).toBeNull()
  expect(moreOverWords({ before: side(3, 40, 5), after: side(4, 10, 0) })).toContain(
    'than now: work that nobody held has a worker, and the fullest hand some of theirs on.',
  )
})

it('claims that no exchange helps only where none does', () => {
  const stability = { transfers: 10, swaps: 20, redivisions: 5, helpful: 0 }
  expect(triedWords({ stability })).toContain('None of them would make it fairer.')
  const given = triedWords({ stability: { ...stability, helpful: 2 } })
  expect(given).toContain('For 2 pairs of workers one would')
  expect(given).not.toContain('None')
})

describe('a plan in the making', () => {
  it('keeps itself fresh without scripts, says how far it is, and can be cancelled', async () => {
    const page = await look(usual, MAKING)
    expect(page.html).toContain('<meta http-equiv="refresh" content="3"/>')
    expect(page.text).toContain('busiest 137% so far; none can be under 117.9%')
    expect(page.document.querySelector('progress')?.getAttribute('value')).toBe('40')
    const action = formWith(page, 'Cancel this plan')?.getAttribute('action') ?? ''
    const sent = await usual.post(action, {})
    expect([sent.statusCode, sent.headers.location]).toEqual([303, MAKING])
    expect(usual.council.calls.at(-1)).toEqual({ what: 'cancel plan', with: 'p-4' })
  })

  it('has the button that cancels outside what is updated in place', async () => {
    const { document } = await look(usual, MAKING)
    expect(document.querySelector('[data-progress] form')).toBeNull()
  })

  it.each([
    ['/demonstration/plans/p-6', 'Nobody’s capacity is known, so nothing can be planned.'],
    ['/demonstration/plans/p-1', 'This plan was cancelled before it was ready.'],
  ])('that ended without one says so and can be asked again: %s', async (url, words) => {
    const page = await look(usual, url)
    expect(page.text).toContain(words)
    expect(page.html).not.toContain('http-equiv="refresh"')
    expect(fieldsOf(formWith(page, 'Make it again'))).toMatchObject({ moves: 'percent-1' })
  })
})

describe('a plan that is ready', () => {
  it('says first what it does, and that nothing can do better', async () => {
    const { lede } = await look(usual, READY)
    expect(lede).toMatch(/^\d+ moves? .*busiest (from \d+% to|at) \d+%.* No plan .* better/)
  })

  it('shows before and after side by side, and in a picture and its table by name', async () => {
    const page = await look(usual, READY)
    expect(page.table(0).map(([what]) => what)).toEqual([
      'Busiest worker',
      'Workers over the safe line',
      'Workers over the hard line',
      'Work above what can be carried',
      'Children with no worker',
    ])
    const names = page.table(1).map((row) => row[0] ?? '')
    expect(names).toHaveLength(22)
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en-GB')))
    expect(page.document.querySelectorAll('#before-after-wide-title')).toHaveLength(1)
    expect(page.text).toContain('2 workers whose capacity is unknown are left out.')
  })

  it('leads to the people file where a capacity is unknown', async () => {
    const page = await look(usual, READY)
    expect(page.text).toContain('left out: what they can carry is unknown')
    expect(page.links).toContain('/demonstration/people')
  })

  it('asks the same again with another number of moves', async () => {
    const page = await look(usual, READY)
    const form = formWith(page, 'Show the plan with these moves')
    const values = [...(form?.querySelectorAll('input[type=radio]') ?? [])].map((radio) =>
      radio.getAttribute('value'),
    )
    expect(values).toContain('any')
    expect(fieldsOf(form)).toEqual({
      team: '',
      reach: 'service',
      effort: 'quick',
      seed: '1',
      moves: 'percent-1',
    })
    await usual.post('/demonstration/plans', { ...fieldsOf(form), moves: 'percent-0.5' })
    expect(lastAsked(usual)).toMatchObject({ moves: { percent: 0.5 }, effort: 'quick' })
  })

  it('is made again around a child who should stay, and keeps those kept before', async () => {
    const page = await look(usual, STALE)
    const form = formWith(page, 'Make the plan again')
    const fields = fieldsOf(form)
    expect(fields['stay.c-12']).toBe('child-wish')
    const keeping = Object.keys(fields).filter((name) => name.startsWith('stay.'))
    const [another = ''] = keeping.filter((name) => name !== 'stay.c-12')
    expect(another).toMatch(/^stay\.c-\d+$/)
    await usual.post('/demonstration/plans', { ...fields, [another]: 'court-date' })
    expect(lastAsked(usual)).toEqual({
      team: null,
      reach: 'service',
      moves: 'any',
      effort: 'quick',
      seed: 1,
      stay: expect.arrayContaining([
        { case: 'c-12', why: 'child-wish' },
        { case: another.slice('stay.'.length), why: 'court-date' },
      ]) as unknown,
    })
    await usual.post('/demonstration/plans', { ...fields, 'stay.c-12': '' })
    expect(lastAsked(usual)).toMatchObject({ stay: [] })
  })

  it('offers to keep no child whose worker cannot keep them', async () => {
    const page = await look(usual, READY)
    const rows = [...page.document.querySelectorAll('#moves tbody tr')]
    for (const row of rows.filter((each) => each.textContent.includes('cannot keep it'))) {
      expect(row.querySelector('select')).toBeNull()
    }
    expect(rows.length).toBeGreaterThan(3)
  })

  it('says that the figures changed since, and is made again in one click', async () => {
    const page = await look(usual, STALE)
    expect(page.text).toContain('another import is in force')
    expect(fieldsOf(formWith(page, 'Make it again'))).toMatchObject({
      moves: 'any',
      'stay.c-12': 'child-wish',
    })
    expect((await look(usual, READY)).text).not.toContain('The figures changed since')
  })

  it('names the rules where nobody may hold a child', async () => {
    const page = await look(usual, READY)
    expect(page.text).toContain('Their contract ends within four weeks: 3 workers')
  })

  it('is downloaded as a workbook whose values are the page’s', async () => {
    const page = await look(usual, READY)
    const response = await usual.get(`${READY}.xlsx`)
    const book = read(response.rawPayload)
    expect(book.SheetNames).toEqual(expect.arrayContaining(['Moves', 'Workers', 'Placements']))
    const rowsOf = (name: string): unknown[][] => {
      const sheet = book.Sheets[name]
      return sheet ? utils.sheet_to_json<unknown[]>(sheet, { header: 1 }) : []
    }
    const workers = rowsOf('Workers').slice(1)
    const shown = page.table(1)
    expect(workers.map((row) => row[0])).toEqual(shown.map((row) => row[0]))
    workers.forEach((row, n) => {
      const [before, after] = [row[5], row[6]]
      const words = [shown[n]?.[2] ?? '', shown[n]?.[3] ?? '']
      for (const [value, said] of [
        [before, words[0]],
        [after, words[1]],
      ] as const) {
        if (typeof value === 'number' && value > 0) {
          expect(said).toContain(`${Math.round(value * 100)}%`)
        }
      }
    })
    const csv = await usual.get(`${READY}.csv?table=workers`)
    expect(csv.body.trim().split('\r\n')).toHaveLength(workers.length + 1)
    expect(response.headers['content-disposition']).toBe(
      'attachment; filename="fairload-demonstration-plan-3-2026-09-30.xlsx"',
    )
  })

  it('is downloaded as JSON: the same as the API serves', async () => {
    const file = await usual.get(`${READY}.json`)
    const served = await usual.get('/api/v1/demonstration/plans/p-3')
    expect(file.json()).toEqual(served.json())
  })

  it.each([`${READY}.pdf`, `${READY}/certificate.pdf`])(
    '%s is a tagged PDF in English',
    async (url) => {
      const response = await usual.get(url)
      expect(response.headers['content-type']).toBe('application/pdf')
      const text = response.rawPayload.toString('latin1')
      expect(text.startsWith('%PDF-1.7')).toBe(true)
      expect(text).toContain('/Marked true')
      expect(text).toContain('/Lang (en-GB)')
    },
  )

  it('stays light with hundreds of workers', async () => {
    const large = seedServer({ workers: 300, cases: 2400, teams: 40 })
    try {
      const { rawPayload } = await large.get(READY)
      expect(gzipSync(rawPayload, { level: 1 }).length).toBeLessThan(100_000)
      const page = await look(large, READY)
      expect(page.table(1)).toHaveLength(100)
      expect(page.links).toContain(`${READY}?page=2#workers`)
      expect((await look(large, `${READY}?page=3`)).table(1).length).toBeLessThan(100)
      expect((await look(large, `${READY}?page=99`)).status).toBe(200)
      // So many cannot be named in a picture: it shows teams.
      expect(page.html).toContain('Before and after, by team')
    } finally {
      await large.close()
    }
  }, 60_000)
})

describe('the certificate', () => {
  it('says the claim in a sentence and the sum that can be redone', async () => {
    const page = await look(usual, `${READY}/certificate`)
    expect(page.lede).toMatch(/%/)
    expect(page.text).toContain('fairload check fairload-certificate-plan-3.json')
    expect(page.document.querySelectorAll('main table').length).toBeGreaterThan(1)
  })

  it('is downloaded as the document that is checked, without a name in it', async () => {
    const response = await usual.get(`${READY}/certificate.json`)
    const certificate = certificateSchema.parse(response.json())
    const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
    const lines = check(certificate, sha256)
    expect(lines.filter((line) => !line.fine)).toEqual([])
    expect(response.body).not.toMatch(/Amara|Okoye|500\d{3}/)
  })
})

describe('who could take a child', () => {
  it('is one click from the child, from the list of those who wait, and from the team', async () => {
    const to = '/demonstration/cases/c-0/allocate'
    expect((await look(usual, '/demonstration/cases/c-0')).links).toContain(to)
    expect((await look(usual, '/demonstration/waiting')).links).toContain(to)
    const held = await look(usual, '/demonstration/cases/c-11')
    expect(held.text).toContain('Give to another worker')
    expect(held.text).not.toContain('Who could take this?')
  })

  it('begins with those who are equal within a hair, by name, and says that judgement decides', async () => {
    const page = await look(usual, '/demonstration/cases/c-0/allocate?reach=service')
    expect(page.lede).toMatch(/can take this/)
    const names = page.table(0).map((row) => row[0] ?? '')
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en-GB')))
    for (const row of page.table(0)) expect(row.join(' ')).not.toContain('over the')
  })

  it('asks the child’s own team first, and the whole service at a click', async () => {
    const own = await look(usual, '/demonstration/cases/c-0/allocate')
    expect(own.links).toContain('/demonstration/cases/c-0/allocate?reach=service')
    const service = await look(usual, '/demonstration/cases/c-0/allocate?reach=service')
    const of = (page: typeof own): number => page.document.querySelectorAll('main tbody tr').length
    expect(of(service)).toBeGreaterThan(of(own))
  })

  it('is downloaded with everybody in it: who could, who cannot and why', async () => {
    const response = await usual.get('/demonstration/cases/c-0/allocate.xlsx?reach=service')
    const book = read(response.rawPayload)
    expect(book.SheetNames).toEqual(expect.arrayContaining(['Could take it', 'Cannot, and why']))
    expect(response.headers['content-disposition']).not.toMatch(/500\d{3}|c-0/)
  })
})
