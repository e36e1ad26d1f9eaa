import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { anyProblem, aTeam, aUnit, everybody, solved } from '../../../test/seeds/fairness.ts'
import { canonicalJson } from './exact.ts'
import {
  certificateSchema,
  certify,
  check,
  compareUtilisation,
  loadsOf,
  solve,
  sortedUtilisation,
  stableHash,
  type Certificate,
  type FairnessProblem,
  type Solution,
} from './index.ts'

/** Stands in for SHA-256 where no secret is kept. */
const sha256 = (text: string): string => stableHash(text).toString(16)
const notes = { agreement: { id: 'hours', version: '3' }, engine: 'test', sha256 }

function certified(solution: Solution): Certificate {
  const made = certify(solution, notes)
  if (!made.ok) throw new Error(made.problem.sentence)
  return JSON.parse(JSON.stringify(made.value)) as Certificate
}

/** The lines that do not hold. */
const wrongIn = (document: unknown): string[] =>
  check(document, sha256)
    .filter((line) => !line.fine)
    .map((line) => line.line)

/** A certificate with something changed and every hash made anew, as somebody would who cheats. */
function forged(document: Certificate, change: (copy: Certificate) => void): Certificate {
  const copy = structuredClone(document)
  change(copy)
  const digests: Record<string, string> = {}
  copy.made.inputHash = sha256(canonicalJson(copy.problem))
  for (const [part, value] of Object.entries(copy)) {
    if (part !== 'digests') digests[part] = sha256(canonicalJson(value))
  }
  return { ...copy, digests }
}

/** The same plan's figures for another assignment, as if a search had ended there. */
function endedAt(solution: Solution, assignment: (number | null)[]): Solution {
  const { problem } = solution
  const load = loadsOf(problem, assignment)
  const sorted = sortedUtilisation(
    problem.workers.map((worker) => worker.capacity),
    load,
  )
  const top = sorted.find((one) => one.capacity > 0) ?? { load: 0, capacity: 1 }
  return {
    ...solution,
    assignment,
    sorted,
    busiest: top,
    unplaced: solution.unplaced,
    moves: problem.units.filter(
      ({ holder }, at) => holder !== null && assignment[at] !== null && assignment[at] !== holder,
    ).length,
    stable: true,
  }
}

const anything = anyProblem({ workers: 5, units: 9, limits: true, absent: true, apart: true })
const limit = fc.option(fc.nat({ max: 4 }))

describe('the certificate of any plan', () => {
  it('holds in every line and keeps to its schema', () => {
    fc.assert(
      fc.property(
        anything,
        limit,
        fc.constantFrom('quick' as const, 'normal' as const),
        (problem, maxMoves, effort) => {
          const found = solve(problem, { maxMoves, seed: 2, effort })
          if (!found.ok) throw new Error('sound')
          const certificate = certified(found.value)
          expect(check(certificate, sha256).filter((line) => !line.fine)).toEqual([])
          expect(certificateSchema.safeParse(certificate).success).toBe(true)
        },
      ),
      { numRuns: 60, seed: 21 },
    )
  })

  it('is refused for any figure that can be redone, even where the hashes were made anew', () => {
    const redone = new Set<string | number>([
      'assignment',
      'busiest',
      'minimum',
      'unlimited',
      'levels',
      'gap',
      'stability',
      'split',
      'overload',
      'constraints',
      'counts',
      'spread',
    ])
    fc.assert(
      fc.property(anything, limit, (problem, maxMoves) => {
        const certificate = certified(solved(problem, maxMoves))
        // Nothing is nothing of whatever capacity.
        fc.pre(certificate.busiest.load > 0)
        for (const path of leavesOf(certificate).filter(([part]) => redone.has(part as string))) {
          // Another price may prove as much, and another worker may be as busy: other true certificates.
          if (path.includes('prices') || path.includes('charge')) continue
          // Where no move is charged for, how many there may be proves nothing.
          if (path.at(-1) === 'moves') continue
          if (path.join('.') === 'busiest.worker' || path[0] === 'assignment') continue
          const wrong = wrongIn(forged(certificate, (copy) => change(copy, path)))
          expect(wrong.length, path.join('.')).toBeGreaterThan(0)
        }
      }),
      { numRuns: 25, seed: 22 },
    )
  })

  it('counts the pairs of workers who could be better off, however they divide anew', () => {
    fc.assert(
      fc.property(
        anyProblem({ workers: 4, units: 8, absent: true }),
        fc.option(fc.nat({ max: 5 })),
        fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
        (problem, maxMoves, draws) => {
          const solution = solved(problem, maxMoves)
          const somewhere = anyAssignment(problem, draws)
          const made = certify(endedAt(solution, somewhere), notes)
          if (!made.ok) throw new Error(made.problem.sentence)
          const used = made.value.moves.used
          const spare = maxMoves === null ? Number.POSITIVE_INFINITY : Math.max(0, maxMoves - used)
          const helpful = helpfulPairs(problem, somewhere, spare)
          expect(wrongIn(made.value).includes('stability')).toBe(
            made.value.stability.helpful !== helpful,
          )
        },
      ),
      { numRuns: 100, seed: 23 },
    )
  })
})

