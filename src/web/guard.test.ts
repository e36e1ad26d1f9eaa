import Fastify from 'fastify'
import { afterAll, describe, expect, it } from 'vitest'
import { aPerson, seedSignIn, seedWatch } from '../../test/seeds/people.ts'
import { HOST, seedServer } from '../../test/seeds/server.ts'
import { cookieName, keepRights } from './guard.ts'

const servers: { close(): Promise<void> }[] = []
afterAll(() => Promise.all(servers.map((each) => each.close())))

describe('a route', () => {
  it('that declares no action stops the server from starting', async () => {
    const app = Fastify()
    keepRights(app, { council: {} as never, signIn: seedSignIn(), origin: 'http://127.0.0.1' })
    expect(() => app.get('/:organisation/forgotten', async () => 'x')).toThrow(
      'GET /:organisation/forgotten declares no action',
    )
    await app.close()
  })
})

describe('a cookie', () => {
  it('over https is bound to its host and to https', async () => {
    const origin = 'https://fairload.moreton.example'
    expect(cookieName(origin, { slug: 'own' })).toBe('__Host-fairload-own')
    const server = seedServer({}, { origin })
    servers.push(server)
    const host = 'fairload.moreton.example'
    const cookie = '__Host-fairload-own=seed'
    expect((await server.get('/own', { host, cookie })).statusCode).toBe(200)
    const plain = 'fairload-own=seed'
    expect((await server.get('/own', { host, cookie: plain })).statusCode).toBe(303)
    expect((await server.get('/own', { host: 'evil.example', cookie })).statusCode).toBe(421)
  })

  it('sent twice is none: another page of this machine may have set the second', async () => {
    const server = seedServer()
    servers.push(server)
    const twice = 'fairload-own=seed; fairload-own=other'
    expect((await server.get('/own', { host: HOST, cookie: twice })).statusCode).toBe(303)
  })
})

describe('somebody whose role does not do this', () => {
  it('is told whose it is, changes nothing, and is led on from the start to their own', async () => {
    const noted: string[] = []
    const signIn = seedSignIn(aPerson(['auditor']))
    const server = seedServer({}, { signIn, watch: seedWatch(noted) })
    servers.push(server)
    const refused = await server.get('/own/cases')
    expect(refused.statusCode).toBe(403)
    expect(refused.body).toContain(
      'that is for the social worker, the team manager, the service manager and the data officer.',
    )
    expect((await server.get('/own')).headers.location).toBe('/own/home')
    const home = await server.get('/own/home')
    expect(home.statusCode).toBe(200)
    expect(home.body).toMatch(/href="\/own\/record"[^>]*>\s*See the record/)
    expect((await server.post('/own/imports/again', {})).statusCode).toBe(403)
    expect(server.council.calls.filter(({ what }) => what !== 'organisation')).toEqual([])
    const program = await server.get('/api/v1/own/workload')
    expect(program.statusCode).toBe(403)
    expect(program.json()).toMatchObject({ code: 'not-your-role' })
  })

  it('is not offered it: navigation leads to what their roles do', async () => {
    const server = seedServer({}, { signIn: seedSignIn(aPerson(['administrator'])) })
    servers.push(server)
    const page = (await server.get('/own/rights')).body
    expect(page).toContain('href="/own/accounts"')
    for (const path of ['cases', 'imports', 'people', 'record']) {
      expect(page, path).not.toContain(`href="/own/${path}"`)
    }
  })
})

describe('what is looked at and taken', () => {
  it('is noted: a record, a worker’s page, rows as a file; one’s own page is not', async () => {
    const noted: string[] = []
    const server = seedServer({ own: 'accepted' }, { watch: seedWatch(noted) })
    servers.push(server)
    const link = async (list: string, kind: string): Promise<string> =>
      new RegExp(`href="(/demonstration/${kind}/[^"?/]+)"`).exec(
        (await server.get(list)).body,
      )?.[1] ?? ''
    await server.get(await link('/demonstration/cases', 'cases'))
    await server.get(await link('/demonstration/workers', 'workers'))
    await server.get('/demonstration/cases.csv')
    expect(noted).toEqual(['case.looked-at', 'worker.looked-at', 'cases taken'])
  })
})
