import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type IsoDate } from '../../kit/index.ts'
import { addWorkingDays } from '../calendar/index.ts'
import {
  enteredOf,
  gateOf,
  handoverClause,
  handoverStanding,
  handoverSteps,
  isSignature,
  missingBeforeSigning,
  type Handover,
  type HandoverEntry,
  type HandoverTerm,
} from './index.ts'

const day = (n: number): IsoDate => addDays('2026-01-05' as IsoDate, n)
const term: HandoverTerm = {
  required: [
    'meeting',
    'summary',
    'child-told',
    'outgoing-signed',
    'incoming-signed',
    'manager-signed',
  ],
  meetingWorkingDays: 5,
  workingDays: 10,
  emergencyWorkingDays: 5,
}
const opened: Handover = {
  openedOn: day(0),
  hasReceiver: true,
  plannedFor: null,
  done: {},
  movedByMessageOn: null,
  emergency: null,
  withdrawnOn: null,
}
const doneOn = (n: number): Handover['done'] =>
  Object.fromEntries(term.required.map((step) => [step, day(n)]))

describe('a handover', () => {
  it('leaves the case with the one who hands over until every required step is done', () => {
    const done = { ...doneOn(3), 'manager-signed': day(9) }
    const almost = handoverStanding({ ...opened, done }, term, day(4))
    expect(almost).toMatchObject({
      state: 'in-progress',
      accountable: 'outgoing',
      missing: ['manager-signed'],
    })
    const whole = handoverStanding({ ...opened, done: doneOn(3) }, term, day(4))
    expect(whole).toMatchObject({ state: 'complete', accountable: 'incoming', completedOn: day(3) })
  })

  it('is upcoming before anything was done and overdue after its days, with the clause', () => {
    expect(handoverStanding(opened, term, day(2)).state).toBe('upcoming')
    const late = handoverStanding(opened, term, day(20))
    expect(late.state).toBe('overdue')
    expect(late.breaches).toEqual([
      { clause: handoverClause.time, what: 'late', on: late.due },
      { clause: handoverClause.meeting, what: 'late', on: addWorkingDays(day(0), 5) },
    ])
  })

  it('keeps the breach of its time once it was completed late', () => {
    const late = handoverStanding({ ...opened, done: doneOn(30) }, term, day(60))
    expect(late.state).toBe('complete')
    expect(late.breaches.map(({ clause }) => clause)).toEqual([
      handoverClause.time,
      handoverClause.meeting,
    ])
  })

  it('breaks the clause on meetings when the case moved by message alone', () => {
    const moved = { ...opened, movedByMessageOn: day(1) }
    expect(handoverStanding(moved, term, day(1)).breaches).toEqual([
      { clause: handoverClause.meeting, what: 'by-message', on: day(1) },
    ])
    const met = { ...moved, done: { meeting: day(1) } }
    expect(handoverStanding(met, term, day(1)).breaches).toEqual([])
    const metAfter = { ...moved, done: { meeting: day(4) } }
    expect(handoverStanding(metAfter, term, day(5)).breaches).toHaveLength(1)
  })

  it('breaks the clause on meetings where one is held too late or not at all, and only where one is required', () => {
    const meetBy = addWorkingDays(day(0), 5)
    const late = { clause: handoverClause.meeting, what: 'late', on: meetBy }
    const on = addDays(meetBy, 1)
    expect(handoverStanding(opened, term, meetBy).breaches).toEqual([])
    expect(handoverStanding(opened, term, on).breaches).toEqual([late])
    const met = { ...opened, done: { meeting: on } }
    expect(handoverStanding(met, term, on).breaches).toEqual([late])
    expect(handoverStanding({ ...opened, done: { meeting: meetBy } }, term, on).breaches).toEqual(
      [],
    )
    const without = { ...term, required: term.required.filter((step) => step !== 'meeting') }
    expect(handoverStanding(opened, without, on).breaches).toEqual([])
  })

  it('gives an emergency days of its own, and cites its own clause when they pass', () => {
    const urgent: Handover = { ...opened, emergency: { on: day(8), reason: 'sudden-sickness' } }
    const due = addWorkingDays(day(8), 5)
    expect(handoverStanding(urgent, term, due).breaches).toEqual([])
    expect(handoverStanding(urgent, term, addDays(due, 1)).breaches[0]).toEqual({
      clause: handoverClause.emergency,
      what: 'late',
      on: due,
    })
  })

  it('passes on at once in an emergency and leaves the missing steps overdue', () => {
    const urgent: Handover = {
      ...opened,
      emergency: { on: day(1), reason: 'worker-left-without-notice' },
    }
    expect(handoverStanding(urgent, term, day(1))).toMatchObject({
      state: 'overdue',
      accountable: 'incoming',
      missing: term.required,
    })
  })

  it('never passes on a case that nobody is to receive', () => {
    const nobody = { ...opened, hasReceiver: false, done: doneOn(1) }
    expect(handoverStanding(nobody, term, day(2))).toMatchObject({
      state: 'without-receiver',
      accountable: 'outgoing',
    })
  })

  it('does not count what is only planned for a later day', () => {
    const planned = { ...opened, done: { ...doneOn(1), meeting: day(8) } }
    expect(handoverStanding(planned, term, day(2)).missing).toEqual(['meeting'])
  })

  it('moves accountability once, and never back, as days pass', () => {
    const days = fc.nat(40).map(day)
    const any = fc.record({
      done: fc.dictionary(fc.constantFrom(...handoverSteps), days),
      emergency: fc.option(days.map((on) => ({ on, reason: 'sudden-sickness' as const }))),
    })
    fc.assert(
      fc.property(any, ({ done, emergency }) => {
        let passed = false
        for (let n = 0; n <= 60; n += 1) {
          const { accountable, missing } = handoverStanding(
            { ...opened, done, emergency },
            term,
            day(n),
          )
          if (passed) expect(accountable).toBe('incoming')
          if (accountable === 'incoming') {
            passed = true
            expect(missing.length === 0 || (emergency !== null && emergency.on <= day(n))).toBe(
              true,
            )
          }
        }
      }),
    )
  })
})