/** Somebody for each unit who may hold it, as the numbers drawn say. */
function anyAssignment(problem: FairnessProblem, draws: readonly number[]): (number | null)[] {
  return problem.units.map((unit, at) => {
    const may = mayHold(problem, at)
    return may.length === 0
      ? unit.frozen
        ? unit.holder
        : null
      : (may[(draws[at] ?? 0) % may.length] ?? null)
  })
}

const mayHold = ({ workers, units }: FairnessProblem, at: number): number[] => {
  const unit = units[at] as FairnessProblem['units'][number]
  return unit.eligible
    .map(([worker]) => worker)
    .filter(
      (worker) => (workers[worker]?.capacity ?? 0) > 0 && (!unit.frozen || worker === unit.holder),
    )
}

/** By trying every way in which two workers could share out what both may hold. */
function helpfulPairs(
  problem: FairnessProblem,
  assignment: readonly (number | null)[],
  spare: number,
): number {
  const load = loadsOf(problem, assignment)
  const costs = problem.units.map((unit) => new Map(unit.eligible))
  const moved = (at: number, worker: number): number => {
    const { holder } = problem.units[at] as FairnessProblem['units'][number]
    return Number(holder !== null && holder !== worker && mayHold(problem, at).includes(holder))
  }
  const capacity = (worker: number): number => problem.workers[worker]?.capacity ?? 0
  let pairs = 0
  for (let a = 0; a < load.length; a += 1) {
    for (let b = a + 1; b < load.length; b += 1) {
      const shared = problem.units.flatMap((_, at) => {
        const own = assignment[at]
        const may = mayHold(problem, at)
        return (own === a || own === b) && may.includes(a) && may.includes(b) ? [at] : []
      })
      const now = sortedUtilisation(
        [capacity(a), capacity(b)],
        [load[a] as number, load[b] as number],
      )
      let helps = false
      for (let mask = 0; mask < 1 << shared.length && !helps; mask += 1) {
        let [loadA, loadB, more] = [load[a] as number, load[b] as number, 0]
        shared.forEach((at, k) => {
          const from = assignment[at] as number
          const to = (mask >> k) & 1 ? a : b
          if (from === to) return
          const leaves = costs[at]?.get(from) ?? 0
          const arrives = costs[at]?.get(to) ?? 0
          if (from === a) [loadA, loadB] = [loadA - leaves, loadB + arrives]
          else [loadA, loadB] = [loadA + arrives, loadB - leaves]
          more += moved(at, to) - moved(at, from)
        })
        if (more > spare) continue
        const then = sortedUtilisation([capacity(a), capacity(b)], [loadA, loadB])
        const order = then
          .map((one, at) => {
            const was = now[at] as { load: number; capacity: number }
            return compareUtilisation(one.load, one.capacity, was.load, was.capacity)
          })
          .find((sign) => sign !== 0)
        helps = (order ?? 0) < 0
      }
      if (helps) pairs += 1
    }
  }
  return pairs
}

/** Every path to a value that is not a list or an object. */
function leavesOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (Array.isArray(value)) return value.flatMap((one, at) => leavesOf(one, [...path, at]))
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, one]) => leavesOf(one, [...path, key]))
  }
  return [path]
}

