import { promisify } from 'node:util'
import { constants, gzip, gzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'

const zip = promisify(gzip)
const SMALLEST = 2_048
/** Up to here (half a millisecond) handing the text to another thread costs more than doing it. */
const LARGEST_AT_ONCE = 131_072

/**
 * Compresses pages and JSON on the way out. Safe here: a page holds no secret that could be guessed
 * from its length (BREACH), for there is none: no session, no token.
 */
export function shrink(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload: unknown) => {
    if (typeof payload !== 'string' || payload.length < SMALLEST) return payload
    if (!/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return payload
    reply.header('content-encoding', 'gzip').header('vary', 'accept-encoding')
    reply.removeHeader('content-length')
    const how = { level: constants.Z_BEST_SPEED }
    return payload.length <= LARGEST_AT_ONCE ? gzipSync(payload, how) : zip(payload, how)
  })
}
