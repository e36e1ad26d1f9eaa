import { compareUtilisation, wholeLoadWithin } from './exact.ts'
import { pairOf } from './packed.ts'
import type { Standing } from './standing.ts'

const NEVER = 0x7fffffff
/** Loads and moves share one number in the table: load × MOVES + moves. */
const MOVES = 1024

/**
 * Divides anew, the best way there is, all that two workers hold and both may hold: first the larger
 * of their utilisations as small as it can be, then the smaller, then the fewest moves. Every
 * share-out is considered, by a table over the whole loads of the fuller worker.
 */
export class Redivider {
  private rows = new Int32Array(1 << 14)
  private units = new Int32Array(128)
  private own = new Int32Array(128)
  private other = new Int32Array(128)
  private toFirst = new Uint8Array(128)
  private readonly standing: Standing

  constructor(standing: Standing) {
    this.standing = standing
  }

  /**
   * Re-divides if that makes the two strictly better off (or as well off with fewer moves), with at
   * most `spareMoves` moves more than now. True where something changed.
   */
  divide(a: number, b: number, spareMoves: number): boolean {
    const { packed, load, held, heldCount, plan } = this.standing
    const { capacity, cost } = packed
    const aIsFuller =
      compareUtilisation(
        load[a] as number,
        capacity[a] as number,
        load[b] as number,
        capacity[b] as number,
      ) >= 0
    const first = aIsFuller ? a : b
    const second = aIsFuller ? b : a
    const most = (heldCount[first] as number) + (heldCount[second] as number)
    if (most > this.units.length) {
      this.units = new Int32Array(2 * most)
      this.own = new Int32Array(2 * most)
      this.other = new Int32Array(2 * most)
      this.toFirst = new Uint8Array(2 * most)
    }
    const { units, own, other, toFirst } = this
    let count = 0
    let sharedFirst = 0
    let sharedSecond = 0
    let movesNow = 0
    let least = 0
    let toCome = 0
    const collect = (worker: number): void => {
      const list = held[worker] as Int32Array
      for (let k = 0; k < (heldCount[worker] as number); k += 1) {
        const unit = list[k] as number
        const pairFirst = pairOf(packed, unit, first)
        if (pairFirst < 0) continue
        const pairSecond = pairOf(packed, unit, second)
        if (pairSecond < 0) continue
        units[count] = unit
        own[count] = cost[pairFirst] as number
        other[count] = cost[pairSecond] as number
        toCome += own[count] as number
        least += Math.min(own[count] as number, other[count] as number)
        if (worker === first) sharedFirst += own[count] as number
        else sharedSecond += other[count] as number
        if (this.standing.isMove(unit, worker)) movesNow += 1
        count += 1
      }
    }
    collect(first)
    collect(second)
    if (count === 0) return false
    const fixedFirst = (load[first] as number) - sharedFirst
    const fixedSecond = (load[second] as number) - sharedSecond
    const width = sharedFirst + 1
    // With less than this for the first, the second would be fuller than the first is now.
    const mostSecond = wholeLoadWithin(capacity[second] as number, {
      load: load[first] as number,
      capacity: capacity[first] as number,
    })
    const lowest = Math.max(0, least - (mostSecond - fixedSecond))
    if (lowest >= width) return false
    // Layers by number of moves only where the budget can bind.
    const layered = spareMoves < count
    const layers = layered ? Math.min(count, Math.max(0, movesNow + spareMoves)) + 1 : 1
    const row = layers * width
    if ((count + 1) * row > this.rows.length) this.rows = new Int32Array(2 * (count + 1) * row)
    const rows = this.rows
    for (let layer = 0; layer < layers; layer += 1) rows[layer * width] = NEVER
    rows[0] = 0
    // Of each row only what so many units can come to, and what can still lead to `lowest`, is filled.
    let low = 0
    let high = 0
    for (let k = 0; k < count; k += 1) {
      const unit = units[k] as number
      const holder = packed.holder[unit] as number
      const keepMoves = holder >= 0 && holder !== first ? 1 : 0
      const giveMoves = holder >= 0 && holder !== second ? 1 : 0
      const has = own[k] as number
      const gives = (other[k] as number) * MOVES + giveMoves
      const from = k * row
      const into = from + row
      toCome -= has
      const lowNext = Math.max(0, lowest - toCome)
      const highNext = Math.min(width - 1, high + has)
      const lowKept = Math.max(lowNext, low + has)
      for (let layer = 0; layer < layers; layer += 1) {
        const target = into + layer * width
        rows.fill(NEVER, target + lowNext, target + highNext + 1)
      }
      for (let layer = 0; layer < layers; layer += 1) {
        const now = from + layer * width
        const giveLayer = layered ? layer + giveMoves : 0
        if (giveLayer < layers) {
          const target = into + giveLayer * width
          lowerInto(rows, now + lowNext, target + lowNext, high - lowNext + 1, gives)
        }
        const keepLayer = layered ? layer + keepMoves : 0
        if (keepLayer < layers) {
          const target = into + keepLayer * width
          lowerInto(rows, now + lowKept - has, target + lowKept, highNext - lowKept + 1, keepMoves)
        }
      }
      low = lowNext
      high = highNext
    }
    const end = count * row
    const capacityFirst = capacity[first] as number
    const capacitySecond = capacity[second] as number
    let bestHigh = load[first] as number
    let bestHighOf = capacityFirst
    let bestLow = load[second] as number
    let bestLowOf = capacitySecond
    let bestMoves = movesNow
    let chosen = -1
    for (let at = lowest; at < row; at += 1) {
      const x = layered ? at % width : at
      if (x < lowest) {
        at += lowest - x - 1
        continue
      }
      const value = rows[end + at] as number
      if (value === NEVER) continue
      const moves = value % MOVES
      const loadFirst = fixedFirst + x
      const loadSecond = fixedSecond + (value - moves) / MOVES
      const firstIsHigh =
        compareUtilisation(loadFirst, capacityFirst, loadSecond, capacitySecond) >= 0
      const high = firstIsHigh ? loadFirst : loadSecond
      const highOf = firstIsHigh ? capacityFirst : capacitySecond
      let order = compareUtilisation(high, highOf, bestHigh, bestHighOf)
      if (order > 0) continue
      const low = firstIsHigh ? loadSecond : loadFirst
      const lowOf = firstIsHigh ? capacitySecond : capacityFirst
      if (order === 0) order = compareUtilisation(low, lowOf, bestLow, bestLowOf)
      if (order > 0 || (order === 0 && moves >= bestMoves)) continue
      bestHigh = high
      bestHighOf = highOf
      bestLow = low
      bestLowOf = lowOf
      bestMoves = moves
      chosen = at
    }
    if (chosen < 0) return false
    let at = chosen
    for (let k = count - 1; k >= 0; k -= 1) {
      const unit = units[k] as number
      const holder = packed.holder[unit] as number
      const keepMoves = holder >= 0 && holder !== first ? 1 : 0
      const giveMoves = holder >= 0 && holder !== second ? 1 : 0
      const now = rows[(k + 1) * row + at] as number
      const x = layered ? at % width : at
      const has = own[k] as number
      const keepFrom = at - has - (layered ? keepMoves * width : 0)
      const keeps = x >= has && keepFrom >= 0 && rows[k * row + keepFrom] === now - keepMoves
      toFirst[k] = keeps ? 1 : 0
      at = keeps ? keepFrom : at - (layered ? giveMoves * width : 0)
    }
    const { counts } = this.standing
    if (counts && !counts.allows(first, second, units, toFirst, count, plan)) {
      return this.stepWithinCaps(first, second, count, spareMoves)
    }
    for (let k = 0; k < count; k += 1) {
      const unit = units[k] as number
      const to = toFirst[k] === 1 ? first : second
      const from = plan[unit] as number
      if (from === to) continue
      this.standing.take(unit, from, (from === first ? own[k] : other[k]) as number)
      this.standing.give(unit, to, (to === first ? own[k] : other[k]) as number)
    }
    return true
  }

