import type { GatedTotals, TrendPoint } from '../views.ts'

/** Counts below this are withheld; so is everything of a service with fewer workers than the second. */
const SMALLEST = 5
const FEWEST_WORKERS = 10

/** A count that points at nobody: from one to four it is withheld. */
export const gated = (count: number): number | null =>
  count > 0 && count < SMALLEST ? null : count

/**
 * Totals that point at nobody. A small remainder is withheld too: where all but three are over the
 * line, the three are as plain as the many.
 */
export function gatedTotals(point: TrendPoint): GatedTotals {
  if (point.workers < FEWEST_WORKERS) {
    return {
      ...point,
      workers: null,
      overSafe: null,
      overHard: null,
      unallocated: null,
      phantom: null,
      utilisation: null,
      medianUtilisation: null,
      agencyShare: null,
    }
  }
  const ofWorkers = (count: number): number | null =>
    gated(point.workers - count) === null ? null : gated(count)
  const overSafe = ofWorkers(point.overSafe)
  const between = point.overSafe - point.overHard
  return {
    ...point,
    overSafe,
    overHard: overSafe === null || gated(between) === null ? null : ofWorkers(point.overHard),
    unallocated: gated(point.unallocated),
    phantom: gated(point.phantom),
    agencyShare:
      point.agencyShare === null ||
      gated(Math.round((point.agencyShare * point.workers) / 10_000)) === null
        ? null
        : point.agencyShare,
  }
}
