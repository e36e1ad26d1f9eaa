import type { FastifyInstance } from 'fastify'
import type { BranchServerDeps } from '../deps.ts'
import { comingIn } from './coming-in-routes.ts'
import { guestPages } from './guest-routes.ts'
import { housePages } from './house-routes.ts'
import { ownSignIns } from './own-routes.ts'
import { twoSteps } from './two-steps-routes.ts'

export { guestPlaces, type GuestPlace } from './guest-places.ts'
export { networkWarning } from './warning.tsx'

/** Coming in to the branch: its people, its first person, its guests. */
export function signInPages(app: FastifyInstance, deps: BranchServerDeps): void {
  comingIn(app, deps)
  twoSteps(app, deps)
  ownSignIns(app, deps)
  guestPages(app, deps)
  housePages(app, deps)
}
