import { can, type Action, type Person } from '../../core/rights/index.ts'
import type { Address, Asked, Watch } from '../../council/index.ts'
import { found } from '../missing.ts'
import { addressIn } from '../query.ts'

/** Who asks, and about which import. */
interface Asking {
  person: Person
  asked: Asked
}

/** An address that this person may do this to; anything else is not found. */
export async function permitted(
  { person, asked }: Asking,
  { watch }: { watch: Watch },
  action: Action,
  kind: 'team' | 'worker' | 'case' | 'plan',
  address: unknown,
): Promise<Address> {
  const of = found(addressIn(address))
  const may = await watch.may(person, action, asked, kind, of)
  found(may?.allowed ? may : null)
  return of
}

/** Whether this person may ask for a plan of the whole service. */
export const mayPlanService = ({ person, asked }: Asking): boolean =>
  can(person, 'plan.ask', { organisation: asked.organisation.id }).allowed

/** A team, or (`null`) the whole service, that this person may ask for a plan of; else not found. */
export async function permittedScope(
  asking: Asking,
  deps: { watch: Watch },
  team: Address | null,
): Promise<Address | null> {
  if (team !== null) return permitted(asking, deps, 'plan.ask', 'team', team)
  found(mayPlanService(asking) ? asking : null)
  return null
}
