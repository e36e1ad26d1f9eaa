import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { IsoDate } from '../../kit/index.ts'
import { isWorkingDay } from '../calendar/index.ts'
import {
  clockOf,
  coverageBySite,
  minutesOfClock,
  proposeVisits,
  repClashes,
  timeWords,
  type Visit,
} from './index.ts'

const day = (text: string): IsoDate => text as IsoDate

const visit = (id: string, more: Partial<Visit> = {}): Visit => ({
  id,
  round: 'july',
  site: id,
  on: day('2026-07-06'),
  at: 735,
  minutes: 60,
  room: null,
  reps: ['r'],
  state: 'planned',
  ...more,
})

const FIVE = ['Moreton House', 'Ashby', 'Elm Court', 'The Lodge', 'Civic Centre']

describe('the grid a round starts with', () => {
  it('is five visits for five sites on five days, and three such rounds are fifteen', () => {
    const rounds = ['2026-07-06', '2026-10-05', '2026-12-07'].map((firstDay) =>
      proposeVisits({ firstDay: day(firstDay), days: 5, sites: FIVE }),
    )
    expect(rounds.map((round) => round.length)).toEqual([5, 5, 5])
    for (const round of rounds) {
      expect(round.map(({ site }) => site)).toEqual(FIVE)
      expect(new Set(round.map(({ on }) => on)).size).toBe(5)
    }
  })

  it('skips the weekend of 1 and 2 October 2016', () => {
    const visits = proposeVisits({ firstDay: day('2016-09-29'), days: 5, sites: FIVE })
    expect(visits.map(({ on }) => on)).toEqual([
      '2016-09-29',
      '2016-09-30',
      '2016-10-03',
      '2016-10-04',
      '2016-10-05',
    ])
  })

  it('reaches every site and uses every day, evenly, on working days alone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 0, max: 400 }),
        (days, places, later) => {
          const sites = Array.from({ length: places }, (_, at) => `Site ${at}`)
          const firstDay = day(new Date(Date.UTC(2026, 0, 1 + later)).toISOString().slice(0, 10))
          const visits = proposeVisits({ firstDay, days, sites })
          const tally = (of: readonly string[]): number[] => [
            ...of.reduce((all, one) => all.set(one, (all.get(one) ?? 0) + 1), new Map()).values(),
          ]
          const [perSite, perDay] = [
            tally(visits.map(({ site }) => site)),
            tally(visits.map(({ on }) => on)),
          ]
          expect([perSite.length, perDay.length]).toEqual([places, days])
          for (const counts of [perSite, perDay]) {
            expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
          }
          expect(visits.every(({ on }) => isWorkingDay(on))).toBe(true)
        },
      ),
    )
  })
})

describe('a rep', () => {
  it('cannot be at two sites at once, and is not warned of two visits one after the other', () => {
    const clashing = [visit('Ashby'), visit('Elm', { at: 780 }), visit('Lodge', { at: 840 })]
    expect(repClashes(clashing)).toMatchObject([
      { rep: 'r', visits: [{ id: 'Ashby' }, { id: 'Elm' }], isSure: true },
    ])
  })

  it('may be in two places where one of the two has no time yet', () => {
    expect(repClashes([visit('Ashby'), visit('Elm', { at: null })])).toMatchObject([
      { isSure: false },
    ])
  })

  it('is free of a visit that was cancelled, that is another day, or that is theirs alone', () => {
    expect(
      repClashes([
        visit('Ashby'),
        visit('Elm', { state: 'cancelled' }),
        visit('Lodge', { on: day('2026-07-07') }),
        visit('Moreton', { reps: ['other'] }),
      ]),
    ).toEqual([])
  })
})

describe('sites by round', () => {
  it('show the best that came of each, and when a meeting was last held there', () => {
    const all = [
      visit('a', { site: 'Ashby', state: 'held' }),
      visit('b', { site: 'Ashby', on: day('2026-07-08') }),
      visit('c', { site: 'Elm', state: 'cancelled' }),
      visit('d', { site: 'Elm', round: 'october', on: day('2026-10-05') }),
    ]
    expect(
      coverageBySite(['Ashby', 'Elm', 'Lodge'], ['july', 'october'], all, day('2026-07-20')),
    ).toEqual([
      { site: 'Ashby', rounds: ['held', 'none'], lastHeld: '2026-07-06' },
      { site: 'Elm', rounds: ['cancelled', 'planned'], lastHeld: null },
      { site: 'Lodge', rounds: ['none', 'none'], lastHeld: null },
    ])
    expect(coverageBySite([], ['july'], [visit('a')], day('2026-07-20'))).toMatchObject([
      { rounds: ['not-told'] },
    ])
  })
})

describe('a time as people write it', () => {
  it.each([
    ['12:15', 735],
    ['12.15', 735],
    ['1215', 735],
    ['12:15pm', 735],
    [' 9 am ', 540],
    ['12am', 0],
    ['00:00', 0],
    ['9', null],
    ['24:00', null],
    ['12:60', null],
    ['13pm', null],
    ['noon', null],
  ])('%s is %s', (written, minutes) => {
    expect(minutesOfClock(written)).toBe(minutes)
  })

  it('comes back as it went, for every minute of the day', () => {
    for (let minute = 0; minute < 1440; minute += 1) {
      expect(minutesOfClock(clockOf(minute))).toBe(minute)
    }
  })

  it('says about how long where that is all that is known', () => {
    expect(timeWords({ at: 735, minutes: 60, isAbout: true })).toBe('12:15, for about an hour')
    expect(timeWords({ at: 735, minutes: 75, isAbout: false })).toBe('12:15 to 13:30')
    expect(timeWords({ at: null, minutes: 60, isAbout: true })).toBeNull()
  })
})
