import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, BrowserContext } from 'playwright-core'
import { branchServer, type BranchServer } from '../seeds/branch-server.ts'
import { axeOn, contextFor, launchBrowser, sticksOut, WIDTHS } from './browser.ts'

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

const idIn = (href: string | null): string => href?.split('/').at(-1) ?? ''

/** Every page of the programme and of outcomes that this person opens. */
async function pagesOf(who: Asker): Promise<string[]> {
  const context = await seenBy(who, { scripts: false })
  const page = await context.newPage()
  const first = async (path: string, links: string): Promise<string> => {
    await page.goto(`/demonstration${path}`)
    return idIn(await page.locator(links).first().getAttribute('href'))
  }
  const win = await first('/wins', 'main h2 a')
  const open = [
    '/programme',
    '/programme/versions',
    '/programme/versions/1',
    '/wins',
    `/wins/${win}`,
  ]
  if (who === null) {
    await context.close()
    return open
  }
  const demand = await first('/programme', 'main .fl-ordered h3 a')
  const item = await first('/big-items', 'main table a')
  if (who === 'member') {
    await context.close()
    return [
      ...open.slice(0, 1),
      ...open.slice(3),
      `/programme/demands/${demand}`,
      `/big-items/${item}`,
    ]
  }
  const proposals = await page
    .goto('/demonstration/programme/proposals')
    .then(() =>
      page
        .locator('main table a')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
    )
  await context.close()
  return [
    ...open,
    '/programme/caseload',
    '/programme/proposals',
    '/programme/proposals/new',
    `/programme/proposals/new?demand=${demand}`,
    ...proposals.map((href) => `/programme/proposals/${idIn(href)}`),
    `/programme/demands/${demand}`,
    '/big-items',
    `/big-items/${item}`,
    '/repairs',
    '/repairs/new',
    '/programme/edit',
    '/programme/publish',
    '/programme/demands/new',
    `/programme/demands/${demand}/edit`,
    `/programme/demands/${demand}/versions`,
    '/wins/new',
    '/wins/opening',
    `/wins/${win}/edit`,
    `/wins/${win}/versions`,
    '/big-items/new',
    `/big-items/${item}/edit`,
    `/big-items/${item}/versions`,
  ]
}

describe('the programme and what was won, in a browser', () => {
  it.each(['officer', 'member', null] as const)(
    'are clean for axe and fit a narrow phone, as %s sees them',
    async (who) => {
      const desk = await seenBy(who, { scripts: true })
      const phone = await seenBy(who, { scripts: false, width: WIDTHS.phone })
      for (const path of await pagesOf(who)) {
        const page = await desk.newPage()
        const outside: string[] = []
        page.on('request', (request) => {
          if (!request.url().startsWith(address)) outside.push(request.url())
        })
        const answer = await page.goto(`/demonstration${path}`)
        expect([path, answer?.status()]).toEqual([path, 200])
        expect([path, await axeOn(page)]).toEqual([path, []])
        expect(outside).toEqual([])
        await page.close()
        const narrow = await phone.newPage()
        await narrow.goto(`/demonstration${path}`)
        expect([path, await sticksOut(narrow)]).toEqual([path, []])
        await narrow.close()
      }
      await desk.close()
      await phone.close()
    },
    480_000,
  )

  it('weigh under 100 KB for anybody, styles, script and typeface aside, and set no cookie', async () => {
    const context = await seenBy(null, { scripts: true })
    const page = await context.newPage()
    for (const path of ['/programme', '/wins']) {
      const answer = await page.goto(`/demonstration${path}`)
      expect((await answer?.body())?.length).toBeLessThan(100_000)
      expect(await context.cookies()).toEqual([])
    }
    await context.close()
  })

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
