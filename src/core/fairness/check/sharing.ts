import { wholeLoadWithin } from '../exact.ts'
import type { Pairs } from './pairs.ts'

/** What each worker holds and another may hold as well: in order of holder, then of the other, then of unit. */
export interface Offers {
  /** Per worker, where what they hold starts; one longer than there are workers. */
  start: Int32Array
  to: Int32Array
  unit: Int32Array
  /** What the unit would cost the other. */
  cost: Int32Array
}

/** Everything that anybody holds and somebody else may hold. */
export function offersOf({ start, who, cost }: Pairs, holds: Int32Array, workers: number): Offers {
  const ofTo = new Int32Array(workers + 1)
  const ofFrom = new Int32Array(workers + 1)
  let count = 0
  for (let unit = 0; unit < holds.length; unit += 1) {
    const from = holds[unit] as number
    if (from < 0) continue
    for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
      const to = who[pair] as number
      if (to === from) continue
      count += 1
      ofTo[to + 1] = (ofTo[to + 1] as number) + 1
      ofFrom[from + 1] = (ofFrom[from + 1] as number) + 1
    }
  }
  for (let at = 0; at < workers; at += 1) {
    ofTo[at + 1] = (ofTo[at + 1] as number) + (ofTo[at] as number)
    ofFrom[at + 1] = (ofFrom[at + 1] as number) + (ofFrom[at] as number)
  }
  // First by taker, then, keeping that order, by holder.
  const pairOf = new Int32Array(count)
  const unitOf = new Int32Array(count)
  for (let unit = 0; unit < holds.length; unit += 1) {
    const from = holds[unit] as number
    if (from < 0) continue
    for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
      const to = who[pair] as number
      if (to === from) continue
      const at = ofTo[to] as number
      ofTo[to] = at + 1
      pairOf[at] = pair
      unitOf[at] = unit
    }
  }
  const next = ofFrom.slice()
  const offers: Offers = {
    start: ofFrom,
    to: new Int32Array(count),
    unit: new Int32Array(count),
    cost: new Int32Array(count),
  }
  for (let k = 0; k < count; k += 1) {
    const pair = pairOf[k] as number
    const unit = unitOf[k] as number
    const from = holds[unit] as number
    const at = next[from] as number
    next[from] = at + 1
    offers.to[at] = who[pair] as number
    offers.unit[at] = unit
    offers.cost[at] = cost[pair] as number
  }
  return offers
}

/** Where the offers of one worker to another start and end. */
export function between({ start, to }: Offers, from: number, other: number): [number, number] {
  let low = start[from] as number
  let high = start[from + 1] as number
  const last = high
  while (low < high) {
    const middle = (low + high) >> 1
    if ((to[middle] as number) < other) low = middle + 1
    else high = middle
  }
  let end = low
  while (end < last && to[end] === other) end += 1
  return [low, end]
}

/** No load: above every load there can be, with room for more to be added. */
const NEVER = 0x3fffffff

/** What two workers could do with what they share. */
export type Sharing = ReturnType<typeof sharing>

