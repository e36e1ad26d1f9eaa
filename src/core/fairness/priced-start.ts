import type { Packed } from './packed.ts'

/** Whether a typical unit costs some workers nearly twice what it costs others. */
export function differsWildly({ units, start, cost }: Packed): boolean {
  let wild = 0
  for (let unit = 0; unit < units; unit += 1) {
    let least = Infinity
    let most = 0
    for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
      least = Math.min(least, cost[pair] as number)
      most = Math.max(most, cost[pair] as number)
    }
    if (most > 1.8 * least) wild += 1
  }
  return 2 * wild > units
}

/**
 * A plan by prices: those whose second choice is much dearer go first, each to the cheapest worker, at
 * these prices, who has room; where nobody has, to whom it puts least over.
 */
export function pricedStart(
  packed: Packed,
  room: ArrayLike<number>,
  price: ArrayLike<number>,
): Int32Array {
  const { units, workers, start, who, cost } = packed
  const regret = new Float64Array(units)
  for (let unit = 0; unit < units; unit += 1) {
    let least = Infinity
    let second = Infinity
    for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
      const priced = (price[who[pair] as number] as number) * (cost[pair] as number)
      if (priced < least) {
        second = least
        least = priced
      } else if (priced < second) second = priced
    }
    regret[unit] = second === Infinity ? Number.MAX_VALUE : second - least
  }
  const order = Array.from({ length: units }, (_, unit) => unit)
  order.sort((a, b) => (regret[b] as number) - (regret[a] as number) || a - b)
  const plan = new Int32Array(units).fill(-1)
  const load = new Float64Array(workers)
  for (const unit of order) {
    let chosen = -1
    let chosenCost = 0
    let bestOver = Infinity
    let bestPriced = Infinity
    for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
      const worker = who[pair] as number
      const own = cost[pair] as number
      const over = Math.max(0, (load[worker] as number) + own - (room[worker] as number))
      const priced = (price[worker] as number) * own
      if (over < bestOver || (over === bestOver && priced < bestPriced)) {
        chosen = worker
        chosenCost = own
        bestOver = over
        bestPriced = priced
      }
    }
    if (chosen < 0) continue
    plan[unit] = chosen
    load[chosen] = (load[chosen] as number) + chosenCost
  }
  return plan
}
