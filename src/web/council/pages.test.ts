import { afterAll, describe, expect, it } from 'vitest'
import { read, utils } from '@e965/xlsx'
import { parseHTML } from 'linkedom'
import { ownKeys } from '../../../test/seeds/agreements.ts'
import { look, tidy } from '../../../test/seeds/look.ts'
import { aPerson, seedSignIn } from '../../../test/seeds/people.ts'
import { seedServer } from '../../../test/seeds/server.ts'

const usual = seedServer({ own: 'checked' })
const nobody = seedServer({ capacity: 'nobody', own: 'accepted' })
const empty = seedServer()
const NAUGHTY = `</td><script>alert(1)</script>'"&<img src=x onerror=alert(1)>=1+1{{7*7}}\u202e`
const naughty = seedServer({ naughty: NAUGHTY, own: 'checked', cases: 60, workers: 12, teams: 3 })
afterAll(() => Promise.all([usual, nobody, empty, naughty].map((server) => server.close())))

const PAGES = [
  '/demonstration',
  '/demonstration/teams',
  '/demonstration/teams/t-team-1',
  '/demonstration/workers',
  '/demonstration/workers/w-3',
  '/demonstration/workers/w-7',
  '/demonstration/workers/w-11',
  '/demonstration/cases',
  '/demonstration/cases/c-0',
  '/demonstration/cases/c-4',
  '/demonstration/cases/c-0/allocate',
  '/demonstration/waiting',
  '/demonstration/findings',
  '/demonstration/people',
  '/demonstration/establishment',
  '/demonstration/establishment/teams/t-team-1',
  '/demonstration/establishment/teams/t-team-1/more?count=3',
  '/demonstration/agreement',
  '/demonstration/agreement?id=wirral',
  '/demonstration/agreement?id=ours@2.1',
  '/demonstration/agreement?id=ours@2.0',
  '/demonstration/agreement?id=ours@1.0',
  '/demonstration/agreement/edit?id=ours@2.1',
  '/demonstration/agreement/edit?id=ours@2.1&part=handover',
  '/demonstration/agreement/compare?id=ours@2.1',
  '/demonstration/agreement/replay?id=ours@2.1',
  '/demonstration/agreement/sign?id=ours@2.0',
  '/demonstration/decisions',
  '/demonstration/decisions/d-1',
  '/demonstration/decisions/d-2',
  '/demonstration/decisions/d-3',
  '/demonstration/decisions/d-4',
  '/demonstration/decisions/d-5',
  '/demonstration/teams/t-team-1/allocate',
  '/demonstration/register',
  '/demonstration/register/e-1',
  '/demonstration/register/e-2',
  '/demonstration/leavers',
  '/demonstration/leavers/w-0',
  '/demonstration/leavers/w-3',
  '/demonstration/leavers/w-0/plan',
  '/demonstration/handovers',
  '/demonstration/handovers/h-1',
  '/demonstration/handovers/h-2',
  '/demonstration/handovers/h-1/sheet',
  '/demonstration/handovers/h-1/steps/summary',
  '/demonstration/handovers/h-1/steps/family-told',
  '/demonstration/handovers/h-1/steps/meeting/undo',
  '/demonstration/handovers/h-2/signatures/manager-signed',
  '/demonstration/handovers/h-2/plan',
  '/demonstration/handovers/h-2/moved',
  '/demonstration/handovers/h-2/emergency',
  '/demonstration/handovers/h-2/answer',
  '/demonstration/queries',
  '/demonstration/subject',
  '/demonstration/home',
  '/demonstration/sign-ins/reminders',
  '/demonstration/queries/new?about=worker&of=w-3',
  '/demonstration/imports',
  '/demonstration/imports/i-14',
  '/own/imports/new',
  '/own/imports/i-1',
  '/own/imports/i-1/rows/r-1',
]

describe('every page', () => {
  it.each(PAGES)(
    '%s opens with a heading and a sentence, in English, under a title of its own',
    async (url) => {
      const page = await look(usual, url)
      expect(page.status).toBe(200)
      expect(page.document.querySelectorAll('h1')).toHaveLength(1)
      expect(page.heading).not.toBe('')
      expect(page.lede).toMatch(/[.?]$/)
      expect(page.document.title).toMatch(/ – Fairload$/)
      expect(page.document.documentElement.getAttribute('lang')).toBe('en')
      const ids = [...page.document.querySelectorAll('[id]')].map((element) => element.id)
      expect(ids).toEqual([...new Set(ids)])
    },
  )

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

  it.each(
    PAGES.filter(
      (url) =>
        !/imports|agreement|queries|register|subject|handovers|leavers|home|reminders|decisions|t-team-1\/allocate/.test(
          url,
        ),
    ),
  )('%s says as of when, by which agreement, and that it is a starting point', async (url) => {
    const { document } = await look(usual, url)
    const bar = document.querySelector('.fl-standing')?.textContent ?? ''
    expect(bar).toContain('30 September 2026')
    expect(bar).toContain('import 14')
    expect(bar).toContain('Fairload hours')
    expect(bar).toContain('a starting point, not a study')
  })

  it.each(PAGES)('%s says that the demonstration is one', async (url) => {
    const { html } = await look(usual, url)
    expect(html.includes('invented')).toBe(url.startsWith('/demonstration'))
  })

  it.each(PAGES)('%s shows naughty text as text, wherever it stands', async (url) => {
    const page = await look(naughty, url)
    expect(page.status).toBe(200)
    expect(page.html).not.toMatch(/<script>|<img|<\/td><script/)
    expect(page.document.querySelectorAll('main script, main img, [onerror]')).toHaveLength(0)
  })

  it.each(PAGES.filter((url) => !url.includes('agreement')))(
    '%s never reads nought percent for want of a known capacity',
    async (url) => {
      for (const server of [nobody, usual]) {
        const { document } = await look(server, url)
        // The axis of a chart begins at 0%; nobody stands there.
        for (const axis of document.querySelectorAll('svg')) axis.remove()
        expect(document.querySelector('main')?.textContent).not.toMatch(/(^|[^\d.,])0\s?%/)
      }
    },
  )
})

