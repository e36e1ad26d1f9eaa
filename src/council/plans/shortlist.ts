import { byText } from '../../kit/index.ts'
import { allocateOne, holdingsOf } from '../../core/fairness/index.ts'
import type { ChildId, WorkerId } from '../../core/model/index.ts'
import { isOver } from '../../core/workload/index.ts'
import { planProblem } from '../../core/planning/index.ts'
import { caseloads, type Scope } from '../../store/index.ts'
import type { Asked } from '../council.ts'
import type { CouncilDeps } from '../deps.ts'
import { Index, wholeFigures, type Figures } from '../figures/index.ts'
import type { Address } from '../views.ts'
import type { ShortlistView } from './views.ts'

/**
 * Who could take a case that nobody holds, with the brothers and sisters who wait with it. Everything
 * else stays where it is: what each worker carries is what their own page says. Who asks for workers
 * of the whole service is shown those whom they may see, and of the others the number alone.
 */
export async function shortlistOf(
  deps: Pick<CouncilDeps, 'store' | 'today'>,
  asked: Asked,
  address: Address,
  reach: 'team' | 'service',
): Promise<ShortlistView | null> {
  const found = await wholeFigures(deps, asked, async (figures, scope, of) => {
    const child = await caseloads.behind(scope, of.id, 'case', address)
    const view = child && (await listOf(scope, figures, child, reach))
    return view && { view, isPart: scope.viewer?.sight.sees === 'some' }
  })
  if (!found?.isPart || reach === 'team') return found?.view ?? null
  const ofAll = await wholeFigures(
    { ...deps, store: deps.store.asHouse() },
    asked,
    async (figures, scope, of) => {
      const child = await caseloads.behind(scope, of.id, 'case', address)
      if (child === null) return 0
      const { safeLine } = figures.workload.agreement
      const all = couldTake(figures, child, reach)?.candidates ?? []
      return all.filter(({ after }) => !isOver(after.load, after.capacity, safeLine)).length
    },
  )
  const { view } = found
  const shown = view.candidates.filter(({ overSafe }) => !overSafe).length
  return { ...view, elsewhere: Math.max(0, (ofAll ?? 0) - shown) }
}

/** The case and those who wait with it, as the engine's question, and the engine's answer. */
function couldTake(figures: Figures, child: ChildId, reach: 'team' | 'service') {
  const { caseload, workload, agreement } = figures
  const facts = caseload.cases.find((of) => of.child === child)
  if (!facts || facts.holder.kind === 'worker') return null
  const waiting = new Set(
    caseload.cases
      .filter(
        (of) =>
          of.child === child ||
          (facts.family !== null && of.family === facts.family && of.holder.kind !== 'worker'),
      )
      .map((of) => of.child),
  )
  // With these cases alone, all that anybody carries counts as theirs whatever is decided here.
  const asked = planProblem(
    { ...caseload, cases: caseload.cases.filter((of) => waiting.has(of.child)) },
    { ...workload, cases: workload.cases.filter((of) => waiting.has(of.child)) },
    agreement,
    reach,
  )
  const place = asked?.units.findIndex((children) => children.includes(child)) ?? -1
  const unit = asked?.problem.units[place]
  const holdings = asked && holdingsOf(asked.problem)
  if (!asked || !unit || !holdings?.ok) return null
  return { facts, waiting, asked, ...allocateOne(holdings.value, unit) }
}

async function listOf(
  scope: Scope,
  figures: Figures,
  child: ChildId,
  reach: 'team' | 'service',
): Promise<ShortlistView | null> {
  const { caseload, workload, addresses, standing } = figures
  const found = couldTake(figures, child, reach)
  if (!found) return null
  const { facts, waiting, asked, candidates, excluded } = found

  const index = new Index(figures)
  const who = (at: number) => {
    const id = asked.workers[at] as WorkerId
    const worker = index.worker(id)
    return {
      id,
      address: addresses.worker(id),
      name: worker?.name ?? '',
      teamName: index.team(worker?.team ?? null)?.name ?? null,
    }
  }
  const knew = await knownUntil(scope, figures, facts.family, child)
  const lastNew = new Map<WorkerId, string>()
  for (const { holder, workerSinceInferred: since } of caseload.cases) {
    if (holder.kind !== 'worker' || since === null) continue
    if (since > (lastNew.get(holder.worker) ?? '')) lastNew.set(holder.worker, since)
  }
  const rules = new Map<string, ShortlistView['excluded'][number]>()
  for (const { worker, rule } of excluded) {
    const { name, address, teamName } = who(worker)
    const group = rules.get(rule) ?? { rule, workers: [] }
    group.workers.push({ name, address, teamName })
    rules.set(rule, group)
  }
  const { safeLine, hardLine } = workload.agreement
  return {
    standing,
    cases: index.rows((of) => waiting.has(of.child)),
    reach,
    elsewhere: null,
    candidates: candidates.map(({ worker, before, after, cost, equal }) => {
      const { id, address, name, teamName } = who(worker)
      return {
        address,
        name,
        teamName,
        before,
        after,
        cost,
        equal,
        overSafe: isOver(after.load, after.capacity, safeLine),
        overHard: isOver(after.load, after.capacity, hardLine),
        knewUntil: knew.get(id) ?? null,
        lastNew: lastNew.get(id) ?? null,
      }
    }),
    excluded: [...rules.values()]
      .map(({ rule, workers }) => ({
        rule,
        workers: workers.sort((a, b) => byText(a.name, b.name)),
      }))
      .sort((a, b) => b.workers.length - a.workers.length || byText(a.rule, b.rule)),
    unknown: asked.unknown
      .map((id) => {
        const worker = index.worker(id)
        return {
          name: worker?.name ?? '',
          address: addresses.worker(id),
          cases: worker?.cases ?? 0,
        }
      })
      .sort((a, b) => byText(a.name, b.name)),
  }
}

/** The year in which each worker last held one of a family's children, from earlier imports. */
async function knownUntil(
  scope: Scope,
  { caseload }: Figures,
  family: string | null,
  child: ChildId,
): Promise<ReadonlyMap<WorkerId, string>> {
  const children = caseload.cases
    .filter((of) => of.child === child || (family !== null && of.family === family))
    .map((of) => of.child)
  const until = new Map<WorkerId, string>()
  for (const one of children) {
    for (const { asOf, worker } of await caseloads.history(scope, one)) {
      if (worker === null || asOf > caseload.asOf) continue
      const year = asOf.slice(0, 4)
      if (year > (until.get(worker) ?? '')) until.set(worker, year)
    }
  }
  return until
}
