import { existsSync, readFileSync, statSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { fromOurPages, HOST, seedServer } from '../../test/seeds/server.ts'

const server = seedServer({ own: 'checked' })
const { app } = server
afterAll(() => server.close())

const PAGES = [
  '/demonstration',
  '/demonstration/teams',
  '/demonstration/cases',
  '/own/imports/new',
  '/nowhere',
]
const CHANGES = [
  '/own/imports',
  '/own/imports/again',
  '/own/imports/i-1/accept',
  '/own/imports/i-1/refuse',
  '/own/imports/i-1/undo',
  '/own/imports/i-1/answers',
  '/own/agreement/choose',
  '/own/agreement/add',
]

describe('what every answer carries', () => {
  it.each(PAGES)('lets nothing from elsewhere into %s', async (url) => {
    const { headers } = await server.get(url)
    expect(headers['content-security-policy']).toBe(
      "default-src 'none';style-src 'self';script-src 'self';font-src 'self';img-src 'self';connect-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
    )
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBe('same-origin')
    expect(headers['x-frame-options']).toBe('DENY')
    expect(headers['cross-origin-resource-policy']).toBe('same-origin')
    expect(headers['x-powered-by']).toBeUndefined()
  })

  it.each(PAGES)('keeps nothing of %s in a cache', async (url) => {
    const { headers } = await server.get(url)
    expect(headers['cache-control']).toBe('no-store')
    expect(headers.etag).toBeUndefined()
  })

  it('lets a browser keep an asset for a year, for its name changes with its content', async () => {
    const { headers, statusCode } = await server.get('/assets/fairload.0.css')
    expect(statusCode).toBe(200)
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  it.each(['/assets/../server.ts', '/assets/%2e%2e/%2e%2e/etc/passwd', '/assets/', '/assets/.env'])(
    'gives nothing away at %s',
    async (url) => {
      expect((await server.get(url)).statusCode).toBeGreaterThanOrEqual(400)
    },
  )

  it('writes no style and no script into a page, so that the policy can forbid them', async () => {
    const { body } = await server.get('/demonstration/teams/t-team-1')
    expect(body).not.toMatch(/<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=/)
  })

  it('sends a page compressed where the browser takes it', async () => {
    const response = await server.get('/demonstration', { 'accept-encoding': 'gzip, br' })
    expect(response.headers['content-encoding']).toBe('gzip')
    expect(response.rawPayload.length).toBeLessThan(20_000)
  })
})

describe('who is answered', () => {
  it.each([
    'evil.example',
    'evil.example:80',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '127.0.0.1@evil.example',
    '127.1',
    '2130706433',
    '0.0.0.0',
    '192.0.2.7',
    '[::]',
    'localhost:notaport',
    ' ',
  ])('refuses the host name “%s”, which is not ours (DNS rebinding)', async (host) => {
    const response = await server.get('/demonstration', { host })
    expect(response.statusCode).toBe(421)
    expect(response.body).not.toContain('Fairborough')
  })

  it.each(['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]', '127.0.0.1:8700'])(
    'answers to its own name %s',
    async (host) => {
      expect((await server.get('/demonstration', { host })).statusCode).toBe(200)
    },
  )

  it('answers on its own port alone: another port of this machine is another site', async () => {
    const other = seedServer()
    try {
      const address = await other.app.listen({ host: '127.0.0.1', port: 0 })
      const { port } = new URL(address)
      const ask = async (host: string): Promise<number> => {
        const { request } = await import('node:http')
        return new Promise((resolve, reject) => {
          request({ host: '127.0.0.1', port, path: '/healthz', headers: { host } }, (response) => {
            response.resume()
            resolve(response.statusCode ?? 0)
          })
            .on('error', reject)
            .end()
        })
      }
      expect(await ask(`127.0.0.1:${port}`)).toBe(200)
      expect(await ask('127.0.0.1:1')).toBe(421)
      expect(await ask('127.0.0.1')).toBe(421)
    } finally {
      await other.close()
    }
  })
})

describe('a request that changes something', () => {
  const forms = { 'content-type': 'application/x-www-form-urlencoded' }
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: `https://${HOST}.evil.example` },
    { origin: `http://${HOST}:1` },
    { origin: `http://${HOST}`, 'sec-fetch-site': 'cross-site' },
    { origin: `http://${HOST}`, 'sec-fetch-site': 'same-site' },
    { origin: `http://${HOST}`, 'sec-fetch-site': 'none' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'cross-site' },
    {},
  ]

  it.each(CHANGES.flatMap((url) => foreign.map((headers) => ({ url, headers }))))(
    'is refused at $url from $headers',
    async ({ url, headers }) => {
      server.council.calls.length = 0
      const response = await app.inject({
        method: 'POST',
        url,
        headers: { host: HOST, ...forms, ...headers },
        payload: 'version=3',
      })
      expect(response.statusCode).toBe(403)
      expect(server.council.calls).toEqual([])
    },
  )

  it('is taken from our own pages, with the headers a browser sends', async () => {
    for (const headers of [
      fromOurPages,
      { host: HOST, origin: `http://${HOST}` },
      { host: HOST, 'sec-fetch-site': 'same-origin' },
    ]) {
      const response = await app.inject({
        method: 'POST',
        url: '/own/imports/i-1/accept',
        headers: { ...headers, ...forms },
        payload: 'version=3',
      })
      expect(response.statusCode).toBe(303)
    }
  })

  const oddTypes = [
    'application/json',
    'text/plain',
    'text/html',
    'application/x-www-form-urlencoded\t',
    'application/x-www-form-urlencoded;charset=utf-7',
    'application/x-www-form-urlencoded; charset=utf-8; x=1',
    ' application/x-www-form-urlencoded',
    'application/x-www-form-urlencoded, application/json',
    'application/x-www-form-urlencodedx',
    'APPLICATION/JSON ',
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'multipart/form-data; boundary=a\tb',
    `multipart/form-data; boundary=${'a'.repeat(80)}`,
    'application/*',
    '',
  ]
  it.each(CHANGES.flatMap((url) => oddTypes.map((type) => ({ url, type }))))(
    'is refused at $url as “$type”, before any of it is read',
    async ({ url, type }) => {
      server.council.calls.length = 0
      const response = await app.inject({
        method: 'POST',
        url,
        headers: { ...fromOurPages, 'content-type': type },
        payload: '{"version":"3"}',
      })
      expect(response.statusCode).toBe(415)
      expect(server.council.calls).toEqual([])
    },
  )

  it.each([
    'version=3&version=4',
    'version=3&extra=1',
    '__proto__=1',
    'constructor=1',
    'version[]=3',
    'version=three',
    'version=-1',
    'version=99999999999999999999',
  ])('is refused as a form that is not ours: %s', async (payload) => {
    server.council.calls.length = 0
    const response = await app.inject({
      method: 'POST',
      url: '/own/imports/i-1/accept',
      headers: { ...fromOurPages, ...forms },
      payload,
    })
    expect(response.statusCode).toBe(400)
    expect(server.council.calls).toEqual([])
  })

  it('is refused where it is larger than any form of ours', async () => {
    const response = await app.inject({
      method: 'POST',
      url: '/own/imports/i-1/answers',
      headers: { ...fromOurPages, ...forms },
      payload: `a=${'x'.repeat(1_100_000)}`,
    })
    expect(response.statusCode).toBe(413)
  })

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const)(
    'does not exist as %s',
    async (method) => {
      const response = await app.inject({ method, url: '/own/imports', headers: fromOurPages })
      expect(response.statusCode).toBe(404)
    },
  )
})

