import { describe, expect, it } from 'vitest'
import type { IsoDate } from '../../kit/index.ts'
import { pathOf, type PathRecords } from './index.ts'

const day = (text: string): IsoDate => text as IsoDate
const none: PathRecords = { demands: [], meetings: [], promises: [], wins: [] }
const raised = [{ title: 'Round 1', on: day('2026-07-06') }]

const all: PathRecords = {
  demands: [
    { id: 'd', title: 'A fair caseload', on: day('2026-08-01'), concerns: ['merged'] },
    { id: 'other', title: 'Pay', on: day('2026-08-01'), concerns: ['x'] },
  ],
  meetings: [
    {
      id: 'm1',
      title: 'With the director',
      on: day('2026-09-01'),
      state: 'cancelled',
      concerns: [],
      demands: ['d'],
    },
    {
      id: 'm2',
      title: 'With the director again',
      on: day('2026-09-20'),
      state: 'held',
      concerns: [],
      demands: [],
    },
  ],
  promises: [
    {
      id: 'p',
      title: 'A workload tool by spring',
      saidOn: day('2026-09-20'),
      state: 'overdue',
      meeting: 'm2',
      concerns: [],
      demands: ['d'],
    },
  ],
  wins: [
    {
      id: 'w',
      title: 'No more than 18',
      wonOn: day('2026-11-01'),
      holds: 'not-looked',
      concerns: [],
      demands: [],
      promises: ['p'],
    },
  ],
}

describe('the path of a concern', () => {
  it('leads from what was merged into it, through the demand, to the meeting at which it was promised', () => {
    const path = pathOf({ ids: ['c', 'merged'], raised }, all)
    expect(path.steps.map(({ stage, items }) => [stage, items.map(({ id }) => id)])).toEqual([
      ['raised', [null]],
      ['demand', ['d']],
      ['meeting', ['m1', 'm2']],
      ['promise', ['p']],
      ['won', ['w']],
      ['held', []],
    ])
    expect(path.stands).toBe('won')
  })

  it('shows every stage, those still empty too, and stands at raised while nothing came of it', () => {
    const path = pathOf({ ids: ['nobody'], raised }, all)
    expect(path.steps).toHaveLength(6)
    expect(path.stands).toBe('raised')
  })

  it('does not stand at a meeting that was cancelled or is still to come', () => {
    const [demand] = all.demands
    const [meeting] = all.meetings
    if (!demand || !meeting) throw new Error('None')
    for (const state of ['cancelled', 'planned'] as const) {
      const path = pathOf(
        { ids: ['merged'], raised },
        { ...none, demands: [demand], meetings: [{ ...meeting, state }] },
      )
      expect(path.stands).toBe('demand')
      expect(path.steps[2]?.items[0]?.mark).toBe(state)
    }
  })

  it('says of a win that it did not hold', () => {
    const wins = all.wins.map((win) => ({ ...win, holds: 'no' as const, concerns: ['c'] }))
    const path = pathOf({ ids: ['c'], raised }, { ...none, wins })
    expect(path.steps[4]?.items[0]?.mark).toBe('did-not-hold')
    expect(path.stands).toBe('won')
  })
})
