import { holdsOn } from '../../core/branch-rights/index.ts'
import { byText, type IsoDate } from '../../kit/index.ts'
import { offices, type BranchScope } from '../../store/branch/index.ts'
import { officeNames, type RollKey } from '../roll/index.ts'
import { sitesOf } from '../sites/index.ts'
import type { Named } from './views.ts'

/** Names of whoever holds or held an office, by their ids: a rota of last year stays readable. */
export async function repNames(scope: BranchScope, key: RollKey): Promise<Map<string, string>> {
  const names = await officeNames(scope, key)
  return new Map([...names].map(([member, { name }]) => [member, name]))
}

/** Who may go to a visit: reps and officers of the day, by name. */
export async function repsOn(scope: BranchScope, key: RollKey, on: IsoDate): Promise<Named[]> {
  const names = await repNames(scope, key)
  const holding = (await offices.list(scope)).filter(
    (office) => office.role !== 'roll-keeper' && holdsOn(office, on),
  )
  const ids = [...new Set(holding.map(({ member }) => member))]
  return ids
    .flatMap((id) => {
      const name = names.get(id)
      return name === undefined ? [] : [{ id, name }]
    })
    .sort((a, b) => byText(a.name, b.name))
}

/** Names of the sites and people that a visit’s words speak of. */
export async function namesIn(scope: BranchScope, key: RollKey): Promise<(id: string) => string> {
  const names = new Map([
    ...(await repNames(scope, key)),
    ...(await sitesOf(scope)).map(({ id, body }) => [id, body.name] as const),
  ])
  return (id) => names.get(id) ?? 'Somebody or somewhere'
}
