import { expect, it } from 'vitest'
import { aUnit } from '../seeds/fairness.ts'
import { allocateOne, holdingsOf, type FairnessProblem } from '../../src/core/fairness/index.ts'

it('shortlists a new case among 300 workers and 5,000 cases while one waits', () => {
  const workers = 300
  const problem: FairnessProblem = {
    unit: 'half-hours a month',
    fullTime: 210,
    workers: Array.from({ length: workers }, (_, at) => ({
      id: `w${at}`,
      capacity: 150 + (at % 7) * 10,
      limits: { children: 40 },
    })),
    units: Array.from({ length: 5000 }, (_, at) =>
      aUnit(`u${at}`, {
        holder: at % workers,
        eligible: Array.from({ length: 20 }, (__, k): [number, number] => [(at + k) % workers, 12]),
        counts: { children: 1 },
      }),
    ),
  }
  const holdings = holdingsOf(problem)
  if (!holdings.ok) throw new Error('sound')
  const times = Array.from({ length: 40 }, (_, at) => {
    const begun = performance.now()
    const list = allocateOne(
      holdings.value,
      aUnit(`new ${at}`, {
        eligible: Array.from({ length: workers }, (__, worker): [number, number] => [worker, 10]),
        counts: { children: 2 },
      }),
    )
    expect(list.candidates.length + list.excluded.length).toBe(workers)
    return performance.now() - begun
  }).sort((a, b) => a - b)
  // Under 5 ms on a quiet machine; a busy one is given five times that.
  expect(times[20]).toBeLessThan(25)
})
