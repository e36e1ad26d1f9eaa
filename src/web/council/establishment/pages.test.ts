import { afterAll, describe, expect, it } from 'vitest'
import { read, utils } from '@e965/xlsx'
import type { PostSums } from '../../../council/index.ts'
import { look } from '../../../../test/seeds/look.ts'
import { seedServer } from '../../../../test/seeds/server.ts'
import { establishmentSentence, turnoverWords } from './words.ts'

const server = seedServer({ own: 'checked' })
const empty = seedServer()
afterAll(() => Promise.all([server.close(), empty.close()]))

describe('the establishment of the service', () => {
  it('says first what is vacant and what cover costs, in words', async () => {
    const { lede } = await look(server, '/demonstration/establishment')
    expect(lede).toMatch(
      /^[\d.]+ of [\d.]+ full-time posts are vacant, [\d.]+ with nobody in them\./,
    )
    expect(lede).toMatch(/at up to £[\d,]+ to the last day of each\.$/)
  })

  it('shows the cases of a filled full-time worker beside the Department’s count', async () => {
    const { text } = await look(server, '/demonstration/establishment')
    expect(text).toMatch(/cases a filled full-time worker; [\d.]+ by the Department’s count/)
  })

  it('names rules that are not met or cannot be checked, with their source, and no rule that is met', async () => {
    const page = await look(server, '/demonstration/establishment')
    const rules = [...page.document.querySelectorAll('#rules tbody tr')].map((row) =>
      (row.textContent ?? '').replace(/\s+/g, ' '),
    )
    expect(rules.some((row) => row.includes('2 years 6 months'))).toBe(true)
    expect(rules.some((row) => row.includes('Add to the posts file: “Detailed references”'))).toBe(
      true,
    )
    expect(rules.every((row) => /Not met|Not known/.test(row))).toBe(true)
    expect(page.links).toContain(
      'https://www.gov.uk/government/publications/child-and-family-social-workers-agency-rules',
    )
  })

  it('orders people by name, and offers no order by what anybody costs', async () => {
    const { document } = await look(server, '/demonstration/establishment')
    const names = [...document.querySelectorAll('#agency tbody tr')].map(
      (row) => row.querySelector('th, td')?.textContent ?? '',
    )
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en-GB')))
    expect(
      document.querySelectorAll('#agency thead a, #rules thead a, #hotspots thead a'),
    ).toHaveLength(0)
  })

  it('goes out whole as a workbook: teams, every post, agency, rules and signs', async () => {
    const response = await server.get('/demonstration/establishment.xlsx')
    const book = read(response.rawPayload)
    expect(book.SheetNames).toEqual([
      expect.any(String),
      'Teams',
      'Posts',
      'Agency and interim',
      'Agency rules',
      'Hotspots',
    ])
    const posts = utils.sheet_to_json(book.Sheets['Posts'] ?? {}, { header: 1 }) as unknown[][]
    expect(posts.length).toBeGreaterThan(60)
  })

  it('lets each table out as CSV by its name', async () => {
    for (const table of ['teams', 'posts', 'agency', 'rules', 'hotspots']) {
      const { statusCode, body } = await server.get(
        `/demonstration/establishment.csv?table=${table}`,
      )
      expect([table, statusCode]).toEqual([table, 200])
      expect(body.split('\r\n').length).toBeGreaterThan(2)
    }
  })

  it('says what to do first where no import is in force', async () => {
    const page = await look(empty, '/own/establishment')
    expect(page.heading).toBe('Establishment: there are no figures yet')
  })

  it('hands out its posts file', async () => {
    const response = await server.get('/demonstration/establishment/template.xlsx')
    expect(response.headers['content-disposition']).toContain('fairload-posts.xlsx')
  })
})

describe('what more workers would change', () => {
  const URL = '/demonstration/establishment/teams/t-team-1/more'

  it('is asked on the team’s page, and answered in a sentence with the bound beneath', async () => {
    const team = await look(server, '/demonstration/establishment/teams/t-team-1')
    expect(team.document.querySelector('#more form')?.getAttribute('action')).toBe(URL)
    const page = await look(server, `${URL}?count=2&fte=10`)
    expect(page.heading).toMatch(/^2 more full-time social workers in /)
    expect(page.lede).toContain('With them the busiest could stand at 107%, without them at 118%')
    expect(page.table(0).map(([side]) => side)).toEqual([
      'As it stands',
      'Shared out among those there',
      'Shared out with 2 more full-time social workers',
    ])
    expect(page.table(0)[2]).toContain('106%')
  })

  it('names nobody in its picture', async () => {
    const { document } = await look(server, URL)
    const marks = [...document.querySelectorAll('svg title')].map(
      (title) => title.textContent ?? '',
    )
    expect(marks.some((words) => words.startsWith('A worker'))).toBe(true)
    expect(marks.join()).not.toMatch(/Okoye|Lin|Reed/)
  })

  it.each([
    ['count=3&fte=6&asye=yes', '3 more social workers at 0.6 of full time, newly qualified in '],
    ['count=1', '1 more full-time social worker in '],
    ['count=9999&fte=-3&asye=maybe', '2 more full-time social workers in '],
  ])('reads %s, and of what makes no sense nothing', async (query, words) => {
    expect((await look(server, `${URL}?${query}`)).heading).toContain(words)
  })
})

describe('what is not known', () => {
  const own = seedServer({ own: 'checked' })
  afterAll(() => own.close())
  const service = async () => {
    const [organisation] = await own.council.organisations()
    const view = organisation && (await own.council.establishment.service({ organisation }))
    if (!view) throw new Error('No establishment')
    return view
  }

  it('is said of vacancies where no posts file was given, with how many are employed', async () => {
    const view = await service()
    const words = establishmentSentence({
      ...view,
      posts: null,
      sums: { ...view.sums, posts: null, permanent: 57_930_000 },
    })
    expect(words).toContain('No posts file was given, so vacancies are not known: 57.93 full-time')
    expect(words).toContain('social workers are employed')
  })

  it('is said of an import that was read before posts were kept', async () => {
    const view = await service()
    expect(
      establishmentSentence({ ...view, isKept: false, sums: { ...view.sums, posts: null } }),
    ).toMatch(/^This import was read before posts were kept\./)
  })

  it('is said of posts whose holder nobody knows, and of cover without a cost', async () => {
    const { sums, ...view } = await service()
    if (!sums.posts) throw new Error('No posts')
    const words = establishmentSentence({
      ...view,
      sums: {
        ...sums,
        posts: { ...sums.posts, heldUnknown: 2_000_000 },
        cost: { pence: 0, people: 3, unknown: 3 },
      },
    })
    expect(words).toContain('Of 2 nobody knows whether they are filled.')
    expect(words).toContain('what that costs is not known.')
    const covered = { vacant: 2_000_000, notCovered: 0, coverUnknown: 0 }
    const of = (posts: object) =>
      establishmentSentence({
        ...view,
        sums: { ...sums, posts: { ...(sums.posts as PostSums), ...posts } },
      })
    expect(of(covered)).toContain('are vacant, all covered.')
    expect(of({ ...covered, coverUnknown: 1_000_000 })).toContain('nobody knows how much it works')
  })

  it('is said of turnover where nobody is known to be in post, and asks for leavers where there are none', async () => {
    const { sums } = await service()
    expect(turnoverWords({ ...sums.turnover, rate: null })).toContain('turnover is not known')
    expect(turnoverWords({ ...sums.turnover, leavers: 0, leaversShare: 0, rate: 0 })).toContain(
      'keep them in it with their last day',
    )
  })
})
