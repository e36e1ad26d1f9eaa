import { describe, expect, it } from 'vitest'
import { londonClock } from './index.ts'

describe('England’s clocks', () => {
  it.each([
    ['2026-01-15T23:30:00Z', '2026-01-15', '23:30'],
    ['2026-07-15T23:30:00Z', '2026-07-16', '00:30'],
    ['2026-03-29T00:59:00Z', '2026-03-29', '00:59'],
    ['2026-03-29T01:00:00Z', '2026-03-29', '02:00'],
    ['2026-10-25T00:30:00Z', '2026-10-25', '01:30'],
    ['2026-10-25T01:30:00Z', '2026-10-25', '01:30'],
  ])('show %s as %s, %s', (at, day, time) => {
    expect(londonClock(new Date(at))).toEqual({ day, time })
  })
})
