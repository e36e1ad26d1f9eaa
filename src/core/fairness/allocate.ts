import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import { compareUtilisation, type Utilisation } from './exact.ts'
import { solve, type Solution } from './solve.ts'
import type { Effort, Watch } from './plan.ts'
import {
  exclusionOf,
  troubles,
  type FairnessProblem,
  type FairnessUnit,
  type FairnessWorker,
} from './problem.ts'
import { stableHash } from './stable-hash.ts'

/** What everybody holds today, for shortlists: made once, used for case after case. */
export interface Holdings {
  problem: FairnessProblem
  load: number[]
  /** Per limit, what each worker's units count. */
  counted: ReadonlyMap<string, readonly number[]>
}

/** A worker who may take the unit, and what it would make of their load. */
export interface Candidate {
  worker: number
  before: Utilisation
  after: Utilisation
  cost: number
  /** Within a hair of the first: neither is fairer, so a person's judgement decides. */
  equal: boolean
}

export interface Shortlist {
  /** Lightest after taking it first; equals by a hash of unit and worker. */
  candidates: Candidate[]
  /** Everybody else with the rule that keeps them from it. */
  excluded: { worker: number; rule: string }[]
}

/** Sums up today's holdings. A unit with nobody counts for nobody. */
export function holdingsOf(problem: FairnessProblem): Result<Holdings, Problem[]> {
  const found = troubles(problem)
  if (found.length > 0) return fail(found)
  const load = problem.workers.map(() => 0)
  const counted = new Map<string, number[]>()
  for (const worker of problem.workers) {
    for (const name of Object.keys(worker.limits ?? {})) {
      if (!counted.has(name)) {
        counted.set(
          name,
          problem.workers.map(() => 0),
        )
      }
    }
  }
  for (const unit of problem.units) {
    const { holder } = unit
    if (holder === null) continue
    const cost = unit.eligible.find(([worker]) => worker === holder)?.[1] ?? 0
    load[holder] = (load[holder] ?? 0) + cost
    for (const [name, sums] of counted) {
      sums[holder] = (sums[holder] ?? 0) + (unit.counts?.[name] ?? 0)
    }
  }
  return ok({ problem, load, counted })
}

/**
 * Who might take one unit, lightest afterwards first, and for everybody else the rule. `hair`, in
 * thousandths of capacity, is how close to the first counts as equal (5, half a point, where not given).
 */
export function allocateOne(
  { problem, load, counted }: Holdings,
  unit: FairnessUnit,
  hair = 5,
): Shortlist {
  const candidates: Candidate[] = []
  const excluded: Shortlist['excluded'] = []
  const costs = new Map(unit.eligible)
  const stated = new Map(unit.excluded ?? [])
  problem.workers.forEach((worker, at) => {
    const cost = costs.get(at)
    const rule =
      stated.get(at) ??
      (cost === undefined || worker.capacity === 0
        ? exclusionOf(problem, unit, at)
        : limitReached(worker, at, unit, counted))
    if (rule !== null || cost === undefined) {
      excluded.push({ worker: at, rule: rule ?? 'not in reach' })
      return
    }
    const { capacity } = worker
    const own = load[at] ?? 0
    // The unit's present holder carries it already.
    const without = unit.holder === at ? own - cost : own
    candidates.push({
      worker: at,
      before: { load: without, capacity },
      after: { load: without + cost, capacity },
      cost,
      equal: false,
    })
  })
  const hash = new Map(
    candidates.map(({ worker }) => [
      worker,
      stableHash(`${unit.id} ${problem.workers[worker]?.id ?? ''}`),
    ]),
  )
  candidates.sort(
    (a, b) =>
      compareUtilisation(a.after.load, a.after.capacity, b.after.load, b.after.capacity) ||
      a.cost - b.cost ||
      (hash.get(a.worker) ?? 0) - (hash.get(b.worker) ?? 0) ||
      a.worker - b.worker,
  )
  const [first] = candidates
  if (first) {
    const { load: least, capacity: of } = first.after
    for (const one of candidates) {
      // after ≤ first + hair/1000, by whole numbers.
      const limit = BigInt(least) * 1000n + BigInt(hair) * BigInt(of)
      one.equal = BigInt(one.after.load) * 1000n * BigInt(of) <= limit * BigInt(one.after.capacity)
    }
  }
  return { candidates, excluded }
}

function limitReached(
  worker: FairnessWorker,
  at: number,
  unit: FairnessUnit,
  counted: Holdings['counted'],
): string | null {
  for (const [name, limit] of Object.entries(worker.limits ?? {})) {
    const adds = unit.counts?.[name] ?? 0
    if (adds === 0) continue
    const own = (counted.get(name)?.[at] ?? 0) - (unit.holder === at ? adds : 0)
    if (own + adds > limit) {
      return `would count ${own + adds} under ${name}, where the limit is ${limit}`
    }
  }
  return null
}

/**
 * Places everything that has no holder, together, with nothing that has one changing hands: Monday's
 * list, sibling groups as units.
 */
export function allocateBatch(
  problem: FairnessProblem,
  options: { seed: number; effort: Effort; watch?: Watch },
): Result<Solution, Problem[]> {
  return solve(problem, { ...options, maxMoves: 0 })
}

/** The default share of held units that a rebalancing may move. */
export const defaultMovesPercent = 3

