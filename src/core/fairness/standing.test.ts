import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyProblem, aTeam, aUnit, everybody } from '../../../test/seeds/fairness.ts'
import { busiest } from './level.ts'
import { pairOf } from './packed.ts'
import { colleagues } from './polish.ts'
import { prepare, type FairnessProblem, type Prepared } from './problem.ts'
import { regionOf, unitsWithin } from './region.ts'
import { Standing } from './standing.ts'

function prepared(problem: FairnessProblem): Prepared {
  const result = prepare(problem)
  if (!result.ok) throw new Error('sound')
  return result.value
}

const anything = anyProblem({ workers: 5, units: 9, limits: true, absent: true })

it('finds whose unit it may be and what it costs them, and nobody else', () => {
  fc.assert(
    fc.property(anything, (problem) => {
      const { packed } = prepared(problem)
      problem.units.forEach((unit, at) => {
        problem.workers.forEach((_, worker) => {
          const pair = pairOf(packed, at, worker)
          const own = [...packed.who.subarray(packed.start[at], packed.start[at + 1])]
          expect(pair >= 0).toBe(own.includes(worker))
          if (pair < 0) return
          expect(packed.who[pair]).toBe(worker)
          expect(packed.cost[pair]).toBe(unit.eligible.find(([one]) => one === worker)?.[1])
        })
      })
    }),
    { numRuns: 40, seed: 41 },
  )
})

describe('a plan that changes hands', () => {
  it('keeps loads, lists, moves and counts in step', () => {
    fc.assert(
      fc.property(
        anything,
        fc.array(fc.tuple(fc.nat(), fc.nat(), fc.boolean()), { maxLength: 30 }),
        (problem, steps) => {
          const { packed, caps } = prepared(problem)
          const standing = new Standing(packed, new Int32Array(packed.units).fill(-1), caps)
          const plan = new Array<number>(packed.units).fill(-1)
          for (const [which, whose, taken] of steps) {
            const unit = which % packed.units
            const may = packed.who.subarray(packed.start[unit], packed.start[unit + 1])
            const worker = may[whose % Math.max(1, may.length)]
            if (worker === undefined) continue
            const now = plan[unit] as number
            if (now >= 0 && taken) {
              standing.take(unit, now, standing.costOf(unit, now))
              plan[unit] = -1
            } else if (now >= 0) {
              standing.move(unit, worker)
              plan[unit] = worker
            } else {
              standing.give(unit, worker, standing.costOf(unit, worker))
              plan[unit] = worker
            }
          }
          const again = new Standing(packed, plan, caps)
          expect([...standing.plan]).toEqual(plan)
          expect([...standing.load]).toEqual([...again.load])
          expect(standing.moves).toBe(
            plan.filter((worker, unit) => {
              const holder = packed.holder[unit] as number
              return worker >= 0 && holder >= 0 && holder !== worker
            }).length,
          )
          for (let worker = 0; worker < packed.workers; worker += 1) {
            const list = [...(standing.held[worker] as Int32Array)].slice(
              0,
              standing.heldCount[worker],
            )
            expect(list.sort((a, b) => a - b)).toEqual(
              plan.flatMap((one, unit) => (one === worker ? [unit] : [])),
            )
            for (let unit = 0; unit < packed.units; unit += 1) {
              if (plan[unit] !== -1) continue
              expect(standing.counts?.broken(unit, worker)?.name).toBe(
                again.counts?.broken(unit, worker)?.name,
              )
            }
          }
        },
      ),
      { numRuns: 60, seed: 42 },
    )
  })

  it('holds more than sixteen units of one worker', () => {
    const { packed } = prepared(
      aTeam(
        [100],
        Array.from({ length: 40 }, (_, at) => aUnit(`u${at}`, { eligible: [[0, 1]] })),
      ),
    )
    const standing = new Standing(packed, new Int32Array(40), null)
    expect(standing.heldCount[0]).toBe(40)
    expect([...(standing.held[0] as Int32Array)].slice(0, 40)).toEqual(
      Array.from({ length: 40 }, (_, at) => at),
    )
    expect(standing.load[0]).toBe(40)
  })
})

describe('a part of a problem', () => {
  it('keeps what its workers and units had, under other numbers', () => {
    fc.assert(
      fc.property(
        anything,
        fc.array(fc.boolean(), { minLength: 14, maxLength: 14 }),
        (problem, picks) => {
          const { packed } = prepared(problem)
          const workers = problem.workers.flatMap((_, at) => (picks[at] ? [at] : []))
          const units = problem.units.flatMap((_, at) => (picks[at + 5] ? [at] : []))
          const part = regionOf(packed, workers, units)
          expect([...part.packed.capacity]).toEqual(workers.map((one) => packed.capacity[one]))
          expect([...part.workers]).toEqual(workers)
          expect([...part.units]).toEqual(units)
          units.forEach((unit, at) => {
            const inside = workers.flatMap((worker, place) => {
              const pair = pairOf(packed, unit, worker)
              return pair < 0 ? [] : [[place, packed.cost[pair]]]
            })
            const [from, to] = [
              part.packed.start[at] as number,
              part.packed.start[at + 1] as number,
            ]
            expect(
              inside.map((_, k) => [part.packed.who[from + k], part.packed.cost[from + k]]),
            ).toEqual(inside)
            expect(to - from).toBe(inside.length)
            const holder = packed.holder[unit] as number
            expect(part.packed.holder[at]).toBe(holder < 0 ? -1 : workers.indexOf(holder))
          })
          expect(unitsWithin(packed, workers)).toEqual(
            problem.units.flatMap((_, unit) => {
              const may = [...packed.who.subarray(packed.start[unit], packed.start[unit + 1])]
              return may.length > 0 && may.every((one) => workers.includes(one)) ? [unit] : []
            }),
          )
        },
      ),
      { numRuns: 60, seed: 44 },
    )
  })
})

it('colleagues are those with whom there is a unit that both may hold', () => {
  fc.assert(
    fc.property(anything, (problem) => {
      const { packed } = prepared(problem)
      const found = colleagues(packed)
      problem.workers.forEach((_, worker) => {
        const meets = new Set<number>()
        problem.units.forEach((__, unit) => {
          const may = [...packed.who.subarray(packed.start[unit], packed.start[unit + 1])]
          if (may.includes(worker)) for (const one of may) if (one !== worker) meets.add(one)
        })
        expect([...found.who.subarray(found.start[worker], found.start[worker + 1])]).toEqual(
          [...meets].sort((a, b) => a - b),
        )
      })
    }),
    { numRuns: 40, seed: 45 },
  )
})

it('the busiest worker of a plan is the fullest by share, not by hours', () => {
  const { packed } = prepared(
    aTeam(
      [10, 40],
      [aUnit('a', { eligible: everybody(2, 9) }), aUnit('b', { eligible: everybody(2, 30) })],
    ),
  )
  expect(busiest(packed, Int32Array.of(0, 1))).toEqual({ load: 9, capacity: 10 })
  expect(busiest(packed, Int32Array.of(1, 1))).toEqual({ load: 39, capacity: 40 })
})
