import type { FastifyInstance } from 'fastify'
import type { IsoDate } from '../kit/index.ts'
import type { Council, SignIn, Watch } from '../council/index.ts'
import { api } from './api/v1.ts'
import { councilErrors } from './council/errors.ts'
import { councilPages } from './council/routes.ts'
import { signInPages } from './council/sign-in-routes.ts'
import { keepRights } from './guard.ts'
import { hardenedServer, type HardenedDeps } from './hardened.ts'

export interface ServerDeps extends HardenedDeps {
  council: Council
  signIn: SignIn
  watch: Watch
  /** Where uploads lie while they arrive; must exist. */
  temporaryFolder: string
  today(): IsoDate
  now(): Date
}

/**
 * The whole web server of the council's side, not yet listening. Everything it needs comes in;
 * `close()` lets requests in hand finish.
 */
export function createServer(deps: ServerDeps): FastifyInstance {
  const app = hardenedServer(deps, {
    guard: (on) => keepRights(on, deps),
    once: ({ within }, given) => within && within.council.once(within.signedIn.person, given),
    errors: councilErrors(deps),
    pages(scope) {
      signInPages(scope, deps)
      councilPages(scope, deps)
    },
  })
  app.register(api(deps), { prefix: '/api/v1' })
  return app
}
