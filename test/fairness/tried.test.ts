import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../src/core/fairness/exact.ts'
import {
  certificateInWords,
  certificateSchema,
  certify,
  check,
  solve,
  stableHash,
  type Certificate,
  type FairnessProblem,
} from '../../src/core/fairness/index.ts'
import { compareSorted, everyPlan } from '../../src/core/fairness/reference.ts'
import { aTeam, aUnit } from '../seeds/fairness.ts'

/** Stands in for SHA-256 where no secret is kept. */
const sha256 = (text: string): string => stableHash(text).toString(16)

/** Two or three workers by themselves; a case weighs less with whoever knows the family. */
const fewWorkers: fc.Arbitrary<FairnessProblem> = fc
  .record({
    capacity: fc.array(fc.integer({ min: 5, max: 12 }), { minLength: 2, maxLength: 3 }),
    units: fc.array(
      fc.record({
        holder: fc.option(fc.nat({ max: 2 })),
        cost: fc.integer({ min: 1, max: 7 }),
        more: fc.integer({ min: 0, max: 3 }),
        not: fc.option(fc.nat({ max: 2 }), { freq: 4 }),
      }),
      { minLength: 2, maxLength: 8 },
    ),
  })
  .map(({ capacity, units }) =>
    aTeam(
      capacity,
      units.map(({ holder, cost, more, not }, at) => {
        const held = holder === null ? null : holder % capacity.length
        const eligible = capacity
          .map((_, worker): [number, number] => [worker, worker === held ? cost : cost + more])
          .filter(([worker]) => worker === held || worker !== not)
        return aUnit(`u${at}`, { holder: held, eligible })
      }),
    ),
  )

function certified(problem: FairnessProblem): Certificate {
  const solved = solve(problem, { maxMoves: null, seed: 1, effort: 'quick' })
  if (!solved.ok) throw new Error(solved.problem[0]?.sentence)
  const made = certify(solved.value, { agreement: null, engine: 'test', sha256 })
  if (!made.ok) throw new Error(made.problem.sentence)
  return made.value
}

const wrongIn = (document: Certificate): string[] =>
  check(document, sha256)
    .filter((line) => !line.fine)
    .map((line) => line.line)

/** With the minimum changed and its hash made anew, as somebody would who cheats. */
function forged(
  document: Certificate,
  change: (line: Certificate['minimum']) => void,
): Certificate {
  const copy = structuredClone(document)
  change(copy.minimum)
  return {
    ...copy,
    digests: { ...copy.digests, minimum: sha256(canonicalJson(copy.minimum)) },
  }
}

describe('two or three workers who share work with nobody else', () => {
  it('always have the most even plan proven, and the proof holds', () => {
    let tried = 0
    fc.assert(
      fc.property(fewWorkers, (problem) => {
        const solved = solve(problem, { maxMoves: null, seed: 1, effort: 'quick' })
        const best = everyPlan(problem, null)
        if (!solved.ok || !best) throw new Error('sound')
        expect(compareSorted(solved.value.sorted.slice(0, 1), best.slice(0, 1))).toBe(0)
        expect(solved.value.proven).toBe(true)
        const certificate = certified(problem)
        expect(wrongIn(certificate)).toEqual([])
        expect(certificateSchema.safeParse(certificate).success).toBe(true)
        if (certificate.minimum.tried) tried += 1
      }),
      { numRuns: 300, seed: 4 },
    )
    expect(tried).toBeGreaterThan(50)
  })

  const uneven = aTeam(
    [10, 10, 10],
    [7, 7, 7, 7, 7].map((cost, at) =>
      aUnit(`u${at}`, { eligible: [0, 1, 2].map((worker): [number, number] => [worker, cost]) }),
    ),
  )

  it('have a proof in which no figure can be changed', () => {
    const certificate = certified(uneven)
    expect(certificate.minimum).toMatchObject({
      load: 14,
      capacity: 10,
      tried: { room: [13, 13, 13], least: 21 },
    })
    for (const change of [
      (line: NonNullable<Certificate['minimum']['tried']>) => (line.room[0] = 12),
      (line: NonNullable<Certificate['minimum']['tried']>) => (line.room[2] = 14),
      (line: NonNullable<Certificate['minimum']['tried']>) => line.room.pop(),
      (line: NonNullable<Certificate['minimum']['tried']>) => (line.least = 20),
      (line: NonNullable<Certificate['minimum']['tried']>) => (line.least = null),
    ]) {
      const wrong = wrongIn(forged(certificate, ({ tried }) => tried && change(tried)))
      expect(wrong).toContain('minimum')
    }
    expect(wrongIn(forged(certificate, (line) => (line.tried = null)))).toContain('minimum')
  })

  it('are told in words what every division comes to', () => {
    const text = JSON.stringify(certificateInWords(certified(uneven)))
    expect(text).toContain('every way of dividing these 5 cases was gone through')
    expect(text).not.toContain('between them, which is less than')
  })
})
