import fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import { parsed } from '../../../test/seeds/ical.ts'
import { addDays, type IsoDate } from '../../kit/index.ts'
import { writeCalendar, type CalendarEntry } from '../index.ts'

const entry: CalendarEntry = {
  uid: 'a1@fairload',
  sequence: 0,
  words: 'Answer due',
  on: '2026-10-26' as IsoDate,
  page: 'https://fairload.example.gov.uk/own/waiting-for-you',
  changedAt: new Date('2026-10-20T08:00:00Z'),
  cancelled: false,
}

/** As another program reads it. */
function read(entries: readonly CalendarEntry[]) {
  const text = writeCalendar('Fairload: what waits for you', entries)
  const calendar = parsed(text)
  for (const zone of calendar.getAllSubcomponents('vtimezone')) {
    ICAL.TimezoneService.register(zone)
  }
  const events = calendar.getAllSubcomponents('vevent').map((each) => {
    const event = new ICAL.Event(each)
    return {
      uid: event.uid,
      sequence: event.sequence,
      summary: event.summary,
      start: event.startDate,
      end: event.endDate,
      status: each.getFirstPropertyValue('status'),
      url: each.getFirstPropertyValue('url'),
      stamp: String(each.getFirstPropertyValue('dtstamp')),
      transparent: each.getFirstPropertyValue('transp'),
    }
  })
  return { text, calendar, events }
}

describe('a calendar of what is due', () => {
  it('shows a due day as the whole of that day, which keeps nobody busy', () => {
    const [event] = read([entry]).events
    expect(event?.start.isDate).toBe(true)
    expect(event?.start.toString()).toBe('2026-10-26')
    expect(event).toMatchObject({
      uid: entry.uid,
      sequence: 0,
      summary: 'Answer due',
      status: 'CONFIRMED',
      url: entry.page,
      transparent: 'TRANSPARENT',
    })
    expect(event?.stamp).toBe('2026-10-20T08:00:00Z')
  })

  it.each([
    ['2026-07-01', '10:00', '2026-07-01T09:00:00.000Z'],
    ['2026-12-01', '10:00', '2026-12-01T10:00:00.000Z'],
    ['2026-03-29', '09:00', '2026-03-29T08:00:00.000Z'],
    ['2026-10-25', '09:00', '2026-10-25T09:00:00.000Z'],
  ])('holds a meeting on %s at %s by England’s clocks', (day, time, instant) => {
    const on = { day: day as IsoDate, time, minutes: 90 }
    const [event] = read([{ ...entry, on }]).events
    expect(event?.start.toJSDate().toISOString()).toBe(instant)
    expect(event?.start.zone?.tzid).toBe('Europe/London')
    expect(event?.end.subtractDate(event.start).toSeconds()).toBe(90 * 60)
  })

  it('tells a calendar that what it has is cancelled, under the same name and a higher number', () => {
    const { events } = read([{ ...entry, sequence: 3, cancelled: true }])
    expect(events).toMatchObject([{ uid: entry.uid, sequence: 3, status: 'CANCELLED' }])
  })

  it('says what it is and how often to look again, with nothing in it as well', () => {
    const { calendar, events } = read([])
    expect(events).toEqual([])
    expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('Fairload: what waits for you')
    expect(calendar.getFirstPropertyValue('x-published-ttl')).toBe('PT1H')
  })

  it('comes back as it went, whatever it holds, in lines of at most 75 bytes', () => {
    const anyEntry = fc.record({
      uid: fc.uuid(),
      sequence: fc.nat(1_000),
      words: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
      on: fc.nat(20_000).map((days) => addDays('1996-04-01' as IsoDate, days)),
      // The library escapes commas and semicolons in addresses, which it should not; ours have none.
      page: fc.webUrl({ withQueryParameters: true }).filter((url) => !/[,;]/.test(url)),
      changedAt: fc.constant(entry.changedAt),
      cancelled: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 8 }), (entries) => {
        const { text, events } = read(entries)
        expect(
          events.map(({ uid, sequence, summary, start, url, status }) => ({
            uid,
            sequence,
            words: summary,
            on: start.toString(),
            page: url,
            cancelled: status === 'CANCELLED',
          })),
        ).toEqual(
          entries.map(({ changedAt: _, words, ...rest }) => ({
            ...rest,
            words: words.replace(/\r\n|\r/g, '\n'),
          })),
        )
        for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThan(76)
      }),
    )
  })
})
