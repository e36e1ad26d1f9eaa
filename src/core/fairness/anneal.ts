import type { CapCounts } from './caps.ts'
import { decay } from './decay.ts'
import { pairOf, type Packed } from './packed.ts'
import type { Random } from './random.ts'
import type { Standing } from './standing.ts'

export interface AnnealTask {
  packed: Packed
  /** Changed in place; at most `maxMoves` moves at the start. */
  standing: Standing
  /** Per worker, the load to stay within. */
  room: ArrayLike<number>
  maxMoves: number
  steps: number
  /** In the unit of the costs: how large a step back is still taken, at first and at last. */
  hot: number
  cold: number
  random: Random
}

const STAGES = 48
const DENSE = 24_000_000

/**
 * Simulated annealing on the load above room, with at most so many units away from their holders:
 * moves a unit, swaps two, takes a move back, or trades one move for another. Ends at the best plan
 * seen and returns its load above room; 0 means that the plan fits.
 */
export function annealWithin(task: AnnealTask): number {
  const { packed, standing, room, maxMoves, random } = task
  const { workers, units, start, who, cost, holder } = packed
  const { plan, load, held, heldCount } = standing
  const counts: CapCounts | null = standing.counts
  const dense = workers * units <= DENSE ? new Int32Array(workers * units).fill(-1) : null
  if (dense) {
    for (let unit = 0; unit < units; unit += 1) {
      for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
        dense[unit * workers + (who[pair] as number)] = cost[pair] as number
      }
    }
  }
  const costOf = (unit: number, worker: number): number => {
    if (dense) return dense[unit * workers + worker] as number
    const pair = pairOf(packed, unit, worker)
    return pair < 0 ? -1 : (cost[pair] as number)
  }
  const excess = (worker: number): number => {
    const above = (load[worker] as number) - (room[worker] as number)
    return above > 0 ? above : 0
  }
  // Units away from their holders, and workers over their room, as lists with places.
  const moved = new Int32Array(units)
  const movedPlace = new Int32Array(units).fill(-1)
  let movedCount = 0
  const over = new Int32Array(workers)
  const overPlace = new Int32Array(workers).fill(-1)
  let overs = 0
  const markOver = (worker: number): void => {
    const is = excess(worker) > 0
    const at = overPlace[worker] as number
    if (is === at >= 0) return
    if (is) {
      over[overs] = worker
      overPlace[worker] = overs
      overs += 1
    } else {
      overs -= 1
      const last = over[overs] as number
      over[at] = last
      overPlace[last] = at
      overPlace[worker] = -1
    }
  }
  const markMoved = (unit: number): void => {
    const is = standing.isMove(unit, plan[unit] as number)
    const at = movedPlace[unit] as number
    if (is === at >= 0) return
    if (is) {
      moved[movedCount] = unit
      movedPlace[unit] = movedCount
      movedCount += 1
    } else {
      movedCount -= 1
      const last = moved[movedCount] as number
      moved[at] = last
      movedPlace[last] = at
      movedPlace[unit] = -1
    }
  }
  let above = 0
  for (let worker = 0; worker < workers; worker += 1) {
    above += excess(worker)
    markOver(worker)
  }
  for (let unit = 0; unit < units; unit += 1) if ((plan[unit] as number) >= 0) markMoved(unit)
  let best = above
  if (best === 0) return 0
  const bestPlan = Int32Array.from(plan)

  const changeUnit = new Int32Array(4)
  const changeTo = new Int32Array(4)
  const changeFrom = new Int32Array(4)
  let changes = 0
  const propose = (unit: number, to: number): void => {
    changeUnit[changes] = unit
    changeTo[changes] = to
    changes += 1
  }
  /** Applies what is proposed; the change of load above room. */
  const apply = (): number => {
    let change = 0
    for (let k = 0; k < changes; k += 1) {
      const unit = changeUnit[k] as number
      const from = plan[unit] as number
      const to = changeTo[k] as number
      changeFrom[k] = from
      change -= excess(from) + excess(to)
      standing.take(unit, from, costOf(unit, from))
      standing.give(unit, to, costOf(unit, to))
      change += excess(from) + excess(to)
    }
    return change
  }
  const undo = (): void => {
    for (let k = changes - 1; k >= 0; k -= 1) {
      const unit = changeUnit[k] as number
      standing.take(unit, changeTo[k] as number, costOf(unit, changeTo[k] as number))
      standing.give(unit, changeFrom[k] as number, costOf(unit, changeFrom[k] as number))
    }
  }
  const anyWorkerFor = (unit: number): number => {
    const first = start[unit] as number
    return who[first + random.below((start[unit + 1] as number) - first)] as number
  }
  const unitOf = (worker: number): number =>
    (held[worker] as Int32Array)[random.below(heldCount[worker] as number)] as number

  let heat = task.hot
  const cooling = coolingOf(task.hot, task.cold)
  const perStage = Math.max(1, Math.floor(task.steps / STAGES))
  const chance = new Float64Array(512)
  for (let stage = 0; stage < STAGES; stage += 1) {
    for (let d = 0; d < chance.length; d += 1) chance[d] = decay(d / heat) * 4294967296
    for (let step = 0; step < perStage; step += 1) {
      changes = 0
      const kind = random.next() >>> 29
      if (kind < 5 || movedCount === 0) {
        // A unit of somebody who is over goes elsewhere, perhaps against another.
        const from =
          overs > 0 && kind !== 4
            ? (over[random.below(overs)] as number)
            : (plan[random.below(units)] as number)
        if (from < 0 || heldCount[from] === 0) continue
        const unit = unitOf(from)
        const to = anyWorkerFor(unit)
        if (to === from) continue
        propose(unit, to)
        if (kind < 2 && (heldCount[to] as number) > 0) {
          const back = unitOf(to)
          if (costOf(back, from) < 0) continue
          propose(back, from)
        }
      } else {
        const unit = moved[random.below(movedCount)] as number
        const at = plan[unit] as number
        const home = holder[unit] as number
        if (kind === 5) {
          const to = anyWorkerFor(unit)
          if (to === at) continue
          propose(unit, to)
        } else {
          // Another unit of the same holder moves in its place.
          if (costOf(unit, home) < 0 || heldCount[home] === 0) continue
          const instead = unitOf(home)
          const to = kind === 6 ? at : anyWorkerFor(instead)
          if (to === home || costOf(instead, to) < 0) continue
          propose(unit, home)
          propose(instead, to)
        }
      }
      // Over the budget: another move is taken back.
      let extra = 0
      for (let k = 0; k < changes; k += 1) {
        const unit = changeUnit[k] as number
        extra +=
          Number(standing.isMove(unit, changeTo[k] as number)) -
          Number(standing.isMove(unit, plan[unit] as number))
      }
      while (standing.moves + extra > maxMoves && changes < 4 && movedCount > 0) {
        const unit = moved[random.below(movedCount)] as number
        let twice = costOf(unit, holder[unit] as number) < 0
        for (let k = 0; k < changes; k += 1) twice ||= changeUnit[k] === unit
        if (twice) break
        propose(unit, holder[unit] as number)
        extra -= 1
      }
      if (standing.moves + extra > maxMoves) continue
      if (counts && !counts.allowsAll(changeUnit, changeTo, changes, plan)) continue
      const change = apply()
      if (change > 0 && (change >= 512 || random.next() >= (chance[change] as number))) {
        undo()
        continue
      }
      for (let k = 0; k < changes; k += 1) {
        markMoved(changeUnit[k] as number)
        markOver(changeFrom[k] as number)
        markOver(changeTo[k] as number)
      }
      above += change
      if (above < best) {
        best = above
        bestPlan.set(plan)
        if (best === 0) return 0
      }
    }
    heat *= cooling
  }
  for (let unit = 0; unit < units; unit += 1) {
    if (plan[unit] !== bestPlan[unit]) standing.move(unit, bestPlan[unit] as number)
  }
  return best
}

/** The factor that takes `hot` to `cold` in `STAGES` steps, by bisection. */
function coolingOf(hot: number, cold: number): number {
  let low = 0
  let high = 1
  for (let k = 0; k < 60; k += 1) {
    const middle = (low + high) / 2
    let power = 1
    for (let stage = 0; stage < STAGES; stage += 1) power *= middle
    if (power * hot > cold) high = middle
    else low = middle
  }
  return high
}
