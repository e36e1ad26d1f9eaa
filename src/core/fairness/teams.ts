import { wholeLoadWithin, type Utilisation } from './exact.ts'
import { unitsByWorker, type Packed } from './packed.ts'

/** A problem seen from further away: workers who may hold mostly the same units are one team. */
export interface Teams {
  /** Teams in place of workers: a unit costs a team what it costs its cheapest member. */
  packed: Packed
  /** Per worker, the team. */
  teamOf: Int32Array
  /** Per team, its workers, rising. */
  members: number[][]
}

/** Two workers are of one team where more than so many in ten units of either are the other's too. */
const SHARED = 7

/** The teams of a problem, by who may hold what: nobody needs to say who works where. */
export function teamsOf(packed: Packed): Teams {
  const { workers, start, who } = packed
  const { first, mine } = unitsByWorker(packed)
  const teamOf = new Int32Array(workers).fill(-1)
  const members: number[][] = []
  const shared = new Int32Array(workers)
  const met: number[] = []
  const has = (worker: number): number => (first[worker + 1] as number) - (first[worker] as number)
  for (let founder = 0; founder < workers; founder += 1) {
    if ((teamOf[founder] as number) >= 0) continue
    const team = members.length
    const list = [founder]
    members.push(list)
    teamOf[founder] = team
    for (let k = first[founder] as number; k < (first[founder + 1] as number); k += 1) {
      const unit = mine[k] as number
      for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
        const other = who[pair] as number
        if ((teamOf[other] as number) >= 0) continue
        if (shared[other] === 0) met.push(other)
        shared[other] = (shared[other] as number) + 1
      }
    }
    for (const other of met) {
      const most = Math.min(has(founder), has(other))
      if (10 * (shared[other] as number) > SHARED * most) {
        teamOf[other] = team
        list.push(other)
      }
      shared[other] = 0
    }
    met.length = 0
    list.sort((a, b) => a - b)
  }
  return teamsFrom(packed, members)
}

/** The problem as these teams see it; every worker is in one of them. */
export function teamsFrom(packed: Packed, members: number[][]): Teams {
  const { workers, units, start, who, cost, holder, capacity } = packed
  const teamOf = new Int32Array(workers).fill(-1)
  members.forEach((list, team) => {
    for (const worker of list) teamOf[worker] = team
  })
  const least = new Int32Array(members.length).fill(-1)
  const teamStart = new Int32Array(units + 1)
  const teamWho: number[] = []
  const teamCost: number[] = []
  for (let unit = 0; unit < units; unit += 1) {
    const found: number[] = []
    for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
      const team = teamOf[who[pair] as number] as number
      const own = cost[pair] as number
      if ((least[team] as number) < 0) found.push(team)
      if ((least[team] as number) < 0 || own < (least[team] as number)) least[team] = own
    }
    found.sort((a, b) => a - b)
    for (const team of found) {
      teamWho.push(team)
      teamCost.push(least[team] as number)
      least[team] = -1
    }
    teamStart[unit + 1] = teamWho.length
  }
  return {
    packed: {
      workers: members.length,
      units,
      capacity: Int32Array.from(members, (list) =>
        list.reduce((sum, worker) => sum + (capacity[worker] as number), 0),
      ),
      start: teamStart,
      who: Int32Array.from(teamWho),
      cost: Int32Array.from(teamCost),
      holder: Int32Array.from(holder, (worker) => (worker < 0 ? -1 : (teamOf[worker] as number))),
    },
    teamOf,
    members,
  }
}

/** Per team, the whole loads that keep each of its workers at or under a level, together. */
export function teamRoom(packed: Packed, teams: Teams, level: Utilisation): Float64Array {
  return Float64Array.from(teams.members, (list) =>
    list.reduce(
      (sum, worker) => sum + wholeLoadWithin(packed.capacity[worker] as number, level),
      0,
    ),
  )
}
