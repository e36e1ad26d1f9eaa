import type { WitnessLine } from '../certificate-schema.ts'
import { wholeLoadReaching } from '../exact.ts'
import type { Pairs } from './pairs.ts'

/**
 * Redoes, for the checker alone, the proof by worths: just below the level, what each worker could hold
 * at most is worth less, together, than all the units are. `moves` null: as many as help.
 */
export function worthsHold(
  line: WitnessLine,
  capacity: Int32Array,
  { start, who, cost }: Pairs,
  of: readonly { holder: number | null }[],
  moves: number | null,
): boolean {
  const { worths, workers } = line
  if (!Array.isArray(worths?.worth)) return false
  const { worth, charge } = worths
  let fine = Number.isInteger(charge) && charge >= 0
  fine &&= worths.moves === 0 ? charge === 0 || moves === 0 : worths.moves === moves
  const inLine = new Uint8Array(capacity.length)
  const placed = new Int32Array(capacity.length)
  workers.forEach((worker, at) => {
    inLine[worker] = 1
    placed[worker] = at
  })
  const costs: number[][] = workers.map(() => [])
  const values: number[][] = workers.map(() => [])
  let total = -charge * worths.moves
  let next = 0
  for (let unit = 0; unit < of.length; unit += 1) {
    const from = start[unit] as number
    const end = start[unit + 1] as number
    const holder = of[unit]?.holder
    let keeps = false
    let inside = end > from
    for (let pair = from; pair < end; pair += 1) {
      keeps ||= who[pair] === holder
      inside &&= inLine[who[pair] as number] === 1
    }
    // A unit that others may take as well proves nothing.
    if (!inside) continue
    const own = worth[next] as number
    next += 1
    fine &&= Number.isInteger(own) && own >= 0 && own < 2 ** 31
    total += own
    for (let pair = from; pair < end; pair += 1) {
      const worker = who[pair] as number
      const value = keeps && worker !== holder ? own - charge : own
      if (!(value > 0)) continue
      const at = placed[worker] as number
      costs[at]?.push(cost[pair] as number)
      values[at]?.push(value)
    }
  }
  fine &&= next === worth.length
  if (!fine || worths.total !== total) return false
  let most = 0
  workers.forEach((worker, at) => {
    const room = Math.max(0, wholeLoadReaching(capacity[worker] as number, line) - 1)
    most += mostWithin(room, costs[at] as number[], values[at] as number[])
  })
  return worths.most === most && most < total
}

/** The most worth of units whose costs together stay within `room`. */
function mostWithin(room: number, costs: readonly number[], values: readonly number[]): number {
  const table = new Float64Array(room + 1)
  costs.forEach((cost, k) => raise(table, cost, values[k] as number))
  return table[room] as number
}

function raise(table: Float64Array, cost: number, value: number): void {
  for (let x = table.length - 1; x >= cost; x -= 1) {
    const having = (table[x - cost] as number) + value
    if (having > (table[x] as number)) table[x] = having
  }
}
