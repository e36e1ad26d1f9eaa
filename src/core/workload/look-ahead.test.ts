import { describe, expect, it } from 'vitest'
import { addDays, addMonths, type IsoDate } from '../../kit/index.ts'
import {
  aCase,
  aCaseload,
  aPerson,
  aWorker,
  heldBy,
  today,
  workerId,
} from '../../../test/seeds/caseload.ts'
import { defaultAgreement } from '../agreement/index.ts'
import { comingOfAge, lookAhead, weigh } from './index.ts'

const ahead = (person: Parameters<typeof aPerson>[0], of: Parameters<typeof aCase>[0] = {}) => {
  const looked = lookAhead(
    aCaseload({
      workers: [aWorker('w1', aPerson({ fteMillionths: 1_000_000, ...person }))],
      cases: [aCase({ holder: heldBy('w1'), ...of })],
    }),
    defaultAgreement,
    8,
  )
  if (!looked.ok) throw new Error(looked.problem.sentence)
  return looked.value.get(workerId('w1')) ?? []
}

describe('looking eight weeks ahead', () => {
  it('begins with the figures of the day itself', () => {
    const now = weigh(
      aCaseload({ workers: [aWorker('w1', aPerson())], cases: [aCase({ holder: heldBy('w1') })] }),
      defaultAgreement,
    )
    const [first] = ahead({})
    expect(first?.demand).toBe(now.ok && now.value.workers[0]?.demand)
    expect(ahead({})).toHaveLength(9)
  })

  it('sees a contract end: who still holds cases then can carry none', () => {
    const days = ahead({ contractEnd: addDays(today, 20) })
    expect(days[2]?.state).toBe('known')
    expect(days[3]).toMatchObject({ state: 'cannot-receive', standing: 'over-hard' })
  })

  it('sees somebody come back from leave', () => {
    const leave = { reason: 'long-sickness' as const, from: today, to: addDays(today, 13) }
    const days = ahead({ reductions: [{ ...leave, amount: { percent: 100 } }] })
    expect(days.map((day) => day.state).slice(0, 4)).toEqual([
      'cannot-receive',
      'cannot-receive',
      'known',
      'known',
    ])
  })

  it('sees a new plan grow past its heavier first months', () => {
    const days = ahead(
      {},
      {
        status: 'child-protection-plan',
        flags: ['child-protection-plan'],
        statusSince: addDays(today, -80),
      },
    )
    expect(days.at(-1)?.demand).toBeLessThan(days[0]?.demand ?? 0)
  })

  const born = (years: number, inDays: number) => addMonths(addDays(today, inDays), -12 * years)

  it('ends a care leaver’s case on the 25th birthday, and a child’s on the 18th', () => {
    const leaver = ahead({}, { status: 'care-leaver', birthDate: born(25, 15) })
    expect(leaver.map((day) => day.cases)).toEqual([1, 1, 1, 0, 0, 0, 0, 0, 0])
    expect(leaver.at(-1)?.demand).toBe(0)
    const child = ahead({}, { status: 'child-in-need-plan', birthDate: born(18, 14) })
    expect(child.map((day) => day.cases)).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0])
  })

  it('keeps a child who leaves care at 18, as a care leaver', () => {
    const days = ahead({}, { status: 'looked-after', birthDate: born(18, 15) })
    const leaver = ahead({}, { status: 'care-leaver', statusSince: addDays(today, 15) })
    expect(days.at(-1)?.cases).toBe(1)
    expect(days[0]?.demand).not.toBe(leaver[0]?.demand)
    expect(days.at(-1)?.demand).toBe(leaver.at(-1)?.demand)
  })

  it('closes nothing else: not an adult whom a list for children still has, nor who has no birth date', () => {
    for (const birthDate of [born(19, 15), null]) {
      expect(ahead({}, { birthDate }).every((day) => day.cases === 1)).toBe(true)
    }
  })
})

describe('coming of age', () => {
  it('is on 1 March for who was born on 29 February, where the year has none', () => {
    const birthDate = '2008-02-29' as IsoDate
    const leaver = { birthDate, status: 'care-leaver' as const, flags: [] }
    expect(comingOfAge({ ...leaver, status: 'child-in-need-plan' }, today)?.on).toBeUndefined()
    expect(comingOfAge(leaver, today)).toEqual({ on: '2033-03-01', what: 'turns-25' })
  })
})
