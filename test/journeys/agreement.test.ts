import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BrowserContext, Page } from 'playwright-core'
import { contextFor } from './browser.ts'
import { browser, house } from './house.ts'
import { downloaded, go, heading, lede, lookOver, main, press, standing, trouble } from './steps.ts'

/**
 * The service's manager and the branch's negotiator settle an agreement: drafted and replayed by
 * the one, read and signed by both, in force from its day. No script runs.
 */
const contexts: BrowserContext[] = []
let manager: Page
let branch: Page
let worker: Page

async function walkAs(role: string, address: string): Promise<Page> {
  const context = await contextFor(await browser(), { scripts: false, address })
  contexts.push(context)
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  await page.goto('/demonstration')
  await press(page, role)
  return page
}

beforeAll(async () => {
  const { address } = await house('agreement', 'demonstration')
  manager = await walkAs('Service manager', address)
  branch = await walkAs('Agreement party', address)
  worker = await walkAs('Social worker', address)
}, 120_000)
afterAll(() => Promise.all(contexts.map((context) => context.close())))

const KEY = 'our-agreement%401.0'
const overIn = (sentence: string): [now: number, before: number] => {
  const [, now, before] = /(\d+) people over the safe line instead of (\d+)/.exec(sentence) ?? []
  return [Number(now), Number(before)]
}

