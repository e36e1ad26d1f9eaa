import { nothingProven, type Proof } from './bound.ts'
import {
  compareUtilisation,
  wholeLoadReaching,
  wholeLoadWithin,
  type Utilisation,
} from './exact.ts'
import type { Packed } from './packed.ts'

/**
 * A worth for every unit, whole: where all units together are worth more than what each worker could
 * hold within a room at most, they do not fit. A unit away from its holder is worth `charge` less, and
 * the charge for all the moves there may be comes off the sum.
 */
export interface Worths {
  /** Units, rising, and the worth of each. */
  units: number[]
  worth: number[]
  charge: number
  moves: number
}

/** Whole worths are told in so many parts of a unit of load. */
const FINEST = 1024
/** Table cells in all attempts at one problem, and in one round. */
const MOST_CELLS = 120_000_000
const MOST_CELLS_A_ROUND = 4_000_000

/** Who may hold what, worker by worker. */
interface Lists {
  unit: Int32Array[]
  cost: Int32Array[]
  /** 1 where holding it is a move. */
  away: Uint8Array[]
}

function listsOf({ workers, units, start, who, cost, holder }: Packed): Lists {
  const lists: [unit: number, cost: number, away: number][][] = Array.from(
    { length: workers },
    () => [],
  )
  for (let unit = 0; unit < units; unit += 1) {
    const held = holder[unit] as number
    for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
      const worker = who[pair] as number
      lists[worker]?.push([unit, cost[pair] as number, Number(held >= 0 && held !== worker)])
    }
  }
  return {
    unit: lists.map((list) => Int32Array.from(list, ([unit]) => unit)),
    cost: lists.map((list) => Int32Array.from(list, ([, own]) => own)),
    away: lists.map((list) => Uint8Array.from(list, ([, , away]) => away)),
  }
}

/** The most worth that one worker can hold, filling `table`; notes in `kept` what is taken where. */
function fill(
  table: Float64Array,
  kept: Uint8Array,
  room: number,
  lists: Lists,
  worker: number,
  worth: ArrayLike<number>,
  charge: number,
): number {
  const [unit, cost, away] = [lists.unit[worker], lists.cost[worker], lists.away[worker]]
  if (!unit || !cost || !away) return 0
  const width = room + 1
  table.fill(0, 0, width)
  for (let k = 0; k < unit.length; k += 1) {
    const value = (worth[unit[k] as number] as number) - (away[k] as number) * charge
    kept.fill(0, k * width, (k + 1) * width)
    if (!(value > 0)) continue
    take(table, kept, k * width, room, cost[k] as number, value)
  }
  return table[room] as number
}

/** Small and alone, so that it is compiled early. */
function take(
  table: Float64Array,
  kept: Uint8Array,
  row: number,
  room: number,
  cost: number,
  value: number,
): void {
  for (let x = room; x >= cost; x -= 1) {
    const having = (table[x - cost] as number) + value
    if (having > (table[x] as number)) {
      table[x] = having
      kept[row + x] = 1
    }
  }
}

/** What all workers can hold at most, each within their room. */
export function mostWorth(
  packed: Packed,
  { units, worth, charge }: Worths,
  room: ArrayLike<number>,
): number {
  const of = new Float64Array(packed.units)
  units.forEach((unit, k) => (of[unit] = worth[k] as number))
  const lists = listsOf(packed)
  let sum = 0
  for (let worker = 0; worker < packed.workers; worker += 1) {
    const width = (room[worker] as number) + 1
    const length = lists.unit[worker]?.length ?? 0
    sum += fill(
      new Float64Array(width),
      new Uint8Array(width * length),
      width - 1,
      lists,
      worker,
      of,
      charge,
    )
  }
  return sum
}

/** The smallest level above another at which somebody can hold one more. */
export function levelAbove({ workers, capacity }: Packed, level: Utilisation): Utilisation {
  let next: Utilisation | null = null
  for (let worker = 0; worker < workers; worker += 1) {
    const own = capacity[worker] as number
    if (own === 0) continue
    const load = wholeLoadWithin(own, level) + 1
    if (!next || compareUtilisation(load, own, next.load, next.capacity) < 0) {
      next = { load, capacity: own }
    }
  }
  return next ?? level
}

/** Tries to prove rooms too small by worths, each attempt going on from the one before. */
export class WorthSeeker {
  private readonly packed: Packed
  private readonly lists: Lists
  private readonly moves: number | null
  private readonly worth: Float64Array
  private charge: number
  private cells = 0

