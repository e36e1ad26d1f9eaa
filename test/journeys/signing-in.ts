import { afterAll, beforeAll, expect, it } from 'vitest'
import type { BrowserContext, Page } from 'playwright-core'
import { codeFor, FIRST, keyIn } from '../seeds/sign-in.mjs'
import { contextFor } from './browser.ts'
import { browser, house } from './house.ts'
import { go, heading, lookOver, main, press, trouble } from './steps.ts'

/** The first person of an authority: set-up with the printed code, out, in again, and somebody else's code. */
export function signingIn(scripts: boolean): void {
  let context: BrowserContext
  let page: Page
  let code: string
  let key = ''

  beforeAll(async () => {
    const here = await house(`signing in ${scripts}`, 'empty')
    code = here.code
    context = await contextFor(await browser(), { scripts, address: here.address })
    page = await context.newPage()
    page.setDefaultTimeout(30_000)
  })
  afterAll(() => context?.close())

  it('is led to set-up, and told what is wrong beside the field', async () => {
    await page.goto('/own/imports/new')
    expect(await heading(page)).toBe('Set up Fairload for your authority')
    await lookOver(page, 'set-up')
    await page.fill('[name=code]', code)
    await page.fill('[name=name]', FIRST.name)
    await page.fill('[name=email]', FIRST.email)
    await page.fill('[name=password]', 'short')
    await page.fill('[name=again]', 'short')
    await press(page, 'Continue')
    expect(await trouble(page)).toContain('at least 12 characters')
    await lookOver(page, 'a weak password')
  })

  it('adds an authenticator app, keeps recovery codes, and is in', async () => {
    await page.fill('[name=password]', FIRST.password)
    await page.fill('[name=again]', FIRST.password)
    await press(page, 'Continue')
    expect(await heading(page)).toBe('Add Fairload to your authenticator app')
    await lookOver(page, 'the authenticator')
    key = keyIn(await page.content())
    await page.fill('[name=code]', codeFor(key))
    await press(page, 'Continue')
    expect(await heading(page)).toBe('Keep these recovery codes')
    await lookOver(page, 'recovery codes')
    await page.getByRole('button', { name: 'I have kept them: go to Fairload' }).click()
    expect(await heading(page)).toBe('The whole service: there are no figures yet')
  })

  it('gives somebody else a code, once', async () => {
    await go(page, 'Sign-ins')
    await lookOver(page, 'sign-ins and roles')
    await page.fill('[name=email]', 'jo.lin@moreton.example')
    await page.fill('[name=name]', 'Jo Lin')
    await page.getByLabel('Auditor', { exact: true }).check()
    await press(page, 'Add this person')
    expect(await heading(page)).toBe('A code for Jo Lin')
    await lookOver(page, 'a code for somebody')
    await page.getByRole('button', { name: 'I have passed it on' }).click()
    expect(await main(page)).toContain('Not set up yet')
    await lookOver(page, 'a person')
  })

  it('signs out, and in again in two steps to the page asked for', async () => {
    await press(page, 'Sign out')
    expect(await heading(page)).toBe('Sign in')
    await page.goto('/own/agreement')
    expect(await heading(page)).toBe('Sign in')
    await lookOver(page, 'sign in')
    await page.fill('[name=email]', FIRST.email)
    await page.fill('[name=password]', 'not my password')
    await press(page, 'Continue')
    expect(await trouble(page)).toContain('do not match')
    await page.fill('[name=password]', FIRST.password)
    await press(page, 'Continue')
    expect(await heading(page)).toBe('Enter the code from your app')
    await lookOver(page, 'the second step')
    // The app's next code: the one before was used at set-up.
    await page.fill('[name=code]', codeFor(key, 1))
    await press(page, 'Sign in')
    await page.waitForURL(/\/own\/agreement$/)
  })

  it('sees where they are signed in', async () => {
    await go(page, FIRST.name)
    expect(await heading(page)).toBe('Your sign-in')
    await lookOver(page, 'where one is signed in')
  })
}
