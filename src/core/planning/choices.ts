import { ok, type Problem, type Result } from '../../kit/index.ts'
import {
  compareUtilisation,
  usualPercents,
  loadsOf,
  movesInOrder,
  rebalance,
  type FairnessProblem,
  type OrderedMove,
  type Rebalancing,
  type Utilisation,
} from '../fairness/index.ts'
import { heldFamilies, shareOf } from './held.ts'
import type { ProposalWatch, Question } from './proposal.ts'

/** What a number of moves buys. */
export interface Choice {
  /** Of held families; null where a number was asked for, or as many as help. */
  percent: number | null
  /** Null: as many as help. */
  maxMoves: number | null
  moves: number
  busiest: Utilisation
  bound: Utilisation
  /** Children who would change worker. */
  children: number
}

const isHigher = (a: Utilisation, b: Utilisation): boolean =>
  compareUtilisation(a.load, a.capacity, b.load, b.capacity) > 0

/** Up to so many pairs of a unit and a worker, each number of moves is searched for by itself. */
const FEW_PAIRS = 20_000
/** From so many on a search for more moves than were asked takes minutes: they are left out. */
const MANY_PAIRS = 1_000_000

/** A plan by what a number of its moves buys. */
interface Bought {
  moves: number
  children: number
  busiest: Utilisation
}

/**
 * The numbers of moves to choose from, with what each buys: the usual shares, as many as help, and
 * the number that the plan was made for, which stands here as the plan stands. Each is no worse than
 * the one before. Searched with little effort, since choosing one makes a plan of its own; where there
 * are many workers, fewer moves are the first moves of the plan, in the order that helps soonest, and
 * where there are very many, more moves than were asked for are no choice here.
 */
export function choices(
  problem: FairnessProblem,
  given: {
    asked: Pick<Question, 'moves' | 'seed'> & { maxMoves: number | null; made: Rebalancing }
    watch: ProposalWatch
  },
): Result<Choice[], Problem[]> {
  const { asked, watch } = given
  const held = heldFamilies(problem)
  const mostAsked = asked.maxMoves ?? held
  const wanted = wantedOf(held, asked)
  const pairs = problem.units.reduce((sum, unit) => sum + unit.eligible.length, 0)
  const search = (maxMoves: number | null): Result<Rebalancing, Problem[]> =>
    rebalance(problem, {
      maxMoves,
      seed: asked.seed,
      effort: 'quick',
      watch: { cancelled: () => watch.cancelled?.() ?? false },
    })

  const own = new Steps(problem, asked.made)
  // As many as help are hardly ever more than the largest share, and take longest to search for.
  const largest = shareOf(held, Math.max(...usualPercents))
  let widest: Steps | null = pairs <= MANY_PAIRS || mostAsked >= largest ? own : null
  if (widest && pairs > FEW_PAIRS && mostAsked < largest && !watch.cancelled?.()) {
    const solved = search(largest)
    if (!solved.ok) return solved
    widest = new Steps(problem, solved.value)
  }
  const found: Choice[] = []
  for (const [at, { percent, maxMoves }] of wanted.entries()) {
    const most = maxMoves ?? held
    const before = found.at(-1)
    let bought: Bought
    let bound: Utilisation
    if (most === mostAsked) {
      bought = own.all
      bound = own.bound
      // A quick search for fewer moves may have done better by chance: it is no choice beside this one.
      while (found.length > 0 && isHigher(bought.busiest, found.at(-1)?.busiest ?? NOTHING)) {
        found.pop()
      }
    } else if (watch.cancelled?.()) continue
    else if (before && (before.maxMoves ?? held) === most) {
      bought = before
      bound = before.bound
    } else if (pairs > FEW_PAIRS) {
      const from = most < mostAsked ? own : widest
      if (!from) continue
      bought = from.atMost(most)
      // What no plan with more moves can go under, none with fewer can.
      bound = maxMoves === null ? (own.unlimited ?? own.bound) : from.bound
    } else {
      const solved = search(maxMoves)
      if (!solved.ok) return solved
      const steps = new Steps(problem, solved.value)
      bought = steps.all
      bound = steps.bound
    }
    // A plan with fewer moves is also a plan with more allowed; what is proven with few is the most
    // that can be said with many.
    const last = found.at(-1)
    if (last && isHigher(bought.busiest, last.busiest)) bought = last
    if (last && isHigher(bound, last.bound)) bound = last.bound
    found.push({
      percent,
      maxMoves,
      moves: bought.moves,
      busiest: bought.busiest,
      bound,
      children: bought.children,
    })
    watch.onProgress?.({
      stage: 'choices',
      busiest: asked.made.solution.busiest,
      bound: asked.made.solution.bound.level,
      done: (at + 1) / wanted.length,
    })
  }
  return ok(found)
}

