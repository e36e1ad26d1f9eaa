import type { WitnessLine } from '../certificate-schema.ts'
import { wholeLoadReaching } from '../exact.ts'
import type { Pairs } from './pairs.ts'

const FEW = 3
const MOST_CELLS = 12_000_000

/**
 * Goes, for the checker alone, through every way of dividing the units that only two or three workers
 * may hold: just below the level, whatever the others hold within their room, the last has too much.
 */
export function triedHolds(
  line: WitnessLine,
  capacity: Int32Array,
  { start, who, cost }: Pairs,
): boolean {
  const { workers, tried } = line
  if (!Array.isArray(tried?.room) || workers.length < 2 || workers.length > FEW) return false
  const room = workers.map((worker) =>
    Math.max(0, wholeLoadReaching(capacity[worker] as number, line) - 1),
  )
  if (room.some((most, at) => most !== tried.room[at]) || tried.room.length !== room.length) {
    return false
  }
  const inside: [at: number, cost: number][][] = []
  for (let unit = 1; unit < start.length; unit += 1) {
    const pairs: [number, number][] = []
    for (let pair = start[unit - 1] as number; pair < (start[unit] as number); pair += 1) {
      pairs.push([workers.indexOf(who[pair] as number), cost[pair] as number])
    }
    if (pairs.length > 0 && pairs.every(([at]) => at >= 0)) inside.push(pairs)
  }
  const depth = (workers.length === FEW ? (room[1] as number) : 0) + 1
  const cells = ((room[0] as number) + 1) * depth
  if (cells * inside.length > MOST_CELLS) return false
  let least = new Float64Array(cells).fill(Infinity)
  least[0] = 0
  for (const pairs of inside) {
    const next = new Float64Array(cells).fill(Infinity)
    for (const [at, own] of pairs) {
      if (at === workers.length - 1) lower(next, least, 0, 0, depth, own)
      else lower(next, least, at === 0 ? own : 0, at === 0 ? 0 : own, depth, 0)
    }
    least = next
  }
  const found = least.reduce((low, one) => Math.min(low, one), Infinity)
  return tried.least === (found === Infinity ? null : found) && found > (room.at(-1) as number)
}

/** Every load that a unit leads to, `down` and `right` from each known one, where it is a lower one. */
function lower(
  next: Float64Array,
  least: Float64Array,
  down: number,
  right: number,
  depth: number,
  cost: number,
): void {
  const rows = least.length / depth
  for (let x = down; x < rows; x += 1) {
    const from = (x - down) * depth - right
    const into = x * depth
    for (let y = right; y < depth; y += 1) {
      const value = (least[from + y] as number) + cost
      if (value < (next[into + y] as number)) next[into + y] = value
    }
  }
}
