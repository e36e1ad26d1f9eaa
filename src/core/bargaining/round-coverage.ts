import type { IsoDate } from '../../kit/index.ts'
import type { Visit } from './rounds.ts'

/** What became of a site in a round; `none` where the round does not go there. */
export type SiteInRound = 'held' | 'planned' | 'not-told' | 'cancelled' | 'none'

export interface SiteCoverage {
  site: string
  /** One for each round, in the rounds' order. */
  rounds: SiteInRound[]
  /** The last day on which a meeting was held there; null where none was. */
  lastHeld: IsoDate | null
}

const FIRST: readonly SiteInRound[] = ['held', 'planned', 'not-told', 'cancelled']

/** Sites × rounds on a day: the best that came of each, a held visit before a planned one. */
export function coverageBySite(
  sites: readonly string[],
  rounds: readonly string[],
  visits: readonly Visit[],
  on: IsoDate,
): SiteCoverage[] {
  const all = [...new Set([...sites, ...visits.map((visit) => visit.site)])]
  return all.map((site) => {
    const here = visits.filter((visit) => visit.site === site)
    const held = here.filter((visit) => visit.state === 'held' && visit.on <= on)
    return {
      site,
      rounds: rounds.map((round) => {
        const became = new Set(
          here.filter((visit) => visit.round === round).map((visit) => becameOf(visit, on)),
        )
        return FIRST.find((one) => became.has(one)) ?? 'none'
      }),
      lastHeld: held.reduce<IsoDate | null>(
        (last, visit) => (last === null || visit.on > last ? visit.on : last),
        null,
      ),
    }
  })
}

const becameOf = (visit: Visit, on: IsoDate): SiteInRound =>
  visit.state === 'planned' && visit.on < on ? 'not-told' : visit.state
