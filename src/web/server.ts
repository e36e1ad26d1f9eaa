import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import Fastify, { type FastifyInstance, type RouteOptions } from 'fastify'
import type { Logger } from 'pino'
import type { IsoDate } from '../kit/index.ts'
import type { Council, SignIn, Watch } from '../council/index.ts'
import { api } from './api/v1.ts'
import type { Manifest } from './components/index.ts'
import { keepDoor } from './door.ts'
import { councilPages } from './council/routes.ts'
import { signInPages } from './council/sign-in-routes.ts'
import { answerErrors, plainNotFound } from './errors.tsx'
import { keepRights } from './guard.ts'
import { logRequests } from './log.ts'
import { keepOnce } from './once.ts'
import { shrink } from './shrink.ts'

export interface ServerDeps {
  council: Council
  signIn: SignIn
  watch: Watch
  /** Where people reach Fairload: `http://127.0.0.1:8700`, or the https address of a proxy before it. */
  origin: string
  /** Addresses of proxies whose word for where a request came from is taken. */
  proxies?: string[]
  /** Where the built assets lie. */
  assetsFolder: string
  /** Plain asset name → name with its hash. */
  manifest: Manifest
  /** Fairload's own version. */
  version: string
  logger: Logger
  /** Names a request may ask for, without port: `127.0.0.1`, `::1`, `localhost`. The port must be the one it came in by. */
  hosts: string[]
  /** Where uploads lie while they arrive; must exist. */
  temporaryFolder: string
  today(): IsoDate
  now(): Date
  /** Is told of every route there is: a test asks each of them as everybody. */
  onRoute?(route: RouteOptions): void
  /** Requests a minute from one address; left out, 12,000 readings and 240 changes. */
  most?: { reads: number; writes: number }
}

const FORM_BYTES = 1_048_576
const YEAR_SECONDS = 31_536_000

/**
 * The whole web server, not yet listening. Everything it needs comes in; `close()` lets requests
 * in hand finish.
 */
export function createServer(deps: ServerDeps): FastifyInstance {
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
    keepRights(app, deps)
    keepOnce(app)
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
  app.after(() => answerErrors(app, deps))
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
    health(scope, deps)
    signInPages(scope, deps)
    councilPages(scope, deps)
  })
  app.register(api(deps), { prefix: '/api/v1' })
  return app
}

/** `healthz`: the process answers. `readyz`: figures can be read right now. */
function health(app: FastifyInstance, deps: ServerDeps): void {
  app.get('/healthz', { config: { action: 'open' } }, async (_request, reply) =>
    reply.type('text/plain').send('ok\n'),
  )
  app.get('/readyz', { config: { action: 'open' } }, async (_request, reply) => {
    const ready = await deps.council.ready()
    if (ready.ok) return reply.type('text/plain').send('ready\n')
    return reply
      .code(503)
      .header('retry-after', '5')
      .type('text/plain')
      .send(`not ready: ${ready.problem.sentence}\n`)
  })
}
