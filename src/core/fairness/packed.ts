/**
 * A problem as typed arrays, the shape every part of the solver works on. Workers and units are
 * numbered from 0. Pairs (unit, worker who may hold it) stand unit by unit, workers rising.
 */
export interface Packed {
  workers: number
  units: number
  /** Per worker, in the unit of the costs; above 0 for everyone who has a pair. */
  capacity: Int32Array
  /** Per unit, where its pairs start; one longer than `units`. */
  start: Int32Array
  /** Per pair, the worker. */
  who: Int32Array
  /** Per pair, what the unit costs that worker. */
  cost: Int32Array
  /** Per unit, the worker whose keeping of it is no move, or -1. */
  holder: Int32Array
}

/** The same without a pair for any unit that a plan leaves with nobody: a bound must not count those. */
export function withoutUnplaced(packed: Packed, plan: ArrayLike<number>): Packed {
  const start = new Int32Array(packed.units + 1)
  const who = new Int32Array(packed.who.length)
  const cost = new Int32Array(packed.who.length)
  let end = 0
  for (let unit = 0; unit < packed.units; unit += 1) {
    const [from, to] = [packed.start[unit] as number, packed.start[unit + 1] as number]
    if ((plan[unit] as number) >= 0) {
      who.set(packed.who.subarray(from, to), end)
      cost.set(packed.cost.subarray(from, to), end)
      end += to - from
    }
    start[unit + 1] = end
  }
  return { ...packed, start, who: who.slice(0, end), cost: cost.slice(0, end) }
}

/** The pair of a unit and a worker, or -1 where that worker may not hold it. */
export function pairOf(packed: Packed, unit: number, worker: number): number {
  const { start, who } = packed
  let low = start[unit] ?? 0
  let high = (start[unit + 1] ?? 0) - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const at = who[middle] ?? 0
    if (at === worker) return middle
    if (at < worker) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** Each worker's units: those of `worker` are `mine[first[worker]]` to `mine[first[worker + 1] - 1]`, rising. */
export function unitsByWorker({ workers, units, start, who }: Packed): {
  first: Int32Array
  mine: Int32Array
} {
  const first = new Int32Array(workers + 1)
  for (const worker of who) first[worker + 1] = (first[worker + 1] as number) + 1
  for (let worker = 0; worker < workers; worker += 1) {
    first[worker + 1] = (first[worker + 1] as number) + (first[worker] as number)
  }
  const fill = first.slice()
  const mine = new Int32Array(who.length)
  for (let unit = 0; unit < units; unit += 1) {
    for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
      const worker = who[pair] as number
      mine[fill[worker] as number] = unit
      fill[worker] = (fill[worker] as number) + 1
    }
  }
  return { first, mine }
}
