import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { branchServer, type BranchServer } from '../seeds/branch-server.ts'
import { axeOn, contextFor, launchBrowser, sticksOut, WIDTHS } from './browser.ts'

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

async function pagesOf(who: Asker, page: Page): Promise<string[]> {
  const consultation = await leads(page, '/agreement/consultations/')
  const version = await leads(page, '/agreement/versions/')
  const all = [
    '/demonstration/agreement',
    '/demonstration/agreement/consultations',
    version,
    await leads(page, '/agreement/compare'),
    await leads(page, '/agreement/replay'),
    consultation,
  ]
  if (who !== 'officer') return all
  const copy = version.split('/').at(-1) ?? ''
  return [
    ...all,
    `${version}/sign`,
    '/demonstration/agreement/source',
    `/demonstration/agreement/consultations/new?copy=${copy}`,
    `${consultation}/edit`,
    `${consultation}/answers`,
  ]
}

describe('the agreement desk', () => {
  for (const who of ['officer', 'member'] as const) {
    it(`has pages without a fault for a ${who}, on a desk and on the narrowest phone`, async () => {
      for (const width of [WIDTHS.desk, WIDTHS.phone]) {
        const context = await seenBy(who, { scripts: true, width })
        const page = await context.newPage()
        for (const path of await pagesOf(who, page)) {
          const answer = await page.goto(path)
          expect(answer?.status(), path).toBe(200)
          expect(await axeOn(page), `${path} at ${width}`).toEqual([])
          expect(await sticksOut(page), `${path} at ${width}`).toEqual([])
        }
        await context.close()
      }
    }, 240_000)
  }

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
