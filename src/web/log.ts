import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'

/** The part of pino's logger that the server writes to. */
export type RequestLogger = Pick<Logger, 'info' | 'warn' | 'error'>

/**
 * What may be kept of an error: its kind, its code and where in the program it arose. Its message
 * may quote a cell or a database row, so it stays out.
 */
export function traceOf(error: unknown): { kind: string; code: string | null; at: string[] } {
  if (!(error instanceof Error)) return { kind: typeof error, code: null, at: [] }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null
  const at = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim())
  return { kind: error.name, code, at }
}

/**
 * One line a request: the route's pattern, never the address asked for, so that neither a search
 * for a child nor an id of a person stands in a log.
 */
export function logRequests(app: FastifyInstance, logger: RequestLogger): void {
  app.addHook('onResponse', async (request, reply) => {
    logger.info(
      {
        method: request.method,
        route: request.is404 ? null : (request.routeOptions.url ?? null),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request',
    )
  })
}
