import { keptApart, type Cap } from './caps.ts'
import type { Packed } from './packed.ts'
import { Standing } from './standing.ts'

const DEEPEST = 4
/** Two units of one worker handed on together: so many are tried for each unit that is with nobody. */
const MOST_TWOS = 20_000

/**
 * Makes places, under the limits, for units that are with nobody: a worker hands something on so that
 * they can take one, and so on, a few hands deep; or two things at once. Those marked `first` are served first; at most
 * `maxMoves` units leave their holders. Changes `plan`.
 */
export function makePlaces(
  packed: Packed,
  plan: Int32Array,
  caps: readonly Cap[],
  first: Uint8Array,
  maxMoves: number,
): void {
  const standing = new Standing(packed, plan, caps)
  const counts = standing.counts
  if (!counts) return
  const { start, who } = packed
  const seen = new Uint8Array(packed.workers)

  /** Finds a home for a unit that is with nobody now; undoes whatever does not lead to one. */
  const settle = (unit: number, depth: number): boolean => {
    for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
      const worker = who[pair] as number
      if (counts.broken(unit, worker)) continue
      if (standing.moves + Number(standing.isMove(unit, worker)) > maxMoves) continue
      standing.give(unit, worker, standing.costOf(unit, worker))
      return true
    }
    if (depth === 0) return false
    for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
      const worker = who[pair] as number
      // Once more where more hands are left than when it was looked at before.
      if ((seen[worker] as number) >= depth) continue
      seen[worker] = depth
      const list = Array.from(
        (standing.held[worker] as Int32Array).subarray(0, standing.heldCount[worker]),
      ).sort((a, b) => a - b)
      for (const other of list) {
        standing.take(other, worker, standing.costOf(other, worker))
        if (
          !counts.broken(unit, worker) &&
          standing.moves + Number(standing.isMove(unit, worker)) <= maxMoves
        ) {
          standing.give(unit, worker, standing.costOf(unit, worker))
          if (settle(other, depth - 1)) return true
          standing.take(unit, worker, standing.costOf(unit, worker))
        }
        standing.give(other, worker, standing.costOf(other, worker))
      }
    }
    return false
  }

  /** Has a worker hand on two units at once, each straight to somebody with room. */
  const settleByTwo = (unit: number): boolean => {
    let tried = 0
    for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
      const worker = who[pair] as number
      const list = (standing.held[worker] as Int32Array).slice(0, standing.heldCount[worker]).sort()
      for (const one of list) {
        for (const other of list) {
          if (one === other) continue
          tried += 1
          if (tried > MOST_TWOS) return false
          standing.take(one, worker, standing.costOf(one, worker))
          standing.take(other, worker, standing.costOf(other, worker))
          if (
            !counts.broken(unit, worker) &&
            standing.moves + Number(standing.isMove(unit, worker)) <= maxMoves
          ) {
            standing.give(unit, worker, standing.costOf(unit, worker))
            if (settle(one, 0)) {
              if (settle(other, 0)) return true
              const to = standing.plan[one] as number
              standing.take(one, to, standing.costOf(one, to))
            }
            standing.take(unit, worker, standing.costOf(unit, worker))
          }
          standing.give(other, worker, standing.costOf(other, worker))
          standing.give(one, worker, standing.costOf(one, worker))
        }
      }
    }
    return false
  }

  const waiting: number[] = []
  for (let unit = 0; unit < packed.units; unit += 1) {
    if (plan[unit] === -1 && start[unit] !== start[unit + 1]) waiting.push(unit)
  }
  waiting.sort((a, b) => (first[b] as number) - (first[a] as number) || a - b)
  for (const unit of waiting) {
    seen.fill(0)
    if (settle(unit, DEEPEST) || settleByTwo(unit) || !first[unit]) continue
    // Statutory work takes the place of other work where nothing else is left.
    evict(unit)
  }
  plan.set(standing.plan)

  function evict(unit: number): void {
    for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
      const worker = who[pair] as number
      const list = (standing.held[worker] as Int32Array).slice(0, standing.heldCount[worker]).sort()
      for (const other of list) {
        if (first[other]) continue
        standing.take(other, worker, standing.costOf(other, worker))
        if (
          !counts?.broken(unit, worker) &&
          standing.moves + Number(standing.isMove(unit, worker)) <= maxMoves
        ) {
          standing.give(unit, worker, standing.costOf(unit, worker))
          return
        }
        standing.give(other, worker, standing.costOf(other, worker))
      }
    }
  }
}

/**
 * Units that cannot all be held under one limit, and the workers whose limit stands in their way; or a
 * unit with those that it must be kept apart from, and the workers who might hold it.
 */
export interface Conflict {
  limit: string
  units: number[]
  workers: number[]
}

/**
 * Why a unit found no place: the workers who might hold it, everything of theirs that counts under the
 * same limit, whoever else might hold that, and so on until nothing is added; then units are left out
 * one by one as long as those that remain still count more than these workers' limits together.
 */
export function conflictOf(
  packed: Packed,
  plan: ArrayLike<number>,
  caps: readonly Cap[],
  unit: number,
): Conflict | null {
  const { start, who } = packed
  const ofUnit = (one: number): number[] =>
    Array.from(who.subarray(start[one] as number, start[one + 1] as number))
  for (const cap of caps) {
    if ((cap.counts[unit] as number) === 0) continue
    const workers = new Set(ofUnit(unit))
    const units = new Set([unit])
    let grew = true
    while (grew) {
      grew = false
      for (let other = 0; other < packed.units; other += 1) {
        if (units.has(other) || !workers.has(plan[other] as number)) continue
        if ((cap.counts[other] as number) === 0) continue
        units.add(other)
        for (const worker of ofUnit(other)) workers.add(worker)
        grew = true
      }
    }
    if ([...workers].some((worker) => (cap.limit[worker] as number) < 0)) continue
    const sum = (list: Iterable<number>): number => {
      let total = 0
      for (const one of list) total += cap.counts[one] as number
      return total
    }
    const roomOf = (list: Iterable<number>): number => {
      const reach = new Set<number>()
      for (const one of list) for (const worker of ofUnit(one)) reach.add(worker)
      let total = 0
      for (const worker of reach) total += cap.limit[worker] as number
      return total
    }
    let left = [...units].sort((a, b) => a - b)
    if (sum(left) <= roomOf(left)) continue
    for (const one of left.slice()) {
      const fewer = left.filter((other) => other !== one)
      if (fewer.length > 0 && sum(fewer) > roomOf(fewer)) left = fewer
    }
    const reach = new Set<number>()
    for (const one of left) for (const worker of ofUnit(one)) reach.add(worker)
    return { limit: cap.name, units: left, workers: [...reach].sort((a, b) => a - b) }
  }
  const workers = ofUnit(unit)
  const partners = caps
    .flatMap((cap) => cap.apart?.get(unit) ?? [])
    .filter((other) => workers.includes(plan[other] as number))
  return partners.length > 0
    ? { limit: keptApart, units: [unit, ...partners].sort((a, b) => a - b), workers }
    : null
}
