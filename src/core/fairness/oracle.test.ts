import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compareUtilisation, solve, type FairnessProblem, type Solution } from './index.ts'
import { compareSorted, everyPlan } from './reference.ts'

const options = { maxMoves: null, seed: 1, effort: 'quick' } as const

/** Small problems of every kind: costs that differ a little or wildly, holders, zero capacity. */
const problems = (workers: number, units: number): fc.Arbitrary<FairnessProblem> =>
  fc
    .record({
      capacity: fc.array(fc.integer({ min: 3, max: 30 }), { minLength: 1, maxLength: workers }),
      units: fc.array(
        fc.record({
          cost: fc.integer({ min: 1, max: 20 }),
          more: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 8, maxLength: 8 }),
          out: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 8, maxLength: 8 }),
          holder: fc.option(fc.nat({ max: 7 })),
          frozen: fc.integer({ min: 0, max: 9 }),
        }),
        { minLength: 1, maxLength: units },
      ),
    })
    .map(({ capacity, units: drafts }) => ({
      unit: 'points',
      fullTime: 30,
      workers: capacity.map((own, at) => ({ id: `w${at}`, capacity: own })),
      units: drafts.map((draft, at) => {
        const eligible = capacity
          .map((_, worker): [number, number] => [worker, draft.cost + (draft.more[worker] ?? 0)])
          .filter(([worker]) => draft.out[worker] !== 0)
        if (eligible.length === 0) eligible.push([0, draft.cost])
        const held = draft.holder !== null && eligible.some(([one]) => one === draft.holder)
        return {
          id: `u${at}`,
          children: 1,
          families: 1,
          statutory: true,
          holder: held ? draft.holder : null,
          frozen: held && draft.frozen === 0,
          eligible,
        }
      }),
    }))

function solved(problem: FairnessProblem, maxMoves: number | null = null): Solution {
  const result = solve(problem, { ...options, maxMoves })
  if (!result.ok) throw new Error(result.problem.map((one) => one.sentence).join(' '))
  return result.value
}

const moves = (problem: FairnessProblem, solution: Solution): number =>
  problem.units.filter(
    (unit, at) => unit.holder !== null && solution.assignment[at] !== unit.holder,
  ).length

it('finds the most even plan that trying every plan finds, never under its own bound', () => {
  fc.assert(
    fc.property(problems(5, 7), (problem) => {
      const best = everyPlan(problem, null)
      const found = solved(problem)
      if (!best?.[0]) throw new Error('every unit has somebody')
      const { level } = found.bound
      expect(
        compareUtilisation(level.load, level.capacity, best[0].load, best[0].capacity),
      ).toBeLessThanOrEqual(0)
      expect(compareSorted(found.sorted, best)).toBe(0)
      if (found.proven) {
        expect(
          compareUtilisation(
            found.busiest.load,
            found.busiest.capacity,
            best[0].load,
            best[0].capacity,
          ),
        ).toBe(0)
      }
    }),
    { numRuns: 150, seed: 7 },
  )
})

it('finds the most even plan within a limit on moves that trying every plan finds', () => {
  fc.assert(
    fc.property(problems(4, 6), fc.nat({ max: 4 }), (problem, maxMoves) => {
      const best = everyPlan(problem, maxMoves)
      const found = solved(problem, maxMoves)
      if (!best?.[0]) throw new Error('every unit has somebody')
      const { level } = found.bound
      expect(
        compareUtilisation(level.load, level.capacity, best[0].load, best[0].capacity),
      ).toBeLessThanOrEqual(0)
      expect(moves(problem, found)).toBeLessThanOrEqual(maxMoves)
      expect(compareSorted(found.sorted, best)).toBe(0)
    }),
    { numRuns: 120, seed: 7 },
  )
})
