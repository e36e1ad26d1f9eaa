import type { Packed } from './packed.ts'
import type { Random } from './random.ts'

/** What a search for a plan that fits is given. */
export interface FitTask {
  packed: Packed
  /** Changed to the best plan seen. Every unit with a pair has a worker. */
  plan: Int32Array
  /** Per worker, the load to stay within. */
  room: ArrayLike<number>
  /** Per worker, what a unit of load is worth elsewhere: among equals the cheaper share-out is kept. */
  price: ArrayLike<number>
  /** Per pair, 0 where a plan that fits cannot use it; null where all may be used. */
  allowed: Uint8Array | null
  random: Random
}

const NEVER = 0x3fffffff
/** Cells of work that one re-division costs besides its table. */
const OVERHEAD = 1200
/** How far above its room the first of two workers may go within a re-division. */
const MARGIN = 12

/**
 * Looks for a plan in which nobody is above their room. Time and again it takes somebody who is over
 * (or anybody, one time in four) and a colleague, and divides anew all that both may hold, the best
 * way there is, by chance among equals. When that has settled it pushes one unit away at random
 * and settles again, keeping what is no worse. `budget` is in table cells, about 10^9 a second.
 * Returns the load above room that is left, 0 when the plan fits, and the cells used.
 */
export function searchToFit(task: FitTask, budget: number): { above: number; cells: number } {
  const { packed, plan: given, room, price, allowed, random } = task
  const { workers, units, start, who, cost } = packed
  const plan = Int32Array.from(given)
  const table = new Int32Array(workers * units).fill(-1)
  const load = new Float64Array(workers)
  const held: Int32Array[] = []
  const heldCount = new Int32Array(workers)
  const may = new Int32Array(workers)
  for (let unit = 0; unit < units; unit += 1) {
    for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
      const worker = who[pair] as number
      if (allowed && !allowed[pair] && plan[unit] !== worker) continue
      table[unit * workers + worker] = cost[pair] as number
      may[worker] = (may[worker] as number) + 1
    }
  }
  for (let worker = 0; worker < workers; worker += 1) {
    held.push(new Int32Array(may[worker] as number))
  }
  const colleagues = colleaguesOf(packed, table)
  const over = new Int32Array(workers)
  const overPlace = new Int32Array(workers)
  let overs = 0
  let above = 0
  const excess = (worker: number): number =>
    Math.max(0, (load[worker] as number) - (room[worker] as number))
  const mark = (worker: number): void => {
    const is = (load[worker] as number) > (room[worker] as number)
    const at = overPlace[worker] as number
    if (is === at >= 0) return
    if (is) {
      over[overs] = worker
      overPlace[worker] = overs
      overs += 1
      return
    }
    overs -= 1
    const last = over[overs] as number
    over[at] = last
    overPlace[last] = at
    overPlace[worker] = -1
  }
  const give = (unit: number, worker: number): void => {
    const list = held[worker] as Int32Array
    list[heldCount[worker] as number] = unit
    heldCount[worker] = (heldCount[worker] as number) + 1
    load[worker] = (load[worker] as number) + (table[unit * workers + worker] as number)
    plan[unit] = worker
  }
  const layOut = (): void => {
    load.fill(0)
    heldCount.fill(0)
    overPlace.fill(-1)
    overs = 0
    above = 0
    for (let unit = 0; unit < units; unit += 1) {
      const worker = plan[unit] as number
      if (worker >= 0) give(unit, worker)
    }
    for (let worker = 0; worker < workers; worker += 1) {
      above += excess(worker)
      mark(worker)
    }
  }
  layOut()
  let best = above
  if (best === 0) return { above: 0, cells: 0 }

  let rows = new Int32Array(1 << 15)
  let shared = new Int32Array(256)
  // Per row of the table, the largest load of the first worker that it holds.
  let reach = new Int32Array(256)
  let toFirst = new Uint8Array(256)
  const keptPlan = Int32Array.from(plan)
  let keptAbove = above
  let cells = 0
  let sinceKick = 0
  const settle = Math.max(60, 4 * workers)
  const patience = Math.max(80, 5 * workers)
  let settled = 20 * workers

  while (cells < budget) {
    sinceKick += 1
    if (sinceKick > settled) {
      sinceKick = 0
      settled = random.below(4) === 0 ? patience : settle
      if (above <= keptAbove) {
        keptAbove = above
        keptPlan.set(plan)
      } else {
        plan.set(keptPlan)
        layOut()
      }
      kick()
    }
    let first: number
    if (random.below(4) > 0 && overs > 0) first = over[random.below(overs)] as number
    else first = random.below(workers)
    const others = colleagues[first] as Int32Array
    if (others.length === 0) {
      cells += OVERHEAD
      continue
    }
    redivide(first, others[random.below(others.length)] as number)
    if (above < best) {
      best = above
      given.set(plan)
      if (best === 0) break
    }
  }
  return { above: best, cells }

  function kick(): void {
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const unit = random.below(units)
      const from = plan[unit] as number
      if (from < 0) continue
      const begin = start[unit] as number
      const to = who[begin + random.below((start[unit + 1] as number) - begin)] as number
      if (to === from || (table[unit * workers + to] as number) < 0) continue
      plan[unit] = to
      layOut()
      cells += 4 * units
      return
    }
  }

  function redivide(first: number, second: number): void {
    const listFirst = held[first] as Int32Array
    const listSecond = held[second] as Int32Array
    const most = (heldCount[first] as number) + (heldCount[second] as number)
    if (most > shared.length) {
      shared = new Int32Array(2 * most)
      toFirst = new Uint8Array(2 * most)
    }
    let count = 0
    let fixedFirst = 0
    let fixedSecond = 0
    let sum = 0
    for (let k = 0; k < (heldCount[first] as number); k += 1) {
      const unit = listFirst[k] as number
      const own = table[unit * workers + first] as number
      if ((table[unit * workers + second] as number) < 0) fixedFirst += own
      else {
        shared[count] = unit
        count += 1
        sum += own
      }
    }
    for (let k = 0; k < (heldCount[second] as number); k += 1) {
      const unit = listSecond[k] as number
      const other = table[unit * workers + first] as number
      if (other < 0) fixedSecond += table[unit * workers + second] as number
      else {
        shared[count] = unit
        count += 1
        sum += other
      }
    }
    const width = Math.max(0, Math.min(sum, (room[first] as number) - fixedFirst + MARGIN)) + 1
    cells += OVERHEAD + count * width
    if (count === 0) return
    for (let k = count - 1; k > 0; k -= 1) {
      const at = random.below(k + 1)
      const unit = shared[k] as number
      shared[k] = shared[at] as number
      shared[at] = unit
    }
    if ((count + 1) * width > rows.length) rows = new Int32Array(2 * (count + 1) * width)
    if (count >= reach.length) reach = new Int32Array(2 * count)
    rows[0] = 0
    reach[0] = 0
    for (let k = 0; k < count; k += 1) {
      const unit = shared[k] as number
      reach[k + 1] = fillRow(
        rows,
        k * width,
        width,
        reach[k] as number,
        table[unit * workers + first] as number,
        table[unit * workers + second] as number,
      )
    }
    const last = count * width
    const roomFirst = (room[first] as number) - fixedFirst
    const roomSecond = (room[second] as number) - fixedSecond
    const priceFirst = price[first] as number
    const priceSecond = price[second] as number
    let bestScore = Infinity
    let chosen = -1
    let ties = 0
    for (let x = 0; x <= (reach[count] as number); x += 1) {
      const y = rows[last + x] as number
      if (y >= NEVER) continue
      const score =
        ((x > roomFirst ? x - roomFirst : 0) + (y > roomSecond ? y - roomSecond : 0)) * 1000 +
        priceFirst * x +
        priceSecond * y
      if (score < bestScore - 1e-9) {
        bestScore = score
        chosen = x
        ties = 1
      } else if (score < bestScore + 1e-9) {
        ties += 1
        if (random.below(ties) === 0) chosen = x
      }
    }
    if (chosen < 0) return
    let x = chosen
    for (let k = count - 1; k >= 0; k -= 1) {
      const unit = shared[k] as number
      const own = table[unit * workers + first] as number
      const other = table[unit * workers + second] as number
      const now = rows[(k + 1) * width + x] as number
      const far = reach[k] as number
      const canKeep = x >= own && x - own <= far && (rows[k * width + x - own] as number) === now
      const canGive = x <= far && (rows[k * width + x] as number) + other === now
      const keeps = canKeep && (!canGive || (random.next() & 65536) !== 0)
      toFirst[k] = keeps ? 1 : 0
      if (keeps) x -= own
    }
    above -= excess(first) + excess(second)
    drop(first, second, fixedFirst)
    drop(second, first, fixedSecond)
    for (let k = 0; k < count; k += 1) give(shared[k] as number, toFirst[k] === 1 ? first : second)
    above += excess(first) + excess(second)
    mark(first)
    mark(second)
  }

  /** Leaves a worker with what the other may not hold. */
  function drop(worker: number, other: number, fixed: number): void {
    const list = held[worker] as Int32Array
    let left = 0
    for (let k = 0; k < (heldCount[worker] as number); k += 1) {
      const unit = list[k] as number
      if ((table[unit * workers + other] as number) >= 0) continue
      list[left] = unit
      left += 1
    }
    heldCount[worker] = left
    load[worker] = fixed
  }
}

