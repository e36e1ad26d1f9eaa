import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IsoDate } from '../../src/kit/index.ts'
import { signInDoor, watchDoor, type SignIn } from '../../src/council/index.ts'
import { createServer } from '../../src/web/index.ts'
import { audit, type OrganisationId } from '../../src/store/index.ts'
import { fromOurPages, HOST } from '../seeds/server.ts'
import { testService, type TestService } from '../seeds/service.ts'
import { codeFor, FIRST, keyIn } from '../seeds/sign-in.mjs'

const folder = mkdtempSync(join(tmpdir(), 'fairload-sign-in-'))
let service: TestService
let signIn: SignIn
let app: FastifyInstance
let clock = new Date('2026-10-05T09:00:00Z')
let code: string
let key: string
let recoveryCodes: string[] = []
let whole = ''

beforeAll(async () => {
  service = await testService()
  const deps = {
    store: service.store,
    now: () => clock,
    today: () => clock.toISOString().slice(0, 10) as IsoDate,
  }
  signIn = signInDoor({ ...deps, key: Buffer.alloc(32, 3), passwordCost: 12 })
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'assets', 'a.css'), '')
  const names = ['fairload.css', 'fairload.js', 'favicon.svg', 'atkinson-400.woff2']
  app = createServer({
    council: service.council,
    signIn,
    watch: watchDoor(deps),
    origin: `http://${HOST}`,
    assetsFolder: join(folder, 'assets'),
    manifest: Object.fromEntries([...names, 'atkinson-700.woff2'].map((name) => [name, name])),
    version: '0',
    logger: pino({ enabled: false }),
    hosts: [HOST],
    temporaryFolder: folder,
    today: deps.today,
    now: deps.now,
  })
  await app.ready()
  code = (await signIn.firstCode(service.organisation)) ?? ''
})
afterAll(async () => {
  await app?.close()
  await service?.close()
  rmSync(folder, { recursive: true, force: true })
})

const later = (minutes: number): void => {
  clock = new Date(clock.getTime() + minutes * 60_000)
}
const get = (url: string, cookie = '') =>
  app.inject({ method: 'GET', url, headers: { host: HOST, cookie } })
const post = (
  url: string,
  fields: Record<string, string>,
  cookie = '',
  from: { remoteAddress?: string; headers?: Record<string, string> } = {},
) =>
  app.inject({
    method: 'POST',
    url,
    headers: {
      ...fromOurPages,
      cookie,
      'content-type': 'application/x-www-form-urlencoded',
      ...from.headers,
    },
    payload: new URLSearchParams(fields).toString(),
    ...(from.remoteAddress === undefined ? {} : { remoteAddress: from.remoteAddress }),
  })
const cookieOf = (answer: Awaited<ReturnType<typeof get>>): string =>
  String([answer.headers['set-cookie']].flat()[0] ?? '').split(';')[0] ?? ''
/** Seconds of the seed's clock, for the app on the phone. */
const shown = (): string => codeFor(key, 0, clock.getTime())
const password = { email: FIRST.email, password: FIRST.password }

describe('the first administrator', () => {
  it('is sent to set-up by every page, and set up by the printed code alone', async () => {
    for (const path of ['/own', '/own/cases', '/own/imports/new']) {
      expect((await get(path)).headers.location).toBe('/own/set-up')
    }
    const wrong = await post('/own/set-up', {
      ...FIRST,
      code: 'AAAA-AAAA-AAAA-AAAA',
      again: FIRST.password,
    })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('This code is not good')
  })

  it('chooses a password, adds an app, and is in with eight recovery codes', async () => {
    const begun = await post('/own/set-up', { ...FIRST, code, again: FIRST.password })
    expect(begun.headers.location).toBe('/own/set-up/authenticator')
    const half = cookieOf(begun)
    expect((await get('/own', half)).statusCode).toBe(303)
    const page = await get('/own/set-up/authenticator', half)
    key = keyIn(page.body)
    const refused = await post('/own/set-up/authenticator', { code: '000000' }, half)
    expect(refused.statusCode).toBe(422)
    const done = await post('/own/set-up/authenticator', { code: shown() }, half)
    recoveryCodes = [...done.body.matchAll(/([A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4})/g)].map(
      (each) => each[1] ?? '',
    )
    expect(recoveryCodes).toHaveLength(8)
    whole = cookieOf(done)
    expect(whole).not.toBe(half)
    expect((await get('/own', whole)).statusCode).toBe(200)
    expect((await get('/own', half)).statusCode).toBe(303)
  })

  it('is the only one by that code: it works once, and no new one is made', async () => {
    const again = await post('/own/set-up', { ...FIRST, code, again: FIRST.password })
    expect(again.statusCode).toBe(422)
    expect(await signIn.firstCode(service.organisation)).toBeNull()
  })
})

