import { ok, type Problem, type Result } from '../../kit/index.ts'
import {
  compareUtilisation,
  frontierPercents,
  rebalance,
  type FairnessProblem,
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

/**
 * The numbers of moves to choose from, with what each buys: the usual shares, as many as help, and
 * the number that the plan was made for, which stands here as the plan stands. Each is no worse than
 * the one before. Searched with little effort: choosing one makes a plan of its own.
 */
export function choices(
  problem: FairnessProblem,
  given: {
    asked: Pick<Question, 'moves' | 'seed'> & { maxMoves: number | null; made: Rebalancing }
    /** Units that stay with their holders. */
    stay: ReadonlySet<number>
    watch: ProposalWatch
  },
): Result<Choice[], Problem[]> {
  const { asked, stay, watch } = given
  const held = heldFamilies(problem)
  const wanted: { percent: number | null; maxMoves: number | null }[] = frontierPercents.map(
    (percent) => ({ percent, maxMoves: shareOf(held, percent) }),
  )
  wanted.push({ percent: null, maxMoves: null })
  const isAsked = ({ maxMoves }: { maxMoves: number | null }): boolean =>
    (maxMoves ?? held) === (asked.maxMoves ?? held)
  if (!wanted.some(isAsked)) {
    const { moves } = asked
    const percent = moves !== 'any' && 'percent' in moves ? moves.percent : null
    wanted.push({ percent, maxMoves: asked.maxMoves })
    wanted.sort((a, b) => (a.maxMoves ?? held) - (b.maxMoves ?? held))
  }

  const found: Choice[] = []
  let last: Rebalancing | null = null
  for (const [at, { percent, maxMoves }] of wanted.entries()) {
    const mine = isAsked({ maxMoves })
    if (!mine && watch.cancelled?.()) continue
    const most = maxMoves ?? held
    let made: Rebalancing
    const before = found.at(-1)
    if (mine) made = asked.made
    else if (before && last && (before.maxMoves ?? held) === most) made = last
    else {
      const solved = rebalance(problem, {
        maxMoves,
        stay,
        seed: asked.seed,
        effort: 'quick',
        watch: { cancelled: () => watch.cancelled?.() ?? false },
      })
      if (!solved.ok) return solved
      made = solved.value
    }
    // A plan with fewer moves is also a plan with more allowed.
    if (!mine && last && isHigher(made.solution.busiest, last.solution.busiest)) {
      made = { ...last, solution: { ...last.solution, bound: made.solution.bound } }
    }
    if (mine) {
      // A quick search for fewer moves may have done better by chance: it is no choice beside this one.
      while (isBetterThan(found.at(-1), made)) found.pop()
    }
    last = made
    const { solution } = made
    found.push({
      percent,
      maxMoves,
      moves: solution.moves,
      busiest: solution.busiest,
      bound: solution.bound.level,
      children: childrenMoved(problem, solution.assignment),
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

const isBetterThan = (choice: Choice | undefined, { solution }: Rebalancing): boolean =>
  choice !== undefined && isHigher(solution.busiest, choice.busiest)

/** Children whose holder in a plan is another than today. */
const childrenMoved = (problem: FairnessProblem, assignment: readonly (number | null)[]): number =>
  problem.units.reduce((sum, { holder, children }, at) => {
    const to = assignment[at] ?? null
    return holder === null || to === null || to === holder ? sum : sum + children
  }, 0)
