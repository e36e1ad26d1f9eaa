import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { axeOn, sticksOut, WIDTHS } from './browser.ts'
import type { Picked } from './files.ts'

/** What a person does and sees, whichever page they are on. */

export const heading = (page: Page): Promise<string> => page.locator('h1').innerText()

/** The sentence that a page opens with. */
export const lede = (page: Page): Promise<string> => page.locator('.fl-lede').innerText()

/** The line that says as of when and by which agreement. */
export const standing = (page: Page): Promise<string> => page.locator('.fl-standing').innerText()

export const main = (page: Page): Promise<string> => page.locator('main').innerText()

/** The error summary above the page. */
export const trouble = (page: Page): Promise<string> =>
  page.locator('.govuk-error-summary').innerText()

export const go = (page: Page, link: string | RegExp): Promise<void> =>
  page
    .getByRole('link', { name: link, exact: typeof link === 'string' })
    .first()
    .click()

export const press = (page: Page, button: string): Promise<void> =>
  page.getByRole('button', { name: button, exact: true }).click()

/** Drops files in on the page for it. `day`: `2021-03-16`. */
export async function dropIn(page: Page, files: Picked[], day: string): Promise<void> {
  await page.goto('/own/imports/new')
  await page.setInputFiles('#files', files)
  await page.fill('#asOf', day)
  await press(page, 'Read these files')
}

/**
 * Waits until the files are read, and returns the sentence that the page then opens with. `by
 * itself`: the page must move on without anybody touching it.
 */
export async function wholeReading(page: Page, how?: 'by itself'): Promise<string> {
  if (how === undefined) {
    const until = Date.now() + 60_000
    while ((await isReading(page, page.url())) && Date.now() < until) await wait(200)
    // The page may be loading itself anew this very moment; either of the two will do.
    await page.reload().catch(() => undefined)
  }
  await page.locator('.fl-lede', { hasNotText: BEING_READ }).waitFor({ timeout: 60_000 })
  return lede(page)
}

const BEING_READ = 'are being read'

/** Whether the page at an address says that files are being read; asked without opening it. */
export const isReading = async (page: Page, address: string): Promise<boolean> =>
  (await (await page.context().request.get(address)).text()).includes(BEING_READ)

/** What a link downloads. */
export async function downloaded(
  page: Page,
  link: Locator,
): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

/** A table under this caption, as its rows' cells; the headings first. */
export const table = (page: Page, caption: string | RegExp): Promise<string[][]> =>
  page
    .locator('table', { has: page.locator('caption', { hasText: caption }) })
    .first()
    .locator('tr')
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll('th, td')].map((cell) => (cell.textContent ?? '').trim()),
      ),
    )

/**
 * Looks at the page as it stands, at a desk and on the narrowest phone: axe finds nothing, and
 * nothing makes the page scroll sideways.
 */
export async function lookOver(page: Page, what: string): Promise<void> {
  const found: Record<string, unknown> = {}
  for (const [name, width] of Object.entries(WIDTHS)) {
    await page.setViewportSize({ width, height: 900 })
    const [axe, out] = [await axeOn(page), await sticksOut(page)]
    if (axe.length > 0) found[`axe on a ${name}`] = axe
    if (out.length > 0) found[`wider than a ${name}`] = out
  }
  await page.setViewportSize({ width: WIDTHS.desk, height: 900 })
  expect({ what, ...found }).toEqual({ what })
}
