import { compareUtilisation, type Utilisation } from './exact.ts'
import { sortedUtilisation } from './solve.ts'
import { sentAway, type FairnessProblem } from './problem.ts'

/**
 * The most even sorted utilisations there are, by trying every plan: slow and obvious, for a few
 * workers and units, to judge the solver by. `maxMoves` null: as many as help; units whose holder cannot
 * keep them move whatever it says and use it up. Null where no plan holds every unit.
 */
export function everyPlan(problem: FairnessProblem, maxMoves: number | null): Utilisation[] | null {
  const { workers, units } = problem
  const capacity = workers.map((worker) => worker.capacity)
  const load = workers.map(() => 0)
  const counted = workers.map(() => new Map<string, number>())
  const limitsOf = (worker: number): [string, number][] =>
    Object.entries(workers[worker]?.limits ?? {})
  const today = (worker: number, name: string): number =>
    units.reduce(
      (sum, { holder, counts }) => sum + (holder === worker ? (counts?.[name] ?? 0) : 0),
      0,
    )
  const gone = sentAway(problem)
  const where = units.map(() => -1)
  const meets = ([a, b]: readonly [number, number], at: number, worker: number): boolean =>
    (a === at && where[b] === worker) || (b === at && where[a] === worker)
  const keeps = units.map(
    ({ holder, eligible }, at) =>
      holder !== null &&
      !gone.has(at) &&
      (capacity[holder] as number) > 0 &&
      eligible.some(([one]) => one === holder),
  )
  const forced = units.filter(({ holder }, at) => holder !== null && !keeps[at]).length
  const spare = maxMoves === null ? Infinity : Math.max(0, maxMoves - forced)
  let best: Utilisation[] | null = null
  const place = (at: number, moves: number): void => {
    if (moves > spare) return
    const unit = units[at]
    if (!unit) {
      const sorted = sortedUtilisation(capacity, load)
      if (!best || compareSorted(sorted, best) < 0) best = sorted
      return
    }
    for (const [worker, cost] of unit.eligible) {
      if (capacity[worker] === 0 || (unit.frozen && unit.holder !== worker)) continue
      if (gone.has(at) && unit.holder === worker) continue
      if (problem.apart?.some((pair) => meets(pair, at, worker))) continue
      const limits = limitsOf(worker)
      const own = counted[worker] as Map<string, number>
      const adds = (name: string): number => unit.counts?.[name] ?? 0
      const isOver = ([name, limit]: [string, number]): boolean =>
        (unit.holder !== worker && adds(name) > limit) ||
        (own.get(name) ?? 0) + adds(name) > Math.max(limit, today(worker, name))
      if (limits.some(isOver)) continue
      where[at] = worker
      load[worker] = (load[worker] as number) + cost
      for (const [name] of limits) own.set(name, (own.get(name) ?? 0) + adds(name))
      place(at + 1, moves + Number(keeps[at] && unit.holder !== worker))
      for (const [name] of limits) own.set(name, (own.get(name) ?? 0) - adds(name))
      load[worker] = (load[worker] as number) - cost
      where[at] = -1
    }
  }
  place(0, 0)
  return best
}

/** Orders sorted utilisations as leximin does: the first that differ decide. */
export function compareSorted(a: readonly Utilisation[], b: readonly Utilisation[]): number {
  for (let at = 0; at < a.length; at += 1) {
    const one = a[at] as Utilisation
    const other = b[at] as Utilisation
    const order = compareUtilisation(one.load, one.capacity, other.load, other.capacity)
    if (order !== 0) return order
  }
  return 0
}
