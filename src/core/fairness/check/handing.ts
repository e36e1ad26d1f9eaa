import type { WitnessLine } from './certificate-schema.ts'
import { wholeLoadReaching } from './exact.ts'

type Eligible = readonly (readonly [worker: number, cost: number])[]

/**
 * Redoes, for the checker alone, the proof by teams: that just below the level each team must hand on at
 * least so much of what it shares with one later team, and that the last has no room for it.
 */
export function handingHolds(
  line: WitnessLine,
  capacity: readonly number[],
  usable: readonly Eligible[],
  gone: ReadonlySet<number>,
): boolean {
  const { teams } = line
  const teamOf = new Int32Array(capacity.length).fill(-1)
  const inLine = new Uint8Array(capacity.length)
  for (const worker of line.workers) inLine[worker] = 1
  let placed = 0
  let fine = true
  teams.forEach((team, at) => {
    const last = at === teams.length - 1
    fine &&= last ? team.onTo === null : team.onTo !== null && team.onTo > at
    fine &&= team.onTo === null || team.onTo < teams.length
    let before = -1
    for (const worker of team.workers) {
      fine &&= worker > before && teamOf[worker] === -1 && inLine[worker] === 1
      before = worker
      teamOf[worker] = at
      placed += 1
    }
  })
  if (!fine || placed !== line.workers.length) return false
  const own = teams.map(() => 0)
  const received = teams.map(() => 0)
  const weights: number[][] = teams.map(() => [])
  const worths: number[][] = teams.map(() => [])
  const cheapest = teams.map(() => Infinity)
  for (const pairs of usable) {
    let first = -1
    let second = -1
    let many = false
    let leaves = false
    for (const [worker, cost] of pairs) {
      if (gone.has(worker)) continue
      const team = teamOf[worker] as number
      if (team < 0) {
        leaves = true
        break
      }
      if (first < 0) first = team
      else if (team !== first && second < 0) second = team
      else if (team !== first && team !== second) many = true
      if (cost < (cheapest[team] as number)) cheapest[team] = cost
    }
    // A unit that others may take as well, or that is not handed on along the line, proves nothing.
    if (leaves || many) {
      cheapest.fill(Infinity)
      continue
    }
    if (first < 0) continue
    if (second >= 0 && second < first) [first, second] = [second, first]
    const here = cheapest[first] as number
    const there = second < 0 ? 0 : (cheapest[second] as number)
    cheapest[first] = Infinity
    if (second >= 0) cheapest[second] = Infinity
    if (second < 0) own[first] = (own[first] as number) + here
    else if (teams[first]?.onTo === second) {
      weights[first]?.push(here)
      worths[first]?.push(there)
    }
  }
  return teams.every((team, at) => {
    const room = team.workers.reduce(
      (sum, worker) => sum + Math.max(0, wholeLoadReaching(capacity[worker] as number, line) - 1),
      0,
    )
    const [weight = [], worth = []] = [weights[at], worths[at]]
    const left = room - (own[at] as number) - (received[at] as number)
    const right =
      team.room === room &&
      team.own === own[at] &&
      team.received === received[at] &&
      team.shared === weight.length
    if (!right) return false
    if (team.onTo === null) return left < 0
    if (left < 0) return false
    const handed = worth.reduce((sum, one) => sum + one, 0) - mostKept(weight, worth, left)
    received[team.onTo] = (received[team.onTo] as number) + handed
    return true
  })
}

/** The most worth of units whose weights together stay within `room`. */
function mostKept(weights: readonly number[], worths: readonly number[], room: number): number {
  const most = Math.min(
    room,
    weights.reduce((sum, one) => sum + one, 0),
  )
  const table = new Float64Array(most + 1)
  weights.forEach((weight, k) => {
    const worth = worths[k] as number
    for (let x = most; x >= weight; x -= 1) {
      table[x] = Math.max(table[x] as number, (table[x - weight] as number) + worth)
    }
  })
  return table[most] as number
}
