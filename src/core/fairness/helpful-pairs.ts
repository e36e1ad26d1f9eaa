import { compareUtilisation, type Utilisation } from './exact.ts'
import { pairOf } from './packed.ts'
import { colleagues } from './polish.ts'
import type { Prepared } from './problem.ts'
import { Redivider } from './redivide.ts'
import { sortedUtilisation, type Solution } from './solve.ts'
import { Standing } from './standing.ts'

/**
 * How many pairs of workers one more transfer, swap or (where there are no limits) re-division within the
 * moves allowed would make more even. None, unless moves were given up for their disruption.
 */
export function helpfulPairs({ packed, caps, mustMove }: Prepared, solution: Solution): number {
  const { disruptionPrice, maxMoves } = solution.options
  if (disruptionPrice === 0) return 0
  const plan = Int32Array.from(solution.assignment, (worker, unit) =>
    worker !== null && pairOf(packed, unit, worker) >= 0 ? worker : -1,
  )
  const standing = new Standing(packed, plan, caps)
  const redivider = new Redivider(standing)
  const meets = colleagues(packed)
  const most = maxMoves === null ? packed.units : Math.max(0, maxMoves - mustMove.length)
  const spare = most - standing.moves
  let helpful = 0
  for (let worker = 0; worker < packed.workers; worker += 1) {
    for (let k = meets.start[worker] as number; k < (meets.start[worker + 1] as number); k += 1) {
      const other = meets.who[k] as number
      if (other < worker) continue
      helpful += Number(
        caps ? stepHelps(standing, worker, other, spare) : dividingHelps(worker, other),
      )
    }
  }
  return helpful

  function dividingHelps(a: number, b: number): boolean {
    const before = levelsOf(standing, a, b)
    const units = [...heldBy(standing, a), ...heldBy(standing, b)]
    if (!redivider.divide(a, b, spare)) return false
    const helps = isBetter(levelsOf(standing, a, b), before)
    for (const unit of units) {
      if (standing.plan[unit] !== plan[unit]) standing.move(unit, plan[unit] as number)
    }
    return helps
  }
}

/** Whether a transfer or a swap between two workers that limits allow makes them more even. */
function stepHelps(standing: Standing, a: number, b: number, spare: number): boolean {
  const { packed, counts, plan, moves } = standing
  const before = levelsOf(standing, a, b)
  const may = (worker: number) => (unit: number) => pairOf(packed, unit, worker) >= 0
  const ofA = heldBy(standing, a).filter(may(b))
  const ofB = heldBy(standing, b).filter(may(a))
  const helps = (units: number[], to: number[]): boolean => {
    const toFirst = to.map((worker) => Number(worker === a))
    if (!counts?.allows(a, b, units, toFirst, units.length, plan)) return false
    units.forEach((unit, k) => standing.move(unit, to[k] as number))
    const better = standing.moves - moves <= spare && isBetter(levelsOf(standing, a, b), before)
    units.forEach((unit, k) => standing.move(unit, to[k] === a ? b : a))
    return better
  }
  return (
    ofA.some((unit) => helps([unit], [b])) ||
    ofB.some((unit) => helps([unit], [a])) ||
    ofA.some((give) => ofB.some((get) => helps([give, get], [b, a])))
  )
}

const heldBy = ({ held, heldCount }: Standing, worker: number): number[] =>
  Array.from((held[worker] as Int32Array).subarray(0, heldCount[worker]))

const levelsOf = ({ packed, load }: Standing, a: number, b: number): Utilisation[] =>
  sortedUtilisation(
    [packed.capacity[a] as number, packed.capacity[b] as number],
    [load[a] as number, load[b] as number],
  )

/** Whether the first of two levels that differ is lower than it was. */
function isBetter(after: readonly Utilisation[], before: readonly Utilisation[]): boolean {
  for (let at = 0; at < after.length; at += 1) {
    const [now, was] = [after[at] as Utilisation, before[at] as Utilisation]
    const sign = compareUtilisation(now.load, now.capacity, was.load, was.capacity)
    if (sign !== 0) return sign < 0
  }
  return false
}
