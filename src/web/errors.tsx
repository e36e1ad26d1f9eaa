import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Problem, Result } from '../kit/index.ts'
import { Refused } from './door.ts'
import { Link, Page, renderPage, type PageProps } from './components/index.ts'
import { traceOf, type RequestLogger } from './log.ts'
import { Missing } from './missing.ts'
import { answeredBefore, askedOtherwise } from './once.ts'
import type { Site } from './site.ts'

/** An error as its reader is told of it. */
export interface Said {
  status: number
  code: string
  title: string
  sentences: string[]
}

/** What only one of the houses knows of errors. */
export interface HouseErrors {
  house: PageProps['house']
  /** Stands beside the wordmark, where no organisation is known. */
  words: string
  /** What finds out why the data cannot be reached. */
  doctor: string
  /** Whether the house's data can be read right now. */
  ready(): Promise<Result<unknown, Problem>>
  /** An error that this house alone knows; null for any other. */
  said(error: unknown): Said | null
  /** The page that whoever met an error is led to instead; null where they are told of it. */
  elsewhere(error: unknown, request: FastifyRequest): string | null
}

const NOT_FOUND: Said = {
  status: 404,
  code: 'not-found',
  title: 'Page not found',
  sentences: [
    'If you typed the address, check that it is right. If you followed a link, what it led to may not be in this import, or may have been undone.',
  ],
}
const away = ({ doctor }: HouseErrors): Said => ({
  status: 503,
  code: 'store-away',
  title: 'Fairload cannot reach its data just now',
  sentences: [
    'Nothing you saved is lost. Fairload tries again by itself: load this page again in a few seconds.',
    `If this goes on, run “${doctor}” on the machine Fairload runs on.`,
  ],
})
const OURS: Said = {
  status: 500,
  code: 'fault',
  title: 'Something went wrong in Fairload',
  sentences: [
    'It is not something you did. Nothing was half saved. Go back and try once more; if it happens again, tell the person who looks after Fairload when it happened.',
  ],
}

const REFUSALS: Record<string, Said> = {
  'not-our-address': {
    status: 421,
    code: 'not-our-address',
    title: 'Fairload does not answer to this address',
    sentences: [
      'Open it at the address that it printed when it started. To reach it by another name, set FAIRLOAD_ORIGIN.',
    ],
  },
  'not-from-our-pages': {
    status: 403,
    code: 'not-from-our-pages',
    title: 'This did not come from a page of Fairload',
    sentences: [
      'Nothing was changed. Open Fairload and do it from there. A program must send Fairload’s own address as “Origin”.',
    ],
  },
  'body-not-taken': {
    status: 415,
    code: 'body-not-taken',
    title: 'Fairload does not take this here',
    sentences: ['Nothing was changed. Use the form on the page.'],
  },
  'not-in-token': {
    status: 403,
    code: 'not-in-token',
    title: 'This token was not given for that',
    sentences: ['Nothing was changed. Its owner sees on “Your sign-in” what it may read.'],
  },
  'upload-too-large': {
    status: 413,
    code: 'upload-too-large',
    title: 'These files are too large together',
    sentences: ['Nothing was kept. Choose fewer at a time.'],
  },
  'upload-broken-off': {
    status: 400,
    code: 'upload-broken-off',
    title: 'The files did not arrive whole',
    sentences: ['Nothing was kept of them. Go back and send them again.'],
  },
  'form-not-ours': {
    status: 400,
    code: 'form-not-ours',
    title: 'Fairload could not use this form',
    sentences: ['Nothing was changed. Go back, load the page again, and fill it in once more.'],
  },
}
const OTHERWISE: Said = {
  status: 422,
  code: 'sent-with-other-content',
  title: 'This form was sent before, with something else in it',
  sentences: [
    'What was sent first was done, and stands. This was not: go back, load the page again so that you see what stands now, and fill it in once more.',
    'A program must use another “Idempotency-Key” for every different request.',
  ],
}
const TOO_LARGE: Said = {
  status: 413,
  code: 'too-large',
  title: 'That was too much at once',
  sentences: ['Nothing was kept. Send less at a time.'],
}
const TOO_OFTEN: Said = {
  status: 429,
  code: 'too-often',
  title: 'Too many requests at once',
  sentences: ['Wait a minute, then load the page again.'],
}
const BAD_REQUEST: Said = {
  status: 400,
  code: 'not-understood',
  title: 'Fairload did not understand this',
  sentences: ['Nothing was changed. Go back and try again.'],
}

