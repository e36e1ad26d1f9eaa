import { ok, type Result } from '../../kit/index.ts'
import {
  clauseOf,
  fraction,
  hundredthsOf,
  nearest,
  termsOf,
  times,
  type Agreement,
} from '../agreement/index.ts'
import { capacityOf, type Capacity } from '../capacity/index.ts'
import type {
  Case,
  Caseload,
  Finding,
  Grains,
  Line,
  TeamId,
  WeighedCase,
  WeighedWorker,
  Worker,
  WorkerId,
  Workload,
} from '../model/index.ts'
import { weighCases, weightRules } from '../weight/index.ts'
import { isOver, ratio, Tally } from './totals.ts'

/**
 * Weighs a caseload under an agreement: the one calculation behind pages, command line, API and
 * files. It works the same on the whole authority and on a part of it (`teamOnly`): a worker's
 * figures depend on nothing but that worker and the cases in their name.
 *
 * - A phantom allocation is work in nobody's hands: it weighs, and is in no worker's demand.
 * - An allocated case counts in its worker's team; work in nobody's hands in the team its row names.
 * - A team's totals hold those of the teams below it.
 * - Orders are kept: cases, workers and teams come out as they came in.
 *
 * @returns the workload; or the problem that names the agreement's figures that are not filled in.
 */
export function weigh(caseload: Caseload, agreement: Agreement): Result<Workload> {
  const rules = weightRules(agreement)
  if (!rules.ok) return rules
  const { asOf } = caseload
  const safeLine = hundredthsOf(agreement.lines.safePercent)
  const hardLine = hundredthsOf(agreement.lines.hardPercent)

  const weighed = weighCases(caseload.cases, rules.value, asOf)
  const cases = caseload.cases.map((of, i): WeighedCase => ({
    child: of.child,
    status: of.status,
    flags: of.flags,
    statusSince: of.statusSince,
    holder: of.holder,
    team: of.team,
    family: of.family,
    demand: weighed[i]?.demand ?? 0,
    reasons: weighed[i]?.reasons ?? [],
    from: of.from,
  }))

  const held = new Map<WorkerId, Held>()
  for (const of of cases) {
    if (of.holder.kind !== 'worker') continue
    const holding = held.get(of.holder.worker) ?? new Held()
    held.set(of.holder.worker, holding)
    holding.add(of)
  }

  const overlaps = overlapsOf(caseload.cases, agreement)
  const workers = caseload.workers.map((worker): WeighedWorker => {
    const capacity = capacityOf(worker.person, agreement, asOf)
    const holding = held.get(worker.id) ?? new Held()
    const agreed = nonCaseOf(worker, capacity, agreement)
    const overlap = overlaps.get(worker.id)
    const nonCase = {
      demand: agreed.demand + (overlap?.demand ?? 0),
      lines: [...agreed.lines, ...(overlap?.lines ?? [])],
    }
    const demand = holding.demand + nonCase.demand
    const { fteMillionths, role, contract } = worker.person ?? {}
    return {
      id: worker.id,
      name: worker.name,
      team: worker.team,
      role: role ?? null,
      agency: contract == null ? null : contract === 'agency',
      fteMillionths: fteMillionths ?? null,
      cases: holding.cases,
      families: holding.families.size + holding.casesWithoutFamily,
      demand,
      ...(nonCase.lines.length > 0 ? { nonCaseLines: nonCase.lines } : {}),
      capacity: capacity.capacity,
      capacityLines: capacity.lines,
      reducedBy: capacity.reducedBy,
      utilisation:
        capacity.state === 'known' && capacity.capacity !== null
          ? ratio(demand, capacity.capacity, 10_000)
          : null,
      state: capacity.state,
      standing: standingOf(holding, demand, capacity, safeLine, hardLine),
      asye: capacity.asye,
      censusCases: worker.person?.censusCases ?? null,
    }
  })

  const teamOfWorker = new Map(workers.map((of) => [of.id, of.team]))
  const lineages = lineagesOf(caseload)
  const service = new Tally()
  const tallies = new Map(caseload.teams.map((of) => [of.id, new Tally()]))
  const membersOf = new Map<TeamId, WorkerId[]>(caseload.teams.map((of) => [of.id, []]))
  for (const of of cases) {
    service.addCase(of)
    const team = (of.holder.kind === 'worker' && teamOfWorker.get(of.holder.worker)) || of.team
    for (const one of lineages.get(team) ?? []) tallies.get(one)?.addCase(of)
  }
  for (const of of workers) {
    const nonCase = of.demand - (held.get(of.id)?.demand ?? 0)
    service.addWorker(of, nonCase)
    for (const one of lineages.get(of.team) ?? []) {
      tallies.get(one)?.addWorker(of, nonCase)
      membersOf.get(one)?.push(of.id)
    }
  }

  return ok({
    asOf,
    agreement: {
      id: agreement.id,
      version: agreement.version,
      name: agreement.name,
      unit: agreement.unit.name,
      grainsPerUnit: agreement.unit.grainsPerUnit,
      safeLine,
      hardLine,
      startingPoint: agreement.startingPoint,
    },
    totals: service.totals(),
    teams: caseload.teams.map((of) => ({
      id: of.id,
      name: of.name,
      parent: of.parent,
      totals: (tallies.get(of.id) ?? new Tally()).totals(),
      workers: membersOf.get(of.id) ?? [],
    })),
    workers,
    cases,
    findings: [...caseload.findings, ...findingsOf(caseload.cases, agreement)],
  })
}

