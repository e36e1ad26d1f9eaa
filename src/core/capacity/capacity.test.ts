import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type IsoDate } from '../../kit/index.ts'
import { anyPerson, aPerson, today } from '../../../test/seeds/caseload.ts'
import { defaultAgreement, presets, type Agreement } from '../agreement/index.ts'
import type { PersonRecord, Reduction, ReductionReason } from '../model/index.ts'
import { capacityOf } from './index.ts'

const preset = (id: string): Agreement => presets.find((of) => of.id === id) as Agreement
const capacity = (of: Partial<PersonRecord> = {}, agreement = defaultAgreement) =>
  capacityOf(aPerson(of), agreement, today)
const lines = (of: Partial<PersonRecord> = {}, agreement = defaultAgreement) =>
  capacity(of, agreement).lines.map(({ what, hundredths }) => [what, hundredths])
const hours = (of: Partial<PersonRecord> = {}): number | null => {
  const grains = capacity(of).capacity
  return grains === null ? null : grains / 2
}
const reduction = (
  reason: ReductionReason,
  amount: Reduction['amount'],
  from = addDays(today, -5),
  to: IsoDate | null = null,
): Reduction => ({ reason, amount, from, to })

describe('what a full-time worker can carry under the starting point', () => {
  it('is 110 hours a month, line by line', () => {
    expect(lines()).toEqual([
      ['contract: 37 hours a week × 52 ÷ 12', 16_033],
      ['leave and bank holidays', -2_220],
      ['sickness allowance, 3.2 %', -442],
      ['supervision', -200],
      ['team meetings', -400],
      ['professional development', -400],
      ['duty rota', -800],
      ['own administration', -550],
      ['rounding down to the half hour', -21],
    ])
    expect(capacity()).toMatchObject({ capacity: 220, state: 'known', reducedBy: [] })
  })

  it('is in proportion for a part-time worker', () => {
    expect(hours({ fteMillionths: 500_000 })).toBe(55)
    expect(hours({ fteMillionths: 600_000 })).toBe(66)
    expect(lines({ fteMillionths: 600_000 })[0]).toEqual([
      'contract: 0.6 of 37 hours a week × 52 ÷ 12',
      9_620,
    ])
  })

  it('is 90 % in the assessed and supported year, taken once and shown', () => {
    const started = addDays(today, -100)
    expect(lines({ asyeStart: started })).toContainEqual(['ASYE: 10 % protected', -1_102])
    expect(hours({ asyeStart: started })).toBe(99)
    expect(capacity({ asyeStart: started }).asye).toBe(true)
    expect(capacity({ asye: true }).capacity).toBe(198)
  })

  it('is protected for eight weeks after a long absence, unless a phased return is entered', () => {
    const back = (daysAgo: number, weeksAway: number): Reduction => {
      const to = addDays(today, -daysAgo)
      return reduction('long-sickness', { percent: 100 }, addDays(to, 1 - weeksAway * 7), to)
    }
    const reductions = [back(10, 12)]
    expect(lines({ reductions })).toContainEqual([
      'back from a long absence: 25 % protected',
      -2_755,
    ])
    expect(hours({ reductions: [back(56, 12)] })).toBe(82.5)
    expect(hours({ reductions: [back(57, 12)] })).toBe(110)
    expect(hours({ reductions: [back(10, 11)] })).toBe(110)
    const phased = reduction('phased-return', { percent: 50 })
    expect(hours({ reductions: [back(10, 12), phased] })).toBe(55)
    const older = { ...defaultAgreement }
    delete older.terms
    expect(capacity({ reductions }, older).capacity).toBe(220)
  })

  it('ends the assessed and supported year after 12 months, whatever the census says', () => {
    expect(capacity({ asyeStart: '2025-10-01' as IsoDate }).asye).toBe(true)
    expect(capacity({ asyeStart: '2025-09-30' as IsoDate, asye: true }).asye).toBe(false)
    expect(capacity({ asyeStart: addDays(today, 1) }).asye).toBe(false)
  })

  it('leaves managers no capacity for cases, whether or not their contract is known', () => {
    expect(capacity({ role: 'team-manager' })).toMatchObject({
      capacity: 0,
      state: 'cannot-receive',
    })
    expect(capacity({ role: 'team-manager', fteMillionths: null }).state).toBe('cannot-receive')
  })

  it('gives back the hours of case administration that business support does', () => {
    expect(hours({ businessSupportHours: 600 })).toBe(116)
    expect(lines({ businessSupportHours: 600 })).toContainEqual([
      'case administration done by business support',
      600,
    ])
  })

  it('takes off supervising others, and own duty hours in place of the duty rota', () => {
    expect(hours({ supervisionHours: 1_000 })).toBe(100)
    const own = lines({ dutyHours: 2_000 })
    expect(own).toContainEqual(['own duty hours', -2_000])
    expect(own.map(([what]) => what)).not.toContain('duty rota')
    expect(capacity({ dutyHours: 2_000 }).reducedBy).toEqual([
      { reason: 'duty', hundredths: 2_000 },
    ])
  })

  it('of a contract that nobody knows is unknown, never 0', () => {
    expect(capacity({ fteMillionths: null })).toEqual({
      capacity: null,
      state: 'unknown',
      lines: [],
      reducedBy: [],
      asye: false,
    })
    expect(capacityOf(null, defaultAgreement, today).state).toBe('unknown')
  })

  it('of a contract of no hours, or that has ended, is none', () => {
    expect(capacity({ fteMillionths: 0 }).state).toBe('cannot-receive')
    expect(capacity({ contractEnd: addDays(today, -1) }).state).toBe('cannot-receive')
    expect(capacity({ contractEnd: addDays(today, 1) }).state).toBe('known')
  })
})

