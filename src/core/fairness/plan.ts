import { isHigher, nothingProven, renumbered, type BoundEffort, type Proof } from './bound.ts'
import { crowdedPart } from './crowded-part.ts'
import type { Utilisation } from './exact.ts'
import { bringDown, busiest } from './level.ts'
import { longestFirst } from './longest-first.ts'
import type { Packed } from './packed.ts'
import { colleagues, polish } from './polish.ts'
import { Random } from './random.ts'
import { regionOf, unitsWithin } from './region.ts'
import { Standing } from './standing.ts'

/** How hard to try. Decides the budgets, in steps of work, never the clock. */
export type Effort = 'quick' | 'normal' | 'deep'

/** How far a search has come, for whoever waits for it. */
export interface Progress {
  stage: 'first plan' | 'bound' | 'search' | 'polish'
  /** The busiest worker's utilisation in the best plan so far. */
  busiest: Utilisation | null
  bound: Utilisation | null
  /** Roughly, 0 to 1. */
  done: number
}

/** What a search may be told from outside while it runs. */
export interface Watch {
  onProgress?(progress: Progress): void
  /** True asks to stop soon with the best plan so far. */
  cancelled?(): boolean
}

export interface Planned {
  /** Per unit, the worker, or -1. */
  plan: Int32Array
  proof: Proof
  /** Bounds of the parts peeled off after the first, each given that those before hold nothing else. */
  levels: Proof[]
  /** Whether every pair was looked at and none can be better off. */
  stable: boolean
}

/** Below so many units a rough bound and a short search mostly settle it at once. */
const SMALL = 250
/** Below so many, few rounds of pricing do. */
const MIDDLING = 1000
/** However many parts there are, no more are brought down one by one. */
const MOST_LEVELS = 40
/** For the parts after the most crowded one. */
const LATER: BoundEffort = { rounds: 20, last: 9, repeats: 2 }
const AT_ONCE: BoundEffort = { rounds: 2, last: 3, repeats: 1 }

/** Whole numbers that stand for time. */
export interface Budget {
  bound: BoundEffort
  /** Steps of each annealing attempt, and how many attempts. */
  steps: number
  attempts: number
  cells: number
  levels: number
  pairs: number
}

/** Budgets by effort and size: figures in docs/benchmarks.md. */
export function budgetOf(effort: Effort, packed: Packed): Budget {
  const size = Math.min(packed.units, 4000)
  const pairs = Math.max(packed.who.length, 1)
  const scale = effort === 'quick' ? 0.15 : effort === 'normal' ? 1 : 8
  const rounds = effort === 'quick' || packed.units < MIDDLING ? 24 : pairs > 1_000_000 ? 40 : 64
  return {
    bound: { rounds, last: effort === 'quick' ? 9 : 10, repeats: 6 },
    steps: Math.round(scale * Math.min(3_000_000, 2_400 * packed.units)),
    attempts: effort === 'deep' ? 12 : 7,
    cells: scale * (packed.units < MIDDLING ? 220_000 : 300_000) * size * (1 + size / 2000),
    levels: effort === 'quick' ? 1 : pairs > 1_000_000 ? 2 : effort === 'normal' ? 3 : 8,
    pairs: 40_000_000,
  }
}

/**
 * The most even plan without a limit on moves: part after part, the most crowded first, each brought
 * down towards its bound; then every pair of workers divided anew until none can be better off.
 */
