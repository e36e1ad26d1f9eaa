import { byText, fold } from '../../kit/index.ts'

/** A site as the finder needs it. */
export interface RosterSite {
  id: string
  name: string
  town: string
  buildings: readonly string[]
  teams: readonly { id: string; name: string }[]
  /** Ids of other sites, the nearest first. */
  near: readonly string[]
}

/** Where somebody works: a site, and the team there where they said it. */
export interface Place {
  site: string
  team: string | null
}

export interface PlaceFound extends Place {
  /** `Locality 2, Fairborough House`. */
  label: string
}

/** How well a name answers what was typed: 0 not at all, 3 word for word. */
function answers(name: string, typed: string): number {
  const folded = fold(name)
  if (folded === typed) return 3
  if (folded.startsWith(typed)) return 2
  const words = folded.split(' ')
  return typed.split(' ').every((part) => words.some((word) => word.startsWith(part))) ? 1 : 0
}

/** Sites and teams by what somebody types: a team, a building, a site or a town; the best first. */
export function findPlaces(typed: string, sites: readonly RosterSite[]): PlaceFound[] {
  const sought = fold(typed)
  if (sought === '') return []
  const found: (PlaceFound & { rank: number })[] = []
  for (const site of sites) {
    const rank = Math.max(
      ...[site.name, ...site.buildings, site.town].map((name) => answers(name, sought)),
    )
    for (const team of site.teams) {
      const alone = answers(team.name, sought)
      // Words of both, as in "locality 2 mill lane"; a site's name alone is the site, not each team of it.
      const both = rank === 0 ? Math.min(1, answers(`${team.name} ${site.name}`, sought)) : 0
      const of = Math.max(alone, both)
      if (of > 0) {
        found.push({ site: site.id, team: team.id, label: `${team.name}, ${site.name}`, rank: of })
      }
    }
    if (rank > 0) found.push({ site: site.id, team: null, label: site.name, rank })
  }
  return found
    .sort((a, b) => b.rank - a.rank || byText(fold(a.label), fold(b.label)))
    .map(({ site, team, label }) => ({ site, team, label }))
}
