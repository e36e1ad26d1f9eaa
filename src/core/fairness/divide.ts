import { nothingProven, type Proof } from './bound.ts'
import { compareUtilisation, wholeLoadWithin, type Utilisation } from './exact.ts'
import type { Packed } from './packed.ts'

/** So few workers can be gone through exactly: every way of dividing their units among them. */
export const FEW = 3
/** Units × the whole loads of all but the last; a checker refuses more as well. */
const MOST_CELLS = 12_000_000
const NEVER = 0x7fffffff
/** Loads and moves share one number in the table: load × MOVES + moves. */
const MOVES = 1024

/** The best there is for a few workers. */
export interface Division {
  level: Utilisation
  /** Per unit, the worker. */
  plan: Int32Array
}

/** The least the last worker must hold, for every load of the others within their room, with the moves. */
interface Table {
  least: Int32Array
  /** Per unit and cell, who got it: 0, 1, or 2 for the last. */
  chosen: Uint8Array
  /** Per unit, what it costs the first, the second of three, the last; -1 where they may not hold it. */
  costs: Int32Array
  cells: number
  /** Cells to a load of the first worker. */
  height: number
}

function tableOf(packed: Packed, room: readonly number[]): Table | null {
  const { workers, units, start, who, cost, holder } = packed
  if (workers < 2 || workers > FEW || units === 0 || units >= MOVES) return null
  const width = (room[0] as number) + 1
  const height = workers === FEW ? (room[1] as number) + 1 : 1
  const cells = width * height
  if (cells * units > MOST_CELLS) return null
  const costs = new Int32Array(units * FEW).fill(-1)
  let most = 0
  for (let unit = 0; unit < units; unit += 1) {
    let dearest = 0
    for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
      const at = who[pair] as number
      costs[unit * FEW + (at === workers - 1 ? 2 : at)] = cost[pair] as number
      dearest = Math.max(dearest, cost[pair] as number)
    }
    most += dearest
  }
  if ((most + 1) * MOVES > NEVER) return null
  const least = new Int32Array(cells).fill(NEVER)
  const chosen = new Uint8Array(cells * units)
  least[0] = 0
  const moved = (unit: number, worker: number): number =>
    Number((holder[unit] as number) >= 0 && holder[unit] !== worker)
  let reach0 = 0
  let reach1 = 0
  for (let unit = 0; unit < units; unit += 1) {
    const own = costs.subarray(unit * FEW, (unit + 1) * FEW)
    reach0 = Math.min(width - 1, reach0 + Math.max(0, own[0] as number))
    reach1 = Math.min(height - 1, reach1 + Math.max(0, own[1] as number))
    addUnit(
      least,
      chosen.subarray(unit * cells, (unit + 1) * cells),
      height,
      [reach0, reach1],
      own,
      [moved(unit, 0), moved(unit, 1), moved(unit, workers - 1)],
    )
  }
  return { least, chosen, costs, cells, height }
}

/**
 * The least that the last of a few workers must hold while the others stay within their room, however
 * all units are divided; null where the others cannot.
 */
export function leastOfLast(packed: Packed, room: readonly number[]): number | null {
  const least = tableOf(packed, room)?.least.reduce((low, one) => Math.min(low, one), NEVER)
  return least === undefined || least === NEVER ? null : Math.floor(least / MOVES)
}

/**
 * The most even division of all units among two or three workers, at or under `high`: the busiest as
 * low as can be, then the fewest moves. Null where they are more, or the table too large.
 */
export function divideExactly(packed: Packed, high: Utilisation): Division | null {
  const { workers, units, capacity } = packed
  if (workers > FEW) return null
  const made = tableOf(
    packed,
    Array.from(capacity, (own) => wholeLoadWithin(own, high)),
  )
  if (!made) return null
  const { least: table, chosen, costs, cells, height } = made
  const third = workers === FEW
  let best: { at: number; top: Utilisation; second: number; moves: number } | null = null
  for (let at = 0; at < cells; at += 1) {
    const value = table[at] as number
    if (value === NEVER) continue
    const moves = value % MOVES
    const loads = third
      ? [Math.floor(at / height), at % height, (value - moves) / MOVES]
      : [at, (value - moves) / MOVES]
    let top: Utilisation = { load: 0, capacity: 1 }
    let second = 0
    for (const [worker, load] of loads.entries()) {
      const own = capacity[worker] as number
      if (compareUtilisation(load, own, top.load, top.capacity) > 0) top = { load, capacity: own }
      second += (load * load) / own
    }
    const sign = best
      ? compareUtilisation(top.load, top.capacity, best.top.load, best.top.capacity) ||
        second - best.second ||
        moves - best.moves
      : -1
    if (sign < 0) best = { at, top, second, moves }
  }
  if (!best) return null
  const plan = new Int32Array(units)
  let at = best.at
  for (let unit = units - 1; unit >= 0; unit -= 1) {
    const to = chosen[unit * cells + at] as number
    plan[unit] = to === 2 ? workers - 1 : to
    if (to === 0) at -= (costs[unit * FEW] as number) * height
    else if (to === 1) at -= costs[unit * FEW + 1] as number
  }
  return { level: best.top, plan }
}

/** Adds one unit to the table, in place. Small and alone, so that it is compiled early. */
function addUnit(
  table: Int32Array,
  chosen: Uint8Array,
  height: number,
  [reach0, reach1]: [number, number],
  [a = -1, b = -1, c = -1]: ArrayLike<number> & Iterable<number>,
  [movesA, movesB, movesC]: [number, number, number],
): void {
  const last = c * MOVES + movesC
  for (let x = reach0; x >= 0; x -= 1) {
    for (let y = reach1; y >= 0; y -= 1) {
      const at = x * height + y
      let value = NEVER
      let to = 0
      if (c >= 0 && table[at] !== NEVER) {
        value = (table[at] as number) + last
        to = 2
      }
      if (a >= 0 && x >= a) {
        const before = table[at - a * height] as number
        if (before !== NEVER && before + movesA < value) {
          value = before + movesA
          to = 0
        }
      }
      if (b >= 0 && y >= b) {
        const before = table[at - b] as number
        if (before !== NEVER && before + movesB < value) {
          value = before + movesB
          to = 1
        }
      }
      table[at] = value
      chosen[at] = to
    }
  }
}

/** What trying every division among a few workers proves. */
export const provenByTrying = (workers: number[], level: Utilisation): Proof => ({
  ...nothingProven,
  level,
  workers,
  prices: workers.map(() => 1),
  tried: true,
})