class Held {
  cases = 0
  demand: Grains = 0
  casesWithoutFamily = 0
  readonly families = new Set<string>()

  add(of: WeighedCase): void {
    this.cases += 1
    this.demand += of.demand
    if (of.family === null) this.casesWithoutFamily += 1
    else this.families.add(of.family)
  }
}

function standingOf(
  holding: Held,
  demand: Grains,
  { state, capacity }: Capacity,
  safeLine: number,
  hardLine: number,
): WeighedWorker['standing'] {
  if (state === 'unknown' || capacity === null) return 'unknown'
  if (state === 'cannot-receive') return holding.cases > 0 ? 'over-hard' : 'within'
  if (isOver(demand, capacity, hardLine)) return 'over-hard'
  return isOver(demand, capacity, safeLine) ? 'over-safe' : 'within'
}

/**
 * Agreed work that is no case and that the scheme counts as demand. Only for a worker who has
 * capacity: someone who is away does not have it, and of someone unknown nobody can say.
 */
function nonCaseOf(
  { person }: Worker,
  { state }: Capacity,
  agreement: Agreement,
): { demand: Grains; lines: Line[] } {
  if (state !== 'known' || person === null) return { demand: 0, lines: [] }
  const grainHundredths = 100 / agreement.unit.grainsPerUnit
  const lines = agreement.nonCaseDemand.map((of) => {
    const whole = fraction(hundredthsOf(of.amount ?? 0))
    const share = of.byContract ? fraction(person.fteMillionths ?? 0, 1_000_000) : fraction(1)
    return {
      what: of.name,
      hundredths: nearest(times(whole, share), grainHundredths) * grainHundredths,
      clause: clauseOf.nonCase(of.id),
    }
  })
  const hundredths = lines.reduce((sum, of) => sum + of.hundredths, 0)
  return { demand: hundredths / grainHundredths, lines }
}

/** What handovers that are not complete add for both workers of each, as agreed; nothing where it is not. */
function overlapsOf(
  cases: readonly Case[],
  agreement: Agreement,
): Map<WorkerId, { demand: Grains; lines: Line[] }> {
  const amount = hundredthsOf(termsOf(agreement).handover?.overlap ?? 0)
  const grainHundredths = 100 / agreement.unit.grainsPerUnit
  const each = nearest(fraction(amount), grainHundredths)
  if (each === 0) return new Map()
  const counted = new Map<WorkerId, { out: number; in: number }>()
  const count = (worker: WorkerId, way: 'out' | 'in'): void => {
    const own = counted.get(worker) ?? { out: 0, in: 0 }
    own[way] += 1
    counted.set(worker, own)
  }
  for (const { handover } of cases) {
    if (!handover) continue
    count(handover.outgoing, 'out')
    count(handover.incoming, 'in')
  }
  const line = (what: string, cases: number): Line[] =>
    cases === 0
      ? []
      : [
          {
            what: `${what}: ${cases} ${cases === 1 ? 'case' : 'cases'}`,
            hundredths: cases * each * grainHundredths,
            clause: clauseOf.handoverOverlap,
          },
        ]
  return new Map(
    [...counted].map(([worker, own]) => [
      worker,
      {
        demand: (own.out + own.in) * each,
        lines: [...line('handing over', own.out), ...line('being handed over to them', own.in)],
      },
    ]),
  )
}

