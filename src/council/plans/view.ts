import { byText, addDays } from '../../kit/index.ts'
import type { Proposal } from '../../core/planning/index.ts'
import type { ChildId, TeamId, WorkerId } from '../../core/model/index.ts'
import { caseloads, plans, type Plan, type Scope } from '../../store/index.ts'
import { Index, type Figures } from '../figures/index.ts'
import type { CaseRow } from '../views.ts'
import type { CertificateFigures } from './make-plan.ts'
import type { PlanMove, PlanView, PlanWorker, StayReason, PlanAsked } from './views.ts'

/** A plan that is ready, as it is kept. */
export interface PlanAnswer {
  proposal: Omit<Proposal, 'certificate'>
  figures: CertificateFigures
}

const YEAR_DAYS = 365

/** A ready plan for its page: who and which cases stand at its places, from the import it was made of. */
export async function resultOf(
  scope: Scope,
  plan: Plan,
  figures: Figures,
): Promise<PlanView['result']> {
  const answer = (await plans.answer(scope, plan.id)) as PlanAnswer | null
  if (!answer) return null
  const { proposal } = answer
  const behind = await caseloads.childrenBehind(scope, plan.import, {
    children: shownUnits(proposal).flatMap((unit) => proposal.units[unit] ?? []),
  })
  const at = new Places(figures, proposal, behind)
  const moved = proposal.moves.flatMap(({ unit }) => proposal.units[unit] ?? [])
  const changes = await caseloads.changesOfWorker(
    scope,
    moved,
    addDays(proposal.asOf, -YEAR_DAYS),
    proposal.asOf,
  )
  const { asked } = plan as { asked: PlanAsked }
  const why = new Map(asked.stay.map((one) => [one.case, one.why]))
  return {
    certificate: answer.figures,
    worthIt: proposal.worthIt,
    before: proposal.before,
    after: proposal.after,
    workers: proposal.workers
      .map((_, place) => at.worker(place))
      .sort((a, b) => byText(a.name, b.name) || a.place - b.place),
    moves: proposal.moves.map((move): PlanMove => {
      const cases = at.cases(move.unit)
      return {
        unit: move.unit,
        cases,
        from: at.worker(move.from),
        to: at.worker(move.to),
        reason: move.reason,
        step: move.step,
        busiestAfter: move.busiestAfter,
        overloadAfter: move.overloadAfter,
        bought: move.bought,
        hard: proposal.hard[move.unit] ?? [],
        changesInYear: Math.max(0, ...cases.map(({ child }) => changes.get(child) ?? 0)),
      }
    }),
    placements: proposal.placements.map(({ unit, to, before, after }) => ({
      unit,
      cases: at.cases(unit),
      to: at.worker(to),
      before,
      after,
    })),
    nobody: proposal.nobody.map(({ unit, rules, conflict }) => ({
      unit,
      cases: at.cases(unit),
      rules,
      conflict: conflict && {
        limit: conflict.limit,
        cases: conflict.units.flatMap((one) => at.cases(one)),
      },
    })),
    mustMove: proposal.mustMove.reduce((sum, unit) => sum + at.cases(unit).length, 0),
    choices: proposal.choices,
    unknown: proposal.unknown.map((id) => at.left(id)).sort((a, b) => byText(a.name, b.name)),
    spared: proposal.spared.map(({ unit, from, to, bought }) => ({
      cases: at.cases(unit),
      from: at.worker(from),
      to: at.worker(to),
      bought,
    })),
    stayed: proposal.stayed.map((unit) => {
      const cases = at.cases(unit)
      const stated = cases.map(({ address }) => why.get(address)).find((one) => one !== undefined)
      return { cases, why: stated ?? ('other' satisfies StayReason) }
    }),
  }
}

/** Units whose cases a page shows. */
const shownUnits = (of: PlanAnswer['proposal']): number[] => [
  ...of.moves.map(({ unit }) => unit),
  ...of.placements.map(({ unit }) => unit),
  ...of.nobody.flatMap(({ unit, conflict }) => [unit, ...(conflict?.units ?? [])]),
  ...of.mustMove,
  ...of.stayed,
  ...of.spared.map(({ unit }) => unit),
]

/** The people and cases at a plan's places; a restricted case keeps its row, without its child. */
class Places {
  private readonly figures: Figures
  private readonly proposal: PlanAnswer['proposal']
  private readonly index: Index
  private readonly byChild: ReadonlyMap<ChildId, CaseRow>

  constructor(
    figures: Figures,
    proposal: PlanAnswer['proposal'],
    behind: readonly { reference: string; child: ChildId }[],
  ) {
    this.figures = figures
    this.proposal = proposal
    this.index = new Index(figures)
    const wanted = new Map(behind.map(({ reference, child }) => [reference, child]))
    this.byChild = new Map(
      this.index
        .rows(({ child }) => wanted.has(figures.addresses.child(child)))
        .flatMap((row) => {
          const child = wanted.get(row.address)
          return child === undefined ? [] : [[child, row]]
        }),
    )
  }

  cases(unit: number): CaseRow[] {
    return (this.proposal.units[unit] ?? []).flatMap((child) => this.byChild.get(child) ?? [])
  }

  worker(place: number): PlanWorker {
    const id = this.proposal.workers[place] as WorkerId
    const worker = this.index.worker(id)
    const team = this.index.team(worker?.team ?? null)
    const carried = this.proposal.carried[place]
    const nothing = { demand: 0, cases: 0, families: 0 }
    const { before = nothing, after = nothing, capacity = 0 } = carried ?? {}
    return {
      place,
      address: this.figures.addresses.worker(id),
      name: worker?.name ?? 'a worker who is no longer listed',
      teamName: team?.name ?? null,
      teamAddress: team ? this.figures.addresses.team(team.id as TeamId) : null,
      capacity,
      before: before.demand,
      after: after.demand,
      families: { before: before.families, after: after.families },
      children: { before: before.cases, after: after.cases },
    }
  }

  left(id: WorkerId): { name: string; address: string; cases: number } {
    const worker = this.index.worker(id)
    return {
      name: worker?.name ?? 'a worker who is no longer listed',
      address: this.figures.addresses.worker(id),
      cases: worker?.cases ?? 0,
    }
  }
}