describe('dated reductions', () => {
  it('hold from their first day to their last and no longer', () => {
    const of = (from: number, to: number | null) =>
      hours({
        reductions: [
          reduction(
            'phased-return',
            { percent: 50 },
            addDays(today, from),
            to === null ? null : addDays(today, to),
          ),
        ],
      })
    expect(of(0, 0)).toBe(55)
    expect(of(-30, null)).toBe(55)
    expect(of(1, 10)).toBe(110)
    expect(of(-10, -1)).toBe(110)
  })

  it('are added up: 20 % and 20 % take 40 %, whatever their order', () => {
    const two = [
      reduction('union-facility-time', { percent: 20 }),
      reduction('phased-return', { percent: 20 }),
    ]
    expect(lines({ reductions: two }).slice(-3)).toEqual([
      ['phased return, 20 %', -2_204],
      ['union facility time, 20 %', -2_204],
      ['rounding down to the half hour', -13],
    ])
    expect(capacity({ reductions: two })).toEqual(capacity({ reductions: two.toReversed() }))
    expect(hours({ reductions: two })).toBe(66)
  })

  it('count union facility time up to the whole of a month and never hide it', () => {
    const full = capacity({ reductions: [reduction('union-facility-time', { percent: 100 })] })
    expect(full).toMatchObject({ capacity: 0, state: 'cannot-receive' })
    expect(full.reducedBy).toEqual([{ reason: 'union-facility-time', hundredths: 11_021 }])
  })

  it('never take more than is left', () => {
    const much = capacity({
      reductions: [
        reduction('duty', { hoursHundredths: 90_00 }),
        reduction('training', { hoursHundredths: 90_00 }),
      ],
    })
    expect(much).toMatchObject({ capacity: 0, state: 'cannot-receive' })
  })

  it('that mean being away take everything; others beside them take nothing more', () => {
    const away = capacity({
      reductions: [
        reduction('phased-return', { percent: 20 }),
        reduction('long-sickness', { percent: 100 }),
      ],
    })
    expect(away.state).toBe('cannot-receive')
    expect(away.reducedBy).toEqual([
      { reason: 'long-sickness', hundredths: 11_463 },
      { reason: 'phased-return', hundredths: 0 },
    ])
  })

  it('that mean being away count even where the contract is not known', () => {
    const reductions = [reduction('maternity-paternity-adoption', { percent: 100 })]
    expect(capacity({ fteMillionths: null, reductions })).toMatchObject({
      capacity: 0,
      state: 'cannot-receive',
    })
  })

  it('count a secondment for half the week as half', () => {
    expect(hours({ reductions: [reduction('secondment', { percent: 50 })] })).toBe(55)
  })

  it('for sickness take the place of the sickness allowance', () => {
    const sick = lines({ reductions: [reduction('sickness', { hoursHundredths: 1_500 })] })
    expect(sick.map(([what]) => what)).not.toContain('sickness allowance, 3.2 %')
    expect(sick).toContainEqual(['sickness', -1_500])
  })

  it('for annual leave are already in the leave line', () => {
    const away = { reductions: [reduction('annual-leave', { percent: 100 })] }
    expect(hours(away)).toBe(110)
    expect(lines(away)).toContainEqual(['annual leave: already counted above', 0])
  })

  it('are cut to what the agreement allows', () => {
    const half: Agreement = {
      ...defaultAgreement,
      capacity: {
        ...defaultAgreement.capacity,
        reductions: defaultAgreement.capacity.reductions.map((of) =>
          of.reason === 'union-facility-time' ? { ...of, upToPercent: 50 } : of,
        ),
      },
    }
    const reductions = [reduction('union-facility-time', { percent: 100 })]
    expect(capacity({ reductions }, half).capacity).toBe(110)
  })

  it('that only the census tells of count for 28 days, and only while nothing better is known', () => {
    const absence = { on: addDays(today, -27), reason: 'long-sickness' } as const
    expect(capacity({ absence }).state).toBe('cannot-receive')
    expect(capacity({ absence: { ...absence, on: addDays(today, -28) } }).state).toBe('known')
    expect(capacity({ absence: { on: today, reason: 'sickness' } }).state).toBe('known')
    const back = [reduction('phased-return', { percent: 20 })]
    expect(hours({ absence, reductions: back })).toBe(88)
  })
})

