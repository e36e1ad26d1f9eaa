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
  today,
  workerId,
} from '../../../test/seeds/caseload.ts'
import { addMonths } from '../../kit/index.ts'
import { defaultAgreement, type Agreement } from '../agreement/index.ts'
import { allocateOne, check, holdingsOf, stableHash } from '../fairness/index.ts'
import type { Case, Caseload, ChildId, WorkerId } from '../model/index.ts'
import { countsOf, limitsOf, weigh } from '../workload/index.ts'
import { applyPlan, planProblem, propose, type PlanOptions, type Proposal } from './index.ts'

const sha256 = (text: string): string => stableHash(text).toString(16).padStart(64, '0')
const { terms } = defaultAgreement
if (!terms) throw new Error('The starting point has terms')

/** Caps so low that nearly every caseload passes one. */
const strict: Agreement = {
  ...defaultAgreement,
  terms: {
    ...terms,
    protection: {
      ...terms.protection,
      newlyQualified: terms.protection.newlyQualified && {
        ...terms.protection.newlyQualified,
        mostChildren: 2,
      },
    },
    caps: terms.caps.map((cap) => ({ ...cap, most: cap.what === 'children' ? 4 : 2 })),
  },
}

const planned = (
  caseload: Caseload,
  agreement = strict,
  moves: 'any' | { count: number } = 'any',
) =>
  propose(
    {
      caseload,
      agreement,
      teams: null,
      reach: 'service',
      moves,
      stay: [],
      seed: 1,
      effort: 'quick',
    },
    { sha256 },
  )
const asked = (caseload: Caseload, agreement = strict, options: PlanOptions = {}) => {
  const workload = weigh(caseload, agreement)
  const plan = workload.ok && planProblem(caseload, workload.value, agreement, 'service', options)
  if (!plan) throw new Error('The agreement weighs')
  return plan
}

describe('what the agreement lets anybody hold', () => {
  it('is passed by nobody through a plan who did not pass it before, nor further than before', () => {
    fc.assert(
      fc.property(
        anyCaseload,
        fc.option(
          fc.nat(5).map((count) => ({ count })),
          { nil: 'any' as const },
        ),
        (caseload, moves) => {
          const made = planned(caseload, strict, moves)
          if (!made.ok) return
          const proposal = made.value
          const plan = asked(caseload)
          const after = applyPlan(caseload, plan, proposal.assignment)
          const heldIn = ({ cases }: Caseload, of: WorkerId): Case[] =>
            cases.filter(({ holder }) => holder.kind === 'worker' && holder.worker === of)
          for (const { id, person } of caseload.workers) {
            const [was, is] = [countsOf(heldIn(caseload, id)), countsOf(heldIn(after, id))]
            for (const { what, most } of limitsOf(person, strict, caseload.asOf)) {
              expect(is[what]).toBeLessThanOrEqual(Math.max(most, was[what]))
            }
          }
          expect(barredMoves(caseload, proposal)).toEqual([])
        },
      ),
      { numRuns: 100 },
    )
  })

  it('is in the certificate by its clauses, which names nobody and holds when it is checked', () => {
    fc.assert(
      fc.property(anyCaseload, (caseload) => {
        const made = planned(caseload)
        const certificate = made.ok && made.value.certificate
        if (!certificate) return
        expect(check(certificate, sha256).filter(({ fine }) => !fine)).toEqual([])
        for (const clause of certificate.constraints.limits) {
          expect(clause).toMatch(/^(caps|protection)\./)
        }
      }),
      { numRuns: 100 },
    )
  })
})

/** Children given to somebody whom a bar keeps from them. */
function barredMoves(caseload: Caseload, { units, workers, assignment }: Proposal): ChildId[] {
  const of = new Map(caseload.cases.map((one) => [one.child, one]))
  return units.flatMap((children, at) => {
    const to = assignment[at] ?? null
    const worker = to === null ? undefined : workers[to]
    const person = caseload.workers.find(({ id }) => id === worker)?.person ?? null
    const bars = limitsOf(person, strict, caseload.asOf).filter(({ kind }) => kind === 'bar')
    return children.filter((one) => {
      const facts = of.get(one)
      const isTheirs = facts?.holder.kind === 'worker' && facts.holder.worker === worker
      return facts && !isTheirs && bars.some(({ what }) => countsOf([facts])[what] > 0)
    })
  })
}

const fullTime = aPerson({ fteMillionths: 1_000_000 })
const newlyQualified = aPerson({ fteMillionths: 1_000_000, asyeStart: addMonths(today, -1) })
const waiting = (of: Partial<Case> = {}): Case =>
  aCase({ child: child('new'), holder: { kind: 'unallocated', why: 'blank' }, ...of })
const held = (n: number, by: string, of: Partial<Case> = {}): Case[] =>
  Array.from({ length: n }, (_, i) =>
    aCase({ child: child(`${by}${i}`), holder: heldBy(by), status: 'care-leaver', ...of }),
  )
