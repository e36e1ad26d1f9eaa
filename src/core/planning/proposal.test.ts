import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  aCase,
  aCaseload,
  anyCaseload,
  aPerson,
  aWorker,
  child,
  heldBy,
} from '../../../test/seeds/caseload.ts'
import { defaultAgreement } from '../agreement/index.ts'
import { compareUtilisation, loadsOf, stableHash } from '../fairness/index.ts'
import type { Caseload } from '../model/index.ts'
import { weigh } from '../workload/index.ts'
import { applyPlan, planProblem, propose, type MovesAsked, type Proposal } from './index.ts'
import type { ProposalWatch, Question } from './index.ts'

/** Stands in for SHA-256, which only whoever calls can work out. */
const sha256 = (text: string): string => stableHash(text).toString(16).padStart(64, '0')

const question = (caseload: Caseload, of: Partial<Question> = {}): Question => ({
  caseload,
  agreement: defaultAgreement,
  teams: null,
  reach: 'service',
  moves: 'any',
  stay: [],
  seed: 1,
  effort: 'quick',
  ...of,
})

const proposed = (asked: Question, watch: ProposalWatch = {}): Proposal | null => {
  const made = propose(asked, { sha256, watch })
  if (made.ok) return made.value
  expect(made.problem.map(({ code }) => code)).toEqual(['capacity-unknown'])
  return null
}

const anyMoves: fc.Arbitrary<MovesAsked> = fc.oneof(
  fc.constant('any' as const),
  fc.record({ percent: fc.integer({ min: 0, max: 10_000 }).map((n) => n / 100) }),
  fc.record({ count: fc.nat(12) }),
)

const isHigher = (a: Proposal['bound'], b: Proposal['bound']): boolean =>
  compareUtilisation(a.load, a.capacity, b.load, b.capacity) > 0

/** Three full-time workers, the first with all the work. */
const lopsided = (cases: number): Caseload =>
  aCaseload({
    workers: ['amara', 'jo', 'sam'].map((name) =>
      aWorker(name, aPerson({ fteMillionths: 1_000_000 })),
    ),
    cases: Array.from({ length: cases }, (_, n) =>
      aCase({ child: child(`c${n}`), holder: heldBy('amara') }),
    ),
  })

describe('a proposal', () => {
  it('shows of everybody after it what the pages would show of the caseload it makes', () => {
    fc.assert(
      fc.property(anyCaseload, anyMoves, (caseload, moves) => {
        const proposal = proposed(question(caseload, { moves }))
        if (!proposal) return
        const weighed = weigh(caseload, defaultAgreement)
        if (!weighed.ok) throw new Error(weighed.problem.sentence)
        const plan = planProblem(caseload, weighed.value, defaultAgreement, 'service')
        if (!plan) throw new Error('The default agreement weighs')
        const made = weigh(applyPlan(caseload, plan, proposal.assignment), defaultAgreement)
        if (!made.ok) throw new Error(made.problem.sentence)
        const promised = loadsOf(plan.problem, proposal.assignment)
        proposal.workers.forEach((id, at) => {
          const shown = made.value.workers.find((worker) => worker.id === id)
          const { after, capacity } = proposal.carried[at] ?? {}
          expect(after).toEqual({
            demand: shown?.demand,
            cases: shown?.cases,
            families: shown?.families,
          })
          // Somebody with no capacity holds what nobody may take over: no plan counts it.
          if (capacity) expect(after?.demand).toBeLessThanOrEqual(promised[at] ?? 0)
        })
      }),
      { numRuns: 60 },
    )
  })

  it('never moves more families than were asked for, but those whose worker cannot keep them', () => {
    fc.assert(
      fc.property(anyCaseload, fc.nat(8), (caseload, count) => {
        const proposal = proposed(question(caseload, { moves: { count } }))
        if (!proposal) return
        const forced = proposal.moves.filter(({ reason }) => reason === 'holder cannot keep it')
        expect(proposal.moves.length).toBeLessThanOrEqual(Math.max(count, forced.length))
      }),
      { numRuns: 60 },
    )
  })

  it('offers choices of which none is worse than one with fewer moves, its own as it is', () => {
    fc.assert(
      fc.property(anyCaseload, anyMoves, (caseload, moves) => {
        const proposal = proposed(question(caseload, { moves }))
        if (!proposal) return
        proposal.choices.forEach((choice, at) => {
          const before = proposal.choices[at - 1]
          if (!before) return
          expect(isHigher(choice.busiest, before.busiest)).toBe(false)
          expect(isHigher(choice.bound, before.bound)).toBe(false)
          expect(isHigher(choice.bound, choice.busiest)).toBe(false)
        })
        expect(proposal.choices).toContainEqual(
          expect.objectContaining({
            moves: proposal.moves.length,
            busiest: proposal.after.busiest,
          }),
        )
      }),
      { numRuns: 60 },
    )
  })

  it('is the same whenever it is asked', () => {
    fc.assert(
      fc.property(anyCaseload, (caseload) => {
        expect(proposed(question(caseload))).toEqual(proposed(question(caseload)))
      }),
      { numRuns: 20 },
    )
  })

  it('shares out what one worker holds and two others could', () => {
    const proposal = proposed(question(lopsided(30)))
    expect(proposal?.worthIt).toBe(true)
    const cases = proposal?.carried.map(({ after }) => after.cases) ?? []
    expect(cases.reduce((sum, of) => sum + of, 0)).toBe(30)
    // A case weighs more with whoever takes it over, so that its first worker keeps a few more.
    for (const of of cases) expect(of).toBeGreaterThanOrEqual(9)
    expect(proposal?.moves.at(-1)?.busiestAfter).toEqual(proposal?.after.busiest)
    expect(proposal?.certificate?.moves.used).toBe(proposal?.moves.length)
  })

  it('takes a share of the families that somebody holds, rounded down', () => {
    const moved = (percent: number): number =>
      proposed(question(lopsided(30), { moves: { percent } }))?.moves.length ?? -1
    expect([3, 3.33, 3.34, 10, 29].map(moved)).toEqual([0, 0, 1, 3, 8])
  })

  it('leaves where they are the children who stay', () => {
    const stay = Array.from({ length: 25 }, (_, n) => child(`c${n}`))
    const proposal = proposed(question(lopsided(30), { stay }))
    expect(proposal?.carried[0]?.after.cases).toBe(25)
    expect(proposal?.stayed).toHaveLength(25)
  })

  it('says so where nobody’s capacity is known', () => {
    const made = propose(
      question(aCaseload({ workers: [aWorker('jo', null)], cases: [aCase()], teams: [] })),
      { sha256 },
    )
    expect(made).toMatchObject({ ok: false, problem: [{ code: 'capacity-unknown' }] })
  })

  it('searches no further choices once it is asked to stop', () => {
    const proposal = proposed(question(lopsided(60), { moves: { count: 2 } }), {
      cancelled: () => true,
    })
    expect(proposal?.choices.map(({ maxMoves }) => maxMoves)).toEqual([2])
  })
})