/** How many moves a percentage of the held units allows, rounded down. */
export function movesOf(problem: FairnessProblem, percent: number): number {
  const held = problem.units.reduce((sum, unit) => sum + Number(unit.holder !== null), 0)
  return Math.floor((held * percent) / 100)
}

export interface RebalanceOptions {
  /** At most so many moves; the default share of held units where not given. */
  maxMoves?: number
  /** Units harder than this on their children stay where they are. */
  mostDisruption?: number
  seed: number
  effort: Effort
  watch?: Watch
}

export interface Rebalancing {
  solution: Solution
  /** The busiest worker today. */
  before: Utilisation
  /** Whether moving anything lowers the busiest or anybody below: else no move is worth it. */
  worthIt: boolean
}

/** A plan with few moves, that spares children a change where another move does as well. */
export function rebalance(
  problem: FairnessProblem,
  options: RebalanceOptions,
): Result<Rebalancing, Problem[]> {
  const { mostDisruption, seed, effort, watch } = options
  const maxMoves = options.maxMoves ?? movesOf(problem, defaultMovesPercent)
  const asked: FairnessProblem =
    mostDisruption === undefined
      ? problem
      : {
          ...problem,
          units: problem.units.map((unit) =>
            (unit.disruption ?? 0) > mostDisruption && mayStay(problem, unit)
              ? { ...unit, frozen: true }
              : unit,
          ),
        }
  const solved = solve(asked, { maxMoves, seed, effort, ...(watch ? { watch } : {}) })
  if (!solved.ok) return solved
  const solution = spareChildren(asked, solved.value)
  const holdings = holdingsOf(problem)
  if (!holdings.ok) return holdings
  const before = problem.workers.reduce<Utilisation>(
    (top, { capacity }, at) => {
      const own = { load: holdings.value.load[at] ?? 0, capacity }
      return compareUtilisation(own.load, own.capacity, top.load, top.capacity) > 0 ? own : top
    },
    { load: 0, capacity: 1 },
  )
  return ok({ solution, before, worthIt: solution.moves > 0 })
}

const mayStay = (problem: FairnessProblem, { holder, eligible }: FairnessUnit): boolean =>
  holder !== null &&
  (problem.workers[holder]?.capacity ?? 0) > 0 &&
  eligible.some(([worker]) => worker === holder)

/**
 * Among equal plans the kinder: where a unit that moved and one that stayed with the same holder cost
 * both workers the same and count alike, the one that is easier on its children moves (then the one
 * with the lower hash).
 */
function spareChildren(problem: FairnessProblem, solution: Solution): Solution {
  const assignment = solution.assignment.slice()
  const stayed = new Map<number, number[]>()
  problem.units.forEach((unit, at) => {
    if (unit.holder === null || unit.frozen || assignment[at] !== unit.holder) return
    const list = stayed.get(unit.holder)
    if (list) list.push(at)
    else stayed.set(unit.holder, [at])
  })
  const hardness = (at: number): number => problem.units[at]?.disruption ?? 0
  const hash = (at: number): number => stableHash(problem.units[at]?.id ?? '')
  const costFor = (at: number, worker: number): number | undefined =>
    problem.units[at]?.eligible.find(([one]) => one === worker)?.[1]
  problem.units.forEach((unit, at) => {
    const { holder } = unit
    const to = assignment[at]
    if (holder === null || to === null || to === undefined || to === holder) return
    const own = costFor(at, holder)
    if (own === undefined) return
    const list = stayed.get(holder) ?? []
    let best = at
    for (const other of list) {
      if (costFor(other, holder) !== own || costFor(other, to) !== costFor(at, to)) continue
      if (!alike(problem.units[other]?.counts, unit.counts)) continue
      const order = hardness(other) - hardness(best) || hash(other) - hash(best)
      if (order < 0) best = other
    }
    if (best === at) return
    assignment[best] = to
    assignment[at] = holder
    list[list.indexOf(best)] = at
  })
  return { ...solution, assignment }
}

const alike = (
  a: Readonly<Record<string, number>> = {},
  b: Readonly<Record<string, number>> = {},
): boolean =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].every(
    (name) => (a[name] ?? 0) === (b[name] ?? 0),
  )

/** What each share of moves buys. */
export interface FrontierPoint {
  /** Of held units; null where moves are free. */
  percent: number | null
  maxMoves: number | null
  moves: number
  busiest: Utilisation
  bound: Utilisation
}

export const frontierPercents = [0.5, 1, 2, 3, 5, 8] as const

/** The frontier to choose a number of moves from: each point no worse than the one before. */
export function frontier(
  problem: FairnessProblem,
  options: { seed: number; effort: Effort; watch?: Watch },
): Result<FrontierPoint[], Problem[]> {
  const points: FrontierPoint[] = []
  for (const percent of [...frontierPercents, null]) {
    if (options.watch?.cancelled?.()) break
    const maxMoves = percent === null ? null : movesOf(problem, percent)
    const solved = solve(problem, { ...options, maxMoves })
    if (!solved.ok) return solved
    const { busiest, moves, bound } = solved.value
    const last = points.at(-1)
    // A plan with fewer moves is also a plan with more allowed.
    const worse =
      last &&
      compareUtilisation(busiest.load, busiest.capacity, last.busiest.load, last.busiest.capacity) >
        0
    points.push({
      percent,
      maxMoves,
      moves: worse ? last.moves : moves,
      busiest: worse ? last.busiest : busiest,
      bound: bound.level,
    })
  }
  return ok(points)
}
