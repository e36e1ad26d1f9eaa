import { afterAll, describe, expect, it } from 'vitest'
import { aPerson, seedSignIn } from '../../../../test/seeds/people.ts'
import { HOST, seedServer } from '../../../../test/seeds/server.ts'

const servers: { close(): Promise<void> }[] = []
afterAll(() => Promise.all(servers.map((each) => each.close())))
const serverAs = (...given: Parameters<typeof seedServer>) => {
  const server = seedServer(...given)
  servers.push(server)
  return server
}

describe('what both parties own', () => {
  it('is open to anybody without a cookie, sets none, and is the same while its tag is', async () => {
    const server = serverAs()
    const path = '/own/published/agreements.json'
    const first = await server.get(path, { host: HOST, cookie: '' })
    expect(first.statusCode).toBe(200)
    expect(first.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(first.headers['set-cookie']).toBeUndefined()
    expect(first.headers['cache-control']).toBe('public, max-age=300')
    expect(first.json()).toMatchObject({ format: 1, versions: [{ state: 'proposed' }] })
    const tag = String(first.headers.etag)
    const again = await server.get(path, { host: HOST, cookie: '', 'if-none-match': tag })
    expect(again.statusCode).toBe(304)
    expect(again.body).toBe('')
    const other = await server.get(path, { host: HOST, cookie: '', 'if-none-match': '"other"' })
    expect(other.statusCode).toBe(200)
  })

  it('is not there while nothing is published', async () => {
    const server = serverAs()
    for (const what of ['agreements', 'evidence']) {
      const path = `/demonstration/published/${what}.json`
      expect((await server.get(path, { host: HOST, cookie: '' })).statusCode).toBe(404)
    }
  })
})

describe('the page of what is published', () => {
  it('is switched by an administrator, and by nobody else', async () => {
    const admin = serverAs({}, { signIn: seedSignIn(aPerson(['administrator'])) })
    const page = await admin.get('/own/agreement/publication')
    expect(page.body).toContain('/own/published/evidence.json')
    expect(page.body).toContain('Close it again')
    expect((await admin.post('/own/agreement/publication', { on: 'no' })).statusCode).toBe(303)
    expect(admin.council.calls).toContainEqual({ what: 'publication.set', with: false })

    const party = serverAs({}, { signIn: seedSignIn(aPerson(['agreement-party'])) })
    const seen = await party.get('/own/agreement/publication')
    expect(seen.statusCode).toBe(200)
    expect(seen.body).not.toContain('Close it again')
    expect((await party.post('/own/agreement/publication', { on: 'no' })).statusCode).toBe(403)

    const worker = serverAs({}, { signIn: seedSignIn(aPerson(['social-worker'])) })
    expect((await worker.get('/own/agreement/publication')).statusCode).toBe(403)
  })
})
