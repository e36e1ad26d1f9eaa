import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aTeam, aUnit, everybody } from '../../../test/seeds/fairness.ts'
import { CapCounts } from './caps.ts'
import { longestFirst } from './longest-first.ts'
import { conflictOf, makePlaces } from './place.ts'
import { prepare, type FairnessProblem, type Prepared } from './problem.ts'

function prepared(problem: FairnessProblem): Prepared {
  const result = prepare(problem)
  if (!result.ok) throw new Error('sound')
  return result.value
}

describe('limits on what is counted', () => {
  const asked = () => {
    const { packed, caps } = prepared({
      ...aTeam(
        [50, 50, 50],
        [3, 1, 2, 0].map((children, at) =>
          aUnit(`u${at}`, { eligible: everybody(3, 5), counts: { children } }),
        ),
      ),
      workers: [
        { id: 'a', capacity: 50, limits: { children: 4 } },
        { id: 'b', capacity: 50, limits: { children: 3 } },
        { id: 'c', capacity: 50 },
      ],
    })
    if (!caps) throw new Error('there are limits')
    return { packed, caps }
  }

  it('are met up to the last, broken from there, and bind nobody who has none', () => {
    const { packed, caps } = asked()
    const counts = new CapCounts(caps, [0, -1, -1, -1], packed.workers)
    expect(counts.broken(1, 0)).toBeNull()
    expect(counts.broken(2, 0)?.name).toBe('children')
    expect(counts.broken(2, 1)).toBeNull()
    expect(counts.broken(0, 2)).toBeNull()
    expect(counts.broken(3, 0)).toBeNull()
    counts.add(1, 0, 1)
    expect(counts.broken(1, 0)?.name).toBe('children')
    expect(counts.broken(3, 0)).toBeNull()
    counts.add(0, 0, -1)
    expect(counts.broken(0, 0)).toBeNull()
  })

  it('allow two workers just the exchanges that keep both within them', () => {
    const { packed, caps } = asked()
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 1 }), { minLength: 4, maxLength: 4 }),
        fc.array(fc.nat({ max: 1 }), { minLength: 4, maxLength: 4 }),
        (plan, then) => {
          const children = (who: number, of: readonly number[]): number =>
            of.reduce((sum, one, at) => sum + (one === who ? ([3, 1, 2, 0][at] ?? 0) : 0), 0)
          fc.pre(children(0, plan) <= 4 && children(1, plan) <= 3)
          const counts = new CapCounts(caps, plan, packed.workers)
          const toFirst = then.map((who) => (who === 0 ? 1 : 0))
          expect(counts.allows(0, 1, [0, 1, 2, 3], toFirst, 4, plan)).toBe(
            children(0, then) <= 4 && children(1, then) <= 3,
          )
        },
      ),
      { numRuns: 200, seed: 43 },
    )
  })
})

describe('longest first', () => {
  it('places the heaviest first, each with whom it leaves lightest, statutory work before all', () => {
    const { packed, statutory } = prepared(
      aTeam(
        [10, 20],
        [
          aUnit('light', { eligible: everybody(2, 2) }),
          aUnit('heavy', { eligible: everybody(2, 8) }),
          aUnit('optional', { statutory: false, eligible: everybody(2, 9) }),
          aUnit('held', { holder: 0, eligible: [[0, 6]] }),
          aUnit('nobody', {}),
        ],
      ),
    )
    const plan = Int32Array.of(-1, -1, -1, 0, -1)
    longestFirst(packed, plan, null, statutory)
    // b takes 8 (40 %), then a takes 2 to 80 % or b to 50 %: b; then 9: b at 95 %, a at 150 %.
    expect([...plan]).toEqual([1, 1, 1, 0, -1])
    const other = Int32Array.of(-1, -1, -1, 0, -1)
    longestFirst(packed, other, null, null)
    // 9 to b (45 %), 8 to b (85 %) rather than a (140 %), 2 to a (80 %).
    expect([...other]).toEqual([0, 1, 1, 0, -1])
  })

  it('leaves with nobody what no limit has room for', () => {
    const one = (id: string) => aUnit(id, { eligible: [[0, 1]], counts: { children: 2 } })
    const { packed, caps } = prepared({
      ...aTeam([10], [one('a'), one('b')]),
      workers: [{ id: 'w', capacity: 10, limits: { children: 3 } }],
    })
    const plan = Int32Array.of(-1, -1)
    longestFirst(packed, plan, caps, null)
    expect([...plan]).toEqual([0, -1])
  })
})

