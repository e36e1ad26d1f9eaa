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
  workerId,
} from '../../../test/seeds/caseload.ts'
import { addDays, type IsoDate } from '../../kit/index.ts'
import { defaultAgreement, termsOf, type Agreement } from '../agreement/index.ts'
import type { Caseload, Workload } from '../model/index.ts'
import { unableOn } from '../caseload/index.ts'
import { weigh } from '../workload/index.ts'
import { decisionStanding, withDecisions, type AnswerTerm, type StandingMove } from './index.ts'

const day = (n: number): IsoDate => addDays('2026-01-05' as IsoDate, n)
const term: AnswerTerm = { workingDays: 2, managerWorkingDays: 1, silence: 'accepted' }

describe('a decision that a worker is asked about', () => {
  it('waits for the worker, and stands once they accept', () => {
    expect(decisionStanding(day(0), [], term, day(1))).toMatchObject({
      state: 'waits-for-worker',
      due: day(2),
    })
    const accepted = [{ kind: 'worker', answer: 'accepted', on: day(1) }] as const
    expect(decisionStanding(day(0), accepted, term, day(1))).toMatchObject({
      state: 'stands',
      by: 'worker',
    })
  })

  it.each([
    ['accepted', 'stands'],
    ['returned', 'returned'],
  ] as const)('takes silence as the agreement says: %s', (silence, state) => {
    expect(decisionStanding(day(0), [], { ...term, silence }, day(3))).toMatchObject({
      state,
      by: 'silence',
    })
  })

  it('runs no clock where the agreement says nothing', () => {
    expect(decisionStanding(day(0), [], null, day(300))).toMatchObject({
      state: 'waits-for-worker',
      due: null,
    })
  })

  it.each(['not-safe', 'accepted-with-conditions'] as const)(
    'never comes to stand by silence over “%s”: the manager must answer',
    (answer) => {
      const said = [{ kind: 'worker', answer, on: day(1) }] as const
      const later = decisionStanding(day(0), said, term, day(200))
      expect(later).toMatchObject({ state: 'waits-for-manager', late: true })
      const withdrawn = [...said, { kind: 'manager', answer: 'withdrawn', on: day(2) }] as const
      expect(decisionStanding(day(0), withdrawn, term, day(200)).state).toBe('withdrawn')
      const upheld = [...said, { kind: 'manager', answer: 'stands', on: day(2) }] as const
      expect(decisionStanding(day(0), upheld, term, day(200))).toMatchObject({
        state: 'stands',
        by: 'manager',
      })
    },
  )
})

describe('a decision that asks a second person', () => {
  it('asks the worker only once they approved, and counts the worker’s days from then', () => {
    const on = (events: Parameters<typeof decisionStanding>[1], at: number) =>
      decisionStanding(day(0), events, term, day(at), true)
    expect(on([], 200)).toMatchObject({ state: 'waits-for-second', due: null })
    const approved = [{ kind: 'second', answer: 'approved', on: day(7) }] as const
    expect(on(approved, 8)).toMatchObject({ state: 'waits-for-worker', due: day(9) })
    expect(on([{ kind: 'second', answer: 'refused', on: day(1) }], 1).state).toBe('refused')
  })

  it('is over when it is taken back, whoever had answered', () => {
    const events = [
      { kind: 'second', answer: 'approved', on: day(0) },
      { kind: 'worker', answer: 'not-safe', on: day(1) },
      { kind: 'recalled', answer: 'recalled', on: day(1) },
    ] as const
    expect(decisionStanding(day(0), events, term, day(9), true).state).toBe('recalled')
    const impossible = [{ kind: 'recalled', answer: 'no-longer-possible', on: day(1) }] as const
    expect(decisionStanding(day(0), impossible, term, day(1))).toMatchObject({
      state: 'returned',
      by: 'rules',
    })
  })
})

const two = ['amara', 'jo', 'sam'].map((name) =>
  aWorker(`name:${name}`, aPerson({ fteMillionths: 1_000_000 })),
)
const held = (by: string | null) =>
  aCaseload({
    workers: two,
    cases: [
      aCase({
        child: child('a'),
        holder: by === null ? { kind: 'unallocated', why: 'blank' } : heldBy(`name:${by}`),
      }),
    ],
  })
