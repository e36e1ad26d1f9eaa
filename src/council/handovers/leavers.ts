import {
  addDays,
  byText,
  daysBetween,
  fail,
  ok,
  type IsoDate,
  type Problem,
  type Result,
} from '../../kit/index.ts'
import { termsOf } from '../../core/agreement/index.ts'
import { allocateBatch } from '../../core/fairness/index.ts'
import { goingOf, planBy, type Going } from '../../core/handover/index.ts'
import type { Case, WorkerId } from '../../core/model/index.ts'
import { planProblem } from '../../core/planning/index.ts'
import type { Person } from '../../core/rights/index.ts'
import { isOver } from '../../core/workload/index.ts'
import {
  caseloads,
  handovers,
  imports,
  type Reference,
  type Scope,
  type StoredLeaving,
} from '../../store/index.ts'
import type { Asked, Council } from '../council.ts'
import type { CouncilDeps } from '../deps.ts'
import { couldTake, decidingToday } from '../decisions/candidates.ts'
import { rowsOf } from '../decisions/rows.ts'
import type { DecisionRow } from '../decisions/views.ts'
import { decisionsInPlay } from '../figures/in-play.ts'
import { Index, onImport, organisationId, wholeFigures, type Figures } from '../figures/index.ts'
import { note } from '../note.ts'
import type { Address } from '../views.ts'
import type { LeaverPlan, LeaverRow, LeaverView } from './leaver-views.ts'

const WEEKS = 8
const LONGEST_WORDS = 4_000
const RESTRICTED = 'A restricted record'

const NOT_HERE: Problem = {
  code: 'not-found',
  sentence: 'This worker is not in the files in force.',
}

/**
 * Who leaves or will be away for long, and where their cases go, planned before the last day: from
 * contracts and dated absences in the files, and from notice noted here.
 */
export function leaversDoor(deps: CouncilDeps, person: Person | null): Council['leavers'] {
  const today = (): IsoDate => deps.today()

  return {
    list: (asked) =>
      wholeFigures(deps, asked, async (figures, scope) => ({
        standing: figures.standing,
        weeks: WEEKS,
        rows: (await leaversOf(scope, figures, today())).filter(({ cases }) => cases > 0),
      })),

    view: (asked, address) =>
      wholeFigures(deps, asked, async (figures, scope, of): Promise<LeaverView | null> => {
        const id = await caseloads.behind(scope, of.id, 'worker', address)
        const index = new Index(figures)
        const worker = index.worker(id)
        if (id === null || worker === null) return null
        const rows = await leaversOf(scope, figures, today())
        const decided = await decidedOf(scope, today())
        return {
          standing: figures.standing,
          ...placeOf(figures, index, id),
          leaver: rows.find((row) => row.address === address) ?? null,
          notices: (await handovers.leavings(scope, { reference: address })).map(
            ({ id: notice, kind, noticeOn, lastDay, backOn, words, by }) => ({
              id: notice,
              kind,
              noticeOn,
              lastDay,
              backOn,
              words,
              by,
            }),
          ),
          cases: index
            .rows((_, facts) => isWith(facts, id))
            .map((row) => ({ ...row, decided: decided.get(row.address) ?? null })),
        }
      }),

    plan: (asked, address, reach) => planFor(deps, asked, address, reach),

    note: (organisation, address, given) =>
      deps.store.inOrganisation(
        organisationId(organisation),
        async (scope): Promise<Result<null, Problem>> => {
          const current = await imports.current(scope)
          const id = current && (await caseloads.behind(scope, current.id, 'worker', address))
          const held = current && id && (await caseloads.ofWorker(scope, current.id, id))
          const worker = held && held.workers.find((one) => one.id === id)
          if (!worker) return fail(NOT_HERE)
          const words = given.words.trim()
          if (words.length > LONGEST_WORDS) {
            return fail({
              code: 'words-too-long',
              sentence: 'Say it in at most 4,000 characters.',
            })
          }
          if (given.lastDay < given.noticeOn) {
            return fail({
              code: 'last-day-before-notice',
              sentence: 'The last day lies before the day on which notice was given.',
            })
          }
          if (given.noticeOn > today()) {
            return fail({
              code: 'notice-to-come',
              sentence: 'The day of the notice is still to come: enter it once it was given.',
            })
          }
          if (given.backOn !== null && given.backOn <= given.lastDay) {
            return fail({
              code: 'back-before-going',
              sentence: 'The day they are back lies before the last day at work.',
            })
          }
          const noted = await handovers.noteLeaving(scope, {
            ...given,
            worker: worker.id,
            reference: address as Reference,
            team: worker.team,
            words,
            at: deps.now(),
            account: person?.account ?? null,
            by: person?.name ?? 'Fairload',
          })
          await note(deps, scope, 'leaving.noted', {
            record: address,
            notice: noted,
            kind: given.kind,
            on: given.lastDay,
          })
          return ok(null)
        },
      ),

    withdraw: (organisation, address, notice) =>
      deps.store.inOrganisation(
        organisationId(organisation),
        async (scope): Promise<Result<null, Problem>> => {
          const counting = await handovers.leavings(scope, { reference: address })
          if (!counting.some(({ id }) => id === notice)) return fail(NOT_HERE)
          await handovers.withdrawLeaving(scope, notice, {
            at: deps.now(),
            by: person?.name ?? 'Fairload',
          })
          await note(deps, scope, 'leaving.withdrawn', { record: address, notice })
          return ok(null)
        },
      ),
  }
}

