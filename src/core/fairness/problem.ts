import { count, fail, ok, type Problem, type Result } from '../../kit/index.ts'
import { keptApart, type Cap } from './caps.ts'
import type { Packed } from './packed.ts'

/** Somebody who can hold units. `id` is opaque and never a name; it decides ties through its hash alone. */
export interface FairnessWorker {
  id: string
  /** What they can safely carry, whole, in the problem's unit; 0 for somebody who can hold nothing. */
  capacity: number
  /** The most they may hold of what is counted (`children`, `child protection`, `court`). */
  limits?: Readonly<Record<string, number>>
}

/** A case, or siblings who stay together. */
export interface FairnessUnit {
  id: string
  children: number
  families: number
  /** Whether leaving it with nobody breaks the law: placed before all others. */
  statutory: boolean
  /** The worker's place in `workers`, or null. */
  holder: number | null
  /** Stays with its holder whatever happens. */
  frozen: boolean
  /** Workers who may hold it, by place, with what it costs each, whole, in the problem's unit. */
  eligible: readonly (readonly [worker: number, cost: number])[]
  /** Why others may not: the rule for each. Workers named nowhere are `not in reach`. */
  excluded?: readonly (readonly [worker: number, rule: string])[]
  /** How much it counts under each limit. */
  counts?: Readonly<Record<string, number>>
  /** How hard a change of worker would be on the children: among equals the lower moves. */
  disruption?: number
}

/** What the fairness engine answers: plain data in exact whole numbers. */
export interface FairnessProblem {
  /** What costs and capacities are measured in: `half-hours a month`, `points`. */
  unit: string
  workers: readonly FairnessWorker[]
  units: readonly FairnessUnit[]
  /** The capacity of one full-time worker, for counting how many are missing. */
  fullTime: number
  /**
   * Units, by place and two by two, that must not be with the same worker: a conflict of interest, two
   * families in dispute. Where one worker holds both today, one must move if anybody else may hold it:
   * the one that is easier on its children.
   */
  apart?: readonly (readonly [unit: number, other: number])[]
}

/** A sum of price × load must stay exact in a double: 2^20 × 2^21 × the units there can be. */
export const mostCost = 1_000_000
const MOST_WORKERS = 200_000
const MOST_UNITS = 2_000_000
/** 24 hours a day for 31 days, in half-hours: more is a slip of the pen. */
const MOST_HALF_HOURS = 2 * 24 * 31