function change(document: Certificate, path: (string | number)[]): void {
  let at = document as unknown as Record<string | number, unknown>
  for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>
  const last = path.at(-1) ?? ''
  const value = at[last]
  at[last] =
    typeof value === 'number'
      ? value + 1
      : typeof value === 'boolean'
        ? !value
        : value === null
          ? 0
          : `${String(value)}0`
}

describe('the certificate of a team of three', () => {
  // 30 points on 10 + 10 + 5; the last may hold only what is small.
  const problem: FairnessProblem = aTeam(
    [10, 10, 5],
    [
      aUnit('a', {
        holder: 0,
        children: 2,
        eligible: [
          [0, 9],
          [1, 9],
        ],
      }),
      aUnit('b', {
        holder: 0,
        eligible: [
          [0, 8],
          [1, 8],
        ],
      }),
      aUnit('c', {
        holder: 0,
        eligible: [
          [0, 7],
          [1, 7],
        ],
        families: 2,
      }),
      aUnit('d', {
        holder: 2,
        frozen: true,
        eligible: [
          [2, 3],
          [0, 3],
        ],
      }),
      aUnit('e', { eligible: everybody(3, 3) }),
    ],
  )
  let free: Certificate
  let none: Certificate
  beforeAll(() => {
    free = certified(solved(problem))
    none = certified(solved(problem, 0))
  })

  it('names the busiest, the minimum with its arithmetic, and the gap', () => {
    // 9 + 8 + 7 for two who carry 10 each: at 12 of 10 each may hold 12, together 24.
    expect(free.busiest).toMatchObject({ capacity: 10, percent: '150.0000', load: 15 })
    expect(free.minimum).toMatchObject({ workers: [0, 1], units: 3, moves: 0, charge: 0 })
    expect(free.minimum.load / free.minimum.capacity).toBeGreaterThanOrEqual(1.2)
    expect(free.unlimited).toBeNull()
    expect(free.moves.used).toBe(1)
    expect(free.counts).toMatchObject({ units: 5, children: 6, families: 6 })
    expect(free.counts.workers.reduce((sum, [units]) => sum + units, 0)).toBe(5)
    expect(free.overload.total).toBe(
      free.overload.workers.reduce((sum, [, above]) => sum + above, 0),
    )
  })

  it('with no move allowed says so, and what would be possible without that limit', () => {
    expect(none.busiest).toMatchObject({ worker: 0, load: 24, capacity: 10, percent: '240.0000' })
    expect(none.moves).toMatchObject({ limit: 0, used: 0, list: [] })
    expect(none.unlimited?.workers).toEqual([0, 1])
    expect(none.overload).toEqual({ total: 14, workers: [[0, 14]] })
    expect(none.made).toMatchObject({
      engine: 'test',
      seed: 1,
      effort: 'quick',
      agreement: { id: 'hours', version: '3' },
    })
  })

  it('counts limits that are exceeded today and still are, though by no more', () => {
    const over: FairnessProblem = {
      ...aTeam(
        [10, 10],
        [4, 3, 2].map((children, at) =>
          aUnit(`u${at}`, { holder: 0, eligible: [[0, 5]], counts: { children, court: 1 } }),
        ),
      ),
      workers: [
        { id: 'a', capacity: 10, limits: { children: 6, court: 0, adoption: 3 } },
        { id: 'b', capacity: 10 },
      ],
    }
    const solution = solved(over)
    const { constraints } = certified({
      ...solution,
      assignment: [0, 0, 0],
      unplaced: [],
      nobody: [],
    })
    expect(constraints.limits).toEqual(['adoption', 'children', 'court'])
    expect(constraints.limitsExceeded).toBe(2)
  })

  it('counts units to be kept apart, and those that stay together because nobody else may hold them', () => {
    const stuck: FairnessProblem = {
      ...aTeam(
        [10, 10],
        [
          aUnit('a', { holder: 0, eligible: [[0, 2]] }),
          aUnit('b', { holder: 0, eligible: [[0, 2]] }),
          aUnit('c', { holder: 1, eligible: everybody(2, 2) }),
        ],
      ),
      apart: [
        [0, 1],
        [1, 2],
      ],
    }
    expect(certified(solved(stuck)).constraints).toMatchObject({
      conflicts: 2,
      conflictsBroken: 0,
      conflictsKept: 1,
    })
  })

  it.each<[string, string, (copy: Certificate) => void]>([
    ['a worker who may not hold a unit', 'assignment.eligible', (c) => (c.assignment[1] = 2)],
    ['a frozen unit that moved', 'assignment.frozen', (c) => (c.assignment[3] = 0)],
    ['a line too few', 'assignment', (c) => c.assignment.pop()],
    ['a plan beyond its limit on moves', 'moves.limit', (c) => (c.moves.limit = 0)],
    ['moves counted wrongly', 'moves.used', (c) => (c.moves.used += 1)],
    ['a move left out', 'moves.list', (c) => c.moves.list.pop()],
    ['a price of nothing', 'minimum', (c) => (c.minimum.prices[0] = 0)],
    ['a price that is not whole', 'minimum', (c) => (c.minimum.prices[0] = 0.5)],
    ['a price too large to sum', 'minimum', (c) => (c.minimum.prices[0] = (1 << 20) + 1)],
    ['a price too few', 'minimum', (c) => c.minimum.prices.pop()],
    ['workers out of order', 'minimum', (c) => c.minimum.workers.reverse()],
    ['a worker twice', 'minimum', (c) => (c.minimum.workers[1] = c.minimum.workers[0] as number)],
    ['a worker who is not there', 'minimum', (c) => (c.minimum.workers[1] = 9)],
    ['a charge where moves are free', 'minimum', (c) => (c.minimum.charge = 1)],
    ['moves where they are free', 'minimum', (c) => (c.minimum.moves = 1)],
    ['a second minimum where moves are free', 'unlimited', (c) => (c.unlimited = c.minimum)],
    ['a part added', 'form', (c) => Object.assign(c, { more: 1 })],
    ['another format', 'form', (c) => Object.assign(c, { format: 'fairload-certificate/0' })],
  ])('%s: refused, and that line named', (_, line, cheat) => {
    expect(wrongIn(free)).toEqual([])
    expect(wrongIn(forged(free, cheat))).toContain(line)
  })

  it('a minimum above the plan is refused', () => {
    const wrong = wrongIn(
      forged(free, (copy) => {
        copy.minimum.load = 99
      }),
    )
    expect(wrong).toContain('minimum.order')
  })

  it('a hash left out or added is noticed', () => {
    const fewer = structuredClone(free)
    delete fewer.digests['gap']
    expect(wrongIn(fewer)).toEqual(expect.arrayContaining(['digests', 'gap']))
    const more = { ...free, digests: { ...free.digests, more: 'x' } }
    expect(wrongIn(more)).toEqual(['digests'])
  })

  it('other data than the plan was made from are noticed', () => {
    const other = structuredClone(free)
    other.problem.units[0]!.children += 1
    expect(wrongIn(other)).toEqual(expect.arrayContaining(['problem', 'made.inputHash', 'counts']))
  })

  it('says what it found, in a sentence', () => {
    const lines = check(
      forged(free, (copy) => (copy.moves.used = 7)),
      sha256,
    )
    expect(lines.find((one) => one.line === 'moves.used')?.said).toBe(
      'The number of moves: the certificate says 7, the data say 1.',
    )
    expect(lines.findLast((one) => one.line === 'counts')?.said).toBe(
      'Plain counts: redone, the same.',
    )
    for (const { said } of [...lines, ...check(free, sha256), ...check(null, sha256)]) {
      expect(said).toMatch(/^\S.*\.$/)
    }
  })

  it('is not made of a search that was stopped, nor of a problem that makes no sense', () => {
    const solution = solved(problem)
    expect(certify({ ...solution, stable: false }, notes)).toMatchObject({
      ok: false,
      problem: { code: 'unfinished' },
    })
    expect(certify({ ...solution, problem: { ...problem, fullTime: 0 } }, notes)).toMatchObject({
      ok: false,
      problem: { code: 'full-time' },
    })
  })
})