/** Codes by which PostgreSQL and the network say that the database is away (classes 08, 53, 57P). */
const AWAY_CODES =
  /^(08...|53...|57P0[1-5]|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|store-away)$/

async function saidOf(error: unknown, house: HouseErrors): Promise<Said> {
  if (error instanceof Missing) return NOT_FOUND
  const known = house.said(error)
  if (known) return known
  if (askedOtherwise(error)) return OTHERWISE
  if (error instanceof Refused) return REFUSALS[error.code] ?? BAD_REQUEST
  const { statusCode, code } = error as { statusCode?: unknown; code?: unknown }
  if (statusCode === 429) return TOO_OFTEN
  if (statusCode === 413) return TOO_LARGE
  if (statusCode === 415) return REFUSALS['body-not-taken'] ?? BAD_REQUEST
  if (statusCode === 404) return NOT_FOUND
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) return BAD_REQUEST
  if (typeof code === 'string' && AWAY_CODES.test(code)) return away(house)
  return (await isAway(house)) ? away(house) : OURS
}

/** A driver's errors do not always say that the database is gone; asking it does. */
async function isAway({ ready }: HouseErrors): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(true), 1_000)
  })
  try {
    return await Promise.race([ready().then((found) => !found.ok), late])
  } catch {
    return true
  } finally {
    clearTimeout(timer)
  }
}

/** Every error as a page in plain words, or as a problem in JSON under `/api`. */
export function answerErrors(
  app: FastifyInstance,
  deps: Site & { logger: RequestLogger },
  house: HouseErrors,
): void {
  const answer = (request: FastifyRequest, reply: FastifyReply, said: Said): FastifyReply => {
    if (said.status === 503) reply.header('retry-after', '5')
    // A body that was refused is not read to its end; the connection cannot be used again.
    if (said.status === 413) reply.header('connection', 'close')
    reply.code(said.status)
    if (request.url.startsWith('/api/')) {
      return reply.type('application/problem+json').send(
        JSON.stringify({
          status: said.status,
          code: said.code,
          title: said.title,
          detail: said.sentences.join(' '),
        }),
      )
    }
    return reply.type('text/html; charset=utf-8').send(errorPage(said, deps, house))
  }
  // What is not there is counted too, so that addresses cannot be guessed at any speed.
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) =>
    answer(request, reply, NOT_FOUND),
  )
  app.setErrorHandler(async (error, request, reply) => {
    if (await answeredBefore(error, request, reply)) return reply
    const elsewhere = house.elsewhere(error, request)
    if (elsewhere !== null) return reply.redirect(elsewhere, 303)
    const said = await saidOf(error, house)
    if (said.status >= 500) {
      deps.logger.error({ route: request.routeOptions.url ?? null, ...traceOf(error) }, said.code)
    }
    return answer(request, reply, said)
  })
}

const errorPage = (said: Said, site: Site, { house, words }: HouseErrors): string =>
  renderPage(
    <Page manifest={site.manifest} title={said.title} house={house} organisation={words} home="/">
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <h1 class="govuk-heading-l">{said.title}</h1>
          {said.sentences.map((sentence) => (
            <p class="govuk-body">{sentence}</p>
          ))}
          {said.status === 404 || said.status >= 500 ? (
            <p class="govuk-body">
              <Link href="/">Go to the start</Link>
            </p>
          ) : null}
        </div>
      </div>
    </Page>,
  )

/** For an address that is no address at all: no hook has run, so every header is set here. */
export function plainNotFound(reply: FastifyReply): void {
  reply
    .code(404)
    .header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-store')
    .type('text/plain; charset=utf-8')
    .send('Page not found\n')
}
