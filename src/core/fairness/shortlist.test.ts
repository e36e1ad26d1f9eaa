import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyProblem, aTeam, aUnit, everybody } from '../../../test/seeds/fairness.ts'
import {
  allocateOne,
  compareUtilisation,
  holdingsOf,
  movesOf,
  type FairnessProblem,
  type Holdings,
} from './index.ts'
import { stableHash } from './stable-hash.ts'

function held(problem: FairnessProblem): Holdings {
  const holdings = holdingsOf(problem)
  if (!holdings.ok) throw new Error('sound')
  return holdings.value
}

const anything = anyProblem({ workers: 6, units: 9, limits: true, absent: true })

it('everybody stands once, among those who may or with the rule that keeps them from it', () => {
  fc.assert(
    fc.property(anything, fc.nat(), (problem, which) => {
      const unit = problem.units[which % problem.units.length] as FairnessProblem['units'][number]
      const { candidates, excluded } = allocateOne(held(problem), unit)
      const named = [...candidates, ...excluded].map((one) => one.worker)
      expect(named.sort((a, b) => a - b)).toEqual(problem.workers.map((_, at) => at))
      const cost = new Map(unit.eligible)
      problem.workers.forEach(({ capacity, limits }, worker) => {
        const others = problem.units.filter((one) => one !== unit && one.holder === worker)
        const count = (units: typeof others): number =>
          units.reduce((sum, one) => sum + (one.counts?.['children'] ?? 0), 0)
        const own = unit.counts?.['children'] ?? 0
        const over = limits !== undefined && count(others) + own > (limits['children'] ?? 0)
        const may = cost.has(worker) && capacity > 0 && !over
        const found = candidates.find((one) => one.worker === worker)
        expect(found !== undefined).toBe(may)
        if (!found) return
        const before = others.reduce(
          (sum, one) => sum + (one.eligible.find(([at]) => at === worker)?.[1] ?? 0),
          0,
        )
        expect(found.before).toEqual({ load: before, capacity })
        expect(found.after).toEqual({ load: before + (cost.get(worker) ?? 0), capacity })
        expect(found.cost).toBe(cost.get(worker))
      })
    }),
    { numRuns: 150, seed: 51 },
  )
})

it('the lightest afterwards comes first, then the cheapest, then by a number that is no name’s', () => {
  fc.assert(
    fc.property(anything, fc.nat(), (problem, which) => {
      const unit = problem.units[which % problem.units.length] as FairnessProblem['units'][number]
      const { candidates } = allocateOne(held(problem), unit)
      const hash = (worker: number): number =>
        stableHash(`${unit.id} ${problem.workers[worker]?.id ?? ''}`)
      candidates.slice(1).forEach((one, at) => {
        const before = candidates[at] as typeof one
        const order =
          compareUtilisation(
            before.after.load,
            before.after.capacity,
            one.after.load,
            one.after.capacity,
          ) ||
          before.cost - one.cost ||
          hash(before.worker) - hash(one.worker)
        expect(order).toBeLessThanOrEqual(0)
      })
    }),
    { numRuns: 100, seed: 52 },
  )
})

describe('who is equal within a hair', () => {
  const problem = aTeam([100, 200, 1000, 100], [])
  const equal = (costs: number[], hair?: number): boolean[] => {
    const unit = aUnit('u', { eligible: costs.map((cost, at): [number, number] => [at, cost]) })
    const { candidates } = allocateOne(held(problem), unit, hair)
    return candidates.map((one) => one.equal)
  }

  it('is half a point of capacity above the first, unless told', () => {
    // 10.0 %, 10.5 %, 10.5 %, 11 %
    expect(equal([10, 21, 105, 11])).toEqual([true, true, true, false])
    expect(equal([10, 21, 106, 11])).toEqual([true, true, false, false])
  })

  it('is as far as one is told', () => {
    expect(equal([10, 20, 101, 11], 0)).toEqual([true, true, false, false])
    expect(equal([10, 20, 101, 11], 1)).toEqual([true, true, true, false])
    expect(equal([10, 20, 101, 11], 10)).toEqual([true, true, true, true])
  })

  it('equals of everything else stand by a number made of unit and worker, not by place', () => {
    const team = aTeam([10, 10, 10, 10, 10, 10], [])
    const orders = ['a', 'b', 'c', 'd', 'e'].map((id) =>
      allocateOne(held(team), aUnit(id, { eligible: everybody(6, 4) }))
        .candidates.map((one) => one.worker)
        .join(),
    )
    expect(new Set(orders).size).toBeGreaterThan(3)
  })
})

describe('what everybody holds today', () => {
  const problem: FairnessProblem = {
    ...aTeam(
      [10, 10],
      [
        aUnit('a', {
          holder: 0,
          eligible: [
            [0, 4],
            [1, 9],
          ],
          counts: { children: 2, court: 1 },
        }),
        aUnit('b', { holder: 0, eligible: [[0, 3]], counts: { children: 1 } }),
        aUnit('c', { eligible: [[1, 5]], counts: { children: 3 } }),
        aUnit('d', { holder: 1, eligible: [[0, 5]] }),
      ],
    ),
    workers: [
      { id: 'x', capacity: 10, limits: { children: 3 } },
      { id: 'y', capacity: 10, limits: { court: 1 } },
    ],
  }

  it('is summed by worker, for each limit that anybody has', () => {
    const { load, counted } = held(problem)
    expect(load).toEqual([7, 0])
    expect([...counted]).toEqual([
      ['children', [3, 0]],
      ['court', [1, 0]],
    ])
  })

  it('is refused where the problem makes no sense', () => {
    expect(holdingsOf({ ...problem, fullTime: 0 })).toMatchObject({
      ok: false,
      problem: [{ code: 'full-time' }],
    })
  })

  it('says under which limit a case would be one too many', () => {
    const unit = aUnit('new', { eligible: everybody(2, 1), counts: { children: 1, court: 2 } })
    expect(allocateOne(held(problem), unit).excluded).toEqual([
      { worker: 0, rule: 'would count 4 under children, where the limit is 3', limit: 'children' },
      { worker: 1, rule: 'would count 2 under court, where the limit is 1', limit: 'court' },
    ])
    const own = problem.units[1] as FairnessProblem['units'][number]
    expect(allocateOne(held(problem), own).candidates).toMatchObject([
      { worker: 0, before: { load: 4 }, after: { load: 7 } },
    ])
  })

  it('nobody takes a case that must be kept apart from one of theirs, whichever of the two is asked', () => {
    const parted: FairnessProblem = {
      ...aTeam(
        [10, 10],
        [
          aUnit('held', { holder: 1, eligible: everybody(2, 2) }),
          aUnit('new', { eligible: everybody(2, 2) }),
          aUnit('other', { eligible: everybody(2, 2) }),
        ],
      ),
      apart: [
        [1, 0],
        [1, 2],
      ],
    }
    const excluded = (at: number) =>
      allocateOne(held(parted), parted.units[at] as FairnessProblem['units'][number]).excluded
    expect(excluded(1)).toEqual([
      { worker: 1, rule: 'holds a case that must be kept apart from this one' },
    ])
    expect(excluded(0)).toEqual([])
    expect(excluded(2)).toEqual([])
  })

  it('a share of the held units is rounded down to whole moves', () => {
    expect(movesOf(problem, 100)).toBe(3)
    expect(movesOf(problem, 66)).toBe(1)
    expect(movesOf(problem, 0)).toBe(0)
  })
})
