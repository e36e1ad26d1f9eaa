import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  aCase,
  aCaseload,
  anyCaseload,
  aPerson,
  aWorker,
  child,
  family,
  heldBy,
  teamId,
  workerId,
} from '../../../test/seeds/caseload.ts'
import { defaultAgreement, presets, termsOf, type Agreement } from '../agreement/index.ts'
import type { Caseload, WeighedWorker, Workload } from '../model/index.ts'
import { hundredthsText, inUnit, percentile, percentText, teamOnly, weigh } from './index.ts'

const preset = (id: string): Agreement => presets.find((of) => of.id === id) as Agreement
function workloadOf(caseload: Caseload, agreement = defaultAgreement): Workload {
  const weighed = weigh(caseload, agreement)
  if (!weighed.ok) throw new Error(weighed.problem.sentence)
  return weighed.value
}
const worker = (of: Workload, id: string): WeighedWorker =>
  of.workers.find((one) => one.id === id) as WeighedWorker

/** So many open assessments (9 hours each) with one worker. */
const assessments = (n: number, holder = heldBy('w1'), prefix = 'c') =>
  Array.from({ length: n }, (_, i) =>
    aCase({ child: child(`${prefix}${i}`), status: 'open-assessment', holder }),
  )

describe('a worker’s utilisation', () => {
  it('is demand over capacity: 12 assessments are 108 of 110 hours, 98.18 %', () => {
    const of = worker(
      workloadOf(aCaseload({ cases: assessments(12), workers: [aWorker('w1')] })),
      'w1',
    )
    expect(of).toMatchObject({
      cases: 12,
      demand: 216,
      capacity: 220,
      utilisation: 9_818,
      state: 'known',
      standing: 'within',
    })
  })

  it('is 100 % and within the line where 20 cases of 5.5 hours fill 110 hours', () => {
    const scheme: Agreement = {
      ...defaultAgreement,
      weights: defaultAgreement.weights.map((of) => ({ ...of, weight: 5.5 })),
      modifiers: [],
    }
    const of = workloadOf(aCaseload({ cases: assessments(20), workers: [aWorker('w1')] }), scheme)
    expect(worker(of, 'w1')).toMatchObject({ utilisation: 10_000, standing: 'within' })
  })

  it('is over a line when it is above it by the least grain, not when it is on it', () => {
    const scheme = (weight: number): Agreement => ({
      ...defaultAgreement,
      weights: defaultAgreement.weights.map((of) => ({ ...of, weight })),
      stages: [],
      modifiers: [],
    })
    const standing = (weight: number) =>
      worker(
        workloadOf(aCaseload({ cases: assessments(1), workers: [aWorker('w1')] }), scheme(weight)),
        'w1',
      ).standing
    expect(standing(110)).toBe('within')
    expect(standing(110.5)).toBe('over-safe')
    expect(standing(121)).toBe('over-safe')
    expect(standing(121.5)).toBe('over-hard')
  })

  it('is exactly 100 % for a full load of 12 investigations, which decimals cannot say', () => {
    for (const [id, n] of [
      ['ok-pinnacle-2013', 12],
      ['cwla-1999', 12],
      ['ca-sb2030-min', 13],
    ] as const) {
      const caseload = (of: number) =>
        aCaseload({ cases: assessments(of), workers: [aWorker('w1')] })
      expect(worker(workloadOf(caseload(n), preset(id)), 'w1')).toMatchObject({
        utilisation: 10_000,
        standing: 'within',
      })
      expect(worker(workloadOf(caseload(n + 1), preset(id)), 'w1').standing).not.toBe('within')
    }
  })

  it('never reads 0 % where capacity is zero or unknown', () => {
    const workload = workloadOf(
      aCaseload({
        cases: [...assessments(1, heldBy('none')), ...assessments(1, heldBy('unknown'), 'd')],
        workers: [
          aWorker('none', aPerson({ fteMillionths: 0 })),
          aWorker('idle', aPerson({ fteMillionths: 0 })),
          aWorker('unknown', null),
        ],
      }),
    )
    expect(worker(workload, 'none')).toMatchObject({
      utilisation: null,
      state: 'cannot-receive',
      standing: 'over-hard',
    })
    expect(worker(workload, 'idle')).toMatchObject({ utilisation: null, standing: 'within' })
    expect(worker(workload, 'unknown')).toMatchObject({ utilisation: null, state: 'unknown' })
    expect(worker(workload, 'unknown').standing).toBe('unknown')
    expect(workload.totals.spread).toBeNull()
    expect(workload.totals.utilisation).toBeNull()
  })
})

