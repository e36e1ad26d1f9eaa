import { clockOf, timeWords } from '../../core/bargaining/index.ts'
import { writeCalendar } from '../../render/index.ts'
import type { CalendarEntry } from './entry.ts'

/**
 * A feed as calendar programs subscribe to it. Its name is seen wherever the calendar is: it says no
 * more than “Meetings”.
 */
export const feedOf = (entries: readonly CalendarEntry[], origin: string): string =>
  writeCalendar(
    'Meetings',
    entries.map((entry) => ({
      uid: `${entry.uid}@fairload`,
      sequence: entry.sequence,
      words: entry.title,
      on:
        entry.at === null
          ? entry.on
          : { day: entry.on, time: clockOf(entry.at), minutes: entry.minutes },
      place: entry.place,
      more: timeWords(entry),
      page: new URL(entry.path, origin).href,
      changedAt: entry.changedAt,
      cancelled: entry.cancelled,
    })),
  )
