import { afterAll, describe, expect, it } from 'vitest'
import { seedServer } from '../../../test/seeds/server.ts'

const server = seedServer({ own: 'checked' })
afterAll(() => server.close())

interface Sums {
  posts: { funded: number; held: number; vacant: number; heldUnknown: number }
  vacancyRate: number
}

describe('the establishment by the API', () => {
  it('is the same as on the page, in full-time equivalents and ratios', async () => {
    const response = await server.get('/api/v1/demonstration/establishment')
    expect(response.statusCode).toBe(200)
    const { sums, posts, agency } = response.json() as {
      sums: Sums
      posts: object[]
      agency: { checks: object[] }[]
    }
    const { funded, held, vacant, heldUnknown } = sums.posts
    expect(held + vacant + heldUnknown).toBeCloseTo(funded, 6)
    expect(sums.vacancyRate).toBeCloseTo(vacant / (vacant + held), 4)
    expect(posts.length).toBeGreaterThan(0)
    expect(agency.some(({ checks }) => checks.length === 4)).toBe(true)
    const page = await server.get('/demonstration/establishment')
    expect(page.body).toContain(`${Math.round(sums.vacancyRate * 1_000) / 10}%`)
  })

  it('is a team’s own, and another’s is not found', async () => {
    const team = await server.get('/api/v1/demonstration/establishment/teams/t-team-1')
    expect(team.json()).toMatchObject({ team: { address: 't-team-1' }, teams: [] })
    const none = await server.get('/api/v1/demonstration/establishment/teams/t-none')
    expect(none.statusCode).toBe(404)
  })

  it('says what more workers would change, with what cannot be beaten', async () => {
    const response = await server.get(
      '/api/v1/demonstration/establishment/teams/t-team-1/more?count=3&fte=8&asye=yes',
    )
    expect(response.json()).toMatchObject({
      asked: { count: 3, fte: 0.8, asye: true },
      missing: 2.6,
      missingWithMore: 0.6,
      withMore: { busiest: 1.07, bound: 1.06, overSafe: 2 },
    })
  })
})
