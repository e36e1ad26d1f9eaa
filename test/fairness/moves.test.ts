import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyProblem, aTeam, aUnit } from '../seeds/fairness.ts'
import {
  compareUtilisation,
  loadsOf,
  movesInOrder,
  parseInstance,
  solve,
  type FairnessProblem,
  type OrderedMove,
  type Solution,
  type Utilisation,
} from '../../src/core/fairness/index.ts'

const solved = (problem: FairnessProblem, maxMoves: number | null): Solution => {
  const result = solve(problem, { maxMoves, seed: 1, effort: 'quick' })
  if (!result.ok) throw new Error(result.problem.map(({ sentence }) => sentence).join(' '))
  return result.value
}

const higher = (a: Utilisation, b: Utilisation): boolean =>
  compareUtilisation(a.load, a.capacity, b.load, b.capacity) > 0

interface Stand {
  busiest: Utilisation
  overload: number
  held: Map<number, number>
}

/** What the plan's problem looks like with so many steps made, from scratch. */
function standAfter(
  problem: FairnessProblem,
  assignment: readonly (number | null)[],
  moves: readonly OrderedMove[],
  steps: number,
): Stand {
  const now = assignment.slice()
  for (const { unit, from, step } of moves) if (step > steps) now[unit] = from
  const waits = new Set(moves.filter(({ step }) => step > steps).map(({ from }) => from))
  const load = loadsOf(problem, now)
  let busiest: Utilisation = { load: 0, capacity: 1 }
  let overload = 0
  problem.workers.forEach(({ capacity }, at) => {
    const own = { load: load[at] ?? 0, capacity }
    overload += Math.max(0, own.load - capacity)
    if ((capacity > 0 || waits.has(at)) && higher(own, busiest)) busiest = own
  })
  const held = new Map<number, number>()
  problem.units.forEach((unit, at) => {
    const worker = now[at] ?? null
    // Placed work takes its room when there is some: what is held counts here.
    if (worker === null || unit.holder === null) return
    held.set(worker, (held.get(worker) ?? 0) + (unit.counts?.['children'] ?? 0))
  })
  return { busiest, overload, held }
}

