import { compareUtilisation, type Utilisation } from './exact.ts'
import {
  isHigher,
  pricedWork,
  proofFrom,
  roomAtLevel,
  smallestLevel,
  type BoundEffort,
  type Proof,
} from './bound.ts'
import { divideExactly, provenByTrying } from './divide.ts'
import { fitByTeam } from './by-team.ts'
import { searchToFit } from './fit.ts'
import { orderOf } from './handing-on.ts'
import { teamsOf } from './teams.ts'
import { annealWithin } from './anneal.ts'
import type { Packed } from './packed.ts'
import { colleagues, polish } from './polish.ts'
import { Standing } from './standing.ts'
import { differsWildly, pricedStart } from './priced-start.ts'
import { raisePrices } from './prices.ts'
import { levelAbove, provenByWorths, WorthSeeker } from './worths.ts'
import type { Random } from './random.ts'

/** What levelling a part of a problem is given besides it. */
export interface LevelTask {
  packed: Packed
  /** Changed to the best plan found. */
  plan: Int32Array
  proof: Proof
  price: Float64Array
  /** Table cells to spend. */
  budget: number
  bound: BoundEffort
  random: Random
  /** Called with the cells used so far; true asks to stop with what there is. */
  pause(cells: number): boolean
}

/** A part larger than this, workers × units, is left to the polish: its table would not fit. */
const MOST_CELLS = 30_000_000

/** How often levels that were missed are tried again once nothing lies between them and the plan. */
const MOST_AGAIN = 4

/** Rounds of raising worths for each level missed. */
const ROUNDS = 120

/** The largest utilisation of a plan. */
export function busiest(packed: Packed, plan: ArrayLike<number>): Utilisation {
  const load = new Float64Array(packed.workers)
  for (let unit = 0; unit < packed.units; unit += 1) {
    for (
      let pair = packed.start[unit] as number;
      pair < (packed.start[unit + 1] as number);
      pair++
    ) {
      const worker = packed.who[pair] as number
      if (worker === plan[unit])
        load[worker] = (load[worker] as number) + (packed.cost[pair] as number)
    }
  }
  let top: Utilisation = { load: 0, capacity: 1 }
  for (let worker = 0; worker < packed.workers; worker += 1) {
    const own = { load: load[worker] as number, capacity: packed.capacity[worker] as number }
    if (isHigher(own, top)) top = own
  }
  return top
}

/**
 * Pairs that a plan at or under these rooms may use. With prices, any plan that fits spends on pairs
 * dearer than their unit's cheapest no more than the room that the prices leave over; a pair that alone
 * is dearer than that is out.
 */
export function usablePairs(
  packed: Packed,
  room: ArrayLike<number>,
  price: Float64Array,
): Uint8Array {
  const { units, start, who, cost, workers } = packed
  let left = -pricedWork(packed, price)
  for (let worker = 0; worker < workers; worker += 1) {
    left += (price[worker] as number) * (room[worker] as number)
  }
  left = Math.max(0, left) + 1e-6
  const usable = new Uint8Array(who.length)
  for (let unit = 0; unit < units; unit += 1) {
    let least = Infinity
    for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
      least = Math.min(least, (price[who[pair] as number] as number) * (cost[pair] as number))
    }
    for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
      const worker = who[pair] as number
      const dearer = (price[worker] as number) * (cost[pair] as number) - least
      if (dearer <= left && (cost[pair] as number) <= (room[worker] as number)) usable[pair] = 1
    }
  }
  return usable
}

/**
 * Brings the busiest worker of a part down towards its proven bound: tries the bound itself, then levels
 * between it and the best plan, nearest first, and asks of every level missed whether it can be proven
 * out of reach. Returns the best proof known at the end.
 */
