import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import Fastify, { type FastifyInstance, type RouteOptions } from 'fastify'
import type { Logger } from 'pino'
import { keepDoor } from './door.ts'
import { answerErrors, plainNotFound, type HouseErrors } from './errors.tsx'
import { logRequests } from './log.ts'
import { keepOnce, type BeginsOnce } from './once.ts'
import { shrink } from './shrink.ts'
import type { Site } from './site.ts'

/** What the server of either house is built from, whatever its pages. */
export interface HardenedDeps extends Site {
  /** Where people reach this house: `http://127.0.0.1:8700`, or the https address of a proxy before it. */
  origin: string
  /** Addresses of proxies whose word for where a request came from is taken. */
  proxies?: string[]
  /** Where the built assets lie. */
  assetsFolder: string
  logger: Logger
  /** Names a request may ask for, without port: `127.0.0.1`, `::1`, `localhost`. The port must be the one it came in by. */
  hosts: string[]
  /** Is told of every route there is: a test asks each of them as everybody. */
  onRoute?(route: RouteOptions): void
  /** Requests a minute from one address; left out, 12,000 readings and 240 changes. */
  most?: { reads: number; writes: number }
}

/** What differs between the houses. */
export interface HouseRules {
  /** Lets a request through to who may ask for it. */
  guard(app: FastifyInstance): void
  once: BeginsOnce
  errors: HouseErrors
  /** The house's pages. */
  pages(app: FastifyInstance): void
}

const FORM_BYTES = 1_048_576
const YEAR_SECONDS = 31_536_000

/** The server of a house with its doors shut as both shut them, not yet listening. */
export function hardenedServer(deps: HardenedDeps, house: HouseRules): FastifyInstance {
  const app: FastifyInstance = Fastify({
    logger: false,
    bodyLimit: FORM_BYTES,
    requestTimeout: 300_000,
    forceCloseConnections: 'idle',
    trustProxy: deps.proxies && deps.proxies.length > 0 ? deps.proxies : false,
    frameworkErrors: (_error, _request, reply) => plainNotFound(reply),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
  })
  const most = deps.most ?? { reads: 12_000, writes: 240 }

  app.removeAllContentTypeParsers()
  app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // Browsers send `Origin: null` with our own forms under `no-referrer`.
    referrerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
    // Only this machine is answered, over plain HTTP; a proxy that adds TLS adds this too.
    strictTransportSecurity: false,
  })
  app.after(() => {
    keepDoor(app, deps)
    house.guard(app)
    keepOnce(app, house.once)
    if (deps.onRoute) app.addHook('onRoute', deps.onRoute)
    logRequests(app, deps.logger)
    shrink(app)
  })
  app.register(rateLimit, {
    global: true,
    timeWindow: 60_000,
    keyGenerator: (request) =>
      `${request.method === 'GET' || request.method === 'HEAD' ? 'read' : 'write'} ${request.ip}`,
    max: (_request, key) => (key.startsWith('read') ? most.reads : most.writes),
    addHeaders: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
      'retry-after': true,
    },
    addHeadersOnExceeding: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
    },
  })
  app.after(() => answerErrors(app, deps, house.errors))
  app.register(formbody, { bodyLimit: FORM_BYTES })
  app.register(multipart, { throwFileSizeLimit: false })
  app.register(fastifyStatic, {
    root: deps.assetsFolder,
    prefix: '/assets/',
    index: false,
    list: false,
    redirect: false,
    maxAge: YEAR_SECONDS * 1000,
    immutable: true,
    preCompressed: true,
    decorateReply: false,
  })

  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })

  app.register(async (scope) => {
    health(scope, house.errors)
    house.pages(scope)
  })
  return app
}

/** `healthz`: the process answers. `readyz`: figures can be read right now. */
function health(app: FastifyInstance, { ready }: Pick<HouseErrors, 'ready'>): void {
  app.get('/healthz', { config: { action: 'open' } }, async (_request, reply) =>
    reply.type('text/plain').send('ok\n'),
  )
  app.get('/readyz', { config: { action: 'open' } }, async (_request, reply) => {
    const found = await ready()
    if (found.ok) return reply.type('text/plain').send('ready\n')
    return reply
      .code(503)
      .header('retry-after', '5')
      .type('text/plain')
      .send(`not ready: ${found.problem.sentence}\n`)
  })
}
