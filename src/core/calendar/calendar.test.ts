import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, dateOfDayNumber, dayNumber, isoDate } from '../../kit/index.ts'
import type { IsoDate } from '../../kit/index.ts'
import {
  addWorkingDays,
  assessment,
  bankHolidays,
  careReview,
  careVisit,
  conference,
  coreGroup,
  daysOverdue,
  easterSunday,
  isWorkingDay,
  planReview,
  planVisit,
  referralDecision,
  workingDaysBetween,
} from './index.ts'

const d = (text: string): IsoDate => {
  const date = isoDate(text)
  if (date === null) throw new Error(`No such day: ${text}`)
  return date
}
const dates = (year: number): string[] => bankHolidays(year).map((holiday) => holiday.date)

const anyDay = fc
  .integer({ min: dayNumber(d('2001-06-01')), max: dayNumber(d('2028-06-30')) })
  .map(dateOfDayNumber)
const aCount = fc.integer({ min: -300, max: 300 })

describe('bank holidays in England', () => {
  test.each([
    [2000, '2000-04-23'],
    [2002, '2002-03-31'],
    [2008, '2008-03-23'],
    [2011, '2011-04-24'],
    [2019, '2019-04-21'],
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2038, '2038-04-25'],
  ])('Easter Sunday %i is %s', (year, day) => {
    expect(easterSunday(year)).toBe(day)
  })

  // As GOV.UK and its archived lists give them.
  test.each<[number, string]>([
    [2002, '01-01 03-29 04-01 05-06 06-03 06-04 08-26 12-25 12-26'],
    [2004, '01-01 04-09 04-12 05-03 05-31 08-30 12-27 12-28'],
    [2005, '01-03 03-25 03-28 05-02 05-30 08-29 12-26 12-27'],
    [2009, '01-01 04-10 04-13 05-04 05-25 08-31 12-25 12-28'],
    [2010, '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28'],
    [2011, '01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27'],
    [2012, '01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26'],
    [2016, '01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27'],
    [2020, '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28'],
    [2021, '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28'],
    [2022, '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27'],
    [2023, '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26'],
    [2024, '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26'],
    [2025, '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26'],
    [2026, '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28'],
    [2027, '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28'],
  ])('the year %i', (year, days) => {
    expect(dates(year)).toEqual(days.split(' ').map((day) => `${year}-${day}`))
  })

  test('no bank holiday ever falls on a weekend, and none is given twice', () => {
    for (let year = 1980; year <= 2100; year += 1) {
      const days = dates(year)
      expect(new Set(days).size).toBe(days.length)
      expect(days.length).toBeGreaterThanOrEqual(8)
      for (const day of days) expect([1, 2, 3, 4, 5]).toContain(new Date(day).getUTCDay())
    }
  })

  test('the Monday that VE Day was moved from was an ordinary working day', () => {
    expect(isWorkingDay(d('2020-05-04'))).toBe(true)
    expect(isWorkingDay(d('2020-05-08'))).toBe(false)
  })
})

describe('working days', () => {
  test('a Friday to the Monday after is one working day', () => {
    expect(workingDaysBetween(d('2026-11-20'), d('2026-11-23'))).toBe(1)
  })

  test('from Christmas Eve to New Year’s Eve 2026 is three working days', () => {
    expect(workingDaysBetween(d('2026-12-24'), d('2026-12-31'))).toBe(3)
    expect(addWorkingDays(d('2026-12-24'), 1)).toBe('2026-12-29')
  })

  test('from a closed day the count starts at the last working day before it', () => {
    expect(addWorkingDays(d('2026-11-21'), 1)).toBe('2026-11-23')
    expect(addWorkingDays(d('2026-11-21'), 0)).toBe('2026-11-20')
    expect(addWorkingDays(d('2026-11-21'), -1)).toBe('2026-11-19')
  })

  test('adding working days never lands on a closed day', () => {
    fc.assert(fc.property(anyDay, aCount, (day, count) => isWorkingDay(addWorkingDays(day, count))))
  })

  test('counting undoes adding, forwards and backwards', () => {
    fc.assert(
      fc.property(anyDay, aCount, (day, count) => {
        expect(workingDaysBetween(day, addWorkingDays(day, count))).toBe(count === 0 ? 0 : count)
      }),
    )
  })

  test('adding undoes counting when the end is a working day', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (from, end) => {
        const to = addWorkingDays(end, 0)
        expect(addWorkingDays(from, workingDaysBetween(from, to))).toBe(to)
      }),
    )
  })

  test('two stretches end to end count as one, and turning round changes only the sign', () => {
    fc.assert(
      fc.property(anyDay, anyDay, anyDay, (a, b, c) => {
        expect(workingDaysBetween(a, b) + workingDaysBetween(b, c)).toBe(workingDaysBetween(a, c))
        expect(workingDaysBetween(a, b) + workingDaysBetween(b, a)).toBe(0)
      }),
    )
  })

  test('the count is the same as ticking off each day on a wall calendar', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 400 }), (from, length) => {
        let ticked = 0
        for (let i = 1; i <= length; i += 1) if (isWorkingDay(addDays(from, i))) ticked += 1
        expect(workingDaysBetween(from, addDays(from, length))).toBe(ticked)
      }),
      { numRuns: 60 },
    )
  })
})