/** `ownCost` is what each unit costs whoever holds it; `moveOf` is 1 where a unit with a worker is a move. */
export function sharing(
  load: Float64Array,
  capacity: Int32Array,
  { unit: offerUnit, cost: offerCost }: Offers,
  ownCost: Int32Array,
  moveOf: (unit: number, worker: number) => number,
) {
  let table = new Int32Array(1 << 12)
  let own = new Int32Array(256)
  let other = new Int32Array(256)
  return { better, divideHelps }

  /** Whether a pair of loads is better than what two workers have now. */
  function better(a: number, loadA: number, b: number, loadB: number): boolean {
    const capacityA = capacity[a] as number
    const capacityB = capacity[b] as number
    const nowA = load[a] as number
    const nowB = load[b] as number
    const aIsHigh = loadA * capacityB >= loadB * capacityA
    const high = aIsHigh ? loadA : loadB
    const highOf = aIsHigh ? capacityA : capacityB
    const aWasHigh = nowA * capacityB >= nowB * capacityA
    const was = aWasHigh ? nowA : nowB
    const wasOf = aWasHigh ? capacityA : capacityB
    const order = high * wasOf - was * highOf
    if (order !== 0) return order < 0
    const low = aIsHigh ? loadB : loadA
    const lowOf = aIsHigh ? capacityB : capacityA
    const wasLow = aWasHigh ? nowB : nowA
    const wasLowOf = aWasHigh ? capacityB : capacityA
    return low * wasLowOf < wasLow * lowOf
  }

  /** Every way to divide anew what two workers share, by least load of one for each load of the other. */
  function divideHelps(
    a: number,
    b: number,
    startA: number,
    endA: number,
    startB: number,
    endB: number,
    spare: number,
  ): boolean {
    const aFuller =
      (load[a] as number) * (capacity[b] as number) >= (load[b] as number) * (capacity[a] as number)
    const full = aFuller ? a : b
    const free = aFuller ? b : a
    const fullStart = aFuller ? startA : startB
    const fullCount = aFuller ? endA - startA : endB - startB
    const freeStart = aFuller ? startB : startA
    const freeCount = aFuller ? endB - startB : endA - startA
    const count = fullCount + freeCount
    if (count > own.length) {
      own = new Int32Array(2 * count)
      other = new Int32Array(2 * count)
    }
    let inFull = 0
    let inFree = 0
    let least = 0
    let movesNow = 0
    for (let k = 0; k < count; k += 1) {
      const at = k < fullCount ? fullStart + k : freeStart + k - fullCount
      const mine = ownCost[offerUnit[at] as number] as number
      const theirs = offerCost[at] as number
      own[k] = k < fullCount ? mine : theirs
      other[k] = k < fullCount ? theirs : mine
      if (k < fullCount) inFull += mine
      else inFree += mine
      least += mine < theirs ? mine : theirs
    }
    const unitAt = (k: number): number =>
      offerUnit[k < fullCount ? fullStart + k : freeStart + k - fullCount] as number
    const loadFull = load[full] as number
    const loadFree = load[free] as number
    const capFull = capacity[full] as number
    const capFree = capacity[free] as number
    const fixedFull = loadFull - inFull
    const fixedFree = loadFree - inFree
    // The largest sums of loads that would still be better; no share-out sums to less than `total`.
    const total = fixedFull + fixedFree + least
    const topFree = wholeLoadWithin(capFree, { load: loadFull, capacity: capFull })
    const under = topFree * capFull === loadFull * capFree ? topFree - 1 : topFree
    const sums = Math.max(loadFull - 1 + under, loadFull + loadFree - 1)
    const exchange =
      topFree * capFull === loadFull * capFree
        ? topFree + wholeLoadWithin(capFull, { load: loadFree, capacity: capFree })
        : 0
    if (total > Math.max(sums, exchange)) return false
    const bindsMoves = spare < count
    let layers = 1
    let keep: number[] = []
    let give: number[] = []
    if (bindsMoves) {
      keep = Array.from({ length: count }, (_, k) => moveOf(unitAt(k), full))
      give = Array.from({ length: count }, (_, k) => moveOf(unitAt(k), free))
      for (let k = 0; k < count; k += 1) {
        movesNow += (k < fullCount ? keep[k] : give[k]) as number
      }
      layers = Math.min(count, movesNow + spare) + 1
    }
    const width = inFull + 1
    if (layers * width > table.length) table = new Int32Array(2 * layers * width)
    table.fill(NEVER, 0, layers * width)
    table[0] = 0
    // With less than this the freer would be fuller than the fuller is now.
    const lowest = Math.max(0, least - (topFree - fixedFree))
    let sofar = 0
    let toCome = 0
    for (let k = 0; k < count; k += 1) toCome += own[k] as number
    for (let k = 0; k < count; k += 1) {
      const has = own[k] as number
      const gives = other[k] as number
      if (!bindsMoves) {
        // What so many units cannot come to, or can no longer lead to what would help, is left out.
        sofar += has
        toCome -= has
        const high = Math.min(width - 1, sofar)
        const low = Math.max(0, lowest - toCome)
        const apart = Math.max(low, has)
        for (let x = high; x >= apart; x -= 1) {
          const without = (table[x] as number) + gives
          const having = table[x - has] as number
          table[x] = having < without ? having : without
        }
        for (let x = Math.min(has - 1, high); x >= low; x -= 1) {
          table[x] = (table[x] as number) + gives
        }
        continue
      }
      const keepUp = keep[k] as number
      const giveUp = give[k] as number
      for (let layer = layers - 1; layer >= 0; layer -= 1) {
        for (let x = width - 1; x >= 0; x -= 1) {
          const given =
            layer >= giveUp ? (table[(layer - giveUp) * width + x] as number) + gives : NEVER
          const kept =
            layer >= keepUp && x >= has
              ? (table[(layer - keepUp) * width + x - has] as number)
              : NEVER
          table[layer * width + x] = kept < given ? kept : given
        }
      }
    }
    for (let at = bindsMoves ? 0 : lowest; at < layers * width; at += 1) {
      const y = table[at] as number
      if (y >= NEVER) continue
      if (better(full, fixedFull + (at % width), free, fixedFree + y)) return true
    }
    return false
  }
}
