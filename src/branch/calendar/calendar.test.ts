import fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import { parsed } from '../../../test/seeds/ical.ts'
import { addDays, type IsoDate } from '../../kit/index.ts'
import { proposeVisits } from '../../core/bargaining/index.ts'
import type { CalendarEntry, Coming } from './entry.ts'
import { feedOf } from './feed.ts'
import { broughtUp } from './keep.ts'

const coming = (uid: string, more: Partial<Coming> = {}): Coming => ({
  uid,
  on: '2026-07-06' as IsoDate,
  at: 735,
  minutes: 60,
  isAbout: true,
  title: 'Meeting, Moreton',
  place: 'Moreton House, room 2 (first floor), by the lift',
  cancelled: false,
  path: `/own/visits/${uid}`,
  ...more,
})

const MONDAY = { at: new Date('2026-06-01T08:00:00Z'), forget: new Date('2026-03-01T08:00:00Z') }
const TUESDAY = { at: new Date('2026-06-02T08:00:00Z'), forget: new Date('2026-03-02T08:00:00Z') }

/** A feed as another program reads it. */
function read(entries: readonly CalendarEntry[]) {
  const text = feedOf(entries, 'https://branch.example.org')
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
      location: event.location,
      description: event.description,
      starts: event.startDate.toJSDate().toISOString(),
      wholeDay: event.startDate.isDate,
      duration: event.duration.toString(),
      status: each.getFirstPropertyValue('status'),
    }
  })
  return { text, calendar, events }
}

describe('a feed of meetings', () => {
  it('has a lunchtime at 12:15 at 11:15 by Greenwich in summer and at 12:15 in winter', () => {
    const { events } = read(
      broughtUp([], [coming('a'), coming('b', { on: '2026-12-07' as IsoDate })], MONDAY),
    )
    expect(events.map(({ starts, duration }) => [starts, duration])).toEqual([
      ['2026-07-06T11:15:00.000Z', 'PT1H'],
      ['2026-12-07T12:15:00.000Z', 'PT1H'],
    ])
  })

  it('keeps to England’s clocks in a round that crosses 25 October 2026', () => {
    const visits = proposeVisits({
      firstDay: '2026-10-22' as IsoDate,
      days: 4,
      sites: ['Ashby', 'Elm', 'Lodge', 'Moreton'],
    })
    const all = visits.map(({ site, on }) => coming(site, { on }))
    expect(read(broughtUp([], all, MONDAY)).events.map(({ starts }) => starts)).toEqual([
      '2026-10-22T11:15:00.000Z',
      '2026-10-23T11:15:00.000Z',
      '2026-10-26T12:15:00.000Z',
      '2026-10-27T12:15:00.000Z',
    ])
  })

  it('keeps the room as it was written, and says that an hour is about an hour', () => {
    const [event] = read(broughtUp([], [coming('a')], MONDAY)).events
    expect(event).toMatchObject({
      summary: 'Meeting, Moreton',
      location: 'Moreton House, room 2 (first floor), by the lift',
      description: '12:15, for about an hour\nhttps://branch.example.org/own/visits/a',
    })
  })

  it('asks to be looked at again within the hour', () => {
    const { calendar, text } = read([])
    expect(calendar.getFirstPropertyValue('refresh-interval')?.toString()).toBe('PT1H')
    expect(text).toContain('X-WR-CALNAME:Meetings')
  })

  it('shows what is due on a day as the whole of it', () => {
    const [event] = read(broughtUp([], [coming('a', { at: null, place: null })], MONDAY)).events
    expect(event?.wholeDay).toBe(true)
  })

  it('calls a meeting off in the calendars that have it', () => {
    const before = broughtUp([], [coming('a')], MONDAY)
    const { events } = read(broughtUp(before, [coming('a', { cancelled: true })], TUESDAY))
    expect(events).toMatchObject([{ uid: 'a@fairload', sequence: 1, status: 'CANCELLED' }])
  })

  it('moves a meeting under the name it had', () => {
    const before = broughtUp([], [coming('a')], MONDAY)
    const after = broughtUp(before, [coming('a', { on: '2026-07-08' as IsoDate })], TUESDAY)
    expect(read(after).events).toMatchObject([
      { uid: 'a@fairload', sequence: 1, starts: '2026-07-08T11:15:00.000Z', status: 'CONFIRMED' },
    ])
  })

  it('calls off what its readers may no longer see, and forgets it in the end', () => {
    const before = broughtUp([], [coming('a')], MONDAY)
    const gone = broughtUp(before, [], TUESDAY)
    expect(gone).toMatchObject([{ uid: 'a', sequence: 1, cancelled: true }])
    const later = { at: new Date('2026-12-01T08:00:00Z'), forget: new Date('2026-09-01T08:00:00Z') }
    expect(broughtUp(gone, [], later)).toEqual([])
  })

  it('raises a number by each change and by nothing else', () => {
    const anyComing = fc.record({
      uid: fc.constantFrom('a', 'b', 'c'),
      on: fc.nat(3).map((days) => addDays('2026-10-24' as IsoDate, days)),
      at: fc.option(fc.constantFrom(735, 600)),
      cancelled: fc.boolean(),
    })
    const looks = fc.array(fc.uniqueArray(anyComing, { selector: ({ uid }) => uid }), {
      maxLength: 6,
    })
    fc.assert(
      fc.property(looks, (days) => {
        let shown: CalendarEntry[] = []
        days.forEach((day, n) => {
          const when = { at: new Date(Date.UTC(2026, 5, n + 1)), forget: new Date(0) }
          const all = day.map(({ uid, ...more }) => coming(uid, more))
          const next = broughtUp(shown, all, when)
          expect(broughtUp(next, all, { ...when, at: new Date() })).toEqual(next)
          for (const before of shown) {
            const after = next.find(({ uid }) => uid === before.uid)
            const { sequence: _a, changedAt: _b, ...had } = before
            const { sequence = -1, changedAt, ...has } = after ?? ({} as CalendarEntry)
            const isSame = JSON.stringify(had) === JSON.stringify(has)
            expect(sequence).toBe(before.sequence + (isSame ? 0 : 1))
            expect(changedAt).toEqual(isSame ? before.changedAt : when.at)
          }
          expect(next.filter(({ cancelled }) => !cancelled).map(({ uid }) => uid)).toHaveLength(
            all.filter(({ cancelled }) => !cancelled).length,
          )
          shown = next
        })
      }),
    )
  })
})
