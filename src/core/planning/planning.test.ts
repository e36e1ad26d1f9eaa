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
  today,
  workerId,
} from '../../../test/seeds/caseload.ts'
import { addDays } from '../../kit/index.ts'
import { defaultAgreement } from '../agreement/index.ts'
import { loadsOf, solve } from '../fairness/index.ts'
import type { Caseload } from '../model/index.ts'
import { weigh } from '../workload/index.ts'
import { applyPlan, planProblem, type PlanProblem, type Reach } from './index.ts'

const weighed = (caseload: Caseload) => {
  const workload = weigh(caseload, defaultAgreement)
  if (!workload.ok) throw new Error(workload.problem.sentence)
  return workload.value
}
const asked = (caseload: Caseload, reach: Reach): PlanProblem => {
  const plan = planProblem(caseload, weighed(caseload), defaultAgreement, reach)
  if (!plan) throw new Error('The default agreement weighs')
  return plan
}
const answered = (plan: PlanProblem, maxMoves: number | null) => {
  const solved = solve(plan.problem, { maxMoves, seed: 1, effort: 'quick' })
  if (!solved.ok) throw new Error(solved.problem.map(({ sentence }) => sentence).join(' '))
  return solved.value
}

describe('asking the fairness engine about a caseload', () => {
  it('promises no more than the pages would show if the plan were carried out', () => {
    fc.assert(
      fc.property(anyCaseload, fc.constantFrom<Reach>('team', 'service'), (caseload, reach) => {
        const plan = asked(caseload, reach)
        const { assignment } = answered(plan, null)
        const promised = loadsOf(plan.problem, assignment)
        const after = weighed(applyPlan(caseload, plan, assignment))
        const split = new Map<string, Set<string>>()
        for (const { family: of, holder } of caseload.cases) {
          if (of === null) continue
          const holders = split.get(of) ?? new Set()
          split.set(of, holders.add(holder.kind === 'worker' ? holder.worker : ''))
        }
        const whole = [...split.values()].every((holders) => holders.size === 1)
        plan.workers.forEach((id, at) => {
          const shown = after.workers.find((worker) => worker.id === id)?.demand ?? 0
          if (whole) expect(shown).toBe(promised[at])
          else expect(shown).toBeLessThanOrEqual(promised[at] ?? 0)
        })
      }),
      { numRuns: 200 },
    )
  })

  it('keeps brothers and sisters together, and names nobody', () => {
    const caseload = aCaseload({
      workers: [
        aWorker('name:amara', aPerson({ fteMillionths: 1_000_000 })),
        aWorker('name:jo', aPerson({ fteMillionths: 1_000_000 })),
      ].map((worker) => ({ ...worker, team: teamId('court') })),
      teams: [{ id: teamId('court'), name: 'Court', parent: null }],
      cases: ['a', 'b', 'c'].map((id) =>
        aCase({
          child: child(id),
          family: family('f'),
          holder: heldBy('name:amara'),
          team: teamId('court'),
        }),
      ),
    })
    const plan = asked(caseload, 'team')
    expect(plan.units).toEqual([['a', 'b', 'c']])
    expect(JSON.stringify(plan.problem)).not.toMatch(/amara|jo\b/)
  })

  it('leaves a worker whose capacity is not known out of it, with all their cases', () => {
    const caseload = aCaseload({
      workers: [
        { ...aWorker('name:amara', null), team: teamId('court') },
        { ...aWorker('name:jo', aPerson({ fteMillionths: 1_000_000 })), team: teamId('court') },
      ],
      teams: [{ id: teamId('court'), name: 'Court', parent: null }],
      cases: [
        aCase({ child: child('a'), holder: heldBy('name:amara'), team: teamId('court') }),
        aCase({ child: child('b'), holder: heldBy('name:jo'), team: teamId('court') }),
      ],
    })
    const plan = asked(caseload, 'team')
    expect(plan.unknown).toEqual([workerId('name:amara')])
    expect(plan.units).toEqual([['b']])
  })

  const team = (workers: Caseload['workers'], cases: Caseload['cases']): Caseload =>
    aCaseload({
      workers: workers.map((worker) => ({ ...worker, team: teamId('court') })),
      teams: [{ id: teamId('court'), name: 'Court', parent: null }],
      cases: cases.map((of) => ({ ...of, team: teamId('court') })),
    })
  const fullTime = aPerson({ fteMillionths: 1_000_000 })

  it('says why a change of worker would be hard on a family, ground by ground', () => {
    const mine = { holder: heldBy('name:amara'), family: family('f') }
    const plan = asked(
      team(
        [aWorker('name:amara', fullTime)],
        [
          aCase({ ...mine, child: child('a'), workerSinceInferred: addDays(today, -30) }),
          aCase({
            ...mine,
            child: child('b'),
            courtStage: 'care-proceedings',
            status: 'child-protection-plan',
            statusSince: addDays(today, -10),
          }),
          aCase({ ...mine, child: child('c'), family: null }),
        ],
      ),
      'team',
    )
    expect(plan.grounds).toEqual([
      [
        { what: 'recent-change', points: 4 },
        { what: 'care-proceedings', points: 3 },
        { what: 'new-plan', points: 2 },
        { what: 'siblings', points: 1 },
      ],
      [],
    ])
    expect(plan.problem.units.map((unit) => unit.disruption)).toEqual([11, 1])
  })

  it('keeps a family with its worker where somebody said that it must stay', () => {
    const caseload = team(
      [aWorker('name:amara', fullTime), aWorker('name:jo', fullTime)],
      ['a', 'b', 'c'].map((id) => aCase({ child: child(id), holder: heldBy('name:amara') })),
    )
    const plan = planProblem(caseload, weighed(caseload), defaultAgreement, 'team', {
      stay: new Set([child('b')]),
    })
    if (!plan) throw new Error('The default agreement weighs')
    expect(plan.problem.units.map((unit) => unit.frozen)).toEqual([false, true, false])
    expect(answered(plan, null).assignment[1]).toBe(0)
  })

  it('gives a worker nothing new where notice says that they go, caps set aside or not', () => {
    const noNewWork = 'they leave within four weeks, by the notice that was noted'
    const caseload = team(
      [aWorker('name:amara', fullTime), { ...aWorker('name:jo', fullTime), noNewWork }],
      ['a', 'b', 'c'].map((id) => aCase({ child: child(id), holder: heldBy('name:amara') })),
    )
    for (const setAside of [true, false]) {
      const plan = planProblem(caseload, weighed(caseload), defaultAgreement, 'team', { setAside })
      expect(plan?.problem.units.flatMap(({ excluded }) => excluded ?? [])).toEqual(
        Array.from({ length: 3 }, () => [1, noNewWork]),
      )
    }
  })

  it.each([
    ['their contract ends within four weeks', { contractEnd: addDays(today, 27) }],
    [
      'they cannot receive work on this day',
      {
        reductions: [
          { reason: 'long-sickness' as const, from: today, to: null, amount: { percent: 100 } },
        ],
      },
    ],
  ])('gives a worker nothing new when %s', (rule, more) => {
    const caseload = team(
      [aWorker('name:amara', fullTime), aWorker('name:jo', { ...fullTime, ...more })],
      [
        aCase({ child: child('new'), holder: { kind: 'unallocated', why: 'blank' } }),
        aCase({ child: child('held'), holder: heldBy('name:jo') }),
      ],
    )
    const plan = asked(caseload, 'team')
    const away = plan.workers.indexOf(workerId('name:jo'))
    const [held, waiting] = plan.problem.units
    expect(waiting?.excluded).toEqual([[away, rule]])
    expect(held?.holder).toBe(away)
  })

  it.each([
    ['personal-adviser', 'care-leaver', true],
    ['personal-adviser', 'child-protection-plan', false],
    ['family-support', 'child-in-need-plan', true],
    ['family-support', 'looked-after', false],
    ['social-worker', 'child-protection-plan', true],
  ] as const)('asks whether a %s may take over a %s: %s', (role, status, may) => {
    const caseload = aCaseload({
      workers: [aWorker('name:jo', aPerson({ fteMillionths: 1_000_000, role }), 'court')],
      teams: [{ id: teamId('court'), name: 'Court', parent: null }],
      cases: [
        aCase({
          child: child('a'),
          status,
          flags: [],
          holder: { kind: 'unallocated', why: 'blank' },
          team: teamId('court'),
        }),
      ],
    })
    const [unit] = asked(caseload, 'team').problem.units
    expect(unit?.eligible).toHaveLength(may ? 1 : 0)
    expect(unit?.excluded).toHaveLength(may ? 0 : 1)
  })
})
