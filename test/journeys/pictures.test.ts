import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import type { Page } from 'playwright-core'
import { demonstrationFiles } from '../../src/intake/simulate/index.ts'
import { contextFor } from './browser.ts'
import { workbookFile } from './files.ts'
import { browser, house, signedIn } from './house.ts'
import { dropIn, press, wholeReading } from './steps.ts'

const folder = process.env['FAIRLOAD_SHOTS'] ?? ''

const SIZES = [
  { where: 'desk', width: 1280, height: 1000 },
  { where: 'phone', width: 390, height: 844 },
] as const

/** Pictures for the guide: `FAIRLOAD_SHOTS=docs/guide/pictures npx vitest run test/journeys/pictures.test.ts`. */
describe.runIf(folder !== '')('the guide’s pictures', () => {
  it('are taken of the demonstration, at a desk and on a phone', async () => {
    mkdirSync(folder, { recursive: true })
    const here = await house('pictures', 'demonstration')
    const { address } = here
    const context = await contextFor(await browser(), { scripts: true, address })
    await context.addCookies(await signedIn('pictures', here))
    const page = await context.newPage()
    const team = await firstOf(page, '/demonstration/teams?search=court', 'teams')
    const worker = await firstOf(page, team, 'workers')
    const child = await firstOf(page, worker, 'cases')
    await take(page, 'service', '/demonstration')
    await take(page, 'team', team)
    await take(page, 'worker', worker)
    await take(page, 'case', child)
    await take(page, 'waiting', '/demonstration/waiting')
    const plan = await planFor(page, team)
    await take(page, 'plan', plan)
    await take(page, 'choices', `${plan}#choices`)
    await take(page, 'moves', `${plan}#moves`)
    await take(page, 'certificate', `${plan}/certificate`)
    await take(page, 'allocate', await firstOf(page, '/demonstration/waiting', 'allocate'))
    await take(page, 'import', await preview(page))
    await context.close()
  }, 240_000)
})

async function take(page: Page, name: string, address: string): Promise<void> {
  for (const { where, width, height } of SIZES) {
    await page.setViewportSize({ width, height })
    await page.goto(address)
    await page.evaluate(() => document.fonts.ready.then(() => undefined))
    await page.screenshot({ path: join(folder, `${name}-${where}.png`), animations: 'disabled' })
  }
}

async function firstOf(page: Page, list: string, kind: string): Promise<string> {
  await page.goto(list)
  const link = kind === 'allocate' ? 'a[href$="/allocate"]' : `a[href*="/${kind}/"]`
  const href = await page.locator(`main table ${link}`).first().getAttribute('href')
  if (!href) throw new Error(`No ${kind} on ${list}`)
  return href
}

/** The same invented authority's files dropped in by hand: the first day accepted, the next to be decided. */
async function preview(page: Page): Promise<string> {
  const [first, second] = demonstrationFiles()
  for (const day of [first, second]) {
    if (!day) throw new Error('The demonstration has fewer than two days')
    const files = [...day.files].map(([name, bytes]) => workbookFile(name, Buffer.from(bytes)))
    await dropIn(page, files, day.on)
    await wholeReading(page)
    if (day === first) await press(page, 'Accept this import')
  }
  return page.url()
}

/** A team’s plan, ready. */
async function planFor(page: Page, team: string): Promise<string> {
  await page.goto(team)
  await press(page, 'See the plan')
  await page.locator('#moves').waitFor({ timeout: 90_000 })
  return new URL(page.url()).pathname
}
