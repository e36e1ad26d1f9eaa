import ical, {
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator'
import type { IsoDate } from '../../kit/index.ts'

export interface CalendarEntry {
  /** The same for the same thing for ever: a calendar knows by it what it has already. */
  uid: string
  /** Raised by each change, so that the newest wins. */
  sequence: number
  /** What a glance sees; never a child or a worker. */
  words: string
  /** The whole day, or from a time of England's clocks for some minutes. */
  on: IsoDate | { day: IsoDate; time: string; minutes: number }
  /** Where it is, as people find it; left out where it is nowhere. */
  place?: string | null
  /** What stands above the page's address: `12:15, for about an hour`. */
  more?: string | null
  /** The page that says more, to those who may open it. */
  page: string
  changedAt: Date
  cancelled: boolean
}

const LONDON = 'Europe/London'

/** Clocks of the United Kingdom since 1996: forward and back at one in the morning, Greenwich time. */
const CLOCKS = [
  'BEGIN:VTIMEZONE',
  `TZID:${LONDON}`,
  'BEGIN:DAYLIGHT',
  'TZNAME:BST',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0100',
  'DTSTART:19960331T010000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'TZNAME:GMT',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0000',
  'DTSTART:19961027T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'END:STANDARD',
  'END:VTIMEZONE',
].join('\r\n')

const HOUR_SECONDS = 3_600

/** A calendar as programs subscribe to it (RFC 5545), in England's time. */
export function writeCalendar(name: string, entries: readonly CalendarEntry[]): string {
  const calendar = ical({
    name,
    prodId: { company: 'Fairload', product: 'Fairload', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    timezone: { name: null, generator: () => CLOCKS },
    ttl: HOUR_SECONDS,
  })
  for (const entry of entries) {
    const { uid, sequence, words, on, place, more, page, changedAt, cancelled } = entry
    // Wall-clock time stands in the UTC fields: the library writes those beside a named time zone.
    const start = new Date(typeof on === 'string' ? `${on}T00:00Z` : `${on.day}T${on.time}Z`)
    calendar.createEvent({
      id: uid,
      sequence,
      stamp: changedAt,
      lastModified: changedAt,
      summary: words,
      location: place ?? null,
      description: more ? `${more}\n${page}` : page,
      url: page,
      start,
      ...(typeof on === 'string'
        ? // A day on which something is due keeps nobody from being asked to a meeting.
          {
            allDay: true,
            transparency: ICalEventTransparency.TRANSPARENT,
            busystatus: ICalEventBusyStatus.FREE,
          }
        : { end: new Date(start.getTime() + on.minutes * 60_000), timezone: LONDON }),
      status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    })
  }
  return calendar.toString()
}
