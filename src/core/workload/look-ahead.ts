import { addDays, fail, ok, type IsoDate, type Result } from '../../kit/index.ts'
import type { Agreement } from '../agreement/index.ts'
import type { Caseload, WeighedWorker, WorkerId } from '../model/index.ts'
import { casesByBirthdays } from './coming-of-age.ts'
import { weigh } from './weigh.ts'

/** Where a worker would stand on a day to come, if nothing but what is already known happened. */
export interface DayAhead {
  on: IsoDate
  demand: WeighedWorker['demand']
  capacity: WeighedWorker['capacity']
  utilisation: WeighedWorker['utilisation']
  state: WeighedWorker['state']
  standing: WeighedWorker['standing']
  /** Cases in their name, without those that a birthday has ended by then. */
  cases: WeighedWorker['cases']
}

/**
 * Every worker, week by week: their leave and returns, the end of contracts, the steps of an assessed
 * and supported year, cases that grow older than their agreed first weeks, and those that a birthday
 * ends. No other case is opened or closed in it, because nobody knows which will be.
 *
 * @param weeks how many weeks to look ahead; the first day is the caseload's own.
 */
export function lookAhead(
  caseload: Caseload,
  agreement: Agreement,
  weeks: number,
): Result<Map<WorkerId, DayAhead[]>> {
  const ahead = new Map<WorkerId, DayAhead[]>(caseload.workers.map(({ id }) => [id, []]))
  const { asOf } = caseload
  const casesOn = casesByBirthdays(caseload.cases, asOf, addDays(asOf, 7 * weeks))
  for (let week = 0; week <= weeks; week += 1) {
    const on = addDays(asOf, 7 * week)
    const weighed = weigh({ ...caseload, asOf: on, cases: casesOn(on) }, agreement)
    if (!weighed.ok) return fail(weighed.problem)
    for (const of of weighed.value.workers) {
      const { demand, capacity, utilisation, state, standing } = of
      ahead
        .get(of.id)
        ?.push({ on, demand, capacity, utilisation, state, standing, cases: of.cases })
    }
  }
  return ok(ahead)
}
