import type { Caseload, TeamId, WorkerId, Workload } from '../model/index.ts'

/**
 * The part of a caseload that some teams answer for: their workers with everything these hold, and
 * what waits in their name. The two lists of cases and of workers stay in step.
 * @param teams null for everything.
 */
export function within(
  caseload: Caseload,
  workload: Workload,
  teams: readonly TeamId[] | null,
): { caseload: Caseload; workload: Workload } {
  if (teams === null) return { caseload, workload }
  const wanted = new Set(teams)
  const members = new Set<WorkerId>()
  for (const { id, team } of workload.workers) {
    if (team !== null && wanted.has(team)) members.add(id)
  }
  const isOurs = ({ holder, team }: Caseload['cases'][number] | Workload['cases'][number]) =>
    holder.kind === 'worker' ? members.has(holder.worker) : team !== null && wanted.has(team)
  return {
    caseload: {
      ...caseload,
      cases: caseload.cases.filter(isOurs),
      workers: caseload.workers.filter(({ id }) => members.has(id)),
    },
    workload: {
      ...workload,
      cases: workload.cases.filter(isOurs),
      workers: workload.workers.filter(({ id }) => members.has(id)),
    },
  }
}
