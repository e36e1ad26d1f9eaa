import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, longDate, type IsoDate } from '../../kit/index.ts'
import { readEventLines } from './index.ts'

/** A calendar of action as branches write them: no years, two lines said again. */
const CALENDAR = `
Monday 20 February – Social workers’ lobby of the cabinet, town hall 6pm
Saturday 25 February: Ribbons for services, market square 11.00
28 Feb - Budget council, town hall steps at 5.30pm

Saturday 4th March – March for health, assemble at noon
7 March Film night and talk, community hall 19:30
Sat 18 March: Stand up to cuts, city centre
Saturday 25 March – Carers’ conference, college, 10am to 4pm
20 February: lobby of the cabinet (bring banners)
25 March – Conference of carers, bring lunch
Workplace selfies all week
`

describe('a list of events', () => {
  const near = '2017-02-08' as IsoDate
  const { events, unread } = readEventLines(CALENDAR, near)

  it('of a week of action in February 2017 is seven events, two lines said again', () => {
    const own = events.filter(({ sameAs }) => sameAs === null)
    expect(own.map(({ on }) => on)).toEqual([
      '2017-02-20',
      '2017-02-25',
      '2017-02-28',
      '2017-03-04',
      '2017-03-07',
      '2017-03-18',
      '2017-03-25',
    ])
    expect(events.filter(({ sameAs }) => sameAs !== null).map(({ sameAs }) => sameAs)).toEqual([
      0, 6,
    ])
  })

  it('says of each that its year was looked for, and finds the times that are there', () => {
    expect(events.every(({ isYearGuessed }) => isYearGuessed)).toBe(true)
    expect(events.map(({ at }) => at)).toEqual([1080, 660, 1050, null, 1170, null, 600, null, null])
    expect(events[1]?.title).toBe('Ribbons for services, market square')
  })

  it('guesses nothing of a line in which no day is', () => {
    expect(unread).toEqual(['Workplace selfies all week'])
  })

  it('takes a year that is said, and the nearest one where a weekday is a slip', () => {
    const read = (line: string) => readEventLines(line, near).events[0]
    expect(read('3 May 2019 AGM')).toMatchObject({ on: '2019-05-03', isYearGuessed: false })
    expect(read('Tuesday 25 February AGM')?.on).toBe('2017-02-25')
    expect(read('31 February AGM')).toBeUndefined()
  })

  it('keeps two events of one day apart where they share no word', () => {
    const two = readEventLines('4 March Film night\n4 March Ribbon making', near).events
    expect(two.map(({ sameAs }) => sameAs)).toEqual([null, null])
  })

  it('finds any day within half a year, whatever stands around it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -180, max: 180 }),
        fc.stringMatching(/^[a-z ]{0,30}$/),
        (by, words) => {
          const on = addDays(near, by)
          const line = `${longDate(on).replace(/ \d{4}$/, '')} ${words}`
          const [event] = readEventLines(line, near).events
          if (/^\s*\d{4}/.test(words)) return
          expect(event?.on).toBe(on)
        },
      ),
    )
  })
})
