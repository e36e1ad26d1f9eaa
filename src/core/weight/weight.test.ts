import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, type IsoDate } from '../../kit/index.ts'
import {
  aCase,
  anyCaseOf,
  child,
  family,
  heldBy,
  today,
  workerId,
} from '../../../test/seeds/caseload.ts'
import { defaultAgreement, presets, type Agreement } from '../agreement/index.ts'
import type { Case } from '../model/index.ts'
import { factorText, weighCase, weighCases, weightRules, type WeightRules } from './index.ts'

function rulesOf(agreement: Agreement): WeightRules {
  const rules = weightRules(agreement)
  if (!rules.ok) throw new Error(rules.problem.sentence)
  return rules.value
}
const rules = rulesOf(defaultAgreement)
const preset = (id: string): Agreement => presets.find((of) => of.id === id) as Agreement

const weigh = (of: Partial<Case>, afterHeavierSibling = false) =>
  weighCase(aCase(of), rules, { asOf: today, afterHeavierSibling })

/** `open assessment 9.00 + S47 in progress 3.00`, in hundredths. */
const sum = (of: Partial<Case>, afterHeavierSibling = false) =>
  weigh(of, afterHeavierSibling).reasons.map(({ what, hundredths }) => [what, hundredths])

const monthsAgo = (months: number): IsoDate => addMonths(today, -months)

describe('what a case weighs under the starting point', () => {
  it('is the weight of its status', () => {
    expect(sum({ status: 'looked-after' })).toEqual([['looked after', 500]])
    expect(sum({ status: 'child-protection-plan' })).toEqual([['child protection plan', 850]])
    expect(sum({ status: 'child-in-need-plan' })).toEqual([['child in need plan', 650]])
    expect(sum({ status: 'open-assessment' })).toEqual([['open assessment', 900]])
    expect(sum({ status: 'referral' })).toEqual([['referral', 150]])
    expect(sum({ status: 'care-leaver' })).toEqual([['care leaver', 350]])
    expect(weigh({ status: 'open-assessment' }).demand).toBe(18)
  })

  it('is the default for an untyped case, never 0', () => {
    expect(sum({ status: 'untyped' })).toEqual([['untyped case (the agreement’s default)', 700]])
  })

  it('adds an S47 in progress to an open assessment', () => {
    expect(weigh({ status: 'open-assessment', flags: ['enquiry-open'] })).toEqual({
      demand: 24,
      reasons: [
        { what: 'open assessment', hundredths: 900, clause: 'weights.open-assessment' },
        { what: 'S47 in progress', hundredths: 300, clause: 'modifiers.enquiry-open' },
      ],
    })
  })

  it('is more in the first three months of a child protection plan, and not on the day they are over', () => {
    expect(sum({ status: 'child-protection-plan', statusSince: monthsAgo(2) })).toEqual([
      ['child protection plan', 850],
      ['first three months', 250],
    ])
    const plan = { status: 'child-protection-plan', statusSince: addDays(monthsAgo(3), 1) } as const
    expect(weigh(plan).demand).toBe(22)
    expect(weigh({ ...plan, statusSince: monthsAgo(3) }).demand).toBe(17)
    expect(weigh({ ...plan, statusSince: addDays(today, 1) }).demand).toBe(17)
  })

  it('is more while a child is new in care or in a new placement', () => {
    const old = {
      status: 'looked-after',
      statusSince: monthsAgo(40),
      placementSince: monthsAgo(12),
    } as const
    expect(weigh(old).demand).toBe(10)
    expect(weigh({ ...old, statusSince: monthsAgo(5) }).demand).toBe(19)
    expect(weigh({ ...old, placementSince: monthsAgo(5) }).demand).toBe(19)
  })

  it('takes the first stage that holds: court before all others', () => {
    const of = {
      status: 'looked-after',
      statusSince: monthsAgo(1),
      flags: ['adoption', 'child-protection-plan'],
    } as const
    expect(weigh({ ...of, flags: [...of.flags], courtStage: 'care-proceedings' }).demand).toBe(32)
    expect(weigh({ ...of, flags: [...of.flags], courtStage: 'pre-proceedings' }).demand).toBe(24)
    expect(weigh({ ...of, flags: [...of.flags] }).demand).toBe(19)
    expect(weigh({ ...of, flags: [...of.flags], statusSince: monthsAgo(30) }).demand).toBe(17)
    expect(weigh({ ...of, flags: ['adoption'], statusSince: monthsAgo(30) }).demand).toBe(14)
  })

  it('adds two hours in a worker’s first month, for a worker only', () => {
    const since = addDays(today, -10)
    expect(sum({ workerSinceInferred: since })).toEqual([
      ['child in need plan', 650],
      ['new to this worker', 200],
    ])
    expect(weigh({ workerSinceInferred: monthsAgo(1) }).demand).toBe(13)
    const nobody = { kind: 'unallocated', why: 'blank' } as const
    expect(weigh({ workerSinceInferred: since, holder: nobody }).demand).toBe(13)
  })

  it('multiplies by the complexity a person entered, then adds travel, then shows the rounding', () => {
    expect(
      sum({ status: 'open-assessment', complexity: 125, travelMinutes: 50, visitsAMonth: 2 }),
    ).toEqual([
      ['open assessment', 900],
      ['complexity × 1.25', 225],
      ['travel, 50 minutes × 2 visits', 167],
      ['rounding to the half hour', 8],
    ])
  })

  it('says that a complexity is no step of the agreement instead of using it', () => {
    expect(sum({ complexity: 90 })).toEqual([
      ['child in need plan', 650],
      ['complexity × 0.9 is no step of this agreement: counts as 1', 0],
    ])
  })

  it('adds nothing for disability until an amount is agreed', () => {
    expect(sum({ disability: true, flags: ['disability'] })).toEqual([['child in need plan', 650]])
    const agreed = rulesOf({
      ...defaultAgreement,
      modifiers: defaultAgreement.modifiers.map((of) =>
        of.id === 'disability' && of.kind === 'add' ? { ...of, amount: 1.5 } : of,
      ),
    })
    const of = aCase({ disability: true })
    expect(weighCase(of, agreed, { asOf: today, afterHeavierSibling: false }).demand).toBe(16)
  })

  it('weighs work that nobody holds like any other', () => {
    for (const holder of [
      { kind: 'unallocated', why: 'blank' },
      { kind: 'phantom', worker: workerId('w9'), why: 'left' },
    ] as const) {
      expect(weigh({ status: 'open-assessment', holder }).demand).toBe(18)
    }
  })

  it('rounds a sum that ends on half a grain up', () => {
    const quarter = rulesOf({
      ...defaultAgreement,
      weights: defaultAgreement.weights.map((of) => ({ ...of, weight: 6.25 })),
    })
    expect(weighCase(aCase(), quarter, { asOf: today, afterHeavierSibling: false })).toEqual({
      demand: 13,
      reasons: [
        { what: 'child in need plan', hundredths: 625, clause: 'weights.child-in-need-plan' },
        { what: 'rounding to the half hour', hundredths: 25, clause: 'unit.rounding' },
      ],
    })
  })
})

