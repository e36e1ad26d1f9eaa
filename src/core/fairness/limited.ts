import { annealWithin } from './anneal.ts'
import { isHigher, roomAtLevel, smallestLevel, type BoundEffort, type Proof } from './bound.ts'
import type { Cap } from './caps.ts'
import { boundWithin } from './crowded-part.ts'
import type { Utilisation } from './exact.ts'
import { busiest } from './level.ts'
import { longestFirst } from './longest-first.ts'
import type { Packed } from './packed.ts'
import type { Watch } from './plan.ts'
import { makePlaces } from './place.ts'
import { colleagues, polish } from './polish.ts'
import { Random } from './random.ts'
import { Standing } from './standing.ts'
import { provenByWorths, roomBelow, WorthSeeker } from './worths.ts'

/** Levels between the bound and the plan that are tried to be proven, and rounds for each. */
const PROOFS = 6
/** Below so many units the search is begun again where the plan is not at its bound. */
const AGAIN_BELOW = 250
const ROUNDS = 120
/** Of the way from the bound to the best plan. */
const JUST_BELOW = 0.95

export interface LimitedTask {
  packed: Packed
  caps: readonly Cap[] | null
  /** Per unit, whether placing it comes first. */
  statutory: Uint8Array
  maxMoves: number
  seed: number
  bound: BoundEffort
  /** Steps of each attempt, and how many attempts. */
  steps: number
  attempts: number
  /** Pairs of workers to look at in one polish. */
  pairs: number
  watch: Watch
}

/**
 * The most even plan with at most `maxMoves` units away from their holders: annealing towards levels
 * between the proven bound and the best plan, halving the distance, then pairs of workers divided
 * anew within the moves left.
 */
export function planWithin(task: LimitedTask): {
  plan: Int32Array
  proof: Proof
  stable: boolean
} {
  const { packed, caps, maxMoves } = task
  const random = new Random(task.seed)
  const start = Int32Array.from(packed.holder)
  longestFirst(packed, start, caps, task.statutory)
  if (caps) makePlaces(packed, start, caps, task.statutory, maxMoves)
  let standing = new Standing(packed, start, caps)
  const meets = colleagues(packed)
  let stable = polish(standing, meets, maxMoves, task.pairs)
  const { proof } = boundWithin(packed, task.bound, maxMoves < packed.units ? maxMoves : null)
  let best = busiest(packed, standing.plan)
  let bestPlan = Int32Array.from(standing.plan)
  const tell = (done: number): void =>
    task.watch.onProgress?.({ stage: 'search', busiest: best, bound: proof.level, done })
  tell(0.1)
  let low: Utilisation = proof.level
  let trial = new Standing(packed, start, caps)
  const everyone = Array.from({ length: packed.workers }, (_, worker) => worker)
  const ones = everyone.map(() => 1)
  const total = (level: Utilisation): number =>
    roomAtLevel(packed, level).reduce((sum, one) => sum + one, 0)
  // Limits may hold the busiest where no bound knows of it: then a step right below is tried, and no more.
  let isStuck = false
  for (let attempt = 0; attempt < task.attempts; attempt += 1) {
    if (task.watch.cancelled?.() || !isHigher(best, low)) break
    const floor = total(low)
    const roof = total(best)
    const share = attempt === 0 ? 0.12 : isStuck ? JUST_BELOW : 0.5
    const target = smallestLevel(
      packed.capacity,
      everyone,
      ones,
      floor + Math.max(1, Math.floor((roof - floor) * share)),
    )
    if (!isHigher(best, target)) break
    const room = roomAtLevel(packed, target)
    const above = annealWithin({
      packed,
      standing: trial,
      room,
      maxMoves,
      steps: task.steps,
      hot: attempt === 0 ? 12 : 5,
      cold: 0.25,
      random,
    })
    if (above === 0) {
      best = busiest(packed, trial.plan)
      bestPlan = Int32Array.from(trial.plan)
      tell(0.1 + (0.8 * attempt) / task.attempts)
    } else {
      low = target
      const even = new Standing(packed, trial.plan, caps)
      polish(even, meets, maxMoves, task.pairs)
      const level = busiest(packed, even.plan)
      if (isHigher(best, level)) {
        best = level
        bestPlan = Int32Array.from(even.plan)
        trial = even
        isStuck = false
      } else if (isStuck) break
      else isStuck = caps !== null
    }
  }
  // A smaller problem: what stands in the way may be proven, and the rest begun again from today.
  let known = proof
  if (packed.units < AGAIN_BELOW && isHigher(best, low)) known = raised(task, proof, best)
  for (let again = 0; again < (packed.units < AGAIN_BELOW ? task.attempts : 0); again += 1) {
    if (task.watch.cancelled?.() || !isHigher(best, known.level)) break
    const floor = total(known.level)
    const target = smallestLevel(
      packed.capacity,
      everyone,
      ones,
      floor + Math.floor(((again % 2) * (total(best) - floor)) / 2),
    )
    if (!isHigher(best, target)) continue
    const fresh = new Standing(packed, again % 3 === 2 ? bestPlan : start, caps)
    annealWithin({
      packed,
      standing: fresh,
      room: roomAtLevel(packed, target),
      maxMoves,
      steps: 2 * task.steps,
      hot: again % 3 === 2 ? 5 : 12,
      cold: 0.25,
      random,
    })
    polish(fresh, meets, maxMoves, task.pairs)
    const level = busiest(packed, fresh.plan)
    if (isHigher(best, level)) {
      best = level
      bestPlan = Int32Array.from(fresh.plan)
    }
  }
  standing = new Standing(packed, bestPlan, caps)
  stable = polish(standing, meets, maxMoves, task.pairs)
  return { plan: standing.plan, proof: raised(task, known, busiest(packed, standing.plan)), stable }
}

/** The most that worths prove with so many moves, up to the plan's own level. */
function raised({ packed, maxMoves }: LimitedTask, known: Proof, best: Utilisation): Proof {
  if (maxMoves >= packed.units || !isHigher(best, known.level)) return known
  const price = new Float64Array(packed.workers)
  known.workers.forEach((worker, at) => (price[worker] = known.prices[at] as number))
  const seeker = new WorthSeeker(packed, price, known.charge, maxMoves)
  const everyone = Array.from(price, (_, worker) => worker)
  const ones = everyone.map(() => 1)
  const total = (level: Utilisation): number =>
    roomAtLevel(packed, level).reduce((sum, one) => sum + one, 0)
  let proof = known
  let target = best
  for (let attempt = 0; attempt < PROOFS; attempt += 1) {
    const worths = seeker.prove(roomBelow(packed, target), ROUNDS)
    if (worths) proof = provenByWorths(packed, target, worths)
    const high = worths ? best : target
    const low = total(proof.level)
    target = smallestLevel(
      packed.capacity,
      everyone,
      ones,
      low + Math.max(1, Math.floor((total(high) - low) / 2)),
    )
    if (!isHigher(high, target) || !isHigher(target, proof.level)) break
  }
  return proof
}
