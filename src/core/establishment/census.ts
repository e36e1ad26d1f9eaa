import { addMonths, type IsoDate } from '../../kit/index.ts'
import type { Records } from '../model/index.ts'
import { ratioInBasisPoints } from '../workload/index.ts'

/**
 * What the workforce census says of the whole authority on its day, by the Department's own formulas
 * (Children's social work workforce, methodology): turnover is leavers in the year ÷ in post at the
 * end of it; vacancy rate is vacancies ÷ (vacancies + in post); agency rate is agency ÷ (agency + in
 * post). All in full-time equivalents, agency workers apart. The published figures of 2023 follow:
 * 5,254.6 ÷ 33,119.1 = 15.9 %; 7,722.7 ÷ 40,841.8 = 18.9 %; 7,173.5 ÷ 40,292.6 = 17.8 %.
 */
export interface CensusWorkforce {
  on: IsoDate
  /** Shares in millionths of full time. */
  inPost: number
  leavers: number
  vacancies: number | null
  agency: number | null
  /** Rows without a share of full time, which are in no sum. */
  unknown: number
  /** In basis points; null where its parts are not known or nobody is in post. */
  turnover: number | null
  vacancyRate: number | null
  agencyRate: number | null
}

/** null where no census was given, or one that names no day. */
export function censusWorkforceOf(
  records: Pick<Records, 'people' | 'workforce'>,
): CensusWorkforce | null {
  const [totals] = records.workforce
  if (totals === undefined || totals.on === null) return null
  const { on } = totals
  const since = addMonths(on, -12)
  let [inPost, leavers, unknown] = [0, 0, 0]
  for (const { from, contract, contractEnd, fteMillionths } of records.people) {
    if (from.file !== totals.from.file || contract === 'agency') continue
    const hasLeft = contractEnd !== null && contractEnd <= on
    if (hasLeft && contractEnd <= since) continue
    if (fteMillionths === null) unknown += 1
    else if (hasLeft) leavers += fteMillionths
    else inPost += fteMillionths
  }
  const vacancies = inMillionths(totals.vacanciesFteHundredths)
  const agency = inMillionths(totals.agencyFteHundredths)
  return {
    on,
    inPost,
    leavers,
    vacancies,
    agency,
    unknown,
    turnover: shareOf(leavers, inPost),
    vacancyRate: vacancies === null ? null : shareOf(vacancies, vacancies + inPost),
    agencyRate: agency === null ? null : shareOf(agency, agency + inPost),
  }
}

const inMillionths = (hundredths: number | null): number | null =>
  hundredths === null ? null : hundredths * 10_000

/** In basis points; null where there is no whole. */
export const shareOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : ratioInBasisPoints(part, whole)
