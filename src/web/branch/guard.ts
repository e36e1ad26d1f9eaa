import type { FastifyInstance } from 'fastify'
import {
  branchActions,
  canDo,
  guestsDo,
  type BranchAction,
} from '../../core/branch-rights/index.ts'
import type {} from '../action.ts'
import { cookieIn } from '../cookie.ts'
import type { BranchServerDeps, BranchView } from './deps.ts'
import { branchOrganisationOf, NotSignedIn, NotYours } from './within.ts'

/** One cookie an organisation; another name than the council’s side has. */
export const branchCookie = (origin: string, organisation: Pick<BranchView, 'slug'>): string =>
  `${origin.startsWith('https:') ? '__Host-' : ''}fairload-branch-${organisation.slug}`

const isOurs = (action: string | undefined): action is BranchAction =>
  action !== undefined && Object.hasOwn(branchActions, action)

/**
 * Lets a request through to whoever does what the route declares. A route that declares nothing
 * stops the server from starting, so that none is forgotten. Public pages know who is signed in too.
 */
export function keepBranchRights(app: FastifyInstance, deps: BranchServerDeps): void {
  app.addHook('onRoute', (route) => {
    const isAsset = route.url.startsWith('/assets/')
    const action = route.config?.action
    if (!isAsset && action !== 'open' && !isOurs(action)) {
      throw new Error(
        `${String(route.method)} ${route.url} declares no action: see core/branch-rights`,
      )
    }
  })
  app.decorateRequest('branchWithin', null)
  app.addHook('onRequest', async (request) => {
    const { action } = request.routeOptions.config
    const isOfOne = (request.params as { organisation?: unknown }).organisation !== undefined
    if (request.is404 || !isOfOne || (action !== 'open' && !isOurs(action))) return
    const organisation = await branchOrganisationOf(request, deps)
    const token = cookieIn(request, branchCookie(deps.origin, organisation))
    const signedIn = token === null ? null : await deps.signIn.behind(organisation, token)
    const person = signedIn?.person ?? null
    const guest =
      token === null || person !== null ? null : await deps.signIn.guestBehind(organisation, token)
    const who = person ?? guest
    if (action !== 'open') {
      if (who === null) throw new NotSignedIn(organisation)
      if (person !== null ? !canDo(person, action) : !guestsDo(action)) {
        throw new NotYours(action, organisation)
      }
    }
    request.branchWithin = { organisation, signedIn, person, guest, branch: deps.branch.as(who) }
  })
}