describe('what was entered about a handover', () => {
  it('stands as entered, and a step entered in error counts no more', () => {
    const meeting = { kind: 'step', step: 'meeting', on: day(1) } as const
    expect(enteredOf([meeting]).done).toEqual({ meeting: day(1) })
    const undone = [meeting, { kind: 'step-undone', step: 'meeting', on: day(2) } as const]
    expect(enteredOf(undone).done).toEqual({})
    expect(enteredOf([...undone, { ...meeting, on: day(2) }]).done).toEqual({ meeting: day(2) })
  })

  it('takes signatures back with a step they were given over, and a signature alone', () => {
    const signed = [
      { kind: 'step', step: 'summary', on: day(1) },
      { kind: 'step', step: 'outgoing-signed', on: day(2) },
      { kind: 'step', step: 'incoming-signed', on: day(2) },
    ] as const
    const undone = (step: 'summary' | 'outgoing-signed'): HandoverEntry[] => [
      ...signed,
      { kind: 'step-undone', step, on: day(3) },
    ]
    expect(enteredOf(undone('summary')).done).toEqual({})
    expect(enteredOf(undone('outgoing-signed')).done).toEqual({
      summary: day(1),
      'incoming-signed': day(2),
    })
  })

  it('waits with an emergency for the second person, who agrees or refuses', () => {
    const asked = {
      kind: 'emergency',
      said: 'asked',
      reason: 'sudden-sickness',
      on: day(1),
    } as const
    expect(enteredOf([asked])).toMatchObject({
      emergency: null,
      emergencyAsked: { on: day(1), reason: 'sudden-sickness' },
    })
    expect(enteredOf([asked, { ...asked, said: 'refused', on: day(2) }])).toMatchObject({
      emergency: null,
      emergencyAsked: null,
    })
    expect(enteredOf([asked, { ...asked, said: 'agreed', on: day(2) }])).toMatchObject({
      emergency: { on: day(2), reason: 'sudden-sickness' },
      emergencyAsked: null,
    })
  })

  it('keeps the first day on which it was seen to have moved by message, and the last day planned', () => {
    const entered = enteredOf([
      { kind: 'moved-by-message', on: day(2) },
      { kind: 'planned', on: day(4) },
      { kind: 'moved-by-message', on: day(3) },
      { kind: 'planned', on: day(6) },
    ])
    expect(entered).toMatchObject({ movedByMessageOn: day(2), plannedFor: day(6) })
  })

  it('opens the gate on the day on which the whole is done, and says so as the standing does', () => {
    const anyEntry = fc.oneof(
      fc.record({
        kind: fc.constantFrom('step' as const, 'step-undone' as const),
        step: fc.constantFrom(...handoverSteps),
        on: fc.nat(20).map(day),
      }),
      fc.record({
        kind: fc.constant('emergency' as const),
        said: fc.constantFrom('asked' as const, 'agreed' as const, 'refused' as const),
        reason: fc.constant('sudden-sickness' as const),
        on: fc.nat(20).map(day),
      }),
    )
    const complete = term.required.map((step): HandoverEntry => ({
      kind: 'step',
      step,
      on: day(9),
    }))
    expect(gateOf(complete, term, day(8))).toBe('open')
    expect(gateOf(complete, term, day(9))).toBe('complete')
    expect(gateOf([], null, day(0))).toBe('none')
    fc.assert(
      fc.property(
        fc.array(anyEntry, { maxLength: 30 }),
        fc.subarray([...handoverSteps]),
        fc.nat(20).map(day),
        (entries, required, on) => {
          const agreed = { ...term, required }
          const standing = handoverStanding({ ...opened, ...enteredOf(entries) }, agreed, on)
          const gate = gateOf(entries, agreed, on)
          expect(gate === 'open').toBe(standing.accountable === 'outgoing')
          expect(gate === 'complete').toBe(standing.missing.length === 0)
        },
      ),
    )
  })

  it('lets nobody sign before every other required step is done', () => {
    const anyDone = fc.uniqueArray(fc.constantFrom(...handoverSteps))
    fc.assert(
      fc.property(anyDone, (steps) => {
        const entries = steps.map((step): HandoverEntry => ({ kind: 'step', step, on: day(1) }))
        const entered = enteredOf(entries)
        const missing = missingBeforeSigning(entered, term)
        const all = handoverStanding({ ...opened, ...entered }, term, day(2)).missing
        expect(missing).toEqual(all.filter((step) => !isSignature(step)))
      }),
    )
  })
})
