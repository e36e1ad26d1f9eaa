import { afterAll, beforeAll, expect, it } from 'vitest'
import { setTimeout as wait } from 'node:timers/promises'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { contextFor } from './browser.ts'
import { rowsOf, sheetsOf } from './files.ts'
import { browser, house, signedIn, ROOT } from './house.ts'
import { downloaded, go, heading, lede, lookOver, main, press, table } from './steps.ts'

/** Plans are searched for while the page is looked over; on a busy machine that takes its time. */
const STEP_MS = 120_000

/** A team’s manager and a plan, on the demonstration: each step stands on the ones before it. */
export function planner(scripts: boolean): void {
  let context: BrowserContext
  let page: Page
  let team: string
  let plan: string

  beforeAll(async () => {
    const here = await house('with scripts', 'demonstration')
    context = await contextFor(await browser(), { scripts, address: here.address })
    await context.addCookies(await signedIn('with scripts', here))
    page = await context.newPage()
    page.setDefaultTimeout(15_000)
  })
  afterAll(() => context?.close())

  /** Waits until the plan on the page is ready; without scripts the page asks anew by itself. */
  const whole = async (): Promise<void> => {
    const until = Date.now() + 90_000
    while (Date.now() < until) {
      const answer = await context.request.get(`${new URL(page.url()).pathname}.json`)
      if (answer.ok()) break
      await wait(300)
    }
    await page.reload().catch(() => undefined)
    await page.locator('#moves').waitFor({ timeout: 20_000 })
    plan = new URL(page.url()).pathname
  }
  const choices = (): Promise<string[][]> => table(page, 'What each number of moves buys')

  it(
    'opens a team, and asks what would help',
    async () => {
      await page.goto('/demonstration/teams')
      const teams = (await table(page, 'Teams')).slice(1)
      // The team with the most workers over the line has something to share out.
      const fullest = teams
        .filter(([name = '']) => !name.includes('with its teams'))
        .sort((a, b) => Number(b[2]) - Number(a[2]))[0]?.[0]
      team = fullest ?? ''
      await go(page, team)
      expect(await heading(page)).toBe(team)
      await page
        .getByRole('button', { name: 'See the plan' })
        .or(page.getByRole('link', { name: 'See the plan' }))
        .first()
        .click()
      expect(await heading(page)).toMatch(/^Plan \d+$/)
    },
    STEP_MS,
  )

  it(
    'may leave the page while it is made, and reads what it does in a sentence',
    async () => {
      const address = page.url()
      await page.goto('/demonstration/plans')
      await lookOver(page, 'the list of plans')
      await page.goto(address)
      await whole()
      expect(await lede(page)).toMatch(/^(\d+ moves?|A worker|No move)/)
      expect(await lede(page)).toMatch(/No plan/)
      await lookOver(page, 'a plan')
      await page.locator('summary', { hasText: 'The same as a table' }).click()
      const names = (await table(page, 'Workers, by name')).slice(1).map(([name = '']) => name)
      expect(names.length).toBeGreaterThan(1)
      expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en-GB')))
    },
    STEP_MS,
  )

  it(
    'chooses as many moves as help, then fewer, and each is a plan of its own',
    async () => {
      await page.getByLabel(/^As many as help/).check()
      await press(page, 'Show the plan with these moves')
      await whole()
      const most = (await choices()).at(-1)
      expect(most?.[0]).toContain('this plan')
      const all = Number((most?.[1] ?? '').split(' ')[0])
      expect(all).toBeGreaterThan(1)
      const fewer = (await choices())
        .slice(1)
        .findIndex(([, moves = '']) => Number(moves.split(' ')[0]) > 0)
      await page.locator('#choices input[type=radio]').nth(fewer).check()
      await press(page, 'Show the plan with these moves')
      await whole()
      const caption = (await choices())[fewer + 1] ?? []
      expect(caption[0]).toContain('this plan')
      const moves = (await page.locator('#moves tbody tr').count()) || 0
      expect(moves).toBeGreaterThan(0)
      expect(moves).toBeLessThanOrEqual(all)
    },
    STEP_MS,
  )

  it(
    'keeps a child where they are, and the plan is made again around them',
    async () => {
      const row = page.locator('#moves tbody tr', { has: page.locator('select') }).first()
      const family = (await row.locator('th').innerText()).trim()
      await row.locator('select').selectOption('child-wish')
      await press(page, 'Make the plan again')
      await whole()
      const kept = (await table(page, 'Kept where they are, because somebody said so')).slice(1)
      expect(kept.map(([children]) => children)).toContain(family)
      const moved = await page
        .locator('#moves tbody tr', { hasNot: page.locator('option[selected]:not([value=""])') })
        .locator('th')
        .allInnerTexts()
      expect(moved.map((children) => children.trim())).not.toContain(family)
      await lookOver(page, 'a plan with a child kept')
      for (const child of family.split(', ')) expect(page.url()).not.toContain(child)
    },
    STEP_MS,
  )

  it(
    'takes the plan home: what the workbook holds is what the page says',
    async () => {
      const book = await downloaded(
        page,
        page.locator('#moves').getByRole('link', { name: /^Download as a workbook/ }),
      )
      expect(sheetsOf(book.bytes)).toContain('Moves')
      const inBook = rowsOf(book.bytes, 'Moves').slice(1)
      const onPage = await page.locator('#moves .fl-person').allInnerTexts()
      expect(inBook.flatMap((row) => [row[3], row[4]])).toEqual(onPage.map((name) => name.trim()))
      await page.goto(plan)
      const pdf = await context.request.get(`${plan}.pdf`)
      const text = (await pdf.body()).toString('latin1')
      expect(text.startsWith('%PDF')).toBe(true)
      expect(text).toContain('/Marked true')
    },
    STEP_MS,
  )

  it(
    'reads the certificate, and has the file checked',
    async () => {
      await go(page, 'The proof, in plain words')
      expect(await heading(page)).toMatch(/^Certificate of plan \d+$/)
      expect(await main(page)).toContain('fairload check')
      await lookOver(page, 'a certificate')
      const file = await downloaded(page, page.getByRole('link', { name: /^Download as JSON/ }))
      const folder = mkdtempSync(join(tmpdir(), 'fairload-journey-'))
      try {
        const path = join(folder, file.name)
        writeFileSync(path, file.bytes)
        const said = execFileSync(process.execPath, [
          join(ROOT, 'bin', 'fairload.mjs'),
          'check',
          path,
        ])
        expect(said.toString()).not.toBe('')
        // One figure changed: the check must say so.
        const forged = file.bytes.toString('utf8').replace(/"transfers": ?(\d+)/, '"transfers":$11')
        expect(forged).not.toBe(file.bytes.toString('utf8'))
        writeFileSync(path, forged)
        expect(() =>
          execFileSync(process.execPath, [join(ROOT, 'bin', 'fairload.mjs'), 'check', path], {
            stdio: 'pipe',
          }),
        ).toThrow()
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    },
    STEP_MS,
  )

  it(
    'asks who could take a child who waits',
    async () => {
      await page.goto('/demonstration/waiting')
      await go(page, /^Who could take it/)
      expect(await heading(page)).toBe('Who could take this?')
      expect(await lede(page)).toMatch(/take this/)
      await lookOver(page, 'who could take a child')
      await page.goto(`${new URL(page.url()).pathname}?reach=service`)
      await lookOver(page, 'who in the service could take a child')
      const book = await downloaded(
        page,
        page.getByRole('link', { name: /^Download as a workbook/ }),
      )
      const inBook = rowsOf(book.bytes, 'Could take it').slice(1)
      const first = (await page.locator('main tbody tr th').first().innerText()).trim()
      expect(inBook[0]?.[0]).toBe(first)
    },
    STEP_MS,
  )
}
