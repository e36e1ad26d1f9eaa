import { ratioInBasisPoints } from '../../core/workload/index.ts'
import type { Workload } from '../../core/model/index.ts'
import type { TrendPoint } from '../views.ts'

/** One import's point of the trend, from the same figure that its pages show. */
export function trendPoint(workload: Workload, importNumber: number): TrendPoint {
  const { totals, workers, asOf, agreement } = workload
  const known = workers.filter((worker) => worker.agency !== null)
  const agency = known.filter((worker) => worker.agency === true)
  return {
    importNumber,
    asOf,
    agreement: { id: agreement.id, version: agreement.version },
    workers: totals.workers,
    overSafe: totals.overSafe,
    overHard: totals.overHard,
    unallocated: totals.unallocated,
    phantom: totals.phantom,
    utilisation: totals.utilisation,
    medianUtilisation: totals.spread?.median ?? null,
    agencyShare: known.length === 0 ? null : ratioInBasisPoints(agency.length, known.length),
  }
}