describe('signing in', () => {
  it('gives the same answer for a wrong password and for an unknown name', async () => {
    const answers = await Promise.all(
      [password.email, 'nobody@moreton.example'].map((email) =>
        post('/own/sign-in', { email, password: 'wrong wrong wrong' }),
      ),
    )
    const [one, other] = answers.map(({ body }) =>
      body
        .replaceAll(password.email, '')
        .replaceAll('nobody@moreton.example', '')
        .replace(/name="once" value="[^"]+"/, ''),
    )
    expect(one).toBe(other)
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([422, 422])
  })

  it('needs the second step, takes a code once, and leads back to the page asked for', async () => {
    const asked = await get('/own/imports?page=2')
    expect(asked.headers.location).toBe('/own/sign-in?to=%2Fown%2Fimports%3Fpage%3D2')
    later(1)
    const first = await post('/own/sign-in', { ...password, to: '/own/imports?page=2' })
    const half = cookieOf(first)
    expect((await get('/own', half)).statusCode).toBe(303)
    const fields = { code: shown(), to: '/own/imports?page=2' }
    const done = await post('/own/sign-in/code', fields, half)
    expect(done.headers.location).toBe('/own/imports?page=2')
    const other = cookieOf(await post('/own/sign-in', password))
    const replayed = await post('/own/sign-in/code', { code: fields.code }, other)
    expect(replayed.statusCode).toBe(422)
  })

  it('never leads elsewhere', async () => {
    for (const to of ['//evil.example', 'https://evil.example', '/own//evil', '/demonstration']) {
      later(1)
      const half = cookieOf(await post('/own/sign-in', { ...password, to }))
      const done = await post('/own/sign-in/code', { code: shown(), to }, half)
      expect(done.headers.location, to).toBe('/own/home')
    }
  })

  it('works without the phone by a recovery code, once', async () => {
    const [recovery = ''] = recoveryCodes
    for (const status of [303, 422]) {
      const half = cookieOf(await post('/own/sign-in', password))
      const done = await post('/own/sign-in/code', { code: recovery.toLowerCase() }, half)
      expect(done.statusCode).toBe(status)
    }
  })

  it('is throttled by place and account, and locks nobody out elsewhere', async () => {
    const stranger = { remoteAddress: '192.0.2.66' }
    const tries = []
    for (let n = 0; n < 7; n += 1) {
      tries.push(
        (await post('/own/sign-in', { ...password, password: `guess ${n}` }, '', stranger))
          .statusCode,
      )
    }
    expect(tries).toEqual([422, 422, 422, 422, 422, 429, 429])
    expect((await post('/own/sign-in', password, '', stranger)).statusCode).toBe(429)
    expect((await post('/own/sign-in', password)).statusCode).toBe(303)
    later(16)
    expect((await post('/own/sign-in', password, '', stranger)).statusCode).toBe(303)
  })

  it('is refused from a page elsewhere, for the sign-in itself too', async () => {
    const from = { headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' } }
    expect((await post('/own/sign-in', password, '', from)).statusCode).toBe(403)
  })

  it('takes no token that somebody else chose', async () => {
    const fixed = 'fairload-own=chosen-by-somebody-else'
    const half = cookieOf(await post('/own/sign-in', password, fixed))
    expect(half).not.toContain('chosen')
    later(1)
    const done = cookieOf(await post('/own/sign-in/code', { code: shown() }, half))
    expect(done).not.toBe(half)
    expect((await get('/own', fixed)).statusCode).toBe(303)
    whole = done
  })
})

describe('a sign-in', () => {
  it('keeps its token in the cookie alone, out of scripts’ reach', async () => {
    later(1)
    const half = cookieOf(await post('/own/sign-in', password))
    const done = await post('/own/sign-in/code', { code: shown() }, half)
    const cookie = String([done.headers['set-cookie']].flat()[0])
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  it('is listed, and ended from another place', async () => {
    const page = await get('/own/sign-ins', whole)
    expect(page.body).toContain('End all but this one')
    const ended = await post('/own/sign-ins/end', { which: 'others' }, whole)
    expect(ended.statusCode).toBe(303)
    expect((await get('/own/sign-ins', whole)).body).toContain('You are signed in only here.')
  })

  it('ends after half an hour without use, and after twelve hours in any case', async () => {
    const from = clock
    for (let n = 0; n < 28; n += 1) {
      later(25)
      expect((await get('/own', whole)).statusCode).toBe(200)
    }
    later(31)
    expect((await get('/own', whole)).statusCode).toBe(303)
    clock = from
    expect((await get('/own', whole)).statusCode).toBe(200)
    later(12 * 60 + 40)
    expect((await get('/own', whole)).statusCode).toBe(303)
    later(1)
    const half = cookieOf(await post('/own/sign-in', password))
    whole = cookieOf(await post('/own/sign-in/code', { code: shown() }, half))
  })

  it('ends everywhere at once when somebody is disabled, whose password then opens nothing', async () => {
    const added = await signIn.add(
      service.organisation,
      { email: 'jo@moreton.example', name: 'Jo Lin', role: 'auditor', team: null },
      null,
    )
    if (!added.ok) throw new Error(added.problem.sentence)
    const given = { email: '', name: '', password: FIRST.password, again: FIRST.password }
    const half = cookieOf(await post('/own/set-up', { ...given, code: added.value.code }))
    const theirs = keyIn((await get('/own/set-up/authenticator', half)).body)
    const step = codeFor(theirs, 0, clock.getTime())
    const jo = cookieOf(await post('/own/set-up/authenticator', { code: step }, half))
    expect((await get('/own/record', jo)).statusCode).toBe(200)
    expect((await get('/own/accounts', jo)).statusCode).toBe(403)
    const done = await post(`/own/accounts/${added.value.id}/disable`, {}, whole)
    expect(done.statusCode).toBe(303)
    expect((await get('/own/record', jo)).statusCode).toBe(303)
    const again = await post('/own/sign-in', { ...password, email: 'jo@moreton.example' })
    expect(again.statusCode).toBe(422)
  })

  it('of the last administrator cannot be taken away', async () => {
    const people = await signIn.accounts(service.organisation)
    const first = people.find(({ email }) => email === FIRST.email)
    const refused = await post(`/own/accounts/${first?.id}/disable`, {}, whole)
    expect(refused.statusCode).toBe(422)
    expect(refused.body).toContain('last administrator')
  })
})

describe('the record', () => {
  it('says who signed in and who gave which role, in a chain that holds, without a name', async () => {
    const id = service.organisation.id as OrganisationId
    await service.store.inOrganisation(id, async (scope) => {
      expect(await audit.verify(scope)).toMatchObject({ whole: true })
      const { entries } = await audit.list(scope, { from: 0, count: 100 })
      const done = new Set(entries.map(({ what }) => what))
      for (const what of ['sign-in.done', 'account.added', 'role.given', 'account.disabled']) {
        expect(done).toContain(what)
      }
      expect(JSON.stringify(entries)).not.toMatch(/moreton|Jo Lin|Adeyemi/)
    })
  })
})
