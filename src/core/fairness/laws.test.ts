import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyProblem, aTeam, aUnit, solved } from '../../../test/seeds/fairness.ts'
import {
  allocateBatch,
  allocateOne,
  compareUtilisation,
  holdingsOf,
  rebalance,
  solve,
  type FairnessProblem,
  type Solution,
  type Utilisation,
} from './index.ts'
import { compareSorted, everyPlan } from './reference.ts'
import { sortedUtilisation } from './solve.ts'

const small = anyProblem({ workers: 5, units: 7 })
const runs = (numRuns: number) => ({ numRuns, seed: 11 })

const compare = (a: Utilisation, b: Utilisation): number =>
  compareUtilisation(a.load, a.capacity, b.load, b.capacity)

/** The problem with its workers and units in another order. */
function relabelled(problem: FairnessProblem, draw: (below: number) => number): FairnessProblem {
  const shuffled = (length: number): number[] => {
    const order = Array.from({ length }, (_, at) => at)
    for (let at = length - 1; at > 0; at -= 1) {
      const other = draw(at + 1)
      ;[order[at], order[other]] = [order[other] as number, order[at] as number]
    }
    return order
  }
  const workers = shuffled(problem.workers.length)
  const place = new Map(workers.map((worker, at) => [worker, at]))
  const of = (worker: number): number => place.get(worker) as number
  return {
    ...problem,
    workers: workers.map((worker) => problem.workers[worker] as FairnessProblem['workers'][number]),
    units: shuffled(problem.units.length).map((at) => {
      const unit = problem.units[at] as FairnessProblem['units'][number]
      return {
        ...unit,
        holder: unit.holder === null ? null : of(unit.holder),
        eligible: unit.eligible.map(([worker, cost]): [number, number] => [of(worker), cost]),
      }
    }),
  }
}

const oneChildEach = (problem: FairnessProblem): FairnessProblem => ({
  ...problem,
  units: problem.units.map((unit) => ({ ...unit, counts: { children: 1 } })),
})

describe('the most even plan', () => {
  it('is as even whatever the order in which workers and cases are named', () => {
    fc.assert(
      fc.property(small, fc.option(fc.nat({ max: 3 })), fc.gen(), (problem, maxMoves, g) => {
        const other = relabelled(problem, (below) => g(fc.nat, { max: below - 1 }))
        expect(
          compareSorted(solved(problem, maxMoves).sorted, solved(other, maxMoves).sorted),
        ).toBe(0)
      }),
      runs(60),
    )
  })

  it('is as even where every weight and capacity is so many times as large', () => {
    fc.assert(
      fc.property(small, fc.integer({ min: 2, max: 9 }), (problem, times) => {
        const larger: FairnessProblem = {
          ...problem,
          fullTime: problem.fullTime * times,
          workers: problem.workers.map((one) => ({ ...one, capacity: one.capacity * times })),
          units: problem.units.map((unit) => ({
            ...unit,
            eligible: unit.eligible.map(([worker, cost]): [number, number] => [
              worker,
              cost * times,
            ]),
          })),
        }
        expect(compareSorted(solved(larger).sorted, solved(problem).sorted)).toBe(0)
      }),
      runs(60),
    )
  })

  it('never leaves the busiest worse off for an hour more of somebody’s capacity', () => {
    fc.assert(
      fc.property(small, fc.nat(), fc.integer({ min: 1, max: 5 }), (problem, whose, more) => {
        const at = whose % problem.workers.length
        const richer: FairnessProblem = {
          ...problem,
          workers: problem.workers.map((one, worker) =>
            worker === at ? { ...one, capacity: one.capacity + more } : one,
          ),
        }
        expect(compare(solved(richer).busiest, solved(problem).busiest)).toBeLessThanOrEqual(0)
      }),
      runs(80),
    )
  })

  it('never leaves the busiest worse off for one more worker who may hold a case', () => {
    fc.assert(
      fc.property(small, fc.nat(), fc.integer({ min: 1, max: 20 }), (problem, which, cost) => {
        const at = which % problem.units.length
        const added = problem.workers.length
        const wider: FairnessProblem = {
          ...problem,
          workers: [...problem.workers, { id: 'one more', capacity: 10 }],
          units: problem.units.map((unit, one) =>
            one === at ? { ...unit, eligible: [...unit.eligible, [added, cost] as const] } : unit,
          ),
        }
        expect(compare(solved(wider).busiest, solved(problem).busiest)).toBeLessThanOrEqual(0)
      }),
      runs(80),
    )
  })

  it('never leaves the busiest worse off for a case that is closed', () => {
    fc.assert(
      fc.property(small, fc.nat(), (problem, which) => {
        const at = which % problem.units.length
        const lighter = { ...problem, units: problem.units.filter((_, one) => one !== at) }
        expect(compare(solved(lighter).busiest, solved(problem).busiest)).toBeLessThanOrEqual(0)
      }),
      runs(80),
    )
  })

  it('is what trying every plan finds under limits and with people away, and leaves out no case that has a place', () => {
    fc.assert(
      fc.property(
        anyProblem({ workers: 4, units: 6, limits: true, absent: true }).map(oneChildEach),
        fc.option(fc.nat({ max: 3 })),
        (problem, maxMoves) => {
          const best = everyPlan(problem, maxMoves)
          fc.pre(best !== null)
          const found = solved(
            problem,
            maxMoves === null ? null : maxMoves + solved(problem).mustMove.length,
          )
          expect(found.unplaced).toEqual([])
          expect(compareSorted(found.sorted, best)).toBe(0)
        },
      ),
      runs(120),
    )
  })

  it('keeps apart the units that must not share a worker, wherever that can be', () => {
    fc.assert(
      fc.property(anyProblem({ workers: 4, units: 6, apart: true }), (problem) => {
        const best = everyPlan(problem, null)
        fc.pre(best !== null && (problem.apart ?? []).length > 0)
        const found = solved(problem)
        expect(found.unplaced).toEqual([])
        for (const [a, b] of problem.apart ?? []) {
          expect(found.assignment[a]).not.toBe(found.assignment[b])
        }
        expect(compareSorted(found.sorted, best ?? [])).toBe(0)
      }),
      runs(100),
    )
  })

  it('comes out the same, to the last figure, from the same seed', () => {
    fc.assert(
      fc.property(small, fc.option(fc.nat({ max: 3 })), fc.nat(), (problem, maxMoves, seed) => {
        const again = structuredClone(problem)
        expect(JSON.stringify(solved(again, maxMoves, seed))).toBe(
          JSON.stringify(solved(problem, maxMoves, seed)),
        )
      }),
      runs(20),
    )
  })
})

