import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BrowserContext, Page } from 'playwright-core'
import { axeOn, contextFor, picture, sticksOut, WIDTHS } from '../journeys/browser.ts'
import { browser } from '../journeys/house.ts'
import { branchServer, type BranchServer } from '../seeds/branch-server.ts'

/**
 * Every page of the invented branch that a link leads to, for each kind of person. A page that somebody
 * before came to was looked at in the browser then: of it the answer and the links alone are asked.
 */

const shots = process.env['FAIRLOAD_SHOTS'] ?? ''
const ROOT = '/demonstration'
const who = ['officer', 'rep', 'member', 'nobody'] as const
type Kind = (typeof who)[number]

const looked = new Set<string>()
let server: BranchServer
let address: string

beforeAll(async () => {
  server = await branchServer({ filled: true, assets: true })
  address = await server.listen()
}, 120_000)
afterAll(() => server?.close())

async function arrive(kind: Kind): Promise<BrowserContext> {
  const context = await contextFor(await browser(), { scripts: true, address })
  if (kind === 'nobody') return context
  const samples = await server.signIn.samples(server.demonstration)
  const at = { officer: 0, rep: 1, member: 2 }[kind]
  const member = samples[at]?.member ?? ''
  const visitor = { place: '127.0.0.1', agent: 'Chrome on Linux' }
  const walked = await server.signIn.walkAs(server.demonstration, member, visitor)
  if (!walked.ok) throw new Error(walked.problem.sentence)
  const name = 'fairload-branch-demonstration'
  await context.addCookies([{ name, value: walked.value.token, url: address }])
  return context
}

/** One address of each kind of page: ids do not tell two apart. */
const kindOf = (href: string): string =>
  href
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '·')
    .replace(/[?#].*$/, '')
    .replace(/\/$/, '')

const isPage = (href: string): boolean =>
  (href === ROOT || href.startsWith(`${ROOT}/`)) &&
  !/\.(ics|csv|xlsx|json|pdf|vcf|svg|xml|txt)([?#]|$)/.test(href)

async function linksOn(page: Page): Promise<string[]> {
  const hrefs = await page
    .locator('a[href]')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
  return hrefs.filter(isPage)
}

/** The same of a page that no browser shows. */
const linksIn = (html: string): string[] =>
  [...html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)]
    .map(([, href = '']) => href.replaceAll('&amp;', '&'))
    .filter(isPage)

describe('every page of the branch', () => {
  it.each(who)(
    'that %s comes to answers, is open to everyone, fits a phone, and asks nothing of anywhere else',
    async (kind) => {
      const context = await arrive(kind)
      const page = await context.newPage()
      const elsewhere: string[] = []
      page.on('request', (request) => {
        if (!request.url().startsWith(address)) elsewhere.push(request.url())
      })
      const start = kind === 'nobody' ? ROOT : `${ROOT}/home`
      const seen = new Set<string>()
      const isNew = (href: string): boolean => !looked.has(kindOf(href)) || href === start
      const wrong: Record<string, unknown> = {}
      const waiting = [start, ROOT]
      if (shots !== '') mkdirSync(join(shots, kind), { recursive: true })
      while (waiting.length > 0) {
        const href = waiting.shift() ?? ''
        if (seen.has(kindOf(href))) continue
        seen.add(kindOf(href))
        const found: Record<string, unknown> = {}
        const isFirst = isNew(href)
        const answer = isFirst ? await page.goto(href) : await context.request.get(href)
        const status = answer?.status() ?? 0
        if (status >= 400) found['answers'] = status
        waiting.push(...(isFirst ? await linksOn(page) : linksIn((await answer?.text()) ?? '')))
        // What differs for somebody else on a page that was looked at is checked by its own tests.
        const widths = isFirst ? Object.entries(WIDTHS) : []
        looked.add(kindOf(href))
        for (const [name, width] of widths) {
          await page.setViewportSize({ width, height: 900 })
          const [axe, out] = [await axeOn(page), await sticksOut(page)]
          if (axe.length > 0) found[`axe at a ${name}`] = axe
          if (out.length > 0) found[`wider than a ${name}`] = out
          if (shots !== '') {
            const file = `${kindOf(href).slice(1).replace(/\W+/g, '-')}.${width}.png`
            await picture(page, join(shots, kind, file))
          }
        }
        if (Object.keys(found).length > 0) wrong[href] = found
      }
      await context.close()
      expect(elsewhere).toEqual([])
      expect(wrong).toEqual({})
      expect(seen.size).toBeGreaterThan(kind === 'nobody' ? 1 : 5)
    },
    600_000,
  )
})
