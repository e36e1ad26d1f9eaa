import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import type { Proof } from './bound.ts'
import { boundWithin } from './crowded-part.ts'
import { compareUtilisation, type Utilisation } from './exact.ts'
import { busiest } from './level.ts'
import { planWithin } from './limited.ts'
import { conflictOf, type Conflict } from './place.ts'
import { budgetOf, planFreely, type Effort, type Watch } from './plan.ts'
import { pairOf, withoutUnplaced } from './packed.ts'
import { searchToTheEnd } from './tiny.ts'
import { prepare, type FairnessProblem, type Prepared } from './problem.ts'

/** Changes whenever the same problem and seed may give another plan. */
export const engineVersion = 'fairness/4'

export interface SolveOptions {
  /** At most so many units that have a holder change hands; null: as many as help. */
  maxMoves: number | null
  seed: number
  effort: Effort
  watch?: Watch
}

/** A plan and what is known about it. */
export interface Solution {
  problem: FairnessProblem
  options: {
    maxMoves: number | null
    seed: number
    effort: Effort
    /** What a point of disruption had to buy for a move to be kept; 0 where evenness alone decided. */
    disruptionPrice: number
  }
  /** Per unit, the worker's place, or null where nobody holds it. */
  assignment: (number | null)[]
  /** Every worker's utilisation, fullest first. */
  sorted: Utilisation[]
  busiest: Utilisation
  /** What no plan (within the moves) can go under. */
  bound: Proof
  /** With a limit on moves: what no plan at all can go under. */
  unlimited: Proof | null
  /** After the witness of the bound: what bounds the rest, part by part, while those before stay as they are. */
  levels: Proof[]
  /** Whether the busiest worker is exactly at the bound. */
  proven: boolean
  /** Units with a holder that change hands. */
  moves: number
  /** Units whose holder cannot keep them. */
  mustMove: number[]
  /** Units that nobody may hold. */
  nobody: number[]
  /** Units that somebody might hold but the limits leave no place for. */
  unplaced: number[]
  /** Why: for each of them, the smallest set found that cannot all be held under one limit. */
  conflicts: Conflict[]
  /** Whether every pair of workers was looked at and none can be better off. */
  stable: boolean
}

/**
 * The most even plan found, with its bound. The same problem and options give the same answer on every
 * machine. Refuses a problem that makes no sense, with every sentence.
 */
export function solve(
  problem: FairnessProblem,
  options: SolveOptions,
): Result<Solution, Problem[]> {
  const prepared = prepare(problem)
  if (!prepared.ok) return fail(prepared.problem)
  return ok(solvePrepared(prepared.value, options))
}

export function solvePrepared(prepared: Prepared, options: SolveOptions): Solution {
  const { packed, caps, mustMove } = prepared
  const { maxMoves, seed, effort, watch = {} } = options
  const budget = budgetOf(effort, packed)
  const held = packed.holder.reduce((sum, holder) => sum + Number(holder >= 0), 0)
  const spare = maxMoves === null ? null : Math.max(0, maxMoves - mustMove.length)
  let plan: Int32Array
  let bound: Proof
  let unlimited: Proof | null = null
  let levels: Proof[] = []
  let stable: boolean
  if (caps || (spare !== null && spare < held)) {
    const limited = planWithin({
      packed,
      caps,
      statutory: prepared.statutory,
      maxMoves: spare ?? packed.units,
      seed,
      bound: budget.bound,
      steps: budget.steps,
      attempts: budget.attempts,
      pairs: budget.pairs,
      watch,
    })
    plan = limited.plan
    stable = limited.stable
    bound = limited.proof
    if (spare !== null) unlimited = boundWithin(packed, budget.bound, null).proof
    if (unlimited && higher(unlimited.level, bound.level)) bound = unlimited
  } else {
    const free = planFreely(packed, seed, effort, watch)
    plan = free.plan
    bound = free.proof
    levels = free.levels
    stable = free.stable
  }
  searchToTheEnd(packed, plan, caps, spare ?? packed.units)
  if (plan.some((worker, unit) => worker < 0 && packed.start[unit] !== packed.start[unit + 1])) {
    // What the limits leave no place for loads nobody: the bound is one for the rest.
    const rest = withoutUnplaced(packed, plan)
    bound = boundWithin(rest, budget.bound, spare).proof
    if (spare !== null) unlimited = boundWithin(rest, budget.bound, null).proof
    if (unlimited && higher(unlimited.level, bound.level)) bound = unlimited
  }
  return describe(prepared, options, plan, { bound, unlimited, levels, stable })
}

