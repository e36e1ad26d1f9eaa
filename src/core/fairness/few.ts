import { divideExactly, FEW } from './divide.ts'
import { compareUtilisation, type Utilisation } from './exact.ts'
import { busiest } from './level.ts'
import { longestFirst } from './longest-first.ts'
import type { Packed } from './packed.ts'
import { regionOf, unitsWithin } from './region.ts'

/**
 * Of workers who share work with few others, two or three together, those that cannot come down to
 * `level`: the hardest of them, with what is the best for them. Null where there are none.
 */
export function hardestFew(
  packed: Packed,
  level: Utilisation,
): { workers: number[]; level: Utilisation } | null {
  let hardest: { workers: number[]; level: Utilisation } | null = null
  for (const workers of apartFromOthers(packed)) {
    if (workers.length < 2 || workers.length > FEW) continue
    const region = regionOf(packed, workers, unitsWithin(packed, workers)).packed
    const plan = new Int32Array(region.units).fill(-1)
    longestFirst(region, plan, null, null)
    const high = busiest(region, plan)
    const known = hardest?.level ?? level
    if (compareUtilisation(high.load, high.capacity, known.load, known.capacity) <= 0) continue
    const found = divideExactly(region, high)
    if (!found) continue
    const sign = compareUtilisation(
      found.level.load,
      found.level.capacity,
      known.load,
      known.capacity,
    )
    if (sign > 0) hardest = { workers, level: found.level }
  }
  return hardest && withoutIdle(packed, hardest)
}

/** Two of three where what only they may hold already proves as much. */
function withoutIdle(
  packed: Packed,
  hardest: { workers: number[]; level: Utilisation },
): { workers: number[]; level: Utilisation } {
  const { workers, level } = hardest
  if (workers.length < FEW) return hardest
  for (const out of workers) {
    const two = workers.filter((worker) => worker !== out)
    const region = regionOf(packed, two, unitsWithin(packed, two)).packed
    const found = divideExactly(region, level)
    if (found && found.level.load * level.capacity === level.load * found.level.capacity) {
      return { workers: two, level }
    }
  }
  return hardest
}

/** Workers by whom they share work with, directly or through others. */
function apartFromOthers({ workers, units, start, who }: Packed): number[][] {
  const joined = Int32Array.from({ length: workers }, (_, worker) => worker)
  const root = (worker: number): number => {
    let at = worker
    while (joined[at] !== at) {
      joined[at] = joined[joined[at] as number] as number
      at = joined[at] as number
    }
    return at
  }
  for (let unit = 0; unit < units; unit += 1) {
    const from = start[unit] as number
    for (let pair = from + 1; pair < (start[unit + 1] as number); pair += 1) {
      const [a, b] = [root(who[from] as number), root(who[pair] as number)]
      joined[Math.max(a, b)] = Math.min(a, b)
    }
  }
  const groups = new Map<number, number[]>()
  for (let worker = 0; worker < workers; worker += 1) {
    const list = groups.get(root(worker))
    if (list) list.push(worker)
    else groups.set(root(worker), [worker])
  }
  return [...groups.values()]
}
