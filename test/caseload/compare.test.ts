import { describe, expect, test } from 'vitest'
import { assemble, compare } from '../../src/core/caseload/index.ts'
import type { Caseload, ChildRecord, PersonRecord } from '../../src/core/model/index.ts'
import { DAY, answers, caseOf, d, person, records, row } from './build.ts'

const EARLIER = d('2026-11-07')

const held = (child: string, worker: string | null, team = 'Court Team') =>
  row('need-episode', child, { worker, team })
const as = (
  on: typeof DAY,
  children: ChildRecord[],
  people: PersonRecord[] = [],
  previous?: Caseload,
): Caseload => assemble(records({ children, people }), on, answers(), previous)

const before = (): Caseload =>
  as(EARLIER, [
    held('c1', 'Amara Okoye'),
    held('c2', 'Amara Okoye'),
    held('c3', 'Amara Okoye'),
    held('c4', 'Duty', 'MASH'),
    held('c5', 'Sam Reed'),
  ])

describe('two imports of different days', () => {
  test('give children new, closed, with another status, with another worker', () => {
    const after = as(DAY, [
      held('c1', 'Amara Okoye'),
      held('c2', 'Jo Lin'),
      row('protection-plan', 'c3'),
      row('need-episode', 'c3', { status: 'child-protection-plan' }),
      held('c4', 'Jo Lin', 'MASH'),
      held('c6', 'Jo Lin'),
    ])
    const { children, counts, workers, teams, involvements } = compare(before(), after)
    expect(children.new.map((c) => c.child)).toEqual(['c6'])
    expect(children.closed).toEqual([
      {
        child: 'c5',
        before: { status: 'child-in-need-plan', worker: 'name:sam reed' },
        after: null,
      },
    ])
    expect(children.changedStatus).toMatchObject([
      { child: 'c3', after: { status: 'child-protection-plan' } },
    ])
    expect(children.changedWorker.map((c) => c.child)).toEqual(['c2'])
    expect(counts).toMatchObject({ new: 1, closed: 1, changedStatus: 1, changedWorker: 1 })
    expect(workers).toEqual({ new: ['name:jo lin'], gone: ['name:sam reed'] })
    expect(teams).toEqual({ new: [], gone: [] })
    expect(involvements).toEqual([
      { child: 'c2', from: 'name:amara okoye', to: 'name:jo lin', on: DAY, inferred: true },
      { child: 'c4', from: null, to: 'name:jo lin', on: DAY, inferred: true },
    ])
  })

  test('show work that fell out of anyone’s hands, or into those of someone who cannot hold it', () => {
    const after = as(
      DAY,
      [held('c1', 'Unallocated'), held('c2', 'Amara Okoye'), held('c4', 'Duty', 'MASH')],
      [person('Amara Okoye', { contractEnd: d('2026-11-14') })],
    )
    const { children } = compare(before(), after)
    expect(children.newlyUnallocated.map((c) => c.child)).toEqual(['c1'])
    expect(children.newlyPhantom.map((c) => c.child)).toEqual(['c2'])
    expect(children.changedWorker).toEqual([])
  })

  test('do not take a worker for another when the people file first gives the number', () => {
    const after = as(
      DAY,
      ['c1', 'c2', 'c3'].map((c) => held(c, 'Amara Okoye')),
      [person('Amara Okoye', { sweNumber: 'SW123456' })],
    )
    const { children, workers, involvements } = compare(before(), after)
    expect(children.changedWorker).toEqual([])
    expect(involvements).toEqual([])
    expect(workers).toEqual({ new: [], gone: ['name:sam reed'] })
  })
})

describe('the day a worker was first seen with a case', () => {
  test('is the later import’s day where the worker changed, and unknown where nothing shows it', () => {
    const after = as(
      DAY,
      [held('c1', 'Amara Okoye'), held('c2', 'Jo Lin'), held('c4', 'Jo Lin'), held('c9', 'Jo Lin')],
      [],
      before(),
    )
    expect(after.cases.map((c) => [c.child, c.workerSinceInferred])).toEqual([
      ['c1', null],
      ['c2', DAY],
      ['c4', DAY],
      ['c9', null],
    ])
  })

  test('stays as first seen while the worker stays', () => {
    const second = as(DAY, [held('c2', 'Jo Lin')], [], before())
    const third = as(d('2026-12-05'), [held('c2', 'Jo Lin')], [], second)
    expect(caseOf(third, 'c2').workerSinceInferred).toBe(DAY)
  })

  test('is not inferred from an import of a later day', () => {
    const later = as(d('2026-12-05'), [held('c2', 'Sam Reed')])
    expect(caseOf(as(DAY, [held('c2', 'Jo Lin')], [], later), 'c2').workerSinceInferred).toBeNull()
  })
})
