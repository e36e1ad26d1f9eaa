import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ONCE } from './components/index.ts'
import { Refused } from './door.ts'

/** An answer as it goes out. */
export interface GivenAnswer {
  status: number
  /** Where it leads to; null where it leads nowhere. */
  location: string | null
  /** Media type of the body; null where there is none. */
  type: string | null
  body: string
}

/** A request that takes effect once, however often it comes. */
export interface OnceRequest {
  /** Whatever `work` does is kept together, with the answer, or not at all. */
  run(work: () => void): void
  /** Keeps what was done and what is answered; `null`: it was refused, and may be asked again. */
  answered(answer: GivenAnswer | null): Promise<void>
  /** Leaves nothing of it. */
  undo(): Promise<void>
  /** What was answered before, where that is why the work ended. */
  before(error: unknown): GivenAnswer | null
}

/** Begins a request with a key, for whoever the guard let in; null where nobody is within. */
export type BeginsOnce = (
  request: FastifyRequest,
  given: { key: string; asked: string },
) => OnceRequest | null

declare module 'fastify' {
  interface FastifyRequest {
    /** Set where the request carries a key: it takes effect once, however often it comes. */
    once: OnceRequest | null
  }
}

const KEY = /^[\w.:-]{8,200}$/
/** A longer answer is not kept: who asks again is told that it was done. */
const LARGEST_ANSWER = 1_048_576
const DONE: GivenAnswer = {
  status: 200,
  location: null,
  type: 'text/plain; charset=utf-8',
  body: 'This was done already. Go back and load the page again.\n',
}

/**
 * A form or a program sends a key of its own making with what it asks. The same key with the same
 * request has the same answer and one effect, when an answer was lost, when a button was pressed
 * twice, when both arrive at one time: the change, the key and the answer are one transaction.
 *
 * A form carries it in a field, one with files in its address (a body that is still arriving cannot
 * be read), a program in `Idempotency-Key`.
 */
export function keepOnce(app: FastifyInstance, begin: BeginsOnce): void {
  app.decorateRequest('once', null)
  app.addHook('preHandler', (request, _reply, done) => {
    const { key, url } = taken(request)
    if (key === null) return done()
    const asked = `${request.method} ${url}\n${JSON.stringify(request.body ?? null)}`
    const once = begin(request, { key, asked })
    if (once === null) return done()
    if (!KEY.test(key)) return done(new Refused(400, 'form-not-ours'))
    request.once = once
    once.run(done)
  })
  app.addHook('onSend', async (request, reply, payload: unknown) => {
    try {
      await request.once?.answered(answerIn(reply, payload))
    } catch (error) {
      reply.removeHeader('location')
      throw error
    }
    return payload
  })
}

/** Takes the key out of a request; what is left is what was asked. */
function taken(request: FastifyRequest): { key: string | null; url: string } {
  const [path = '', search = ''] = request.url.split('?', 2)
  const query = new URLSearchParams(search)
  const inAddress = query.get(ONCE)
  query.delete(ONCE)
  const url = query.size === 0 ? path : `${path}?${query}`
  const header = request.headers['idempotency-key']
  if (request.routeOptions.config.takes !== 'form') {
    return { key: typeof header === 'string' ? header : inAddress, url }
  }
  const { [ONCE]: key, ...rest } = { ...(request.body as Record<string, unknown> | undefined) }
  request.body = rest
  return { key: key === undefined ? null : String(key), url }
}

function answerIn(reply: FastifyReply, payload: unknown): GivenAnswer | null {
  if (reply.statusCode >= 400) return null
  const body = payload ?? ''
  if (typeof body !== 'string' || body.length > LARGEST_ANSWER) return DONE
  const of = (name: string): string | null => {
    const value = reply.getHeader(name)
    return typeof value === 'string' ? value : null
  }
  return { status: reply.statusCode, location: of('location'), type: of('content-type'), body }
}

/**
 * A request ended in an error: nothing of it stays. Where the reason is that it was answered before,
 * answers the same again.
 * @returns whether it did.
 */
export async function answeredBefore(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  await request.once?.undo()
  const before = request.once?.before(error)
  if (!before) return false
  reply.code(before.status)
  if (before.location !== null) reply.header('location', before.location)
  if (before.type !== null) reply.type(before.type)
  reply.send(before.body)
  return true
}

/** The key came before, with something else. */
export const askedOtherwise = (error: unknown): boolean =>
  error instanceof Error && error.name === 'AskedOtherwise'
