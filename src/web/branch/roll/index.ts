import type { FastifyInstance } from 'fastify'
import type { BranchServerDeps } from '../deps.ts'
import { listRoutes } from './list-routes.ts'
import { entryRoutes } from './routes.ts'

/** The roll: who is in the union, opened by whom for what. */
export function rollPages(app: FastifyInstance, deps: BranchServerDeps): void {
  listRoutes(app, deps)
  entryRoutes(app, deps)
}