describe('the service page', () => {
  it('says first who is over and who has nobody, in words', async () => {
    const { lede } = await look(usual, '/demonstration')
    expect(lede).toMatch(
      /^\d+ of the \d+ workers whose capacity is known are over the safe line\. \d+ children have no worker who can see them\.$/,
    )
  })

  it('makes no claim about lines while nobody’s capacity is known, and says what to do', async () => {
    const { lede, text, links } = await look(nobody, '/demonstration')
    expect(lede).toContain('Nobody’s capacity is known yet')
    expect(text).toContain('Capacity is unknown.')
    expect(text).toContain('filled with the 62 names we found')
    expect(links).toContain('/demonstration/people/template.xlsx')
    expect(text).not.toContain('are over the safe line')
  })

  it('names no worker: by name, people are seen within their team', async () => {
    const { html } = await look(usual, '/demonstration')
    expect(html).not.toMatch(/Okoye|Nowak|Hassan/)
  })

  it('weighs under 100 KB with 62 workers', async () => {
    const { rawPayload } = await usual.get('/demonstration')
    expect(rawPayload.length).toBeLessThan(100_000)
  })

  it('has each team’s figures add up to the whole', async () => {
    const page = await look(usual, '/demonstration')
    const children = page.table().reduce((sum, row) => sum + Number(row[5]), 0)
    expect(page.text).toContain(`${children} children in`)
    expect(children).toBe(840)
  })

  it('asks for files where there are none', async () => {
    for (const url of [
      '/own',
      '/own/teams',
      '/own/workers',
      '/own/cases',
      '/own/waiting',
      '/own/findings',
      '/own/people',
    ]) {
      const page = await look(empty, url)
      expect(page.status).toBe(200)
      expect(page.links).toContain('/own/imports/new')
      expect(page.text).toContain('Annex A')
    }
  })
})

describe('the start', () => {
  it('is the demonstration until somebody can sign in to one’s own', async () => {
    const signIn = { ...seedSignIn(), anybody: async () => false }
    const fresh = seedServer({}, { signIn })
    expect((await fresh.get('/')).headers.location).toBe('/demonstration')
    expect((await usual.get('/')).headers.location).toBe('/own')
    await fresh.close()
  })

  it('is one click from one’s own files', async () => {
    const { links } = await look(usual, '/demonstration')
    expect(links).toContain('/own/imports/new')
    expect((await usual.get('/demonstration/imports/new')).headers.location).toBe(
      '/own/imports/new',
    )
  })
})

describe('lists of people', () => {
  it('go by team and name across the service, and cannot be ordered by load', async () => {
    const page = await look(usual, '/demonstration/workers')
    const teams = page.table().map((row) => row[1])
    expect([...new Set(teams)]).toHaveLength(6)
    expect(teams).toEqual(
      [...new Set(teams)].flatMap((team) => teams.filter((one) => one === team)),
    )
    expect(page.links.some((href) => href.includes('sort=utilisation'))).toBe(false)
    const asked = await look(usual, '/demonstration/workers?sort=utilisation&order=descending')
    expect(asked.table()).toEqual(page.table())
  })

  it('have those over the line first in the manager’s own team, then go by name', async () => {
    const page = await look(usual, '/demonstration/teams/t-team-1')
    const rows = page.table()
    const over = rows.map((row) => row.at(-1)?.includes('over the') ?? false)
    expect(over).toEqual([...over].sort((a, b) => Number(b) - Number(a)))
    expect(over).toContain(true)
    for (const isOver of [true, false]) {
      const names = rows.filter((_, n) => over[n] === isOver).map((row) => row[0])
      expect(names).toEqual([...names].sort((a, b) => String(a).localeCompare(String(b), 'en-GB')))
    }
  })

  it('put nobody with no capacity among the free', async () => {
    const page = await look(
      usual,
      '/demonstration/teams/t-team-5?sort=utilisation&order=descending',
    )
    expect(page.table()[0]?.at(-1)).toContain('Cannot receive')
    expect(page.table().at(-1)?.at(-1)).not.toContain('Cannot receive')
  })
})