describe('totals', () => {
  const workload = workloadOf(
    aCaseload({
      teams: [
        { id: teamId('t1'), name: 'North', parent: null },
        { id: teamId('t2'), name: 'North one', parent: teamId('t1') },
      ],
      workers: [
        aWorker('w1', aPerson(), 't2'),
        aWorker('w2', aPerson({ fteMillionths: 500_000 }), 't1'),
        aWorker('w3', null, 't2'),
      ],
      cases: [
        aCase({ child: child('a'), family: family('f') }),
        aCase({ child: child('b'), family: family('f') }),
        aCase({ child: child('c') }),
        aCase({ child: child('d'), holder: heldBy('w2'), family: family('g') }),
        aCase({ child: child('e'), holder: heldBy('w3') }),
        aCase({
          child: child('f'),
          holder: { kind: 'unallocated', why: 'blank' },
          team: teamId('t2'),
        }),
        aCase({
          child: child('g'),
          holder: { kind: 'phantom', worker: workerId('w3'), why: 'left' },
          team: teamId('t1'),
        }),
      ],
    }),
  )

  it('count children, families, and work in nobody’s hands', () => {
    expect(workload.totals).toMatchObject({
      children: 7,
      families: 6,
      familiesKnown: 3,
      allocated: 5,
      unallocated: 1,
      phantom: 1,
      workers: 3,
      capacityUnknown: 1,
    })
  })

  it('weigh phantom and unallocated work, in nobody’s demand', () => {
    const each = 13
    // The second child of family f: 6.5 × 0.6 = 3.9, to 4.0 hours.
    expect(workload.totals.demand).toBe(6 * each + 8)
    expect(workload.totals.demandAllocated).toBe(4 * each + 8)
    expect(worker(workload, 'w3')).toMatchObject({ cases: 1, demand: each })
    expect(worker(workload, 'w1')).toMatchObject({ cases: 3, families: 2 })
  })

  it('set demand of workers whose capacity is known against that capacity', () => {
    expect(workload.totals.capacity).toBe(220 + 110)
    expect(workload.totals.utilisation).toBe(Math.round(((13 + 8 + 13 + 13) / 330) * 10_000))
  })

  it('give the Department’s figure over workers with a case and a known contract', () => {
    expect(workload.totals.casesPerFteHundredths).toBe(267)
  })

  it('of a team hold the teams below it', () => {
    const [north, one] = workload.teams
    expect(north?.workers).toEqual(['w1', 'w2', 'w3'])
    expect(one?.workers).toEqual(['w1', 'w3'])
    expect(north?.totals).toEqual(workload.totals)
    expect(one?.totals).toMatchObject({ allocated: 4, unallocated: 1, phantom: 0, capacity: 220 })
  })

  it('end a circle of teams where it began', () => {
    const circle = aCaseload({
      teams: [
        { id: teamId('a'), name: 'A', parent: teamId('b') },
        { id: teamId('b'), name: 'B', parent: teamId('a') },
      ],
      workers: [aWorker('w1', aPerson(), 'a')],
      cases: assessments(1),
    })
    expect(workloadOf(circle).teams.map((of) => of.totals.allocated)).toEqual([1, 1])
  })
})

describe('percentiles', () => {
  it('are those of a spreadsheet', () => {
    expect(percentile([70, 80, 90, 120], 50)).toBe(85)
    expect(percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 10)).toBe(2)
    expect(percentile([10, 20, 30, 40], 90)).toBe(37)
    expect(percentile([10, 20], 10)).toBe(11)
    expect(percentile([5], 90)).toBe(5)
    expect(percentile([1, 2], 50)).toBe(2)
  })
})

describe('a scheme that counts non-case work as demand', () => {
  const filled: Agreement = {
    ...preset('wirral'),
    weights: preset('wirral').weights.map((of) => ({ ...of, weight: 5 })),
  }

  it('adds it to every worker who has capacity, with its line', () => {
    const of = workloadOf(
      aCaseload({
        cases: assessments(2),
        workers: [aWorker('w1'), aWorker('away', aPerson({ fteMillionths: 0 }))],
      }),
      filled,
    )
    expect(worker(of, 'w1')).toMatchObject({
      demand: 50,
      capacity: 200,
      nonCaseLines: [
        { what: 'stable points', hundredths: 1_500, clause: 'non-case.stable-points' },
      ],
    })
    expect(worker(of, 'away')).toMatchObject({ demand: 0, standing: 'within' })
    expect(of.totals).toMatchObject({ demand: 50, demandAllocated: 20 })
  })
})

