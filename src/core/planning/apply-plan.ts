import type { Case, Caseload, ChildId } from '../model/index.ts'
import type { PlanProblem } from './plan-problem.ts'

/**
 * The caseload as it would stand if a plan were carried out: to be weighed like any other, so that
 * what a plan promises is what the pages would then show. What nobody may hold is with nobody.
 * @param assignment per unit the worker's place, or null where nobody holds it.
 */
export function applyPlan(
  caseload: Caseload,
  plan: PlanProblem,
  assignment: readonly (number | null)[],
): Caseload {
  const moved = new Map<
    ChildId,
    Pick<Case, 'holder' | 'workerSinceInferred'> & { team?: Case['team'] }
  >()
  const teamOf = new Map(caseload.workers.map((worker) => [worker.id, worker.team]))
  plan.units.forEach((children, at) => {
    const to = assignment[at] ?? null
    const worker = to === null ? undefined : plan.workers[to]
    if (plan.problem.units[at]?.holder === to) return
    for (const child of children) {
      moved.set(
        child,
        worker === undefined
          ? { holder: { kind: 'unallocated', why: 'blank' }, workerSinceInferred: null }
          : {
              holder: { kind: 'worker', worker },
              team: teamOf.get(worker) ?? null,
              workerSinceInferred: caseload.asOf,
            },
      )
    }
  })
  return {
    ...caseload,
    cases: caseload.cases.map((of) => ({ ...of, ...moved.get(of.child) })),
  }
}
