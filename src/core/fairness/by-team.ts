import { searchToFit } from './fit.ts'
import { handOn, type Order } from './handing-on.ts'
import { longestFirst } from './longest-first.ts'
import type { Packed } from './packed.ts'
import type { Random } from './random.ts'
import { regionOf } from './region.ts'
import type { Teams } from './teams.ts'

export interface ByTeamTask {
  packed: Packed
  teams: Teams
  /** Null where the teams share work in rings: then the units are divided among them by search. */
  order: Order | null
  /** Changed to the best plan seen. Every unit with a pair has a worker. */
  plan: Int32Array
  /** Per worker, the load to stay within. */
  room: ArrayLike<number>
  /** Per team, what a unit of load is worth elsewhere. */
  price: ArrayLike<number>
  random: Random
}

/**
 * Looks for a plan in which nobody is above their room, in two steps: first which team holds what, then
 * who within each team. A team that does not come down to its room is left more of it the next time.
 * Returns the load above room that is left, 0 when the plan fits, the cells used, and whether the work
 * could be split among the teams at all.
 */
export function fitByTeam(
  task: ByTeamTask,
  budget: number,
): {
  above: number
  cells: number
  split: boolean
} {
  const { packed, teams, order, plan: best, room, random } = task
  const count = teams.members.length
  const spare = new Float64Array(count)
  const above = new Float64Array(count)
  const done: (Int32Array | null)[] = teams.members.map(() => null)
  const plan = Int32Array.from(best)
  const home = Int32Array.from(plan, (worker) =>
    worker < 0 ? -1 : (teams.teamOf[worker] as number),
  )
  let cells = 0
  let least = Infinity
  const tries = 60
  for (let attempt = 0; attempt < tries && cells < budget; attempt += 1) {
    const roomOf = Float64Array.from(teams.members, (list, team) =>
      list.reduce((sum, worker) => sum + (room[worker] as number), -(spare[team] as number)),
    )
    if (order) {
      const handed = handOn(order, roomOf, packed.units)
      if (handed.over) break
      handed.home.forEach((team, unit) => {
        if (team >= 0) home[unit] = team
      })
    } else {
      const found = searchToFit(
        {
          packed: teams.packed,
          plan: home,
          room: roomOf,
          price: task.price,
          allowed: null,
          random,
        },
        (budget - cells) / 2,
      )
      cells += found.cells
      if (found.above > 0) break
    }
    let total = 0
    for (let team = 0; team < count; team += 1) {
      const units: number[] = []
      for (let unit = 0; unit < packed.units; unit += 1) if (home[unit] === team) units.push(unit)
      const before = done[team]
      const same = before?.length === units.length && units.every((unit, k) => before[k] === unit)
      if (!same || (above[team] as number) > 0) {
        const left = pack(team, units, (budget - cells) * 0.1)
        above[team] = left
        done[team] = Int32Array.from(units)
      }
      total += above[team] as number
      if ((above[team] as number) > 0) spare[team] = (spare[team] as number) + 1
    }
    if (total < least) {
      least = total
      best.set(plan)
    }
    if (total === 0) break
    if (order) for (const list of order.shared) shuffle(list, random)
  }
  return { above: least, cells, split: least < Infinity }

  /** Divides a team's units among its workers. */
  function pack(team: number, units: number[], budget: number): number {
    const members = teams.members[team] as number[]
    const region = regionOf(packed, members, units)
    const place = new Map(members.map((worker, at) => [worker, at]))
    const inside = Int32Array.from(units, (unit) => place.get(plan[unit] as number) ?? -1)
    longestFirst(region.packed, inside, null, null)
    const found = searchToFit(
      {
        packed: region.packed,
        plan: inside,
        room: members.map((worker) => room[worker] as number),
        price: members.map(() => 1),
        allowed: null,
        random,
      },
      budget,
    )
    cells += Math.max(1, found.cells)
    units.forEach((unit, k) => (plan[unit] = members[inside[k] as number] as number))
    return found.above
  }
}

function shuffle<T>(list: T[], random: Random): void {
  for (let k = list.length - 1; k > 0; k -= 1) {
    const at = random.below(k + 1)
    const one = list[k] as T
    list[k] = list[at] as T
    list[at] = one
  }
}