describe('the order of a plan’s moves', () => {
  const asked = fc.tuple(
    anyProblem({ workers: 5, units: 12, limits: true, absent: true }),
    fc.option(fc.nat({ max: 6 })),
  )

  it('has every move once, in steps from 1, and says after each what is then true', () => {
    fc.assert(
      fc.property(asked, ([problem, maxMoves]) => {
        const { assignment, busiest, moves } = solved(problem, maxMoves)
        const order = movesInOrder(problem, assignment)
        expect(order).toHaveLength(moves)
        expect(new Set(order.map(({ unit }) => unit)).size).toBe(moves)
        order.forEach((move, at) => {
          expect(move.from).toBe(problem.units[move.unit]?.holder)
          expect(move.to).toBe(assignment[move.unit])
          expect(move.step - (order[at - 1]?.step ?? 0)).toBeLessThanOrEqual(1)
          expect(move.step).toBeGreaterThanOrEqual(order[at - 1]?.step ?? 1)
          const stand = standAfter(problem, assignment, order, move.step)
          expect(compareUtilisation(move.busiest.load, move.busiest.capacity, stand.busiest.load, stand.busiest.capacity)).toBe(0) // prettier-ignore
          expect(move.overload).toBe(stand.overload)
        })
        const last = order.at(-1)
        if (last) {
          expect(
            compareUtilisation(
              last.busiest.load,
              last.busiest.capacity,
              busiest.load,
              busiest.capacity,
            ),
          ).toBe(0)
        }
      }),
      { numRuns: 200, seed: 11 },
    )
  })

  it('may be stopped after any step: nobody busier than before it, no limit newly broken', () => {
    fc.assert(
      fc.property(asked, ([problem, maxMoves]) => {
        const { assignment, mustMove, busiest } = solved(problem, maxMoves)
        const order = movesInOrder(problem, assignment)
        const today = standAfter(problem, assignment, order, 0)
        const forced = new Set(mustMove)
        const lastForced = order.reduce(
          (last, { unit, step }) => (forced.has(unit) ? Math.max(last, step) : last),
          0,
        )
        for (let step = 1; step <= (order.at(-1)?.step ?? 0); step += 1) {
          const before = standAfter(problem, assignment, order, step - 1)
          const after = standAfter(problem, assignment, order, step)
          if (step > lastForced && higher(after.busiest, before.busiest)) {
            // Only where the plan itself leaves somebody busier.
            expect(higher(busiest, before.busiest)).toBe(true)
            expect(step).toBe(order.at(-1)?.step)
          }
          for (const [worker, count] of after.held) {
            const limit = problem.workers[worker]?.limits?.['children'] ?? Infinity
            expect(count).toBeLessThanOrEqual(Math.max(limit, today.held.get(worker) ?? 0))
          }
        }
      }),
      { numRuns: 200, seed: 12 },
    )
  })

  it('begins with what relieves the busiest most, and leaves out nothing it buys', () => {
    const both = (cost: number): [number, number][] => [
      [0, cost],
      [1, cost],
    ]
    const problem = aTeam(
      [10, 10],
      [
        aUnit('small', { holder: 0, eligible: both(2), disruption: 1 }),
        aUnit('large', { holder: 0, eligible: both(5), disruption: 4 }),
        aUnit('rest', { holder: 0, eligible: both(9) }),
      ],
    )
    expect(movesInOrder(problem, [1, 1, 0])).toEqual([
      {
        unit: 1,
        from: 0,
        to: 1,
        reason: 'relieves its holder',
        step: 1,
        busiest: { load: 11, capacity: 10 },
        overload: 1,
        bought: 5,
        disruption: 4,
      },
      {
        unit: 0,
        from: 0,
        to: 1,
        reason: 'relieves its holder',
        step: 2,
        busiest: { load: 9, capacity: 10 },
        overload: 0,
        bought: 2,
        disruption: 1,
      },
    ])
  })

  it('makes an exchange one step, since either move alone would only shift the load', () => {
    const both = (cost: number): [number, number][] => [
      [0, cost],
      [1, cost],
    ]
    const problem = aTeam(
      [10, 10],
      [
        aUnit('a', { holder: 0, eligible: both(8) }),
        aUnit('b', { holder: 0, eligible: both(4) }),
        aUnit('c', { holder: 1, eligible: both(6) }),
        aUnit('d', { holder: 1, eligible: both(3) }),
      ],
    )
    const order = movesInOrder(problem, [1, 0, 0, 1])
    expect(order.map(({ unit, step }) => [unit, step])).toEqual([
      [0, 1],
      [2, 1],
    ])
  })

  it('lets those whose worker has gone go first', () => {
    const problem = aTeam(
      [0, 20, 10],
      [
        aUnit('of the busiest', {
          holder: 2,
          eligible: [
            [1, 9],
            [2, 9],
          ],
        }),
        aUnit('of the busiest too', { holder: 2, eligible: [[2, 9]] }),
        aUnit('left behind', { holder: 0, eligible: [[1, 3]] }),
      ],
    )
    expect(movesInOrder(problem, [1, 2, 1]).map(({ unit, reason }) => [unit, reason])).toEqual([
      [2, 'holder cannot keep it'],
      [0, 'relieves its holder'],
    ])
  })

  it('frees room under a limit before it fills it', () => {
    const either: [number, number][] = [
      [0, 5],
      [1, 5],
    ]
    const team = aTeam(
      [10, 10, 10],
      [
        aUnit('in', { holder: 0, eligible: either, counts: { court: 1 } }),
        aUnit('stays', { holder: 0, eligible: [[0, 7]] }),
        aUnit('out', {
          holder: 1,
          eligible: [
            [1, 5],
            [2, 5],
          ],
          counts: { court: 1 },
        }),
      ],
    )
    const problem = {
      ...team,
      workers: team.workers.map((worker) => ({ ...worker, limits: { court: 1 } })),
    }
    const order = movesInOrder(problem, [1, 0, 2])
    expect(order.map(({ unit }) => unit)).toEqual([0, 2])
    expect(new Set(order.map(({ step }) => step)).size).toBe(1)
  })
})

it('puts a hundred and eighty moves of a whole service in order at once', () => {
  const url = new URL('../samples/instances/50x800-seed1.json.gz', import.meta.url)
  const parsed = parseInstance(JSON.parse(gunzipSync(readFileSync(url)).toString('utf8')))
  if (!parsed.ok) throw new Error(parsed.problem.sentence)
  const { problem } = parsed.value
  const plan = solved(problem, null)
  const begun = performance.now()
  const order = movesInOrder(problem, plan.assignment)
  expect(performance.now() - begun).toBeLessThan(500)
  expect(order).toHaveLength(plan.moves)
  const last = order.at(-1)
  expect(last?.busiest).toEqual(plan.busiest)
  expect(last?.overload).toBe(
    loadsOf(problem, plan.assignment).reduce(
      (sum, own, at) => sum + Math.max(0, own - (problem.workers[at]?.capacity ?? 0)),
      0,
    ),
  )
})
