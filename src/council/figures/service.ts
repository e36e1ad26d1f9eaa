import { missingFullTimeHundredths } from '../../core/workload/index.ts'
import type { OverloadView } from '../register/views.ts'
import type { Address, ServiceView, TrendPoint } from '../views.ts'
import type { Figures } from './figures.ts'
import { weeksOver } from './weeks-over.ts'

/** The head of service's page: where is it unsafe, and what is in nobody's hands. */
export function serviceView(
  { standing, workload, agreement, addresses }: Figures,
  trend: TrendPoint[],
  overloads: ReadonlyMap<Address, OverloadView>,
): ServiceView {
  const asking = workload.findings.filter(
    (finding) => finding.effect !== 'notice' && finding.row !== null,
  )
  return {
    standing,
    totals: workload.totals,
    teams: workload.teams.map((team) => ({
      ...team,
      address: addresses.team(team.id),
      weeksOver: weeksOver(team.workers, addresses, overloads),
    })),
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
