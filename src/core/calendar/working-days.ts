import { dateOfDayNumber, dayNumber } from '../../kit/index.ts'
import type { IsoDate } from '../../kit/index.ts'
import { bankHolidays, weekday } from './bank-holidays.ts'

/** Day numbers of each year's bank holidays, in order: worked out once a year asked for. */
const holidaysOf = new Map<number, readonly number[]>()

function holidays(year: number): readonly number[] {
  let found = holidaysOf.get(year)
  if (!found) {
    found = bankHolidays(year).map((holiday) => dayNumber(holiday.date))
    holidaysOf.set(year, found)
  }
  return found
}

const yearOf = (date: IsoDate): number => Number(date.slice(0, 4))

/**
 * Whether England works that day: not a Saturday or Sunday, Christmas Day, Good Friday or a bank
 * holiday (Care Planning, Placement and Case Review (England) Regulations 2010, regulation 2(1)).
 */
export function isWorkingDay(date: IsoDate): boolean {
  const number = dayNumber(date)
  return weekday(number) < 5 && !holidays(yearOf(date)).includes(number)
}

/** Mondays to Fridays up to and including a day, counted from Monday 29 December 1969. */
function weekdaysUpTo(number: number): number {
  const sinceMonday = number + 3
  return Math.floor(sinceMonday / 7) * 5 + Math.min(weekday(number), 4) + 1
}

/**
 * Working days after `from`, up to and including `to`; negative where `to` is earlier. The day a
 * clock starts is not counted, so a Friday to the next Monday is 1.
 */
export function workingDaysBetween(from: IsoDate, to: IsoDate): number {
  // Taken from 0, so that no day at all is 0 and never the −0 that Object.is tells apart.
  if (to < from) return 0 - workingDaysBetween(to, from)
  const first = dayNumber(from)
  const last = dayNumber(to)
  let closed = 0
  for (let year = yearOf(from); year <= yearOf(to); year += 1) {
    for (const holiday of holidays(year)) if (holiday > first && holiday <= last) closed += 1
  }
  return weekdaysUpTo(last) - weekdaysUpTo(first) - closed
}

/**
 * The working day that lies `count` working days after `from` (before it where negative). From a
 * closed day the count starts at the last working day before it, so `addWorkingDays(saturday, 1)`
 * is the Monday and `addWorkingDays(saturday, 0)` the Friday; always a working day.
 */
export function addWorkingDays(from: IsoDate, count: number): IsoDate {
  let number = dayNumber(from)
  let year = yearOf(from)
  let closed = holidays(year)
  const isOpen = (): boolean => weekday(number) < 5 && !closed.includes(number)
  const step = (by: 1 | -1): void => {
    number += by
    const now = new Date(number * 86_400_000).getUTCFullYear()
    if (now !== year) {
      year = now
      closed = holidays(year)
    }
  }
  while (!isOpen()) step(-1)
  for (let left = Math.abs(count); left > 0; left -= 1) {
    do step(count > 0 ? 1 : -1)
    while (!isOpen())
  }
  return dateOfDayNumber(number)
}
