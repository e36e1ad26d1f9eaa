import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contextFor } from '../journeys/browser.ts'
import { browser } from '../journeys/house.ts'
import { BRANCH_HOST, branchServer, type BranchServer } from '../seeds/branch-server.ts'

const MOST = 100_000
const ASSETS = [
  'fairload.css',
  'fairload.js',
  'favicon-branch.svg',
  'atkinson-400.woff2',
  'atkinson-700.woff2',
]
const PUBLIC = ['', '/programme', '/wins', '/reps', '/sign-in', '/calendar']

let server: BranchServer
let address: string
let cookie: string

beforeAll(async () => {
  server = await branchServer({ filled: true, assets: true })
  address = await server.listen()
  const [officer] = await server.signIn.samples(server.demonstration)
  const visitor = { place: '127.0.0.1', agent: 'Chrome on Linux' }
  const walked = await server.signIn.walkAs(server.demonstration, officer?.member ?? '', visitor)
  if (!walked.ok) throw new Error(walked.problem.sentence)
  cookie = `fairload-branch-demonstration=${walked.value.token}`
}, 120_000)
afterAll(() => server?.close())

const get = (path: string, headers: Record<string, string> = {}) =>
  server.app.inject({
    method: 'GET',
    url: `/demonstration${path}`,
    headers: { host: BRANCH_HOST, ...headers },
  })

/** A page with all that a browser that was never here loads with it, as it is sent. */
const firstLoad = (page: string): number =>
  gzipSync(page).length + ASSETS.reduce((sum, asset) => sum + server.sentBytes(asset), 0)

describe('a page of the branch', () => {
  it.each(PUBLIC)(
    'that anybody opens weighs less than 100 KB, styles, script and typeface included: %s',
    async (path) => {
      const { body, statusCode } = await get(path)
      expect([200, 303]).toContain(statusCode)
      expect(firstLoad(body)).toBeLessThan(MOST)
    },
  )

  it.each(['/home', '/concerns', '/negotiation', '/programme', '/rounds', '/inspection'])(
    'that an officer opens weighs less than 100 KB as well: %s',
    async (path) => {
      const { body, statusCode } = await get(path, { cookie })
      expect(statusCode).toBe(200)
      expect(firstLoad(body)).toBeLessThan(MOST)
    },
  )

  it.each(PUBLIC)('that anybody opens leaves no cookie behind: %s', async (path) => {
    const { headers } = await get(path)
    expect(headers['set-cookie']).toBeUndefined()
  })

  it('loads nothing from anywhere else, and says so to the browser', async () => {
    for (const path of PUBLIC) {
      const { body, headers } = await get(path)
      const loaded = [...body.matchAll(/<(?:script|link|img|iframe)[^>]*?(?:src|href)="([^"]+)"/g)]
      expect(loaded.filter(([, to]) => !to?.startsWith('/'))).toEqual([])
      expect(headers['content-security-policy']).toContain("default-src 'none'")
      expect(headers['content-security-policy']).not.toMatch(/https?:/)
    }
  })

  it('is purple, and nowhere the other house’s teal or GOV.UK’s blue', async () => {
    const context = await contextFor(await browser(), { scripts: true, address })
    const page = await context.newPage()
    const colours = new Set<string>()
    for (const path of PUBLIC) {
      await page.goto(`/demonstration${path}`)
      const found = await page.evaluate(() =>
        [...document.querySelectorAll('*')].flatMap((element) => {
          const style = getComputedStyle(element)
          return [style.color, style.backgroundColor, style.borderTopColor, style.borderLeftColor]
        }),
      )
      for (const colour of found) colours.add(colour)
    }
    expect(colours).toContain('rgb(90, 42, 130)')
    for (const other of [
      'rgb(11, 93, 102)',
      'rgb(6, 47, 52)',
      'rgb(238, 245, 245)',
      'rgb(29, 112, 184)',
    ]) {
      expect(colours).not.toContain(other)
    }
    await context.close()
  }, 60_000)

  it('prints without its bars and buttons, its name and heading at the head of the sheet', async () => {
    const context = await contextFor(await browser(), { scripts: true, address })
    const page = await context.newPage()
    await page.emulateMedia({ media: 'print' })
    await page.goto('/demonstration')
    expect(await page.locator('.govuk-service-navigation').isVisible()).toBe(false)
    expect(await page.locator('.govuk-button').first().isVisible()).toBe(false)
    expect(await page.locator('.fl-print-head').innerText()).toContain('Fairborough branch')
    expect(await page.locator('h1').isVisible()).toBe(true)
    await context.close()
  }, 60_000)
})
