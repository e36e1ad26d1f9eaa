import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyProblem, aTeam, aUnit } from '../../../test/seeds/fairness.ts'
import { isHigher, lowerBound, pricedWork, proofFrom, roomAtLevel, smallestLevel } from './bound.ts'
import { compareUtilisation, wholeLoadWithin, type Utilisation } from './exact.ts'
import { prepare, type FairnessProblem } from './problem.ts'
import { everyPlan } from './reference.ts'
import { teamsOf } from './teams.ts'

const packedOf = (problem: FairnessProblem) => {
  const prepared = prepare(problem)
  if (!prepared.ok) throw new Error('sound')
  return prepared.value.packed
}

describe('what a set of workers must carry in any plan, priced', () => {
  const packed = () =>
    packedOf(
      aTeam(
        [10, 10, 10],
        [
          aUnit('a', {
            holder: 0,
            eligible: [
              [0, 4],
              [1, 5],
            ],
          }),
          aUnit('b', { eligible: [[0, 7]] }),
          aUnit('c', {
            holder: 2,
            eligible: [
              [1, 3],
              [2, 2],
            ],
          }),
          aUnit('d', {}),
        ],
      ),
    )

  it('is the least price of each unit, nothing where somebody outside may hold it', () => {
    expect(pricedWork(packed(), Float64Array.of(1, 1, 0))).toBe(4 + 7 + 0)
    expect(pricedWork(packed(), Float64Array.of(1, 1, 1))).toBe(4 + 7 + 2)
    expect(pricedWork(packed(), Float64Array.of(3, 2, 5))).toBe(10 + 21 + 6)
  })

  it('with a charge for moves counts it where a unit leaves its holder, less the moves there may be', () => {
    // a: with its holder 12, away 10 + 4; c: away 6 + 4, with its holder 10.
    expect(pricedWork(packed(), Float64Array.of(3, 2, 5), 4, 0)).toBe(12 + 21 + 10)
    expect(pricedWork(packed(), Float64Array.of(3, 2, 5), 4, 2)).toBe(12 + 21 + 10 - 8)
    expect(pricedWork(packed(), Float64Array.of(3, 2, 9), 4, 1)).toBe(12 + 21 + 10 - 4)
    expect(pricedWork(packed(), Float64Array.of(3, 2, 5), 1, 0)).toBe(11 + 21 + 7)
  })
})

describe('the smallest level at which whole loads reach the work', () => {
  it('is the first of all levels, tried one by one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 5, maxLength: 5 }),
        fc.integer({ min: 1, max: 900 }),
        (capacity, draws, work) => {
          const workers = capacity.map((_, worker) => worker)
          const prices = draws.slice(0, capacity.length)
          const roomAt = (level: Utilisation): number =>
            workers.reduce(
              (sum, worker) =>
                sum +
                (prices[worker] as number) * wholeLoadWithin(capacity[worker] as number, level),
              0,
            )
          const level = smallestLevel(capacity, workers, prices, work)
          expect(roomAt(level)).toBeGreaterThanOrEqual(work)
          // Every lower breakpoint is too low.
          for (const own of capacity) {
            const load = wholeLoadWithin(own, level)
            const below =
              compareUtilisation(load, own, level.load, level.capacity) === 0 ? load - 1 : load
            if (below >= 0) expect(roomAt({ load: below, capacity: own })).toBeLessThan(work)
          }
          expect(
            capacity.some(
              (own) =>
                compareUtilisation(wholeLoadWithin(own, level), own, level.load, level.capacity) ===
                0,
            ),
          ).toBe(true)
        },
      ),
      { numRuns: 200, seed: 31 },
    )
  })

  it('is 0 where there is no work, nobody to do it, or only people without capacity', () => {
    const none = { load: 0, capacity: 1 }
    expect(smallestLevel([10], [0], [1], 0)).toEqual(none)
    expect(smallestLevel([10], [0], [1], -5)).toEqual(none)
    expect(smallestLevel([10], [], [], 5)).toEqual(none)
    expect(smallestLevel([0], [0], [1], 5)).toEqual(none)
    expect(smallestLevel([0, 10], [0, 1], [1, 1], 5)).toEqual({ load: 5, capacity: 10 })
  })
})