export function bringDown(task: LevelTask): { proof: Proof; level: Utilisation } {
  const { packed, plan, random } = task
  let { proof, price } = task
  let best = busiest(packed, plan)
  const everyone = Array.from({ length: packed.workers }, (_, worker) => worker)
  if (packed.workers * packed.units > MOST_CELLS) return { proof, level: best }
  const exact = divideExactly(packed, best)
  if (exact) {
    plan.set(exact.plan)
    if (isHigher(exact.level, proof.level)) {
      proof = provenByTrying(everyone, exact.level)
    }
    return { proof, level: exact.level }
  }
  let cells = 0
  const ones = everyone.map(() => 1)
  const roomAt = (level: Utilisation): number =>
    roomAtLevel(packed, level).reduce((sum, one) => sum + one, 0)
  const meets = colleagues(packed)
  const trial = Int32Array.from(plan)
  let target = proof.level
  let missed: Utilisation | null = null as Utilisation | null
  let pressed = false
  let again = 0
  const wild = differsWildly(packed)
  const teams = teamsOf(packed)
  const order = orderOf(teams)
  const byTeam = !wild && teams.members.length > 1
  let share = packed.units < 250 ? 0.1 : 0.2
  const seeker = new WorthSeeker(packed, price, 0, null)
  /** Shows by worths that the target is out of reach. */
  const seek = (): boolean => {
    const shown = wild ? null : seeker.prove(roomAtLevel(packed, target), ROUNDS)
    if (!shown) return false
    const shownProof = provenByWorths(packed, levelAbove(packed, target), shown)
    if (isHigher(shownProof.level, proof.level)) proof = shownProof
    if (!missed || isHigher(target, missed)) missed = target
    return true
  }
  /** Goes on to a level between what is proven and the best plan; false where there is nothing left to try. */
  const advance = (): boolean => {
    if (!isHigher(best, proof.level)) return false
    const floor: Utilisation = missed && isHigher(missed, proof.level) ? missed : proof.level
    const low = roomAt(floor)
    const next = smallestLevel(
      packed.capacity,
      everyone,
      ones,
      low + Math.max(1, Math.floor((roomAt(best) - low) / 2)),
    )
    share = 0.2
    if (isHigher(best, next)) {
      target = next
      return true
    }
    // Nothing lies between: the level missed is tried again, or the bound itself.
    again += 1
    if (again > MOST_AGAIN && !wild) return false
    target = random.below(2) === 0 ? floor : proof.level
    return true
  }
  while (cells < task.budget && isHigher(best, proof.level)) {
    if (task.pause(cells)) break
    if (missed && seek()) {
      if (!advance()) break
      continue
    }
    const room = roomAtLevel(packed, target)
    const usable = usablePairs(packed, room, price)
    if (wild) {
      // Far from interchangeable: start by the prices, then swap in small steps.
      const begun = new Standing(packed, pricedStart(packed, room, price), null)
      const steps = Math.min(2_000_000, Math.floor((task.budget * share) / 250))
      annealWithin({
        packed,
        standing: begun,
        room,
        maxMoves: packed.units,
        steps,
        hot: 1,
        cold: 0.2,
        random,
      })
      trial.set(begun.plan)
      cells += 125 * steps
    }
    const spend = Math.min(task.budget - cells, task.budget * share)
    let found = { above: Infinity, cells: 0, split: true }
    if (byTeam) {
      const price1 = Float64Array.from(teams.members, ([one = 0]) => price[one] as number)
      found = fitByTeam({ packed, teams, order, plan: trial, room, price: price1, random }, spend)
      cells += Math.max(found.cells, 1)
    }
    // Where the teams' work cannot even be split, who does what within a team does not matter.
    if (found.above > 0 && found.split) {
      found = {
        ...searchToFit({ packed, plan: trial, room, price, allowed: usable, random }, spend),
        split: true,
      }
      cells += Math.max(found.cells, 1)
    }
    // What is above its room is spread as evenly as pairs can.
    const spread = new Standing(packed, trial, null)
    if (found.above > 0 && found.split) polish(spread, meets, packed.units, packed.workers * 1000)
    const reached = busiest(packed, spread.plan)
    if (isHigher(best, reached)) {
      best = reached
      plan.set(spread.plan)
    }
    if (found.above > 0) {
      if (!missed || isHigher(target, missed)) missed = target
      seek()
      if (!pressed) {
        pressed = true
        const better = improveProof(packed, proof, price, task.bound)
        if (isHigher(better.proof.level, proof.level)) pressed = false
        proof = better.proof
        price = better.price
        if (isHigher(proof.level, target)) {
          target = proof.level
          share = 0.25
          continue
        }
      }
    } else trial.set(plan)
    if (!advance()) break
  }
  return { proof, level: best }
}

/** Tries harder to prove that the level just missed is out of reach. */
function improveProof(
  packed: Packed,
  proof: Proof,
  price: Float64Array,
  effort: BoundEffort,
): { proof: Proof; price: Float64Array } {
  const room = roomAtLevel(packed, proof.level).map((load) => Math.max(load, 1e-6))
  const priced = raisePrices(packed, room, price, {
    first: Math.max(2, effort.last - 3),
    last: effort.last + 2,
    rounds: effort.rounds * 3,
  })
  const again = proofFrom(packed, priced)
  return compareUtilisation(
    again.level.load,
    again.level.capacity,
    proof.level.load,
    proof.level.capacity,
  ) > 0
    ? { proof: again, price: priced.price }
    : { proof, price: priced.ratio > 0 ? priced.price : price }
}