describe('questions that the agreement raises', () => {
  it('are one for each status it has no weight for, and one for each complexity it does not know', () => {
    const cases = [
      aCase({ child: child('a'), status: 'care-leaver' }),
      aCase({ child: child('b'), status: 'care-leaver' }),
    ]
    const of = workloadOf(aCaseload({ cases }), preset('ca-sb2030-min'))
    expect(of.findings.map(({ code, changesFigures }) => [code, changesFigures])).toEqual([
      ['status-without-weight', true],
    ])
    const odd = workloadOf(aCaseload({ cases: [aCase({ complexity: 90 })] }))
    expect(odd.findings.map(({ code, row }) => [code, row])).toEqual([['complexity-not-a-step', 2]])
  })

  it('are none of an agreement that is not filled in: it refuses', () => {
    const refused = weigh(aCaseload(), preset('haringey-2009'))
    expect(refused.ok).toBe(false)
    if (!refused.ok) expect(refused.problem.code).toBe('agreement-not-filled-in')
  })
})

describe('a handover that is not complete', () => {
  it('adds the agreed amount, to the nearest grain, for both workers and each case', () => {
    const terms = termsOf(defaultAgreement)
    const agreed = (overlap: number): Agreement => ({
      ...defaultAgreement,
      terms: { ...terms, handover: terms.handover && { ...terms.handover, overlap } },
    })
    const handover = { outgoing: workerId('w1'), incoming: workerId('w2') }
    const caseload = aCaseload({
      cases: assessments(3).map((of) => ({ ...of, handover })),
      workers: [aWorker('w1'), aWorker('w2')],
    })
    const of = workloadOf(caseload, agreed(1.75))
    expect(worker(of, 'w1')).toMatchObject({
      demand: 3 * 18 + 3 * 4,
      cases: 3,
      nonCaseLines: [
        { what: 'handing over: 3 cases', hundredths: 600, clause: 'handover.overlap' },
      ],
    })
    expect(worker(of, 'w2')).toMatchObject({
      demand: 3 * 4,
      cases: 0,
      nonCaseLines: [
        {
          what: 'being handed over to them: 3 cases',
          hundredths: 600,
          clause: 'handover.overlap',
        },
      ],
    })
    expect(worker(workloadOf(caseload, agreed(0)), 'w2').nonCaseLines).toBeUndefined()
  })
})

