import { compareUtilisation } from './exact.ts'
import { unitsByWorker, type Packed } from './packed.ts'
import { Redivider } from './redivide.ts'
import type { Standing } from './standing.ts'

/** Per worker, the colleagues with whom there is a unit that both may hold; as one array with starts. */
export interface Colleagues {
  start: Int32Array
  who: Int32Array
}

export function colleagues(packed: Packed): Colleagues {
  const { workers, start, who } = packed
  const { first, mine } = unitsByWorker(packed)
  const met = new Int32Array(workers).fill(-1)
  const starts = new Int32Array(workers + 1)
  const found: number[] = []
  for (let worker = 0; worker < workers; worker += 1) {
    const begin = found.length
    for (let k = first[worker] as number; k < (first[worker + 1] as number); k += 1) {
      const unit = mine[k] as number
      for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
        const other = who[pair] as number
        if (other === worker || met[other] === worker) continue
        met[other] = worker
        found.push(other)
      }
    }
    starts[worker + 1] = found.length
    if (found.length - begin > 1) {
      const sorted = found.slice(begin).sort((a, b) => a - b)
      for (let k = 0; k < sorted.length; k += 1) found[begin + k] = sorted[k] as number
    }
  }
  return { start: starts, who: Int32Array.from(found) }
}

/**
 * Re-divides between pairs, fullest worker first, until no pair of workers can be better off
 * within `maxMoves`: the plan is then pairwise as even as it can be. `pairs` bounds the work; true where
 * it ended by itself.
 */
export function polish(
  standing: Standing,
  meets: Colleagues,
  maxMoves: number,
  pairs: number,
): boolean {
  const { packed, load } = standing
  const { workers, capacity } = packed
  const redivider = new Redivider(standing)
  const changed = new Int32Array(workers).fill(1)
  const checked = new Int32Array(meets.who.length)
  let clock = 1
  let left = pairs
  for (;;) {
    const order = Array.from({ length: workers }, (_, worker) => worker)
    order.sort(
      (a, b) =>
        compareUtilisation(
          load[b] as number,
          capacity[b] as number,
          load[a] as number,
          capacity[a] as number,
        ) || a - b,
    )
    let any = false
    for (const worker of order) {
      for (let k = meets.start[worker] as number; k < (meets.start[worker + 1] as number); k += 1) {
        const other = meets.who[k] as number
        const last = checked[k] as number
        if (last >= (changed[worker] as number) && last >= (changed[other] as number)) continue
        const order = compareUtilisation(
          load[worker] as number,
          capacity[worker] as number,
          load[other] as number,
          capacity[other] as number,
        )
        // Each pair is looked at from its fuller side.
        if (order < 0 || (order === 0 && worker > other)) continue
        if (left === 0) return false
        left -= 1
        clock += 1
        const before = standing.moves
        if (redivider.divide(worker, other, maxMoves - before)) {
          any = true
          changed[worker] = clock
          changed[other] = clock
          // A freed move may help anybody.
          if (standing.moves < before && maxMoves < packed.units) changed.fill(clock)
        } else checked[k] = clock
      }
    }
    if (!any) return true
  }
}
