import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyProblem, aTeam, aUnit, everybody } from '../seeds/fairness.ts'
import {
  defaultDisruptionPrice,
  loadsOf,
  movesInOrder,
  movesOf,
  parseInstance,
  rebalance,
  type FairnessProblem,
  type RebalanceOptions,
  type Rebalancing,
} from '../../src/core/fairness/index.ts'

const balanced = (problem: FairnessProblem, more: Partial<RebalanceOptions> = {}): Rebalancing => {
  const result = rebalance(problem, { seed: 1, effort: 'quick', ...more })
  if (!result.ok) throw new Error(result.problem.map(({ sentence }) => sentence).join(' '))
  return result.value
}

const changed = (problem: FairnessProblem, { solution }: Rebalancing): number[] =>
  problem.units.flatMap((unit, at) =>
    unit.holder !== null &&
    solution.assignment[at] !== null &&
    solution.assignment[at] !== unit.holder
      ? [at]
      : [],
  )

describe('a plan that weighs evenness against disruption', () => {
  const problems = anyProblem({ workers: 5, units: 12, limits: true, absent: true })

  it('moves fewer families, never more, the dearer their disruption is held', () => {
    fc.assert(
      fc.property(problems, fc.nat({ max: 8 }), (problem, maxMoves) => {
        let last = Infinity
        for (const disruptionPrice of [0, 1, 2, 3, 5, 20]) {
          const plan = balanced(problem, { maxMoves, disruptionPrice })
          const moved = changed(problem, plan)
          expect(moved).toHaveLength(plan.solution.moves)
          expect(moved.length).toBeLessThanOrEqual(last)
          expect(moved.length).toBeLessThanOrEqual(
            Math.max(maxMoves, plan.solution.mustMove.length),
          )
          last = moved.length
        }
      }),
      { numRuns: 40, seed: 21 },
    )
  })

  it('keeps only steps that pay, when they are made or as the last, and those that must be made', () => {
    fc.assert(
      fc.property(
        anyProblem({ workers: 5, units: 12, absent: true }),
        fc.integer({ min: 1, max: 6 }),
        (problem, disruptionPrice) => {
          const { solution } = balanced(problem, { maxMoves: 8, disruptionPrice })
          const order = movesInOrder(problem, solution.assignment)
          const forced = new Set(solution.mustMove)
          for (const { step, bought } of order) {
            const together = order.filter((move) => move.step === step)
            if (together.some(({ unit }) => forced.has(unit))) continue
            const points = together.reduce((sum, move) => sum + move.disruption, 0)
            // Undone alone, it would cost at most what it adds to those who give.
            const back = solution.assignment.slice()
            for (const { unit, from } of together) back[unit] = from
            const now = loadsOf(problem, solution.assignment)
            const added = loadsOf(problem, back).reduce(
              (sum, load, at) => sum + Math.max(0, load - (now[at] ?? 0)),
              0,
            )
            expect(Math.max(bought, added)).toBeGreaterThanOrEqual(disruptionPrice * points)
          }
        },
      ),
      { numRuns: 150, seed: 22 },
    )
  })

  it('is the plain plan where disruption costs nothing, and says nothing was given up', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const plan = balanced(problem, { maxMoves: 5, disruptionPrice: 0 })
        expect(plan.givenUp).toEqual([])
        expect(plan.solution.options.disruptionPrice).toBe(0)
      }),
      { numRuns: 50, seed: 23 },
    )
  })

  it('never moves a family that somebody said must stay, while its worker can keep it', () => {
    fc.assert(
      fc.property(problems, fc.uniqueArray(fc.nat({ max: 11 })), (problem, refused) => {
        const stay = new Set(refused)
        const { solution } = balanced(problem, { maxMoves: 6, stay })
        problem.units.forEach((unit, at) => {
          const { holder } = unit
          if (!stay.has(at) || holder === null) return
          if ((problem.workers[holder]?.capacity ?? 0) === 0) return
          expect(solution.assignment[at]).toBe(holder)
        })
      }),
      { numRuns: 60, seed: 24 },
    )
  })

  const pair = (hard: number, kind: number | null): FairnessProblem =>
    aTeam(
      [10, 10],
      [
        aUnit('hard', { holder: 0, eligible: everybody(2, 4), disruption: hard }),
        ...(kind === null
          ? []
          : [aUnit('kind', { holder: 0, eligible: everybody(2, 3), disruption: kind })]),
        aUnit('stays', { holder: 0, eligible: [[0, 8]] }),
      ],
    )

  it('gives up a move that buys too little, and says what it would have bought', () => {
    const plan = balanced(pair(3, null), { maxMoves: 1 })
    expect(plan.worthIt).toBe(false)
    expect(plan.solution.moves).toBe(0)
    expect(plan.givenUp).toEqual([
      { unit: 0, from: 0, to: 1, disruption: 3, bought: 4, step: 1, instead: null },
    ])
  })

  it('makes a kinder move in its place where one pays', () => {
    const plan = balanced(pair(3, 1), { maxMoves: 1 })
    expect(changed(pair(3, 1), plan)).toEqual([1])
    expect(plan.givenUp.map(({ unit, instead }) => [unit, instead])).toEqual([[0, 1]])
    expect(plan.worthIt).toBe(true)
  })

  it('keeps a move that pays by the hour of the default price', () => {
    expect(defaultDisruptionPrice).toBe(2)
    expect(balanced(pair(2, null), { maxMoves: 1 }).solution.moves).toBe(1)
  })

  it('moves what its worker cannot keep, whatever the price', () => {
    const problem = aTeam(
      [0, 10],
      [aUnit('left behind', { holder: 0, eligible: [[1, 3]], disruption: 9 })],
    )
    const plan = balanced(problem, { maxMoves: 0, disruptionPrice: 100 })
    expect(plan.solution.assignment).toEqual([1])
    expect(plan.givenUp).toEqual([])
  })

  it.each([-1, 0.5, Number.NaN])('refuses a price of %s with a sentence', (disruptionPrice) => {
    const refused = rebalance(pair(1, null), { seed: 1, effort: 'quick', disruptionPrice })
    expect(refused.ok).toBe(false)
    if (!refused.ok) expect(refused.problem[0]?.sentence).toMatch(/whole number/)
  })
})

