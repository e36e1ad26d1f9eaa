import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { IsoDate } from '../../kit/index.ts'
import {
  ageWords,
  bandOf,
  coverageOf,
  heardByTeam,
  missingLabels,
  rankConcerns,
  repeatedLabels,
  shownTeams,
  SMALLEST_GROUP,
  whyRanked,
  type Band,
  type Concern,
  type TeamSize,
} from './index.ts'

const day = (text: string): IsoDate => text as IsoDate
const today = day('2026-11-22')

const teamSizes = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1, maxLength: 6 })
  .chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc.record({ id: fc.constant(id), size: fc.option(fc.nat(25), { freq: 4 }) }),
      ),
    ),
  )
const heardIn = fc.array(
  fc.record({
    team: fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'gone')),
    people: fc.integer({ min: 1, max: 12 }),
  }),
  { maxLength: 8 },
)

describe('a concern by team', () => {
  it('never shows a team apart that is under ten or of unknown size', () => {
    fc.assert(
      fc.property(teamSizes, heardIn, (teams: TeamSize[], heard) => {
        const shown = heardByTeam(heard, teams)
        for (const row of shown.rows) {
          expect(row.size).toBeGreaterThanOrEqual(SMALLEST_GROUP)
          if (row.teams.length > 1) continue
          const team = teams.find(({ id }) => id === row.teams[0])
          expect(team?.size ?? 0).toBeGreaterThanOrEqual(SMALLEST_GROUP)
        }
        const named = shown.rows.flatMap((row) => row.teams)
        expect(new Set(named).size).toBe(named.length)
        expect(shown.withheld).toBe(named.length < teams.length)
      }),
    )
  })

  it('has the same rows whatever was said, so that a row tells nothing of its teams', () => {
    fc.assert(
      fc.property(teamSizes, heardIn, heardIn, (teams: TeamSize[], one, other) => {
        const rowsOf = (heard: typeof one): string[][] =>
          heardByTeam(heard, teams).rows.map((row) => row.teams)
        expect(rowsOf(one)).toEqual(rowsOf(other))
      }),
    )
  })

  it('reads the same for nobody and for a few', () => {
    expect(bandOf(0)).toBe(bandOf(4))
    expect(heardByTeam([], [{ id: 'a', size: 12 }]).rows[0]?.people).toBe('fewer than 5')
  })

  it('is withheld altogether where the whole branch is under ten', () => {
    const teams = [
      { id: 'a', size: 4 },
      { id: 'b', size: 5 },
      { id: 'c', size: null },
    ]
    expect(heardByTeam([{ team: 'a', people: 3 }], teams)).toMatchObject({
      rows: [],
      withheld: true,
    })
  })

  /** Everything that somebody may think who has both tables and their whole before them. */
  it('tells of no small team how many spoke, not even where two tables of different days are compared', () => {
    const MOST = 11
    const sizes = fc.tuple(...[1, 2, 3, 4].map(() => fc.option(fc.integer({ min: 1, max: 14 }))))
    const counts = fc.tuple(...[1, 2, 3, 4].map(() => fc.nat(MOST)))
    fc.assert(
      fc.property(sizes, sizes, counts, (then, now, truth) => {
        const teamsOf = (of: readonly (number | null)[]): TeamSize[] =>
          of.map((size, at) => ({ id: 'abcd'[at] ?? '', size }))
        const tables = [then, now].map((of) => {
          const { rows, withheld } = shownTeams(teamsOf(of))
          return [
            ...rows.map((row) => row.teams.map((id) => 'abcd'.indexOf(id))),
            ...(withheld.length > 0 ? [] : [[0, 1, 2, 3]]),
          ]
        })
        const cells = tables.flat().map((teams) => ({
          teams,
          band: bandOf(teams.reduce((sum, at) => sum + (truth[at] ?? 0), 0)),
        }))
        const couldBe = truth.map(() => new Set<number>())
        for (let n = 0; n < (MOST + 1) ** 4; n += 1) {
          const guess = [0, 1, 2, 3].map((at) => Math.floor(n / (MOST + 1) ** at) % (MOST + 1))
          const fits = cells.every(
            ({ teams, band }) =>
              bandOf(teams.reduce((sum, at) => sum + (guess[at] ?? 0), 0)) ===
              (band satisfies Band),
          )
          if (fits) guess.forEach((value, at) => couldBe[at]?.add(value))
        }
        couldBe.forEach((values, at) => {
          const stoodAlone = cells.some(({ teams }) => teams.length === 1 && teams[0] === at)
          // As many as were tried, or more: without an end.
          if (stoodAlone || values.has(MOST)) return
          expect(Math.max(...values) - Math.min(...values)).toBeGreaterThanOrEqual(3)
        })
      }),
      { numRuns: 150 },
    )
  })
})

describe('who was not heard from', () => {
  const teams = [
    { id: 'court', size: 20 },
    { id: 'education', size: 24 },
    { id: 'contact', size: 4 },
    { id: 'duty', size: 7 },
  ]
  it('comes first, with small teams together', () => {
    const heard = [
      { team: 'court', people: 12 },
      { team: 'education', people: 2 },
      { team: 'contact', people: 3 },
      { team: 'duty', people: 4 },
    ]
    const shown = coverageOf(heard, teams)
    expect(shown.map((row) => [row.teams, row.people, row.isLow])).toEqual([
      [['education'], 'fewer than 5', true],
      [['court'], '10 or more', false],
      [['contact', 'duty'], '5 to 9', false],
    ])
  })
  it('is nobody in particular where nobody was heard', () => {
    expect(coverageOf([], teams).some((row) => row.isLow)).toBe(false)
  })
})

