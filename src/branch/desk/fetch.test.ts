import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { sourceAddress } from './address.ts'
import { fetchJson } from './fetch.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})
const serving = (answer: RequestListener): Promise<string> =>
  new Promise((resolve) => {
    const server = createServer(answer).listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/own/published/x.json`),
    )
    servers.push(server)
  })
const caps = { bytes: 100_000, milliseconds: 20_000 }
const impatient = { ...caps, milliseconds: 300 }
const json = { 'content-type': 'application/json; charset=utf-8' }
const codeOf = async (address: string, within = caps): Promise<string> => {
  const got = await fetchJson(address, within)
  return got.ok ? 'ok' : got.problem.code
}

describe('what the service’s address answers', () => {
  it('is taken where it is JSON, and nothing of ours is told', async () => {
    const asked: Record<string, unknown>[] = []
    const address = await serving((request, answer) => {
      asked.push(request.headers)
      answer.writeHead(200, { ...json, 'set-cookie': 'who=branch' }).end('{"format":1}')
    })
    expect(await fetchJson(address, caps)).toEqual({ ok: true, value: { format: 1 } })
    await fetchJson(address, caps)
    for (const headers of asked) {
      expect(headers).not.toHaveProperty('cookie')
      expect(headers).not.toHaveProperty('referer')
      expect(headers).not.toHaveProperty('origin')
    }
  })

  it('is refused where it sends on elsewhere, and the other place is never asked', async () => {
    let isAsked = false
    const other = await serving((_request, answer) => {
      isAsked = true
      answer.writeHead(200, json).end('{}')
    })
    for (const status of [301, 302, 307, 308]) {
      const address = await serving((_request, answer) =>
        answer.writeHead(status, { location: other }).end(),
      )
      expect(await codeOf(address)).toBe('redirect')
    }
    expect(isAsked).toBe(false)
  })

  it('is let go where it is too large, whatever length it claims', async () => {
    for (const claims of [{}, { 'content-length': '2000000' }]) {
      const address = await serving((_request, answer) => {
        answer.writeHead(200, { ...json, ...claims })
        answer.on('error', () => undefined)
        for (let i = 0; i < 20; i += 1) answer.write('x'.repeat(100_000))
        answer.end()
      })
      expect(await codeOf(address)).toBe('too-large')
    }
  })

  it('is let go where it drips or never begins', async () => {
    const drips = await serving((_request, answer) => {
      answer.writeHead(200, json)
      const drip = setInterval(() => answer.write(' '), 20)
      answer.on('close', () => clearInterval(drip))
    })
    const silent = await serving(() => undefined)
    expect(await codeOf(drips, impatient)).toBe('too-slow')
    expect(await codeOf(silent, impatient)).toBe('too-slow')
  })

  it('is refused where it is a page, an error, broken JSON, or no text', async () => {
    const page = await serving((_request, answer) =>
      answer.writeHead(200, { 'content-type': 'text/html' }).end('{"format":1}'),
    )
    const odd = await serving((_request, answer) =>
      answer.writeHead(200, { 'content-type': 'application/jsonp' }).end('{}'),
    )
    const gone = await serving((_request, answer) => answer.writeHead(404, json).end('{}'))
    const fault = await serving((_request, answer) => answer.writeHead(503, json).end('{}'))
    const broken = await serving((_request, answer) => answer.writeHead(200, json).end('{"a":'))
    const bytes = await serving((_request, answer) =>
      answer.writeHead(200, json).end(Buffer.from([0x22, 0xff, 0x22])),
    )
    const cut = await serving((_request, answer) => {
      answer.writeHead(200, { ...json, 'content-length': '50' })
      answer.write('{"format"', () => answer.destroy())
    })
    const codes = []
    for (const one of [page, odd, gone, fault, broken, bytes, cut]) codes.push(await codeOf(one))
    expect(codes).toEqual([
      'not-json',
      'not-json',
      'not-published',
      'no-answer',
      'not-json',
      'not-json',
      'no-answer',
    ])
  })

  it('may be missing altogether: the branch says so and goes on', async () => {
    const address = await serving(() => undefined)
    const server = servers.pop()
    await new Promise((resolve) => server?.close(resolve))
    expect(await codeOf(address)).toBe('no-answer')
  })
})

describe('the address an officer enters', () => {
  it('is one over https or of this machine, cut to the service’s own name', () => {
    const good = {
      'https://fairload.council.example/own': 'https://fairload.council.example/own',
      ' https://fairload.council.example/own/published/agreements.json ':
        'https://fairload.council.example/own',
      'http://127.0.0.1:8700/demonstration': 'http://127.0.0.1:8700/demonstration',
      'http://localhost:8700/own?x=1#y': 'http://localhost:8700/own',
    }
    for (const [typed, address] of Object.entries(good)) {
      expect(sourceAddress(typed), typed).toEqual({ ok: true, value: address })
    }
    const bad = [
      '',
      'fairload.council.example/own',
      'http://fairload.council.example/own',
      'http://127.0.0.1.evil.example/own',
      'https://me:secret@fairload.council.example/own',
      'https://fairload.council.example/',
      'https://fairload.council.example/OWN',
      'file:///etc/passwd',
      'javascript:alert(1)',
      `https://fairload.council.example/${'a'.repeat(500)}`,
    ]
    for (const typed of bad) {
      expect(sourceAddress(typed), typed).toMatchObject({ problem: { code: 'address-wrong' } })
    }
  })
})
