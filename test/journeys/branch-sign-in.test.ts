import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BrowserContext, Page } from 'playwright-core'
import { mailer } from '../../src/render/index.ts'
import { codeAt, stepAt } from '../../src/sign-in/index.ts'
import { branchServer, type BranchServer } from '../seeds/branch-server.ts'
import { testMail, type TestMail } from '../seeds/mail.ts'
import { contextFor } from './browser.ts'
import { browser } from './house.ts'
import { go, heading, lookOver, main, press, trouble } from './steps.ts'

let house: BranchServer
let mail: TestMail
let address: string

beforeAll(async () => {
  mail = await testMail()
  house = await branchServer({
    assets: true,
    mail: { mailer: mailer(mail.server), from: 'Sign-in <branch@union.example>' },
  })
  // A passkey belongs to a name; an address of digits has none.
  address = (await house.listen()).replace('127.0.0.1', 'localhost')
}, 120_000)
afterAll(async () => {
  await house?.close()
  await mail?.close()
})

/** The code that an app shows which was given the key on the page. */
async function shown(page: Page): Promise<string> {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const key = (await page.locator('li .fl-code').innerText()).replaceAll(' ', '')
  const bits = [...key].map((one) => alphabet.indexOf(one).toString(2).padStart(5, '0')).join('')
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)))
  return codeAt(secret, stepAt(house.deps.now()))
}

/** The address that the newest mail leads to, as this browser reaches it. */
async function mailed(before: number): Promise<string> {
  await expect.poll(() => mail.received.length).toBeGreaterThan(before)
  return /\/own\/sign-in\/link\/[\w-]+/.exec(mail.received.at(-1)?.text ?? '')?.[0] ?? ''
}

