import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type IsoDate } from '../../kit/index.ts'
import { escalation, overloadClock, type Observation, type Rung } from './index.ts'

const day = (n: number): IsoDate => addDays('2026-01-05' as IsoDate, n)
const at = (n: number, utilisation: number | null, holdsWithoutCapacity = false): Observation => ({
  on: day(n),
  utilisation,
  holdsWithoutCapacity,
})
const term = { line: 11_000, weeks: 4 }

describe('the overload clock', () => {
  it('starts on the first day seen over the line and counts whole weeks', () => {
    const clock = overloadClock([at(0, 10_900), at(7, 11_200), at(21, 12_500)], term, day(30))
    expect(clock).toEqual({
      since: day(7),
      seen: day(21),
      weeks: 2,
      highest: 12_500,
      unsure: false,
      sustainedOn: null,
    })
  })

  it('says on which day the agreed weeks had passed', () => {
    const seen = [0, 7, 14, 21, 28, 35].map((n) => at(n, 11_500))
    expect(overloadClock(seen, term, day(40))?.sustainedOn).toBe(day(28))
  })

  it('does not count exactly on the line as over it', () => {
    expect(overloadClock([at(0, 11_000)], term, day(1))).toBeNull()
  })

  it('stops with a day at or under the line', () => {
    expect(overloadClock([at(0, 12_000), at(30, 12_000), at(37, 10_000)], term, day(40))).toBeNull()
  })

  it('neither stops nor moves with a day whose figure is not known, and says so', () => {
    const clock = overloadClock([at(0, 12_000), at(14, null), at(28, 12_000)], term, day(40))
    expect(clock).toMatchObject({ weeks: 4, unsure: true, sustainedOn: day(28) })
    const open = overloadClock([at(0, 12_000), at(14, null)], term, day(40))
    expect(open).toMatchObject({ seen: day(0), weeks: 0, unsure: false })
  })

  it('runs for somebody who holds cases and can carry none', () => {
    const clock = overloadClock([at(0, null, true), at(28, null, true)], term, day(28))
    expect(clock).toMatchObject({ weeks: 4, highest: null, sustainedOn: day(28) })
  })

  const observations = fc.uniqueArray(
    fc.record({
      n: fc.nat(120),
      utilisation: fc.option(fc.integer({ min: 5_000, max: 15_000 })),
      holdsWithoutCapacity: fc.boolean(),
    }),
    { selector: ({ n }) => n, maxLength: 20 },
  )
  const seenOf = (
    list: { n: number; utilisation: number | null; holdsWithoutCapacity: boolean }[],
  ) =>
    list.map((one) =>
      at(one.n, one.utilisation, one.utilisation === null && one.holdsWithoutCapacity),
    )

  it('never runs shorter under a lower line, and never sooner under more weeks', () => {
    fc.assert(
      fc.property(observations, fc.nat(4_000), fc.nat(6), (list, lower, more) => {
        const seen = seenOf(list)
        const own = overloadClock(seen, term, day(200))
        const wide = overloadClock(seen, { ...term, line: term.line - lower }, day(200))
        expect(wide?.weeks ?? -1).toBeGreaterThanOrEqual(own?.weeks ?? -1)
        const late = overloadClock(seen, { ...term, weeks: term.weeks + more }, day(200))
        if (late?.sustainedOn) {
          expect(own?.sustainedOn).not.toBeNull()
          expect(late.sustainedOn >= (own?.sustainedOn ?? '')).toBe(true)
        }
      }),
    )
  })

  it('does not depend on the order in which the days are given', () => {
    fc.assert(
      fc.property(observations, (list) => {
        const seen = seenOf(list)
        expect(overloadClock([...seen].reverse(), term, day(200))).toEqual(
          overloadClock(seen, term, day(200)),
        )
      }),
    )
  })
})

describe('the ladder of those who must answer', () => {
  const ladder: Rung[] = [
    { role: 'team-manager', workingDays: 5 },
    { role: 'service-manager', workingDays: 5 },
    { role: 'director', workingDays: 10 },
  ]

  it('waits for the team manager first, five working days', () => {
    expect(escalation(day(0), ladder, [], day(0)).waitsFor).toEqual({
      rung: 0,
      role: 'team-manager',
      due: day(7),
    })
  })

  it('goes to the next when the days have run out', () => {
    const standing = escalation(day(0), ladder, [], day(8))
    expect(standing.waitsFor).toMatchObject({ role: 'service-manager', due: day(14) })
    expect(standing.missed).toEqual([{ rung: 0, role: 'team-manager', due: day(7) }])
  })

  it('stops with an answer in time, from the one asked or from above', () => {
    for (const rung of [0, 2]) {
      expect(escalation(day(0), ladder, [{ on: day(3), rung }], day(30)).waitsFor).toBeNull()
    }
  })

  it('does not take a late answer from below for the answer of the one whose turn it is', () => {
    const standing = escalation(day(0), ladder, [{ on: day(9), rung: 0 }], day(9))
    expect(standing.waitsFor?.role).toBe('service-manager')
  })

  it('says when nobody answered, and still takes the last one’s late answer', () => {
    expect(escalation(day(0), ladder, [], day(60)).unanswered).toBe(true)
    const late = escalation(day(0), ladder, [{ on: day(50), rung: 2 }], day(60))
    expect(late).toMatchObject({ waitsFor: null, unanswered: false })
    expect(late.missed).toHaveLength(3)
  })
})
