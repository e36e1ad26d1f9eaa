/** Small problems for the fairness engine, and its answers: for tests of laws and of single rules. */
import fc from 'fast-check'
import {
  solve,
  type FairnessProblem,
  type FairnessUnit,
  type Solution,
} from '../../src/core/fairness/index.ts'

export const aUnit = (id: string, more: Partial<FairnessUnit>): FairnessUnit => ({
  id,
  children: 1,
  families: 1,
  statutory: true,
  holder: null,
  frozen: false,
  eligible: [],
  ...more,
})

/** Workers of these capacities, in points; a full-time worker carries 10. */
export const aTeam = (capacity: number[], units: FairnessUnit[]): FairnessProblem => ({
  unit: 'points',
  fullTime: 10,
  workers: capacity.map((own, at) => ({ id: `w${at}`, capacity: own })),
  units,
})

/** What everybody may hold, at one cost. */
export const everybody = (workers: number, cost: number): [number, number][] =>
  Array.from({ length: workers }, (_, worker) => [worker, cost])

interface Sizes {
  workers: number
  units: number
  /** Whether some workers have a limit on children. */
  limits?: boolean
  /** Whether some workers have no capacity. */
  absent?: boolean
  /** Whether some units must not share a worker. */
  apart?: boolean
}

/** Problems of every kind: costs that differ a little, holders, frozen units, people who may not. */
export const anyProblem = ({
  workers,
  units,
  limits = false,
  absent = false,
  apart = false,
}: Sizes): fc.Arbitrary<FairnessProblem> =>
  fc
    .record({
      capacity: fc.array(fc.integer({ min: 3, max: 30 }), { minLength: 1, maxLength: workers }),
      away: fc.array(fc.nat({ max: absent ? 4 : 0 }), { minLength: workers, maxLength: workers }),
      limit: fc.array(fc.option(fc.integer({ min: 1, max: 5 })), {
        minLength: workers,
        maxLength: workers,
      }),
      pairs: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: apart ? 3 : 0 }),
      units: fc.array(
        fc.record({
          cost: fc.integer({ min: 1, max: 20 }),
          more: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 8, maxLength: 8 }),
          out: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 8, maxLength: 8 }),
          holder: fc.option(fc.nat({ max: workers - 1 })),
          frozen: fc.integer({ min: 0, max: 9 }),
          children: fc.integer({ min: 1, max: 3 }),
          disruption: fc.nat({ max: 5 }),
        }),
        { minLength: 1, maxLength: units },
      ),
    })
    .map(({ capacity, away, limit, pairs, units: drafts }): FairnessProblem => ({
      unit: 'points',
      fullTime: 30,
      workers: capacity.map((own, at) => ({
        id: `w${at}`,
        capacity: away[at] === 4 ? 0 : own,
        ...(limits && limit[at] != null ? { limits: { children: limit[at] } } : {}),
      })),
      units: drafts.map((draft, at) => {
        const eligible = capacity
          .map((_, worker): [number, number] => [worker, draft.cost + (draft.more[worker] ?? 0)])
          .filter(([worker]) => draft.out[worker] !== 0)
        if (eligible.length === 0) eligible.push([0, draft.cost])
        const held = draft.holder !== null && eligible.some(([one]) => one === draft.holder)
        return aUnit(`u${at}`, {
          children: draft.children,
          holder: held ? draft.holder : null,
          frozen: held && draft.frozen === 0,
          eligible,
          counts: { children: draft.children },
          disruption: draft.disruption,
        })
      }),
      ...(apart
        ? {
            apart: pairs.map(([a, b]): [number, number] => [a % drafts.length, b % drafts.length]),
          }
        : {}),
    }))
    .map(({ apart: pairs, ...problem }) =>
      pairs ? { ...problem, apart: pairs.filter((pair) => mayBeApart(problem, pair)) } : problem,
    )

/** Two frozen units of one worker cannot be parted, nor one from itself. */
const mayBeApart = ({ units }: FairnessProblem, [a, b]: readonly [number, number]): boolean =>
  a !== b && !(units[a]?.frozen && units[b]?.frozen && units[a]?.holder === units[b]?.holder)

/** The plan of a problem that is sound. */
export function solved(
  problem: FairnessProblem,
  maxMoves: number | null = null,
  seed = 1,
): Solution {
  const result = solve(problem, { maxMoves, seed, effort: 'quick' })
  if (!result.ok) throw new Error(result.problem.map((one) => one.sentence).join(' '))
  return result.value
}
