import { addDays, byText, type IsoDate } from '../../kit/index.ts'
import type { Agreement } from '../agreement/index.ts'
import { stableHash, type FairnessProblem, type FairnessUnit } from '../fairness/index.ts'
import type {
  Case,
  Caseload,
  ChildId,
  FamilyId,
  TeamId,
  WeighedWorker,
  WorkerId,
  Workload,
} from '../model/index.ts'
import { weighCases, weightRules, type WeightRules } from '../weight/index.ts'
import { countsOf, fullTimeCapacity } from '../workload/index.ts'
import { AgreedLimits } from './agreed-limits.ts'
import { planRefusal } from './refusals.ts'
import { roleRefusal } from './roles.ts'

/** Among whom work may move: within each team, or across the whole service. */
export type Reach = 'team' | 'service'

/** A caseload as the fairness engine's question, and the way back from its answer. */
export interface PlanProblem {
  problem: FairnessProblem
  /** Who stands at each place of `problem.workers`. */
  workers: WorkerId[]
  /** The children of each unit; empty for a worker's agreed work that is no case. */
  units: ChildId[][]
  /** Per unit, why a change of worker would be hard on its children, beside the point that any change counts. */
  grounds: HardGround[][]
  /** Workers whose capacity is not known: they and their cases are left as they are. */
  unknown: WorkerId[]
  /** The words of every clause that a limit is named by. */
  limitWords: ReadonlyMap<string, string>
}

/** Why a change of worker would be hard on a family, with the points of disruption it counts. */
export interface HardGround {
  what: 'recent-change' | 'care-proceedings' | 'new-plan' | 'siblings'
  points: number
}

export interface PlanOptions {
  /** Children whose worker is not to change: their unit is frozen where its holder can hold it. */
  stay?: ReadonlySet<ChildId>
  /**
   * All cases of the service, where the caseload is a part of it: what workers hold beside the part, or
   * are taking over, counts under their limits. The caseload's own where not given.
   */
  allCases?: readonly Case[]
  /** Without caps, bars and protected numbers: what could be decided where somebody sets them aside. */
  setAside?: boolean
}

/**
 * How much a change of worker asks of children, in points: a plan spares them one where its move does
 * not buy enough evenness for each. Nobody has published such figures; these are assumed: a second
 * change soon after the first weighs most, then the moments at which a new worker must learn most.
 */
const POINTS = { any: 1, sibling: 1, recentChange: 4, court: 3, newPlan: 2 } as const
const RECENT_CHANGE_DAYS = 90
const NEW_PLAN_DAYS = 91

/**
 * The fairness engine's question for a caseload under an agreement.
 *
 * - Brothers and sisters with the same worker, or all with nobody, are one unit and stay together.
 * - A unit costs its holder what it weighs today, and anybody else what it would weigh with them,
 *   the agreement's allowance for a new worker included.
 * - Only a role that may lead such work takes it over; whoever holds it today may keep it.
 * - Work in the name of someone who cannot hold it is with nobody.
 * - A worker in an assessed and supported year is spared by their capacity, as the agreement has it.
 *   What it bars them from they do not take over, and the most it lets anybody hold are limits named
 *   by their clauses; whoever holds more today may keep it, and takes on no more.
 * - A case that is being handed over stays as it was decided: it counts for both workers and is no
 *   part of the question.
 * - Where a family is already split between two workers, a part is weighed as if the other part were
 *   elsewhere: never less than it would truly weigh.
 *
 * @returns null where the agreement cannot weigh.
 */