describe('the clocks a page shows', () => {
  test('an assessment from a referral on 2 September 2024 is due on 4 November', () => {
    const clock = assessment(d('2024-09-02'))
    expect(clock.due).toBe('2024-11-04')
    expect(clock.basis).toBe('statutory-guidance')
    expect(workingDaysBetween(clock.from, clock.due)).toBe(45)
  })

  test('the decision on a referral made on Christmas Eve 2026 is due on 29 December', () => {
    expect(referralDecision(d('2026-12-24')).due).toBe('2026-12-29')
  })

  test('a conference is due 15 working days after the strategy discussion, Easter not counted', () => {
    expect(conference(d('2026-03-23')).due).toBe('2026-04-15')
  })

  test('the core group first meets within 10 working days of the conference', () => {
    expect(coreGroup(d('2026-11-02')).due).toBe('2026-11-16')
  })

  test('a review conference is due three months after the first and six after each review', () => {
    expect(planReview({ start: d('2025-11-30'), lastReview: null }).due).toBe('2026-02-28')
    expect(planReview({ start: d('2025-11-30'), lastReview: d('2026-02-20') }).due).toBe(
      '2026-08-20',
    )
  })

  test('a review before the plan began belongs to an earlier plan', () => {
    expect(planReview({ start: d('2026-03-01'), lastReview: d('2025-12-01') }).due).toBe(
      '2026-06-01',
    )
  })

  test('a child protection visit runs on the authority’s own interval and says so', () => {
    const clock = planVisit({
      start: d('2026-11-02'),
      lastVisit: d('2026-11-09'),
      everyWorkingDays: 10,
    })
    expect(clock.due).toBe('2026-11-23')
    expect(clock.basis).toBe('local')
  })

  test.each<[string, string | null, boolean, string, string]>([
    ['not yet visited in this placement', null, false, '2025-01-13', '28(2)(a)'],
    ['last visit was in an earlier placement', '2024-12-20', false, '2025-01-13', '28(2)(a)'],
    ['in the first year', '2025-03-03', true, '2025-04-14', '28(2)(b)'],
    ['after the first year', '2026-02-02', false, '2026-03-16', '28(2)(c)(ii)'],
    ['after the first year, settled until 18', '2026-02-02', true, '2026-05-02', '28(2)(c)(i)'],
  ])('a looked-after child placed on 6 January 2025: %s', (_, visit, settled, due, paragraph) => {
    const clock = careVisit({
      placementSince: d('2025-01-06'),
      lastVisit: visit === null ? null : d(visit),
      untilEighteen: settled,
    })
    expect(clock.due).toBe(due)
    expect(clock.source).toContain(paragraph)
  })

  test('a child with a parent before the assessment is seen weekly until the first review', () => {
    const care = {
      placementSince: d('2026-01-05'),
      lastVisit: d('2026-01-12'),
      arrangement: 'with-parent-before-assessment',
    } as const
    expect(careVisit(care).due).toBe('2026-01-19')
    expect(careVisit({ ...care, reviewed: true }).due).toBe('2026-02-23')
    expect(
      careVisit({ ...care, arrangement: 'temporary-approval-or-interim-order', reviewed: true })
        .due,
    ).toBe('2026-02-09')
  })

  test('looked-after reviews come after 20 working days, three months, then six', () => {
    const lookedAfterSince = d('2026-01-05')
    expect(careReview({ lookedAfterSince, lastReview: null }).due).toBe('2026-02-02')
    expect(careReview({ lookedAfterSince, lastReview: d('2026-01-30') }).due).toBe('2026-04-30')
    expect(careReview({ lookedAfterSince, lastReview: d('2026-04-28') }).due).toBe('2026-10-28')
    expect(careReview({ lookedAfterSince, lastReview: d('2026-02-20'), reviewsHeld: 1 }).due).toBe(
      '2026-05-20',
    )
  })

  test('a clock is in time on its last day and overdue the day after', () => {
    const clock = coreGroup(d('2026-11-02'))
    expect(daysOverdue(clock, d('2026-11-15'))).toBe(-1)
    expect(daysOverdue(clock, d('2026-11-16'))).toBe(0)
    expect(daysOverdue(clock, d('2026-11-17'))).toBe(1)
  })

  test('every clock that counts working days ends on one', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        for (const clock of [
          referralDecision(day),
          assessment(day),
          conference(day),
          coreGroup(day),
          planVisit({ start: day, lastVisit: null, everyWorkingDays: 10 }),
          careReview({ lookedAfterSince: day, lastReview: null }),
        ]) {
          expect(isWorkingDay(clock.due)).toBe(true)
          expect(clock.due > clock.from).toBe(true)
        }
      }),
    )
  })
})
