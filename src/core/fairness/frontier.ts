import { ok, type Problem, type Result } from '../../kit/index.ts'
import { compareUtilisation, type Utilisation } from './exact.ts'
import type { Effort, Watch } from './plan.ts'
import type { FairnessProblem } from './problem.ts'
import { solve } from './solve.ts'

/** The default share of held units that a rebalancing may move. */
export const defaultMovesPercent = 3

/** How many moves a percentage of the held units allows, rounded down. */
export function movesOf(problem: FairnessProblem, percent: number): number {
  const held = problem.units.reduce((sum, unit) => sum + Number(unit.holder !== null), 0)
  return Math.floor((held * percent) / 100)
}

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
