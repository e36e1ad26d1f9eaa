import type { BranchScope } from '../../store/branch/index.ts'
import { roundBook, visitBook } from '../rounds/index.ts'
import { sitesOf } from '../sites/index.ts'
import type { RoundOf, SiteOf, VisitOf } from './ledger.ts'

/** Where and when things are heard: rounds, their visits, sites with their teams. */
export interface Places {
  rounds: RoundOf[]
  visits: VisitOf[]
  sites: SiteOf[]
}

export async function placesOf(scope: BranchScope): Promise<Places> {
  const rounds = await roundBook.list(scope)
  const visits = await visitBook.list(scope)
  const sites = await sitesOf(scope)
  return {
    rounds: rounds.map(({ id, body }) => ({ id, name: body.name })),
    visits: visits.map(({ id, body }) => ({
      id,
      round: body.round,
      site: body.site,
      on: body.on,
      isCancelled: body.state === 'cancelled',
    })),
    sites: sites.map(({ id, body }) => ({ id, name: body.name, teams: body.teams })),
  }
}