describe('why a concern stands where it does', () => {
  const concern = (id: string, ...heard: [string | null, string, number][]): Concern => ({
    id,
    mergedInto: null,
    heard: heard.map(([round, on, people]) => ({ round, on: day(on), team: null, people })),
  })
  const why = (concerns: Concern[]): string[] => {
    const ranked = rankConcerns(concerns, today)
    return ranked.map((one, at) =>
      whyRanked(one, ranked[at - 1] ?? null, ranked[at + 1] ?? null, 3),
    )
  }
  it('is one sentence that compares it with the one before and never says how many people', () => {
    const words = why([
      concern('w', ['1', '2026-07-01', 3], ['2', '2026-10-01', 3], ['3', '2026-11-01', 3]),
      concern('x', ['1', '2026-07-01', 17], ['2', '2026-10-01', 3]),
      concern('y', ['1', '2026-07-01', 2], ['2', '2026-10-01', 3]),
      concern('z', ['1', '2026-07-02', 2], ['2', '2026-10-01', 3]),
      concern('z2', ['1', '2026-07-02', 2], ['2', '2026-10-01', 3]),
      concern('home', [null, '2026-10-01', 1]),
    ])
    expect(words).toEqual([
      'It came up in 3 of 3 rounds; the next came up in 2.',
      'It came up in 2 of 3 rounds; the one before it came up in 3.',
      'It came up in 2 of 3 rounds, like the one before it, which more people said.',
      'It came up in 2 of 3 rounds and from as many people as the one before it, which is older.',
      'It came up in 2 of 3 rounds, and stands level with the one before it: as many rounds, as many people, as old.',
      'It came up in 0 of 3 rounds; the one before it came up in 2.',
    ])
    for (const sentence of words) expect(sentence).not.toMatch(/17|20/)
    const first = concern('a', ['1', '2026-07-01', 9])
    expect(why([first])[0]).toBe('It came up in 1 of 3 rounds, and no other concern is open.')
    expect(why([first, concern('b', ['1', '2026-07-01', 2])])[0]).toBe(
      'It came up in 1 of 3 rounds, like the next, and more people said it.',
    )
    expect(why([first, concern('b', ['1', '2026-07-02', 9])])[0]).toBe(
      'It came up in 1 of 3 rounds and from as many people as the next, and is older.',
    )
  })

  it.each([
    [0, 'today'],
    [1, '1 day'],
    [27, '27 days'],
    [50, '7 weeks'],
    [150, '4 months'],
    [364, '11 months'],
    [366, '1 year'],
    [800, 'over 2 years'],
  ])('says its age in plain words: %i days is %s', (days, words) => {
    expect(ageWords(days)).toBe(words)
  })
})

describe('merging concerns', () => {
  it('keeps every hearing and every person counted, and undoing it brings each back as it was', () => {
    const ids = ['a', 'b', 'c', 'd', 'e']
    const heard = fc.array(
      fc.record({
        round: fc.option(fc.constantFrom('1', '2', '3')),
        on: fc.constantFrom(day('2026-07-01'), day('2026-10-01'), day('2026-11-01')),
        team: fc.constant(null),
        people: fc.integer({ min: 1, max: 9 }),
      }),
      { minLength: 1, maxLength: 4 },
    )
    fc.assert(
      fc.property(
        fc.tuple(heard, heard, heard, heard, heard),
        fc.array(fc.option(fc.constantFrom(...ids)), { minLength: 5, maxLength: 5 }),
        (hearings, into) => {
          const apart = ids.map((id, at): Concern => ({
            id,
            heard: hearings[at] ?? [],
            mergedInto: null,
          }))
          const merged = apart.map((one, at) => ({ ...one, mergedInto: into[at] ?? null }))
          const sum = (of: Concern[], what: 'people' | 'times'): number =>
            rankConcerns(of, today).reduce((all, one) => all + one[what], 0)
          expect(sum(merged, 'people')).toBe(sum(apart, 'people'))
          expect(sum(merged, 'times')).toBe(sum(apart, 'times'))
          const shown = rankConcerns(merged, today).flatMap((one) => [one.id, ...one.merged])
          expect([...shown].sort()).toEqual(ids)
          for (const one of rankConcerns(merged, today)) {
            const group = [one.id, ...one.merged].flatMap((id) => hearings[ids.indexOf(id)] ?? [])
            expect(one.rounds).toBe(new Set(group.flatMap(({ round }) => round ?? [])).size)
          }
        },
      ),
    )
  })
})

describe('findings as they were published', () => {
  it('keep their labels, and a number that is missing is named', () => {
    expect(missingLabels(['1', '2', '3', '4', '6', '7', '8'])).toEqual(['5'])
    expect(missingLabels(['A1', 'A3', 'B1', 'Annex'])).toEqual(['A2'])
    expect(missingLabels(['2.1', '2.2', '3.1'])).toEqual([])
    expect(missingLabels(['2'])).toEqual(['1'])
    expect(missingLabels(['1', '2026'])).toEqual([])
    expect(missingLabels([])).toEqual([])
  })
  it('name one that stands twice', () => {
    expect(repeatedLabels(['1', '2', ' 2', '2', ''])).toEqual(['2'])
  })
})
