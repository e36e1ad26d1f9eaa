import type { IsoDate } from '../../kit/index.ts'
import { clauseOf, hundredthsOf, termsOf, type Agreement, type Terms } from '../agreement/index.ts'
import type { Utilisation } from '../fairness/index.ts'
import type { Case, Caseload, ChildId, WeighedWorker, Worker, WorkerId } from '../model/index.ts'
import { hardRefusal, roleRefusal, type Refusal } from '../planning/index.ts'
import { countsOf, isOver, limitsOf, weigh, type KindOfLoad } from '../workload/index.ts'

type Override = Terms['overrides'][number]

/** Whom the agreement asks for a second pair of eyes, and the clause that does. */
export interface SecondPerson {
  role: Override['secondPerson']
  clause: string
}

/** What giving cases to a worker would be under the agreement, beside an allocation. */
export type Act = (
  | {
      what: 'over-hard-line'
      clause: string
      /** In grains. */
      before: Utilisation
      after: Utilisation
    }
  | {
      /** A cap for everybody; or a bar or a lower number while protected. */
      what: 'over-a-cap' | 'against-protection'
      clause: string
      of: KindOfLoad
      most: number
      before: number
      after: number
    }
  | { what: 'outside-the-shortlist'; clause: null }
) & {
  /** Null where the agreement asks for nobody: whoever allocates may do it alone. */
  secondPerson: SecondPerson | null
}

/** Cases that somebody wants to give to a worker, on a day. */
export interface Giving {
  caseload: Caseload
  agreement: Agreement
  worker: WorkerId
  children: readonly ChildId[]
  /** Workers of the shortlist's first band; null where there is no shortlist to be outside of. */
  firstBand: ReadonlySet<WorkerId> | null
  /** The day it is decided: protection, leave and contracts are those of this day. */
  on: IsoDate
}

/**
 * What forbids giving these cases to this worker, whatever anybody says: they are gone or cannot receive
 * work, notice was given that they go, or their role may not lead such work. Empty where nothing does.
 */
export function forbiddenOf(giving: Giving): Refusal[] {
  const stands = standsOf(giving)
  if (!stands) {
    return [{ rule: 'they are no longer among the workers of the service', clause: null }]
  }
  const { person, noNewWork } = stands.worker
  const role = roleRefusal(person?.role ?? null, stands.given)
  return [
    ...(stands.before ? [hardRefusal(stands.before)] : []),
    noNewWork === undefined ? null : { rule: noNewWork, clause: null },
    role === null ? null : { rule: role, clause: null },
  ].flatMap((one) => one ?? [])
}

/**
 * What giving these cases to this worker would be under the agreement that only a second pair of eyes
 * may allow, or that needs a reason. Figures are those of the pages: `before` without the given
 * cases, `after` with them in the worker's name; counts hold what is being handed over to them as well.
 * Where what somebody can carry is not known, nobody can say whether they stand over the hard line.
 */
export function actsOf(giving: Giving): Act[] {
  const { agreement, worker, firstBand, on } = giving
  const stands = standsOf(giving)
  if (!stands) return []
  const acts: Act[] = []
  const { before, after, mine, given } = stands
  const hardLine = hundredthsOf(agreement.lines.hardPercent)
  if (before?.capacity && after && isOver(after.demand, before.capacity, hardLine)) {
    acts.push({
      what: 'over-hard-line',
      clause: clauseOf.hardLine,
      before: { load: before.demand, capacity: before.capacity },
      after: { load: after.demand, capacity: before.capacity },
      secondPerson: secondPersonFor(agreement, 'over-hard-line'),
    })
  }
  const held = countsOf(mine)
  const added = countsOf(given)
  for (const { clause, what: of, most, kind } of limitsOf(stands.worker.person, agreement, on)) {
    const then = held[of] + added[of]
    if (added[of] === 0 || then <= most) continue
    const what = kind === 'cap' ? 'over-a-cap' : 'against-protection'
    const secondPerson = secondPersonFor(agreement, what)
    acts.push({ what, clause, of, most, before: held[of], after: then, secondPerson })
  }
  if (firstBand && !firstBand.has(worker)) {
    acts.push({
      what: 'outside-the-shortlist',
      clause: null,
      secondPerson: secondPersonFor(agreement, 'outside-the-shortlist'),
    })
  }
  return acts
}

function secondPersonFor(agreement: Agreement, what: Override['what']): SecondPerson | null {
  const asked = termsOf(agreement).overrides.find((of) => of.what === what)
  return asked ? { role: asked.secondPerson, clause: clauseOf.override(asked.id) } : null
}

interface Stands {
  worker: Worker
  /** Cases they hold or are taking over, without those given. */
  mine: Case[]
  given: Case[]
  /** Null where the agreement cannot weigh. */
  before: WeighedWorker | null
  after: WeighedWorker | null
}

/** The worker without and with the cases; null where they are not in the caseload. */
function standsOf({ caseload, agreement, worker: id, children, on }: Giving): Stands | null {
  const worker = caseload.workers.find((one) => one.id === id)
  if (!worker) return null
  const wanted = new Set(children)
  const given = caseload.cases.filter(({ child }) => wanted.has(child))
  const mine = caseload.cases.filter(
    ({ child, holder, handover }) =>
      !wanted.has(child) &&
      ((holder.kind === 'worker' && holder.worker === id) || handover?.incoming === id),
  )
  const weighed = (cases: Case[]): WeighedWorker | null => {
    const part = { ...caseload, asOf: on, workers: [worker], cases, teams: [], findings: [] }
    const workload = weigh(part, agreement)
    return workload.ok ? (workload.value.workers[0] ?? null) : null
  }
  const taken = given.map(({ handover: _, ...of }): Case => ({
    ...of,
    holder: { kind: 'worker', worker: id },
    workerSinceInferred: on,
  }))
  return { worker, mine, given, before: weighed(mine), after: weighed([...mine, ...taken]) }
}