/** Each team with all teams above it; a circle of parents ends where it began. */
function lineagesOf({ teams }: Caseload): Map<TeamId | null, TeamId[]> {
  const parents = new Map(teams.map((of) => [of.id, of.parent]))
  return new Map(
    teams.map((of) => {
      const line: TeamId[] = []
      let at: TeamId | null = of.id
      while (at !== null && parents.has(at) && !line.includes(at)) {
        line.push(at)
        at = parents.get(at) ?? null
      }
      return [of.id, line]
    }),
  )
}

/**
 * The part of a caseload that a team and the teams below it need: their workers, those workers'
 * cases, and the work in nobody's hands that names them. `weigh` gives each worker, case and team
 * in it the same figures as in the whole. Where a worker without a team holds cases of this team, or
 * one of another team a case that is handed over to or from this one, all their cases come along,
 * because the sibling rule looks at all of them; the team's totals leave the others out.
 */
export function teamOnly(caseload: Caseload, team: TeamId): Caseload {
  const lineages = lineagesOf(caseload)
  const below = (of: TeamId | null): boolean => lineages.get(of)?.includes(team) ?? false
  const teamOfWorker = new Map(caseload.workers.map((of) => [of.id, of.team]))
  const isOfTeam = (of: Case): boolean =>
    below((of.holder.kind === 'worker' && teamOfWorker.get(of.holder.worker)) || of.team)
  const isHandedOverHere = ({ handover }: Case): boolean =>
    handover !== undefined &&
    [handover.outgoing, handover.incoming].some((one) => below(teamOfWorker.get(one) ?? null))
  const along = new Set<WorkerId>()
  for (const of of caseload.cases) {
    if (of.holder.kind !== 'worker') continue
    const hasTeam = Boolean(teamOfWorker.get(of.holder.worker))
    if ((isOfTeam(of) && !hasTeam) || isHandedOverHere(of)) along.add(of.holder.worker)
  }
  return {
    ...caseload,
    teams: caseload.teams.filter((of) => below(of.id)),
    workers: caseload.workers.filter((of) => below(of.team)),
    cases: caseload.cases.filter(
      (of) => isOfTeam(of) || (of.holder.kind === 'worker' && along.has(of.holder.worker)),
    ),
  }
}

/** Questions that only the agreement raises: one for each status it does not weigh, one for each complexity it does not know. */
function findingsOf(cases: readonly Case[], agreement: Agreement): Finding[] {
  const findings: Finding[] = []
  const unweighed = agreement.weights.filter((of) => of.weight === null)
  for (const { status, name } of unweighed) {
    const first = cases.find((of) => of.status === status)?.from[0]
    if (first === undefined) continue
    findings.push({
      code: 'status-without-weight',
      file: first.file,
      sheet: first.sheet,
      row: null,
      column: null,
      value: name,
      sentence: `${agreement.name} has no weight for the status “${name}”: these cases weigh its default for untyped cases. Agree a weight for it, or choose another agreement.`,
      effect: 'question',
      changesFigures: true,
    })
  }
  const steps = agreement.modifiers.find((of) => of.kind === 'complexity')?.steps
  if (steps === undefined) return findings
  for (const of of cases) {
    if (of.complexity === null || of.complexity === 100 || steps.includes(of.complexity)) continue
    const from = of.from[0]
    findings.push({
      code: 'complexity-not-a-step',
      file: from?.file ?? agreement.name,
      sheet: from?.sheet ?? null,
      row: from?.row ?? null,
      column: null,
      value: String(of.complexity),
      sentence: `The complexity entered for this case is no step of ${agreement.name} (${steps.join(', ')} %): it counts as 100 %. Enter one of these in the families file.`,
      effect: 'cell-not-used',
      changesFigures: true,
    })
  }
  return findings
}
