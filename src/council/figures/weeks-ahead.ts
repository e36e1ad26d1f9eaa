import { addDays, addMonths, byText, onceEach, type IsoDate } from '../../kit/index.ts'
import type { Agreement } from '../../core/agreement/index.ts'
import type { Case, Caseload, PersonRecord, WorkerId } from '../../core/model/index.ts'
import { comingOfAge, lookAhead } from '../../core/workload/index.ts'
import type { ReasonAhead, TeamView } from '../views.ts'
import type { Figures } from './figures.ts'

const WEEKS = 8
/** Months of an assessed and supported year where the agreement does not say. */
const ASYE_MONTHS = 12

const aheadOf = onceEach((caseload: Caseload, agreement: Agreement) => {
  const ahead = lookAhead(caseload, agreement, WEEKS)
  if (!ahead.ok) throw new Error(ahead.problem.sentence)
  return ahead.value
})

/** Week by week for eight weeks, with what is already known to change; of `members`, by name. */
export function weeksAhead(
  { caseload, agreement, addresses }: Figures,
  members: ReadonlySet<WorkerId>,
): TeamView['weeksAhead'] {
  const ahead = aheadOf(caseload, agreement)
  const days = Array.from({ length: WEEKS + 1 }, (_, week) => addDays(caseload.asOf, 7 * week))
  const until = days.at(-1) ?? caseload.asOf
  const held = new Map<WorkerId, Case[]>()
  for (const of of caseload.cases) {
    if (of.holder.kind !== 'worker' || !members.has(of.holder.worker)) continue
    const own = held.get(of.holder.worker)
    if (own) own.push(of)
    else held.set(of.holder.worker, [of])
  }
  return {
    days,
    workers: caseload.workers
      .filter((worker) => members.has(worker.id))
      .sort((a, b) => byText(a.name, b.name))
      .map((worker) => ({
        name: worker.name,
        address: addresses.worker(worker.id),
        days: (ahead.get(worker.id) ?? []).map(({ utilisation, state, standing, cases }) => ({
          utilisation,
          state,
          standing,
          cases,
        })),
        reasons: reasonsOf(worker.person, held.get(worker.id) ?? [], agreement, {
          from: caseload.asOf,
          until,
        }),
      })),
  }
}

/** What is known to change for a worker after `from` and up to `until`, the next first. */
function reasonsOf(
  person: PersonRecord | null,
  cases: readonly Case[],
  agreement: Agreement,
  { from, until }: { from: IsoDate; until: IsoDate },
): ReasonAhead[] {
  const asyeMonths = agreement.capacity.asye?.months ?? ASYE_MONTHS
  const all: (ReasonAhead | null)[] = [
    ...cases.map((of) => comingOfAge(of, from)),
    person?.contractEnd ? { on: person.contractEnd, what: 'contract-ends' } : null,
    person?.asyeStart ? { on: addMonths(person.asyeStart, asyeMonths), what: 'asye-ends' } : null,
    ...(person?.reductions ?? []).flatMap((of): (ReasonAhead | null)[] => {
      const isAway = 'percent' in of.amount && of.amount.percent >= 100
      return [
        { on: of.from, what: isAway ? 'goes' : 'less-capacity' },
        of.to && isAway ? { on: addDays(of.to, 1), what: 'returns' } : null,
      ]
    }),
  ]
  return all
    .filter((of) => of !== null && of.on > from && of.on <= until)
    .flatMap((of) => of ?? [])
    .sort((a, b) => byText(a.on, b.on))
}
