import { compareUtilisation, wholeLoadWithin, type Utilisation } from './exact.ts'
import type { Packed } from './packed.ts'
import { teamRoom, type Teams } from './teams.ts'

/** Teams in an order in which each shares units with one later team at most. */
export interface Order {
  /** Teams, in the order in which they are looked at. */
  order: number[]
  /** Per team, the later team with which it shares units, or -1. */
  onTo: Int32Array
  /** Per team, what the units that it alone may hold cost it. */
  own: Float64Array
  /** Per team, the units that it shares with `onTo`, with what each costs either. */
  shared: { unit: number; here: number; there: number }[][]
}

/** The order, or null where teams share units in a ring or three at a time. */
export function orderOf(teams: Teams): Order | null {
  const { workers, units, start, who } = teams.packed
  const beside = Array.from({ length: workers }, () => new Set<number>())
  for (let unit = 0; unit < units; unit += 1) {
    const pair = start[unit] as number
    const count = (start[unit + 1] as number) - pair
    if (count > 2) return null
    if (count < 2) continue
    const [a, b] = [who[pair] as number, who[pair + 1] as number]
    beside[a]?.add(b)
    beside[b]?.add(a)
  }
  const onTo = new Int32Array(workers).fill(-1)
  const left = Int32Array.from(beside, (set) => set.size)
  const placed = new Uint8Array(workers)
  const order: number[] = []
  for (let team = 0; team < workers; team += 1) if ((left[team] as number) <= 1) order.push(team)
  for (let at = 0; at < order.length; at += 1) {
    const team = order[at] as number
    placed[team] = 1
    for (const other of beside[team] as Set<number>) {
      if (placed[other]) continue
      onTo[team] = other
      left[other] = (left[other] as number) - 1
      if (left[other] === 1) order.push(other)
    }
  }
  // What is left goes round in a ring.
  return order.length < workers ? null : orderAlong(teams, order, onTo)
}

/** What each team alone may hold, and what it shares with the team it hands on to; the rest is left out. */
export function orderAlong(
  { packed: { workers, units, start, who, cost } }: Teams,
  order: number[],
  onTo: Int32Array,
): Order {
  const own = new Float64Array(workers)
  const shared: Order['shared'] = Array.from({ length: workers }, () => [])
  for (let unit = 0; unit < units; unit += 1) {
    const pair = start[unit] as number
    const count = (start[unit + 1] as number) - pair
    const [a, b] = [who[pair] as number, who[pair + 1] as number]
    const [x, y] = [cost[pair] as number, cost[pair + 1] as number]
    if (count === 1) own[a] = (own[a] as number) + x
    else if (count !== 2) continue
    else if (onTo[a] === b) shared[a]?.push({ unit, here: x, there: y })
    else if (onTo[b] === a) shared[b]?.push({ unit, here: y, there: x })
  }
  return { order, onTo, own, shared }
}

/** What comes of handing on: a home for each shared unit, or the teams that cannot hold their work. */
export interface Handed {
  /** Where it does not fit: the teams that prove it, in order; the last one is over. Else null. */
  over: number[] | null
  /** Per unit, the team that holds it; -1 for units with no choice. */
  home: Int32Array
  /** Per team, what those before it handed on to it, in what that costs it. */
  given: Float64Array
}

/**
 * Whether the teams' work fits into `room`, exactly: each team in turn keeps, of what it shares with
 * the later team, whatever leaves least to that one.
 */
export function handOn(order: Order, room: ArrayLike<number>, units: number): Handed {
  const given = new Float64Array(order.onTo.length)
  const home = new Int32Array(units).fill(-1)
  const from: number[][] = Array.from(order.onTo, () => [])
  for (const team of order.order) {
    const left = (room[team] as number) - (order.own[team] as number) - (given[team] as number)
    if (left < 0) {
      const over: number[] = []
      const add = (one: number): void => {
        for (const before of from[one] as number[]) add(before)
        over.push(one)
      }
      add(team)
      return { over, home, given }
    }
    const to = order.onTo[team] as number
    if (to < 0) continue
    const handed = keepMost(order.shared[team] as Order['shared'][0], left, home, team, to)
    if (handed === 0) continue
    given[to] = (given[to] as number) + handed
    from[to]?.push(team)
  }
  return { over: null, home, given }
}

/** The least that one team must hand on, in what it costs the other; notes who holds what. */
function keepMost(
  shared: Order['shared'][0],
  room: number,
  home: Int32Array,
  here: number,
  there: number,
): number {
  let sum = 0
  for (const unit of shared) sum += unit.here
  if (sum <= room) {
    for (const { unit } of shared) home[unit] = here
    return 0
  }
  const width = room + 1
  const best = new Int32Array(width)
  const kept = new Uint8Array(shared.length * width)
  let all = 0
  shared.forEach(({ here: weight, there: worth }, k) => {
    all += worth
    for (let x = room; x >= weight; x -= 1) {
      const having = (best[x - weight] as number) + worth
      if (having <= (best[x] as number)) continue
      best[x] = having
      kept[k * width + x] = 1
    }
  })
  let x = room
  while (x > 0 && best[x - 1] === best[room]) x -= 1
  for (let k = shared.length - 1; k >= 0; k -= 1) {
    const { unit, here: weight } = shared[k] as Order['shared'][0][0]
    const keeps = kept[k * width + x] === 1
    home[unit] = keeps ? here : there
    if (keeps) x -= weight
  }
  return all - (best[room] as number)
}

/**
 * The smallest level at which the teams' work fits, between two; `high` is known to fit. With the teams
 * that prove that nothing lower does.
 */
export function leastLevel(
  packed: Packed,
  teams: Teams,
  order: Order,
  high: Utilisation,
): { level: Utilisation; over: number[] } {
  let work = 0
  for (const own of order.own) work += own
  const total = packed.capacity.reduce((sum, capacity) => sum + capacity, 0)
  const levels: Utilisation[] = []
  for (const capacity of new Set(packed.capacity)) {
    if (capacity === 0) continue
    // Below what only one team may hold ÷ everybody's capacity nothing fits.
    const least = Math.max(0, Math.floor((capacity * work) / total) - 1)
    const most = wholeLoadWithin(capacity, high)
    for (let load = least; load <= most; load += 1) levels.push({ load, capacity })
  }
  levels.sort((a, b) => compareUtilisation(a.load, a.capacity, b.load, b.capacity))
  let low = -1
  let fits = levels.length - 1
  let over: number[] = []
  while (fits - low > 1) {
    const middle = (low + fits) >> 1
    const handed = handOn(
      order,
      teamRoom(packed, teams, levels[middle] as Utilisation),
      teams.packed.units,
    )
    if (handed.over) {
      low = middle
      over = handed.over
    } else fits = middle
  }
  return over.length > 0
    ? { level: levels[fits] as Utilisation, over }
    : { level: { load: 0, capacity: 1 }, over }
}
