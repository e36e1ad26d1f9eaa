import type { Packed } from './packed.ts'

/** Prices of workers' time, and the set they prove most about. */
export interface Priced {
  /** Per worker; any non-negative prices prove something. */
  price: Float64Array
  /** The workers of the witness; their prices are above 0. */
  witness: number[]
  /** Priced work that only the witness may hold ÷ its priced room: above 1 means it does not fit. */
  ratio: number
  /** What a move is charged, in the unit of price × load; 0 where moves are free. */
  charge: number
}

/** What limits moves: the whole budget, and a price on each. */
export interface MovePrice {
  budget: number
  price: number
}

/**
 * Raises the prices of crowded workers and lowers those of free ones until the ratio of priced work
 * to priced room stops rising: multiplicative steps on a softened share-out, each unit shared among
 * its workers by the `2^power`-th power of cheapness, with the power doubling stage by stage.
 * `room` is per worker, above 0. Only + - * / are used, so every machine gets the same numbers.
 */
export function raisePrices(
  packed: Packed,
  room: Float64Array,
  from: Float64Array | null,
  stages: { first: number; last: number; rounds: number },
  moves: MovePrice | null = null,
): Priced {
  const { workers, units, start, who, cost, holder } = packed
  const price = new Float64Array(workers)
  if (from) price.set(from)
  else price.fill(1)
  const load = new Float64Array(workers)
  const scratch = new Float64Array(64)
  let shares = scratch
  let best: Priced = { price: new Float64Array(workers).fill(1), witness: [], ratio: 0, charge: 0 }
  const keep = (found: Priced): void => {
    if (found.ratio > best.ratio) best = { ...found, price: found.price.slice() }
  }
  let charge = moves ? moves.price : 0
  for (let power = stages.first; power <= stages.last; power += 1) {
    for (let round = 0; round < stages.rounds; round += 1) {
      load.fill(0)
      let moved = 0
      for (let unit = 0; unit < units; unit += 1) {
        const first = start[unit] as number
        const end = start[unit + 1] as number
        const held = moves ? (holder[unit] as number) : -1
        let least = Infinity
        for (let pair = first; pair < end; pair += 1) {
          const worker = who[pair] as number
          let priced = (price[worker] as number) * (cost[pair] as number)
          if (held >= 0 && worker !== held) priced += charge
          if (priced < least) least = priced
        }
        if (!(least > 0)) continue
        if (end - first > shares.length) shares = new Float64Array(2 * (end - first))
        let total = 0
        for (let pair = first; pair < end; pair += 1) {
          const worker = who[pair] as number
          let priced = (price[worker] as number) * (cost[pair] as number)
          if (held >= 0 && worker !== held) priced += charge
          let share = least / priced
          if (share < 0.25 && power > 4) share = 0
          else for (let k = 0; k < power; k += 1) share *= share
          shares[pair - first] = share
          total += share
        }
        const scale = 1 / total
        for (let pair = first; pair < end; pair += 1) {
          const share = shares[pair - first] as number
          if (share < 1e-12) continue
          const worker = who[pair] as number
          load[worker] = (load[worker] as number) + share * scale * (cost[pair] as number)
          if (held >= 0 && worker !== held) moved += share * scale
        }
      }
      let pricedLoad = 0
      let pricedRoom = 0
      for (let worker = 0; worker < workers; worker += 1) {
        pricedLoad += (price[worker] as number) * (load[worker] as number)
        pricedRoom += (price[worker] as number) * (room[worker] as number)
      }
      const mean = pricedLoad / pricedRoom
      if (!(mean > 0)) break
      const step = 1.5 / (1 << power)
      let top = 0
      for (let worker = 0; worker < workers; worker += 1) {
        const ratio = (load[worker] as number) / ((room[worker] as number) * mean)
        const change = Math.max(-0.5, Math.min(1, step * (ratio - 1)))
        const next = (price[worker] as number) * (1 + change)
        price[worker] = next
        if (next > top) top = next
      }
      for (let worker = 0; worker < workers; worker += 1) {
        price[worker] = Math.max(1e-9, (price[worker] as number) / top)
      }
      if (moves) {
        const over = moved / Math.max(1, moves.budget) - 1
        charge = (charge / top) * (1 + Math.max(-0.3, Math.min(0.3, 8 * step * over)))
      }
      if (round === stages.rounds - 1 || (round & 15) === 15) {
        keep(
          moves
            ? chargedWitness(packed, room, price, charge, moves.budget)
            : bestWitness(packed, room, price, load),
        )
      }
    }
  }
  return best
}

/**
 * The set of workers for which the prices prove most. Workers join by falling price (then by
 * falling load); a unit counts once everyone who may hold it has joined; joined parts are kept apart.
 */
