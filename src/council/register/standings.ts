import type { IsoDate } from '../../kit/index.ts'
import { overloadTermOf, termsOf, type Agreement } from '../../core/agreement/index.ts'
import type { WeighedWorker, WorkerId, Workload } from '../../core/model/index.ts'
import { overloadClock, type Observation, type OverloadTerm } from '../../core/overload/index.ts'
import {
  caseloads,
  imports,
  register,
  type Held,
  type ImportId,
  type Reference,
  type Scope,
  type StoredStanding,
} from '../../store/index.ts'
import { agreementKey } from '../agreements/index.ts'
import type { Figures } from '../figures/figures.ts'
import { movesOver, overlay, stampOf } from '../figures/in-play.ts'
import { weighedFor } from '../figures/weigh-for.ts'
import type { OverloadView } from './views.ts'

/** When a load is sustained, and somebody has to answer; null where one of the two is not agreed. */
export const clockTermOf = (agreement: Agreement): OverloadTerm | null =>
  termsOf(agreement).overload === null ? null : overloadTermOf(agreement)

const holdsWithoutCapacity = (worker: WeighedWorker): boolean =>
  worker.state === 'cannot-receive' && worker.cases > 0

/** Keeps where every worker stood in an import: the days that the overload clock is read from. */
export async function keepStandings(
  scope: Scope,
  id: ImportId,
  held: Pick<Held, 'references'>,
  weighed: Workload,
  /** What they are counted under: the agreement, and the decisions that they hold. */
  under = agreementKey(weighed.agreement),
): Promise<void> {
  await register.saveStandings(
    scope,
    { import: id, agreement: under },
    weighed.workers.flatMap((worker): StoredStanding[] => {
      const reference = held.references.worker.get(worker.id)
      return reference === undefined
        ? []
        : [
            {
              reference,
              worker: worker.id,
              team: worker.team,
              utilisation: worker.state === 'known' ? worker.utilisation : null,
              state: worker.state,
              standing: worker.standing,
              holdsWithoutCapacity: holdsWithoutCapacity(worker),
            },
          ]
    }),
  )
}

/** A day of a worker, with the import it is read from. */
export interface Day extends Observation {
  import: ImportId
  importNumber: number
}

export interface Days {
  reference: Reference
  worker: StoredStanding['worker']
  team: StoredStanding['team']
  days: Day[]
}

/**
 * Where workers stood in each accepted import, all under one agreement. Imports counted under
 * another are counted anew where the whole service is in sight; where it is not they are left out
 * until that is done.
 */
export async function daysOf(
  scope: Scope,
  agreement: Agreement,
  on: IsoDate,
  reference: string | null = null,
): Promise<Map<Reference, Days>> {
  const key = agreementKey(agreement)
  const accepted = await imports.trend(scope)
  await recount(scope, agreement, accepted, on)
  const of = new Map(accepted.map((one) => [one.id, one]))
  const found = new Map<Reference, Days>()
  const stored = await register.standings(
    scope,
    [...of.keys()],
    key,
    reference === null ? null : [reference],
  )
  const inOrder = stored
    .flatMap(({ import: id, standing }) => {
      const at = of.get(id)
      return at ? [{ at, standing }] : []
    })
    .sort((a, b) => (a.at.asOf < b.at.asOf ? -1 : 1))
  for (const { at, standing } of inOrder) {
    const known = found.get(standing.reference)
    found.set(standing.reference, {
      reference: standing.reference,
      worker: standing.worker,
      team: standing.team,
      days: [
        ...(known?.days ?? []),
        {
          on: at.asOf,
          utilisation: standing.utilisation,
          holdsWithoutCapacity: standing.holdsWithoutCapacity,
          import: at.id,
          importNumber: at.number,
        },
      ],
    })
  }
  return found
}

/** Counts anew what was counted under another agreement or other decisions; where all of it is in sight. */
async function recount(
  scope: Scope,
  agreement: Agreement,
  accepted: readonly { id: ImportId }[],
  on: IsoDate,
): Promise<void> {
  if (scope.viewer !== null && scope.viewer.sight.sees !== 'service') return
  const counted = await register.countedUnder(scope)
  // Decisions are held by the import in force alone, which is the last.
  const inForce = accepted.at(-1)?.id
  for (const { id } of accepted) {
    const moves = id === inForce ? await movesOver(scope, id, on) : []
    const due = agreementKey(agreement) + stampOf(moves)
    if (counted.get(id) === due) continue
    const files = await caseloads.whole(scope, id)
    if (!files) continue
    const { held } = await overlay(scope, id, files, { moves, part: 'whole' })
    await keepStandings(scope, id, held, weighedFor(held, agreement).workload, due)
  }
}

/**
 * How long each worker has stood over the line, up to the day of the figures in hand; nobody where no
 * clock is agreed. Earlier days are read of those alone whom that day does not show under it: where it
 * does, the clock has stopped whatever was before.
 *
 * @param isOne of whom it is asked; of everybody where left out.
 */
export async function overloadsOf(
  scope: Scope,
  { workload, agreement, addresses }: Figures,
  isOne: (worker: WorkerId) => boolean = () => true,
): Promise<ReadonlyMap<string, OverloadView>> {
  const term = clockTermOf(agreement)
  if (term === null) return new Map()
  const days = new Map<string, Observation[]>()
  for (const worker of workload.workers) {
    if (!isOne(worker.id)) continue
    const seen: Observation = {
      on: workload.asOf,
      utilisation: worker.state === 'known' ? worker.utilisation : null,
      holdsWithoutCapacity: holdsWithoutCapacity(worker),
    }
    const isUnder = overloadClock([seen], term, seen.on) === null && seen.utilisation !== null
    if (!isUnder) days.set(addresses.worker(worker.id), [seen])
  }
  if (days.size === 0) return new Map()
  const earlier = (await imports.trend(scope)).filter(({ asOf }) => asOf < workload.asOf)
  if (earlier.length > 0) {
    await recount(scope, agreement, earlier, workload.asOf)
    const asOf = new Map(earlier.map((of) => [of.id, of.asOf]))
    for (const { import: id, standing } of await register.standings(
      scope,
      [...asOf.keys()],
      agreementKey(agreement),
      [...days.keys()],
    )) {
      const { reference, utilisation, holdsWithoutCapacity: holds } = standing
      const on = asOf.get(id)
      if (on) days.get(reference)?.push({ on, utilisation, holdsWithoutCapacity: holds })
    }
  }
  const found = new Map<string, OverloadView>()
  for (const [of, seen] of days) {
    const clock = overloadClock(seen, term, workload.asOf)
    if (clock === null) continue
    const { since, seen: last, weeks, unsure } = clock
    found.set(of, { since, seen: last, weeks, unsure, line: term.line, agreedWeeks: term.weeks })
  }
  return found
}
