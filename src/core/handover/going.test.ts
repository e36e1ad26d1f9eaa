import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyPerson, aPerson } from '../../../test/seeds/caseload.ts'
import { addDays, type IsoDate } from '../../kit/index.ts'
import { unableOn } from '../caseload/index.ts'
import { goingOf, planBy } from './index.ts'

const MONDAY = '2026-10-05' as IsoDate
const day = (n: number): IsoDate => addDays(MONDAY, n)
const until = day(56)
const going = (of: Parameters<typeof aPerson>[0], notices: Parameters<typeof goingOf>[1] = []) =>
  goingOf(aPerson(of), notices, MONDAY, until)
const away = (from: number, to: number | null) => ({
  reductions: [
    {
      reason: 'maternity-paternity-adoption' as const,
      from: day(from),
      to: to === null ? null : day(to),
      amount: { percent: 100 },
    },
  ],
})

describe('who leaves within the next weeks', () => {
  it('is seen from a contract that ends, and not from one that ends later', () => {
    expect(going({ contractEnd: day(30) })).toMatchObject({
      kind: 'leaves',
      lastDay: day(29),
      by: 'files',
    })
    expect(going({ contractEnd: day(80) })).toBeNull()
    expect(going({})).toBeNull()
  })

  it('is seen from a dated absence of four weeks or more, with the day they are back', () => {
    expect(going(away(10, 100))).toMatchObject({
      kind: 'long-absence',
      lastDay: day(9),
      backOn: day(101),
    })
    expect(going(away(10, null))).toMatchObject({ kind: 'long-absence', backOn: null })
    expect(going(away(10, 20))).toBeNull()
  })

  it('is nobody who cannot hold cases already: their work waits by itself', () => {
    expect(going({ contractEnd: day(-3) })).toBeNull()
  })

  it('is known from notice before the files show it, and from whichever comes first', () => {
    const notice = { kind: 'leaves', noticeOn: day(-2), lastDay: day(20), backOn: null } as const
    expect(going({}, [notice])).toMatchObject({ by: 'notice', lastDay: day(20) })
    expect(going({ contractEnd: day(10) }, [notice])).toMatchObject({ by: 'files' })
    expect(going({ contractEnd: day(21) }, [notice])).toMatchObject({ by: 'notice' })
  })

  it('counts the agency’s days from the notice', () => {
    const notice = { kind: 'leaves', noticeOn: MONDAY, lastDay: day(28), backOn: null } as const
    const of = going({}, [notice])
    expect(of && planBy(of, 5)).toBe(day(7))
    expect(of && planBy(of, null)).toBeNull()
  })

  it('can hold cases on the last day and not on the next', () => {
    fc.assert(
      fc.property(anyPerson, (person) => {
        const of = goingOf(person, [], MONDAY, until)
        if (of === null) return
        expect(unableOn(person, of.lastDay)).toBeNull()
        expect(unableOn(person, addDays(of.lastDay, 1))).not.toBeNull()
        expect(of.lastDay >= MONDAY && of.lastDay <= until).toBe(true)
      }),
    )
  })
})
