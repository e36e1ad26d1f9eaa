import type { Brand } from './brand.ts'

/** A calendar day, `YYYY-MM-DD`, without time or zone. Sorts as text. */
export type IsoDate = Brand<string, 'IsoDate'>

const DAY_MS = 86_400_000
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/

/** The day, or null where the text is not a real day of the calendar (30 February, month 13). */
export function isoDate(text: string): IsoDate | null {
  const match = SHAPE.exec(text)
  if (!match) return null
  return dateOf(Number(match[1]), Number(match[2]), Number(match[3]))
}

/** Year, month 1–12, day 1–31 to a day, or null where no such day exists. */
export function dateOf(year: number, month: number, day: number): IsoDate | null {
  if (!(year >= 1000 && year <= 9999) || month < 1 || month > 12 || day < 1) return null
  const at = new Date(Date.UTC(year, month - 1, day))
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return null
  return at.toISOString().slice(0, 10) as IsoDate
}

/** Days since 1 January 1970; the difference of two is a number of days. */
export function dayNumber(date: IsoDate): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS
}

export function dateOfDayNumber(days: number): IsoDate {
  return new Date(days * DAY_MS).toISOString().slice(0, 10) as IsoDate
}

export const addDays = (date: IsoDate, days: number): IsoDate =>
  dateOfDayNumber(dayNumber(date) + days)

/** Days from `from` to `to`; negative where `to` is earlier. */
export const daysBetween = (from: IsoDate, to: IsoDate): number => dayNumber(to) - dayNumber(from)

/** The same day `months` later; the last day of the month where that month is shorter. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const index = year * 12 + (month - 1) + months
  const toYear = Math.floor(index / 12)
  const toMonth = index - toYear * 12 + 1
  const last = new Date(Date.UTC(toYear, toMonth, 0)).getUTCDate()
  return dateOf(toYear, toMonth, Math.min(day, last)) as IsoDate
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** As people read it: `3 November 2025`. */
export function longDate(date: IsoDate): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  return `${day} ${MONTHS[month - 1]} ${year}`
}
