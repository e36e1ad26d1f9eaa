import type { Problem } from '../../kit/index.ts'
import { allocateBatch } from '../../core/fairness/index.ts'
import type { WorkerId } from '../../core/model/index.ts'
import { planProblem } from '../../core/planning/index.ts'
import type { Person } from '../../core/rights/index.ts'
import { isOver } from '../../core/workload/index.ts'
import { caseloads, decisions, imports } from '../../store/index.ts'
import type { Asked } from '../council.ts'
import type { CouncilDeps } from '../deps.ts'
import { decisionsInPlay, Index, onImport, organisationId, teamsWithin } from '../figures/index.ts'
import type { Address, OrganisationView, Standing } from '../views.ts'
import { couldTake, decidingToday } from './candidates.ts'
import { decide } from './decide.ts'
import type { ManyDecided, NewDecisionGiven, ProposedDecision } from './views.ts'

const RESTRICTED = 'A restricted record'

/** What is proposed for every child of a team who waits, and who finds nobody. */
export interface BatchView {
  standing: Standing
  team: { name: string; address: Address }
  reach: 'team' | 'service'
  proposed: ProposedDecision[]
  /** Children for whom nobody could be found. */
  nobody: { name: string; address: Address | null }[]
}

/**
 * Everything of a team that waits, placed together by the engine, brothers and sisters with one worker;
 * nothing is decided. Each row is a decision of its own, held against what stands when it is made.
 */
export function batchOf(
  deps: Pick<CouncilDeps, 'store' | 'today'>,
  asked: Asked,
  address: Address,
  reach: 'team' | 'service',
): Promise<BatchView | null> {
  return onImport(deps, asked, async (scope, of, rests) => {
    const team = await caseloads.behind(scope, of.id, 'team', address)
    const files = team && (await caseloads.whole(scope, of.id))
    if (!team || !files) return null
    const on = deps.today()
    const played = await decisionsInPlay(scope, on)
    const { figures } = await decidingToday(scope, of.id, files, rests, { played, on })
    const { caseload, workload, agreement, addresses, standing } = figures
    const within = teamsWithin(caseload.teams, team)
    const waits = new Set(
      caseload.cases
        .filter((one) => one.holder.kind !== 'worker' && one.team !== null && within.has(one.team))
        .map(({ child }) => child),
    )
    const inReach = (worker: { team: (typeof caseload.workers)[number]['team'] }): boolean =>
      reach === 'service' || (worker.team !== null && within.has(worker.team))
    const question = planProblem(
      {
        ...caseload,
        cases: caseload.cases.filter(({ child }) => waits.has(child)),
        workers: caseload.workers.filter(inReach),
      },
      {
        ...workload,
        cases: workload.cases.filter(({ child }) => waits.has(child)),
        workers: workload.workers.filter(inReach),
      },
      agreement,
      reach,
      { allCases: caseload.cases },
    )
    const solved = question && allocateBatch(question.problem, { seed: 1, effort: 'quick' })
    const index = new Index(figures)
    const name = caseload.teams.find(({ id }) => id === team)?.name ?? ''
    const nameOf = (child: string) => {
      const at = addresses.child(child as never)
      const isClosed = child.startsWith('Restricted ')
      return { name: isClosed ? RESTRICTED : child, address: isClosed ? null : at }
    }
    const view: BatchView = {
      standing,
      team: { name, address },
      reach,
      proposed: [],
      nobody: [],
    }
    if (!question || !solved?.ok) {
      view.nobody = [...waits].map(nameOf)
      return view
    }
    const { safeLine } = workload.agreement
    question.units.forEach((children, at) => {
      const [first] = children
      if (first === undefined) return
      const place = solved.value.assignment[at] ?? null
      const worker = place === null ? undefined : (question.workers[place] as WorkerId)
      const could = worker === undefined ? null : couldTake(figures, first, reach)
      const candidate = could?.candidates.find((one) => could.asked.workers[one.worker] === worker)
      if (worker === undefined || !candidate) {
        view.nobody.push(...children.map(nameOf))
        return
      }
      view.proposed.push({
        child: addresses.child(first),
        children: children.map(nameOf),
        to: { name: index.worker(worker)?.name ?? '', address: addresses.worker(worker) },
        before: candidate.before,
        after: candidate.after,
        firstBand: candidate.equal,
        overSafe: isOver(candidate.after.load, candidate.after.capacity, safeLine),
      })
    })
    return view
  })
}

/**
 * Several decisions, each in a transaction of its own: one that no longer holds is left, with the reason,
 * and the others are made.
 */
export async function decideBatch(
  deps: CouncilDeps,
  person: Person | null,
  organisation: OrganisationView,
  proposed: readonly { child: Address; to: Address }[],
  given: Omit<NewDecisionGiven, 'to'>,
): Promise<ManyDecided[]> {
  const ended: ManyDecided[] = []
  // A form that takes effect once is one transaction: all turns are taken first, in their order.
  await deps.store.inOrganisation(organisationId(organisation), async (scope) => {
    const of = await imports.current(scope)
    if (!of) return
    const references = proposed.map(({ child }) => child)
    const children = await caseloads.childrenBehind(scope, of.id, { references })
    const workers = []
    for (const { to } of proposed) {
      const worker = await caseloads.behind(scope, of.id, 'worker', to)
      if (worker !== null) workers.push(worker)
    }
    await decisions.takeTurn(scope, { children: children.map(({ child }) => child), workers })
  })
  for (const { child, to } of proposed) {
    const made = await deps.store.inOrganisation(organisationId(organisation), (scope) =>
      decide(deps, scope, person, organisation, child, { ...given, to }),
    )
    const problem: Problem | null = made.ok ? null : made.problem
    ended.push({
      child,
      to,
      decision: made.ok ? made.value.id : null,
      problem: problem?.sentence ?? null,
    })
  }
  return ended
}
