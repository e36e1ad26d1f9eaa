import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BrowserContext, Page } from 'playwright-core'
import { contextFor } from './browser.ts'
import { browser, house } from './house.ts'
import { heading, lede, lookOver, main, press, trouble } from './steps.ts'

let context: BrowserContext
let page: Page

beforeAll(async () => {
  const { address } = await house('register', 'demonstration')
  context = await contextFor(await browser(), { scripts: false, address })
  page = await context.newPage()
  page.setDefaultTimeout(30_000)
})
afterAll(() => context?.close())

const walk = async (role: string): Promise<void> => {
  await page.goto('/demonstration/sign-in')
  await press(page, role)
  await page.waitForLoadState()
}

describe('a team manager without scripts', () => {
  it('finds the overloads that the clock entered, and who must answer by when', async () => {
    await walk('Team manager')
    await page.goto('/demonstration/register')
    expect(await lede(page)).toMatch(/overloads? (is|are) open\. \d+ waits? for an answer/)
    expect(await main(page)).toContain('The team manager: Ruth Adeyemi')
    await lookOver(page, 'the overload register')
  })

  it('answers one: what is missing is said at its field, and what was written stands', async () => {
    await page.locator('main tbody a').first().click()
    expect(await heading(page)).toMatch(/^Overload of /)
    await lookOver(page, 'an overload that waits')
    await press(page, 'Put it in the register')
    expect(await trouble(page)).toContain('Choose what was done.')
    await lookOver(page, 'an answer that is not whole')
    await page.check('input[name=action][value=moved-work]')
    await page.fill('#words', 'Three children go to a colleague on Monday.')
    await page.check('input[name=outcome][value=falls-under]')
    await press(page, 'Put it in the register')
    expect(await main(page)).toContain('Three children go to a colleague on Monday.')
    expect(await lede(page)).toContain('It has been answered.')
    await lookOver(page, 'an overload that was answered')
  })
})

describe('the worker it is about', () => {
  it('reads their own entry and answers none', async () => {
    await walk('Social worker')
    await page.goto('/demonstration/register')
    expect(await lede(page)).toContain('1 overload is open.')
    await page.locator('main tbody a').first().click()
    expect(await heading(page)).toMatch(/^Overload of /)
    expect(await page.getByRole('button', { name: 'Put it in the register' }).count()).toBe(0)
  })
})
