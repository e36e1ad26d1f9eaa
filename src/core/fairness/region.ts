import type { Packed } from './packed.ts'

/** A part of a problem as a problem of its own, with the numbers its workers and units have outside. */
export interface Region {
  packed: Packed
  workers: Int32Array
  units: Int32Array
}

/** The problem of some workers and units; a unit keeps only its pairs with those workers. */
export function regionOf(
  packed: Packed,
  workers: ArrayLike<number>,
  units: ArrayLike<number>,
): Region {
  const inside = new Int32Array(packed.workers).fill(-1)
  for (let k = 0; k < workers.length; k += 1) inside[workers[k] as number] = k
  const start = new Int32Array(units.length + 1)
  let pairs = 0
  for (let k = 0; k < units.length; k += 1) {
    const unit = units[k] as number
    for (
      let pair = packed.start[unit] as number;
      pair < (packed.start[unit + 1] as number);
      pair++
    ) {
      if ((inside[packed.who[pair] as number] as number) >= 0) pairs += 1
    }
    start[k + 1] = pairs
  }
  const who = new Int32Array(pairs)
  const cost = new Int32Array(pairs)
  const holder = new Int32Array(units.length)
  let at = 0
  for (let k = 0; k < units.length; k += 1) {
    const unit = units[k] as number
    const held = packed.holder[unit] as number
    holder[k] = held < 0 ? -1 : (inside[held] as number)
    for (
      let pair = packed.start[unit] as number;
      pair < (packed.start[unit + 1] as number);
      pair++
    ) {
      const worker = inside[packed.who[pair] as number] as number
      if (worker < 0) continue
      who[at] = worker
      cost[at] = packed.cost[pair] as number
      at += 1
    }
  }
  return {
    packed: {
      workers: workers.length,
      units: units.length,
      capacity: Int32Array.from(workers, (worker) => packed.capacity[worker] as number),
      start,
      who,
      cost,
      holder,
    },
    workers: Int32Array.from(workers),
    units: Int32Array.from(units),
  }
}

/** Units that only these workers may hold. */
export function unitsWithin(packed: Packed, workers: ArrayLike<number>): number[] {
  const inside = new Uint8Array(packed.workers)
  for (let k = 0; k < workers.length; k += 1) inside[workers[k] as number] = 1
  const found: number[] = []
  for (let unit = 0; unit < packed.units; unit += 1) {
    const end = packed.start[unit + 1] as number
    let pair = packed.start[unit] as number
    if (pair === end) continue
    while (pair < end && inside[packed.who[pair] as number]) pair += 1
    if (pair === end) found.push(unit)
  }
  return found
}