describe('teams within teams', () => {
  it('stand beneath the team whose figures hold theirs, and are not counted twice', async () => {
    const own = seedServer({ tree: true })
    try {
      const page = await look(own, '/demonstration/teams')
      expect(page.table()[0]?.[0]).toBe('Fairborough, with its teams')
      expect(page.lede).toContain('of 6 teams')
      expect(page.table()).toHaveLength(7)
    } finally {
      await own.close()
    }
  })
})

describe('a worker', () => {
  it('reads what they carry of what they can, and why each case weighs what it does', async () => {
    const page = await look(usual, '/demonstration/workers/w-3')
    expect(page.lede).toMatch(
      /^Carries [\d.]+ of [\d.]+ hours a month \(\d+%\), within the safe line\.$/,
    )
    expect(page.text).toContain('9 open assessment + 3 S47 in progress')
    expect(page.links.some((href) => href.endsWith('/agreement#capacity.duty'))).toBe(true)
  })

  it('leads from their page to the row of the file that describes them', async () => {
    const page = await look(usual, '/demonstration/workers/w-3')
    expect(page.links).toContain('/demonstration/imports/i-14/rows/r-1')
  })

  it('whose contract nobody stated is unknown, not free', async () => {
    const { lede, links } = await look(usual, '/demonstration/workers/w-7')
    expect(lede).toContain('What this worker can carry is unknown.')
    expect(links).toContain('/demonstration/people/template.xlsx')
  })

  it('who is away cannot receive, and the page says what they hold all the same', async () => {
    const { lede } = await look(usual, '/demonstration/workers/w-11')
    expect(lede).toMatch(/^Cannot receive any case now, yet holds \d+ children/)
  })
})

describe('a case', () => {
  it('opens to its sum, its clause, and the cells it was read from', async () => {
    const page = await look(usual, '/demonstration/cases/c-11')
    expect(page.text).toContain('S47 in progress')
    expect(page.links.some((href) => href.includes('/agreement#weights.'))).toBe(true)
    expect(page.links).toContain('/demonstration/imports/i-14/rows/r-1')
    expect(page.text).toContain('b) Child Protection Plan')
    expect(page.text).toContain('worked out by comparing imports; no file says so')
  })

  it('in nobody’s hands says so, and why', async () => {
    const page = await look(usual, '/demonstration/cases/c-0')
    expect(page.lede).toContain('nobody who can hold it')
    expect(page.text).toContain('The worker cell is blank')
  })

  it('has its lines add up to its weight', async () => {
    const page = await look(usual, '/demonstration/cases/c-11')
    const lines = page.table().map((row) => Number(row[1]))
    const total = Number(page.document.querySelector('tfoot td')?.textContent)
    expect(lines.reduce((sum, one) => sum + one, 0)).toBeCloseTo(total, 9)
  })
})

describe('lists that are filtered, sorted and searched', () => {
  it('keep what was asked in the address, also in the links that sort and download', async () => {
    const page = await look(
      usual,
      '/demonstration/cases?status=care-leaver&sort=demand&order=descending',
    )
    expect(page.table().every((row) => row[1]?.startsWith('Care leaver'))).toBe(true)
    expect(page.links).toContain(
      '/demonstration/cases?status=care-leaver&sort=status&order=ascending',
    )
    expect(page.links).toContain(
      '/demonstration/cases.xlsx?status=care-leaver&sort=demand&order=descending',
    )
    expect(page.document.querySelector('th[aria-sort]')?.textContent).toContain('Weight')
    expect(page.document.querySelector('option[selected][value=care-leaver]')).not.toBeNull()
  })

  it('leave aside what makes no sense in an address', async () => {
    const page = await look(
      usual,
      '/demonstration/cases?status=nonsense&sort=__proto__&page=-4&order=x&holder=1',
    )
    expect(page.status).toBe(200)
    expect(page.table().length).toBeGreaterThan(0)
    expect(usual.council.calls.at(-1)?.with).toEqual({ page: 1, pageSize: 500 })
  })

  it('hold 500 rows on one page and lead to the rest', async () => {
    const page = await look(usual, '/demonstration/cases')
    expect(page.table()).toHaveLength(500)
    expect(page.links).toContain('/demonstration/cases?page=2')
    const rest = await look(usual, '/demonstration/cases?page=2')
    expect(rest.table()).toHaveLength(340)
  })

  it('say what to do where nothing is left, or the page is past the end', async () => {
    expect((await look(usual, '/demonstration/cases?search=999999')).text).toContain('Show all')
    expect((await look(usual, '/demonstration/cases?page=99')).text).toContain('past the end')
    expect((await look(usual, '/demonstration/workers?search=nobody')).text).toContain(
      'No worker is found',
    )
  })

  it('count unallocated and phantom work together, in words of their own', async () => {
    const page = await look(usual, '/demonstration/waiting')
    expect(page.lede).toMatch(/^\d+ children have no worker who can see them\.$/)
    const reasons = new Set(page.table().map((row) => row[6]))
    expect([...reasons].join('\n')).toMatch(/^In the name of a worker who has left: \p{L}/mu)
    expect(page.links.some((href) => href.includes('/workers/w-'))).toBe(true)
    expect(reasons).toContain('The worker cell is blank')
  })
})