const higher = (a: Utilisation, b: Utilisation): boolean =>
  compareUtilisation(a.load, a.capacity, b.load, b.capacity) > 0

/** The same answer with another assignment in its place, moves having been given up at a price. */
export function restate(
  prepared: Prepared,
  solution: Solution,
  assignment: readonly (number | null)[],
  disruptionPrice: number,
): Solution {
  const plan = Int32Array.from(assignment, (worker, unit) =>
    worker !== null && pairOf(prepared.packed, unit, worker) >= 0 ? worker : -1,
  )
  return describe(prepared, { ...solution.options, disruptionPrice }, plan, solution)
}

function describe(
  { problem, packed, caps, mustMove, nobody }: Prepared,
  { maxMoves, seed, effort, disruptionPrice = 0 }: SolveOptions & { disruptionPrice?: number },
  plan: Int32Array,
  known: Pick<Solution, 'bound' | 'unlimited' | 'levels' | 'stable'>,
): Solution {
  const top = busiest(packed, plan)
  const out = new Set(nobody)
  const unplaced: number[] = []
  const assignment: (number | null)[] = []
  let moves = 0
  plan.forEach((worker, unit) => {
    const { holder = null, frozen = false } = problem.units[unit] ?? {}
    if (worker >= 0) assignment.push(worker)
    else {
      // A frozen unit stays in its holder's name even where they cannot hold it.
      assignment.push(frozen ? holder : null)
      if (!out.has(unit)) unplaced.push(unit)
    }
    if (holder !== null && worker >= 0 && worker !== holder) moves += 1
  })
  return {
    problem,
    options: { maxMoves, seed, effort, disruptionPrice },
    assignment,
    sorted: sortedUtilisation(packed.capacity, loadsOf(problem, assignment)),
    busiest: top,
    proven:
      compareUtilisation(
        top.load,
        top.capacity,
        known.bound.level.load,
        known.bound.level.capacity,
      ) <= 0,
    moves,
    mustMove,
    nobody,
    unplaced,
    conflicts: unplaced.flatMap((unit) => {
      const conflict = caps ? conflictOf(packed, plan, caps, unit) : null
      return conflict ? [conflict] : []
    }),
    bound: known.bound,
    unlimited: known.unlimited,
    levels: known.levels,
    stable: known.stable,
  }
}

/** Per worker, what the units assigned to them cost. */
export function loadsOf(
  problem: FairnessProblem,
  assignment: readonly (number | null)[],
): number[] {
  const load = problem.workers.map(() => 0)
  assignment.forEach((worker, unit) => {
    if (worker === null) return
    const pair = problem.units[unit]?.eligible.find(([one]) => one === worker)
    load[worker] = (load[worker] ?? 0) + (pair?.[1] ?? 0)
  })
  return load
}

/** Utilisations, fullest first; equal ones by smaller capacity, so that the order is one. */
export function sortedUtilisation(
  capacity: ArrayLike<number>,
  load: ArrayLike<number>,
): Utilisation[] {
  return Array.from({ length: capacity.length }, (_, at) => ({
    load: load[at] as number,
    capacity: capacity[at] as number,
  })).sort(
    (a, b) => compareUtilisation(b.load, b.capacity, a.load, a.capacity) || a.capacity - b.capacity,
  )
}
