import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { isoDate, type IsoDate } from '../../src/kit/index.ts'
import {
  branchJourney,
  fillDay,
  noteConcern,
  planRound,
  tick,
  type BranchJourney,
} from './branch-house.ts'
import { go, heading, lede, lookOver, main, press, trouble } from './steps.ts'

const TODAY = isoDate('2019-12-20') as IsoDate
const SITES = ['Ashby', 'Elm House', 'Moreton', 'Quayside', 'Thornbury']
const ROUNDS = [
  ['July visits', '2019-07-01'],
  ['October visits', '2019-10-07'],
  ['December visits', '2019-12-09'],
] as const
const LOADS = 'Caseloads are higher than anybody can carry'

/**
 * What an update to the members of one service holds: three rounds of five visits, what was heard and
 * how often, three meetings that the employer cancelled of which one was rescheduled, promises for the
 * next year, a win with both wordings, three big items.
 */
describe.each([true, false])(
  'an update to members, from notes to a change (scripts: %s)',
  (scripts) => {
    let journey: BranchJourney
    let page: Page

    beforeAll(async () => {
      journey = await branchJourney(scripts, TODAY)
      page = journey.page
    }, 120_000)
    afterAll(() => journey?.close())

    it('begins with three rounds of five visits, a site a day', async () => {
      for (const [name, first] of ROUNDS) await planRound(page, { name, first, sites: SITES })
      expect(await page.locator('main table').first().innerText()).toContain('Moreton House')
      await lookOver(page, 'a round as a grid')
      await page.goto('/demonstration/rounds')
      for (const [name] of ROUNDS) expect(await main(page)).toContain(name)
    }, 120_000)

    it('goes on with a visit that was held, and what was said there', async () => {
      await openVisit(page, 'July visits', 'Moreton House')
      await go(page, 'Say what became of it')
      await page.getByRole('radio', { name: 'It was held' }).check()
      await page.fill('[name="came"]', '17')
      await press(page, 'Save')
      await go(page, /notes/i)
      await page.fill('[name="words"]', 'Caseloads came first, by a long way.')
      await lookOver(page, 'notes of a visit')
      await press(page, 'Save')
      expect(await main(page)).toContain('Caseloads came first')
    }, 120_000)

    it('ranks a concern by the rounds in which it came up', async () => {
      await openVisit(page, 'July visits', 'Moreton House')
      await go(page, 'Capture a concern that was raised here')
      const theme = 'Safe caseloads'
      await noteConcern(page, { words: 'Twenty-six each.', people: 12, theme, title: LOADS })
      const other = { theme: 'Buildings and equipment', title: 'No room for a call' }
      await noteConcern(page, { words: 'Calls are made from cars.', people: 13, ...other })
      for (const [round] of ROUNDS.slice(1)) {
        await openVisit(page, round, 'Moreton House')
        await go(page, 'Capture a concern that was raised here')
        await noteConcern(page, { words: 'Again.', people: 2, theme, concern: LOADS })
      }
      await page.goto('/demonstration/concerns')
      expect(await lede(page)).toContain(`“${LOADS}”: it came up in 3 of 3 rounds`)
      await lookOver(page, 'the ledger of concerns')
    }, 120_000)

    it('makes a demand of it', async () => {
      await page.goto('/demonstration/programme/demands/new')
      await press(page, 'Save')
      expect(await trouble(page)).toContain('title')
      await lookOver(page, 'a demand that lacks its words')
      await page.fill('[name="title"]', 'A line that holds')
      await page.fill('[name="words"]', 'Above the line nobody is given another case.')
      await page.fill('[name="scope"]', 'ALL staff')
      await page.getByRole('radio', { name: 'Put to the employer' }).check()
      await tick(page, LOADS)
      await press(page, 'Save')
      await page.goto('/demonstration/programme')
      expect(await main(page)).toContain('A line that holds')
    }, 120_000)

    it('counts three meetings that the employer cancelled, of which one was rescheduled', async () => {
      await page.goto('/demonstration/people/new')
      await page.fill('[name="name"]', 'Rowena Achterberg')
      await page.getByRole('radio', { name: 'Employer' }).check()
      await page.fill('[name="posts"]', 'Executive director, Fairborough council, 2018-01-01')
      await press(page, 'Keep it')
      const meetings = [
        ['Caseloads', '2019-04-02', '2019-04-01', '2019-05-14'],
        ['Progression', '2019-08-20', '2019-08-19', null],
        ['Buildings', '2019-11-05', '2019-11-05', null],
      ] as const
      for (const [subject, on, told, instead] of meetings) {
        await noteMeeting(page, subject, on)
        await go(page, 'It was cancelled')
        await page.getByRole('radio', { name: 'The employer' }).check()
        await fillDay(page, 'on', told)
        if (instead !== null) await fillDay(page, 'instead', instead)
        await press(page, 'Keep it')
      }
      await page.goto('/demonstration/negotiation')
      expect(await lede(page)).toContain(
        'In 2019 the employer cancelled 3 meetings: 1 was rescheduled (33%), 2 were lost.',
      )
      await lookOver(page, 'the log')
    }, 180_000)

    it('keeps promises for the next year, due all through it', async () => {
      for (const words of ['Work on wellbeing will begin', 'The commissioner meets the branch']) {
        await page.goto('/demonstration/promises/new')
        await page.fill('[name="words"]', words)
        await page.fill('[name="by"]', 'Executive director')
        await fillDay(page, 'saidOn', '2019-12-12')
        await page.fill('[name="document"]', 'Minutes of 12 December')
        await page.fill('[name="line"]', `${words} in 2020.`)
        await page.fill('[name="due"]', '2020')
        await tick(page, LOADS)
        await press(page, 'Keep it')
      }
      await page.goto('/demonstration/promises')
      expect(await lede(page)).toBe('No promise is overdue, 2 still to be kept, 0 kept.')
      await lookOver(page, 'promises')
    }, 120_000)

    it('sets a win’s wordings beside one another, with evidence missing until there is some', async () => {
      await page.goto('/demonstration/wins/new')
      await page.fill('[name="title"]', 'The loan is not asked back during leave')
      await page.fill('[name="before"]', 'Whoever leaves must repay £10,000 at once.')
      await page.fill(
        '[name="after"]',
        'Whoever leaves may be asked to repay £10,000 in parts, and nothing during maternity or sick leave.',
      )
      await fillDay(page, 'wonOn', '2019-11-01')
      await tick(page, LOADS)
      await press(page, 'Save')
      const words = await main(page)
      expect(words).toContain('must repay £10,000')
      expect(words).toContain('nothing during maternity or sick leave')
      expect(words.toLowerCase()).toContain('evidence')
      await lookOver(page, 'a win')
    }, 120_000)

    it('keeps three big items, none of which closes without an outcome', async () => {
      const titles = ['A way up', 'One system', 'A trust, or not']
      for (const title of titles) {
        await page.goto('/demonstration/big-items/new')
        await page.fill('[name="title"]', title)
        await page.fill('[name="owner"]', 'Branch chair')
        await page.fill('[name="nextStep"]', 'Ask')
        await press(page, 'Save')
      }
      await page.goto('/demonstration/big-items')
      expect(await lede(page)).toContain('3 big items are open')
      await lookOver(page, 'big items')
      await go(page, 'One system')
      await press(page, 'Close it')
      expect(await trouble(page)).toMatch(/came of it/i)
    }, 120_000)

    it('shows the concern’s whole path, and opens the next day on what is late', async () => {
      await page.goto('/demonstration/concerns')
      await go(page, LOADS)
      expect(await heading(page)).toBe(LOADS)
      const words = await main(page)
      for (const stop of [
        'July visits',
        'A line that holds',
        'Work on wellbeing will begin',
        'The loan is not asked back during leave',
      ]) {
        expect(words).toContain(stop)
      }
      await lookOver(page, 'a concern and its path')
      await page.goto('/demonstration/home')
      expect(await lede(page)).toBe(
        'No promise is overdue. The employer cancelled 3 of the last 3 meetings; one was rescheduled.',
      )
      await lookOver(page, 'the officer’s first page')
    }, 120_000)
  },
)

async function openVisit(page: Page, round: string, site: string): Promise<void> {
  await page.goto('/demonstration/rounds')
  await go(page, round)
  const at = SITES.findIndex((name) => site.startsWith(name))
  const visits = await page
    .locator('main a[href*="/visits/"]')
    .evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute('href') ?? ''))])
  await page.goto(visits[at] ?? '')
  expect(await heading(page)).toBe(site)
}

async function noteMeeting(page: Page, subject: string, on: string): Promise<void> {
  await page.goto('/demonstration/negotiation/meetings/new')
  await page.fill('[name="subject"]', subject)
  await fillDay(page, 'on', on)
  await tick(page, 'Rowena Achterberg')
  await press(page, 'Keep it')
  expect(await heading(page)).toBe(subject)
}
