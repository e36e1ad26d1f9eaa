import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BrowserContext, Page } from 'playwright-core'
import { branchId } from '../../src/branch/index.ts'
import { sitesBook } from '../../src/branch/sites/index.ts'
import { axeOn, contextFor, sticksOut, WIDTHS } from '../journeys/browser.ts'
import { browser } from '../journeys/house.ts'
import { branchServer, type BranchServer } from '../seeds/branch-server.ts'

/** A rep plans a round and works on a visit, in a real browser, with scripts and without. */

const ROOT = '/demonstration'
let server: BranchServer
let address: string

beforeAll(async () => {
  server = await branchServer({ filled: true, assets: true })
  address = await server.listen()
}, 120_000)
afterAll(() => server?.close())

async function aRep(scripts: boolean): Promise<BrowserContext> {
  const context = await contextFor(await browser(), { scripts, address })
  const [, rep] = await server.signIn.samples(server.demonstration)
  const visitor = { place: '127.0.0.1', agent: 'Chrome on Linux' }
  const walked = await server.signIn.walkAs(server.demonstration, rep?.member ?? '', visitor)
  if (!walked.ok) throw new Error(walked.problem.sentence)
  const name = 'fairload-branch-demonstration'
  await context.addCookies([{ name, value: walked.value.token, url: address }])
  return context
}

/** Clean for everyone, and no wider than the narrowest phone. */
async function isWell(page: Page): Promise<void> {
  for (const width of Object.values(WIDTHS)) {
    await page.setViewportSize({ width, height: 900 })
    expect(await axeOn(page)).toEqual([])
    expect(await sticksOut(page)).toEqual([])
  }
}

const press = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name }).first().click()
const main = async (page: Page): Promise<string> =>
  ((await page.textContent('main')) ?? '').replace(/\s+/g, ' ')

describe('a rep', () => {
  it.each([
    ['with scripts', true],
    ['without scripts', false],
  ])(
    '%s plans a round, puts right what is wrong, and finds its visits',
    async (_, scripts) => {
      const sites = await server.store.inOrganisation(branchId(server.demonstration), (scope) =>
        sitesBook.list(scope),
      )
      const context = await aRep(scripts)
      const page = await context.newPage()
      await page.goto(`${ROOT}/rounds/new`)
      await page.fill('#name', 'January visits')
      for (const [part, value] of [
        ['day', '11'],
        ['month', '1'],
        ['year', '2027'],
      ] as const) {
        await page.fill(`#first-${part}`, value)
      }
      for (const { id } of sites.slice(0, 3)) await page.check(`input[value="${id}"]`)
      await page.fill('#days', '3')
      await page.fill('#at', '12.15')
      await page.check('#about')
      await press(page, 'Show the visits')
      await isWell(page)
      await page.fill('#visit-0-room', 'Room 9, by the lift')
      await page.locator('details').nth(1).locator('summary').click()
      await page.fill('#visit-1-at', 'late')
      await press(page, 'Make the round')
      await isWell(page)
      expect(await page.inputValue('#visit-0-room')).toBe('Room 9, by the lift')
      await page.fill('#visit-1-at', '13:00')
      await press(page, 'Make the round')
      expect(await main(page)).toContain('3 visits, 3 need a rep.')
      expect(await main(page)).toContain('Room 9, by the lift')
      await context.close()
    },
    300_000,
  )

  it('and another who change one room at once see both, and the words set aside stay', async () => {
    const context = await aRep(true)
    const page = await context.newPage()
    await page.goto(`${ROOT}/rounds`)
    await page.getByRole('link', { name: 'Round 3' }).first().click()
    await page
      .getByRole('link', { name: /^12:15/ })
      .first()
      .click()
    const visit = page.url()
    const other = await context.newPage()
    for (const each of [page, other]) await each.goto(`${visit}/change`)
    await other.fill('#room', 'Library')
    await press(other, 'Save')
    await page.fill('#room', 'Canteen')
    await press(page, 'Save')
    expect(await main(page)).toContain('Library')
    await isWell(page)
    await press(page, 'Save')
    expect(await main(page)).toContain('Canteen')
    await page.goto(`${visit}/versions`)
    expect(await main(page)).toContain('Set aside')
    await isWell(page)
    await context.close()
  }, 300_000)

  it('takes over a list of events, and follows the calendar by an address shown once', async () => {
    const context = await aRep(false)
    const page = await context.newPage()
    await page.goto(`${ROOT}/events/list`)
    await page.fill('#list', 'Monday 1 February 2027: Lobby, town hall 6pm\n1 February 2027 lobby')
    await press(page, 'Read it')
    await isWell(page)
    await press(page, 'Take them over')
    expect(await page.getByRole('link', { name: 'Lobby, town hall' }).count()).toBe(1)
    await isWell(page)
    await press(page, /address/)
    expect(await main(page)).toContain('.ics')
    await page.goto(`${ROOT}/calendar`)
    expect(await main(page)).not.toContain('.ics')
    await context.close()
  }, 300_000)
})
