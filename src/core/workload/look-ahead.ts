import { addDays, fail, ok, type IsoDate, type Result } from '../../kit/index.ts'
import type { Agreement } from '../agreement/index.ts'
import type { Caseload, WeighedWorker, WorkerId } from '../model/index.ts'
import { weigh } from './weigh.ts'

/** Where a worker would stand on a day to come, if nothing but what is already known happened. */
export interface DayAhead {
  on: IsoDate
  demand: WeighedWorker['demand']
  capacity: WeighedWorker['capacity']
  utilisation: WeighedWorker['utilisation']
  state: WeighedWorker['state']
  standing: WeighedWorker['standing']
}

/**
 * Every worker, week by week: their leave and returns, the end of contracts, the steps of an assessed
 * and supported year, and cases that grow older than their agreed first weeks. No case is opened or
 * closed in it, because nobody knows which will be.
 *
 * @param weeks how many weeks to look ahead; the first day is the caseload's own.
 */
export function lookAhead(
  caseload: Caseload,
  agreement: Agreement,
  weeks: number,
): Result<Map<WorkerId, DayAhead[]>> {
  const ahead = new Map<WorkerId, DayAhead[]>(caseload.workers.map(({ id }) => [id, []]))
  for (let week = 0; week <= weeks; week += 1) {
    const on = addDays(caseload.asOf, 7 * week)
    const weighed = weigh({ ...caseload, asOf: on }, agreement)
    if (!weighed.ok) return fail(weighed.problem)
    for (const { id, demand, capacity, utilisation, state, standing } of weighed.value.workers) {
      ahead.get(id)?.push({ on, demand, capacity, utilisation, state, standing })
    }
  }
  return ok(ahead)
}