const isWith = ({ holder }: Case, worker: WorkerId): boolean =>
  holder.kind === 'worker' && holder.worker === worker

const placeOf = (figures: Figures, index: Index, id: WorkerId) => {
  const worker = index.worker(id)
  const team = index.team(worker?.team ?? null)
  return {
    name: worker?.name ?? '',
    address: figures.addresses.worker(id),
    team: team && { name: team.name, address: figures.addresses.team(team.id) },
  }
}

/** Decisions that wait or stand, by the address of each child they count for. */
async function decidedOf(scope: Scope, on: IsoDate): Promise<ReadonlyMap<string, DecisionRow>> {
  const played = (await decisionsInPlay(scope, on)).filter(
    ({ standing: { state } }) => state === 'stands' || state.startsWith('waits-'),
  )
  const rows = await rowsOf(
    scope,
    played.map(({ decision }) => decision),
    on,
  )
  return new Map(
    played.flatMap(({ decision }, i) =>
      decision.children.flatMap(({ child, reference }) => {
        const row = rows[i]
        return row && decision.inPlay.includes(child) ? [[reference as string, row] as const] : []
      }),
    ),
  )
}

/** Everybody who goes, by the last day; whoever asks sees those of their own teams. */
async function leaversOf(scope: Scope, figures: Figures, on: IsoDate): Promise<LeaverRow[]> {
  const { caseload, agreement, addresses } = figures
  const going = goingWithin(caseload.workers, await handovers.leavings(scope), on)
  if (going.size === 0) return []
  const index = new Index(figures)
  const decided = await decidedOf(scope, on)
  const { agency } = termsOf(agreement)
  const rows = caseload.workers.flatMap((worker): LeaverRow[] => {
    const one = going.get(worker.id)
    if (!one) return []
    const held = caseload.cases.filter((of) => isWith(of, worker.id))
    const isAgency = worker.person?.contract === 'agency'
    const { noticeOn, lastDay, kind } = one
    return [
      {
        ...placeOf(figures, index, worker.id),
        agency: worker.person?.contract == null ? null : isAgency,
        going: one,
        planBy: isAgency && kind === 'leaves' ? planBy(one, agency?.planWithin ?? null) : null,
        shortNotice:
          isAgency &&
          kind === 'leaves' &&
          agency !== null &&
          noticeOn !== null &&
          daysBetween(noticeOn, lastDay) < agency.noticeDays,
        cases: held.length,
        without: held.filter(
          (of) => of.handover === undefined && !decided.has(addresses.child(of.child)),
        ).length,
      },
    ]
  })
  return rows.sort((a, b) => byText(a.going.lastDay, b.going.lastDay) || byText(a.name, b.name))
}

