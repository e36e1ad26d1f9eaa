import { byText, fold, type IsoDate } from '../../kit/index.ts'
import type { Place, RosterSite } from './places.ts'

/** Somebody's office for a time; `until` is its last day. */
export interface Term {
  from: IsoDate
  until: IsoDate | null
}

export interface RosterRep extends Term {
  id: string
  /** Where they are rep; both null for the whole branch. */
  site: string | null
  team: string | null
}

/** Whether a term runs on a day. */
export const inForce = (term: Term, on: IsoDate): boolean =>
  term.from <= on && (term.until === null || term.until >= on)

export type RepsFound<R extends RosterRep> =
  /** The rep of the very team, or of the whole site. */
  | { kind: 'here'; of: 'team' | 'site'; reps: R[] }
  /** No rep here; the nearest is in another team of the site, in the same town, further away, or the branch's. */
  | { kind: 'nearest'; how: 'site' | 'town' | 'away' | 'branch'; site: string | null; reps: R[] }
  | { kind: 'nobody' }

/**
 * Who speaks for somebody at a place on a day: the team's rep, else the site's; else "no rep here" and
 * the nearest: another team of the site, a site of the same town, then the sites stated to be near and
 * the others in their order, and last whoever is rep for the whole branch.
 */
export function repsFor<R extends RosterRep>(
  place: Place,
  sites: readonly RosterSite[],
  all: readonly R[],
  on: IsoDate,
): RepsFound<R> {
  const reps = all.filter((rep) => inForce(rep, on)).sort((a, b) => byText(a.id, b.id))
  const at = (site: string): R[] => reps.filter((rep) => rep.site === site)
  const here = at(place.site)
  if (place.team === null && here.length > 0) return { kind: 'here', of: 'site', reps: here }
  const ofTeam = here.filter((rep) => rep.team === place.team && place.team !== null)
  if (ofTeam.length > 0) return { kind: 'here', of: 'team', reps: ofTeam }
  const ofSite = here.filter((rep) => rep.team === null)
  if (ofSite.length > 0) return { kind: 'here', of: 'site', reps: ofSite }
  if (here.length > 0) return { kind: 'nearest', how: 'site', site: place.site, reps: here }
  for (const { id, how } of outwards(place.site, sites)) {
    const there = at(id)
    if (there.length > 0) return { kind: 'nearest', how, site: id, reps: there }
  }
  const branch = reps.filter((rep) => rep.site === null)
  return branch.length > 0
    ? { kind: 'nearest', how: 'branch', site: null, reps: branch }
    : { kind: 'nobody' }
}

/** Other sites from a site outwards: its town's, those stated near, the rest in their order. */
function outwards(
  from: string,
  sites: readonly RosterSite[],
): { id: string; how: 'town' | 'away' }[] {
  const site = sites.find(({ id }) => id === from)
  const others = sites.filter(({ id }) => id !== from)
  const near = (site?.near ?? []).filter((id) => others.some((other) => other.id === id))
  const order = (id: string): number => (near.includes(id) ? near.indexOf(id) : near.length)
  const byNear = [...others].sort((a, b) => order(a.id) - order(b.id))
  const town = fold(site?.town ?? '')
  const isTown = (other: RosterSite): boolean => town !== '' && fold(other.town) === town
  return [
    ...byNear.filter(isTown).map(({ id }) => ({ id, how: 'town' as const })),
    ...byNear.filter((other) => !isTown(other)).map(({ id }) => ({ id, how: 'away' as const })),
  ]
}

/** Sites and teams that nobody is rep for on a day: a team counts as covered by its site's rep. */
export function withoutRep(
  sites: readonly RosterSite[],
  reps: readonly RosterRep[],
  on: IsoDate,
): Place[] {
  const running = reps.filter((rep) => inForce(rep, on))
  return sites.flatMap((site): Place[] => {
    const here = running.filter((rep) => rep.site === site.id)
    if (here.length === 0) return [{ site: site.id, team: null }]
    if (here.some((rep) => rep.team === null)) return []
    return site.teams
      .filter((team) => !here.some((rep) => rep.team === team.id))
      .map((team) => ({ site: site.id, team: team.id }))
  })
}