describe('an agreement, from a draft to the figures it makes', () => {
  let over: [now: number, before: number]

  it('begins as a draft of the one in force, and nothing runs on it', async () => {
    await manager.goto('/demonstration/agreement')
    await press(manager, 'Begin the draft')
    expect(await lede(manager)).toContain('A draft, text 1: nothing runs on it.')
    await lookOver(manager, 'a draft')
    await manager.goto('/demonstration')
    expect(await standing(manager)).toContain('Fairload hours')
  })

  it('says at the field what is wrong, and keeps every text', async () => {
    await manager.goto(`/demonstration/agreement?id=${KEY}`)
    await go(manager, 'Edit this draft')
    await manager.fill('#weight-child-protection-plan', 'eight and a half')
    await press(manager, 'Save as a new text')
    expect(await trouble(manager)).toContain('such as 8.5')
    await lookOver(manager, 'a draft with a mistake')
    await manager.fill('#weight-child-protection-plan', '14.5')
    await manager.fill('#words', 'Joint panel, March')
    await press(manager, 'Save as a new text')
    expect(await lede(manager)).toContain('Saving makes text 3')
    for (const part of ['Handover', 'Protection', 'Who answers an overload']) {
      await go(manager, part)
      expect((await heading(manager)).endsWith(part)).toBe(true)
      await lookOver(manager, part)
    }
  })

  it('is compared clause by clause, and replayed on a past day', async () => {
    await manager.goto(`/demonstration/agreement?id=${KEY}`)
    await go(manager, 'Side by side with the one in force')
    expect(await main(manager)).toContain(
      'A child protection plan weighs 8.5 → 14.5 hours a month.',
    )
    await lookOver(manager, 'two side by side')
    await manager.goto(`/demonstration/agreement/replay?id=${KEY}`)
    over = overIn(await lede(manager))
    expect(over[0]).toBeGreaterThan(over[1])
    await lookOver(manager, 'a replay')
    const { bytes } = await downloaded(
      manager,
      manager.getByRole('link', { name: /Download as CSV/ }).first(),
    )
    expect(bytes.toString('utf8')).toContain('Workers over the safe line')
  })

  it('is commented on, proposed from a day, and then stands as it is', async () => {
    await branch.goto(`/demonstration/agreement?id=${KEY}`)
    await branch.selectOption('#clause', 'lines.safe')
    await branch.fill('#words', 'Duty weeks are over this already.')
    await press(branch, 'Add this comment')
    expect(await branch.locator('[id="lines.safe"]').innerText()).toContain('Duty weeks')
    await manager.goto(`/demonstration/agreement?id=${KEY}`)
    const today = new Date()
    const [day, month, year] = [today.getDate(), today.getMonth() + 1, today.getFullYear()]
    await manager.fill('#effective-day', String(day))
    await manager.fill('#effective-month', String(month))
    await manager.fill('#effective-year', String(year))
    await press(manager, 'Propose this text')
    expect(await lede(manager)).toContain('Nobody has signed it yet')
    const edit = await manager.request.get(`/demonstration/agreement/edit?id=${KEY}`)
    expect(edit.status()).toBe(404)
  })

  it('is signed by both parties, each for their own, and only by who has read it', async () => {
    await press(manager, 'Read and sign')
    expect(overIn(await main(manager))).toEqual(over)
    await press(manager, 'Sign for the service')
    expect(await trouble(manager)).toContain('you have read this text')
    await lookOver(manager, 'signing')
    await manager.check('input[name=read]')
    await press(manager, 'Sign for the service')
    expect(await lede(manager)).toContain('it waits for the branch')
    await manager.goto('/demonstration')
    expect(await standing(manager)).toContain('Fairload hours')

    await branch.goto(`/demonstration/agreement/replay?id=${KEY}`)
    expect(await main(branch)).toContain('nobody is named')
    await lookOver(branch, 'a replay for the branch')
    await branch.goto(`/demonstration/agreement/sign?id=${KEY}`)
    await branch.check('input[name=read]')
    await press(branch, 'Sign for the branch')
    expect(await lede(branch)).toContain('Signed by both parties and in force since')
    await lookOver(branch, 'a signed agreement')
  })

  it('runs from its day: every figure follows, and is no starting point any more', async () => {
    await manager.goto('/demonstration')
    expect(await standing(manager)).toContain('Fairborough agreement 1.0')
    expect(await standing(manager)).not.toContain('starting point')
    expect(await lede(manager)).toContain(`${over[0]} of`)
    await manager.goto('/demonstration/agreement?id=cwla-1999')
    const choose = manager.getByRole('button', { name: 'Weigh with this agreement' })
    expect(await choose.count()).toBe(0)
  })

  it('is withdrawn with a reason, and the one before is in force again', async () => {
    await manager.goto('/demonstration/agreement')
    await manager.locator('summary', { hasText: 'Withdraw this version' }).click()
    await press(manager, 'Withdraw')
    expect(await trouble(manager)).toContain('Say why')
    await manager.fill('#reason', 'Both parties begin anew in May.')
    await press(manager, 'Withdraw')
    expect(await lede(manager)).toContain('Both parties begin anew in May.')
    await manager.goto('/demonstration')
    expect(await standing(manager)).toContain('Fairload hours')
    expect(await standing(manager)).toContain('starting point')
  })
})

describe('a worker who finds something wrong', () => {
  it('says so with what shows it, and reads the answer beside the figures', async () => {
    await worker.goto('/demonstration/home')
    await worker.locator('main a.govuk-button').click()
    await worker.waitForLoadState()
    await go(worker, 'Say what is wrong, and what shows it')
    await press(worker, 'Send it')
    expect(await trouble(worker)).toContain('Say what is wrong.')
    await lookOver(worker, 'a query')
    await worker.check('input[value=count]')
    await worker.fill('#words', 'One of these closed in August.')
    await worker.fill('#evidence', 'The closing letter of 3 August.')
    await press(worker, 'Send it')
    const [own = ''] = worker.url().split('#')
    expect(await main(worker)).toContain('Waits for an answer')

    await manager.goto('/demonstration/queries')
    expect(await lede(manager)).toBe('1 query waits for an answer.')
    await lookOver(manager, 'queries')
    await manager.check('input[value=put-right]')
    await manager.locator('textarea[name=words]').fill('Closed in the case system today.')
    await press(manager, 'Answer')
    expect(await lede(manager)).toBe('Nobody waits for an answer.')

    await worker.goto(own)
    expect(await main(worker)).toContain('Closed in the case system today.')
    await lookOver(worker, 'an answered query')
  })
})
