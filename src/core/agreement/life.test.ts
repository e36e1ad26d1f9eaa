import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type IsoDate } from '../../kit/index.ts'
import { agreementStates, canBecome, inForceOn, standingOn, type Term } from './index.ts'

const first = '2026-01-01' as IsoDate
const anyDay = fc.integer({ min: 0, max: 400 }).map((n) => addDays(first, n))
const anyTerms = fc
  .array(
    fc.record({
      from: anyDay,
      until: fc.option(anyDay),
    }),
    { maxLength: 8 },
  )
  .map((terms) =>
    terms.map((of, i): Term => ({
      ...of,
      settledAt: `2026-01-01T00:00:${String(i).padStart(2, '0')}Z`,
    })),
  )

describe('the agreement in force on a day', () => {
  it('is the last to have begun, whatever the order they are given in', () => {
    fc.assert(
      fc.property(anyTerms, anyDay, (terms, day) => {
        const found = inForceOn(terms, day)
        expect(inForceOn(terms.toReversed(), day)).toBe(found)
        const running = terms.filter((of) => of.from <= day && (of.until ?? '9999') > day)
        if (found === null) expect(running).toEqual([])
        else for (const of of running) expect(of.from <= found.from).toBe(true)
      }),
    )
  })

  it('of a day gone by is changed by nothing that is settled later', () => {
    fc.assert(
      fc.property(anyTerms, anyDay, anyDay, anyDay, fc.nat(), (terms, today, from, past, which) => {
        fc.pre(past < today)
        const before = inForceOn(terms, past)
        // Signed today, for today or later.
        const signed: Term = { from: from < today ? today : from, until: null, settledAt: '2027' }
        expect(inForceOn([...terms, signed], past)).toBe(before)
        // Withdrawn today: it ran until yesterday.
        const at = terms.length === 0 ? -1 : which % terms.length
        const withdrawn = terms.map((of, i) =>
          i === at && of.until === null ? { ...of, until: today } : of,
        )
        expect(inForceOn(withdrawn, past)?.settledAt).toBe(before?.settledAt)
      }),
    )
  })

  it('is exactly one of those in force, superseded, to come or withdrawn', () => {
    fc.assert(
      fc.property(anyTerms, anyDay, (terms, day) => {
        const standings = terms.map((term) => standingOn({ state: 'signed', term }, terms, day))
        expect(standings.filter((of) => of === 'in-force')).toHaveLength(
          inForceOn(terms, day) === null ? 0 : 1,
        )
        terms.forEach((term, i) => {
          if (day < term.from) expect(['to-come', 'withdrawn']).toContain(standings[i])
        })
      }),
    )
  })

  it('is the one before again from the day the later one is withdrawn', () => {
    const old: Term = { from: '2026-01-01' as IsoDate, until: null, settledAt: 'a' }
    const later: Term = {
      from: '2026-03-01' as IsoDate,
      until: '2026-05-01' as IsoDate,
      settledAt: 'b',
    }
    const on = (day: string) => inForceOn([old, later], day as IsoDate)
    expect(on('2025-12-31')).toBeNull()
    expect(on('2026-02-28')).toBe(old)
    expect(on('2026-04-30')).toBe(later)
    expect(on('2026-05-01')).toBe(old)
  })

  it('is never a draft, nor one that only one party has signed', () => {
    const day = '2026-03-01' as IsoDate
    for (const state of ['draft', 'proposed'] as const) {
      expect(standingOn({ state, term: null }, [], day)).toBe(state)
    }
    expect(standingOn({ state: 'withdrawn', term: null }, [], day)).toBe('withdrawn')
  })
})

describe('the life of a version', () => {
  it('only goes on: no path leads back to a state it has left', () => {
    const reaches = (from: (typeof agreementStates)[number]): (typeof agreementStates)[number][] =>
      agreementStates.flatMap((to) => (canBecome(from, to) ? [to, ...reaches(to)] : []))
    for (const state of agreementStates) expect(reaches(state)).not.toContain(state)
    expect(canBecome('draft', 'signed')).toBe(false)
    expect(agreementStates.filter((of) => canBecome('withdrawn', of))).toEqual([])
  })
})