const move = (more: Partial<StandingMove>): StandingMove => ({
  id: '1',
  child: child('a'),
  from: workerId('name:amara'),
  to: workerId('name:jo'),
  decidedOn: day(0),
  handover: 'open',
  ...more,
})
const noHandover: Agreement = {
  ...defaultAgreement,
  terms: { ...termsOf(defaultAgreement), handover: null },
}
const workloadOf = (caseload: Caseload, agreement = defaultAgreement): Workload => {
  const weighed = weigh(caseload, agreement)
  if (!weighed.ok) throw new Error('The agreement weighs')
  return weighed.value
}
const after = (by: string | null, of: StandingMove) => {
  const { caseload, moves } = withDecisions(held(by), [of])
  const [one] = caseload.cases
  return {
    holder: one?.holder.kind === 'worker' ? one.holder.worker : null,
    receiver: one?.handover?.incoming ?? null,
    files: moves[0]?.files,
  }
}

describe('the day’s caseload with decisions in play', () => {
  it('keeps the one who hands over accountable, and lets the receiver carry a share', () => {
    expect(after('amara', move({}))).toEqual({
      holder: 'name:amara',
      receiver: 'name:jo',
      files: 'ahead-of-files',
    })
  })

  it.each([
    ['open', 'name:amara'],
    ['emergency', 'name:jo'],
  ] as const)('lets both carry the agreed overlap while it is %s', (handover, accountable) => {
    const overlap = 2 * defaultAgreement.unit.grainsPerUnit
    const whole = workloadOf(held('amara')).workers[0]?.demand ?? 0
    const now = workloadOf(withDecisions(held('amara'), [move({ handover })]).caseload)
    expect(now.cases[0]?.holder).toEqual(heldBy(accountable))
    for (const { id, demand, cases, nonCaseLines } of now.workers) {
      const answers = id === accountable
      const takesPart = id !== 'name:sam'
      expect(cases).toBe(answers ? 1 : 0)
      expect(demand - (takesPart ? overlap : 0)).toBe(
        answers ? (id === 'name:amara' ? whole : now.cases[0]?.demand) : 0,
      )
      expect((nonCaseLines ?? []).map(({ hundredths, clause }) => [clause, hundredths])).toEqual(
        takesPart ? [['handover.overlap', 200]] : [],
      )
    }
  })

  it('adds nothing for anybody where no handover is agreed', () => {
    const { caseload } = withDecisions(held('amara'), [move({})])
    expect(workloadOf(caseload, noHandover).workers).toEqual(
      workloadOf(held('amara'), noHandover).workers,
    )
  })

  it('passes the case on when the handover is complete, before the files show it', () => {
    expect(after('amara', move({ handover: 'complete' }))).toEqual({
      holder: 'name:jo',
      receiver: null,
      files: 'ahead-of-files',
    })
  })

  it('gives a case of nobody’s to its new worker at once', () => {
    expect(after(null, move({ from: null, handover: 'none' })).holder).toBe('name:jo')
  })

  it('keeps the one who hands over accountable when the case system moved it first, and says so', () => {
    expect(after('jo', move({}))).toEqual({
      holder: 'name:amara',
      receiver: 'name:jo',
      files: 'shown-before-handover',
    })
  })

  it('calls it a phantom once its new worker has left: nobody comes to the child', () => {
    const gone = aCaseload({
      ...held(null),
      workers: [aWorker('name:jo', aPerson({ contractEnd: day(-400) }))],
    })
    const { caseload } = withDecisions(gone, [move({ from: null, handover: 'none' })])
    expect(caseload.cases[0]?.holder).toMatchObject({ kind: 'phantom', worker: 'name:jo' })
  })

  it('lets the files win where they show a third worker', () => {
    expect(after('sam', move({ handover: 'complete' }))).toEqual({
      holder: 'name:sam',
      receiver: null,
      files: 'overtaken',
    })
  })

  it('says of a closed case that it ended', () => {
    expect(withDecisions(held('amara'), [move({ child: child('z') })]).moves).toEqual([
      { id: '1', files: 'ended' },
    ])
  })

  it('changes nothing but the cases that are decided, and loses no case', () => {
    fc.assert(
      fc.property(anyCaseload, fc.nat(), fc.nat(), (caseload, which, to) => {
        const of = caseload.cases[which % Math.max(1, caseload.cases.length)]
        const receiver = caseload.workers[to % Math.max(1, caseload.workers.length)]
        if (!of || !receiver) return
        const from = of.holder.kind === 'worker' ? of.holder.worker : null
        const decided = move({ child: of.child, from, to: receiver.id, handover: 'complete' })
        const { caseload: now } = withDecisions(caseload, [decided])
        expect(now.cases.map((one) => one.child)).toEqual(caseload.cases.map((one) => one.child))
        now.cases.forEach((one, i) => {
          if (one.child === of.child) {
            const isGone = receiver.person && unableOn(receiver.person, caseload.asOf) !== null
            expect(one.holder).toMatchObject({
              kind: isGone ? 'phantom' : 'worker',
              worker: receiver.id,
            })
          } else expect(one).toBe(caseload.cases[i])
        })
      }),
    )
  })
})
