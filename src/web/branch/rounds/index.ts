import type { FastifyInstance } from 'fastify'
import type { BranchServerDeps } from '../deps.ts'
import { calendarRoutes } from './calendar-routes.ts'
import { roundRoutes } from './routes.ts'
import { visitRoutes } from './visit-routes.ts'
import { visitWorkRoutes } from './visit-work-routes.ts'

/** Rounds of meetings, their visits, and the calendar. */
export function roundsPages(app: FastifyInstance, deps: BranchServerDeps): void {
  roundRoutes(app, deps)
  visitRoutes(app, deps)
  visitWorkRoutes(app, deps)
  calendarRoutes(app, deps)
}