describe('a limit on moves', () => {
  it('is kept, but for those whose worker cannot keep them, and frozen cases never move', () => {
    fc.assert(
      fc.property(
        anyProblem({ workers: 5, units: 9, limits: true, absent: true }),
        fc.option(fc.nat({ max: 4 })),
        (problem, maxMoves) => {
          const found = solved(problem, maxMoves)
          const moved = problem.units.flatMap(({ holder }, at) => {
            const to = found.assignment[at] ?? null
            return holder !== null && to !== null && to !== holder ? [at] : []
          })
          expect(found.moves).toBe(moved.length)
          for (const at of moved) expect(problem.units[at]?.frozen).toBe(false)
          const free = moved.filter((at) => !found.mustMove.includes(at))
          if (maxMoves !== null) {
            expect(free.length).toBeLessThanOrEqual(Math.max(0, maxMoves - found.mustMove.length))
          }
        },
      ),
      runs(100),
    )
  })

  it('that is higher never leaves the busiest worse off', () => {
    fc.assert(
      fc.property(small, (problem) => {
        const plans = [0, 1, 2, 3, 4, null].map((most) => solved(problem, most))
        plans.slice(1).forEach((plan, at) => {
          expect(compare(plan.busiest, (plans[at] as Solution).busiest)).toBeLessThanOrEqual(0)
        })
      }),
      runs(40),
    )
  })
})

describe('the bound', () => {
  const sorted = (problem: FairnessProblem, maxMoves: number | null): Utilisation => {
    const [top] = everyPlan(problem, maxMoves) ?? []
    if (!top) throw new Error('every unit has somebody')
    return top
  }

  it('is never above the optimum, nor the optimum above the plan', () => {
    fc.assert(
      fc.property(
        small,
        fc.option(fc.nat({ max: 3 })),
        fc.constantFrom('quick' as const, 'normal' as const),
        (problem, maxMoves, effort) => {
          const found = solve(problem, { maxMoves, seed: 1, effort })
          if (!found.ok) throw new Error('sound')
          const best = sorted(problem, maxMoves)
          expect(compare(found.value.bound.level, best)).toBeLessThanOrEqual(0)
          expect(compare(best, found.value.busiest)).toBeLessThanOrEqual(0)
          const { unlimited } = found.value
          if (unlimited)
            expect(compare(unlimited.level, sorted(problem, null))).toBeLessThanOrEqual(0)
          if (found.value.proven) expect(compare(found.value.busiest, best)).toBe(0)
        },
      ),
      runs(60),
    )
  })

  it('of each later part holds for whoever is left when those before take none of their work', () => {
    fc.assert(
      fc.property(anyProblem({ workers: 6, units: 6 }), (problem) => {
        const found = solve(problem, { maxMoves: null, seed: 1, effort: 'normal' })
        if (!found.ok) throw new Error('sound')
        const gone = new Set(found.value.bound.workers)
        for (const part of found.value.levels) {
          expect(part.workers.filter((worker) => gone.has(worker))).toEqual([])
          const rest: FairnessProblem = {
            ...problem,
            units: problem.units
              .map((unit) => ({
                ...unit,
                holder: null,
                frozen: false,
                eligible: unit.eligible.filter(
                  ([worker]) => !gone.has(worker) && (!unit.frozen || worker === unit.holder),
                ),
              }))
              .filter((unit) => unit.eligible.length > 0),
          }
          expect(compare(part.level, sorted(rest, null))).toBeLessThanOrEqual(0)
          for (const worker of part.workers) gone.add(worker)
        }
      }),
      runs(60),
    )
  })
})

