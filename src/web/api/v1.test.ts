import { format } from 'prettier'
import { afterAll, describe, expect, it } from 'vitest'
import { seedServer } from '../../../test/seeds/server.ts'
import { readingShape, workloadShape } from '../../council/published/index.ts'

const server = seedServer({ own: 'checked' })
const nobody = seedServer({ capacity: 'nobody' })
afterAll(() => Promise.all([server.close(), nobody.close()]))

describe('the API', () => {
  it('serves the published workload, the same figures as the pages', async () => {
    const response = await server.get('/api/v1/demonstration/workload')
    expect(response.statusCode).toBe(200)
    const workload = workloadShape.parse(response.json())
    expect(workload.totals.children).toBe(840)
    expect(workload.cases).toHaveLength(840)
    const page = await server.get('/demonstration')
    expect(page.body).toContain(`${workload.totals.overSafe} of the`)
  })

  it('has no utilisation where capacity is zero or unknown, and says which', async () => {
    const { workers } = workloadShape.parse(
      (await server.get('/api/v1/demonstration/workload')).json(),
    )
    const without = workers.filter((worker) => worker.utilisation === null)
    expect(new Set(without.map((worker) => worker.state))).toEqual(
      new Set(['unknown', 'cannot-receive']),
    )
    const { totals } = workloadShape.parse(
      (await nobody.get('/api/v1/demonstration/workload')).json(),
    )
    expect(totals).toMatchObject({ capacity: null, utilisation: null, spread: null })
  })

  it('serves what was read, findings and imports', async () => {
    const reading = await server.get('/api/v1/demonstration/reading')
    expect(readingShape.parse(reading.json()).files).toHaveLength(1)
    const findings = await server.get('/api/v1/demonstration/findings?changing=yes')
    expect((findings.json() as { findings: unknown[] }).findings).toHaveLength(2)
    const imports = await server.get('/api/v1/demonstration/imports')
    expect(imports.json()).toMatchObject({
      total: 2,
      imports: [{ number: 14, state: 'accepted', current: true, asOf: '2026-09-30' }, {}],
    })
  })

  it('serves the overload register, and one entry with what was answered', async () => {
    const list = await server.get('/api/v1/demonstration/register')
    expect(list.json()).toMatchObject({
      entries: [
        { id: 'e-1', state: 'open', line: 1.1, waitsFor: { role: 'service-manager' }, missed: 1 },
        { id: 'e-2', state: 'closed', waitsFor: null },
      ],
    })
    const one = await server.get('/api/v1/demonstration/register/e-2')
    expect(one.json()).toMatchObject({ answers: [{ action: 'moved-work', by: 'Ruth Adeyemi' }] })
    expect((await server.get('/api/v1/demonstration/register/e-9')).statusCode).toBe(404)
  })

  it('serves the agreement in force, and a version with its hash and signatures', async () => {
    const inForce = await server.get('/api/v1/demonstration/agreement')
    expect(inForce.json()).toMatchObject({
      inForce: true,
      standing: null,
      agreement: { id: 'fairload-hours-0.1', format: 1 },
    })
    const proposed = await server.get('/api/v1/demonstration/agreement?id=ours%402.0')
    expect(proposed.json()).toMatchObject({
      key: 'ours@2.0',
      standing: 'proposed',
      effective: '2026-11-01',
      signatures: [{ party: 'service', sha256: 'a'.repeat(64) }],
    })
    const absent = await server.get('/api/v1/demonstration/agreement?id=none%401')
    expect(absent.statusCode).toBe(404)
  })

  it('serves an older import where one is named', async () => {
    expect((await server.get('/api/v1/demonstration/workload?import=i-13')).statusCode).toBe(200)
  })

  it.each([
    '/api/v1/nowhere/workload',
    '/api/v1/own/workload',
    '/api/v1/demonstration/workload?import=i-99',
    '/api/v1/demonstration/nothing',
    '/api/v1/none',
  ])(
    'answers %s with a problem, the same for what is hidden and what is not there',
    async (url) => {
      const response = await server.get(url)
      expect(response.statusCode).toBe(404)
      expect(response.headers['content-type']).toContain('application/problem+json')
      expect(response.json()).toEqual((await server.get('/api/v1/x')).json())
    },
  )

  it.each(['page=0', 'page=x', 'page=1&page=2'])('refuses ?%s', async (query) => {
    const response = await server.get(`/api/v1/demonstration/imports?${query}`)
    expect(response.statusCode).toBe(400)
    expect(response.json()).toMatchObject({ status: 400 })
  })

  it('is described by an OpenAPI 3.1 document, and docs/openapi.json is that document', async () => {
    const response = await server.get('/api/v1/openapi.json')
    const document = response.json() as { openapi: string; paths: Record<string, unknown> }
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths).sort()).toEqual([
      '/{organisation}/agreement',
      '/{organisation}/cases/{address}/shortlist',
      '/{organisation}/decisions',
      '/{organisation}/decisions/{id}',
      '/{organisation}/decisions/{id}/answer',
      '/{organisation}/decisions/{id}/recall',
      '/{organisation}/decisions/{id}/respond',
      '/{organisation}/decisions/{id}/second',
      '/{organisation}/establishment',
      '/{organisation}/establishment/teams/{address}',
      '/{organisation}/establishment/teams/{address}/more',
      '/{organisation}/findings',
      '/{organisation}/handovers',
      '/{organisation}/handovers/{id}',
      '/{organisation}/handovers/{id}/steps',
      '/{organisation}/imports',
      '/{organisation}/plans',
      '/{organisation}/plans/{id}',
      '/{organisation}/plans/{id}/cancel',
      '/{organisation}/plans/{id}/certificate',
      '/{organisation}/plans/{id}/progress',
      '/{organisation}/reading',
      '/{organisation}/register',
      '/{organisation}/register/{id}',
      '/{organisation}/waiting',
      '/{organisation}/workload',
    ])
    // Written anew by `npx vitest run src/web/api -u`.
    const text = await format(JSON.stringify(document), { parser: 'json', printWidth: 100 })
    await expect(text).toMatchFileSnapshot('../../../docs/openapi.json')
  })
})
