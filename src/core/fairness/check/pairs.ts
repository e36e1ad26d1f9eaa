import type { Certificate } from '../certificate-schema.ts'

/** Who may hold which unit, as lists one after the other: unit by unit, in the order of the certificate. */
export interface Pairs {
  /** Per unit, where its pairs start; one longer than there are units. */
  start: Int32Array
  /** Per pair, the worker. */
  who: Int32Array
  /** Per pair, what the unit costs that worker. */
  cost: Int32Array
}

/** What the data say of each unit and of where the plan puts it. */
export interface Placing {
  /** Who may hold what, by the rules stated in the data. */
  pairs: Pairs
  /** Per unit, whom the plan gives it to and who may hold it; else -1. */
  holds: Int32Array
  /** Per unit, what it costs the worker whom the plan names; 0 where they are not among the eligible. */
  cost: Int32Array
  /** Per unit, what it costs its present holder; 0 where they are not among the eligible. */
  costBefore: Int32Array
  /** Per unit, whether its holder may keep it. */
  keepable: Uint8Array
}

const MOST = 1_000_000

/** A whole number from 0 to `most`; anything else is no figure of a certificate. */
export function whole(value: unknown, most: number): number {
  if (!Number.isInteger(value) || (value as number) < 0 || (value as number) > most) {
    throw new RangeError('not a figure')
  }
  return value as number
}

/**
 * Reads who may hold what.
 * @throws RangeError where a worker or a cost is no figure, or a worker stands twice
 */
export function placingOf(
  { workers, units }: Certificate['problem'],
  assignment: Certificate['assignment'],
  sentAway: ReadonlySet<number>,
): Placing {
  const capacity = Int32Array.from(workers, (worker) => whole(worker.capacity, MOST))
  const limitsOf = workers.map((worker) => Object.entries(worker.limits ?? {}))
  let most = 0
  for (const unit of units) most += unit.eligible.length
  const start = new Int32Array(units.length + 1)
  const who = new Int32Array(most)
  const cost = new Int32Array(most)
  const holds = new Int32Array(units.length).fill(-1)
  const given = new Int32Array(units.length)
  const costBefore = new Int32Array(units.length)
  const keepable = new Uint8Array(units.length)
  const seen = new Int32Array(workers.length).fill(-1)
  let end = 0
  for (let at = 0; at < units.length; at += 1) {
    const { eligible, holder, frozen, counts } = units[at] as Certificate['problem']['units'][0]
    const away = sentAway.has(at)
    const to = assignment[at] ?? null
    for (let k = 0; k < eligible.length; k += 1) {
      const pair = eligible[k] as readonly [number, number]
      const worker = whole(pair[0], workers.length - 1)
      const own = whole(pair[1], MOST)
      if (seen[worker] === at) throw new RangeError('a worker twice')
      seen[worker] = at
      if (worker === holder) costBefore[at] = own
      if (worker === to) given[at] = own
      if (capacity[worker] === 0) continue
      if (worker === holder ? away : frozen) continue
      const limits = limitsOf[worker] as [string, number][]
      if (worker !== holder && limits.length > 0) {
        if (!limits.every(([name, limit]) => (counts?.[name] ?? 0) <= limit)) continue
      }
      who[end] = worker
      cost[end] = own
      end += 1
      if (worker === holder) keepable[at] = 1
      if (worker === to) holds[at] = worker
    }
    start[at + 1] = end
  }
  const pairs = { start, who: who.subarray(0, end), cost: cost.subarray(0, end) }
  return { pairs, holds, cost: given, costBefore, keepable }
}

/** The pairs of units that `keepsUnit` and workers that `keepsWorker`, each with 1. */
export function pairsWithin(
  { start, who, cost }: Pairs,
  keepsUnit: Uint8Array | null,
  keepsWorker: Uint8Array | null,
): Pairs {
  const units = start.length - 1
  const from = new Int32Array(units + 1)
  const left = new Int32Array(who.length)
  const price = new Int32Array(who.length)
  let end = 0
  for (let unit = 0; unit < units; unit += 1) {
    if (!keepsUnit || keepsUnit[unit] === 1) {
      for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
        const worker = who[pair] as number
        if (keepsWorker && keepsWorker[worker] === 0) continue
        left[end] = worker
        price[end] = cost[pair] as number
        end += 1
      }
    }
    from[unit + 1] = end
  }
  return { start: from, who: left.subarray(0, end), cost: price.subarray(0, end) }
}
