import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyProblem, aTeam, aUnit, everybody, solved } from '../seeds/fairness.ts'
import { compareSorted, everyPlan } from '../../src/core/fairness/reference.ts'
import {
  allocateBatch,
  allocateOne,
  certificateSchema,
  certify,
  check,
  holdingsOf,
  movesInOrder,
  rebalance,
  solve,
  type FairnessProblem,
  type Solution,
} from '../../src/core/fairness/index.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Problems in which some cases must not be with the same worker. */
const conflicted = (
  workers: number,
  units: number,
  limits = false,
): fc.Arbitrary<FairnessProblem> =>
  fc
    .tuple(
      anyProblem({ workers, units, limits, absent: true }),
      fc.array(fc.tuple(fc.nat({ max: units - 1 }), fc.nat({ max: units - 1 })), { maxLength: 3 }),
    )
    .map(([problem, pairs]) => ({
      ...problem,
      apart: pairs.filter(
        ([a, b]) =>
          a < b &&
          b < problem.units.length &&
          !(problem.units[a]?.frozen && problem.units[b]?.frozen),
      ),
    }))

/** Pairs that a plan has with one worker who does not hold both today. */
const broughtTogether = (problem: FairnessProblem, { assignment }: Solution): number =>
  (problem.apart ?? []).filter(([a, b]) => {
    const worker = assignment[a]
    if (worker === null || worker !== assignment[b]) return false
    return problem.units[a]?.holder !== worker || problem.units[b]?.holder !== worker
  }).length

const verified = (solution: Solution): void => {
  const made = certify(solution, { agreement: null, engine: 'test', sha256 })
  if (!made.ok) throw new Error(made.problem.sentence)
  expect(certificateSchema.safeParse(made.value).success).toBe(true)
  expect(check(made.value, sha256).filter(({ fine }) => !fine)).toEqual([])
}

