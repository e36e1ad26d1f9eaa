import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  certificateInWords,
  certificateSchema,
  certify,
  check,
  compareUtilisation,
  parseInstance,
  solve,
  type Certificate,
  type FairnessProblem,
} from '../../src/core/fairness/index.ts'
import { everyPlan } from '../../src/core/fairness/reference.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Teams in a row, two workers each; every case with one team, or with two beside each other. */
const teamsInARow: fc.Arbitrary<FairnessProblem> = fc
  .record({
    capacity: fc.array(fc.integer({ min: 3, max: 9 }), { minLength: 4, maxLength: 6 }),
    units: fc.array(
      fc.record({
        team: fc.nat({ max: 2 }),
        cost: fc.integer({ min: 1, max: 6 }),
        beside: fc.option(fc.integer({ min: 0, max: 3 })),
      }),
      { minLength: 3, maxLength: 8 },
    ),
  })
  .map(({ capacity, units }) => {
    const teams = Math.floor(capacity.length / 2)
    return {
      unit: 'points',
      fullTime: 10,
      workers: capacity.map((own, at) => ({ id: `w${at}`, capacity: own })),
      units: units.map(({ team, cost, beside }, at) => {
        const own = team % teams
        const eligible: [number, number][] = [
          [2 * own, cost],
          [2 * own + 1, cost],
        ]
        if (beside !== null && own + 1 < teams) {
          eligible.push([2 * own + 2, cost + beside], [2 * own + 3, cost + beside])
        }
        return {
          id: `u${at}`,
          children: 1,
          families: 1,
          statutory: true,
          holder: null,
          frozen: false,
          eligible,
        }
      }),
    }
  })

describe('teams that share some of their work', () => {
  it('prove no level that a plan goes under', () => {
    let byTeams = 0
    fc.assert(
      fc.property(teamsInARow, (problem) => {
        const found = solve(problem, { maxMoves: null, seed: 1, effort: 'quick' })
        const [top] = everyPlan(problem, null) ?? []
        if (!found.ok || !top) throw new Error('sound')
        const { level, teams } = found.value.bound
        expect(
          compareUtilisation(level.load, level.capacity, top.load, top.capacity),
        ).toBeLessThanOrEqual(0)
        expect(found.value.busiest.load * top.capacity).toBe(
          top.load * found.value.busiest.capacity,
        )
        if (teams.length > 0) byTeams += 1
        const made = certify(found.value, { agreement: null, engine: 'test', sha256 })
        if (!made.ok) throw new Error(made.problem.sentence)
        expect(check(made.value, sha256).filter((line) => !line.fine)).toEqual([])
      }),
      { numRuns: 300, seed: 5 },
    )
    // Of so small ones, most are proven higher still by going through every division or by worths.
    expect(byTeams).toBeGreaterThan(8)
  }, 60_000)
})

describe('a certificate that goes team by team', () => {
  const url = new URL('../samples/instances/50x800-seed1.json.gz', import.meta.url)
  const parsed = parseInstance(JSON.parse(gunzipSync(readFileSync(url)).toString('utf8')))
  if (!parsed.ok) throw new Error(parsed.problem.sentence)
  const solved = solve(parsed.value.problem, { maxMoves: null, seed: 1, effort: 'quick' })
  if (!solved.ok) throw new Error('sound')
  const made = certify(solved.value, { agreement: null, engine: 'test', sha256 })
  if (!made.ok) throw new Error(made.problem.sentence)
  const certificate = made.value

  it('proves the plan the best there is, holds, and keeps to its schema', () => {
    expect(solved.value.proven).toBe(true)
    expect(certificate.minimum.teams.length).toBeGreaterThan(1)
    expect(check(certificate, sha256).filter((line) => !line.fine)).toEqual([])
    expect(certificateSchema.safeParse(certificate).success).toBe(true)
  })

  it('is refused when any figure of any team is changed', () => {
    certificate.minimum.teams.forEach((team, at) => {
      const wrong: Partial<Certificate['minimum']['teams'][0]>[] = [
        { room: team.room + 1 },
        { own: team.own - 1 },
        { received: team.received + 1 },
        { shared: team.shared + 1 },
        { onTo: team.onTo === null ? 0 : null },
        { workers: team.workers.slice(1) },
        { workers: [...team.workers].reverse() },
      ]
      for (const change of wrong) {
        const copy = structuredClone(certificate)
        copy.minimum.teams[at] = { ...team, ...change }
        const lines = check(copy, sha256).filter((line) => !line.fine)
        expect(lines.map((line) => line.line)).toContain('minimum')
        // The line's own arithmetic fails as well as its hash.
        expect(lines.filter((line) => line.line === 'minimum').length).toBe(2)
      }
    })
  })

  it('says in words what each team hands on', () => {
    const text = JSON.stringify(certificateInWords(certificate))
    expect(text).toContain('team by team')
    expect(text).toContain('Team B')
  })
})
