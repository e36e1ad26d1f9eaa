import { CapCounts, type Cap } from './caps.ts'
import { compareUtilisation } from './exact.ts'
import type { Packed } from './packed.ts'

/**
 * Longest first: the heaviest unit (by its cheapest cost, then by number) goes to the worker whom it
 * leaves lightest. Units already placed in `plan` stay; -1 means to be placed, and
 * stays where the caps leave nobody. Units marked `first` go before all others.
 */
export function longestFirst(
  packed: Packed,
  plan: Int32Array,
  caps: readonly Cap[] | null,
  first: Uint8Array | null,
): void {
  const counts = caps ? new CapCounts(caps, plan, packed.workers) : null
  const { units, start, who, cost, capacity } = packed
  const load = new Float64Array(packed.workers)
  const least = new Int32Array(units)
  const waiting: number[] = []
  for (let unit = 0; unit < units; unit += 1) {
    let cheapest = 0x7fffffff
    for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
      const worker = who[pair] as number
      if (plan[unit] === worker) load[worker] = (load[worker] as number) + (cost[pair] as number)
      cheapest = Math.min(cheapest, cost[pair] as number)
    }
    least[unit] = cheapest
    if (plan[unit] === -1 && start[unit] !== start[unit + 1]) waiting.push(unit)
  }
  waiting.sort(
    (a, b) =>
      (first?.[b] ?? 0) - (first?.[a] ?? 0) || (least[b] as number) - (least[a] as number) || a - b,
  )
  for (const unit of waiting) {
    let chosen = -1
    let chosenLoad = 0
    for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
      const worker = who[pair] as number
      if (counts?.broken(unit, worker)) continue
      const after = (load[worker] as number) + (cost[pair] as number)
      if (
        chosen < 0 ||
        compareUtilisation(
          after,
          capacity[worker] as number,
          chosenLoad,
          capacity[chosen] as number,
        ) < 0
      ) {
        chosen = worker
        chosenLoad = after
      }
    }
    plan[unit] = chosen
    if (chosen < 0) continue
    load[chosen] = chosenLoad
    counts?.add(unit, chosen, 1)
  }
}