describe('families who must not share a worker', () => {
  it('are never brought together, in any kind of plan, and the certificate says so', () => {
    fc.assert(
      fc.property(
        conflicted(5, 12, true),
        fc.option(fc.nat({ max: 6 })),
        fc.nat({ max: 3 }),
        (problem, maxMoves, disruptionPrice) => {
          const plan = solved(problem, maxMoves)
          expect(broughtTogether(problem, plan)).toBe(0)
          verified(plan)
          const batch = allocateBatch(problem, { seed: 1, effort: 'quick' })
          if (!batch.ok) throw new Error('sound')
          expect(broughtTogether(problem, batch.value)).toBe(0)
          const kind = rebalance(problem, {
            maxMoves: 4,
            disruptionPrice,
            seed: 2,
            effort: 'quick',
          })
          if (!kind.ok) throw new Error('sound')
          expect(broughtTogether(problem, kind.value.solution)).toBe(0)
          verified(kind.value.solution)
        },
      ),
      { numRuns: 100, seed: 31 },
    )
  })

  it('are as evenly placed as trying every plan finds', () => {
    fc.assert(
      fc.property(conflicted(4, 6), fc.option(fc.nat({ max: 4 })), (problem, maxMoves) => {
        const best = everyPlan(problem, maxMoves)
        const found = solved(problem, maxMoves)
        if (!best || found.nobody.length > 0 || found.unplaced.length > 0) return
        expect(compareSorted(found.sorted, best)).toBe(0)
      }),
      { numRuns: 150, seed: 32 },
    )
  })

  it('are kept apart at every step on the way to a plan', () => {
    fc.assert(
      fc.property(conflicted(5, 12), fc.option(fc.nat({ max: 6 })), (problem, maxMoves) => {
        const plan = solved(problem, maxMoves)
        const order = movesInOrder(problem, plan.assignment)
        const now = problem.units.map((unit, at) =>
          plan.assignment[at] === null ? null : unit.holder,
        )
        for (const { step } of order) {
          for (const move of order) if (move.step === step) now[move.unit] = move.to
          expect(broughtTogether(problem, { ...plan, assignment: now })).toBe(0)
        }
      }),
      { numRuns: 150, seed: 33 },
    )
  })

  it('who share one today are parted: the move that is easier on the children, whatever the limit', () => {
    const problem: FairnessProblem = {
      ...aTeam(
        [10, 10],
        [
          aUnit('hard', { holder: 0, eligible: everybody(2, 3), disruption: 5 }),
          aUnit('kind', { holder: 0, eligible: everybody(2, 3), disruption: 1 }),
        ],
      ),
      apart: [[0, 1]],
    }
    const plan = solved(problem, 0)
    expect(plan.mustMove).toEqual([1])
    expect(plan.assignment).toEqual([0, 1])
    verified(plan)
  })

  it('who share one today stay so where nobody else may hold either, and that is counted', () => {
    const problem: FairnessProblem = {
      ...aTeam(
        [10, 10],
        [
          aUnit('a', { holder: 0, eligible: [[0, 3]] }),
          aUnit('b', { holder: 0, eligible: [[0, 3]] }),
        ],
      ),
      apart: [[0, 1]],
    }
    const plan = solved(problem)
    expect(plan.assignment).toEqual([0, 0])
    const made = certify(plan, { agreement: null, engine: 'test', sha256 })
    expect(made.ok && made.value.constraints).toMatchObject({
      conflicts: 1,
      conflictsBroken: 0,
      conflictsKept: 1,
    })
    verified(plan)
  })

  it('are named with the workers in reach where no place is left for one of them', () => {
    const problem: FairnessProblem = {
      ...aTeam(
        [10, 10],
        [
          aUnit('a', { holder: 0, frozen: true, eligible: [[0, 3]] }),
          aUnit('b', { eligible: [[0, 3]] }),
        ],
      ),
      apart: [[0, 1]],
    }
    const plan = solved(problem)
    expect(plan.unplaced).toEqual([1])
    expect(plan.conflicts).toEqual([{ limit: 'kept apart', units: [0, 1], workers: [0] }])
  })

  it('keep a worker off the shortlist, with the rule', () => {
    const problem: FairnessProblem = {
      ...aTeam(
        [10, 10],
        [
          aUnit('held', { holder: 0, eligible: everybody(2, 3) }),
          aUnit('new', { eligible: everybody(2, 3) }),
        ],
      ),
      apart: [[1, 0]],
    }
    const holdings = holdingsOf(problem)
    if (!holdings.ok) throw new Error('sound')
    const list = allocateOne(holdings.value, problem.units[1] ?? aUnit('none', {}))
    expect(list.candidates.map(({ worker }) => worker)).toEqual([1])
    expect(list.excluded).toEqual([
      { worker: 0, rule: 'holds a case that must be kept apart from this one' },
    ])
  })

  it.each([
    [[[0, 0]], /apart from itself/],
    [[[0, 7]], /unit 7 is not among the 2/],
    [[[0.5, 1]], /unit 0.5 is not among the 2/],
    [[[0, 1]], /Let one of them move/],
  ] as [[number, number][], RegExp][])('are refused with a sentence: %o', (apart, sentence) => {
    const problem: FairnessProblem = {
      ...aTeam(
        [10],
        ['a', 'b'].map((id) => aUnit(id, { holder: 0, frozen: true, eligible: [[0, 3]] })),
      ),
      apart,
    }
    const result = solve(problem, { maxMoves: null, seed: 1, effort: 'quick' })
    expect(result.ok).toBe(false)
    if (!result.ok) expect(result.problem.map((one) => one.sentence).join(' ')).toMatch(sentence)
  })
})

it('a limit that is exceeded today and cannot be mended is left as it is, and counted', () => {
  const team = aTeam(
    [10, 10],
    ['a', 'b'].map((id) =>
      aUnit(id, { holder: 0, frozen: true, eligible: [[0, 3]], counts: { children: 1 } }),
    ),
  )
  const problem: FairnessProblem = {
    ...team,
    workers: team.workers.map((worker) => ({ ...worker, limits: { children: 1 } })),
    units: [...team.units, aUnit('new', { eligible: everybody(2, 1), counts: { children: 1 } })],
  }
  const plan = solved(problem)
  expect(plan.assignment).toEqual([0, 0, 1])
  const made = certify(plan, { agreement: null, engine: 'test', sha256 })
  expect(made.ok && made.value.constraints).toMatchObject({ limitsBroken: 0, limitsExceeded: 1 })
  verified(plan)
})