/** Per worker, the colleagues with whom there is a unit that both may hold. */
function colleaguesOf(packed: Packed, table: Int32Array): Int32Array[] {
  const { workers, units, start, who } = packed
  const meets = new Uint8Array(workers * workers)
  const mine: number[] = []
  for (let unit = 0; unit < units; unit += 1) {
    mine.length = 0
    for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
      const worker = who[pair] as number
      if ((table[unit * workers + worker] as number) >= 0) mine.push(worker)
    }
    for (const a of mine) for (const b of mine) meets[a * workers + b] = 1
  }
  return Array.from({ length: workers }, (_, worker) => {
    const found: number[] = []
    for (let other = 0; other < workers; other += 1) {
      if (other !== worker && meets[worker * workers + other]) found.push(other)
    }
    return Int32Array.from(found)
  })
}

/**
 * One unit's row of the table: for each load of the first worker up to `reach`, the least load of the
 * second, when the unit costs them `own` and `other`. Returns how far the new row reaches. Small and
 * alone, so that it is compiled early.
 */
function fillRow(
  rows: Int32Array,
  from: number,
  width: number,
  reach: number,
  own: number,
  other: number,
): number {
  const into = from + width
  const least = own <= reach ? own : reach + 1
  for (let x = 0; x < least; x += 1) rows[into + x] = (rows[from + x] as number) + other
  for (let x = own; x <= reach; x += 1) {
    const without = (rows[from + x] as number) + other
    const having = rows[from + x - own] as number
    rows[into + x] = without < having ? without : having
  }
  const furthest = reach + own < width ? reach + own : width - 1
  for (let x = reach + 1; x < own && x <= furthest; x += 1) rows[into + x] = NEVER
  for (let x = own > reach ? own : reach + 1; x <= furthest; x += 1) {
    rows[into + x] = rows[from + x - own] as number
  }
  return furthest > reach ? furthest : reach
}
