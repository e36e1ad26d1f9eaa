import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import highsPackage from 'highs'
import { describe, expect, it } from 'vitest'
import { makeInstance } from '../../bench/fairness-instance.mjs'
import { parseInstance, solve, type FairnessProblem } from '../../src/core/fairness/index.ts'

/** The same instances as whoever measures: made from a seed, and those beside the tests. */
function instance(source: string | number): FairnessProblem {
  const document: unknown =
    typeof source === 'number'
      ? makeInstance(10, 150, source)
      : JSON.parse(
          gunzipSync(
            readFileSync(new URL(`../samples/instances/${source}.json.gz`, import.meta.url)),
          ).toString('utf8'),
        )
  const parsed = parseInstance(document)
  if (!parsed.ok) throw new Error(parsed.problem.sentence)
  return parsed.value.problem
}

/** The mixed-integer program of a problem, as CPLEX writes one. */
function program({ workers, units }: FairnessProblem, maxMoves: number | null): string {
  const load = workers.map((): string[] => [])
  const lines = ['Minimize', ' obj: z', 'Subject To']
  const stays: string[] = []
  const binary: string[] = []
  units.forEach(({ eligible, holder }, unit) => {
    lines.push(` u${unit}: ${eligible.map(([worker]) => `x${unit}_${worker}`).join(' + ')} = 1`)
    for (const [worker, cost] of eligible) {
      const name = `x${unit}_${worker}`
      load[worker]?.push(`${cost} ${name}`)
      binary.push(name)
      if (worker === holder) stays.push(name)
    }
  })
  load.forEach((terms, worker) => {
    const { capacity } = workers[worker] as FairnessProblem['workers'][number]
    if (terms.length > 0) lines.push(` w${worker}: ${terms.join(' + ')} - ${capacity} z <= 0`)
  })
  if (maxMoves !== null) lines.push(` k: ${stays.join(' + ')} >= ${stays.length - maxMoves}`)
  return [...lines, 'Binary', ` ${binary.join(' ')}`, 'End'].join('\n')
}

// Its types describe the package as `require` gives it; `import` gives the function itself.
const loadHighs = highsPackage as unknown as typeof highsPackage.default
const highs = await loadHighs()

/** HiGHS's best plan and how low any plan could be, as far as it came within so many seconds. */
function optimum(
  problem: FairnessProblem,
  maxMoves: number | null,
): { value: number; proven: boolean } {
  const found = highs.solve(program(problem, maxMoves), {
    time_limit: 12,
    threads: 1,
    mip_rel_gap: 0,
    mip_abs_gap: 1e-9,
  })
  return { value: found.ObjectiveValue, proven: found.Status === 'Optimal' }
}

/** What rounding a solver in floating point may do to a utilisation. */
const HAIR = 1e-6

describe('beside HiGHS, a solver of other people’s making', () => {
  it.each([
    ['10x150-seed1', 4],
    ['10x150-seed2', 4],
    ['10x150-seed3', 4],
    [1, 3],
    [3, 2],
    [5, 4],
  ] as const)(
    '%s with %d moves: our bound is not above its optimum, nor our plan above what it finds',
    (source, maxMoves) => {
      const problem = instance(source)
      const theirs = optimum(problem, maxMoves)
      const found = solve(problem, { maxMoves, seed: 1, effort: 'normal' })
      if (!found.ok) throw new Error(found.problem[0]?.sentence)
      const { bound, busiest, moves } = found.value
      const value = busiest.load / busiest.capacity
      expect(moves).toBeLessThanOrEqual(maxMoves)
      // A plan of theirs is a plan: no bound may be above it, proven or not.
      expect(bound.level.load / bound.level.capacity).toBeLessThanOrEqual(theirs.value + HAIR)
      expect(value).toBeLessThanOrEqual(theirs.value + HAIR)
      if (theirs.proven) expect(value).toBeGreaterThanOrEqual(theirs.value - HAIR)
    },
    60_000,
  )
})
