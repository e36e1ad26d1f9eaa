import type { FairnessProblem } from './problem.ts'

/** The default share of held units that a rebalancing may move. */
export const defaultMovesPercent = 3

/** How many moves a percentage of the held units allows, rounded down. */
export function movesOf(problem: FairnessProblem, percent: number): number {
  const held = problem.units.reduce((sum, unit) => sum + Number(unit.holder !== null), 0)
  return Math.floor((held * percent) / 100)
}

/** The usual shares to choose from, in per cent of held units. */
export const usualPercents = [0.5, 1, 2, 3, 5, 8] as const
