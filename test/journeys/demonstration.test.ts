import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BrowserContext, Page } from 'playwright-core'
import { contextFor } from './browser.ts'
import { rowsOf } from './files.ts'
import { browser, house, signedIn } from './house.ts'
import { downloaded, go, heading, lede, lookOver, main, press, table } from './steps.ts'

let context: BrowserContext
let page: Page

beforeAll(async () => {
  const here = await house('with scripts', 'demonstration')
  const { address } = here
  context = await contextFor(await browser(), { scripts: true, address })
  await context.addCookies(await signedIn('with scripts', here))
  page = await context.newPage()
  page.setDefaultTimeout(15_000)
})
afterAll(() => context?.close())

/** The address of the first page of a kind that a list leads to. */
async function firstOf(list: string, kind: string): Promise<string> {
  await page.goto(list)
  const href = await page.locator(`main table a[href*="/${kind}/"]`).first().getAttribute('href')
  if (!href) throw new Error(`No ${kind} on ${list}`)
  return href
}

describe('every page of the demonstration', () => {
  it.each([
    '',
    '/teams',
    '/teams?search=court',
    '/workers',
    '/workers?search=zzz',
    '/cases?status=looked-after&sort=since&order=ascending',
    '/cases?search=nothing-like-it',
    '/cases?holder=phantom',
    '/waiting',
    '/findings',
    '/findings?changing=yes',
    '/people',
    '/establishment',
    '/people?capacity=unknown',
    '/agreement',
    '/agreement?id=cwla-1999',
    '/agreement?id=wirral',
    '/imports',
    '/nowhere',
  ])('%s is clean to axe and fits a desk and a phone', async (path) => {
    await page.goto(`/demonstration${path}`)
    expect((await heading(page)).trim()).not.toBe('')
    await lookOver(page, path)
  })

  it('a team, a worker, a case, a row and an import are clean and fit too', async () => {
    const team = await firstOf('/demonstration/teams', 'teams')
    const worker = await firstOf(team, 'workers')
    const child = await firstOf(worker, 'cases')
    const [importInForce, firstImport] = await importsThere()
    for (const address of [team, worker, child, importInForce, firstImport]) {
      await page.goto(address)
      await lookOver(page, address)
    }
    await page.goto(child)
    await go(page, /^All \d+ cells/)
    await lookOver(page, 'a row')
    await page.goto(`/demonstration?import=${firstImport.split('/').at(-1)}`)
    expect(await main(page)).toContain('It is not the one in force.')
    await lookOver(page, 'an earlier import’s figures')
  })

  it('a team’s posts, and what two more workers there would change, are clean and fit', async () => {
    await page.goto('/demonstration/establishment')
    await page.locator('#teams a', { hasText: 'Court Team 1' }).click()
    await page.waitForURL(/\/establishment\/teams\//)
    await lookOver(page, 'a team’s posts')
    await page.getByRole('button', { name: 'Work it out' }).click()
    await page.waitForURL(/\/more\?/)
    expect(await heading(page)).toContain('2 more full-time social workers')
    expect(await main(page)).toContain('Cannot go under')
    await lookOver(page, 'two more workers')
  })

  it('each preset names itself, says whether it weighs, and is clean', async () => {
    await page.goto('/demonstration/agreement')
    const presets = await page.locator('#others ~ * a[href*="?id="], #others a[href*="?id="]').all()
    const addresses = await Promise.all(presets.map((link) => link.getAttribute('href')))
    expect(new Set(addresses).size).toBeGreaterThanOrEqual(10)
    for (const address of new Set(addresses)) {
      await page.goto(address ?? '')
      expect(await main(page)).toMatch(/Weigh with this agreement|refuses|fill|blank/i)
      await lookOver(page, address ?? '')
    }
  })
})

/** Addresses of the import in force and of the first one there was. */
async function importsThere(): Promise<[string, string]> {
  await page.goto('/demonstration/imports')
  const links = await page.locator('main table a[href*="/imports/"]').all()
  const hrefs = await Promise.all(links.map((link) => link.getAttribute('href')))
  return [hrefs[0] ?? '', hrefs.at(-1) ?? '']
}

describe('a table', () => {
  it('keeps its order, filter and search in the address, over reload and back', async () => {
    await page.goto('/demonstration/cases')
    const all = await lede(page)
    await page.selectOption('select[name=status]', 'looked-after')
    await press(page, 'Show')
    expect(page.url()).toContain('status=looked-after')
    const filtered = await lede(page)
    expect(filtered).not.toBe(all)
    await go(page, /^Weight/)
    const ordered = page.url()
    expect(ordered).toContain('status=looked-after')
    expect(ordered).toContain('sort=demand')
    const weights = async (): Promise<number[]> =>
      (await table(page, /case/))
        .slice(1)
        .map((cells) => Number((cells.at(-1) ?? '').replaceAll(',', '')))
    const fall = await weights()
    expect(fall.length).toBeGreaterThan(10)
    expect(fall).toEqual([...fall].sort((a, b) => b - a))
    await go(page, /^Weight/)
    const rise = await weights()
    expect(rise).toEqual([...fall].sort((a, b) => a - b))
    await page.reload()
    expect(await weights()).toEqual(rise)
    await page.goBack()
    expect(page.url()).toBe(ordered)
    expect(await page.locator('select[name=status]').inputValue()).toBe('looked-after')
    expect(await weights()).toEqual(fall)
    await page.goBack()
    await page.goBack()
    expect(await lede(page)).toBe(all)
  })

  it('is downloaded as it stands: filtered, and whole where the page shows a part', async () => {
    await page.goto('/demonstration/cases?status=looked-after')
    const count = Number(/^([\d,]+)/.exec(await lede(page))?.[1]?.replace(',', ''))
    const book = await downloaded(page, page.getByRole('link', { name: /^Download .*workbook/ }))
    expect(rowsOf(book.bytes, 'Cases')).toHaveLength(1 + count)
    await page.goto('/demonstration/cases')
    const whole = await downloaded(page, page.getByRole('link', { name: /^Download .*CSV/ }))
    const open = Number(/^([\d,]+)/.exec(await lede(page))?.[1]?.replace(',', ''))
    expect(whole.bytes.toString('utf8').trim().split('\r\n')).toHaveLength(1 + open)
  })

  it('finds a worker by part of a name', async () => {
    await page.goto('/demonstration/workers')
    const name = (await page.locator('main table a[href*="/workers/"]').nth(5).innerText()).trim()
    await page.getByLabel('Worker’s name').fill(name.slice(0, 6))
    await page.keyboard.press('Enter')
    await page.waitForURL(/search=/)
    expect(await main(page)).toContain(name)
  })
})

describe('the doors of a page', () => {
  it('lead somewhere: every link of every kind of page answers, every anchor is there', async () => {
    const team = await firstOf('/demonstration/teams', 'teams')
    const worker = await firstOf(team, 'workers')
    const child = await firstOf(worker, 'cases')
    const [importInForce] = await importsThere()
    const pages = ['', '/teams', '/findings', '/waiting', '/people', '/agreement', '/imports'].map(
      (path) => `/demonstration${path}`,
    )
    const dead: string[] = []
    const answered = new Map<string, { status: number; text: string }>()
    const answerOf = async (path: string) => {
      const known = answered.get(path)
      if (known) return known
      const response = await context.request.get(path)
      const isPage = response.headers()['content-type']?.includes('html') ?? false
      const answer = { status: response.status(), text: isPage ? await response.text() : '' }
      answered.set(path, answer)
      return answer
    }
    for (const from of [...pages, team, worker, child, importInForce]) {
      await page.goto(from)
      const hrefs = await page
        .locator('a[href]')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
      // Of a long list the first ones stand for all; the rest differ by id alone.
      const kinds = new Map<string, string[]>()
      for (const href of new Set(hrefs)) {
        const kind = href.replace(/[0-9a-f-]{36}|\d[\w-]*/g, '·')
        kinds.set(kind, [...(kinds.get(kind) ?? []), href].slice(0, 2))
      }
      for (const href of [...kinds.values()].flat()) {
        const [path = '', anchor] = new URL(href, page.url()).href.split('#')
        const { status, text } = await answerOf(path)
        if (status >= 400) dead.push(`${from} → ${href}: ${status}`)
        else if (anchor && !text.includes(`id="${anchor}"`)) {
          dead.push(`${from} → ${href}: no such place on the page`)
        }
      }
    }
    expect(dead).toEqual([])
  })
})

describe('the keyboard', () => {
  it('reaches the content first, then the files, the day and the button, in that order', async () => {
    await page.goto('/own/imports/new')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Skip to main content')
    await page.keyboard.press('Enter')
    const path: string[] = []
    for (let n = 0; n < 12 && path.at(-1) !== 'Read these files'; n += 1) {
      await page.keyboard.press('Tab')
      const now = await focused()
      if (now !== path.at(-1)) path.push(now)
    }
    expect(path.slice(-3)).toEqual(['files', 'asOf', 'Read these files'])
    await page.keyboard.press('Enter')
    await page.locator('.govuk-error-summary').waitFor()
    await page.getByRole('link', { name: 'Choose at least one file.' }).press('Enter')
    expect(await focused()).toBe('files')
  })

  const focused = (): Promise<string> =>
    page.evaluate(() => {
      const { activeElement: on } = document
      return on?.getAttribute('name') || (on?.textContent ?? '').trim()
    })
})

describe('on paper', () => {
  it('is without navigation, forms and buttons, and with its tables whole', async () => {
    await page.goto(await firstOf('/demonstration/teams', 'teams'))
    await page.emulateMedia({ media: 'print' })
    try {
      for (const gone of ['.govuk-service-navigation', '.govuk-footer a', 'form']) {
        for (const each of await page.locator(gone).all()) {
          expect([gone, await each.isVisible()]).toEqual([gone, false])
        }
      }
      expect(await page.locator('h1').isVisible()).toBe(true)
      expect(await page.locator('.fl-print-head').innerText()).toMatch(/As of \d+ \w+ 20\d\d/i)
      const body = await page.locator('main').evaluate((element) => ({
        over: [...element.querySelectorAll('table')].filter(
          (each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1,
        ).length,
        colour: getComputedStyle(document.body).backgroundColor,
      }))
      expect(body.over).toBe(0)
    } finally {
      await page.emulateMedia({ media: 'screen' })
    }
  })
})
