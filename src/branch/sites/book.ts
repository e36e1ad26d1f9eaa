import type { BranchScope } from '../../store/branch/index.ts'
import type { RosterSite } from '../../core/roster/index.ts'
import { bookOf, type Written } from '../records/index.ts'
import { siteSchema, siteWords, type Site } from './kind.ts'

/** Sites and teams of the employer: rounds, concerns and the rep finder name them by id. */
export const sitesBook = bookOf<Site>({
  name: 'site',
  noun: 'site',
  schema: siteSchema,
  // Where an employer's offices are is no secret; how many sit in a team only members are shown.
  audience: 'public',
  words: siteWords,
})

const byName = new Intl.Collator('en-GB', { numeric: true })

/** Sites as people look for them, by name. */
export async function sitesOf(scope: BranchScope): Promise<Written<Site>[]> {
  const sites = await sitesBook.list(scope)
  return sites.sort((a, b) => byName.compare(a.body.name, b.body.name))
}

/** A site as the rep finder takes it. */
export const rosterSite = ({ id, body }: Pick<Written<Site>, 'id' | 'body'>): RosterSite => ({
  id,
  name: body.name,
  town: body.town,
  buildings: body.buildings,
  teams: body.teams.map(({ id: team, name }) => ({ id: team, name })),
  near: body.near,
})
