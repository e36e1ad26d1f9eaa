import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { IsoDate } from '../../kit/index.ts'
import { gatedTotals } from './gate.ts'

const point = (workers: number, overSafe: number, overHard: number) => ({
  importNumber: 1,
  asOf: '2026-09-30' as IsoDate,
  agreement: { id: 'a', version: '1' },
  workers,
  overSafe,
  overHard,
  unallocated: 0,
  phantom: 12,
  utilisation: 10_000,
  medianUtilisation: 9_000,
  agencyShare: null,
})

describe('totals that the agreement’s parties see', () => {
  it('are whole where nobody could be pointed at', () => {
    expect(gatedTotals(point(62, 14, 7))).toMatchObject({ workers: 62, overSafe: 14, overHard: 7 })
    expect(gatedTotals(point(62, 0, 0))).toMatchObject({ overSafe: 0, overHard: 0 })
  })

  it('say nothing of a service of fewer than ten workers', () => {
    expect(gatedTotals(point(9, 5, 0))).toMatchObject({
      workers: null,
      overSafe: null,
      phantom: null,
      utilisation: null,
    })
  })

  it('never let a group of one to four be read or worked out', () => {
    fc.assert(
      fc.property(fc.nat(80), fc.nat(80), fc.nat(80), (a, b, c) => {
        const [overHard = 0, overSafe = 0, workers = 0] = [a, b, c].sort((x, y) => x - y)
        const shown = gatedTotals(point(workers, overSafe, overHard))
        const known = [shown.workers, shown.overSafe, shown.overHard, 0].filter(
          (each) => each !== null,
        )
        for (const one of known) {
          for (const other of known) {
            const group = Math.abs(one - other)
            if (one !== other) expect(group).toBeGreaterThanOrEqual(5)
          }
        }
      }),
    )
  })
})
