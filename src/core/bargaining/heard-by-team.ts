import { byText } from '../../kit/index.ts'
import { protectGroups, SMALLEST_GROUP } from './small-groups.ts'

/** A team as the sites book knows it; null where nobody knows how many belong to it. */
export interface TeamSize {
  id: string
  size: number | null
}

/** Teams that are shown together, by id; one alone where it is large enough. */
export interface ShownTeams {
  teams: string[]
  /** How many belong to them, as far as that is known. */
  size: number
  /** Whether the size of one of them is not known: it counts as small. */
  isSizeUnknown: boolean
}

/**
 * The teams of a branch as any page may show them. It goes by their sizes alone and never by what
 * was said, so every concern has the same rows and a row says nothing about its teams.
 *
 * @returns `withheld` where there are fewer than ten people altogether: nothing is shown by team.
 */
export function shownTeams(teams: readonly TeamSize[]): {
  rows: ShownTeams[]
  withheld: string[]
} {
  const sizes = new Map(teams.map((team) => [team.id, team.size]))
  const groups = [...sizes].map(([id, size]) => ({ id, size: size ?? 0, count: 0 }))
  const { shown, together, withheld } = protectGroups(groups)
  const row = (ids: string[], size: number): ShownTeams => ({
    teams: ids,
    size,
    isSizeUnknown: ids.some((id) => (sizes.get(id) ?? null) === null),
  })
  return {
    rows: [
      ...shown.map(({ id, size }) => row([id], size)),
      ...(together ? [row(together.ids, together.size)] : []),
    ],
    withheld,
  }
}

/**
 * How many said something, of a group that may hold small ones: nobody and a few read the same, so
 * that neither one table nor two of them taken from each other tell that a small team spoke.
 */
export type Band = 'fewer than 5' | '5 to 9' | '10 or more'

export const bandOf = (people: number): Band =>
  people < 5 ? 'fewer than 5' : people < 10 ? '5 to 9' : '10 or more'

export interface HeardByTeam {
  rows: (ShownTeams & { people: Band })[]
  /** Of those whose team was not said, or is not in the sites book. */
  notSaid: Band
  withheld: boolean
}

/** One concern by team, as anybody may see it. Who came twice was counted twice. */
export function heardByTeam(
  heard: readonly { team: string | null; people: number }[],
  teams: readonly TeamSize[],
): HeardByTeam {
  const { rows, withheld } = shownTeams(teams)
  const known = new Set(teams.map((team) => team.id))
  const of = (isHere: (team: string | null) => boolean): Band =>
    bandOf(heard.reduce((sum, one) => sum + (isHere(one.team) ? one.people : 0), 0))
  return {
    rows: rows.map((row) => ({
      ...row,
      people: of((team) => team !== null && row.teams.includes(team)),
    })),
    notSaid: of((team) => team === null || !known.has(team)),
    withheld: withheld.length > 0,
  }
}

/** How much was heard from teams that may be shown, those least heard from first. */
export interface Coverage extends ShownTeams {
  people: Band
  /** Where far fewer were heard than in the branch as a whole, for how many belong there. */
  isLow: boolean
}

/**
 * Who was heard from and who was not, in all concerns together. Low is under half of what the whole branch
 * gave for its size; it is never said of a row in which no size is known.
 */
export function coverageOf(
  heard: readonly { team: string | null; people: number }[],
  teams: readonly TeamSize[],
): Coverage[] {
  const { rows } = shownTeams(teams)
  const counted = rows.map((row) => ({
    row,
    people: heard.reduce(
      (sum, one) => sum + (one.team !== null && row.teams.includes(one.team) ? one.people : 0),
      0,
    ),
  }))
  const all = counted.reduce((sum, { people }) => sum + people, 0)
  const size = counted.reduce((sum, { row }) => sum + row.size, 0)
  return counted
    .map(({ row, people }) => ({
      ...row,
      people: bandOf(people),
      share: row.size === 0 ? 0 : people / row.size,
      isLow: row.size >= SMALLEST_GROUP && all > 0 && (people / row.size) * 2 < all / size,
    }))
    .sort((a, b) => a.share - b.share || byText(a.teams[0] ?? '', b.teams[0] ?? ''))
    .map(({ share: _, ...of }) => of)
}
