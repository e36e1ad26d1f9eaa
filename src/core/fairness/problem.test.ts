import { describe, expect, it } from 'vitest'
import { aTeam, aUnit } from '../../../test/seeds/fairness.ts'
import { exclusionOf, prepare, troubles, type FairnessProblem } from './problem.ts'

const sound = aTeam([10, 20], [aUnit('a', { eligible: [[1, 3]] })])
const withUnit = (more: Parameters<typeof aUnit>[1]): FairnessProblem => ({
  ...sound,
  units: [...sound.units, aUnit('b', more)],
})
const withWorker = (more: Partial<FairnessProblem['workers'][number]>): FairnessProblem => ({
  ...sound,
  workers: [...sound.workers, { id: 'w2', capacity: 5, ...more }],
})

describe('a problem that makes no sense is refused with a sentence', () => {
  it('and one that does is not', () => {
    expect(troubles(sound)).toEqual([])
    expect(troubles(withUnit({ holder: 0, eligible: [[0, 0]] }))).toEqual([])
    expect(troubles(withUnit({ holder: 1, frozen: true, eligible: [[1, 1_000_000]] }))).toEqual([])
    expect(troubles(withUnit({ children: 0, families: 0, counts: { court: 0 } }))).toEqual([])
    expect(troubles(withWorker({ capacity: 1_000_000, limits: { court: 0 } }))).toEqual([])
    expect(troubles(withWorker({ capacity: 0 }))).toEqual([])
    expect(troubles({ ...sound, fullTime: 1 })).toEqual([])
  })

  it.each([
    [
      withWorker({ capacity: -1 }),
      'capacity',
      /Worker 3 has a capacity of -1\b.*whole number of points, 0 or more/,
    ],
    [withWorker({ capacity: 1.5 }), 'capacity', /Worker 3 has a capacity of 1\.5\b/],
    [withWorker({ capacity: 1_000_001 }), 'capacity', /Worker 3 has a capacity of 1000001\b/],
    [
      withWorker({ limits: { court: -1 } }),
      'limit',
      /Worker 3 has a limit of -1 on court\. .*whole number, 0 or more/,
    ],
    [withWorker({ limits: { court: 0.5 } }), 'limit', /a limit of 0\.5 on court/],
    [{ ...sound, fullTime: 0 }, 'full-time', /A full-time worker cannot carry 0 points/],
    [{ ...sound, fullTime: 2.5 }, 'full-time', /cannot carry 2\.5 points/],
    [withUnit({ holder: 2 }), 'holder', /Unit 2 is held by worker 2, who is not among the 2/],
    [withUnit({ holder: -1 }), 'holder', /held by worker -1/],
    [withUnit({ holder: 0.5 }), 'holder', /held by worker 0\.5/],
    [withUnit({ frozen: true }), 'frozen', /Unit 2 is frozen but nobody holds it/],
    [withUnit({ children: -1 }), 'children', /Unit 2 counts -1 children in 1 families/],
    [withUnit({ children: 0.5 }), 'children', /0\.5 children/],
    [withUnit({ families: -1 }), 'children', /1 children in -1 families/],
    [withUnit({ families: 0.5 }), 'children', /in 0\.5 families/],
    [withUnit({ eligible: [[2, 1]] }), 'eligible', /Unit 2 names worker 2, who is not among the 2/],
    [withUnit({ eligible: [[-1, 1]] }), 'eligible', /names worker -1/],
    [withUnit({ eligible: [[0.5, 1]] }), 'eligible', /names worker 0\.5/],
    [
      withUnit({
        eligible: [
          [1, 1],
          [1, 1],
        ],
      }),
      'eligible',
      /Unit 2 names worker 1 twice\. Keep one cost/,
    ],
    [
      withUnit({ eligible: [[0, -1]] }),
      'cost',
      /Unit 2 costs worker 0 -1\. A cost is a whole number of points, 0 or more/,
    ],
    [withUnit({ eligible: [[0, 0.5]] }), 'cost', /costs worker 0 0\.5/],
    [withUnit({ eligible: [[0, 1_000_001]] }), 'cost', /costs worker 0 1000001/],
    [
      withUnit({ counts: { court: -1 } }),
      'counts',
      /Unit 2 counts -1 under court\. A count is a whole number, 0 or more/,
    ],
    [withUnit({ counts: { court: 0.5 } }), 'counts', /counts 0\.5 under court/],
  ])('%#: %j', (problem, code, sentence) => {
    const found = troubles(problem)
    expect(found.map((one) => one.code)).toEqual([code])
    expect(found[0]?.sentence).toMatch(sentence)
    expect(prepare(problem)).toEqual({ ok: false, problem: found })
  })

  it('in half-hours nobody works more than 24 hours a day', () => {
    const halfHours = (capacity: number, cost: number): FairnessProblem => ({
      ...aTeam([capacity], [aUnit('a', { eligible: [[0, cost]] })]),
      unit: 'half-hours a month',
    })
    expect(troubles(halfHours(1488, 1488))).toEqual([])
    expect(troubles(halfHours(1489, 1)).map((one) => one.sentence)).toEqual([
      'Worker 1 has a capacity of 1489 half-hours a month: more than 24 hours a day. Check the contract.',
    ])
    expect(troubles(halfHours(1, 1489)).map((one) => one.sentence)).toEqual([
      'Unit 1 costs worker 0 1489 half-hours a month: more than 24 hours a day. Check the weight.',
    ])
    expect(troubles(halfHours(1489, 1))[0]?.code).toBe('capacity')
    expect(troubles(halfHours(1, 1489))[0]?.code).toBe('cost')
  })

  it('the same worker may be named by two units', () => {
    expect(troubles(withUnit({ eligible: [[1, 4]] }))).toEqual([])
  })

  it('a slip that runs through everything is told twenty times, not a thousand', () => {
    const units = Array.from({ length: 30 }, (_, at) => aUnit(`u${at}`, { children: -1 }))
    expect(troubles(aTeam([10], units))).toHaveLength(20)
  })

  it('a plan for more people or cases than there are in a country is refused', () => {
    const many = troubles({ ...sound, workers: Array(200_001).fill({ id: 'w', capacity: 1 }) })
    expect(many[0]?.code).toBe('too-large')
    expect(many[0]?.sentence).toMatch(/^200,001 workers and 1 unit are more than one plan can hold/)
    expect(troubles({ ...sound, workers: Array(200_000).fill({ id: 'w', capacity: 1 }) })).toEqual(
      [],
    )
    const unit = aUnit('a', {})
    expect(troubles({ ...sound, units: Array(2_000_000).fill(unit) })).toEqual([])
    expect(troubles({ ...sound, units: Array(2_000_001).fill(unit) })[0]?.code).toBe('too-large')
  })
})

