import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BrowserContext, Page } from 'playwright-core'
import { contextFor } from './browser.ts'
import { browser, house } from './house.ts'
import { heading, lede, lookOver, main, press, trouble } from './steps.ts'

/** On a busy machine each page takes its time. */
const STEP_MS = 180_000
/** The server is built and its demonstration read first. */
const START_MS = 420_000

describe.each([
  ['with scripts', true],
  ['without scripts', false],
] as const)('a child with no worker, %s', (_how, scripts) => {
  let context: BrowserContext
  let page: Page
  let worker: string
  let cases: number
  let child: string
  let decision: string

  beforeAll(async () => {
    // Each gives away the one child that waits: with a house of its own where another has one.
    const { address } = await house(scripts ? 'with scripts' : 'allocating', 'demonstration')
    context = await contextFor(await browser(), { scripts, address })
    page = await context.newPage()
    page.setDefaultTimeout(60_000)
  }, START_MS)
  afterAll(() => context?.close())

  const walk = async (role: string): Promise<void> => {
    await page.goto('/demonstration/sign-in')
    await press(page, role)
    await page.waitForLoadState()
  }
  const ownPage = async (): Promise<void> => {
    await walk('Social worker')
    await page.locator('.govuk-service-navigation a', { hasText: 'My work' }).click()
    await page.waitForLoadState()
  }
  const casesNow = async (): Promise<number> =>
    page.locator('main table tbody a[href*="/cases/"]').count()

  it(
    'is given to a worker who is over the hard line only with a reason',
    async () => {
      await ownPage()
      worker = await heading(page)
      cases = await casesNow()
      await walk('Team manager')
      await page.goto('/demonstration/waiting')
      await lookOver(page, 'the queue')
      const row = page.locator('main tbody tr', { hasText: 'Nothing yet' })
      const offered = await row
        .locator('a[href$="/allocate"]')
        .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
      for (const href of offered) {
        await page.goto(href)
        if ((await page.getByLabel(worker, { exact: true }).count()) > 0) break
      }
      child = (await main(page)).match(/Child(?:ren)? (\S+)/)?.[1] ?? ''
      await lookOver(page, 'who could take this')
      for (const summary of await page.locator('main summary').all()) await summary.click()
      await page.getByLabel(worker, { exact: true }).check()
      await press(page, 'Ask them to take it')
      expect(await trouble(page)).toContain('Choose why it should be them')
      for (const summary of await page.locator('form summary').all()) {
        if (!(await page.getByLabel(worker, { exact: true }).isVisible())) await summary.click()
      }
      await page.getByLabel(worker, { exact: true }).check()
      await page.locator('#overrideReason').selectOption('knows-the-family')
      await page.locator('#words').fill('Held the older brother for two years.')
      await press(page, 'Ask them to take it')
      await page.waitForURL(/decisions\/[0-9a-f-]{36}$/)
      decision = page.url()
      expect(await lede(page)).toContain('must agree first')
      await lookOver(page, 'a decision that waits for a second person')
    },
    STEP_MS,
  )

  it(
    'waits for the second person, who is another than who decided',
    async () => {
      expect(await main(page)).not.toContain('Do you agree?')
      await walk('Service manager')
      await page.goto(decision)
      await press(page, 'Say so')
      expect(await trouble(page)).toContain('Choose your answer.')
      await page.getByLabel(`I agree: ask ${worker}`).check()
      await press(page, 'Say so')
      expect(await lede(page)).toContain(`${worker} has been asked to take`)
    },
    STEP_MS,
  )

  it(
    'becomes theirs once the worker accepts, and their load moves before the files do',
    async () => {
      await ownPage()
      expect(await main(page)).toContain('You are asked to take')
      expect(await casesNow()).toBe(cases)
      await page.goto(decision)
      await page.getByLabel('I take it', { exact: true }).check()
      await lookOver(page, 'a worker’s answer')
      await press(page, 'Send your answer')
      expect(await lede(page)).toContain(`with ${worker} since`)
      expect(await main(page)).toContain('The case system does not show it yet')
      await ownPage()
      expect(await casesNow()).toBeGreaterThan(cases)
      await walk('Team manager')
      await page.goto(`/demonstration/waiting?search=${child}`)
      expect(await main(page)).not.toContain('Who could take it?')
      await page.goto(`${decision}?check=yes`)
      expect(await main(page)).toContain('is the same to the letter')
    },
    STEP_MS,
  )
})
