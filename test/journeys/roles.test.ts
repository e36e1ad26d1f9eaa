import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BrowserContext, Page } from 'playwright-core'
import { contextFor } from './browser.ts'
import { browser, house } from './house.ts'
import { go, heading, lede, lookOver, main, press } from './steps.ts'

let context: BrowserContext
let page: Page

beforeAll(async () => {
  const { address } = await house('with scripts', 'demonstration')
  context = await contextFor(await browser(), { scripts: true, address })
  page = await context.newPage()
  page.setDefaultTimeout(30_000)
})
afterAll(() => context?.close())

const arrive = async (role: string): Promise<void> => {
  await page.goto('/demonstration/sign-in')
  await press(page, role)
  await page.waitForLoadState()
}

/** Past the page that everybody meets first, to the one that their work begins on. */
const walk = async (role: string): Promise<void> => {
  await arrive(role)
  expect(await heading(page)).toBe('What waits for you')
  await page.locator('main a.govuk-button').click()
  await page.waitForLoadState()
}

describe('the demonstration’s people', () => {
  it('are walked as with one click', async () => {
    await page.goto('/demonstration')
    expect(await heading(page)).toBe('Choose whose eyes to look with')
    await lookOver(page, 'choosing whose eyes')
  })

  it.each([
    ['Social worker', /Carries|Holds/, ['My work', 'Cases', 'Agreement']],
    ['Team manager', /over the safe line/, ['Cases', 'No worker', 'Plans', 'Agreement']],
    ['Service manager', /workers are over the safe line/, ['Service', 'Plans', 'Data']],
    ['Data officer', /workers are over the safe line/, ['Service', 'Data']],
    ['Administrator', /can sign in/, ['Agreement', 'Sign-ins']],
    ['Auditor', /entr|restricted/, ['Totals', 'Agreement', 'Record']],
    ['Agreement party', /workers are over the safe line/, ['Totals', 'Agreement']],
  ] as const)(
    'a %s starts where their work is, and is offered what they may do',
    async (role, says, offered) => {
      await walk(role)
      expect(await lede(page)).toMatch(says)
      const nav = await page.locator('.govuk-service-navigation a').allInnerTexts()
      for (const item of offered) expect(nav).toContain(item)
      await lookOver(page, `the start of a ${role}`)
      const dead: string[] = []
      const links = await page
        .locator('header a[href], main a[href], footer a[href]')
        .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
      const kinds = new Map(
        links
          .filter((href) => href.startsWith('/'))
          .map((href) => [href.replace(/[0-9a-f-]{36}/g, '·'), href]),
      )
      for (const href of kinds.values()) {
        const { status } = await page.evaluate(async (to) => {
          const answer = await fetch(to)
          return { status: answer.status }
        }, href)
        if (status >= 400) dead.push(`${href}: ${status}`)
      }
      expect(dead).toEqual([])
    },
    120_000,
  )

  it('first meet what waits for them, or that nothing does', async () => {
    await arrive('Team manager')
    expect(await lede(page)).toMatch(/^\d+ things? waits? for you/)
    await lookOver(page, 'what waits for a team manager')
    await page.locator('main table a').first().click()
    expect(await heading(page)).toMatch(/^(Overload|Decision|Handover)/)
    await arrive('Administrator')
    expect(await lede(page)).toBe('Nothing waits for you.')
    await lookOver(page, 'nothing waits')
  })

  it('have it in their calendar, by an address that they can end', async () => {
    await arrive('Social worker')
    await go(page, 'Have it in your calendar, or by mail each morning')
    await lookOver(page, 'calendar and mail')
    await press(page, 'Make an address for your calendar')
    const address = (await page.locator('main .fl-code').innerText()).trim()
    await lookOver(page, 'the address of a calendar')
    const calendar = await page.context().request.get(address)
    expect(calendar.headers()['content-type']).toContain('text/calendar')
    expect(await calendar.text()).toMatch(/^BEGIN:VCALENDAR\r\n/)
    await page.getByRole('button', { name: 'I have copied it' }).click()
    await press(page, 'End the address')
    expect(await main(page)).toContain('Your calendar program can show what is due for you')
    expect((await page.context().request.get(address)).status()).toBe(404)
  })

  it('see who looked at their work', async () => {
    await walk('Team manager')
    await walk('Social worker')
    const name = await heading(page)
    await walk('Team manager')
    await go(page, name)
    await walk('Social worker')
    await go(page, 'Who has looked at my figures')
    expect(await main(page)).toContain('Ruth Adeyemi')
    await lookOver(page, 'who has looked')
  })

  it('open a restricted record only for a reason, which the auditor reads', async () => {
    await walk('Service manager')
    await page.goto('/demonstration/cases')
    const link = page.locator('main table a[href*="/cases/"]').first()
    const record = new URL((await link.getAttribute('href')) ?? '', page.url()).href
    await page.goto(record)
    await go(page, 'Who may open this record')
    await page.waitForURL(/restriction$/)
    await lookOver(page, 'who may open a record')
    await press(page, 'Restrict this record to them')
    await page.waitForLoadState()
    await page.goto(record)
    expect(await heading(page)).toBe('This record is restricted')
    await lookOver(page, 'a restricted record')
    await page.fill('[name=reason]', 'Strategy discussion at two, the worker is off sick')
    await press(page, 'Open this record')
    await page.waitForURL(record)
    expect(await heading(page)).toMatch(/^Child /)
    await walk('Auditor')
    expect(await main(page)).toContain('Strategy discussion at two')
    await lookOver(page, 'the record')
    await page.getByRole('button', { name: /^I have read this/ }).click()
    await page.waitForLoadState()
    expect(await lede(page)).toContain('No restricted record was opened that you have not read of.')
    await walk('Service manager')
    await page.goto(`${record}/restriction`)
    await press(page, 'End the restriction')
    await page.waitForLoadState()
    expect(await lede(page)).toBe('Everybody whose role and team reach it.')
  }, 120_000)

  it('can all read who can do what', async () => {
    await walk('Auditor')
    await go(page, 'Who can do what')
    await lookOver(page, 'who can do what')
    await page.goto('/demonstration/cases')
    expect(await heading(page)).toBe('Your role does not do this')
    await lookOver(page, 'a page of another role')
  })
})
