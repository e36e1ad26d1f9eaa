import { addDays, byText, dateOf, dayNumber } from '../../kit/index.ts'
import type { IsoDate } from '../../kit/index.ts'
import { easterSunday } from './easter.ts'

/** A day on which the whole of England is closed. */
export interface BankHoliday {
  date: IsoDate
  name: string
}

/** Days since 1 January 1970 to a day of the week: 0 Monday … 6 Sunday. */
export const weekday = (days: number): number => (((days + 3) % 7) + 7) % 7

const SATURDAY = 5
const SUNDAY = 6

const day = (year: number, month: number, date: number): IsoDate =>
  dateOf(year, month, date) as IsoDate

const isWeekend = (date: IsoDate): boolean => weekday(dayNumber(date)) >= SATURDAY

function firstMonday(year: number, month: number): IsoDate {
  const first = day(year, month, 1)
  return addDays(first, (7 - weekday(dayNumber(first))) % 7)
}

function lastMonday(year: number, month: number): IsoDate {
  const last = addDays(day(year, month + 1, 1), -1)
  return addDays(last, -weekday(dayNumber(last)))
}

/**
 * Days that a proclamation moved, by the year: the usual Monday is an ordinary working day.
 * Source: proclamations under section 1(2) of the Banking and Financial Dealings Act 1971, as
 * GOV.UK lists them at https://www.gov.uk/bank-holidays.
 */
const MOVED: Readonly<
  Record<number, Partial<Record<'early-may' | 'spring', readonly [number, number]>>>
> = {
  2002: { spring: [6, 4] },
  2012: { spring: [6, 4] },
  2020: { 'early-may': [5, 8] },
  2022: { spring: [6, 2] },
}

/**
 * Days given once, 2002 to 2027. Source: proclamations under section 1(3) of the Banking and
 * Financial Dealings Act 1971, as GOV.UK lists them at https://www.gov.uk/bank-holidays.
 */
const ONCE: Readonly<Record<number, readonly { on: readonly [number, number]; name: string }[]>> = {
  2002: [{ on: [6, 3], name: 'Golden Jubilee bank holiday' }],
  2011: [{ on: [4, 29], name: 'Royal Wedding bank holiday' }],
  2012: [{ on: [6, 5], name: 'Diamond Jubilee bank holiday' }],
  2022: [
    { on: [6, 3], name: 'Platinum Jubilee bank holiday' },
    { on: [9, 19], name: 'State Funeral of Queen Elizabeth II' },
  ],
  2023: [{ on: [5, 8], name: 'Coronation of King Charles III' }],
}

/**
 * The bank holidays of England in a year, in date order, substitute days in place of those that
 * fall on a weekend. Exact from 2002 to 2027; later years hold until a proclamation changes them,
 * earlier years follow today's rule.
 */
export function bankHolidays(year: number): BankHoliday[] {
  const moved = MOVED[year] ?? {}
  const easter = easterSunday(year)
  const newYear = day(year, 1, 1)
  const newYearDay = weekday(dayNumber(newYear))
  const found: BankHoliday[] = [
    isWeekend(newYear)
      ? { date: addDays(newYear, 7 - newYearDay), name: 'New Year’s Day (substitute day)' }
      : { date: newYear, name: 'New Year’s Day' },
    { date: addDays(easter, -2), name: 'Good Friday' },
    { date: addDays(easter, 1), name: 'Easter Monday' },
    {
      date: moved['early-may'] ? day(year, ...moved['early-may']) : firstMonday(year, 5),
      name: 'Early May bank holiday',
    },
    {
      date: moved.spring ? day(year, ...moved.spring) : lastMonday(year, 5),
      name: 'Spring bank holiday',
    },
    { date: lastMonday(year, 8), name: 'Summer bank holiday' },
    ...christmas(year),
  ]
  for (const { on, name } of ONCE[year] ?? []) found.push({ date: day(year, ...on), name })
  return found.sort((a, b) => byText(a.date, b.date))
}

/** 25 and 26 December; a day lost to the weekend comes back on the first free weekday, Boxing Day keeping its own where it can. */
function christmas(year: number): BankHoliday[] {
  const christmasDay = day(year, 12, 25)
  const boxingDay = day(year, 12, 26)
  switch (weekday(dayNumber(christmasDay))) {
    case SATURDAY:
      return [
        { date: day(year, 12, 27), name: 'Christmas Day (substitute day)' },
        { date: day(year, 12, 28), name: 'Boxing Day (substitute day)' },
      ]
    case SUNDAY:
      return [
        { date: boxingDay, name: 'Boxing Day' },
        { date: day(year, 12, 27), name: 'Christmas Day (substitute day)' },
      ]
    case SATURDAY - 1:
      return [
        { date: christmasDay, name: 'Christmas Day' },
        { date: day(year, 12, 28), name: 'Boxing Day (substitute day)' },
      ]
    default:
      return [
        { date: christmasDay, name: 'Christmas Day' },
        { date: boxingDay, name: 'Boxing Day' },
      ]
  }
}