describe('the laws of the workload', () => {
  it('a worker’s demand is the sum of their cases, and nobody without capacity has a percentage', () => {
    fc.assert(
      fc.property(anyCaseload, (caseload) => {
        const of = workloadOf(caseload)
        for (const one of of.workers) {
          const held = of.cases.filter(
            ({ holder }) => holder.kind === 'worker' && holder.worker === one.id,
          )
          expect(one.demand).toBe(held.reduce((total, each) => total + each.demand, 0))
          expect(one.cases).toBe(held.length)
          expect(one.utilisation === null).toBe(one.state !== 'known')
        }
        const { totals } = of
        expect(totals.allocated + totals.unallocated + totals.phantom).toBe(of.cases.length)
        expect(totals.demand).toBe(of.cases.reduce((total, each) => total + each.demand, 0))
      }),
    )
  })

  it('a team alone has the figures it has in the whole, with cases handed over to and from it', () => {
    const inHandover = fc
      .tuple(anyCaseload, fc.array(fc.tuple(fc.nat(5), fc.boolean()), { maxLength: 25 }))
      .map(([caseload, others]): Caseload => ({
        ...caseload,
        cases: caseload.cases.map((of, i) => {
          if (of.holder.kind !== 'worker') return of
          const holder = of.holder.worker
          const team = caseload.workers.find(({ id }) => id === holder)?.team ?? of.team
          const [who, passedOn] = others[i] ?? [-1, false]
          const other = caseload.workers[who]?.id
          if (other === undefined) return { ...of, team }
          const [outgoing, incoming] = passedOn ? [other, holder] : [holder, other]
          return { ...of, team, handover: { outgoing, incoming } }
        }),
      }))
    fc.assert(
      fc.property(inHandover, fc.constantFrom('t1', 't2', 't3', 't4'), (caseload, id) => {
        const whole = workloadOf(caseload)
        const part = workloadOf(teamOnly(caseload, teamId(id)))
        const team = (of: Workload) => of.teams.find((one) => one.id === id)
        expect(team(part)).toEqual(team(whole))
        for (const one of part.workers) expect(one).toEqual(worker(whole, one.id))
        for (const one of part.cases) {
          expect(one).toEqual(whole.cases.find((of) => of.child === one.child))
        }
        expect(part.workers.map((of) => of.id).toSorted()).toEqual(team(whole)?.workers.toSorted())
      }),
      { numRuns: 200 },
    )
  })

  it('the order of cases and workers changes no figure', () => {
    fc.assert(
      fc.property(anyCaseload, (caseload) => {
        const whole = workloadOf(caseload)
        const turned = workloadOf({
          ...caseload,
          cases: caseload.cases.toReversed(),
          workers: caseload.workers.toReversed(),
        })
        expect(turned.totals).toEqual(whole.totals)
        expect(turned.workers.toReversed()).toEqual(whole.workers)
        expect(turned.cases.toReversed()).toEqual(whole.cases)
      }),
    )
  })

  it('weights and capacities three times as large leave every utilisation as it was', () => {
    const scaled = (factor: number): Agreement => {
      const scheme = preset('ok-pinnacle-2013')
      const { fullTime } = scheme.capacity
      return {
        ...scheme,
        weights: scheme.weights.map((of) => ({ ...of, weight: (of.weight ?? 330) * factor })),
        stages: scheme.stages.map((of) => ({ ...of, weight: (of.weight ?? 0) * factor })),
        capacity: {
          ...scheme.capacity,
          fullTime:
            fullTime.kind === 'full-load'
              ? { ...fullTime, amount: (fullTime.amount ?? 0) * factor }
              : fullTime,
        },
      }
    }
    fc.assert(
      fc.property(anyCaseload, fc.integer({ min: 2, max: 9 }), (caseload, factor) => {
        // Whole tenths of a contract and no reductions: nothing is rounded, so the law is exact.
        const even: Caseload = {
          ...caseload,
          workers: caseload.workers.map((of, i) => ({
            ...of,
            person: aPerson({ fteMillionths: ((i % 10) + 1) * 100_000 }),
          })),
        }
        const figures = (of: Workload) => of.workers.map((one) => [one.utilisation, one.standing])
        expect(figures(workloadOf(even, scaled(factor)))).toEqual(
          figures(workloadOf(even, scaled(1))),
        )
      }),
    )
  })

  it('one more case lowers nobody’s demand', () => {
    fc.assert(
      fc.property(anyCaseload, (caseload) => {
        fc.pre(caseload.cases.length > 0)
        const less = workloadOf({ ...caseload, cases: caseload.cases.slice(0, -1) })
        for (const one of workloadOf(caseload).workers) {
          expect(one.demand).toBeGreaterThanOrEqual(worker(less, one.id).demand)
        }
      }),
    )
  })
})

describe('figures as people read them', () => {
  it('show as many places as the grain needs', () => {
    expect(inUnit(17, { grainsPerUnit: 2 })).toBe('8.5')
    expect(inUnit(220, { grainsPerUnit: 2 })).toBe('110.0')
    expect(inUnit(2_469, { grainsPerUnit: 2 })).toBe('1,234.5')
    expect(inUnit(2_640, { grainsPerUnit: 1 })).toBe('2,640')
    expect(inUnit(154, { grainsPerUnit: 10 })).toBe('15.4')
    expect(inUnit(5, { grainsPerUnit: 4 })).toBe('1.25')
  })

  it('show lines of a sum to the hundredth', () => {
    expect([900, -360, 5, 0, 123_456].map(hundredthsText)).toEqual([
      '9.00',
      '−3.60',
      '0.05',
      '0.00',
      '1,234.56',
    ])
  })

  it('show whole percents, but never a line that is not reached or is passed', () => {
    expect(percentText(11_600, 'known')).toBe('116 %')
    expect(percentText(10_000, 'known')).toBe('100 %')
    expect(percentText(10_045, 'known')).toBe('100.45 %')
    expect(percentText(10_030, 'known')).toBe('100.3 %')
    expect(percentText(9_990, 'known')).toBe('99.9 %')
    expect(percentText(9_550, 'known')).toBe('96 %')
    expect(percentText(0, 'known')).toBe('0 %')
    expect(percentText(null, 'cannot-receive')).toBe('cannot receive')
    expect(percentText(null, 'unknown')).toBe('unknown')
    expect(percentText(0, 'cannot-receive')).toBe('cannot receive')
  })
})
