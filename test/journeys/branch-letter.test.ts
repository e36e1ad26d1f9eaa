import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import ICAL from 'ical.js'
import { isoDate, type IsoDate } from '../../src/kit/index.ts'
import { branchJourney, choose, fillDay, planRound, type BranchJourney } from './branch-house.ts'
import { go, heading, lede, lookOver, main, press } from './steps.ts'

const TODAY = isoDate('2016-09-23') as IsoDate
const ROOMS = [
  'Room 4 (by the canteen)',
  'Upper hall',
  'Committee Rm B',
  'Main office, 2nd',
  'Chapel',
]
const DEMANDS = [
  ['Work that can be done safely', ''],
  ['Every change is for ALL staff', 'ALL staff'],
  ['Progression on the work', ''],
  ['Permanent managers', ''],
  ['A fair caseload management system', ''],
  ['A quiet room at every site', ''],
  ['Being heard', ''],
] as const

/**
 * What a letter after a judgement holds: a programme of seven points, red lines apart from it, five
 * lunchtime meetings at 12:15 for about an hour with the weekend skipped, an early meeting asked for, and
 * members who add to it.
 */
describe.each([true, false])('a letter to members (scripts: %s)', (scripts) => {
  let journey: BranchJourney
  let page: Page

  beforeAll(async () => {
    journey = await branchJourney(scripts, TODAY)
    page = journey.page
  }, 120_000)
  afterAll(() => journey?.close())

  it('announces five lunchtime meetings, the weekend skipped, rooms as they were written', async () => {
    const sites = ['Ashby', 'Elm House', 'Moreton', 'Quayside', 'Thornbury']
    await planRound(page, { name: 'Lunchtime meetings', first: '2016-09-28', sites, rooms: ROOMS })
    const words = await main(page)
    expect(words).toContain('Mon 3 Oct')
    expect(words).not.toMatch(/Sat 1 Oct|Sun 2 Oct/)
    for (const room of ROOMS) expect(words).toContain(room)
  }, 120_000)

  it('lets anybody read them without a cookie, and subscribe once to all', async () => {
    const { passerBy } = journey
    await passerBy.goto('/demonstration')
    expect(await lede(passerBy)).toContain('Ashby Gate, Wednesday 12:15')
    await lookOver(passerBy, 'the branch’s front')
    expect(await passerBy.context().cookies()).toEqual([])
    const answer = await passerBy.request.get('/demonstration/calendar/public.ics')
    const events = new ICAL.Component(ICAL.parse(await answer.text())).getAllSubcomponents('vevent')
    const starts = events.map((event) => new ICAL.Event(event).startDate.toJSDate().toISOString())
    // British Summer Time: 12:15 on the clock is 11:15 elsewhere.
    expect(starts.sort()).toEqual(
      ['09-28', '09-29', '09-30', '10-03', '10-04'].map((day) => `2016-${day}T11:15:00.000Z`),
    )
  }, 120_000)

  it('states a programme of seven points in order, with red lines apart', async () => {
    for (const [title, scope] of DEMANDS) {
      await page.goto('/demonstration/programme/demands/new')
      await page.fill('[name="title"]', title)
      await page.fill('[name="words"]', `${title}: in full.`)
      await page.fill('[name="scope"]', scope)
      await page.getByRole('radio', { name: 'Agreed by members' }).check()
      await press(page, 'Save')
    }
    await page.goto('/demonstration/programme/edit')
    await page.fill('[name="title"]', 'Programme for change')
    await page.fill('[name="opening"]', 'These are only a beginning.')
    await page.fill('[name="redLines"]', 'No pay rise for senior managers alone')
    await choose(page, 'caseload', 'A fair caseload management system')
    await press(page, 'Save')
    await page.goto('/demonstration/programme')
    expect(await lede(page)).toContain('7 demands')
    const words = await main(page)
    const places = DEMANDS.map(([title]) => words.indexOf(title))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(words.indexOf('No pay rise for senior managers alone')).toBeGreaterThan(places[6] ?? 0)
    await lookOver(page, 'the programme')
  }, 180_000)

  it('publishes it: anybody reads the seven, and a member opens the caseload page from the fifth', async () => {
    const { member, passerBy } = journey
    await page.goto('/demonstration/programme/publish')
    await press(page, 'Publish version 1')
    await passerBy.goto('/demonstration/programme')
    const words = await main(passerBy)
    for (const [title] of DEMANDS) expect(words).toContain(title)
    expect(words).toContain('ALL staff')
    await lookOver(passerBy, 'the programme as anybody reads it')
    await member.goto('/demonstration/programme')
    await go(member, 'Open the caseload page')
    expect(await heading(member)).toMatch(/caseload/i)
    await lookOver(member, 'the caseload page')
  }, 120_000)

  it('takes a member’s eighth demand and merges it, with the reason written down', async () => {
    const { member } = journey
    await member.goto('/demonstration/programme/proposals/new')
    await member.fill('[name="title"]', 'Cover from the first week')
    await member.fill('[name="words"]', 'Somebody away for long has cover from the first week.')
    await press(member, 'Propose it')
    await page.goto('/demonstration/programme/proposals')
    await go(page, 'Cover from the first week')
    await page.getByRole('radio', { name: /merge/i }).check()
    await choose(page, 'into', 'Work that can be done safely')
    await page.fill('[name="reason"]', 'It is part of working safely.')
    await press(page, 'Decide')
    await member.goto('/demonstration/programme/proposals')
    await go(member, 'Cover from the first week')
    expect(await main(member)).toContain('It is part of working safely.')
    await lookOver(member, 'what became of a proposal')
  }, 120_000)

  it('counts the days since an early meeting was asked for', async () => {
    await page.goto('/demonstration/people/new')
    await page.fill('[name="name"]', 'Rowena Achterberg')
    await page.getByRole('radio', { name: 'Employer' }).check()
    await press(page, 'Keep it')
    await page.goto('/demonstration/negotiation/points/new')
    await page.getByRole('radio', { name: 'A meeting', exact: true }).check()
    await page.fill('[name="words"]', 'An early meeting about the judgement')
    await page.selectOption('[name="to"]', { label: 'Rowena Achterberg' })
    await fillDay(page, 'askedOn', '2016-09-20')
    await press(page, 'Keep it')
    await page.goto('/demonstration/negotiation')
    expect(await main(page)).toContain('asked 3 days ago, no answer')
    await page.goto('/demonstration/home')
    expect(await main(page)).toContain('Waiting for an answer: 1, for 3 days.')
    await lookOver(page, 'the officer’s first page')
  }, 120_000)
})
