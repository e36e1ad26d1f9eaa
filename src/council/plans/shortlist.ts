import { byText } from '../../kit/index.ts'
import { liveStates } from '../../core/allocation/index.ts'
import { termsOf } from '../../core/agreement/index.ts'
import type { Candidate } from '../../core/fairness/index.ts'
import type { ChildId, WorkerId } from '../../core/model/index.ts'
import { isOver } from '../../core/workload/index.ts'
import { caseloads, type Import, type Scope } from '../../store/index.ts'
import type { Asked } from '../council.ts'
import { couldTake, decidingToday, type Deciding } from '../decisions/candidates.ts'
import { rowsOf } from '../decisions/rows.ts'
import type { CouncilDeps } from '../deps.ts'
import { decisionsInPlay, Index, onImport, type Figures } from '../figures/index.ts'
import type { Rests } from '../figures/load.ts'
import type { Address } from '../views.ts'
import type { ShortlistCandidate, ShortlistView } from './views.ts'

/**
 * Who could take a case, with the brothers and sisters who go with it: one that nobody holds, or one that
 * is to change hands. Everybody carries here what their own page says, and beside it what they were asked
 * to take, so that nobody’s hours are given twice. Who asks for workers of the whole service is shown
 * those whom they may see, and of the others the number alone.
 */
export async function shortlistOf(
  deps: Pick<CouncilDeps, 'store' | 'today'>,
  asked: Asked,
  address: Address,
  reach: 'team' | 'service',
): Promise<ShortlistView | null> {
  const found = await onImport(deps, asked, async (scope, of, rests) => {
    const child = await caseloads.behind(scope, of.id, 'case', address)
    if (child === null) return null
    const on = deps.today()
    const played = rests.import.current ? await decisionsInPlay(scope, on) : []
    const live = played.find(
      ({ decision, standing }) =>
        liveStates.has(standing.state) &&
        decision.children.some(({ reference }) => reference === address),
    )
    const deciding = await decidingFor(deps, scope, of, rests, played)
    if (!deciding) return null
    if (live) {
      const [decided = null] = await rowsOf(scope, [live.decision], on)
      const index = new Index(deciding.pages)
      return {
        isPart: false,
        view: {
          ...nobody(deciding.pages, reach),
          decided,
          cases: index.rows((one) => one.child === child),
        },
      }
    }
    const view = await listOf(scope, deciding, child, reach)
    return view && { view, isPart: scope.viewer?.sight.sees === 'some' }
  })
  if (!found?.isPart || reach === 'team') return found?.view ?? null
  const house = { ...deps, store: deps.store.asHouse() }
  const ofAll = await onImport(house, asked, async (scope, of, rests) => {
    const child = await caseloads.behind(scope, of.id, 'case', address)
    const played = rests.import.current ? await decisionsInPlay(scope, deps.today()) : []
    const deciding = child && (await decidingFor(deps, scope, of, rests, played))
    if (!deciding) return 0
    const { safeLine } = deciding.figures.workload.agreement
    const all = couldTake(deciding.figures, child, reach)?.candidates ?? []
    return all.filter(({ after }) => !isOver(after.load, after.capacity, safeLine)).length
  })
  const { view } = found
  const shown = view.candidates.filter(({ overSafe }) => !overSafe).length
  return { ...view, elsewhere: Math.max(0, (ofAll ?? 0) - shown) }
}

async function decidingFor(
  deps: Pick<CouncilDeps, 'today'>,
  scope: Scope,
  of: Import,
  rests: Rests,
  played: Awaited<ReturnType<typeof decisionsInPlay>>,
): Promise<Deciding | null> {
  const files = await caseloads.whole(scope, of.id)
  return files && decidingToday(scope, of.id, files, rests, { played, on: deps.today() })
}

const nobody = (
  { standing, agreement }: Figures,
  reach: 'team' | 'service',
): Omit<ShortlistView, 'cases'> => ({
  standing,
  reach,
  from: null,
  decided: null,
  secondPersons: termsOf(agreement).overrides.map((of) => ({
    what: of.what,
    role: of.secondPerson,
  })),
  elsewhere: null,
  candidates: [],
  setAside: [],
  excluded: [],
  unknown: [],
})

async function listOf(
  scope: Scope,
  { figures, pages }: Deciding,
  child: ChildId,
  reach: 'team' | 'service',
): Promise<ShortlistView | null> {
  const { caseload, workload, addresses } = figures
  const found = couldTake(figures, child, reach)
  if (!found) return null
  const { facts, asked, candidates, excluded } = found
  const together = new Set(found.children)
  const shown = new Map(pages.workload.workers.map((of) => [of.id, of.demand]))

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
  const candidateOf = ({ worker, before, after, cost, equal }: Candidate): ShortlistCandidate => {
    const { id, address, name, teamName } = who(worker)
    return {
      address,
      name,
      teamName,
      before,
      after,
      cost,
      equal,
      asked: Math.max(0, (index.worker(id)?.demand ?? 0) - (shown.get(id) ?? 0)),
      overSafe: isOver(after.load, after.capacity, safeLine),
      overHard: isOver(after.load, after.capacity, hardLine),
      knewUntil: knew.get(id) ?? null,
      lastNew: lastNew.get(id) ?? null,
    }
  }
  return {
    ...nobody(figures, reach),
    cases: index.rows((of) => together.has(of.child)),
    from: found.from && {
      name: index.worker(found.from)?.name ?? '',
      address: addresses.worker(found.from),
    },
    candidates: candidates.map(candidateOf),
    setAside: found.setAside.map((of) => ({
      ...candidateOf(of),
      rule: excluded.find(({ worker }) => worker === of.worker)?.rule ?? '',
    })),
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
