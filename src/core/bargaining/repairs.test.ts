import { describe, expect, it } from 'vitest'
import type { IsoDate } from '../../kit/index.ts'
import { repairStanding } from './index.ts'

const day = (text: string): IsoDate => text as IsoDate
const repair = {
  openedOn: day('2026-09-01'),
  reportedOn: day('2026-09-04'),
  fixedOn: day('2026-10-01'),
}

describe('something wrong with a building', () => {
  it('is open, then reported, then mended, by the day on which one asks', () => {
    const on = (text: string) => repairStanding(repair, day(text))
    expect(on('2026-09-03')).toEqual({ state: 'open', days: 2 })
    expect(on('2026-09-04')).toEqual({ state: 'reported', days: 3 })
    expect(on('2026-09-30')).toEqual({ state: 'reported', days: 29 })
    expect(on('2026-10-01')).toEqual({ state: 'fixed', days: 30 })
    expect(on('2027-01-01')).toEqual({ state: 'fixed', days: 30 })
  })

  it('may be mended without ever being reported', () => {
    expect(repairStanding({ ...repair, reportedOn: null }, day('2026-12-01')).state).toBe('fixed')
  })
})
