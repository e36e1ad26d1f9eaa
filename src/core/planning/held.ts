import type { FairnessProblem } from '../fairness/index.ts'

/** How many units with children somebody holds: what a share of moves is a share of. */
export const heldFamilies = (problem: FairnessProblem): number =>
  problem.units.reduce((sum, unit) => sum + Number(unit.holder !== null && unit.families > 0), 0)

/** A share in per cent of a number of families, rounded down: in hundredths of a per cent, so that no fraction decides. */
export const shareOf = (held: number, percent: number): number =>
  Math.floor((held * Math.round(percent * 100)) / 10_000)