describe('children of one family with the same worker', () => {
  const three = [
    aCase({ child: child('a'), family: family('f'), status: 'child-in-need-plan' }),
    aCase({ child: child('b'), family: family('f'), status: 'open-assessment' }),
    aCase({ child: child('c'), family: family('f'), status: 'open-assessment' }),
  ]

  it('weigh whole for the heaviest and 0.6 for the others; of equals the first id is whole', () => {
    const weighed = weighCases(three, rules, today)
    expect(weighed.map((of) => of.demand)).toEqual([8, 18, 11])
    expect(weighed[0]?.reasons).toEqual([
      { what: 'child in need plan', hundredths: 650, clause: 'weights.child-in-need-plan' },
      {
        what: 'sibling of a case with the same worker × 0.6',
        hundredths: -260,
        clause: 'modifiers.sibling',
      },
      { what: 'rounding to the half hour', hundredths: 10, clause: 'unit.rounding' },
    ])
    expect(weighed[2]?.reasons.map((of) => of.hundredths)).toEqual([900, -360, 10])
  })

  it('weigh whole with different workers, with no worker, and where the family is not known', () => {
    const apart = three.map((of, i) => ({ ...of, holder: heldBy(`w${i}`) }))
    const waiting = three.map((of) => ({
      ...of,
      holder: { kind: 'unallocated', why: 'blank' } as const,
    }))
    const unknown = three.map((of) => ({ ...of, family: null }))
    for (const cases of [apart, waiting, unknown]) {
      expect(weighCases(cases, rules, today).map((of) => of.demand)).toEqual([13, 18, 18])
    }
  })

  it('count as one family in a scheme that counts families', () => {
    const cwla = rulesOf(preset('cwla-1999'))
    const cases = ['a', 'b', 'c'].map((id) => aCase({ child: child(id), family: family('f') }))
    expect(weighCases(cases, cwla, today).map((of) => of.demand)).toEqual([60, 0, 0])
  })
})