describe('what no plan can change is settled first', () => {
  const problem: FairnessProblem = {
    ...aTeam(
      [10, 0, 20],
      [
        aUnit('free', {
          eligible: [
            [2, 5],
            [1, 4],
            [0, 3],
          ],
          holder: 2,
        }),
        aUnit('frozen', {
          eligible: [
            [0, 6],
            [2, 7],
          ],
          holder: 2,
          frozen: true,
        }),
        aUnit('held by one who is away', {
          eligible: [
            [0, 1],
            [1, 1],
          ],
          holder: 1,
          statutory: false,
        }),
        aUnit('nobody may', { eligible: [[1, 1]], holder: 1 }),
        aUnit('too many', {
          eligible: [
            [0, 1],
            [2, 1],
          ],
          counts: { children: 3, court: 1 },
        }),
      ],
    ),
    workers: [
      { id: 'a', capacity: 10, limits: { children: 2 } },
      { id: 'b', capacity: 0 },
      { id: 'c', capacity: 20, limits: { court: 1, adoption: 4 } },
    ],
  }
  const settled = () => {
    const prepared = prepare(problem)
    if (!prepared.ok) throw new Error('sound')
    return prepared.value
  }

  it('who may hold what, workers rising, frozen units with their holder alone', () => {
    const { packed } = settled()
    expect([...packed.start]).toEqual([0, 2, 3, 4, 4, 5])
    expect([...packed.who]).toEqual([0, 2, 2, 0, 2])
    expect([...packed.cost]).toEqual([3, 5, 7, 1, 1])
    expect([...packed.capacity]).toEqual([10, 0, 20])
    expect([packed.workers, packed.units]).toEqual([3, 5])
  })

  it('whose keeping of a unit is no move', () => {
    const { packed, mustMove, nobody } = settled()
    expect([...packed.holder]).toEqual([2, 2, -1, -1, -1])
    expect(mustMove).toEqual([2])
    expect(nobody).toEqual([3])
  })

  it('which limits there are, and what counts under them', () => {
    const { caps } = settled()
    expect(caps?.map((cap) => [cap.name, [...cap.limit], [...cap.counts]])).toEqual([
      ['adoption', [-1, -1, 4], [0, 0, 0, 0, 0]],
      ['children', [2, -1, -1], [0, 0, 0, 0, 3]],
      ['court', [-1, -1, 1], [0, 0, 0, 0, 1]],
    ])
    expect(prepare(sound)).toMatchObject({ ok: true, value: { caps: null } })
  })

  it('what the law wants held first', () => {
    const { statutory } = settled()
    expect([...statutory]).toEqual([1, 1, 0, 1, 1])
  })
})

describe('why a worker may not have a unit', () => {
  const problem: FairnessProblem = {
    ...aTeam([10, 0, 20, 5], []),
    workers: [
      { id: 'a', capacity: 10, limits: { children: 2, court: 0 } },
      { id: 'b', capacity: 0 },
      { id: 'c', capacity: 20 },
      { id: 'd', capacity: 5 },
    ],
  }
  const unit = aUnit('u', {
    holder: 2,
    eligible: [
      [0, 1],
      [1, 1],
      [2, 1],
    ],
    counts: { children: 3 },
    excluded: [
      [3, 'knows the family'],
      [2, 'on the other side of a dispute'],
    ],
  })

  it.each([
    [0, 'counts 3 under children, where the limit is 2'],
    [1, 'no capacity'],
    [2, 'on the other side of a dispute'],
    [3, 'knows the family'],
  ])('worker %d: %s', (worker, rule) => {
    expect(exclusionOf(problem, unit, worker)).toBe(rule)
  })

  it('nothing keeps the others', () => {
    const plain = aUnit('u', { eligible: [[2, 1]], holder: 2 })
    expect(exclusionOf(problem, plain, 2)).toBeNull()
    expect(exclusionOf(problem, plain, 3)).toBe('not in reach')
    expect(exclusionOf(problem, { ...plain, frozen: true }, 2)).toBeNull()
    expect(exclusionOf(problem, { ...plain, frozen: true }, 3)).toBe(
      'the case is frozen with its worker',
    )
    const two = aUnit('u', { eligible: [[0, 1]], counts: { children: 2 } })
    expect(exclusionOf(problem, two, 0)).toBeNull()
    expect(exclusionOf(problem, { ...two, counts: { court: 1 } }, 0)).toBe(
      'counts 1 under court, where the limit is 0',
    )
  })
})
