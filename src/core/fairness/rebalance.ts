import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import { holdingsOf } from './allocate.ts'
import { compareUtilisation, type Utilisation } from './exact.ts'
import { defaultMovesPercent, movesOf, usualPercents } from './share-of-moves.ts'
import { giveUp, type GivenUp } from './give-up.ts'
import type { Effort, Watch } from './plan.ts'
import { prepare, type FairnessProblem, type FairnessUnit } from './problem.ts'
import { restate, solvePrepared, type Solution } from './solve.ts'
import { stableHash } from './stable-hash.ts'

/** What a point of disruption must buy where nothing else is said: one hour, in half-hours. */
export const defaultDisruptionPrice = 2

export interface RebalanceOptions {
  /** At most so many moves, null for as many as help; the default share of held units where not given. */
  maxMoves?: number | null
  /** Units harder than this on their children stay where they are. */
  mostDisruption?: number
  /** Units that somebody refused to move: they stay with their holders, wherever these may keep them. */
  stay?: ReadonlySet<number>
  /**
   * How much load, in whole units of the problem, each point of disruption must buy: overload
   * that ends, or load taken off the busiest. A step that buys less is given up, unless its holder
   * cannot keep the unit. 0: every move that evens the load.
   */
  disruptionPrice?: number
  seed: number
  effort: Effort
  watch?: Watch
}

export interface Rebalancing {
  solution: Solution
  /** The busiest worker today. */
  before: Utilisation
  /** Whether any move is left: else no move is worth it. */
  worthIt: boolean
  /** What a point of disruption had to buy. */
  disruptionPrice: number
  /** Moves that the most even plan would make and that do not pay for their disruption. */
  givenUp: GivenUp[]
}

/**
 * A plan with few moves that weighs evenness against what a change of worker asks of children: where
 * another move does as well the kinder is made, and what does not pay for its disruption is given up.
 */
export function rebalance(
  problem: FairnessProblem,
  options: RebalanceOptions,
): Result<Rebalancing, Problem[]> {
  const { mostDisruption, stay, seed, effort, watch } = options
  const disruptionPrice = options.disruptionPrice ?? defaultDisruptionPrice
  if (!Number.isInteger(disruptionPrice) || disruptionPrice < 0) {
    return fail([
      {
        code: 'disruption-price',
        sentence: `A point of disruption cannot be worth ${disruptionPrice} ${problem.unit}. Give a whole number, 0 or more.`,
      },
    ])
  }
  const maxMoves =
    options.maxMoves === undefined ? movesOf(problem, defaultMovesPercent) : options.maxMoves
  const asked: FairnessProblem =
    mostDisruption === undefined && stay === undefined
      ? problem
      : {
          ...problem,
          units: problem.units.map((unit, at) =>
            (stay?.has(at) || (unit.disruption ?? 0) > (mostDisruption ?? Infinity)) &&
            mayStay(problem, unit)
              ? { ...unit, frozen: true }
              : unit,
          ),
        }
  const prepared = prepare(asked)
  if (!prepared.ok) return prepared
  const worth = (most: number | null): Weighed => {
    const solved = solvePrepared(prepared.value, {
      maxMoves: most,
      seed,
      effort,
      ...(watch ? { watch } : {}),
    })
    const plain = spareChildren(asked, solved)
    return { plain, ...giveUp(prepared.value, plain.assignment, disruptionPrice) }
  }
  const own = worth(maxMoves)
  let chosen = own
  let solution =
    own.givenUp.length === 0
      ? own.plain
      : restate(prepared.value, own.plain, own.assignment, disruptionPrice)
  // A plan that moves nearly everybody leaves little once it has given up what does not pay: the one
  // with the largest usual share of moves, which is as much allowed, may then be the more even.
  const share = movesOf(asked, Math.max(...usualPercents))
  if (own.givenUp.length > 0 && share > 0 && (maxMoves === null || maxMoves > share)) {
    const fewer = worth(share)
    const known = { ...own.plain, stable: own.plain.stable && fewer.plain.stable }
    const other = restate(prepared.value, known, fewer.assignment, disruptionPrice)
    if (isMoreEven(other, solution)) [chosen, solution] = [fewer, other]
  }
  const holdings = holdingsOf(problem)
  if (!holdings.ok) return holdings
  const before = problem.workers.reduce<Utilisation>(
    (top, { capacity }, at) => {
      const own = { load: holdings.value.load[at] ?? 0, capacity }
      return compareUtilisation(own.load, own.capacity, top.load, top.capacity) > 0 ? own : top
    },
    { load: 0, capacity: 1 },
  )
  return ok({
    solution,
    before,
    worthIt: solution.moves > 0,
    disruptionPrice,
    givenUp: chosen.givenUp,
  })
}

/** A plan and what is left of it once moves that do not pay are given up. */
interface Weighed {
  plain: Solution
  assignment: (number | null)[]
  givenUp: GivenUp[]
}

/** Whether everybody stands more evenly, the fullest first; among equals with fewer moves. */
function isMoreEven(a: Solution, b: Solution): boolean {
  for (const [at, one] of a.sorted.entries()) {
    const other = b.sorted[at]
    if (!other) break
    const sign = compareUtilisation(one.load, one.capacity, other.load, other.capacity)
    if (sign !== 0) return sign < 0
  }
  return a.moves < b.moves
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
  // Units kept apart from others are not alike, whatever they cost.
  const apart = new Set((problem.apart ?? []).flat())
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
    if (own === undefined || apart.has(at)) return
    const list = stayed.get(holder) ?? []
    let best = at
    for (const other of list) {
      if (costFor(other, holder) !== own || costFor(other, to) !== costFor(at, to)) continue
      if (!alike(problem.units[other]?.counts, unit.counts) || apart.has(other)) continue
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
