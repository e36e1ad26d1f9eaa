import { dateOf, dayNumber, daysBetween, fold, type IsoDate } from '../../kit/index.ts'
import { minutesOfClock } from './clock.ts'

/** A line of a list of events, as far as it could be read. */
export interface EventLine {
  /** As it was written. */
  written: string
  title: string
  on: IsoDate
  at: number | null
  /** The line says no year: it is the one nearest to the day given, or that the weekday fits. */
  isYearGuessed: boolean
  /** The line, counted from 0, that this one seems to say again; null where it seems new. */
  sameAs: number | null
}

export interface EventLines {
  events: EventLine[]
  /** Lines in which no day was found; nothing is guessed of them. */
  unread: string[]
}

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

const DAY =
  /(?:\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?\b(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?(?:\s+(\d{4}))?(?![\d\w])/i
const TIME = /\b(?:at\s+|from\s+)?(\d{1,2}(?:[:.]\d{2})(?:\s?[ap]m)?|\d{1,2}\s?[ap]m)\b/i

/** Reads a list of events, one a line, such as a calendar of action. `near`: where a missing year is looked for. */
export function readEventLines(text: string, near: IsoDate): EventLines {
  const events: EventLine[] = []
  const unread: string[] = []
  for (const line of text.split(/\r\n|\r|\n/)) {
    const written = line.replace(/\s+/g, ' ').trim()
    if (written === '') continue
    const found = readLine(written, near)
    if (found === null) unread.push(written)
    else events.push({ ...found, sameAs: null })
  }
  return {
    events: events.map((event, at) => {
      const same = events.slice(0, at).findIndex((other) => saysTheSame(other, event))
      return { ...event, sameAs: same < 0 ? null : same }
    }),
    unread,
  }
}

function readLine(written: string, near: IsoDate): Omit<EventLine, 'sameAs'> | null {
  const day = DAY.exec(written)
  if (!day) return null
  const [whole, weekday, number, month = '', year] = day
  const of = MONTHS.findIndex((name) => name.startsWith(month.toLowerCase())) + 1
  const on =
    year === undefined
      ? guessed(Number(number), of, weekday, near)
      : dateOf(Number(year), of, Number(number))
  if (on === null) return null
  const rest = written.replace(whole, ' ')
  const time = TIME.exec(rest)
  const at = time?.[1] === undefined ? null : minutesOfClock(time[1])
  const words = (at === null ? rest : rest.replace(time?.[0] ?? '', ' '))
    .replace(/\s+/g, ' ')
    .replace(/^[\s\-–—:,.;]+|[\s\-–—:,;]+$/g, '')
  return {
    written,
    title: words === '' ? written : words,
    on,
    at,
    isYearGuessed: year === undefined,
  }
}

/** The year in which the weekday fits, else simply the nearest: within three years of `near`. */
function guessed(
  day: number,
  month: number,
  weekday: string | undefined,
  near: IsoDate,
): IsoDate | null {
  const middle = Number(near.slice(0, 4))
  const years = [-3, -2, -1, 0, 1, 2, 3].flatMap((by) => dateOf(middle + by, month, day) ?? [])
  const fits = years.filter((on) => weekday === undefined || isWeekday(on, weekday))
  const nearest = (all: readonly IsoDate[]): IsoDate | null =>
    all.reduce<IsoDate | null>(
      (best, on) =>
        best === null || Math.abs(daysBetween(near, on)) < Math.abs(daysBetween(near, best))
          ? on
          : best,
      null,
    )
  // A year is a round away: a weekday that fits only then is more likely a slip of the weekday.
  const best = nearest(fits)
  return best !== null && Math.abs(daysBetween(near, best)) <= 366 ? best : nearest(years)
}

const isWeekday = (on: IsoDate, short: string): boolean =>
  WEEKDAYS[(dayNumber(on) + 3) % 7]?.startsWith(short.toLowerCase()) ?? false

const LITTLE = new Set(['the', 'and', 'for', 'with', 'from', 'against', 'day', 'event', 'meeting'])

const tellingWords = (title: string): Set<string> =>
  new Set(
    fold(title)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length > 2 && !LITTLE.has(word)),
  )

/** On one day, and sharing a word that tells something, or one of the two saying nothing more than the day. */
function saysTheSame(
  a: EventLine | Omit<EventLine, 'sameAs'>,
  b: Omit<EventLine, 'sameAs'>,
): boolean {
  if (a.on !== b.on) return false
  const [one, other] = [tellingWords(a.title), tellingWords(b.title)]
  return one.size === 0 || other.size === 0 || [...one].some((word) => other.has(word))
}