describe('files that arrive', () => {
  it('are hashed, readable by their owner alone, and gone once they are taken in', async () => {
    let seen: { mode: number; text: string } | null = null
    const own = seedServer()
    const { receive } = own.council.imports
    own.council.imports.receive = async (organisation, files, asOf) => {
      const path = files[0]?.path ?? ''
      seen = { mode: statSync(path).mode & 0o777, text: readFileSync(path, 'utf8') }
      return receive(organisation, files, asOf)
    }
    try {
      const response = await own.send(
        '/own/imports',
        [
          { name: 'Annex A.xlsx', content: 'abc' },
          { name: 'people.csv', content: 'name\n' },
        ],
        { asOf: '2026-09-30' },
      )
      expect(response.statusCode).toBe(303)
      expect(response.headers.location).toBe('/own/imports/i-1')
      expect(seen).toEqual({ mode: 0o600, text: 'abc' })
      const [files] = own.council.received
      expect(files?.map(({ name, size }) => ({ name, size }))).toEqual([
        { name: 'Annex A.xlsx', size: 3 },
        { name: 'people.csv', size: 5 },
      ])
      // FIPS 180-2's own example: the digest of "abc".
      expect(files?.[0]?.sha256).toBe(
        'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      )
      expect(existsSync(files?.[0]?.path ?? '')).toBe(false)
      expect(own.uploads()).toEqual([])
    } finally {
      await own.close()
    }
  })

  it('are gone also where taking them in fails', async () => {
    const own = seedServer()
    own.council.imports.receive = async () => {
      throw new Error('the disk is full')
    }
    try {
      const response = await own.send('/own/imports', [{ name: 'a.xlsx', content: 'x' }], {
        asOf: '2026-09-30',
      })
      expect(response.statusCode).toBe(500)
      expect(own.uploads()).toEqual([])
    } finally {
      await own.close()
    }
  })

  it.each(['../../etc/passwd', '..\\..\\boot.ini', 'a\u0000b.xlsx', '__proto__'])(
    'keep their own name alone, not a path: %s',
    async (name) => {
      server.council.received.length = 0
      await server.send('/own/imports', [{ name, content: 'x' }], { asOf: '2026-09-30' })
      const [files] = server.council.received
      expect(files?.[0]?.name).not.toMatch(/[/\\\u0000]/)
      expect(files?.[0]?.path).not.toContain('..')
    },
  )

  it.each([
    {
      what: 'no file',
      files: [],
      fields: { asOf: '2026-09-30' },
      says: 'Choose at least one file',
    },
    {
      what: 'no day',
      files: [{ name: 'a.xlsx', content: 'x' }],
      fields: {},
      says: 'Enter the day these files describe',
    },
    {
      what: 'a day that is none',
      files: [{ name: 'a.xlsx', content: 'x' }],
      fields: { asOf: '2026-02-30' },
      says: 'as a day of the calendar',
    },
    {
      what: 'a day to come',
      files: [{ name: 'a.xlsx', content: 'x' }],
      fields: { asOf: '2026-11-22' },
      says: 'lies in the future',
    },
    {
      what: 'the files already in force',
      files: [{ name: 'same.xlsx', content: 'x' }],
      fields: { asOf: '2026-09-30' },
      says: 'already in force',
    },
    {
      what: 'too many files',
      files: Array.from({ length: 41 }, (_, n) => ({ name: `${n}.csv`, content: 'x' })),
      fields: { asOf: '2026-09-30' },
      says: 'at most 40 files',
    },
  ])(
    'with $what are answered in a sentence, on the form itself',
    async ({ files, fields, says }) => {
      const response = await server.send('/own/imports', files, fields as Record<string, string>)
      expect(response.statusCode).toBe(422)
      expect(response.body).toContain(says)
      expect(response.body).toContain('<title>Error: Use your own files')
      expect(server.uploads()).toEqual([])
    },
  )

  it('do not go into the demonstration', async () => {
    const response = await server.send('/demonstration/imports', [{ name: 'a', content: 'x' }], {
      asOf: '2026-09-30',
    })
    expect(response.statusCode).toBe(404)
  })

  it('cut off on the way are answered and leave nothing', async () => {
    const response = await app.inject({
      method: 'POST',
      url: '/own/imports',
      headers: { ...fromOurPages, 'content-type': 'multipart/form-data; boundary=b' },
      payload: '--b\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\nhalf',
    })
    expect(response.statusCode).toBeGreaterThanOrEqual(400)
    expect(response.statusCode).toBeLessThan(500)
    expect(server.uploads()).toEqual([])
  })
})

describe('what is not there', () => {
  const hidden = [
    '/nowhere',
    '/nowhere/at/all',
    '/demonstration/teams/t-999',
    '/demonstration/workers/w-999',
    '/demonstration/cases/c-99999',
    '/demonstration/cases/..%2f..%2fetc',
    `/demonstration/cases/${'a'.repeat(150)}`,
    '/own/imports/i-999',
    '/own/imports/i-1/rows/r-999',
    '/demonstration?import=i-999',
    '/demonstration/teams?import=i-1&import=i-2',
    '/own/agreement?id=none',
    '/demonstration/teams/t-999.xlsx',
    '/own.csv',
  ]
  it.each(hidden)('answers %s as it answers anything hidden, to the byte', async (url) => {
    const [plain, this_] = await Promise.all([server.get('/nothing'), server.get(url)])
    expect(this_.statusCode).toBe(404)
    expect(this_.body).toBe(plain.body)
    expect({ ...this_.headers, date: '' }).toEqual({ ...plain.headers, date: '' })
  })

  it('answers an address that is none', async () => {
    const response = await server.get('/%zz')
    expect(response.statusCode).toBe(404)
    expect(response.headers['content-security-policy']).toContain("default-src 'none'")
  })
})

describe('when things go wrong', () => {
  it('says so in plain words, and says nothing of what went wrong inside', async () => {
    const own = seedServer({ broken: new Error('child 500123 of Amara Okoye') })
    own.council.ready = async () => ({ ok: true, value: null })
    try {
      const response = await own.get('/demonstration')
      expect(response.statusCode).toBe(500)
      expect(response.body).toContain('Something went wrong in Fairload')
      expect(response.body).not.toMatch(/500123|Okoye|Error:|at /)
      expect(own.log.join('')).not.toMatch(/500123|Okoye/)
      expect(own.log.join('')).toContain('fault')
    } finally {
      await own.close()
    }
  })

  it.each([
    ['a code of the network', Object.assign(new Error('x'), { code: 'ECONNREFUSED' })],
    ['a code of the database', Object.assign(new Error('x'), { code: '57P01' })],
    ['no code, while the database does not answer', new Error('Connection terminated')],
  ])('asks to try again where the database is away: %s', async (_what, broken) => {
    const own = seedServer({ broken })
    try {
      const page = await own.get('/demonstration')
      expect(page.statusCode).toBe(503)
      expect(page.headers['retry-after']).toBe('5')
      expect(page.body).toContain('cannot reach its data')
      const answer = await own.get('/api/v1/demonstration/workload')
      expect(answer.statusCode).toBe(503)
      expect(answer.json()).toMatchObject({ status: 503, code: 'store-away' })
      expect((await own.get('/readyz')).statusCode).toBe(503)
      expect((await own.get('/healthz')).statusCode).toBe(200)
    } finally {
      await own.close()
    }
  })

  it('asks to wait where one asks too often', async () => {
    const own = seedServer({}, { most: { reads: 3, writes: 1 } })
    try {
      const answers = []
      for (let n = 0; n < 5; n++) answers.push(await own.get('/demonstration/agreement'))
      expect(answers.map((answer) => answer.statusCode)).toEqual([200, 200, 200, 429, 429])
      expect(answers[4]?.headers['retry-after']).toBeDefined()
      expect(answers[4]?.body).toContain('Wait a minute')
    } finally {
      await own.close()
    }
  })
})

describe('the log', () => {
  it('holds the pattern of each route and nothing that anyone asked for', async () => {
    server.log.length = 0
    await server.get('/demonstration/cases?search=500123&team=t-team-1')
    await server.get('/demonstration/workers/w-3')
    await server.get('/demonstration/nothing-such-as-500123')
    await server.post('/own/imports/i-1/answers', { 'answer:code:case-status:cla&cp': 'v1' })
    const lines = server.log.map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(lines.map(({ method, route, status }) => [method, route, status])).toEqual([
      ['GET', '/:organisation/cases', 200],
      ['GET', '/:organisation/workers/:address', 200],
      ['GET', null, 404],
      ['POST', '/:organisation/imports/:id/answers', 303],
    ])
    expect(lines.every((line) => typeof line.ms === 'number')).toBe(true)
    expect(server.log.join('')).not.toMatch(/500123|w-3|i-1|cla&cp|search=/)
  })
})
