import { afterAll, describe, expect, it } from 'vitest'
import { fromOurPages, HOST, seedServer } from '../../../test/seeds/server.ts'
import { certificateSchema } from '../../core/fairness/index.ts'
import { planProgressShape, planShape, shortlistShape } from './plan-shapes.ts'

const server = seedServer({ workers: 24, cases: 330, teams: 3 })
afterAll(() => server.close())

const PLANS = '/api/v1/demonstration/plans'

const ask = (body: unknown, headers: Record<string, string> = fromOurPages) =>
  server.app.inject({
    method: 'POST',
    url: PLANS,
    headers: { host: HOST, 'content-type': 'application/json', ...headers },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  })

describe('plans for programs', () => {
  it('are asked for with as little as nothing: the usual question', async () => {
    const response = await ask({})
    expect([response.statusCode, response.json()]).toEqual([202, { id: 'p-3' }])
    expect(server.council.calls.at(-1)?.with).toMatchObject({
      plan: { team: null, moves: { percent: 3 }, stay: [], seed: 1, effort: 'normal' },
    })
  })

  it('are asked for whole', async () => {
    const asked = {
      team: 't-team-1',
      moves: { count: 4 },
      stay: [{ case: 'c-12', why: 'child-wish' }],
      seed: 7,
      effort: 'deep',
    }
    expect((await ask(asked)).statusCode).toBe(202)
    expect(server.council.calls.at(-1)?.with).toMatchObject({ plan: asked })
  })

  it.each([
    [{ moves: { count: -1 } }],
    [{ moves: 'all' }],
    [{ effort: 'endless' }],
    [{ stay: [{ case: 'c-1', why: 'because' }] }],
    [{ more: 1 }],
    ['{"moves":'],
    ['[]'],
  ])('refuse %o', async (body) => {
    const before = server.council.calls.length
    const response = await ask(body)
    expect(response.statusCode).toBe(400)
    expect(response.headers['content-type']).toContain('application/problem+json')
    expect(server.council.calls).toHaveLength(before)
  })

  it('are asked for by nobody else’s page, and in JSON alone', async () => {
    expect((await ask({}, { 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403)
    expect((await ask({}, {})).statusCode).toBe(403)
    expect((await ask({}, { ...fromOurPages, 'content-type': 'text/plain' })).statusCode).toBe(415)
  })

  it('say why none can be made, as a problem', async () => {
    const response = await ask({ seed: 13 })
    expect(response.statusCode).toBe(409)
    expect(response.headers['content-type']).toContain('application/problem+json')
    expect(response.json()).toMatchObject({ status: 409, code: 'capacity-unknown' })
  })

  it('are followed, read, and proven', async () => {
    const progress = planProgressShape.parse((await server.get(`${PLANS}/p-4/progress`)).json())
    expect(progress).toMatchObject({ state: 'working', stage: 'search', done: 0.4 })
    const plan = planShape.parse((await server.get(`${PLANS}/p-3`)).json())
    const certificate = certificateSchema.parse(
      (await server.get(`${PLANS}/p-3/certificate`)).json(),
    )
    expect(plan.result?.moves).toHaveLength(certificate.moves.used)
    expect(planShape.parse((await server.get(`${PLANS}/p-4`)).json()).result).toBeNull()
    expect((await server.get(`${PLANS}/p-4/certificate`)).statusCode).toBe(404)
  })

  it('are listed and cancelled', async () => {
    expect((await server.get(PLANS)).json()).toMatchObject({ total: 6 })
    const cancelled = await server.app.inject({
      method: 'POST',
      url: `${PLANS}/p-4/cancel`,
      headers: fromOurPages,
    })
    expect(cancelled.statusCode).toBe(200)
    expect(server.council.calls.at(-1)).toEqual({ what: 'cancel plan', with: 'p-4' })
  })
})

describe('a shortlist for programs', () => {
  it('says who could take a case, within the team or the service', async () => {
    const url = '/api/v1/demonstration/cases/c-0/shortlist'
    const team = shortlistShape.parse((await server.get(url)).json())
    const service = shortlistShape.parse((await server.get(`${url}?reach=service`)).json())
    expect(team.reach).toBe('team')
    expect(service.candidates.length).toBeGreaterThan(team.candidates.length)
  })

  it.each(['c-99999'])('is none for %s: it is not there', async (of) => {
    const { statusCode } = await server.get(`/api/v1/demonstration/cases/${of}/shortlist`)
    expect(statusCode).toBe(404)
  })
})
