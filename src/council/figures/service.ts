import { missingFullTimeHundredths } from '../../core/workload/index.ts'
import type { OverloadView } from '../register/views.ts'
import type { Address, ServiceView, TrendPoint } from '../views.ts'
import type { Figures } from './figures.ts'

/** The head of service's page: where is it unsafe, and what is in nobody's hands. */
export function serviceView(
  { standing, workload, agreement, addresses }: Figures,
  trend: TrendPoint[],
  overloads: ReadonlyMap<Address, OverloadView>,
): ServiceView {
  const weeksOf = new Map(
    workload.workers.flatMap(({ id }) => {
      const over = overloads.get(addresses.worker(id))
      return over ? [[id, over.weeks] as const] : []
    }),
  )
  const asking = workload.findings.filter(
    (finding) => finding.effect !== 'notice' && finding.row !== null,
  )
  return {
    standing,
    totals: workload.totals,
    teams: workload.teams.map((team) => {
      const weeks = team.workers.flatMap((id) => weeksOf.get(id) ?? [])
      return {
        ...team,
        address: addresses.team(team.id),
        weeksOver: weeks.length === 0 ? null : Math.max(...weeks),
      }
    }),
    workers: workload.workers.map((worker) => ({
      ...worker,
      address: addresses.worker(worker.id),
    })),
    missingFteHundredths: missingFullTimeHundredths(workload, agreement),
    trend,
    questions: {
      rows: new Set(asking.map((of) => `${of.file}\n${of.sheet}\n${of.row}`)).size,
      changingFigures: workload.findings.filter((finding) => finding.changesFigures).length,
    },
  }
}