export function planProblem(
  caseload: Caseload,
  workload: Workload,
  agreement: Agreement,
  reach: Reach,
  { stay = new Set(), allCases = caseload.cases, setAside = false }: PlanOptions = {},
): PlanProblem | null {
  const rules = weightRules(agreement)
  if (!rules.ok) return null
  const { asOf } = caseload

  const unknown = workload.workers.filter((worker) => worker.capacity === null)
  const inPlan = workload.workers.filter(
    (worker) => worker.capacity !== null && (worker.capacity > 0 || worker.cases > 0),
  )
  const place = new Map(inPlan.map((worker, at) => [worker.id, at]))
  const known = new Map(caseload.workers.map((worker) => [worker.id, worker]))
  const refusal = inPlan.map((worker) =>
    planRefusal(worker, known.get(worker.id) ?? { person: null }, asOf),
  )
  const limits = new AgreedLimits(
    inPlan.map((worker) => (setAside ? null : (known.get(worker.id)?.person ?? null))),
    agreement,
    asOf,
  )
  const receivers = reachable(inPlan, reach)

  const leftAlone = new Set(unknown.map((worker) => worker.id))
  const groups = unitsOf(caseload.cases, leftAlone)
  const asked = new Set(groups.flatMap((cases) => cases.map((of) => of.child)))
  const beside = allCases.filter((of) => !asked.has(of.child))
  const families = new Set(groups.flatMap(([first]) => first?.family ?? []))
  const siblings = siblingsBeside(
    beside.filter(({ family }) => family !== null && families.has(family)),
  )
  const demand = new Map(workload.cases.map((of) => [of.child, of.demand]))
  const grounds = groups.map((cases) => groundsOf(cases, asOf))
  const units = groups.map((cases, group): FairnessUnit => {
    const [first] = cases
    const holder = first?.holder.kind === 'worker' ? (place.get(first.holder.worker) ?? null) : null
    const stays = cases.reduce((sum, of) => sum + (demand.get(of.child) ?? 0), 0)
    const moved = costWithAnother(cases, rules.value, asOf)
    const theirs = first?.family == null ? undefined : siblings.get(first.family)
    const counts = countsOf(cases)
    const eligible: [number, number][] = []
    const excluded: [number, string][] = []
    for (const at of receivers(first?.team ?? null)) {
      if (at === holder) continue
      const rule =
        refusal[at]?.rule ??
        roleRefusal(inPlan[at]?.role ?? null, cases) ??
        limits.ruleAgainst(at, counts)
      const own = theirs?.get((inPlan[at] as WeighedWorker).id)
      if (rule !== null) excluded.push([at, rule])
      else eligible.push([at, own ? costBeside(cases, own, rules.value, asOf) : moved])
    }
    const mayStay = holder !== null && (inPlan[holder]?.capacity ?? 0) > 0
    if (mayStay) eligible.push([holder, stays])
    return {
      id: opaque(cases.map((of) => of.child).join(' ')),
      children: cases.length,
      families: 1,
      statutory: true,
      holder,
      frozen: mayStay && cases.some((of) => stay.has(of.child)),
      eligible: eligible.sort(([a], [b]) => a - b),
      excluded,
      counts: limits.under(counts),
      disruption: (grounds[group] ?? []).reduce<number>(
        (sum, { points }) => sum + points,
        POINTS.any,
      ),
    }
  })

  const caseDemand = new Map<WorkerId, number>()
  for (const of of workload.cases) {
    if (of.holder.kind !== 'worker' || !asked.has(of.child)) continue
    const { worker } = of.holder
    caseDemand.set(worker, (caseDemand.get(worker) ?? 0) + of.demand)
  }
  const held = casesOfEach(beside)
  const nonCase = inPlan.flatMap((worker, at): FairnessUnit[] => {
    const cost = worker.demand - (caseDemand.get(worker.id) ?? 0)
    const counts = limits.under(countsOf(held.get(worker.id) ?? []))
    return (cost > 0 || Object.keys(counts).length > 0) && (worker.capacity ?? 0) > 0
      ? [
          {
            id: opaque(`no case ${worker.id}`),
            children: 0,
            families: 0,
            statutory: true,
            holder: at,
            frozen: true,
            eligible: [[at, cost]],
            counts,
          },
        ]
      : []
  })

  const { unit, grainsPerUnit } = workload.agreement
  return {
    problem: {
      unit:
        grainsPerUnit === 2 && unit === 'hours a month'
          ? 'half-hours a month'
          : `${unit} ÷ ${grainsPerUnit}`,
      workers: inPlan.map((worker, at) => ({
        id: opaque(worker.id),
        capacity: worker.capacity ?? 0,
        ...limits.of(at),
      })),
      units: [...units, ...nonCase],
      fullTime: Math.max(1, fullTimeCapacity(agreement, workload)),
    },
    workers: inPlan.map((worker) => worker.id),
    units: [...groups.map((cases) => cases.map((of) => of.child)), ...nonCase.map(() => [])],
    grounds: [...grounds, ...nonCase.map(() => [])],
    unknown: unknown.map((worker) => worker.id),
    limitWords: limits.words,
  }
}

/** An id that says nothing of whom it stands for, the same in every plan. */
const opaque = (of: string): string =>
  [of, `${of}~`].map((text) => stableHash(text).toString(36).padStart(7, '0')).join('')

