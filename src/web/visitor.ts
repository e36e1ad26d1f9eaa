import type { FastifyRequest } from 'fastify'
import { agentOf, type Visitor } from '../sign-in/index.ts'

/** Where a request came from, as far as it is kept. */
export const visitorOf = (request: FastifyRequest): Visitor => ({
  place: request.ip,
  agent: agentOf(request.headers['user-agent']),
})