/** All that is wrong with a problem, each in a sentence; none where it can be solved. */
export function troubles(problem: FairnessProblem): Problem[] {
  const found: Problem[] = []
  const wrong = (code: string, sentence: string): void => {
    if (found.length < 20) found.push({ code, sentence })
  }
  const workers = problem.workers.length
  const absurd = problem.unit.startsWith('half-hours') ? MOST_HALF_HOURS : mostCost
  if (workers > MOST_WORKERS || problem.units.length > MOST_UNITS) {
    wrong(
      'too-large',
      `${count(workers, 'worker')} and ${count(problem.units.length, 'unit')} are more than one plan can hold. Plan service by service.`,
    )
  }
  problem.workers.forEach(({ capacity, limits }, at) => {
    if (!Number.isInteger(capacity) || capacity < 0 || capacity > mostCost) {
      wrong(
        'capacity',
        `Worker ${at + 1} has a capacity of ${capacity}. A capacity is a whole number of ${problem.unit}, 0 or more.`,
      )
    } else if (capacity > absurd) {
      wrong(
        'capacity',
        `Worker ${at + 1} has a capacity of ${capacity} ${problem.unit}: more than 24 hours a day. Check the contract.`,
      )
    }
    for (const [name, limit] of Object.entries(limits ?? {})) {
      if (!Number.isInteger(limit) || limit < 0) {
        wrong(
          'limit',
          `Worker ${at + 1} has a limit of ${limit} on ${name}. A limit is a whole number, 0 or more.`,
        )
      }
    }
  })
  if (!Number.isInteger(problem.fullTime) || problem.fullTime <= 0) {
    wrong(
      'full-time',
      `A full-time worker cannot carry ${problem.fullTime} ${problem.unit}. Give a whole number above 0.`,
    )
  }
  const seen = new Int32Array(Math.max(workers, 1)).fill(-1)
  problem.units.forEach((unit, at) => {
    const where = `Unit ${at + 1}`
    if (
      unit.holder !== null &&
      !(Number.isInteger(unit.holder) && unit.holder >= 0 && unit.holder < workers)
    ) {
      wrong(
        'holder',
        `${where} is held by worker ${unit.holder}, who is not among the ${workers}. Check the numbering, which starts at 0.`,
      )
    }
    if (unit.frozen && unit.holder === null) {
      wrong('frozen', `${where} is frozen but nobody holds it. Unfreeze it or name its holder.`)
    }
    if (
      !Number.isInteger(unit.children) ||
      unit.children < 0 ||
      !Number.isInteger(unit.families) ||
      unit.families < 0
    ) {
      wrong(
        'children',
        `${where} counts ${unit.children} children in ${unit.families} families. Both are whole numbers, 0 or more.`,
      )
    }
    for (const [worker, cost] of unit.eligible) {
      if (!(Number.isInteger(worker) && worker >= 0 && worker < workers)) {
        wrong(
          'eligible',
          `${where} names worker ${worker}, who is not among the ${workers}. Check the numbering, which starts at 0.`,
        )
        continue
      }
      if (seen[worker] === at)
        wrong('eligible', `${where} names worker ${worker} twice. Keep one cost.`)
      seen[worker] = at
      if (!Number.isInteger(cost) || cost < 0 || cost > mostCost) {
        wrong(
          'cost',
          `${where} costs worker ${worker} ${cost}. A cost is a whole number of ${problem.unit}, 0 or more.`,
        )
      } else if (cost > absurd) {
        wrong(
          'cost',
          `${where} costs worker ${worker} ${cost} ${problem.unit}: more than 24 hours a day. Check the weight.`,
        )
      }
    }
    for (const [name, counted] of Object.entries(unit.counts ?? {})) {
      if (!Number.isInteger(counted) || counted < 0) {
        wrong(
          'counts',
          `${where} counts ${counted} under ${name}. A count is a whole number, 0 or more.`,
        )
      }
    }
  })
  const units = problem.units.length
  for (const [a, b] of problem.apart ?? []) {
    const isUnit = (at: number): boolean => Number.isInteger(at) && at >= 0 && at < units
    const stray = isUnit(a) ? b : a
    if (!isUnit(stray)) {
      wrong(
        'apart',
        `Units ${a} and ${b} are to be kept apart, but unit ${stray} is not among the ${units}. Check the numbering, which starts at 0.`,
      )
    } else if (a === b) {
      wrong('apart', `Unit ${a + 1} is to be kept apart from itself. Name two units.`)
    } else {
      const [one, other] = [problem.units[a], problem.units[b]]
      if (one?.frozen && other?.frozen && one.holder === other.holder) {
        wrong(
          'apart',
          `Units ${a + 1} and ${b + 1} must not be with the same worker, yet both are to stay with theirs, who is the same. Let one of them move.`,
        )
      }
    }
  }
  return found
}

/**
 * Units that are to be kept apart from another of the same holder and that somebody else may hold: of
 * two the one that is easier on its children, then the one named by the lower place.
 */
export function sentAway({ workers, units, apart = [] }: FairnessProblem): Set<number> {
  const gone = new Set<number>()
  const may = (at: number, besideHolder: boolean): boolean => {
    const { eligible, holder, frozen } = units[at] as FairnessUnit
    return eligible.some(
      ([worker]) =>
        (worker === holder) !== besideHolder &&
        (workers[worker]?.capacity ?? 0) > 0 &&
        (!besideHolder || (!frozen && withinLimits(workers[worker], units[at] as FairnessUnit))),
    )
  }
  for (const pair of apart) {
    const [one, other] = pair.map((at) => units[at]?.holder ?? null)
    if (one === null || one !== other) continue
    if (!pair.every((at) => !gone.has(at) && may(at, false))) continue
    const [first] = pair
      .filter((at) => may(at, true))
      .sort((a, b) => (units[a]?.disruption ?? 0) - (units[b]?.disruption ?? 0) || a - b)
    if (first !== undefined) gone.add(first)
  }
  return gone
}

/** Per unit, those it must be kept apart from. Two of one worker whom nobody else may hold stay as they are. */
function partnersOf(
  { apart = [] }: FairnessProblem,
  holder: Int32Array,
  start: Int32Array,
): Map<number, number[]> {
  const partners = new Map<number, number[]>()
  for (const [a, b] of apart) {
    const [one, other] = [holder[a] as number, holder[b] as number]
    const stays = (at: number): boolean => start[at + 1] === (start[at] as number) + 1
    if (one >= 0 && one === other && stays(a) && stays(b)) continue
    partners.set(a, [...(partners.get(a) ?? []), b])
    partners.set(b, [...(partners.get(b) ?? []), a])
  }
  return partners
}

