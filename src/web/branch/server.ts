import type { FastifyInstance } from 'fastify'
import { hardenedServer } from '../hardened.ts'
import type { BranchServerDeps } from './deps.ts'
import { branchErrors } from './errors.ts'
import { keepBranchRights } from './guard.ts'
import { branchPages } from './routes.ts'

/** The whole web server of the branch's house, not yet listening; nothing of the council's is in it. */
export function createBranchServer(deps: BranchServerDeps): FastifyInstance {
  return hardenedServer(deps, {
    guard: (on) => keepBranchRights(on, deps),
    once: ({ branchWithin }, given) =>
      branchWithin?.person ? branchWithin.branch.once(branchWithin.person, given) : null,
    errors: branchErrors(deps),
    pages: (scope) => branchPages(scope, deps),
  })
}