// Each page is looked over on the way, at two widths.
describe('the first person of a branch', { timeout: 120_000 }, () => {
  let context: BrowserContext
  let page: Page

  beforeAll(async () => {
    context = await contextFor(await browser(), { scripts: true, address })
    page = await context.newPage()
    page.setDefaultTimeout(30_000)
  })
  afterAll(() => context?.close())

  it('sets it up with the code that was printed, by two steps', async () => {
    await page.goto('/own/sign-in')
    expect(await heading(page)).toBe('Set up Fairload for your branch')
    await lookOver(page, 'the first set-up')
    await page.fill('[name=code]', (await house.signIn.firstCode(house.own)) ?? '')
    await page.fill('[name=name]', 'Wenna Pascoe')
    await page.fill('[name=email]', 'wenna@fairborough.gov.uk')
    await press(page, 'Continue')
    expect(await trouble(page)).toContain('The employer can read')
    await lookOver(page, 'an address of the employer’s refused')
    await page.fill('[name=email]', 'wenna@home.example')
    await press(page, 'Continue')
    await page.waitForURL(/authenticator$/)
    await lookOver(page, 'the authenticator')
    await page.fill('[name=code]', await shown(page))
    await press(page, 'Continue')
    await page.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor()
    await lookOver(page, 'recovery codes')
  })

  it('adds a passkey, and is in by it alone: it is two steps in one', async () => {
    // Looking a page over takes the device away again.
    const device = await context.newCDPSession(page)
    await device.send('WebAuthn.enable')
    await device.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    await page.goto('/own/sign-ins')
    expect(await main(page)).toContain('You are signed in only here.')
    await page.fill('#passkey-name', 'My phone')
    await press(page, 'Add a passkey')
    await page.getByRole('heading', { name: 'Make the passkey' }).waitFor()
    await press(page, 'Make it on this device')
    await page.waitForURL(/sign-ins#passkeys/)
    expect(await page.getByRole('button', { name: 'Remove My phone' }).count()).toBe(1)
    await press(page, 'Sign out')
    await page.waitForURL(/sign-in$/)
    await page.goto('/own/guests')
    await go(page, 'Sign in with a passkey')
    await press(page, 'Use your passkey')
    await page.waitForURL(/\/own\/guests$/)
    await page.goto('/own/sign-ins')
    await lookOver(page, 'one’s own sign-ins')
    await page.goto('/own/sign-in/passkey')
    await lookOver(page, 'signing in with a passkey')
    await page.goto('/own/guests')
  })

  it('lets a guest in by a link, and takes it back', async () => {
    await lookOver(page, 'no guests yet')
    await page.fill('[name=label]', 'Tenants’ group')
    await press(page, 'Make the link')
    await page.getByRole('heading', { name: 'The link is made' }).waitFor()
    await lookOver(page, 'the link for guests')
    const link = await page.locator('.fl-code').innerText()
    const guests = await contextFor(await browser(), { scripts: false, address })
    const guest = await guests.newPage()
    await guest.goto(link)
    expect(await main(guest)).toContain('Tenants’ group')
    await lookOver(guest, 'a guest at the door')
    await press(guest, 'Come in')
    await guest.waitForURL(/\/own$/)
    await page.goto('/own/guests')
    expect(await main(page)).toMatch(/1 link lets guests in today/)
    expect(await main(page)).toContain('1 in the week of')
    await lookOver(page, 'guests')
    await press(page, 'Take back the link for Tenants’ group')
    expect(await main(page)).toContain('Taken back')
    await guest.goto(link)
    expect(await heading(guest)).toBe('This link is not good any more')
    await guests.close()
  })

  it('says where the employer reads, and hands a member a code', async () => {
    await page.goto('/own/settings')
    await page.fill('[name=domain]', 'staff@care-trust.example')
    await press(page, 'Add the domain')
    expect(await main(page)).toContain('care-trust.example')
    await lookOver(page, 'settings')
    const added = await house.signIn.add(
      house.own,
      { email: 'isla@home.example', name: 'Isla Penrose', roles: [] },
      null,
    )
    expect(added.ok).toBe(true)
    await page.goto('/own/sign-in-codes')
    await page.fill('[name=email]', 'isla@home.example')
    await lookOver(page, 'a code to give')
    await press(page, 'Make the code')
    expect(await main(page)).toContain('Write it down for Isla Penrose')
    await lookOver(page, 'a code given')
  })
})

describe('a member, where no script runs', { timeout: 120_000 }, () => {
  let context: BrowserContext
  let page: Page
  beforeAll(async () => {
    context = await contextFor(await browser(), { scripts: false, address })
    page = await context.newPage()
    page.setDefaultTimeout(30_000)
  })
  afterAll(() => context?.close())

  it('is in by the link from their mail, and out again', async () => {
    await page.goto('/own/sign-ins')
    expect(await heading(page)).toBe('Sign in')
    await lookOver(page, 'signing in')
    await page.fill('[name=email]', 'isla@care-trust.example')
    await press(page, 'Send me a link')
    expect(await trouble(page)).toContain('Your employer can read what arrives')
    const before = mail.received.length
    await page.fill('[name=email]', 'isla@home.example')
    await press(page, 'Send me a link')
    expect(await heading(page)).toBe('Look in your email')
    await lookOver(page, 'the link is sent')
    await page.goto(await mailed(before))
    await lookOver(page, 'the link opened')
    await press(page, 'Sign in')
    await page.waitForURL(/\/own\/home$/)
    await page.goto('/own/sign-ins')
    expect(await main(page)).toContain('You are signed in only here.')
    await press(page, 'Sign out')
    expect(await heading(page)).toBe('Sign in')
  })

  it('is told what to do where a link was used', async () => {
    const before = mail.received.length
    await page.fill('[name=email]', 'isla@home.example')
    await press(page, 'Send me a link')
    const link = await mailed(before)
    await page.goto(link)
    await press(page, 'Sign in')
    await page.waitForURL(/\/own\/home$/)
    await page.goto(link)
    expect(await heading(page)).toBe('This link is not good any more')
    await lookOver(page, 'a link that was used')
    await page.getByRole('button', { name: 'Get a new link' }).click()
    await go(page, 'Sign in with a one-time code from a rep')
    await page.fill('[name=code]', 'K7QF-2MND-X8RA-9TBC')
    await press(page, 'Sign in')
    expect(await trouble(page)).toContain('This code is not good')
    await lookOver(page, 'a code that is not good')
  })
})