describe('an older import', () => {
  it('says that it is not the one in force, and keeps to itself in every link of figures', async () => {
    const page = await look(usual, '/demonstration?import=i-13')
    expect(page.text).toContain('You are looking at import 13')
    expect(page.links).toContain('/demonstration')
    const figures = page.links.filter((href) => /\/(teams|workers|cases|waiting)/.test(href))
    expect(figures.length).toBeGreaterThan(5)
    expect(figures.every((href) => href.includes('import=i-13'))).toBe(true)
  })
})

describe('files', () => {
  const rowsOf = async (url: string): Promise<Record<string, unknown>[][]> => {
    const { rawPayload, statusCode } = await usual.get(url)
    expect(statusCode).toBe(200)
    const book = read(rawPayload)
    return book.SheetNames.map((name) => utils.sheet_to_json(book.Sheets[name] ?? {}))
  }

  it('hold what the page asked for, whole, beyond the page', async () => {
    const [, cases] = await rowsOf('/demonstration/cases.xlsx')
    expect(cases).toHaveLength(840)
    const [, leavers] = await rowsOf('/demonstration/cases.xlsx?status=care-leaver')
    expect(leavers?.length).toBeGreaterThan(0)
    expect(leavers?.every((row) => row.Status === 'Care leaver')).toBe(true)
    const { body } = await usual.get('/demonstration/cases.csv?status=care-leaver')
    expect(body.trim().split('\r\n')).toHaveLength((leavers?.length ?? 0) + 1)
  })

  it('hold true numbers and ratios, and words where there is no figure', async () => {
    const [, workers] = await rowsOf('/demonstration/workers.xlsx')
    const shares = workers?.map((row) => row['Of what they can carry']) ?? []
    expect(shares.filter((share) => typeof share === 'number').length).toBeGreaterThan(50)
    expect(shares).toContain('Capacity unknown')
    expect(shares).toContain('Cannot receive')
    expect(shares).not.toContain(0)
  })

  it('say on their first sheet what they rest on', async () => {
    const { rawPayload } = await usual.get('/demonstration/teams.xlsx?search=court')
    const book = read(rawPayload)
    const about = JSON.stringify(
      utils.sheet_to_json(book.Sheets[book.SheetNames[0] ?? ''] ?? {}, { header: 1 }),
    )
    expect(about).toContain('Fairload hours')
    expect(about).toContain('court')
  })

  it('are named by page and day, never by a person', async () => {
    for (const url of PAGES.filter(
      (page) =>
        /demonstration(\/(teams|workers|cases|people|waiting|findings))?/.test(page) &&
        !/imports|agreement|queries|register|subject|handovers|leavers|home|reminders|decisions|t-team-1\/allocate|more\?/.test(
          page,
        ),
    )) {
      const { headers, statusCode } = await usual.get(`${url}.csv`)
      expect([url, statusCode]).toEqual([url, 200])
      expect(headers['content-disposition']).toMatch(
        /^attachment; filename="fairload-demonstration-[a-z-]+-2026-09-30\.csv"$/,
      )
    }
  })

  it('carry no formula, whatever a name begins with', async () => {
    const own = seedServer({
      naughty: '=HYPERLINK("http://evil.example")',
      cases: 20,
      workers: 4,
      teams: 2,
    })
    try {
      const { body } = await own.get('/demonstration/workers.csv')
      expect(body).not.toMatch(/(^|,|")[=+@]/m)
    } finally {
      await own.close()
    }
  })

  it('hold each table of a page that has several', async () => {
    const { body } = await usual.get('/demonstration/teams/t-team-1.csv?table=waiting')
    expect(body).toContain('Why nobody holds it')
    expect((await usual.get('/demonstration/teams/t-team-1.csv?table=none')).statusCode).toBe(404)
  })
})

describe('an import', () => {
  it('while it is read shows real stages, refreshes itself, and may be left', async () => {
    const own = seedServer({ own: 'reading' })
    try {
      const page = await look(own, '/own/imports/i-1')
      expect(page.html).toContain('<noscript><meta http-equiv="refresh" content="3"')
      expect(page.document.querySelector('[data-progress=under-way][role=status]')).not.toBeNull()
      expect(page.text).toContain('List 4, 6,200 rows')
      expect(page.text).toContain('You can leave this page')
    } finally {
      await own.close()
    }
  })

  it('once read says what it would change, list by list, and asks for a decision', async () => {
    const page = await look(usual, '/own/imports/i-1')
    expect(page.lede).toContain('1,054 rows: 1,051 used as they stand, 3 need you')
    expect(page.text).toContain('What would change')
    expect(page.html).not.toContain('http-equiv="refresh"')
    const forms = [...page.document.querySelectorAll('main form')].map((form) =>
      form.getAttribute('action'),
    )
    expect(forms).toEqual([
      '/own/imports/i-1/answers',
      '/own/imports/i-1/accept',
      '/own/imports/i-1/refuse',
    ])
    expect(
      page.document.querySelectorAll('.govuk-button:not(.govuk-button--secondary)'),
    ).toHaveLength(1)
  })

  it('asks few-way questions as radios and many-way ones as a list, grouped by kind', async () => {
    const page = await look(usual, '/own/imports/i-1')
    expect(page.document.querySelectorAll('[type=radio]')).toHaveLength(3)
    expect(page.document.querySelectorAll('select option')).toHaveLength(7)
    expect(page.text).toMatch(/Codes.*CLA&CP.*Rows.*Row 214/)
  })

  it('takes answers to what it asks, and takes an answer back', async () => {
    usual.council.calls.length = 0
    const response = await usual.post('/own/imports/i-1/answers', {
      'answer:code:case-status:cla&cp': 'v1',
      'answer:row:abc:List 8:214': '',
      'back:worker:a okoye': 'yes',
    })
    expect(response.statusCode).toBe(303)
    expect(usual.council.calls).toEqual([
      {
        what: 'answer',
        with: {
          id: 'i-1',
          answers: [
            { key: 'code:case-status:cla&cp', value: 'v1' },
            { key: 'worker:a okoye', value: '' },
          ],
        },
      },
    ])
  })

  it.each<[string, Record<string, string>]>([
    ['a question it does not ask', { 'answer:code:none': 'v1' }],
    ['a choice it does not offer', { 'answer:code:case-status:cla&cp': 'v99' }],
    ['a field that is no answer', { hello: 'x' }],
    ['taking back what was not given', { 'back:code:none': 'yes' }],
  ])('refuses %s', async (_what, fields) => {
    usual.council.calls.length = 0
    expect((await usual.post('/own/imports/i-1/answers', fields)).statusCode).toBe(400)
    expect(usual.council.calls).toEqual([])
  })

  it('goes to the figures once accepted, and says why where it cannot be', async () => {
    expect((await usual.post('/own/imports/i-1/accept', { version: '3' })).headers.location).toBe(
      '/own',
    )
    const refused = await usual.post('/demonstration/imports/i-13/accept', { version: '1' })
    expect(refused.statusCode).toBe(409)
    expect(refused.body).toContain('This import is already decided.')
  })

  it('in force can be read again, to answer what it left open', async () => {
    for (const path of ['/demonstration/findings', '/demonstration/imports/i-14']) {
      const page = await look(usual, path)
      expect(page.document.querySelector('form[action="/demonstration/imports/again"]')).not.toBe(
        null,
      )
    }
    const older = await look(usual, '/demonstration/imports/i-13')
    expect(older.document.querySelector('form[action$="/imports/again"]')).toBeNull()
    const begun = await usual.post('/demonstration/imports/again', {})
    expect([begun.statusCode, begun.headers.location]).toEqual([303, '/demonstration/imports/i-15'])
    const none = await usual.post('/own/imports/again', {})
    expect(none.statusCode).toBe(409)
    expect(none.body).toContain('No import is in force.')
  })

  it('waiting for a decision leads to its questions and to the decision from its top', async () => {
    const page = await look(usual, '/own/imports/i-1')
    for (const id of ['questions', 'decision']) {
      expect(page.document.querySelector(`a[href="#${id}"]`)).not.toBeNull()
      expect(page.document.getElementById(id)).not.toBeNull()
    }
    expect(page.text).toContain('2 questions you can answer')
  })

  it('in force can be undone, and says first what that does', async () => {
    const page = await look(usual, '/demonstration/imports/i-14')
    expect(page.text).toContain('The one accepted before it is in force again')
    expect(page.document.querySelector('form[action$="/i-14/undo"]')).not.toBeNull()
  })

  it.each([
    ['refused', 'This import was refused.'],
    ['undone', 'then undone'],
    ['failed', 'The workbook breaks off in the middle.'],
  ] as const)('that was %s says so, and that nothing of it counts', async (state, says) => {
    const own = seedServer({ own: state })
    try {
      const page = await look(own, '/own/imports/i-1')
      expect(page.text).toContain(says)
      expect(page.text).toContain('Nothing of it is in any figure.')
    } finally {
      await own.close()
    }
  })
})

describe('the agreement', () => {
  it('has a place for every clause that a sum leads to', async () => {
    const page = await look(usual, '/demonstration/agreement')
    for (const id of [
      'weights.looked-after',
      'weights.untyped',
      'capacity.contract',
      'unit.rounding',
    ]) {
      expect(page.document.getElementById(id)?.textContent).not.toBe('')
    }
    expect(page.lede).toContain('A starting point, not a study')
  })

  it('that is a blank template cannot be chosen, and says what is missing', async () => {
    const page = await look(usual, '/demonstration/agreement?id=wirral')
    expect(page.document.querySelector('form[action$="/agreement/choose"]')).toBeNull()
    expect(page.text).toContain('not filled in')
  })

  it('of one’s own is checked whole before it is added', async () => {
    const notJson = await usual.send('/own/agreement/add', [{ name: 'a.json', content: 'x' }])
    expect(notJson.statusCode).toBe(422)
    expect(notJson.body).toContain('no JSON text')
    const wrong = await usual.send('/own/agreement/add', [{ name: 'a.json', content: '{}' }])
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('give each status one weight')
    expect(usual.uploads()).toEqual([])
  })

  it('goes out as the file it came in as', async () => {
    const { headers, body } = await usual.get('/demonstration/agreement/fairload-hours-0.1.json')
    expect(headers['content-type']).toContain('application/json')
    expect(JSON.parse(body)).toMatchObject({ format: 1, id: 'fairload-hours-0.1' })
  })
})

describe('a draft of the agreement', () => {
  const draft = encodeURIComponent(ownKeys.draft)
  const proposed = encodeURIComponent(ownKeys.proposed)
  const last = (what: string) => usual.council.calls.findLast((call) => call.what === what)?.with

  it('shows each comment beside its clause, and every text it has had', async () => {
    const page = await look(usual, `/demonstration/agreement?id=${draft}`)
    const clause = page.document.getElementById('lines.safe')
    expect(tidy(clause?.textContent)).toContain('Rae Bell, for the branch')
    expect(page.text).toContain('A child protection plan weighs 8.5 → 9.5 hours a month.')
    expect(page.text).toContain('It can be changed until it is proposed')
  })

  it('keeps what was typed and says at the field what is wrong with it', async () => {
    const url = `/demonstration/agreement/edit?id=${draft}&part=weights`
    const answer = await usual.post(url, {
      revision: '3',
      words: 'Panel of March',
      'weight-referral': 'two',
    })
    expect(answer.statusCode).toBe(422)
    const { document } = parseHTML(answer.body)
    expect(document.querySelector('#weight-referral')?.getAttribute('value')).toBe('two')
    expect(document.querySelector('#weight-referral-error')?.textContent).toContain('such as 8.5')
    expect(document.querySelector('.govuk-error-summary a')?.getAttribute('href')).toBe(
      '#weight-referral',
    )
    expect(document.querySelector('#words')?.textContent).toBe('Panel of March')
  })

  it('is saved as a new text made from the one that was open, by who is signed in', async () => {
    const url = `/demonstration/agreement/edit?id=${draft}&part=lines`
    const answer = await usual.post(url, { revision: '3', words: 'Panel', hard: '115' })
    expect(answer.statusCode).toBe(303)
    expect(last('revise agreement')).toMatchObject({
      key: ownKeys.draft,
      given: {
        revision: 3,
        by: { name: 'Ruth Adeyemi', party: 'service' },
        document: {
          lines: { hardPercent: 115, hardEvidence: { strength: 'agreed', note: 'Panel' } },
        },
      },
    })
  })

  it('is proposed only with a day of the calendar', async () => {
    const url = `/demonstration/agreement/propose?id=${draft}`
    const day = { 'effective-day': '31', 'effective-month': '2', 'effective-year': '2027' }
    const wrong = await usual.post(url, { revision: '3', ...day })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('a day of the calendar')
    await usual.post(url, { revision: '3', ...day, 'effective-day': '1' })
    expect(last('propose agreement')).toMatchObject({ given: { effective: '2027-02-01' } })
  })

  it('that is proposed cannot be edited any more, and one that is not cannot be signed', async () => {
    expect((await usual.get(`/demonstration/agreement/edit?id=${proposed}`)).statusCode).toBe(404)
    expect((await usual.get(`/demonstration/agreement/sign?id=${draft}`)).statusCode).toBe(404)
  })

  it('is signed only by who says that they have read it, under the hash they were shown', async () => {
    const url = `/demonstration/agreement/sign?id=${proposed}`
    const page = await look(usual, url)
    expect(page.text).toContain('aaaaaaaa aaaaaaaa')
    expect(page.text).toContain('1 November 2026')
    expect(page.text).toContain('people over the safe line')
    const sha256 = 'a'.repeat(64)
    expect((await usual.post(url, { sha256 })).statusCode).toBe(422)
    const branch = seedServer({}, { signIn: seedSignIn(aPerson(['agreement-party'])) })
    try {
      expect((await branch.post(url, { sha256, read: 'yes' })).statusCode).toBe(303)
      const { given } = branch.council.calls.at(-1)?.with as { given: unknown }
      expect(given).toMatchObject({ sha256, by: { party: 'branch' } })
    } finally {
      await branch.close()
    }
  })

  it('is replayed in totals alone for a party that sees no record', async () => {
    const url = `/demonstration/agreement/replay?id=${draft}`
    const manager = await look(usual, url)
    expect(manager.lede).toContain('people over the safe line instead of')
    expect(manager.links.some((href) => href.startsWith('/demonstration/workers/'))).toBe(true)
    const branch = seedServer({}, { signIn: seedSignIn(aPerson(['agreement-party'])) })
    try {
      const page = await look(branch, url)
      expect(page.text).toContain('nobody is named')
      expect(page.document.querySelectorAll('main svg')).toHaveLength(0)
      for (const name of ['Okoye', 'Assessment 1']) expect(page.text).not.toContain(name)
      const file = await branch.get(url.replace('/replay?', '/replay.csv?'))
      expect(file.body).not.toContain('Okoye')
      expect(file.statusCode).toBe(200)
    } finally {
      await branch.close()
    }
  })

  it('is withdrawn only with a reason', async () => {
    const url = `/demonstration/agreement/withdraw?id=${draft}`
    expect((await usual.post(url, { reason: ' ' })).statusCode).toBe(422)
    expect((await usual.post(url, { reason: 'Talks begin anew.' })).statusCode).toBe(303)
  })
})

describe('the overload register', () => {
  it('says who must answer by when, marks a day that passed in words, and can be narrowed', async () => {
    const page = await look(usual, '/demonstration/register')
    expect(page.lede).toBe(
      '1 overload is open. 1 waits for an answer; of 1 a day to answer has passed.',
    )
    const [first] = page.table()
    expect(first).toContain('The service manager: Daniel Mercer')
    expect(first?.at(-1)).toBe('24 Nov 2026, an earlier day passed')
    const closed = await look(usual, '/demonstration/register?show=closed')
    expect(closed.table().map((row) => row[0])).toEqual(['Jo Lin'])
    const csv = (await usual.get('/demonstration/register.csv?show=closed')).body
    expect(csv).toContain('Jo Lin')
    expect(csv).not.toContain('Amara Okoye')
  })

  it('is answered by a plain form, which says at each field what is missing', async () => {
    const page = await look(usual, '/demonstration/register/e-1')
    expect(page.lede).toContain('The service manager must answer by 24 November 2026.')
    expect(page.table(1)[0]?.at(-1)).toBe('The day passed with no answer')
    const form = page.document.querySelector('main form')
    const url = form?.getAttribute('action') ?? ''
    expect(form?.getAttribute('method')).toBe('post')
    const wrong = await usual.post(url, { rung: '1', words: 'Help comes on Monday.' })
    expect(wrong.statusCode).toBe(422)
    const { document } = parseHTML(wrong.body)
    for (const link of document.querySelectorAll('.govuk-error-summary a')) {
      expect(document.getElementById(link.getAttribute('href')?.slice(1) ?? '')).not.toBeNull()
    }
    expect(document.querySelector('textarea')?.textContent).toBe('Help comes on Monday.')
    const answer = { rung: '1', action: 'brought-help', words: 'From Monday.', outcome: 'eases' }
    const done = await usual.post(url, answer)
    expect(done.headers.location).toBe('/demonstration/register/e-1#answers')
    expect(usual.council.calls.at(-1)).toEqual({
      what: 'register.answer',
      with: { ...answer, id: 'e-1', rung: 1 },
    })
    // A rung that is not theirs is no choice of theirs.
    expect((await usual.post(url, { ...answer, rung: '0' })).statusCode).toBe(422)
    const closed = await look(usual, '/demonstration/register/e-2')
    expect(closed.document.querySelector('main form')).toBeNull()
  })

  it('stands on the worker’s page, and its weeks on the team’s and the service’s', async () => {
    const worker = await look(usual, '/demonstration/workers/w-0')
    expect(worker.links).toContain('/demonstration/register/e-1')
    const heads = async (url: string): Promise<string> =>
      tidy((await look(usual, url)).document.querySelector('main thead')?.textContent)
    expect(await heads('/demonstration')).toContain('Weeks over the hard line')
    expect(await heads('/demonstration/teams/t-team-1')).toContain('Weeks over the hard line')
  })

  it('looks eight weeks ahead on the team’s page, with what is known and over the line in words', async () => {
    const { html, text } = await look(usual, '/demonstration/teams/t-team-1')
    expect(text).toMatch(/comes? over the safe line by what is known today\./)
    expect(text).toContain('carries less')
    expect(html).toMatch(/%, over<\/span>/)
    const csv = (await usual.get('/demonstration/teams/t-team-1.csv?table=ahead')).body
    expect(csv.split('\r\n')[0]).toContain(
      'Worker,30 Sep,7 Oct,14 Oct,21 Oct,28 Oct,4 Nov,11 Nov,18 Nov,25 Nov,What is known'.replace(
        /(\d) ([A-Z])/g,
        '$1\u00a0$2',
      ),
    )
  })

  it('is shown to the agreement’s parties as counts, small ones withheld', async () => {
    const party = seedServer({}, { signIn: seedSignIn(aPerson(['agreement-party'])) })
    expect((await party.get('/demonstration/register')).statusCode).toBe(403)
    const { text } = await look(party, '/demonstration/totals')
    expect(text).toContain('Overloads entered12')
    await party.close()
  })
})

describe('a query of a figure', () => {
  it('is sent with what is wrong and what shows it, and comes back to the worker’s page', async () => {
    const url = '/demonstration/queries/new?about=worker&of=w-3'
    const wrong = await usual.post(url, { words: '', evidence: '' })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('Choose what it is about.')
    const sent = await usual.post(url, { what: 'count', words: 'Closed.', evidence: 'Letter.' })
    expect(sent.headers.location).toBe('/demonstration/workers/w-3#queries')
    expect(usual.council.calls.at(-1)).toMatchObject({
      what: 'ask',
      with: { about: { about: 'worker', address: 'w-3' }, query: { what: 'count' } },
    })
  })

  it('is opened from a line of the sum, and keeps the clause with what it says', async () => {
    const { links } = await look(usual, '/demonstration/workers/w-3')
    const line = links.find((link) => /queries\/new.*clause=/.test(link)) ?? ''
    expect(line).toContain('clause=capacity.contract')
    const page = await look(usual, line)
    expect(page.text).toContain('About the line of capacity.contract')
    expect(page.document.querySelector('input[value=capacity]')?.hasAttribute('checked')).toBe(true)
    const given = { what: 'capacity', words: 'I work 30 hours.', evidence: '' }
    await usual.post(line, given)
    expect(usual.council.calls.at(-1)).toMatchObject({
      what: 'ask',
      with: { query: { clause: 'capacity.contract' } },
    })
    await usual.post('/demonstration/queries/new?about=worker&of=w-3&clause=nothing', given)
    expect(usual.council.calls.at(-1)).toMatchObject({ with: { query: { clause: null } } })
    expect((await look(usual, '/demonstration/workers/w-3')).text).toContain(
      'weights.referral: A referral weighs 3 hours a month.',
    )
  })

  it('waits at the top until it is answered, and the answer stays', async () => {
    const page = await look(usual, '/demonstration/queries')
    expect(page.lede).toBe('1 query waits for an answer.')
    expect(page.text).toContain('Closed in the files.')
    const wrong = await usual.post('/demonstration/queries/q-2/answer', { words: '' })
    expect(wrong.statusCode).toBe(422)
    const done = await usual.post('/demonstration/queries/q-2/answer', {
      outcome: 'stands',
      words: 'Both are open in the case system.',
    })
    expect(done.headers.location).toBe('/demonstration/queries')
  })
})

describe('what waits for somebody', () => {
  it('is listed with its last day and where it is done, and is a file as well', async () => {
    const page = await look(usual, '/demonstration/home')
    expect(page.lede).toMatch(/^3 things wait for you; 1 of them late; the next last day is \d/)
    expect(page.table()[0]?.[0]).toBe('Answer an overload: Amara Okoye')
    expect(page.table()[0]?.[1]).toContain('Late')
    expect(page.links).toContain('/demonstration/register/e-1')
    expect((await usual.get('/demonstration/home.csv')).body).toContain('Answer an overload')
  })

  it('is given to a calendar that knows the secret, and to no other', async () => {
    const made = await usual.post('/demonstration/sign-ins/calendar', { do: 'make' })
    const path = /\/demonstration\/calendar\/s{43}\.ics/.exec(made.body)?.[0] ?? ''
    const calendar = await usual.get(path)
    expect(calendar.headers['content-type']).toBe('text/calendar; charset=utf-8')
    expect(calendar.body).toContain('SUMMARY:Answer due')
    expect(calendar.body).toContain('SEQUENCE:1')
    for (const other of [
      path.replace('s.ics', 'x.ics'),
      path.replace('.ics', ''),
      '/own/calendar/x.ics',
    ]) {
      expect((await usual.get(other)).statusCode, other).toBe(404)
    }
    const guesses = Array.from({ length: 130 }, () => usual.get(path.replace('s.ics', 'x.ics')))
    expect((await Promise.all(guesses)).at(-1)?.statusCode).toBe(429)
    expect((await usual.get('/demonstration/home')).statusCode).toBe(200)
    await usual.post('/demonstration/sign-ins/mail', { mail: 'off' })
    expect(usual.council.calls.at(-1)).toMatchObject({ what: 'reminders.turnMail', with: false })
  })
})

describe('what is held about somebody', () => {
  it('is written out as a file whose name and address say nothing of them', async () => {
    const url = '/demonstration/subject'
    const wrong = await usual.post(url, { id: ' ' })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('Choose whether it is about a child or a worker.')
    const nobody = await usual.post(url, { about: 'child', id: 'C-77' })
    expect(nobody.statusCode).toBe(422)
    expect(nobody.body).toContain('Nothing is held about anybody with this id.')
    const file = await usual.post(url, { about: 'worker', id: 'SW100000', file: 'json' })
    expect(file.statusCode).toBe(200)
    expect(file.headers['content-disposition']).toMatch(/what-is-held-\d{4}-\d\d-\d\d\.json"$/)
    expect(JSON.parse(file.body)).toMatchObject({ id: 'SW100000', queries: [{ id: 'q-1' }] })
    const book = await usual.post(url, { about: 'worker', id: 'SW100000', file: 'xlsx' })
    expect(book.rawPayload.subarray(0, 2).toString()).toBe('PK')
  })
})

describe('speed', () => {
  it('draws a page of 500 rows in under a quarter of a second', async () => {
    await usual.get('/demonstration/cases')
    const before = process.cpuUsage()
    for (let n = 0; n < 5; n++) await usual.get('/demonstration/cases')
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 5_000).toBeLessThan(250)
  })
})
