import fc from 'fast-check'
import type { FairnessProblem, FairnessUnit } from '../../src/core/fairness/index.ts'

/** A case that nobody holds and nobody may hold, to change a detail of. */
export const aUnit = (id: string, more: Partial<FairnessUnit> = {}): FairnessUnit => ({
  id,
  children: 1,
  families: 1,
  statutory: true,
  holder: null,
  frozen: false,
  eligible: [],
  ...more,
})

/** Workers of these capacities, in points, and what there is to hold. */
export const aTeam = (
  capacity: readonly number[],
  units: FairnessUnit[],
  limits: Readonly<Record<string, number>> = {},
): FairnessProblem => ({
  unit: 'points',
  fullTime: 10,
  workers: capacity.map((own, at) => ({ id: `w${at}`, capacity: own, limits })),
  units,
})

/**
 * Small problems of every kind: workers on leave, limits, cases that must move, frozen ones, cases with
 * nobody, costs that differ.
 */
export const anyProblem = (workers: number, units: number): fc.Arbitrary<FairnessProblem> =>
  fc
    .record({
      capacity: fc.array(
        fc.oneof(
          { weight: 7, arbitrary: fc.integer({ min: 5, max: 30 }) },
          { weight: 1, arbitrary: fc.constant(0) },
        ),
        { minLength: 2, maxLength: workers },
      ),
      limits: fc.array(fc.option(fc.integer({ min: 1, max: 4 })), {
        minLength: workers,
        maxLength: workers,
      }),
      units: fc.array(
        fc.record({
          cost: fc.integer({ min: 1, max: 12 }),
          more: fc.array(fc.integer({ min: 0, max: 3 }), {
            minLength: workers,
            maxLength: workers,
          }),
          out: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: workers, maxLength: workers }),
          holder: fc.option(fc.nat({ max: workers - 1 }), { freq: 5 }),
          frozen: fc.integer({ min: 0, max: 9 }),
          children: fc.integer({ min: 1, max: 2 }),
          disruption: fc.integer({ min: 0, max: 8 }),
        }),
        { minLength: 1, maxLength: units },
      ),
    })
    .map(({ capacity, limits, units: drafts }) => ({
      unit: 'points',
      fullTime: 30,
      workers: capacity.map((own, at) => ({
        id: `w${at}`,
        capacity: own,
        ...(typeof limits[at] === 'number' ? { limits: { children: limits[at] } } : {}),
      })),
      units: drafts.map((draft, at) => {
        const eligible = capacity
          .map((_, worker): [number, number] => [worker, draft.cost + (draft.more[worker] ?? 0)])
          .filter(([worker]) => draft.out[worker] !== 0)
        const holder = draft.holder !== null && draft.holder < capacity.length ? draft.holder : null
        return aUnit(`u${at}`, {
          children: draft.children,
          counts: { children: draft.children },
          disruption: draft.disruption,
          holder,
          frozen:
            draft.frozen === 0 &&
            (capacity[holder ?? 0] ?? 0) > 0 &&
            eligible.some(([one]) => one === holder),
          eligible,
        })
      }),
    }))