describe('the laws of weighing', () => {
  const schemes = presets.filter((of) => weightRules(of).ok)
  const anyCases = fc
    .integer({ min: 0, max: 12 })
    .chain((n) =>
      fc.tuple(
        ...Array.from({ length: n }, (_, i) =>
          anyCaseOf(`c${i}`, [workerId('w1'), workerId('w2')]),
        ),
      ),
    )
  const grainHundredths = (of: Agreement): number => 100 / of.unit.grainsPerUnit

  it.each(schemes.map((of) => [of.id, of] as const))(
    '%s: lines add up to the demand, which is never below 0',
    (_, scheme) => {
      const its = rulesOf(scheme)
      fc.assert(
        fc.property(anyCases, (cases) => {
          for (const { demand, reasons } of weighCases(cases, its, today)) {
            expect(Number.isSafeInteger(demand)).toBe(true)
            expect(demand).toBeGreaterThanOrEqual(0)
            const added = reasons.reduce((total, of) => total + of.hundredths, 0)
            expect(added).toBe(demand * grainHundredths(scheme))
            expect(reasons.every((of) => Number.isInteger(of.hundredths))).toBe(true)
          }
        }),
        { numRuns: 60 },
      )
    },
  )

  it('the order of cases changes no demand', () => {
    fc.assert(
      fc.property(anyCases, fc.nat(), (cases, seed) => {
        const shuffled = cases.toSorted((a, b) => order(a, seed) - order(b, seed))
        const demands = (of: Case[]) =>
          new Map(weighCases(of, rules, today).map((w, i) => [of[i]?.child, w]))
        expect(demands(shuffled)).toEqual(demands(cases))
      }),
    )
    function order(of: Case, seed: number): number {
      return (Number(of.child.slice(1)) * 7919 + seed) % 31
    }
  })

  it('other names for the children change no demand of a worker', () => {
    fc.assert(
      fc.property(anyCases, (cases) => {
        const renamed = cases.map((of, i) => ({ ...of, child: child(`z${cases.length - i}`) }))
        const total = (of: Case[]) =>
          weighCases(of, rules, today).reduce((sumSoFar, w) => sumSoFar + w.demand, 0)
        expect(total(renamed)).toBe(total(cases))
      }),
    )
  })

  it('one more case never lowers the demand of its worker', () => {
    fc.assert(
      fc.property(anyCases, anyCaseOf('new', [workerId('w1')]), (cases, more) => {
        const demandOf = (of: Case[]) =>
          weighCases(of, rules, today).reduce(
            (total, w, i) =>
              total +
              (of[i]?.holder.kind === 'worker' && of[i].holder.worker === 'w1' ? w.demand : 0),
            0,
          )
        expect(demandOf([...cases, more])).toBeGreaterThanOrEqual(demandOf(cases))
      }),
      { numRuns: 300 },
    )
  })
})

describe('a scheme without a weight for a status', () => {
  it('weighs its default for untyped cases and says so', () => {
    const its = rulesOf(preset('ca-sb2030-min'))
    const of = aCase({ status: 'care-leaver' })
    expect(weighCase(of, its, { asOf: today, afterHeavierSibling: false }).reasons).toEqual([
      {
        what: 'care leaver (no weight of its own: the agreement’s default)',
        hundredths: 1_192_347_000,
        clause: 'weights.untyped',
      },
    ])
  })

  it('refuses where nothing is filled in', () => {
    const refused = weightRules(preset('wirral'))
    expect(refused.ok).toBe(false)
  })
})

it('writes factors as people do', () => {
  expect([60, 75, 100, 125, 150, 200, 5].map(factorText)).toEqual([
    '0.6',
    '0.75',
    '1',
    '1.25',
    '1.5',
    '2',
    '0.05',
  ])
})
