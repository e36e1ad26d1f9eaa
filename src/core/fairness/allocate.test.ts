import { describe, expect, it } from 'vitest'
import {
  allocateBatch,
  allocateOne,
  holdingsOf,
  type FairnessProblem,
  type FairnessUnit,
} from './index.ts'

const unit = (id: string, more: Partial<FairnessUnit>): FairnessUnit => ({
  id,
  children: 1,
  families: 1,
  statutory: true,
  holder: null,
  frozen: false,
  eligible: [],
  ...more,
})

const problem: FairnessProblem = {
  unit: 'points',
  fullTime: 100,
  workers: [
    { id: 'a', capacity: 100 },
    { id: 'b', capacity: 50 },
    { id: 'c', capacity: 100, limits: { court: 1 } },
    { id: 'd', capacity: 0 },
    { id: 'e', capacity: 100 },
    { id: 'f', capacity: 200 },
  ],
  units: [
    unit('one', { holder: 0, eligible: [[0, 40]] }),
    unit('two', { holder: 2, eligible: [[2, 10]], counts: { court: 1 } }),
    unit('three', { holder: 5, eligible: [[5, 80]] }),
  ],
}

const holdings = holdingsOf(problem)
if (!holdings.ok) throw new Error('the problem is sound')

describe('the shortlist for a new case', () => {
  const list = allocateOne(
    holdings.value,
    unit('new', {
      counts: { court: 1 },
      eligible: [
        [0, 20],
        [1, 35],
        [2, 20],
        [3, 20],
        [5, 41],
      ],
      excluded: [[1, 'in the first year of practice']],
    }),
  )

  it('puts first whom it leaves lightest, with before and after', () => {
    expect(list.candidates.map((one) => [one.worker, one.before.load, one.after.load])).toEqual([
      [0, 40, 60],
      [5, 80, 121],
    ])
  })

  it('marks who is equal within a hair, so that a person decides', () => {
    expect(list.candidates.map((one) => one.equal)).toEqual([true, true])
  })

  it('gives everybody else the rule that keeps them from it', () => {
    expect(list.excluded).toEqual([
      { worker: 1, rule: 'in the first year of practice' },
      { worker: 2, rule: 'would count 2 under court, where the limit is 1', limit: 'court' },
      { worker: 3, rule: 'no capacity' },
      { worker: 4, rule: 'not in reach' },
    ])
  })

  it('a worker a whole point lighter is not called equal', () => {
    const apart = allocateOne(
      holdings.value,
      unit('new', {
        eligible: [
          [0, 20],
          [5, 42],
        ],
      }),
    )
    expect(apart.candidates.map((one) => one.equal)).toEqual([true, false])
  })
})

it('Monday’s list is placed together, better than one by one, and nobody’s case moves', () => {
  const both = (a: number, b: number): [number, number][] => [
    [0, a],
    [1, b],
  ]
  const monday: FairnessProblem = {
    unit: 'points',
    fullTime: 10,
    workers: [
      { id: 'a', capacity: 12 },
      { id: 'b', capacity: 12 },
    ],
    units: [
      unit('held', { holder: 0, eligible: both(2, 1) }),
      ...[3, 3, 2, 2].map((cost, at) => unit(`new ${at}`, { eligible: both(cost, cost) })),
    ],
  }
  const placed = allocateBatch(monday, { seed: 1, effort: 'quick' })
  if (!placed.ok) throw new Error('solvable')
  expect(placed.value.assignment[0]).toBe(0)
  expect(placed.value.moves).toBe(0)
  expect(placed.value.sorted.map((one) => one.load)).toEqual([6, 6])
})
