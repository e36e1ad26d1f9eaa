import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BrowserContext, Page } from 'playwright-core'
import { brokenFiles } from '../samples/broken.ts'
import { contextFor } from './browser.ts'
import { annexA, workbookFile } from './files.ts'
import { browser, house, signedIn, ROOT } from './house.ts'
import { dropIn, heading, isReading, lede, lookOver, main, press, wholeReading } from './steps.ts'

let context: BrowserContext
let page: Page
const folder = mkdtempSync(join(tmpdir(), 'fairload-journey-'))

beforeAll(async () => {
  const here = await house('broken files', 'empty')
  const { address } = here
  context = await contextFor(await browser(), { scripts: true, address })
  await context.addCookies(await signedIn('broken files', here))
  page = await context.newPage()
  page.setDefaultTimeout(15_000)
})
afterAll(async () => {
  await context?.close()
  rmSync(folder, { recursive: true, force: true })
})

const sent = (
  name:
    | 'truncatedZip'
    | 'pdfRenamed'
    | 'passwordProtected'
    | 'doctypeXml'
    | 'zipBombByRatio'
    | 'emptyFile',
) => {
  const file = brokenFiles[name]
  return workbookFile(file.name, file.bytes())
}

describe('a file that cannot be read', () => {
  it.each([
    ['emptyFile', /empty/i],
    ['truncatedZip', /cut short|not whole|incomplete|ends too early/i],
    ['pdfRenamed', /PDF/],
    ['passwordProtected', /password/i],
    ['zipBombByRatio', /unpack/i],
    ['doctypeXml', /DOCTYPE|document type/i],
  ] as const)('%s gets a clear sentence, and nothing of it is kept', async (name, sentence) => {
    const file = sent(name)
    await dropIn(page, [file], '2026-09-30')
    expect(await wholeReading(page)).toBe(
      'These files could not be read, so nothing was kept of them.',
    )
    const said = await main(page)
    expect(said).toMatch(sentence)
    expect(said).toContain(file.name)
    expect(said).toContain('Nothing of it is in any figure.')
    expect(said).not.toMatch(/at .*\.(ts|js):\d+|undefined|null|Error:/)
    await page.goto('/own')
    expect(await heading(page)).toContain('there are no figures yet')
  })

  it('beside a sound one: the sentence names the file, and nothing is accepted by half', async () => {
    await dropIn(page, [annexA(), sent('pdfRenamed')], '2021-03-16')
    await wholeReading(page)
    expect(await main(page)).toContain(brokenFiles.pdfRenamed.name)
    expect(await main(page)).toContain('PDF')
    await lookOver(page, 'a broken file beside a sound one')
    const refuse = page.getByRole('button', { name: 'Refuse it' })
    if ((await refuse.count()) > 0) await refuse.click()
    await page.goto('/own')
    expect(await heading(page)).toContain('there are no figures yet')
  })

  it('is shown in the history as one that could not be read', async () => {
    await page.goto('/own/imports')
    expect(await main(page)).toContain('Could not be read')
    await lookOver(page, 'imports that could not be read')
  })
})

describe('a large authority', () => {
  it('is read while every page stays quick, with its stages shown', async () => {
    execFileSync(
      process.execPath,
      [
        join(ROOT, 'bin', 'fairload.mjs'),
        'generate',
        '--cases',
        '3000',
        '--workers',
        '150',
        '--out',
        folder,
      ],
      { stdio: 'ignore' },
    )
    const files = ['Annex A.xlsx', 'People.xlsx'].map((name) =>
      workbookFile(name, readFileSync(join(folder, name))),
    )
    await dropIn(page, files, '2026-09-30')
    const importing = page.url()
    await lookOver(page, 'an import being read')
    const took: number[] = []
    for (let reading = true; reading && took.length < 200;) {
      for (const path of ['/own/imports', '/own/agreement', '/own']) {
        const from = performance.now()
        await context.request.get(path)
        took.push(performance.now() - from)
      }
      reading = await isReading(page, importing)
    }
    const [median = 0, slowest = 0] = [took.sort((a, b) => a - b)[took.length >> 1], took.at(-1)]
    console.info(
      `while a large upload was read: ${took.length} pages, median ${median.toFixed(0)} ms, slowest ${slowest.toFixed(0)} ms`,
    )
    expect(slowest).toBeLessThan(2_000)
    expect(await wholeReading(page)).toContain('It waits for your decision.')
    await press(page, 'Accept this import')
    expect(await lede(page)).toMatch(/workers are over the safe line/)
  }, 120_000)
})
