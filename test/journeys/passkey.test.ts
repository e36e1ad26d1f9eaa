import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import { codeFor, FIRST, keyIn } from '../seeds/sign-in.mjs'
import { contextFor } from './browser.ts'
import { browser, house } from './house.ts'
import { go, heading, lookOver, main, press, trouble } from './steps.ts'

// Each page is looked over on the way, at two widths.
describe('somebody whose device keeps a passkey', { timeout: 120_000 }, () => {
  let context: BrowserContext
  let page: Page
  let device: CDPSession
  let authenticator: string
  let address: string

  beforeAll(async () => {
    const here = await house('passkeys', 'empty')
    // A passkey belongs to a name; an address of digits has none.
    address = here.address.replace('127.0.0.1', 'localhost')
    context = await contextFor(await browser(), { scripts: true, address })
    page = await context.newPage()
    page.setDefaultTimeout(30_000)
    device = await context.newCDPSession(page)
    await device.send('WebAuthn.enable')
    authenticator = (
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
    ).authenticatorId
    await page.goto('/own')
    await page.fill('[name=code]', here.code)
    for (const [name, value] of Object.entries(FIRST)) await page.fill(`[name=${name}]`, value)
    await page.fill('[name=again]', FIRST.password)
    await press(page, 'Continue')
    await page.waitForURL(/authenticator$/)
    await page.fill('[name=code]', codeFor(keyIn(await page.content())))
    await press(page, 'Continue')
    await page.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor()
    await page.goto('/own/sign-ins')
  })
  afterAll(() => context?.close())

  const verified = (isUserVerified: boolean) =>
    device.send('WebAuthn.setUserVerified', { authenticatorId: authenticator, isUserVerified })
  const keys = async () =>
    (await device.send('WebAuthn.getCredentials', { authenticatorId: authenticator })).credentials

  const remove = () => page.getByRole('button', { name: 'Remove My work laptop' })
  const signOut = async () => {
    await press(page, 'Sign out')
    await page.waitForURL(/sign-in$/)
  }

  it('adds it after their password, and sees it', async () => {
    expect(await heading(page)).toBe('Your sign-in')
    await page.fill('#passkey-name', 'My work laptop')
    await page.fill('#passkey-password', 'not my password')
    await press(page, 'Continue')
    await page.waitForURL(/prepare$/)
    expect(await trouble(page)).toContain('This is not your password')
    expect(await page.inputValue('#passkey-name')).toBe('My work laptop')
    await page.fill('#passkey-password', FIRST.password)
    await press(page, 'Continue')
    await page.getByRole('heading', { name: 'Make the passkey' }).waitFor()
    await press(page, 'Make it on this device')
    await page.waitForURL(/sign-ins#passkeys/)
    expect(await remove().count()).toBe(1)
    expect(await keys()).toHaveLength(1)
  })

  it('signs in by it alone, without a password and without a code', async () => {
    await signOut()
    await page.goto('/own/agreement')
    await go(page, 'Sign in with a passkey')
    expect(await heading(page)).toBe('Sign in with a passkey')
    await press(page, 'Use your passkey')
    await page.waitForURL(/\/own\/agreement$/)
    expect(await page.locator('.fl-account__name').innerText()).toBe(FIRST.name)
  })

  it('is told so where the device does not know them, and where it is stopped', async () => {
    await signOut()
    await page.goto('/own/sign-in/passkey')
    await verified(false)
    await press(page, 'Use your passkey')
    await page.getByText('Your device gave no passkey').waitFor()
    await verified(true)
    await press(page, 'Use your passkey')
    await page.waitForURL(/\/own(\/home)?$/)
  })

  it('cannot have an answer taken twice, nor one to a question of another page', async () => {
    await signOut()
    await page.goto('/own/sign-in/passkey')
    let sent: string | null = null
    await page.route('**/own/sign-in/passkey', async (route) => {
      if (route.request().method() === 'POST') sent = route.request().postData()
      await route.continue()
    })
    await press(page, 'Use your passkey')
    await page.waitForURL(/\/own(\/home)?$/)
    await page.unroute('**/own/sign-in/passkey')
    const post = (body: string) =>
      fetch(`${address}/own/sign-in/passkey`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: address, 'content-type': 'application/x-www-form-urlencoded' },
        body,
      })
    expect(sent).not.toBeNull()
    expect((await post(sent ?? '')).status).toBe(422)
    const fields = new URLSearchParams(sent ?? '')
    const answer = JSON.parse(fields.get('answer') ?? '{}')
    const data = JSON.parse(Buffer.from(answer.response.clientDataJSON, 'base64url').toString())
    const fresh = /data-question="([^"]+)"/.exec(
      await (await fetch(`${address}/own/sign-in/passkey`)).text(),
    )
    data.challenge = JSON.parse((fresh?.[1] ?? '').replaceAll('&quot;', '"')).challenge
    answer.response.clientDataJSON = Buffer.from(JSON.stringify(data)).toString('base64url')
    fields.set('answer', JSON.stringify(answer))
    expect((await post(fields.toString())).status).toBe(422)
  })

  it('lets a program read in their name, until they end it', async () => {
    await page.goto('/own/sign-ins')
    await page.fill('#token-name', 'Monthly report')
    await page.getByLabel('Read the agreement and its versions').check()
    await press(page, 'Make the token')
    await page.getByRole('heading', { name: 'Copy the token now' }).waitFor()
    const token = /flt_[\w-]+/.exec(await main(page))?.[0] ?? ''
    const ask = async (path: string) =>
      (
        await fetch(`${address}/api/v1/own/${path}`, {
          headers: { authorization: `Bearer ${token}` },
        })
      ).status
    expect([await ask('agreement'), await ask('imports')]).toEqual([200, 403])
    await press(page, 'I have copied it')
    expect(await main(page)).toContain(`…${token.slice(-4)}`)
    await page.getByRole('button', { name: /^End the token/ }).click()
    expect(await main(page)).toContain('Ended')
    expect(await ask('agreement')).toBe(401)
  })

  it('is asked for the code as before where no script runs', async () => {
    const plain = await contextFor(await browser(), { scripts: false, address })
    const other = await plain.newPage()
    await other.goto('/own/sign-in/passkey')
    expect(await main(other)).toContain('code of your authenticator app')
    expect(await other.getByRole('button', { name: 'Use your passkey' }).isVisible()).toBe(false)
    await lookOver(other, 'a passkey without scripts')
    await plain.close()
  })

  it('finds each of these pages in order, on a desk and on a phone', async () => {
    // On a page of its own: looking over ends the device that the other page has.
    const beside = await context.newPage()
    await beside.goto('/own/sign-ins')
    await lookOver(beside, 'your sign-in')
    await beside.fill('#passkey-name', 'Another device')
    await beside.fill('#passkey-password', 'not my password')
    await press(beside, 'Continue')
    await beside.waitForURL(/prepare$/)
    await lookOver(beside, 'a wrong password')
    await beside.fill('#passkey-password', FIRST.password)
    await press(beside, 'Continue')
    await beside.getByRole('heading', { name: 'Make the passkey' }).waitFor()
    await lookOver(beside, 'make the passkey')
    await beside.goto('/own/sign-ins')
    await beside.fill('#token-name', 'A program')
    await press(beside, 'Make the token')
    await beside.waitForURL(/tokens$/)
    expect(await trouble(beside)).toContain('Choose what the token may read')
    await lookOver(beside, 'a token for nothing')
    await beside.getByLabel('List plans', { exact: true }).check()
    await press(beside, 'Make the token')
    await beside.getByRole('heading', { name: 'Copy the token now' }).waitFor()
    await lookOver(beside, 'a token')
    await beside.goto('/own/sign-in/passkey')
    await lookOver(beside, 'sign in with a passkey')
    await beside.close()
  })

  it('removes it, and is in no more by it', async () => {
    await page.goto('/own/sign-ins')
    await remove().click()
    await page.waitForURL(/#passkeys$/)
    expect(await remove().count()).toBe(0)
    await signOut()
    await page.goto('/own/sign-in/passkey')
    await press(page, 'Use your passkey')
    expect(await trouble(page)).toContain('This passkey was not taken')
  })
})
