import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../src/core/fairness/exact.ts'
import {
  certificateInWords,
  certificateSchema,
  certify,
  check,
  compareUtilisation,
  parseInstance,
  solve,
  stableHash,
  type Certificate,
  type FairnessProblem,
} from '../../src/core/fairness/index.ts'
import { everyPlan } from '../../src/core/fairness/reference.ts'
import { anyProblem } from '../seeds/fairness.ts'

/** Stands in for SHA-256 where no secret is kept. */
const sha256 = (text: string): string => stableHash(text).toString(16)

function certified(problem: FairnessProblem, maxMoves: number | null): Certificate {
  const solved = solve(problem, { maxMoves, seed: 1, effort: 'quick' })
  if (!solved.ok) throw new Error(solved.problem[0]?.sentence)
  const made = certify(solved.value, { agreement: null, engine: 'test', sha256 })
  if (!made.ok) throw new Error(made.problem.sentence)
  return made.value
}

const wrongIn = (document: Certificate): string[] =>
  check(document, sha256)
    .filter((line) => !line.fine)
    .map((line) => line.line)

describe('a minimum that worths of cases prove', () => {
  it('is never above what trying every plan finds, with any number of moves, and holds', () => {
    let byWorths = 0
    fc.assert(
      fc.property(
        anyProblem({ workers: 5, units: 8, absent: true }),
        fc.option(fc.nat({ max: 4 }), { freq: 6 }),
        (problem, maxMoves) => {
          const [best] = everyPlan(problem, maxMoves) ?? []
          const certificate = certified(problem, maxMoves)
          expect(wrongIn(certificate)).toEqual([])
          if (!best || certificate.assignment.includes(null)) return
          const { load, capacity, worths } = certificate.minimum
          expect(compareUtilisation(load, capacity, best.load, best.capacity)).toBeLessThanOrEqual(
            0,
          )
          if (worths) byWorths += 1
        },
      ),
      { numRuns: 300, seed: 8 },
    )
    expect(byWorths).toBeGreaterThan(20)
  })

  it.each([
    ['10x150-seed1', 4, 1.1],
    ['10x150-seed3', 4, 1.062801],
  ])('%s with at most %d moves: proven, and no figure of it can be changed', (name, moves, top) => {
    const url = new URL(`../samples/instances/${name}.json.gz`, import.meta.url)
    const parsed = parseInstance(JSON.parse(gunzipSync(readFileSync(url)).toString('utf8')))
    if (!parsed.ok) throw new Error(parsed.problem.sentence)
    const solved = solve(parsed.value.problem, { maxMoves: moves, seed: 1, effort: 'normal' })
    if (!solved.ok) throw new Error('sound')
    expect(solved.value.proven).toBe(true)
    expect(solved.value.busiest.load / solved.value.busiest.capacity).toBeCloseTo(top, 5)
    const made = certify(solved.value, { agreement: null, engine: 'test', sha256 })
    if (!made.ok) throw new Error(made.problem.sentence)
    const certificate = made.value
    expect(certificateSchema.safeParse(certificate).success).toBe(true)
    expect(wrongIn(certificate)).toEqual([])
    type Line = NonNullable<Certificate['minimum']['worths']>
    const changes: ((line: Line) => unknown)[] = [
      (line) => (line.total += 1),
      (line) => (line.most -= 1),
      (line) => (line.charge += 1),
      (line) => (line.moves -= 1),
      (line) => (line.worth[0] = (line.worth[0] as number) + 1),
      (line) => line.worth.pop(),
      (line) => line.worth.push(0),
      (line) => line.worth.reverse(),
    ]
    for (const change of changes) {
      const copy = structuredClone(certificate)
      if (!copy.minimum.worths) throw new Error('by worths')
      change(copy.minimum.worths)
      copy.digests['minimum'] = sha256(canonicalJson(copy.minimum))
      expect(wrongIn(copy)).toContain('minimum')
    }
    expect(JSON.stringify(certificateInWords(certificate))).toContain('every case is given a worth')
  })
})
