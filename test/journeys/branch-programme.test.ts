import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, BrowserContext } from 'playwright-core'
import { branchServer, type BranchServer } from '../seeds/branch-server.ts'
import { contextFor, launchBrowser } from './browser.ts'

type Asker = 'officer' | 'rep' | 'member' | null

let house: BranchServer
let address: string
let browser: Browser
const tokens = new Map<string, string>()

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
  const token = who === null ? undefined : tokens.get(who)
  if (token !== undefined) {
    await context.addCookies([
      { name: 'fairload-branch-demonstration', value: token, url: address },
    ])
  }
  return context
}

describe('the programme and what was won, in a browser', () => {
  it.each([true, false])(
    'lead from a member’s proposal to a demand, and to a closed big item (scripts: %s)',
    async (scripts) => {
      const title = `One day a month for records, ${scripts ? 'with' : 'without'} scripts`
      const member = await seenBy('member', { scripts })
      const officer = await seenBy('officer', { scripts })
      const theirs = await member.newPage()
      await theirs.goto('/demonstration/programme')
      await theirs.getByRole('button', { name: 'Propose a demand' }).click()
      await theirs.getByLabel('The demand in a few words').fill(title)
      await theirs.getByLabel('What should change').fill('One day a month without new work.')
      await theirs.getByRole('button', { name: 'Propose it' }).click()
      await theirs.getByText('You proposed this').waitFor()

      const page = await officer.newPage()
      await page.goto(theirs.url())
      await page.getByLabel('It becomes a demand').check()
      await page.getByLabel('Why', { exact: true }).fill('Every round named it.')
      await page.getByRole('button', { name: 'Decide', exact: true }).click()
      await page.getByText('It was taken into the programme').waitFor()
      await theirs.reload()
      await theirs.getByText('Every round named it.').waitFor()

      await page.goto('/demonstration/programme')
      const last = page.locator('.fl-ordered__item').last()
      expect(await last.locator('h3').innerText()).toContain(title)
      const before = await page.locator('.fl-ordered h3').allInnerTexts()
      await last.getByRole('button', { name: 'Move up' }).click()
      const after = await page.locator('.fl-ordered h3').allInnerTexts()
      expect(after).toHaveLength(before.length)
      expect(after.at(-2)).toContain(title)

      await page.goto('/demonstration/big-items')
      await page.locator('main table a').first().click()
      await page.getByRole('button', { name: 'Close it' }).click()
      await page.getByText('Say what came of it first').first().waitFor()
      await page.getByLabel('What came of it').fill('Two grades are in the policy.')
      await page.getByRole('button', { name: 'Close it' }).click()
      await page.getByText('Closed on').first().waitFor()
      await member.close()
      await officer.close()
    },
    60_000,
  )
})
