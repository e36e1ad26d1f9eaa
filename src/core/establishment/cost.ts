import type { IsoDate } from '../../kit/index.ts'
import { addDays } from '../../kit/index.ts'
import { workingDaysBetween } from '../calendar/index.ts'
import type { CoverCost } from '../model/index.ts'

/** What cover costs from a day on to its last, if no day of it is missed. */
export interface CostToEnd {
  pence: number
  workingDays: number
}

/**
 * Cost from the day after `on` (or the first day, where that is later) to the last day: working days
 * of England × the share of full time × a day's cost; an hour's cost × a fifth of the full-time week.
 * Leave is not taken off: it is what the cover may cost at most. Rounded once, halves up.
 * @param weekHundredths full-time week in hundredths of an hour, as the agreement has it.
 */
export function costToEnd(
  given: {
    cost: CoverCost
    fteMillionths: number
    from: IsoDate | null
    end: IsoDate
  },
  on: IsoDate,
  weekHundredths: number,
): CostToEnd {
  const { cost, fteMillionths, from, end } = given
  const before = from !== null && from > on ? addDays(from, -1) : on
  const workingDays = end <= before ? 0 : workingDaysBetween(before, end)
  const exact = BigInt(cost.pence) * BigInt(workingDays) * BigInt(fteMillionths)
  return {
    workingDays,
    pence:
      cost.per === 'day'
        ? rounded(exact, 1_000_000n)
        : rounded(exact * BigInt(weekHundredths), 500_000_000n),
  }
}

const rounded = (part: bigint, by: bigint): number => Number((2n * part + by) / (2n * by))
