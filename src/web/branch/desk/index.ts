import type { FastifyInstance } from 'fastify'
import type { BranchServerDeps } from '../deps.ts'
import { consultationRoutes } from './consultation-routes.ts'
import { textRoutes } from './text-routes.ts'

/** The agreement desk: what is agreed, what it would mean, what members say of it. */
export function deskPages(app: FastifyInstance, deps: BranchServerDeps): void {
  textRoutes(app, deps)
  consultationRoutes(app, deps)
}
