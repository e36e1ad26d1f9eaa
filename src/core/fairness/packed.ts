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