describe('making places under limits', () => {
  const limited = (
    limits: number[],
    units: { children: number; may: number[]; statutory?: boolean; holder?: number }[],
  ): Prepared =>
    prepared({
      ...aTeam(
        limits.map(() => 10),
        units.map(({ children, may, statutory = true, holder }, at) =>
          aUnit(`u${at}`, {
            statutory,
            holder: holder ?? null,
            counts: { children },
            eligible: may.map((worker): [number, number] => [worker, 1]),
          }),
        ),
      ),
      workers: limits.map((children, at) => ({ id: `w${at}`, capacity: 10, limits: { children } })),
    })
  const placed = ({ packed, caps, statutory }: Prepared, plan: number[], maxMoves = 99) => {
    const made = Int32Array.from(plan)
    if (!caps) throw new Error('there are limits')
    makePlaces(packed, made, caps, statutory, maxMoves)
    return [...made]
  }

  it('hands on along a chain of workers', () => {
    const chain = limited(
      [1, 1, 1],
      [
        { children: 1, may: [0, 1] },
        { children: 1, may: [1, 2] },
        { children: 1, may: [0] },
      ],
    )
    expect(placed(chain, [0, 1, -1])).toEqual([1, 2, 0])
  })

  it('moves nobody where no more moves are allowed', () => {
    const held = limited(
      [1, 1],
      [
        { children: 1, may: [0, 1], holder: 0 },
        { children: 1, may: [0] },
      ],
    )
    expect(placed(held, [0, -1], 0)).toEqual([0, -1])
    expect(placed(held, [0, -1], 1)).toEqual([1, 0])
  })

  it('puts statutory work in the place of other work where nothing else is left, not the other way round', () => {
    const full = (statutory: boolean) =>
      limited(
        [1],
        [
          { children: 1, may: [0], statutory: !statutory },
          { children: 1, may: [0], statutory },
        ],
      )
    expect(placed(full(true), [0, -1])).toEqual([-1, 0])
    expect(placed(full(false), [0, -1])).toEqual([0, -1])
  })

  it('names what cannot all be held together, and whose limit stands in the way, and no more', () => {
    const { packed, caps } = limited(
      [2, 2, 9],
      [
        { children: 2, may: [0, 1] },
        { children: 2, may: [0, 1] },
        { children: 1, may: [0, 1] },
        { children: 3, may: [2] },
      ],
    )
    if (!caps) throw new Error('there are limits')
    expect(conflictOf(packed, [0, 1, -1, 2], caps, 2)).toEqual({
      limit: 'children',
      units: [0, 1, 2],
      workers: [0, 1],
    })
    expect(conflictOf(packed, [0, 1, -1, -1], caps, 3)).toBeNull()
  })
})

it('a worker hands on two cases at once where one alone leaves too little room for a larger one', () => {
  const team = aTeam(
    [50, 50, 50],
    [
      aUnit('one', { holder: 0, eligible: everybody(2, 5), counts: { children: 1 } }),
      aUnit('other', {
        holder: 0,
        eligible: [
          [0, 5],
          [2, 5],
        ],
        counts: { children: 1 },
      }),
      aUnit('new', { eligible: [[0, 9]], counts: { children: 3 } }),
    ],
  )
  const { packed, caps, statutory } = prepared({
    ...team,
    workers: team.workers.map((worker, at) => ({
      ...worker,
      limits: { children: at === 0 ? 3 : 1 },
    })),
  })
  if (!caps) throw new Error('there are limits')
  const place = (maxMoves: number): number[] => {
    const plan = Int32Array.from(packed.holder)
    makePlaces(packed, plan, caps, statutory, maxMoves)
    return Array.from(plan)
  }
  expect(place(2)).toEqual([1, 2, 0])
  // One move is too few for that.
  expect(place(1)).toEqual([0, 0, -1])
})
