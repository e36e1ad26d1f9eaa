import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { demonstrationOfPeople } from '../../src/branch/demonstration/people.ts'
import type { DemonstrationGround } from '../../src/branch/demonstration/ground.ts'
import type { BranchPerson } from '../../src/core/branch-rights/index.ts'
import type { IsoDate } from '../../src/kit/index.ts'
import { branchServer, type BranchServer } from '../seeds/branch-server.ts'
import { contextFor } from './browser.ts'
import { browser, type Cookie } from './house.ts'
import { heading, press } from './steps.ts'

export interface BranchJourney {
  server: BranchServer
  /** An officer at a browser. */
  page: Page
  /** A member at another. */
  member: Page
  /** Somebody who passes by, without any cookie. */
  passerBy: Page
  close(): Promise<void>
}

/**
 * A branch with its sites and people and nothing else: what stands there in the end, the journey wrote
 * by its pages.
 */
export async function branchJourney(scripts: boolean, today: IsoDate): Promise<BranchJourney> {
  const server = await branchServer({ assets: true, today })
  const address = await server.listen()
  const ground: DemonstrationGround = {
    organisation: server.demonstration,
    today,
    now: server.deps.now(),
    sites: new Map(),
    teams: new Map(),
    people: new Map(),
    members: [],
    made: new Map(),
  }
  await demonstrationOfPeople(server.deps, ground)
  const contexts: BrowserContext[] = []
  const at = async (who: BranchPerson | undefined): Promise<Page> => {
    const context = await contextFor(await browser(), { scripts, address })
    contexts.push(context)
    if (who) await context.addCookies([await cookieOf(server, who.member, address)])
    const page = await context.newPage()
    page.setDefaultTimeout(30_000)
    return page
  }
  const secretary = ground.people.get('secretary')
  const [someone] = ground.members
  await server.signIn.setSamples(
    server.demonstration,
    [secretary, someone].flatMap((person) => person?.member ?? []),
  )
  return {
    server,
    page: await at(secretary),
    member: await at(someone),
    passerBy: await at(undefined),
    async close() {
      for (const context of contexts) await context.close()
      await server.close()
    },
  }
}

async function cookieOf(server: BranchServer, member: string, address: string): Promise<Cookie> {
  const visitor = { place: '127.0.0.1', agent: 'Chrome on Linux' }
  const walked = await server.signIn.walkAs(server.demonstration, member, visitor)
  if (!walked.ok) throw new Error(walked.problem.sentence)
  return { name: 'fairload-branch-demonstration', value: walked.value.token, url: address }
}

/** Types a day into its three fields. `day`: `2019-07-01`. */
export async function fillDay(page: Page, name: string, day: string): Promise<void> {
  const [year = '', month = '', date = ''] = day.split('-')
  await page.fill(`[name="${name}-day"]`, date)
  await page.fill(`[name="${name}-month"]`, month)
  await page.fill(`[name="${name}-year"]`, year)
}

/** Ticks what a list of checkboxes calls by this name. */
export const tick = (page: Page, label: string | RegExp): Promise<void> =>
  page.getByRole('checkbox', { name: label }).first().check()

/** Chooses from a list what these words stand in. */
export async function choose(page: Page, name: string, words: string): Promise<void> {
  const option = page.locator(`[name="${name}"] option`, { hasText: words }).first()
  await page.selectOption(`[name="${name}"]`, (await option.getAttribute('value')) ?? '')
}

export interface Planned {
  name: string
  first: string
  sites: readonly string[]
  days?: number
  /** As they were written, in the order of the visits. */
  rooms?: readonly string[]
}

/** Plans a round of lunchtimes at 12:15, sees its visits before anything is written, and makes it. */
export async function planRound(
  page: Page,
  { name, first, sites, days, rooms }: Planned,
): Promise<void> {
  await page.goto('/demonstration/rounds/new')
  await page.fill('[name="name"]', name)
  await fillDay(page, 'first', first)
  await page.fill('[name="days"]', String(days ?? sites.length))
  for (const site of sites) await tick(page, new RegExp(site))
  await page.fill('[name="at"]', '12:15')
  await page.getByRole('checkbox', { name: /a guess/ }).check()
  await press(page, 'Show the visits')
  expect(await heading(page)).toBe('The visits of the round')
  for (const [at, room] of (rooms ?? []).entries()) {
    await page.fill(`[name="visit-${at}-room"]`, room)
  }
  await press(page, 'Make the round')
  expect(await heading(page)).toBe(name)
}

/** Notes what was said at the meeting that is open, under a concern that is there or a new one. */
export async function noteConcern(
  page: Page,
  of: { words: string; people: number; theme: string; title?: string; concern?: string },
): Promise<void> {
  await page.fill('[name="words"]', of.words)
  await page.fill('[name="people"]', String(of.people))
  await page.selectOption('[name="theme"]', { label: of.theme })
  if (of.concern !== undefined) await page.selectOption('[name="concern"]', { label: of.concern })
  if (of.title !== undefined) await page.fill('[name="title"]', of.title)
  await press(page, 'Keep it, and note another')
}
