import { addDays, type IsoDate } from '../../kit/index.ts'
import { goingOf, noticeRule } from '../../core/handover/index.ts'
import type { Worker, WorkerId } from '../../core/model/index.ts'
import { HORIZON_DAYS } from '../../core/planning/index.ts'
import { handovers, type Scope } from '../../store/index.ts'

/** Whom notice keeps from new work on a day, and why in words. */
export type NoNewWork = ReadonlyMap<WorkerId, string>

export const NOBODY_NOTED: NoNewWork = new Map()

/**
 * Whoever is noted to leave or to be away for long, where the last day is past or within the four weeks
 * in which nobody is given new work; of the notices that may be seen.
 */
export async function noNewWorkOn(scope: Scope, on: IsoDate): Promise<NoNewWork> {
  const notices = await handovers.leavings(scope)
  // A contract that ends after the horizon’s last day ends later: its last day is the one before.
  const until = addDays(on, HORIZON_DAYS - 1)
  return new Map(
    [...new Set(notices.map(({ worker }) => worker))].flatMap((worker) => {
      const own = notices.filter((one) => one.worker === worker)
      const going = goingOf(null, own, on, until)
      return going ? [[worker, noticeRule(going, on)] as const] : []
    }),
  )
}

/** Workers for whoever gives out work: what the files say of them stays as it is. */
export const withNoNewWork = (workers: Worker[], noted: NoNewWork): Worker[] =>
  noted.size === 0
    ? workers
    : workers.map((worker) => {
        const noNewWork = noted.get(worker.id)
        return noNewWork === undefined ? worker : { ...worker, noNewWork }
      })
