import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type IsoDate } from '../../kit/index.ts'
import {
  handoverClause,
  handoverStanding,
  handoverSteps,
  type Handover,
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
    expect(late.breaches).toEqual([{ clause: handoverClause.time, on: late.due }])
  })

  it('keeps the breach of its time once it was completed late', () => {
    const late = handoverStanding({ ...opened, done: doneOn(30) }, term, day(60))
    expect(late.state).toBe('complete')
    expect(late.breaches).toHaveLength(1)
  })

  it('breaks the clause on meetings when the case moved by message alone', () => {
    const moved = { ...opened, movedByMessageOn: day(1) }
    expect(handoverStanding(moved, term, day(1)).breaches).toEqual([
      { clause: handoverClause.meeting, on: day(1) },
    ])
    const met = { ...moved, done: { meeting: day(1) } }
    expect(handoverStanding(met, term, day(1)).breaches).toEqual([])
    const metAfter = { ...moved, done: { meeting: day(4) } }
    expect(handoverStanding(metAfter, term, day(5)).breaches).toHaveLength(1)
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