it('a team apart from the busiest has a bound of its own', () => {
  const of = (first: number, cost: number): FairnessProblem['units'] =>
    [0, 1, 2].map((at) =>
      aUnit(`${first} ${at}`, {
        eligible: [
          [first, cost],
          [first + 1, cost],
        ],
      }),
    )
  const found = solve(aTeam([10, 10, 10, 10], [...of(0, 8), ...of(2, 3)]), {
    maxMoves: null,
    seed: 1,
    effort: 'normal',
  })
  if (!found.ok) throw new Error('sound')
  expect(found.value.bound.workers).toEqual([0, 1])
  expect(found.value.levels.map((part) => part.workers)).toEqual([[2, 3]])
})

describe('Monday’s list', () => {
  it('placed together is never less even than one by one, and nobody else’s case moves', () => {
    fc.assert(
      fc.property(anyProblem({ workers: 5, units: 9 }), (problem) => {
        const together = allocateBatch(problem, { seed: 1, effort: 'quick' })
        if (!together.ok) throw new Error('sound')
        let now = problem
        problem.units.forEach((unit, at) => {
          if (unit.holder !== null) {
            expect(together.value.assignment[at]).toBe(unit.holder)
            return
          }
          const holdings = holdingsOf(now)
          if (!holdings.ok) throw new Error('sound')
          const [first] = allocateOne(holdings.value, unit).candidates
          if (!first) throw new Error('every unit has somebody')
          now = {
            ...now,
            units: now.units.map((one, k) => (k === at ? { ...one, holder: first.worker } : one)),
          }
        })
        const oneByOne = holdingsOf(now)
        if (!oneByOne.ok) throw new Error('sound')
        const capacity = problem.workers.map((worker) => worker.capacity)
        expect(
          compareSorted(together.value.sorted, sortedUtilisation(capacity, oneByOne.value.load)),
        ).toBeLessThanOrEqual(0)
      }),
      runs(80),
    )
  })
})

describe('a rebalancing', () => {
  it('never leaves the sorted utilisations less even, nor moves more or harder than it may', () => {
    fc.assert(
      fc.property(
        anyProblem({ workers: 4, units: 9 }),
        fc.nat({ max: 4 }),
        fc.option(fc.nat({ max: 5 }), { nil: undefined }),
        (problem, maxMoves, mostDisruption) => {
          const asked = {
            ...problem,
            units: problem.units.map((unit) => ({
              ...unit,
              holder: unit.holder ?? unit.eligible[0]?.[0] ?? null,
            })),
          }
          const made = rebalance(asked, {
            maxMoves,
            ...(mostDisruption === undefined ? {} : { mostDisruption }),
            seed: 1,
            effort: 'quick',
          })
          const today = holdingsOf(asked)
          if (!made.ok || !today.ok) throw new Error('sound')
          const { solution, before, worthIt } = made.value
          const sorted = sortedUtilisation(
            asked.workers.map((worker) => worker.capacity),
            today.value.load,
          )
          expect(compare(before, sorted[0] as Utilisation)).toBe(0)
          const order = compareSorted(solution.sorted, sorted)
          expect(order).toBeLessThanOrEqual(0)
          expect(worthIt).toBe(order < 0)
          expect(solution.moves).toBeLessThanOrEqual(maxMoves)
          asked.units.forEach((unit, at) => {
            if (solution.assignment[at] === unit.holder) return
            expect(unit.frozen).toBe(false)
            expect(unit.disruption ?? 0).toBeLessThanOrEqual(mostDisruption ?? 5)
          })
        },
      ),
      runs(80),
    )
  })
})
