import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import { compareUtilisation, type Utilisation } from './exact.ts'
import { solve, type Solution } from './solve.ts'
import type { Effort, Watch } from './plan.ts'
import {
  exclusionOf,
  troubles,
  type FairnessProblem,
  type FairnessUnit,
  type FairnessWorker,
} from './problem.ts'
import { stableHash } from './stable-hash.ts'

/** What everybody holds today, for shortlists: made once, used for case after case. */
export interface Holdings {
  problem: FairnessProblem
  load: number[]
  /** Per limit, what each worker's units count. */
  counted: ReadonlyMap<string, readonly number[]>
  /** Per id of a unit that must be kept apart from others: who holds one of those. */
  apart: ReadonlyMap<string, ReadonlySet<number>>
}

/** A worker who may take the unit, and what it would make of their load. */
export interface Candidate {
  worker: number
  before: Utilisation
  after: Utilisation
  cost: number
  /** Within a hair of the first: neither is fairer, so a person's judgement decides. */
  equal: boolean
}

export interface Shortlist {
  /** Lightest after taking it first; equals by a hash of unit and worker. */
  candidates: Candidate[]
  /** Everybody else with the rule that keeps them from it. */
  excluded: Excluded[]
}

/** Somebody who cannot take the unit. */
export interface Excluded {
  worker: number
  rule: string
  /** The limit that has no room for it with them, by its name: the one rule that people may set aside. */
  limit?: string
}

/** Sums up today's holdings. A unit with nobody counts for nobody. */
export function holdingsOf(problem: FairnessProblem): Result<Holdings, Problem[]> {
  const found = troubles(problem)
  if (found.length > 0) return fail(found)
  const load = problem.workers.map(() => 0)
  const counted = new Map<string, number[]>()
  for (const worker of problem.workers) {
    for (const name of Object.keys(worker.limits ?? {})) {
      if (!counted.has(name)) {
        counted.set(
          name,
          problem.workers.map(() => 0),
        )
      }
    }
  }
  for (const unit of problem.units) {
    const { holder } = unit
    if (holder === null) continue
    const cost = unit.eligible.find(([worker]) => worker === holder)?.[1] ?? 0
    load[holder] = (load[holder] ?? 0) + cost
    for (const [name, sums] of counted) {
      sums[holder] = (sums[holder] ?? 0) + (unit.counts?.[name] ?? 0)
    }
  }
  const apart = new Map<string, Set<number>>()
  for (const pair of problem.apart ?? []) {
    pair.forEach((at, side) => {
      const one = problem.units[at]
      const holder = problem.units[pair[1 - side] as number]?.holder ?? null
      if (!one || holder === null) return
      apart.set(one.id, (apart.get(one.id) ?? new Set()).add(holder))
    })
  }
  return ok({ problem, load, counted, apart })
}

/**
 * Who might take one unit, lightest afterwards first, and for everybody else the rule. `hair`, in
 * thousandths of capacity, is how close to the first counts as equal (5, half a point, where not given).
 */
export function allocateOne(
  { problem, load, counted, apart }: Holdings,
  unit: FairnessUnit,
  hair = 5,
): Shortlist {
  const candidates: Candidate[] = []
  const excluded: Shortlist['excluded'] = []
  const costs = new Map(unit.eligible)
  const stated = new Map(unit.excluded ?? [])
  const meets = apart.get(unit.id)
  problem.workers.forEach((worker, at) => {
    const cost = costs.get(at)
    const rule =
      stated.get(at) ??
      (cost === undefined || worker.capacity === 0
        ? exclusionOf(problem, unit, at)
        : meets?.has(at)
          ? 'holds a case that must be kept apart from this one'
          : null)
    if (rule !== null || cost === undefined) {
      excluded.push({ worker: at, rule: rule ?? 'not in reach' })
      return
    }
    const full = limitReached(worker, at, unit, counted)
    if (full !== null) {
      excluded.push({ worker: at, ...full })
      return
    }
    const { capacity } = worker
    const own = load[at] ?? 0
    // The unit's present holder carries it already.
    const without = unit.holder === at ? own - cost : own
    candidates.push({
      worker: at,
      before: { load: without, capacity },
      after: { load: without + cost, capacity },
      cost,
      equal: false,
    })
  })
  const hash = new Map(
    candidates.map(({ worker }) => [
      worker,
      stableHash(`${unit.id} ${problem.workers[worker]?.id ?? ''}`),
    ]),
  )
  candidates.sort(
    (a, b) =>
      compareUtilisation(a.after.load, a.after.capacity, b.after.load, b.after.capacity) ||
      a.cost - b.cost ||
      (hash.get(a.worker) ?? 0) - (hash.get(b.worker) ?? 0) ||
      a.worker - b.worker,
  )
  const [first] = candidates
  if (first) {
    const { load: least, capacity: of } = first.after
    for (const one of candidates) {
      // after ≤ first + hair/1000, by whole numbers.
      const limit = BigInt(least) * 1000n + BigInt(hair) * BigInt(of)
      one.equal = BigInt(one.after.load) * 1000n * BigInt(of) <= limit * BigInt(one.after.capacity)
    }
  }
  return { candidates, excluded }
}

function limitReached(
  worker: FairnessWorker,
  at: number,
  unit: FairnessUnit,
  counted: Holdings['counted'],
): { rule: string; limit: string } | null {
  for (const [name, limit] of Object.entries(worker.limits ?? {})) {
    const adds = unit.counts?.[name] ?? 0
    if (adds === 0) continue
    const own = (counted.get(name)?.[at] ?? 0) - (unit.holder === at ? adds : 0)
    if (own + adds > limit) {
      const rule = `would count ${own + adds} under ${name}, where the limit is ${limit}`
      return { rule, limit: name }
    }
  }
  return null
}

/**
 * Places everything that has no holder, together, with nothing that has one changing hands: Monday's
 * list, sibling groups as units.
 */
export function allocateBatch(
  problem: FairnessProblem,
  options: { seed: number; effort: Effort; watch?: Watch },
): Result<Solution, Problem[]> {
  return solve(problem, { ...options, maxMoves: 0 })
}
