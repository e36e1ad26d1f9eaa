import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { branchServer, type BranchServer } from '../seeds/branch-server.ts'
import { contextFor, launchBrowser } from './browser.ts'

type Asker = 'officer' | 'rep' | 'member'

let house: BranchServer
let address: string
let browser: Browser
const tokens = new Map<Asker, string>()

beforeAll(async () => {
  house = await branchServer({ filled: true, assets: true })
  address = await house.listen()
  const samples = await house.signIn.samples(house.demonstration)
  const visitor = { place: '127.0.0.1', agent: 'Chrome on Linux' }
  for (const [at, who] of (['officer', 'rep', 'member'] as const).entries()) {
    const walked = await house.signIn.walkAs(
      house.demonstration,
      samples[at]?.member ?? '',
      visitor,
    )
    if (!walked.ok) throw new Error(walked.problem.sentence)
    tokens.set(who, walked.value.token)
  }
  browser = await launchBrowser()
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

async function seenBy(
  who: Asker,
  visit: { scripts: boolean; width?: number },
): Promise<BrowserContext> {
  const context = await contextFor(browser, { ...visit, address })
  const value = tokens.get(who) ?? ''
  await context.addCookies([{ name: 'fairload-branch-demonstration', value, url: address }])
  return context
}

/** The path of the first link on the desk that holds these words of an address. */
async function leads(page: Page, part: string): Promise<string> {
  await page.goto('/demonstration/agreement')
  return (await page.locator(`main a[href*="${part}"]`).first().getAttribute('href')) ?? ''
}

describe('the agreement desk', () => {
  for (const scripts of [true, false]) {
    it(`takes a member’s answer and shows it to nobody else, ${scripts ? 'with' : 'without'} scripts`, async () => {
      const words = `Fewer than eight is too few, ${scripts ? 'with' : 'without'}`
      const context = await seenBy('member', { scripts })
      const page = await context.newPage()
      const path = await leads(page, '/agreement/consultations/')
      await page.goto(path)
      await page.fill('[name="answer-0"]', words)
      await page.getByRole('button', { name: 'Send' }).click()
      await page.waitForURL(/answered=in-time/)
      expect(await page.textContent('main')).toContain('Your answer is kept.')
      expect(await page.inputValue('[name="answer-0"]')).toBe(words)
      await context.close()
      for (const [who, at, sees] of [
        ['rep', path, false],
        ['officer', path, false],
        ['officer', `${path}/answers`, true],
      ] as const) {
        const other = await seenBy(who, { scripts: false })
        const shown = await other.newPage()
        await shown.goto(at)
        expect((await shown.content()).includes(words), `${who} ${at}`).toBe(sees)
        await other.close()
      }
    }, 120_000)
  }
})
