import { parseHTML } from 'linkedom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BRANCH_HOST, branchServer, type BranchServer } from '../seeds/branch-server.ts'

let server: BranchServer
beforeAll(async () => {
  server = await branchServer({ filled: true })
}, 120_000)
afterAll(() => server?.close())

/** The first page of one of the invented branch's people: its lede, headings and words. */
async function homeOf(at: number) {
  const sample = (await server.signIn.samples(server.demonstration))[at]
  const visitor = { place: '127.0.0.1', agent: 'Chrome on Linux' }
  const walked = await server.signIn.walkAs(server.demonstration, sample?.member ?? '', visitor)
  if (!walked.ok) throw new Error(walked.problem.sentence)
  const { body } = await server.app.inject({
    method: 'GET',
    url: '/demonstration/home',
    headers: {
      host: BRANCH_HOST,
      cookie: `fairload-branch-demonstration=${walked.value.token}`,
    },
  })
  const { document } = parseHTML(body)
  const textOf = (selector: string): string[] =>
    [...document.querySelectorAll(selector)].map((one) => (one.textContent ?? '').trim())
  return {
    lede: textOf('.fl-lede')[0],
    headings: textOf('main h2'),
    words: textOf('main').join(),
    buttons: textOf('main .govuk-button'),
    stops: textOf('.fl-path__name'),
  }
}

describe('the first page', () => {
  it('of an officer says what is late, what comes next, what waits, and how far the first concern came', async () => {
    const { lede, words, buttons, stops } = await homeOf(0)
    expect(lede).toBe(
      'Three promises are overdue. The employer cancelled 3 of the last 5 meetings; one was rescheduled.',
    )
    expect(words).toContain('Round 3, Moreton House, tomorrow 12:15 (rep needed)')
    expect(words).toContain('Waiting for an answer: 4, the longest 41 days.')
    expect(words).toContain('7 demands, 1 won, 1 partly won, 1 in dispute, 2 put to the employer.')
    expect(stops).toEqual(['Raised', 'Demand', 'Meetings', 'Promises', 'Won', 'Held'])
    expect(buttons).toEqual(['Find a rep for it'])
  })

  it('of a rep begins with the notes that wait, and the concerns they took on', async () => {
    const { lede, headings, buttons } = await homeOf(1)
    expect(lede).toMatch(/One visit waits for its notes\.$/)
    expect(headings.slice(0, 2)).toEqual(['Notes to write', 'Concerns you have taken on'])
    expect(buttons).toEqual(['Write the first of them'])
  })

  it('of a member begins with what members raise, and tells nobody’s rota', async () => {
    const { lede, headings, words, buttons } = await homeOf(2)
    expect(lede).toMatch(/^Members raised 11 concerns\. First among them: Caseloads/)
    expect(headings).toContain('Your say is asked')
    expect(headings).toContain('Meetings ahead')
    expect(words).not.toContain('rep needed')
    expect(buttons).toEqual(['Raise a concern'])
  })
})
