import type { Agreement } from '../agreement/index.ts'
import { capacityOf } from '../capacity/index.ts'
import { fullTimeSocialWorker, type Grains, type Workload } from '../model/index.ts'
import { ratio } from './totals.ts'

/** What a full-time social worker with nothing taken off can carry, in grains. */
export const fullTimeCapacity = (agreement: Agreement, workload: Pick<Workload, 'asOf'>): Grains =>
  capacityOf(fullTimeSocialWorker, agreement, workload.asOf).capacity ?? 0

/**
 * Full-time workers missing, in hundredths, for all the work there is (held by someone or by nobody)
 * to fit within the safe line if it could be shared out without limit: no allocation can do with
 * fewer. 0 where the work fits; null where a capacity is unknown.
 */
export function missingFullTimeHundredths(workload: Workload, agreement: Agreement): number | null {
  const { demand, capacity, capacityUnknown } = workload.totals
  if (capacity === null || capacityUnknown > 0) return null
  const { safeLine } = workload.agreement
  const tooMuch = BigInt(demand) * 10_000n - BigInt(capacity) * BigInt(safeLine)
  const each = BigInt(fullTimeCapacity(agreement, workload)) * BigInt(safeLine)
  if (tooMuch <= 0n || each === 0n) return each === 0n && tooMuch > 0n ? null : 0
  return ratio(Number(tooMuch), Number(each), 100)
}

/** `part ÷ whole` in basis points, halves up; `whole` above zero. */
export const ratioInBasisPoints = (part: number, whole: number): number =>
  ratio(part, whole, 10_000)