const NOTHING: Utilisation = { load: 0, capacity: 1 }

function wantedOf(
  held: number,
  { moves, maxMoves }: { moves: Question['moves']; maxMoves: number | null },
): { percent: number | null; maxMoves: number | null }[] {
  const wanted: { percent: number | null; maxMoves: number | null }[] = usualPercents.map(
    (percent) => ({ percent, maxMoves: shareOf(held, percent) }),
  )
  wanted.push({ percent: null, maxMoves: null })
  if (!wanted.some((one) => (one.maxMoves ?? held) === (maxMoves ?? held))) {
    const percent = moves !== 'any' && 'percent' in moves ? moves.percent : null
    wanted.push({ percent, maxMoves })
    wanted.sort((a, b) => (a.maxMoves ?? held) - (b.maxMoves ?? held))
  }
  return wanted
}

/** A plan's moves, to be stopped after any step. */
class Steps {
  readonly all: Bought
  readonly bound: Utilisation
  readonly unlimited: Utilisation | null
  private readonly problem: FairnessProblem
  private readonly made: Rebalancing
  private ordered: OrderedMove[] | null = null

  constructor(problem: FairnessProblem, made: Rebalancing) {
    const { solution } = made
    this.problem = problem
    this.made = made
    this.bound = solution.bound.level
    this.unlimited = solution.unlimited?.level ?? null
    this.all = {
      moves: solution.moves,
      children: problem.units.reduce((sum, { holder, children }, at) => {
        const to = solution.assignment[at] ?? null
        return holder === null || to === null || to === holder ? sum : sum + children
      }, 0),
      busiest: solution.busiest,
    }
  }

  /** As many whole steps as fit; those whose holder cannot keep them move whatever the number is. */
  atMost(most: number): Bought {
    const { problem, made } = this
    if (made.solution.moves <= most) return this.all
    this.ordered ??= movesInOrder(problem, made.solution.assignment)
    const { ordered } = this
    const forced = ordered.filter(({ reason }) => reason === 'holder cannot keep it').length
    let moves = 0
    for (let at = 0; at < ordered.length; at += 1) {
      const isLastOfStep = ordered[at]?.step !== ordered[at + 1]?.step
      if (isLastOfStep && (at + 1 <= most || moves < forced)) moves = at + 1
    }
    return {
      moves,
      children: ordered
        .slice(0, moves)
        .reduce((sum, { unit }) => sum + (problem.units[unit]?.children ?? 0), 0),
      busiest: ordered[moves - 1]?.busiest ?? this.unmoved(),
    }
  }

  /** The busiest where nothing moves and what nobody holds is placed. */
  private unmoved(): Utilisation {
    const { problem, made } = this
    const load = loadsOf(
      problem,
      problem.units.map(({ holder }, at) => holder ?? made.solution.assignment[at] ?? null),
    )
    return problem.workers.reduce<Utilisation>((top, { capacity }, at) => {
      const one = { load: load[at] ?? 0, capacity }
      return capacity > 0 && isHigher(one, top) ? one : top
    }, NOTHING)
  }
}