  /** Starts from prices of workers' time: a unit is worth what it costs at least. */
  constructor(packed: Packed, price: ArrayLike<number>, charge: number, moves: number | null) {
    const { units, workers, start, who, cost, holder, capacity } = packed
    this.packed = packed
    this.moves = moves
    this.lists = listsOf(packed)
    let priced = 0
    let plain = 0
    for (let worker = 0; worker < workers; worker += 1) {
      priced += (price[worker] as number) * (capacity[worker] as number)
      plain += capacity[worker] as number
    }
    const scale = priced > 0 ? plain / priced : 0
    this.charge = charge * scale
    this.worth = new Float64Array(units)
    for (let unit = 0; unit < units; unit += 1) {
      const held = holder[unit] as number
      let least = Infinity
      for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
        const worker = who[pair] as number
        const own =
          (scale > 0 ? scale * (price[worker] as number) : 1) * (cost[pair] as number) +
          (moves !== null && held >= 0 && held !== worker ? this.charge : 0)
        if (own < least) least = own
      }
      this.worth[unit] = least === Infinity ? 0 : least
    }
  }

  /** Worths that prove that all units do not fit into `room`, or null within so many rounds. */
  prove(room: ArrayLike<number>, rounds: number): Worths | null {
    const { packed, lists, worth, moves } = this
    let widest = 0
    let table = 0
    let cells = 0
    for (let worker = 0; worker < packed.workers; worker += 1) {
      const width = (room[worker] as number) + 1
      const size = width * (lists.unit[worker]?.length ?? 0)
      widest = Math.max(widest, width)
      table = Math.max(table, size)
      cells += size
    }
    if (cells > MOST_CELLS_A_ROUND) return null
    const best = new Float64Array(widest)
    const kept = new Uint8Array(table)
    const count = new Int32Array(packed.units)
    let step = 0.9
    let lowest = Infinity
    let stalled = 0
    for (let round = 0; round < rounds && this.cells < MOST_CELLS; round += 1) {
      this.cells += cells
      count.fill(0)
      let gap = moves === null ? 0 : this.charge * moves
      let moved = 0
      for (let worker = 0; worker < packed.workers; worker += 1) {
        const most = room[worker] as number
        gap += fill(best, kept, most, lists, worker, worth, this.charge)
        const [unit, cost, away] = [lists.unit[worker], lists.cost[worker], lists.away[worker]]
        if (!unit || !cost || !away) continue
        let x = most
        for (let k = unit.length - 1; k >= 0; k -= 1) {
          if (kept[k * (most + 1) + x] === 0) continue
          const one = unit[k] as number
          count[one] = (count[one] as number) + 1
          moved += away[k] as number
          x -= cost[k] as number
        }
      }
      for (let unit = 0; unit < packed.units; unit += 1) gap -= worth[unit] as number
      if (gap < 0) {
        const found = this.whole()
        if (this.holds(found, room)) return found
      }
      if (gap < lowest - 1e-9) {
        lowest = gap
        stalled = 0
      } else {
        stalled += 1
        if (stalled > 8) {
          step *= 0.7
          stalled = 0
        }
      }
      let size = 0
      for (let unit = 0; unit < packed.units; unit += 1) {
        if (packed.start[unit] === packed.start[unit + 1]) continue
        size += (1 - (count[unit] as number)) ** 2
      }
      const over = moves === null ? 0 : moves - moved
      size += 0.1 * over * over
      if (size === 0) return null
      const by = (step * Math.max(gap, 0.3)) / size
      for (let unit = 0; unit < packed.units; unit += 1) {
        worth[unit] = Math.max(0, (worth[unit] as number) + by * (1 - (count[unit] as number)))
      }
      this.charge = Math.max(0, this.charge - by * 0.1 * over)
    }
    return null
  }

  private whole(): Worths {
    const units: number[] = []
    const worth: number[] = []
    for (let unit = 0; unit < this.packed.units; unit += 1) {
      const own = Math.round((this.worth[unit] as number) * FINEST)
      if (own === 0 || this.packed.start[unit] === this.packed.start[unit + 1]) continue
      units.push(unit)
      worth.push(own)
    }
    const charge = this.moves === null ? 0 : Math.round(this.charge * FINEST)
    return { units, worth, charge, moves: charge === 0 ? 0 : (this.moves ?? 0) }
  }

  private holds(found: Worths, room: ArrayLike<number>): boolean {
    return mostWorth(this.packed, found, room) < totalWorth(found)
  }
}

/** All that units are worth together, less the charge for all the moves there may be. */
export const totalWorth = ({ worth, charge, moves }: Worths): number =>
  worth.reduce((sum, one) => sum + one, -charge * moves)

/** Whole loads that keep each worker just below a level. */
export const roomBelow = ({ capacity }: Packed, level: Utilisation): Int32Array =>
  capacity.map((own) => Math.max(0, wholeLoadReaching(own, level) - 1))

/** What worths that do not fit just below `level` prove of all workers. */
export function provenByWorths(packed: Packed, level: Utilisation, worths: Worths): Proof {
  const workers = Array.from({ length: packed.workers }, (_, worker) => worker).filter(
    (worker) => (packed.capacity[worker] as number) > 0,
  )
  return {
    ...nothingProven,
    level,
    workers,
    prices: workers.map(() => 1),
    worths,
  }
}
