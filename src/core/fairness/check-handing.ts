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
  const teamOf = new Map<number, number>()
  let fine = true
  teams.forEach((team, at) => {
    const last = at === teams.length - 1
    fine &&= last ? team.onTo === null : team.onTo !== null && team.onTo > at
    fine &&= team.onTo === null || team.onTo < teams.length
    let before = -1
    for (const worker of team.workers) {
      fine &&= worker > before && !teamOf.has(worker) && line.workers.includes(worker)
      before = worker
      teamOf.set(worker, at)
    }
  })
  if (!fine || teamOf.size !== line.workers.length) return false
  const own = teams.map(() => 0)
  const received = teams.map(() => 0)
  const weights: number[][] = teams.map(() => [])
  const worths: number[][] = teams.map(() => [])
  const cheapest = teams.map(() => Infinity)
  for (const pairs of usable) {
    const found: number[] = []
    let leaves = false
    for (const [worker, cost] of pairs) {
      if (gone.has(worker)) continue
      const team = teamOf.get(worker)
      if (team === undefined) {
        leaves = true
        break
      }
      if (cheapest[team] === Infinity) found.push(team)
      if (cost < (cheapest[team] as number)) cheapest[team] = cost
    }
    const [first = -1, second = -1] = found.sort((a, b) => a - b)
    const here = cheapest[first] ?? 0
    const there = cheapest[second] ?? 0
    for (const team of found) cheapest[team] = Infinity
    // A unit that others may take as well, or that is not handed on along the line, proves nothing.
    if (leaves || found.length === 0) continue
    if (found.length === 1) own[first] = (own[first] as number) + here
    else if (found.length === 2 && teams[first]?.onTo === second) {
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
