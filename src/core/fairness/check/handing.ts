import type { WitnessLine } from '../certificate-schema.ts'
import { wholeLoadReaching } from '../exact.ts'
import type { Pairs } from './pairs.ts'

/**
 * Redoes, for the checker alone, the proof by teams: that just below the level each team must hand on at
 * least so much of what it shares with one later team, and that the last has no room for it.
 */
export function handingHolds(
  line: WitnessLine,
  capacity: Int32Array,
  { start, who, cost }: Pairs,
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
  for (let unit = 1; unit < start.length; unit += 1) {
    let first = -1
    let second = -1
    let many = false
    let leaves = false
    for (let pair = start[unit - 1] as number; pair < (start[unit] as number); pair += 1) {
      const team = teamOf[who[pair] as number] as number
      const own = cost[pair] as number
      if (team < 0) {
        leaves = true
        break
      }
      if (first < 0) first = team
      else if (team !== first && second < 0) second = team
      else if (team !== first && team !== second) many = true
      if (own < (cheapest[team] as number)) cheapest[team] = own
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
    received[team.onTo] = (received[team.onTo] as number) + leastHandedOn(weight, worth, left)
    return true
  })
}

/** The least worth of units to hand on, so that the weights of the rest stay within `room`. */
function leastHandedOn(
  weights: readonly number[],
  worths: readonly number[],
  room: number,
): number {
  const need = weights.reduce((sum, one) => sum + one, 0) - room
  if (need <= 0) return 0
  const least = new Float64Array(need + 1).fill(Infinity)
  least[0] = 0
  for (let k = 0; k < weights.length; k += 1) {
    const [weight, worth] = [weights[k] as number, worths[k] as number]
    for (let x = need; x > 0; x -= 1) {
      const handed = (least[x > weight ? x - weight : 0] as number) + worth
      if (handed < (least[x] as number)) least[x] = handed
    }
  }
  return least[need] as number
}