describe('prices made whole', () => {
  // Three units of 4 for two workers of 10: somebody carries 8.
  const packed = () =>
    packedOf(
      aTeam(
        [10, 10, 30],
        [0, 1, 2].map((at) =>
          aUnit(`u${at}`, {
            eligible: [
              [0, 4],
              [1, 4],
            ],
          }),
        ),
      ),
    )

  it('are plain ones where those prove as much', () => {
    const proof = proofFrom(packed(), {
      price: Float64Array.of(0.5, 0.5, 0),
      witness: [0, 1],
      ratio: 1,
      charge: 0,
    })
    expect(proof).toMatchObject({
      level: { load: 6, capacity: 10 },
      workers: [0, 1],
      prices: [1, 1],
      charge: 0,
      moves: 0,
    })
  })

  it('prove nothing where nobody is a witness or nothing has a price', () => {
    for (const priced of [
      { price: Float64Array.of(1, 1, 1), witness: [], ratio: 0, charge: 0 },
      { price: Float64Array.of(0, 0, 0), witness: [0, 1], ratio: 0, charge: 0 },
    ]) {
      expect(proofFrom(packed(), priced, 3)).toMatchObject({
        level: { load: 0, capacity: 1 },
        workers: [],
        prices: [],
        charge: 0,
        moves: 3,
      })
    }
  })

  it('leave out whoever’s price is nothing', () => {
    const proof = proofFrom(
      packed(),
      {
        price: Float64Array.of(1, 1, 1e-9),
        witness: [0, 1, 2],
        ratio: 1,
        charge: 0.25,
      },
      1,
    )
    expect(proof.workers).toEqual([0, 1])
    expect(proof.prices).toEqual([1 << 20, 1 << 20])
    expect(proof.charge).toBe(1 << 18)
    expect(proof.moves).toBe(1)
  })
})

it('levels are compared as the fractions they are', () => {
  expect(isHigher({ load: 2, capacity: 3 }, { load: 5, capacity: 8 })).toBe(true)
  expect(isHigher({ load: 5, capacity: 8 }, { load: 2, capacity: 3 })).toBe(false)
  expect(isHigher({ load: 2, capacity: 4 }, { load: 1, capacity: 2 })).toBe(false)
})

it('room at a level is whole load by worker', () => {
  const packed = packedOf(aTeam([10, 7, 3], []))
  expect([...roomAtLevel(packed, { load: 5, capacity: 10 })]).toEqual([5, 3, 1])
})

it('the bound of a small problem is close under its optimum, and often it', () => {
  let met = 0
  let seen = 0
  fc.assert(
    fc.property(anyProblem({ workers: 3, units: 6 }), (problem) => {
      const [best] = everyPlan(problem, null) ?? []
      if (!best) throw new Error('every unit has somebody')
      const { proof } = lowerBound(packedOf(problem), { rounds: 24, last: 9, repeats: 6 })
      const order = compareUtilisation(
        proof.level.load,
        proof.level.capacity,
        best.load,
        best.capacity,
      )
      expect(order).toBeLessThanOrEqual(0)
      seen += 1
      met += order === 0 ? 1 : 0
    }),
    { numRuns: 60, seed: 32 },
  )
  expect(met / seen).toBeGreaterThan(0.4)
})

it('the bound by teams is not above the optimum either, and prices every worker as their team', () => {
  fc.assert(
    fc.property(anyProblem({ workers: 5, units: 7 }), (problem) => {
      const [best] = everyPlan(problem, null) ?? []
      if (!best) throw new Error('every unit has somebody')
      const packed = packedOf(problem)
      const teams = teamsOf(packed)
      const { proof, price } = lowerBound(packed, { rounds: 24, last: 9, repeats: 2 }, { teams })
      expect(isHigher(proof.level, best)).toBe(false)
      expect(proof.level.load).toBeGreaterThan(0)
      expect(proof.workers).toEqual(proof.workers.toSorted((a, b) => a - b))
      expect(new Set(proof.workers).size).toBe(proof.workers.length)
      for (const members of teams.members) {
        const own = new Set(members.map((worker) => price[worker]))
        expect(own.size).toBe(1)
        const inside = members.filter((worker) => proof.workers.includes(worker))
        expect([0, members.length]).toContain(inside.length)
      }
    }),
    { numRuns: 60, seed: 33 },
  )
})