export function bestWitness(
  packed: Packed,
  room: Float64Array,
  price: Float64Array,
  load: Float64Array,
): Priced {
  const { workers, units, start, who, cost } = packed
  const order = Array.from({ length: workers }, (_, worker) => worker)
  order.sort(
    (a, b) =>
      (price[b] as number) - (price[a] as number) ||
      (load[b] as number) * (room[a] as number) - (load[a] as number) * (room[b] as number) ||
      a - b,
  )
  const place = new Int32Array(workers)
  order.forEach((worker, at) => (place[worker] = at))
  // Units by the place at which their last worker joins: a counting sort.
  const joins = new Int32Array(workers + 1)
  const last = new Int32Array(units)
  const worth = new Float64Array(units)
  for (let unit = 0; unit < units; unit += 1) {
    let latest = -1
    let least = Infinity
    for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
      const worker = who[pair] as number
      if ((place[worker] as number) > latest) latest = place[worker] as number
      const priced = (price[worker] as number) * (cost[pair] as number)
      if (priced < least) least = priced
    }
    last[unit] = latest
    worth[unit] = latest < 0 ? 0 : least
    if (latest >= 0) joins[latest + 1] = (joins[latest + 1] as number) + 1
  }
  for (let at = 0; at < workers; at += 1) {
    joins[at + 1] = (joins[at + 1] as number) + (joins[at] as number)
  }
  const fill = joins.slice()
  const byPlace = new Int32Array(units)
  for (let unit = 0; unit < units; unit += 1) {
    const at = last[unit] as number
    if (at < 0) continue
    byPlace[fill[at] as number] = unit
    fill[at] = (fill[at] as number) + 1
  }
  const parent = new Int32Array(workers)
  const work = new Float64Array(workers)
  const space = new Float64Array(workers)
  const find = (worker: number): number => {
    let root = worker
    while ((parent[root] as number) !== root) {
      parent[root] = parent[parent[root] as number] as number
      root = parent[root] as number
    }
    return root
  }
  const walk = (stop: number): { ratio: number; root: number; at: number } => {
    let ratio = 0
    let bestRoot = -1
    let bestAt = -1
    for (let at = 0; at <= stop; at += 1) {
      const joined = order[at] as number
      parent[joined] = joined
      work[joined] = 0
      space[joined] = (price[joined] as number) * (room[joined] as number)
      for (let k = joins[at] as number; k < (joins[at + 1] as number); k += 1) {
        const unit = byPlace[k] as number
        let root = find(joined)
        for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
          const other = find(who[pair] as number)
          if (other === root) continue
          parent[other] = root
          work[root] = (work[root] as number) + (work[other] as number)
          space[root] = (space[root] as number) + (space[other] as number)
        }
        root = find(root)
        work[root] = (work[root] as number) + (worth[unit] as number)
      }
      const root = find(joined)
      const now = (work[root] as number) / (space[root] as number)
      if (now > ratio) {
        ratio = now
        bestRoot = root
        bestAt = at
      }
    }
    return { ratio, root: bestRoot, at: bestAt }
  }
  const found = walk(workers - 1)
  if (found.at < 0) return { price, witness: [], ratio: 0, charge: 0 }
  walk(found.at)
  const root = find(found.root)
  const witness: number[] = []
  for (let at = 0; at <= found.at; at += 1) {
    const worker = order[at] as number
    if (find(worker) === root) witness.push(worker)
  }
  witness.sort((a, b) => a - b)
  return { price, witness, ratio: found.ratio, charge: 0 }
}

/**
 * What prices and a charge on each move prove when at most `budget` units that have a holder move: the
 * least each unit costs, summed, less the charge for the whole budget. Workers of low price are left
 * out as long as that proves more.
 */
function chargedWitness(
  packed: Packed,
  room: Float64Array,
  price: Float64Array,
  charge: number,
  budget: number,
): Priced {
  const { workers, units, start, who, cost, holder } = packed
  let best: Priced = { price, witness: [], ratio: 0, charge }
  let lastKept = -1
  for (const least of [0, 0.002, 0.01, 0.03, 0.1, 0.25, 0.5]) {
    const used = new Float64Array(workers)
    let space = 0
    let kept = 0
    for (let worker = 0; worker < workers; worker += 1) {
      const one = price[worker] as number
      if (one < least) continue
      used[worker] = one
      kept += 1
      space += one * (room[worker] as number)
    }
    if (kept === lastKept) continue
    lastKept = kept
    let work = -charge * budget
    for (let unit = 0; unit < units; unit += 1) {
      const held = holder[unit] as number
      let cheapest = Infinity
      for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
        const worker = who[pair] as number
        let priced = (used[worker] as number) * (cost[pair] as number)
        if (held >= 0 && worker !== held) priced += charge
        if (priced < cheapest) cheapest = priced
      }
      if (cheapest !== Infinity) work += cheapest
    }
    if (work / space > best.ratio) {
      const witness: number[] = []
      for (let worker = 0; worker < workers; worker += 1) {
        if ((used[worker] as number) > 0) witness.push(worker)
      }
      best = { price: used, witness, ratio: work / space, charge }
    }
  }
  return best
}