const listFor = (caseload: Caseload, agreement = defaultAgreement) => {
  const workload = weigh(caseload, agreement)
  if (!workload.ok) throw new Error(workload.problem.sentence)
  const isNew = ({ child: of }: { child: ChildId }): boolean => of.startsWith('new')
  const plan = planProblem(
    { ...caseload, cases: caseload.cases.filter(isNew) },
    { ...workload.value, cases: workload.value.cases.filter(isNew) },
    agreement,
    'service',
    { allCases: caseload.cases },
  )
  const [unit] = plan?.problem.units ?? []
  const holdings = plan && holdingsOf(plan.problem)
  if (!plan || !unit || !holdings?.ok) throw new Error('There is a shortlist')
  const { candidates, excluded } = allocateOne(holdings.value, unit)
  return {
    candidates: candidates.map(({ worker, before, after }) => ({
      worker: plan.workers[worker],
      before: before.load,
      after: after.load,
    })),
    excluded: excluded.map(({ worker, rule, limit }) => [
      plan.workers[worker],
      limit === undefined ? rule : plan.limitWords.get(limit),
    ]),
  }
}

describe('a shortlist', () => {
  it('leaves out whom the agreement bars from such work, in its own words', () => {
    const workers = [aWorker('jo', newlyQualified), aWorker('sam', fullTime)]
    const list = listFor(
      aCaseload({ workers, cases: [waiting({ courtStage: 'care-proceedings' })] }),
    )
    expect(list.candidates.map(({ worker }) => worker)).toEqual(['sam'])
    expect(list.excluded).toEqual([
      [
        'jo',
        'A worker in the assessed and supported year holds no court work alone before month 7',
      ],
    ])
  })

  it('leaves out who holds the most already, though the question is about the waiting case alone', () => {
    const workers = [aWorker('jo', fullTime), aWorker('sam', fullTime)]
    const full = aCaseload({ workers, cases: [...held(20, 'jo'), ...held(19, 'sam'), waiting()] })
    expect(listFor(full).candidates.map(({ worker }) => worker)).toEqual(['sam'])
    expect(listFor(full).excluded).toEqual([
      ['jo', 'A full-time worker holds at most 20 children; part time, in proportion'],
    ])
  })

  it('counts for whoever takes it over what is being handed over', () => {
    const workers = [aWorker('jo', fullTime), aWorker('sam', fullTime)]
    const coming = held(20, 'sam').map((of) => ({
      ...of,
      handover: { outgoing: workerId('sam'), incoming: workerId('jo') },
    }))
    const list = listFor(aCaseload({ workers, cases: [...coming, waiting()] }))
    expect(list.candidates).toEqual([])
  })

  it('weighs a case with whoever holds brothers and sisters as their page would', () => {
    const workers = [aWorker('jo', fullTime), aWorker('sam', fullTime)]
    const mine = held(1, 'jo', { family: family('f'), status: 'child-in-need-plan' })
    const cases = [...mine, waiting({ family: family('f') })]
    const jo = listFor(aCaseload({ workers, cases })).candidates.find(
      ({ worker }) => worker === 'jo',
    )
    const taken = cases.map((of) =>
      of.child === 'new' ? { ...of, holder: heldBy('jo'), workerSinceInferred: today } : of,
    )
    const page = weigh(aCaseload({ workers, cases: taken }), defaultAgreement)
    expect(jo?.after).toBe(page.ok && page.value.workers[0]?.demand)
  })
})

describe('a plan', () => {
  it('leaves barred work with whoever holds it today, and gives them no more of it', () => {
    const court = { courtStage: 'care-proceedings' as const }
    const workers = [aWorker('jo', newlyQualified), aWorker('sam', fullTime)]
    const plan = asked(aCaseload({ workers, cases: held(1, 'jo', court) }), defaultAgreement)
    expect(plan.problem.units[0]?.eligible.map(([worker]) => worker)).toEqual([0, 1])
    const other = asked(aCaseload({ workers, cases: held(1, 'sam', court) }), defaultAgreement)
    expect(other.problem.units[0]?.eligible.map(([worker]) => worker)).toEqual([1])
  })

  it('takes no family away because it alone is more than its worker may hold', () => {
    const group = held(3, 'jo', { family: family('f'), courtStage: 'care-proceedings' })
    const workers = [
      aWorker('jo', aPerson({ fteMillionths: 400_000 })),
      aWorker('sam', aPerson({ fteMillionths: 400_000 })),
    ]
    const made = planned(aCaseload({ workers, cases: group }), defaultAgreement)
    expect(made).toMatchObject({ ok: true, value: { mustMove: [], nobody: [], assignment: [0] } })
  })

  it('leaves a case as it was decided while it is handed over', () => {
    const [coming] = held(1, 'sam')
    if (!coming) throw new Error('one')
    const handover = { outgoing: workerId('sam'), incoming: workerId('jo') }
    const workers = [aWorker('jo', fullTime), aWorker('sam', fullTime)]
    const plan = asked(aCaseload({ workers, cases: [{ ...coming, handover }] }), defaultAgreement)
    expect(plan.units.flat()).toEqual([])
    const counted = plan.problem.units.map(({ holder, counts }) => [
      holder,
      counts?.['caps.children'],
    ])
    expect(counted).toEqual([
      [0, 1],
      [1, 1],
    ])
  })

  it('says of a case with nobody which clause leaves it no room, and with how many', () => {
    const cases = [...held(20, 'jo'), waiting({ status: 'care-leaver' })]
    const made = planned(
      aCaseload({ workers: [aWorker('jo', fullTime)], cases }),
      defaultAgreement,
      { count: 0 },
    )
    const rule = 'A full-time worker holds at most 20 children; part time, in proportion'
    expect(made.ok && made.value.nobody).toMatchObject([
      { rules: [{ rule, workers: 1 }], conflict: { limit: rule } },
    ])
  })
})