/** A problem made ready for the solver, with what no plan can change already settled. */
export interface Prepared {
  problem: FairnessProblem
  packed: Packed
  caps: Cap[] | null
  /** Units whose holder cannot keep them: they move whatever the budget says. */
  mustMove: number[]
  /** Units that nobody may hold, and frozen ones whose holder cannot hold them. */
  nobody: number[]
  /** Per unit, whether placing it comes first. */
  statutory: Uint8Array
}

/** Refuses what cannot be solved, with every sentence; else the problem as typed arrays. */
export function prepare(problem: FairnessProblem): Result<Prepared, Problem[]> {
  const found = troubles(problem)
  if (found.length > 0) return fail(found)
  const workers = problem.workers.length
  const units = problem.units.length
  const start = new Int32Array(units + 1)
  const holder = new Int32Array(units).fill(-1)
  const mustMove: number[] = []
  const nobody: number[] = []
  const gone = sentAway(problem)
  let most = 0
  for (const unit of problem.units) most += unit.eligible.length
  const who = new Int32Array(most)
  const cost = new Int32Array(most)
  let end = 0
  problem.units.forEach((unit, at) => {
    const pairs = unit.eligible
      .filter(
        ([worker, own]) =>
          (problem.workers[worker]?.capacity ?? 0) > 0 &&
          // What somebody holds today they may keep, even over a limit: it then has room for nothing else.
          (worker === unit.holder ||
            (!unit.frozen && withinLimits(problem.workers[worker], unit))) &&
          own >= 0 &&
          !(worker === unit.holder && gone.has(at)),
      )
      .sort(([a], [b]) => a - b)
    for (const [worker, own] of pairs) {
      who[end] = worker
      cost[end] = own
      end += 1
      if (worker === unit.holder) holder[at] = worker
    }
    start[at + 1] = end
    if (pairs.length === 0) nobody.push(at)
    else if (unit.holder !== null && holder[at] === -1) mustMove.push(at)
  })
  const names = new Set<string>()
  for (const worker of problem.workers) {
    for (const name of Object.keys(worker.limits ?? {})) names.add(name)
  }
  const caps: Cap[] = [...names].sort().map((name) => capOf(problem, name))
  if (problem.apart && problem.apart.length > 0) {
    caps.push({
      name: keptApart,
      limit: new Int32Array(workers).fill(-1),
      counts: new Int32Array(units),
      apart: partnersOf(problem, holder, start),
    })
  }
  return ok({
    problem,
    packed: {
      workers,
      units,
      capacity: Int32Array.from(problem.workers, (worker) => worker.capacity),
      start,
      who: end < most ? who.slice(0, end) : who,
      cost: end < most ? cost.slice(0, end) : cost,
      holder,
    },
    caps: caps.length > 0 ? caps : null,
    mustMove,
    nobody,
    statutory: Uint8Array.from(problem.units, (unit) => Number(unit.statutory)),
  })
}

/** A limit under its name: what somebody holds today they may keep, and no more. */
function capOf({ workers, units }: FairnessProblem, name: string): Cap {
  const counts = Int32Array.from(units, (unit) => unit.counts?.[name] ?? 0)
  const today = new Int32Array(workers.length)
  units.forEach(({ holder }, unit) => {
    if (holder !== null) today[holder] = (today[holder] as number) + (counts[unit] as number)
  })
  const limit = Int32Array.from(workers, ({ limits }, worker) =>
    limits?.[name] === undefined ? -1 : Math.max(limits[name], today[worker] as number),
  )
  return { name, limit, counts }
}

/** A unit larger than a limit can never be taken over under it, whatever else the worker holds. */
function withinLimits(worker: FairnessWorker | undefined, unit: FairnessUnit): boolean {
  for (const [name, limit] of Object.entries(worker?.limits ?? {})) {
    if ((unit.counts?.[name] ?? 0) > limit) return false
  }
  return true
}

/** The rule that keeps a worker from a unit, or null where they may hold it. */
export function exclusionOf(
  problem: FairnessProblem,
  unit: FairnessUnit,
  worker: number,
): string | null {
  const who = problem.workers[worker]
  const stated = unit.excluded?.find(([one]) => one === worker)
  if (stated) return stated[1]
  if (unit.frozen && unit.holder !== worker) return 'the case is frozen with its worker'
  if ((who?.capacity ?? 0) === 0) return 'no capacity'
  for (const [name, limit] of unit.holder === worker ? [] : Object.entries(who?.limits ?? {})) {
    const counted = unit.counts?.[name] ?? 0
    if (counted > limit) return `counts ${counted} under ${name}, where the limit is ${limit}`
  }
  return unit.eligible.some(([one]) => one === worker) ? null : 'not in reach'
}
