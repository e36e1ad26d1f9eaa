import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aCase, anyCaseOf, workerId } from '../../../test/seeds/caseload.ts'
import type { IsoDate } from '../../kit/index.ts'
import { nextDates } from './index.ts'

const on = '2026-09-30' as IsoDate
const day = (text: string): IsoDate => text as IsoDate
const datesOf = (of: Parameters<typeof aCase>[0]) =>
  nextDates(aCase(of), on).map(({ what, due }) => [what, due])

describe('the statutory dates that a handover carries over', () => {
  it('counts the next visit and the first review of a child who has just come into care', () => {
    expect(
      datesOf({
        status: 'looked-after',
        flags: ['looked-after'],
        statusSince: day('2026-09-14'),
        placementSince: day('2026-09-14'),
        lastSeen: day('2026-09-18'),
      }),
    ).toEqual([
      ['visit to the looked-after child', '2026-10-30'],
      ['looked-after review', '2026-10-12'],
    ])
  })

  it('names the next review without a day where the first has passed: no file holds the last one', () => {
    expect(
      datesOf({
        status: 'child-protection-plan',
        flags: ['child-protection-plan'],
        statusSince: day('2025-01-10'),
        courtStage: 'care-proceedings',
      }),
    ).toEqual([
      ['child protection visit', null],
      ['child protection review conference', null],
      ['court', null],
    ])
  })

  it('carries both sets over for a looked-after child on a child protection plan', () => {
    const whats = datesOf({
      status: 'looked-after',
      flags: ['child-protection-plan', 'looked-after'],
    }).map(([what]) => what)
    expect(whats).toContain('looked-after review')
    expect(whats).toContain('child protection review conference')
  })

  it('keeps the day of an assessment that is late: whoever takes it over must know', () => {
    expect(
      datesOf({
        status: 'open-assessment',
        flags: ['open-assessment'],
        openSince: day('2026-06-01'),
      }),
    ).toEqual([['assessment finished', '2026-08-03']])
  })

  it('names something to be asked for every case', () => {
    fc.assert(
      fc.property(anyCaseOf('c', [workerId('w')]), (of) => {
        const dates = nextDates(of, on)
        expect(dates.length).toBeGreaterThan(0)
        for (const { what, rule } of dates) expect(`${what}${rule}`).not.toBe('')
      }),
    )
  })
})
