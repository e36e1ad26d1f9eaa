import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BrowserContext, Page } from 'playwright-core'
import { axeOn, contextFor, sticksOut, WIDTHS } from '../journeys/browser.ts'
import { browser } from '../journeys/house.ts'
import { go, heading, lede, main, press, trouble } from '../journeys/steps.ts'
import { branchServer, type BranchServer } from '../seeds/branch-server.ts'

/** What members say, from a rep's phone after a meeting to the ledger that everybody reads. */

describe.each([
  ['with scripts', true],
  ['without scripts', false],
])('what members say, in a browser %s', (_, scripts) => {
  let server: BranchServer
  let address: string
  const contexts: BrowserContext[] = []

  beforeAll(async () => {
    server = await branchServer({ filled: true, assets: true })
    address = await server.listen()
  }, 240_000)
  afterAll(async () => {
    await Promise.all(contexts.map((context) => context.close()))
    await server?.close()
  })

  /** Somebody of the invented branch: 0 its secretary, 1 a rep, 2 a member. */
  async function arrive(at: 0 | 1 | 2, width: number): Promise<Page> {
    const context = await contextFor(await browser(), { scripts, address, width })
    contexts.push(context)
    const samples = await server.signIn.samples(server.demonstration)
    const visitor = { place: '127.0.0.1', agent: 'Chrome on Linux' }
    const walked = await server.signIn.walkAs(
      server.demonstration,
      samples[at]?.member ?? '',
      visitor,
    )
    if (!walked.ok) throw new Error(walked.problem.sentence)
    const name = 'fairload-branch-demonstration'
    await context.addCookies([{ name, value: walked.value.token, url: address }])
    const page = await context.newPage()
    await page.goto('/demonstration/concerns')
    return page
  }
  const isWell = async (page: Page): Promise<void> => {
    expect(await axeOn(page)).toEqual([])
    expect(await sticksOut(page)).toEqual([])
  }
  const rows = (page: Page): Promise<string[][]> =>
    page
      .locator('main tbody tr')
      .evaluateAll((all) =>
        all.map((row) =>
          [...row.querySelectorAll('th, td')].map((cell) => (cell.textContent ?? '').trim()),
        ),
      )

  it('is noted on a phone, one thing after the other, with no child in it', async () => {
    const page = await arrive(1, WIDTHS.phone)
    await press(page, 'Note what was said')
    expect(await heading(page)).toBe('Note what was said')
    await isWell(page)

    await press(page, 'Keep it, and note another')
    expect(await trouble(page)).toContain('Write what was said.')
    await isWell(page)

    const note = async (words: string, people: string, title = ''): Promise<void> => {
      await page.getByLabel('What was said').fill(words)
      await page.getByLabel('How many said it').fill(people)
      await page.getByLabel('What it is about').selectOption({ label: 'Buildings and equipment' })
      await page.getByLabel('Its name on the list').fill(title)
      await press(page, 'Keep it, and note another')
    }
    await note('The roof leaks on the files', '6', 'The roof leaks')
    expect(await main(page)).not.toContain('There is a problem')
    expect(await page.locator('.govuk-notification-banner').innerText()).toContain('Kept.')
    expect(await page.getByLabel('What was said').inputValue()).toBe('')

    await note('A child called Zephan, dob 03/04/2016, sat under it', '2', 'Rain comes in')
    expect(await heading(page)).toBe('Is a child in these words?')
    await isWell(page)
    expect(page.url()).not.toContain('Zephan')
    await press(page, 'Keep it without them')
    expect(await page.locator('.govuk-notification-banner').innerText()).toContain('Kept.')

    await page.goto('/demonstration/concerns')
    const titles = (await rows(page)).map(([, title]) => title)
    expect(titles).toEqual(expect.arrayContaining(['The roof leaks', 'Rain comes in']))
    await isWell(page)
  }, 120_000)

  it('is merged where it is the same, and comes apart again', async () => {
    const page = await arrive(0, WIDTHS.desk)
    await go(page, 'Rain comes in')
    await go(page, 'It is the same as another')
    await isWell(page)
    await page
      .getByLabel('The concern that stands for both')
      .selectOption({ label: 'The roof leaks' })
    await press(page, 'Merge the two')
    expect(await heading(page)).toBe('The roof leaks')
    expect(await main(page)).toContain('5 to 9')
    expect(await main(page)).toContain('Rain comes in')
    await isWell(page)
    await go(page, 'Rain comes in')
    expect(await lede(page)).toBe('This was found to be the same as another concern.')
    await press(page, 'Undo the merge')
    expect(await page.locator('.govuk-notification-banner').innerText()).toContain(
      'They stand apart again',
    )
    expect(await lede(page)).toMatch(/of the open concerns/)
  }, 120_000)

  it('is raised from home with a code, and read by a member without anybody’s words', async () => {
    const page = await arrive(2, WIDTHS.phone)
    await press(page, 'Raise a concern')
    await isWell(page)
    await page.getByLabel('What is wrong?').fill('We are rung on our days off')
    await page.getByLabel('What is it about?').selectOption({ label: 'Long hours' })
    await page.getByLabel('Give me a code').check()
    await press(page, 'Raise it')
    expect(await heading(page)).toBe('Your concern is raised')
    await isWell(page)
    const code = /[A-Z0-9]{4}(-[A-Z0-9]{4}){3}/.exec(await main(page))?.[0] ?? ''
    expect(page.url()).not.toContain(code)

    const officer = await arrive(0, WIDTHS.desk)
    await go(officer, 'Read them')
    await isWell(officer)
    const waiting = officer.locator('section', { hasText: 'We are rung on our days off' }).last()
    await waiting.getByLabel('Name of the new concern').fill('Calls on days off')
    await waiting.getByRole('button', { name: /^Put it there/ }).click()
    expect(await officer.locator('.govuk-notification-banner').innerText()).toContain(
      'Put to its concern',
    )

    await go(page, 'what became of your concern')
    await page.getByLabel('Your code').fill(code.toLowerCase())
    await press(page, 'Look it up')
    expect(await lede(page)).toBe('It is part of “Calls on days off”: not taken up yet.')
    await isWell(page)
    await go(page, 'Calls on days off')
    expect(await main(page)).not.toContain('We are rung on our days off')
    expect(await main(page)).toContain('fewer than 5')
    await isWell(page)
  }, 120_000)

  it('stands beside an inspection’s findings, with what staff did well', async () => {
    const page = await arrive(0, WIDTHS.phone)
    await page.goto('/demonstration/inspection')
    await go(page, /^Inspection of/)
    await isWell(page)
    await press(page, 'Add a finding')
    await page.getByLabel('Its number').fill('4')
    await page.getByLabel('The finding, in the report’s words').fill('Offices are unfit for work.')
    await page.getByLabel('The roof leaks').check()
    await isWell(page)
    await press(page, 'Save')
    expect(await main(page)).toContain('Offices are unfit for work.')
    expect(await main(page)).not.toContain('missing between the others')
    await go(page, 'Change the inspection')
    await page.getByLabel('What staff did well').fill('')
    await press(page, 'Save')
    expect(await trouble(page)).toContain('Write what staff did well')
    await isWell(page)
  }, 120_000)
})
