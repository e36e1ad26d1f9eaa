import { addDays, type IsoDate } from '../../kit/index.ts'
import { clauseOf } from '../agreement/index.ts'
import type { WeighedWorker, Worker } from '../model/index.ts'

/** Why somebody takes nothing over, and the agreement's clause where it is one that says so. */
export interface Refusal {
  rule: string
  clause: string | null
}

/** Nobody whose contract ends within four weeks is given new work: it would have to be handed on at once. */
export const HORIZON_DAYS = 28

/** Why nobody may give work to a worker as they stand on a day; null where somebody may. */
export function hardRefusal({ state, capacityLines }: WeighedWorker): Refusal | null {
  if (state !== 'cannot-receive') return null
  const taken = capacityLines.filter((line) => line.clause !== clauseOf.rounding).at(-1)
  return taken?.clause === clauseOf.contractEnd
    ? { rule: 'their contract has ended', clause: clauseOf.contractEnd }
    : { rule: 'they cannot receive work on this day', clause: taken?.clause ?? null }
}

/** Why a plan or a shortlist gives a worker nothing; null where it may. */
export function planRefusal(
  worker: WeighedWorker,
  { person, noNewWork }: Pick<Worker, 'person' | 'noNewWork'>,
  on: IsoDate,
): Refusal | null {
  const hard = hardRefusal(worker)
  if (hard) return hard
  if (noNewWork !== undefined) return { rule: noNewWork, clause: null }
  const contractEnd = person?.contractEnd ?? null
  return contractEnd !== null && contractEnd <= addDays(on, HORIZON_DAYS)
    ? { rule: 'their contract ends within four weeks', clause: null }
    : null
}