export function planFreely(packed: Packed, seed: number, effort: Effort, watch: Watch): Planned {
  const random = new Random(seed)
  const budget = budgetOf(effort, packed)
  const tell = (progress: Progress): void => watch.onProgress?.(progress)
  const cancelled = (): boolean => watch.cancelled?.() ?? false

  const start = Int32Array.from(packed.holder)
  longestFirst(packed, start, null, null)
  const standing = new Standing(packed, start, null)
  const meets = colleagues(packed)
  let stable =
    packed.units < MIDDLING || polish(standing, meets, packed.units, 100 * packed.workers)
  tell({
    stage: 'first plan',
    busiest: busiest(packed, standing.plan),
    bound: null,
    done: 0.1,
  })

  let left = Array.from({ length: packed.workers }, (_, worker) => worker)
  let units = Array.from({ length: packed.units }, (_, unit) => unit)
  let proof: Proof | null = null
  const levels: Proof[] = []
  let wholeSoFar = true
  for (let level = 0; level < MOST_LEVELS && left.length > 0; level += 1) {
    if (cancelled() && proof) break
    // Past the levels asked for, only as long as somebody left is above what is proven of the first.
    if (level >= budget.levels && proof && !isHigher(busiest(packed, standing.plan), proof.level))
      break
    const rest = regionOf(packed, left, units)
    const bound = crowdedPart(
      rest.packed,
      packed.units < SMALL ? AT_ONCE : level === 0 ? budget.bound : LATER,
    )
    if (bound.proof.workers.length === 0) break
    const inside = unitsWithin(rest.packed, bound.proof.workers)
    const part = regionOf(rest.packed, bound.proof.workers, inside)
    const plan = new Int32Array(inside.length)
    const index = new Int32Array(packed.workers).fill(-1)
    bound.proof.workers.forEach((worker, at) => (index[rest.workers[worker] as number] = at))
    part.units.forEach((unit, at) => {
      const worker = standing.plan[rest.units[unit] as number] as number
      plan[at] = worker < 0 ? -1 : (index[worker] as number)
    })
    longestFirst(part.packed, plan, null, null)
    const prices = Float64Array.from(part.workers, (worker) => bound.price[worker] as number)
    const within = new Map(bound.proof.workers.map((worker, at) => [worker, at]))
    const proofInside = renumbered(bound.proof, (worker) => within.get(worker) as number)
    const brought = bringDown({
      packed: part.packed,
      plan,
      proof: proofInside,
      price: prices,
      budget: budget.cells / (level + 1) ** 3,
      bound: budget.bound,
      random,
      pause: () => cancelled(),
    })
    const outer = (worker: number): number => rest.workers[part.workers[worker] as number] as number
    const proven = renumbered(
      brought.proof,
      outer,
      (unit) => rest.units[part.units[unit] as number] as number,
    )
    if (!proof) proof = proven
    else if (wholeSoFar) levels.push(proven)
    // A proof that came down to some of the part says nothing of those left without the others.
    wholeSoFar &&= proven.workers.length === part.workers.length
    tell({ stage: 'search', busiest: brought.level, bound: proof.level, done: 0.2 + 0.2 * level })
    // The part's plan takes its place; others' units that its workers held go elsewhere.
    const target = Int32Array.from(standing.plan)
    const peeled = new Uint8Array(packed.workers)
    for (const worker of part.workers) peeled[rest.workers[worker] as number] = 1
    for (const unit of rest.units) {
      const worker = target[unit] as number
      if (worker >= 0 && peeled[worker]) target[unit] = -1
    }
    part.units.forEach((unit, at) => {
      target[rest.units[unit] as number] = outer(plan[at] as number)
    })
    const insideRest = new Uint8Array(packed.units)
    for (const unit of part.units) insideRest[rest.units[unit] as number] = 1
    left = left.filter((worker) => !peeled[worker])
    units = units.filter((unit) => !insideRest[unit])
    const others = regionOf(packed, left, units)
    const otherPlan = Int32Array.from(others.units, (unit) => target[unit] as number)
    const place = new Int32Array(packed.workers).fill(-1)
    left.forEach((worker, at) => (place[worker] = at))
    for (let k = 0; k < otherPlan.length; k += 1) {
      const worker = otherPlan[k] as number
      otherPlan[k] = worker < 0 ? -1 : (place[worker] as number)
    }
    longestFirst(others.packed, otherPlan, null, null)
    others.units.forEach((unit, at) => {
      target[unit] = left[otherPlan[at] as number] ?? -1
    })
    for (let unit = 0; unit < packed.units; unit += 1) {
      const to = target[unit] as number
      if (to !== standing.plan[unit] && to >= 0) standing.move(unit, to)
    }
  }
  stable = polish(standing, meets, packed.units, budget.pairs)
  return {
    plan: standing.plan,
    proof: proof ?? nothingProven,
    levels,
    stable,
  }
}
