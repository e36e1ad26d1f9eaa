import { describe, expect, it } from 'vitest'
import { addDays } from '../../kit/index.ts'
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
import { lookAhead, weigh } from './index.ts'

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
})
