import { addDays, byText, type IsoDate } from '../../kit/index.ts'
import { kindOfWork, kindsOfWork, type KindOfWork } from '../../core/workload/index.ts'
import type { TeamId, WorkerId } from '../../core/model/index.ts'
import type { OverloadView } from '../register/views.ts'
import type { Address, TeamView, WorkerOfTeam } from '../views.ts'
import { Index, type Figures } from './figures.ts'
import { weeksAhead } from './weeks-ahead.ts'
import { weeksOver } from './weeks-over.ts'

/** How far ahead the manager's page looks: eight weeks. */
const AHEAD_DAYS = 56

/** The manager's page: who can safely take this, and what is coming. */
export function teamView(
  figures: Figures,
  id: TeamId,
  overloads: ReadonlyMap<Address, OverloadView>,
): TeamView | null {
  const { standing, workload, caseload, addresses } = figures
  const index = new Index(figures)
  const team = index.team(id)
  if (!team) return null

  const members = new Set(team.workers)
  const byKind = new Map<WorkerId, Map<KindOfWork, number>>()
  workload.cases.forEach((of, i) => {
    const facts = caseload.cases[i]
    if (of.holder.kind !== 'worker' || !facts || !members.has(of.holder.worker)) return
    const kinds = byKind.get(of.holder.worker) ?? new Map<KindOfWork, number>()
    byKind.set(of.holder.worker, kinds)
    const kind = kindOfWork(facts)
    kinds.set(kind, (kinds.get(kind) ?? 0) + of.demand)
  })
  const workers = workload.workers
    .filter((worker) => members.has(worker.id))
    .map((worker): WorkerOfTeam => {
      const kinds = byKind.get(worker.id) ?? new Map<KindOfWork, number>()
      const fromCases = [...kinds.values()].reduce((sum, demand) => sum + demand, 0)
      const nonCase = worker.demand - fromCases
      if (nonCase > 0) kinds.set('other', (kinds.get('other') ?? 0) + nonCase)
      return {
        ...worker,
        address: addresses.worker(worker.id),
        overload: overloads.get(addresses.worker(worker.id)) ?? null,
        byKind: kindsOfWork.flatMap((kind) => {
          const demand = kinds.get(kind)
          return demand === undefined ? [] : [{ kind, demand }]
        }),
      }
    })
    .sort((a, b) => byText(a.name, b.name))

  const below = teamsWithin(workload.teams, id)
  const parent = index.team(team.parent)
  return {
    standing,
    team: {
      ...team,
      address: addresses.team(id),
      weeksOver: weeksOver(team.workers, addresses, overloads),
    },
    parent: parent && { name: parent.name, address: addresses.team(parent.id) },
    children: workload.teams
      .filter((of) => of.parent === id)
      .map(({ id: child, name, totals }) => ({
        id: child,
        name,
        address: addresses.team(child),
        totals,
      })),
    workers,
    waiting: index
      .rows((of) => of.holder.kind !== 'worker' && of.team !== null && below.has(of.team))
      .sort((a, b) => (b.days ?? -1) - (a.days ?? -1) || byText(a.child, b.child)),
    ahead: ahead(figures, new Set(workers.map((worker) => worker.id))),
    weeksAhead: weeksAhead(figures, members),
  }
}

/** A team and all teams below it, however deep. */
export function teamsWithin(
  teams: readonly { id: TeamId; parent: TeamId | null }[],
  top: TeamId,
): ReadonlySet<TeamId> {
  const below = new Map<TeamId, TeamId[]>()
  for (const { id, parent } of teams) {
    if (parent) below.set(parent, [...(below.get(parent) ?? []), id])
  }
  const within = new Set<TeamId>()
  const next = [top]
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    if (within.has(at)) continue
    within.add(at)
    next.push(...(below.get(at) ?? []))
  }
  return within
}

/** Contract ends and returns from absence within eight weeks, the next first. */
function ahead(
  { caseload, workload, addresses }: Figures,
  members: ReadonlySet<WorkerId>,
): TeamView['ahead'] {
  const until = addDays(caseload.asOf, AHEAD_DAYS)
  const within = (day: IsoDate | null): day is IsoDate =>
    day !== null && day >= caseload.asOf && day <= until
  const weighed = new Map(workload.workers.map((worker) => [worker.id, worker]))
  return caseload.workers
    .filter((worker) => members.has(worker.id) && worker.person)
    .flatMap((worker) => {
      const shared = {
        worker: worker.name,
        address: addresses.worker(worker.id),
        cases: weighed.get(worker.id)?.cases ?? 0,
      }
      const end = worker.person?.contractEnd ?? null
      const returns = (worker.person?.reductions ?? [])
        .filter((of) => 'percent' in of.amount && of.amount.percent >= 100)
        .map((of) => of.to)
        .filter(within)
        .map((last) => ({ on: addDays(last, 1), what: 'returns' as const, ...shared }))
      return within(end)
        ? [{ on: end, what: 'contract-ends' as const, ...shared }, ...returns]
        : returns
    })
    .sort((a, b) => byText(a.on, b.on) || byText(a.worker, b.worker))
}