/** A fixed service, where some families have it harder than others. */
function aService(name: string): FairnessProblem {
  const url = new URL(`../samples/instances/${name}.json.gz`, import.meta.url)
  const parsed = parseInstance(JSON.parse(gunzipSync(readFileSync(url)).toString('utf8')))
  if (!parsed.ok) throw new Error(parsed.problem.sentence)
  const { problem } = parsed.value
  return {
    ...problem,
    units: problem.units.map((unit, at) => ({ ...unit, disruption: 1 + (at % 7) })),
  }
}

it.each(['10x150-seed1', '10x150-seed2', '10x150-seed3', '50x800-seed1'])(
  'is never less even for being allowed as many moves as help: %s',
  (name) => {
    const problem = aService(name)
    const few = balanced(problem, { maxMoves: movesOf(problem, 8) }).solution.busiest
    const many = balanced(problem, { maxMoves: null }).solution.busiest
    expect(many.load * few.capacity).toBeLessThanOrEqual(few.load * many.capacity)
  },
)

it('weighs a whole service’s moves within a second', () => {
  const problem = aService('50x800-seed1')
  const maxMoves = movesOf(problem, 5)
  const plain = balanced(problem, { maxMoves, disruptionPrice: 0 })
  const kinder = balanced(problem, { maxMoves })
  const points = (plan: Rebalancing): number =>
    changed(problem, plan).reduce((sum, at) => sum + (problem.units[at]?.disruption ?? 0), 0)
  expect(points(kinder)).toBeLessThan(points(plain))
  expect(kinder.solution.moves).toBeLessThanOrEqual(plain.solution.moves)
  expect(kinder.solution.moves + kinder.givenUp.filter(({ instead }) => instead === null).length).toBe(plain.solution.moves) // prettier-ignore
})
