import { addMonths, byText, type IsoDate } from '../../kit/index.ts'
import { ratioInBasisPoints } from '../workload/index.ts'
import type { Leaver } from './leavers.ts'

/** Employed social workers in post on the day of an accepted import, millionths of full time. */
export interface InPostOn {
  on: IsoDate
  permanent: number
}

export interface Turnover {
  /** The twelve months after `since` up to and including `until`. */
  since: IsoDate
  until: IsoDate
  /** People who left, and their share of full time in millionths. */
  leavers: number
  leaversShare: number
  /** Leavers whose share no file gives: in no sum. */
  unknown: number
  /** Those in post added up over the days below, and their mean (halves up), in millionths. */
  sum: number
  average: number
  days: IsoDate[]
  /** Basis points; null where nobody was in post. */
  rate: number | null
}

/**
 * Turnover over the twelve months up to a day: full-time equivalents of employed social workers whose
 * last day lies in them ÷ the mean of those in post on the days Fairload knows (the latest accepted
 * import of each day). The Department divides by those in post at the end of the year instead: see
 * `CensusWorkforce`.
 */
export function turnoverOf(
  leavers: readonly Leaver[],
  seen: readonly InPostOn[],
  until: IsoDate,
): Turnover {
  const since = addMonths(until, -12)
  const within = (day: IsoDate): boolean => day > since && day <= until
  const byDay = new Map(seen.filter(({ on }) => within(on)).map((one) => [one.on, one.permanent]))
  const days = [...byDay.keys()].sort(byText)
  const sum = [...byDay.values()].reduce((total, permanent) => total + permanent, 0)
  const gone = leavers.filter(({ last }) => within(last))
  const leaversShare = gone.reduce((total, { fteMillionths }) => total + (fteMillionths ?? 0), 0)
  return {
    since,
    until,
    leavers: gone.length,
    leaversShare,
    unknown: gone.filter(({ fteMillionths }) => fteMillionths === null).length,
    sum,
    average: days.length === 0 ? 0 : Math.floor((2 * sum + days.length) / (2 * days.length)),
    days,
    rate: sum === 0 ? null : ratioInBasisPoints(leaversShare * days.length, sum),
  }
}
