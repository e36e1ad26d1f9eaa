import { describe, expect, it } from 'vitest'
import { aTeam, aUnit, everybody, solved } from '../../../test/seeds/fairness.ts'
import { obstacleOf, type FairnessProblem, type FairnessUnit } from './index.ts'

const limited = (
  limit: number,
  units: FairnessUnit[],
  more: Partial<FairnessProblem> = {},
): FairnessProblem => {
  const team = aTeam([10, 10], units)
  return {
    ...team,
    workers: team.workers.map((worker) => ({ ...worker, limits: { children: limit } })),
    ...more,
  }
}
const said = (problem: FairnessProblem, unit: number): string | null =>
  obstacleOf(solved(problem), unit)
const counting = (children: number, more: Partial<FairnessUnit> = {}): FairnessUnit =>
  aUnit(`counts ${children}`, { eligible: everybody(2, 3), counts: { children }, ...more })

describe('why a case is left with nobody', () => {
  it('nobody in reach may hold it', () => {
    expect(said(aTeam([10], [aUnit('a', {})]), 0)).toMatch(/^Nobody in reach may hold it\./)
  })

  it('those who may hold it are away', () => {
    expect(said(aTeam([0, 10], [aUnit('a', { eligible: [[0, 3]] })]), 0)).toMatch(
      /^Nobody who may hold it has any capacity \(1 worker\)\./,
    )
  })

  it('brothers and sisters together are more than any limit', () => {
    expect(said(limited(3, [counting(4)]), 0)).toMatch(
      /^It counts 4 under children, and nobody who may hold it may have more than 3\./,
    )
  })

  it('the limits cannot all be met: the smallest set is counted', () => {
    const problem = limited(2, [counting(2), counting(2), counting(2, { statutory: false })])
    expect(said(problem, 2)).toMatch(
      /^With 2 other units it counts 6 under children, and the 2 workers who may hold them may have 4 together\./,
    )
  })

  it('everybody who may hold it has work it must be kept apart from', () => {
    const problem = aTeam(
      [10, 10],
      [
        aUnit('a', { holder: 0, frozen: true, eligible: [[0, 3]] }),
        aUnit('b', { eligible: [[0, 3]] }),
      ],
    )
    expect(said({ ...problem, apart: [[0, 1]] }, 1)).toMatch(
      /^It must be kept apart from work of everybody who may hold it \(1 worker\)/,
    )
  })

  it('a case with somebody has no obstacle', () => {
    expect(said(aTeam([10], [aUnit('a', { eligible: [[0, 3]] })]), 0)).toBeNull()
  })
})
