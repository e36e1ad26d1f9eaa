import { dayNumber, longDate, type IsoDate } from '../../../kit/index.ts'
import { clockOf, timeWords } from '../../../core/bargaining/index.ts'
import type { Answer, VisitView } from '../../../branch/rounds/index.ts'

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

export const weekdayOf = (on: IsoDate): string => WEEKDAYS[(dayNumber(on) + 3) % 7] ?? ''

/** `Monday 6 July 2026`. */
export const dayWords = (on: IsoDate): string => `${weekdayOf(on)} ${longDate(on)}`

/** `Mon 6 Jul`, for heads of narrow columns; the year where it is another than the present one. */
export function shortDay(on: IsoDate, today: IsoDate): string {
  const [day, month, year] = longDate(on).split(' ')
  const isThisYear = on.slice(0, 4) === today.slice(0, 4)
  return `${weekdayOf(on).slice(0, 3)} ${day} ${month?.slice(0, 3)}${isThisYear ? '' : ` ${year}`}`
}

type When = Pick<VisitView, 'on' | 'at' | 'minutes' | 'isAbout'>

/** `Monday 6 July 2026, 12:15, for about an hour`. */
export function whenWords(visit: When): string {
  const time = timeWords(visit)
  return time === null ? `${dayWords(visit.on)}, time to be said` : `${dayWords(visit.on)}, ${time}`
}

/** `12:15`, or nothing. */
export const clockWords = (visit: Pick<VisitView, 'at'>): string =>
  visit.at === null ? 'Time to be said' : clockOf(visit.at)

/** Where it is, a line each: the site, its address, the room as it was written. */
export const placeLines = (
  visit: Pick<VisitView, 'site' | 'address' | 'town' | 'room'>,
): string[] =>
  [visit.site.name, ...(visit.address || visit.town).split('\n'), visit.room]
    .map((line) => line.trim())
    .filter((line) => line !== '')

export const answerWords: Record<Answer, string> = {
  coming: 'I will come',
  maybe: 'Maybe',
  not: 'I cannot come',
}

export const stateWords: Record<VisitView['state'], string> = {
  planned: 'Planned',
  held: 'Held',
  cancelled: 'Called off',
}

export const audienceWords = {
  public: 'Anybody: the round has a public page',
  members: 'Members only',
} as const
