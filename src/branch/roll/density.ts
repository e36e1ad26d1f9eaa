import { densityOf } from '../../core/roster/index.ts'
import { branchId, type BranchDeps } from '../deps.ts'
import type { OfBranch } from '../keeping/index.ts'
import { sitesOf } from '../sites/index.ts'
import { openedRoll } from './entries.ts'
import type { DensityRow } from './views.ts'

/** How many of each site and team are members, in bands alone: counted by the house, named to nobody. */
export const density = (deps: BranchDeps, of: OfBranch): Promise<DensityRow[]> =>
  deps.store.asHouse().inOrganisation(branchId(of), async (scope) => {
    const roll = await openedRoll(scope, { key: deps.key, organisation: of.id })
    const members = roll.filter(({ standing }) => standing === 'member')
    return (await sitesOf(scope)).flatMap(({ id, body }): DensityRow[] => {
      const here = members.filter(({ entry }) => entry.site === id)
      const sizes = body.teams.map(({ size }) => size)
      const size = sizes.includes(null) ? null : sizes.reduce<number>((a, b) => a + (b ?? 0), 0)
      return [
        { site: body.name, team: null, band: densityOf(here.length, sizes.length ? size : null) },
        ...body.teams.map((team) => ({
          site: body.name,
          team: team.name,
          band: densityOf(here.filter(({ entry }) => entry.team === team.id).length, team.size),
        })),
      ]
    })
  })
