import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SiteTeam } from '../../../branch/sites/index.ts'
import { Reading } from '../record-form/index.ts'
import { teamsIn } from './subject.ts'

const held: SiteTeam[] = [
  { id: '7d3fb33e-9d5c-4f2c-8b7e-0e6c1a3f1a01', name: 'Court team', size: 19 },
  { id: '7d3fb33e-9d5c-4f2c-8b7e-0e6c1a3f1a02', name: 'Duty', size: null },
]
const read = (teams: string, from: readonly SiteTeam[] = held) => {
  const reading = new Reading({ teams })
  return { teams: teamsIn(reading, from), problems: reading.problems }
}

describe('teams of a site, a line each', () => {
  it('are known again in any order, with how many work in each', () => {
    const { teams } = read('Duty: 12\nCOURT TEAM: 20\nEarly help')
    expect(teams.map(({ name, size }) => [name, size])).toEqual([
      ['Duty', 12],
      ['COURT TEAM', 20],
      ['Early help', null],
    ])
    expect(teams.map(({ id }) => held.findIndex((team) => team.id === id))).toEqual([1, 0, -1])
  })

  it('stay the same team when renamed on their line: offices and concerns go on pointing to it', () => {
    const { teams } = read('Court and legal team: 19\nDuty')
    expect(teams[0]?.id).toBe(held[0]?.id)
    expect(teams[1]?.id).toBe(held[1]?.id)
  })

  it('are refused where two have one name, or a number has none', () => {
    expect(read('Duty\nduty').problems).toMatchObject([{ field: 'teams' }])
    expect(read(': 12').problems).toMatchObject([{ field: 'teams' }])
  })

  it('never share an id, whatever was typed', () => {
    const name = fc.constantFrom('Court team', 'Duty', 'Early help', 'Adoption', 'New team')
    fc.assert(
      fc.property(fc.uniqueArray(name), fc.uniqueArray(name), (before, after) => {
        const first = read(before.join('\n'), []).teams
        const then = read(after.join('\n'), first).teams
        expect(new Set(then.map(({ id }) => id)).size).toBe(then.length)
        for (const team of then) {
          const same = first.find((of) => of.name === team.name)
          if (same) expect(team.id).toBe(same.id)
        }
      }),
    )
  })
})