/** The places of workers whom a team's work may reach; work of no team may reach everybody. */
function reachable(
  workers: readonly WeighedWorker[],
  reach: Reach,
): (team: TeamId | null) => readonly number[] {
  const all = workers.map((_, at) => at)
  if (reach === 'service') return () => all
  const byTeam = new Map<TeamId, number[]>()
  workers.forEach(({ team }, at) => {
    if (team !== null) byTeam.set(team, [...(byTeam.get(team) ?? []), at])
  })
  return (team) => (team === null ? all : (byTeam.get(team) ?? []))
}

/** Cases that stay together, each group by child id, the groups by their first child. */
function unitsOf(cases: readonly Case[], leftAlone: ReadonlySet<WorkerId>): Case[][] {
  const groups = new Map<string, Case[]>()
  for (const of of cases) {
    const holder = of.holder.kind === 'worker' ? of.holder.worker : null
    if ((holder !== null && leftAlone.has(holder)) || of.handover) continue
    const key =
      of.family === null ? `child ${of.child}` : `family ${of.family}\u0000${holder ?? ''}`
    const group = groups.get(key)
    if (group) group.push(of)
    else groups.set(key, [of])
  }
  for (const group of groups.values()) group.sort((a, b) => byText(a.child, b.child))
  return [...groups.values()].sort((a, b) => byText(a[0]?.child ?? '', b[0]?.child ?? ''))
}

/** What a unit would weigh with a worker who takes it over on the day. */
function costWithAnother(cases: readonly Case[], rules: WeightRules, asOf: IsoDate): number {
  const taken = cases.map((of): Case => ({
    ...of,
    holder: { kind: 'worker', worker: 'taking over' as WorkerId },
    workerSinceInferred: asOf,
  }))
  return weighCases(taken, rules, asOf).reduce((sum, of) => sum + of.demand, 0)
}

/** What a unit would weigh with a worker who holds brothers or sisters and keeps them. */
function costBeside(
  cases: readonly Case[],
  siblings: readonly Case[],
  rules: WeightRules,
  asOf: IsoDate,
): number {
  const sum = (of: readonly Case[]): number =>
    weighCases(of, rules, asOf).reduce((total, { demand }) => total + demand, 0)
  const [{ holder }] = siblings as [Case]
  const taken = cases.map((of): Case => ({ ...of, holder, workerSinceInferred: asOf }))
  return sum([...siblings, ...taken]) - sum(siblings)
}

/** By family: who holds which of its children, of cases that are no part of the question. */
function siblingsBeside(cases: readonly Case[]): Map<FamilyId, Map<WorkerId, Case[]>> {
  const found = new Map<FamilyId, Map<WorkerId, Case[]>>()
  for (const of of cases) {
    if (of.family === null || of.holder.kind !== 'worker') continue
    const family = found.get(of.family) ?? new Map<WorkerId, Case[]>()
    found.set(of.family, family)
    family.set(of.holder.worker, [...(family.get(of.holder.worker) ?? []), of])
  }
  return found
}

/** Whose each case is, or is about to be: one that is being handed over is both workers'. */
function casesOfEach(cases: readonly Case[]): Map<WorkerId, Case[]> {
  const found = new Map<WorkerId, Case[]>()
  const add = (worker: WorkerId, of: Case): void => {
    const own = found.get(worker)
    if (own) own.push(of)
    else found.set(worker, [of])
  }
  for (const of of cases) {
    const holder = of.holder.kind === 'worker' ? of.holder.worker : null
    const incoming = of.handover?.incoming ?? null
    if (holder !== null) add(holder, of)
    if (incoming !== null && incoming !== holder) add(incoming, of)
  }
  return found
}

/** Each ground once for a family, however many of its children it holds for: points for every child. */
function groundsOf(cases: readonly Case[], asOf: IsoDate): HardGround[] {
  const recent = addDays(asOf, -RECENT_CHANGE_DAYS)
  const newPlan = addDays(asOf, -NEW_PLAN_DAYS)
  const counted: [HardGround['what'], number, number][] = [
    [
      'recent-change',
      POINTS.recentChange,
      cases.filter((of) => of.workerSinceInferred !== null && of.workerSinceInferred >= recent)
        .length,
    ],
    [
      'care-proceedings',
      POINTS.court,
      cases.filter((of) => of.courtStage === 'care-proceedings').length,
    ],
    [
      'new-plan',
      POINTS.newPlan,
      cases.filter(
        (of) =>
          of.status === 'child-protection-plan' &&
          of.statusSince !== null &&
          of.statusSince >= newPlan,
      ).length,
    ],
    ['siblings', POINTS.sibling, cases.length - 1],
  ]
  return counted.flatMap(([what, points, times]) =>
    times > 0 ? [{ what, points: points * times }] : [],
  )
}