  /** Where a cap forbids the best share-out: the best single transfer or swap that it allows. */
  private stepWithinCaps(
    first: number,
    second: number,
    count: number,
    spareMoves: number,
  ): boolean {
    const { packed, load, plan, counts } = this.standing
    const { units, own, other } = this
    const capacityFirst = packed.capacity[first] as number
    const capacitySecond = packed.capacity[second] as number
    let best: { give: number; get: number } | null = null
    let bestHigh = load[first] as number
    let bestHighOf = capacityFirst
    let bestLow = load[second] as number
    let bestLowOf = capacitySecond
    const pair = new Int32Array(2)
    const to = new Uint8Array(2)
    const extra = (k: number, worker: number): number =>
      Number(this.standing.isMove(units[k] as number, worker)) -
      Number(this.standing.isMove(units[k] as number, plan[units[k] as number] as number))
    const consider = (give: number, get: number): void => {
      let moves = 0
      let loadFirst = load[first] as number
      let loadSecond = load[second] as number
      let listed = 0
      if (give >= 0) {
        loadFirst -= own[give] as number
        loadSecond += other[give] as number
        moves += extra(give, second)
        pair[listed] = units[give] as number
        to[listed] = 0
        listed += 1
      }
      if (get >= 0) {
        loadFirst += own[get] as number
        loadSecond -= other[get] as number
        moves += extra(get, first)
        pair[listed] = units[get] as number
        to[listed] = 1
        listed += 1
      }
      if (moves > spareMoves) return
      const firstIsHigh =
        compareUtilisation(loadFirst, capacityFirst, loadSecond, capacitySecond) >= 0
      const high = firstIsHigh ? loadFirst : loadSecond
      const highOf = firstIsHigh ? capacityFirst : capacitySecond
      const low = firstIsHigh ? loadSecond : loadFirst
      const lowOf = firstIsHigh ? capacitySecond : capacityFirst
      const order =
        compareUtilisation(high, highOf, bestHigh, bestHighOf) ||
        compareUtilisation(low, lowOf, bestLow, bestLowOf)
      if (order >= 0) return
      if (counts && !counts.allows(first, second, pair, to, listed, plan)) return
      best = { give, get }
      bestHigh = high
      bestHighOf = highOf
      bestLow = low
      bestLowOf = lowOf
    }
    for (let give = 0; give < count; give += 1) {
      if (plan[units[give] as number] !== first) continue
      consider(give, -1)
      for (let get = 0; get < count; get += 1) {
        if (plan[units[get] as number] === second) consider(give, get)
      }
    }
    const step = best as { give: number; get: number } | null
    if (!step) return false
    const giving = units[step.give] as number
    const getting = step.get >= 0 ? (units[step.get] as number) : -1
    this.standing.take(giving, first, own[step.give] as number)
    if (getting >= 0) this.standing.take(getting, second, other[step.get] as number)
    this.standing.give(giving, second, other[step.give] as number)
    if (getting >= 0) this.standing.give(getting, first, own[step.get] as number)
    return true
  }
}

/** Lowers a stretch of the table to another plus a cost. Small and alone, so that it is compiled early. */
function lowerInto(
  rows: Int32Array,
  from: number,
  into: number,
  length: number,
  cost: number,
): void {
  for (let x = 0; x < length; x += 1) {
    const value = rows[from + x] as number
    if (value === NEVER) continue
    const next = value + cost
    if (next < (rows[into + x] as number)) rows[into + x] = next
  }
}
