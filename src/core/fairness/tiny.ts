import { CapCounts, type Cap } from './caps.ts'
import { compareUtilisation } from './exact.ts'
import type { Packed } from './packed.ts'

/** Problems of up to so many units are searched to the end, within `NODES` partial plans. */
const TINY = 14
const NODES = 400_000

/**
 * For a handful of units: tries every plan that could still be more even than `plan` (or as even with
 * fewer moves) and leaves the best one there. Branches end as soon as what is placed, is no better
 * than the best known.
 */
export function searchToTheEnd(
  packed: Packed,
  plan: Int32Array,
  caps: readonly Cap[] | null,
  maxMoves: number,
): void {
  const { workers, units, start, who, cost, capacity, holder } = packed
  const placed: number[] = []
  for (let unit = 0; unit < units; unit += 1) if ((plan[unit] as number) >= 0) placed.push(unit)
  if (placed.length > TINY || placed.length === 0) return
  const least = (unit: number): number => {
    let cheapest = Infinity
    for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
      cheapest = Math.min(cheapest, cost[pair] as number)
    }
    return cheapest
  }
  placed.sort((a, b) => least(b) - least(a) || a - b)
  const counts = caps ? new CapCounts(caps, new Int32Array(0), workers) : null
  const load = new Int32Array(workers)
  const now = new Int32Array(units).fill(-1)
  let best = Int32Array.from(plan)
  const order = new Int32Array(workers)
  const sortWorkers = (): void => {
    for (let k = 0; k < workers; k += 1) {
      let at = k
      while (
        at > 0 &&
        compareUtilisation(
          load[order[at - 1] as number] as number,
          capacity[order[at - 1] as number] as number,
          load[k] as number,
          capacity[k] as number,
        ) < 0
      ) {
        order[at] = order[at - 1] as number
        at -= 1
      }
      order[at] = k
    }
  }
  const bestLoad = new Int32Array(workers)
  const bestOf = new Int32Array(workers)
  let bestMoves = 0
  const remember = (moves: number): void => {
    sortWorkers()
    for (let k = 0; k < workers; k += 1) {
      bestLoad[k] = load[order[k] as number] as number
      bestOf[k] = capacity[order[k] as number] as number
    }
    bestMoves = moves
  }
  /** Compares what is placed with the best plan, as leximin does. */
  const against = (): number => {
    sortWorkers()
    for (let k = 0; k < workers; k += 1) {
      const worker = order[k] as number
      const sign = compareUtilisation(
        load[worker] as number,
        capacity[worker] as number,
        bestLoad[k] as number,
        bestOf[k] as number,
      )
      if (sign !== 0) return sign
    }
    return 0
  }
  let initial = 0
  for (const unit of placed) {
    for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
      const worker = who[pair] as number
      if (worker !== plan[unit]) continue
      load[worker] = (load[worker] as number) + (cost[pair] as number)
    }
    const held = holder[unit] as number
    if (held >= 0 && held !== plan[unit]) initial += 1
  }
  remember(initial)
  load.fill(0)
  let nodes = 0
  const place = (at: number, moves: number): void => {
    nodes += 1
    if (nodes > NODES || moves > maxMoves) return
    const sign = against()
    if (sign > 0 || (sign === 0 && moves >= bestMoves)) return
    if (at === placed.length) {
      remember(moves)
      best = now.slice()
      return
    }
    const unit = placed[at] as number
    const held = holder[unit] as number
    const pairs: number[] = []
    for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
      pairs.push(pair)
    }
    pairs.sort(
      (a, b) =>
        compareUtilisation(
          (load[who[a] as number] as number) + (cost[a] as number),
          capacity[who[a] as number] as number,
          (load[who[b] as number] as number) + (cost[b] as number),
          capacity[who[b] as number] as number,
        ) || a - b,
    )
    for (const pair of pairs) {
      const worker = who[pair] as number
      if (counts?.broken(unit, worker)) continue
      load[worker] = (load[worker] as number) + (cost[pair] as number)
      counts?.add(unit, worker, 1)
      now[unit] = worker
      place(at + 1, moves + Number(held >= 0 && held !== worker))
      now[unit] = -1
      counts?.add(unit, worker, -1)
      load[worker] = (load[worker] as number) - (cost[pair] as number)
    }
  }
  place(0, 0)
  plan.set(best)
}
