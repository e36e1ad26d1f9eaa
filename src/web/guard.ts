import type { FastifyInstance, FastifyRequest } from 'fastify'
import { actions, can, isTokenAction, mayEver, type Action } from '../core/rights/index.ts'
import type { Council, OrganisationView, SignedIn, SignIn } from '../council/index.ts'
import type {} from './action.ts'
import { cookieIn } from './cookie.ts'
import { Refused } from './door.ts'
import { found } from './missing.ts'
import { addressIn } from './query.ts'

export { cookieIn, reachedAt, setCookie } from './cookie.ts'
export { visitorOf } from './visitor.ts'

/** Whose page is asked for, by whom, and the council as that person sees it. */
export interface Within {
  organisation: OrganisationView
  signedIn: SignedIn
  council: Council
}

declare module 'fastify' {
  interface FastifyRequest {
    within: Within | null
  }
}

/** Nobody is signed in to the organisation whose page was asked for. */
export class NotSignedIn extends Error {
  override readonly name = 'NotSignedIn'
  readonly organisation: OrganisationView
  readonly isSetUp: boolean

  constructor(organisation: OrganisationView, isSetUp: boolean) {
    super('not signed in')
    this.organisation = organisation
    this.isSetUp = isSetUp
  }
}

/** No role of this person does this. What lies outside their roles' reach is `Missing` instead. */
export class NotYours extends Error {
  override readonly name = 'NotYours'
  readonly action: Action
  readonly organisation: OrganisationView

  constructor(action: Action, organisation: OrganisationView) {
    super('not this role’s')
    this.action = action
    this.organisation = organisation
  }
}

export interface GuardDeps {
  council: Council
  signIn: SignIn
  /** Where people reach Fairload; over https its cookies travel nowhere else. */
  origin: string
}

/** One cookie an organisation: the demonstration's people and one's own are signed in side by side. */
export const cookieName = (origin: string, organisation: Pick<OrganisationView, 'slug'>): string =>
  `${origin.startsWith('https:') ? '__Host-' : ''}fairload-${organisation.slug}`

export async function organisationOf(
  request: FastifyRequest,
  deps: Pick<GuardDeps, 'council'>,
): Promise<OrganisationView> {
  const { organisation: slug } = request.params as { organisation?: unknown }
  return found(await deps.council.organisation(found(addressIn(slug))))
}

/**
 * Lets a request through where somebody is signed in whose role does what the route declares. A
 * route that declares nothing stops the server from starting, so that none is forgotten.
 */
export function keepRights(app: FastifyInstance, deps: GuardDeps): void {
  app.addHook('onRoute', (route) => {
    const isAsset = route.url.startsWith('/assets/')
    const action = route.config?.action
    if (!isAsset && action !== 'open' && !isOurs(action)) {
      throw new Error(`${String(route.method)} ${route.url} declares no action: see core/rights`)
    }
  })
  app.decorateRequest('within', null)
  app.addHook('onRequest', async (request) => {
    const { action } = request.routeOptions.config
    if (request.is404 || action === 'open' || !isOurs(action)) return
    const organisation = await organisationOf(request, deps)
    const bearer = bearerIn(request)
    if (bearer !== null) {
      const known = await deps.signIn.tokens.behind(organisation, bearer)
      if (!known) throw new NotSignedIn(organisation, true)
      if (!isTokenAction(action) || !known.actions.has(action))
        throw new Refused(403, 'not-in-token')
      enter(request, action, organisation, {
        person: known.person,
        session: '',
        places: { teams: [], worker: null },
        sample: false,
      })
      return
    }
    const token = cookieIn(request, cookieName(deps.origin, organisation))
    const signedIn = token === null ? null : await deps.signIn.behind(organisation, token)
    if (!signedIn) throw new NotSignedIn(organisation, await deps.signIn.anybody(organisation))
    enter(request, action, organisation, signedIn)
  })

  function enter(
    request: FastifyRequest,
    action: Action,
    organisation: OrganisationView,
    signedIn: SignedIn,
  ): void {
    const { person } = signedIn
    const isOfOne = ['team', 'worker', 'case', 'plan'].includes(actions[action].about)
    const allowed = isOfOne
      ? mayEver(person, action)
      : can(person, action, { organisation: organisation.id }).allowed
    if (!allowed) throw new NotYours(action, organisation)
    request.within = { organisation, signedIn, council: deps.council.as(person) }
  }
}

const isOurs = (action: string | undefined): action is Action =>
  action !== undefined && Object.hasOwn(actions, action)

/** A program's token; of requests to the API alone, whose cookie is then not looked at. */
function bearerIn(request: FastifyRequest): string | null {
  const { authorization } = request.headers
  if (authorization === undefined || !request.url.startsWith('/api/v1/')) return null
  return /^Bearer ([\w-]{1,200})$/i.exec(authorization)?.[1] ?? ''
}

/** What the guard found; only where a route declares an action. */
export function withinOf(request: FastifyRequest): Within {
  if (request.within === null) throw new Error('This route is open: nobody is within')
  return request.within
}
