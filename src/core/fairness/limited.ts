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
  for (let attempt = 0; attempt < task.attempts; attempt += 1) {
    if (task.watch.cancelled?.() || !isHigher(best, low)) break
    const floor = total(low)
    const roof = total(best)
    const share = attempt === 0 ? 0.12 : 0.5
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
      }
    }
  }
  standing = new Standing(packed, bestPlan, caps)
  stable = polish(standing, meets, maxMoves, task.pairs)
  return { plan: standing.plan, proof, stable }
}