describe('a scheme with a full load', () => {
  it('gives it in proportion to the contract', () => {
    expect(lines({ fteMillionths: 500_000 }, preset('sws-2022'))).toEqual([
      ['0.5 of a full load', 750],
    ])
    expect(capacity({ fteMillionths: 500_000 }, preset('sws-2022')).capacity).toBe(75)
  })

  it('turns hours taken away into the same share of the load', () => {
    // 37 × 52 ÷ 12 = 160.33 hours; a tenth of them takes a tenth of 2,640 parts.
    const tenth = [reduction('court-duty', { hoursHundredths: 1_603 })]
    expect(lines({ reductions: tenth }, preset('ok-pinnacle-2013'))).toEqual([
      ['full load', 264_000],
      ['court duty', -26_395],
      ['rounding down to the whole part', -5],
    ])
  })

  it('protects the first year by its own rule', () => {
    expect(capacity({ asye: true }, preset('wirral')).capacity).toBe(180)
  })
})

describe('the laws of capacity', () => {
  it.each(presets.map((of) => [of.id, of] as const))(
    '%s: lines add up, capacity is never below 0, and nobody without capacity is known',
    (_, agreement) => {
      fc.assert(
        fc.property(anyPerson, (person) => {
          const of = capacityOf(person, agreement, today)
          const added = of.lines.reduce((total, line) => total + line.hundredths, 0)
          expect(added).toBe((of.capacity ?? 0) * (100 / agreement.unit.grainsPerUnit))
          expect(of.lines.every((line) => Number.isSafeInteger(line.hundredths))).toBe(true)
          expect(of.lines.some((line) => Object.is(line.hundredths, -0))).toBe(false)
          expect(of.state).toBe(
            of.capacity === null ? 'unknown' : of.capacity > 0 ? 'known' : 'cannot-receive',
          )
        }),
        { numRuns: 60 },
      )
    },
  )

  it('the order in which reductions were entered changes nothing', () => {
    fc.assert(
      fc.property(anyPerson, (person) => {
        const turned = { ...person, reductions: person.reductions.toReversed() }
        expect(capacityOf(turned, defaultAgreement, today).capacity).toBe(
          capacityOf(person, defaultAgreement, today).capacity,
        )
      }),
    )
  })

  it('one more reduction never raises capacity, unless a real sickness takes the allowance’s place', () => {
    fc.assert(
      fc.property(anyPerson, fc.integer({ min: 0, max: 100 }), (person, percent) => {
        const more = {
          ...person,
          reductions: [...person.reductions, reduction('other-agreed', { percent }, today, today)],
        }
        const before = capacityOf({ ...person, absence: null }, defaultAgreement, today).capacity
        const after = capacityOf({ ...more, absence: null }, defaultAgreement, today).capacity
        if (before !== null && after !== null) expect(after).toBeLessThanOrEqual(before)
        else expect(after === null || after === 0).toBe(true)
      }),
    )
  })
})