function goingWithin(
  workers: Figures['caseload']['workers'],
  notices: readonly StoredLeaving[],
  on: IsoDate,
): ReadonlyMap<WorkerId, Going> {
  const until = addDays(on, 7 * WEEKS)
  return new Map(
    workers.flatMap(({ id, person }) => {
      const own = notices.filter(({ worker }) => worker === id)
      const going = goingOf(person, own, on, until)
      return going ? [[id, going] as const] : []
    }),
  )
}

/**
 * Where all cases of one worker without a decision could go, placed together by the engine, brothers
 * and sisters with one worker, and to nobody who leaves as well. Each row is a decision of its own, held
 * against what stands when it is made.
 */
function planFor(
  deps: Pick<CouncilDeps, 'store' | 'today'>,
  asked: Asked,
  address: Address,
  reach: 'team' | 'service',
): Promise<LeaverPlan | null> {
  return onImport(deps, asked, async (scope, of, rests) => {
    const leaver = await caseloads.behind(scope, of.id, 'worker', address)
    const files = leaver && (await caseloads.whole(scope, of.id))
    if (!leaver || !files) return null
    const on = deps.today()
    const played = await decisionsInPlay(scope, on)
    const { figures } = await decidingToday(scope, of.id, files, rests, { played, on })
    const { caseload, workload, agreement, addresses, standing } = figures
    const index = new Index(figures)
    const going = goingWithin(caseload.workers, await handovers.leavings(scope), on)
    const stays = ({ id }: { id: WorkerId }): boolean => id !== leaver && !going.has(id)
    const theirs = new Set(
      caseload.cases
        .filter((one) => isWith(one, leaver) && one.handover === undefined)
        .map(({ child }) => child),
    )
    const team = index.worker(leaver)?.team ?? null
    const asWaiting = <T extends { child: Case['child'] }>(one: T) => ({
      ...one,
      holder: { kind: 'unallocated', why: 'blank' } as const,
      team,
    })
    const question = planProblem(
      {
        ...caseload,
        cases: caseload.cases.filter(({ child }) => theirs.has(child)).map(asWaiting),
        workers: caseload.workers.filter(stays),
      },
      {
        ...workload,
        cases: workload.cases.filter(({ child }) => theirs.has(child)).map(asWaiting),
        workers: workload.workers.filter(stays),
      },
      agreement,
      reach,
      { allCases: caseload.cases.filter(({ child }) => !theirs.has(child)) },
    )
    const solved = question && allocateBatch(question.problem, { seed: 1, effort: 'quick' })
    const nameOf = (child: Case['child']) => {
      const isShown = !child.startsWith('Restricted ')
      return {
        name: isShown ? child : RESTRICTED,
        address: isShown ? addresses.child(child) : null,
      }
    }
    const plan: LeaverPlan = {
      standing,
      ...placeOf(figures, index, leaver),
      reach,
      proposed: [],
      receivers: [],
      nobody: [],
    }
    if (!question || !solved?.ok) {
      return { ...plan, nobody: [...theirs].map(nameOf) }
    }
    const { safeLine } = workload.agreement
    const receives = new Map<WorkerId, LeaverPlan['receivers'][number]>()
    question.units.forEach((children, at) => {
      const [first] = children
      if (first === undefined) return
      const place = solved.value.assignment[at] ?? null
      const worker = place === null ? undefined : question.workers[place]
      const could = worker === undefined ? null : couldTake(figures, first, reach)
      const candidate = could?.candidates.find((one) => could.asked.workers[one.worker] === worker)
      if (worker === undefined || !candidate) {
        plan.nobody.push(...children.map(nameOf))
        return
      }
      const to = { name: index.worker(worker)?.name ?? '', address: addresses.worker(worker) }
      const { before, after, cost, equal } = candidate
      plan.proposed.push({
        child: addresses.child(first),
        children: children.map(nameOf),
        to,
        before,
        after,
        firstBand: equal,
        overSafe: isOver(after.load, after.capacity, safeLine),
      })
      const sum = receives.get(worker) ?? { ...to, before, after: before }
      receives.set(worker, {
        ...sum,
        after: { load: sum.after.load + cost, capacity: sum.after.capacity },
      })
    })
    plan.receivers = [...receives.values()].sort((a, b) => byText(a.name, b.name))
    return plan
  })
}
