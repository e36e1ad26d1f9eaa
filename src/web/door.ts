import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance } from 'fastify'

/** What a route takes in its body. A route that says nothing takes no body at all. */
export type Takes = 'form' | 'files' | 'json'

declare module 'fastify' {
  interface FastifyContextConfig {
    takes?: Takes
  }
}

/** A request turned away before any of it was read; the page for it is in plain words. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly statusCode: number
  readonly code: string

  constructor(statusCode: 400 | 403 | 413 | 415 | 421 | 422 | 429, code: string) {
    super(code)
    this.statusCode = statusCode
    this.code = code
  }
}

const FORM = /^application\/x-www-form-urlencoded(; ?charset=utf-8)?$/i
const JSON_TEXT = /^application\/json(; ?charset=utf-8)?$/i
const FILES = /^multipart\/form-data; ?boundary="?[0-9A-Za-z'()+_,./:=? -]{1,70}"?$/

/**
 * Whether the `Host` a request asks for is one of ours. A name that resolves to this machine but is
 * not ours is how a web page elsewhere would reach a server that answers this machine alone (DNS
 * rebinding). `port` is the port the request came in by; undefined where it came by no socket.
 */
export function isOurHost(
  host: string | undefined,
  names: readonly string[],
  port: number | undefined,
): boolean {
  const match = /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::(\d{1,5}))?$/.exec(host?.toLowerCase() ?? '')
  if (!match?.[1] || !names.includes(match[1].replace(/^\[|\]$/g, ''))) return false
  return port === undefined || Number(match[2] ?? 80) === port
}

/**
 * Whether a request that changes something comes from a page of ours. Browsers say so themselves
 * (`Sec-Fetch-Site`, else `Origin`), so that no cookie and no hidden field is needed; a program says
 * so by sending our address as `Origin`. `same-site` is not enough: every port of this machine is.
 */
export function isFromOurPages(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site']
  const { origin } = headers
  if (site !== undefined && site !== 'same-origin') return false
  if (origin === undefined) return site === 'same-origin'
  return origin === `http://${headers.host}` || origin === `https://${headers.host}`
}

/**
 * The exact list of bodies, before any parser sees one: parsers and validators disagree about odd
 * content types (CVE-2025-32442, CVE-2026-25223), so odd ones go no further.
 */
export function isTaken(takes: Takes | undefined, headers: IncomingHttpHeaders): boolean {
  const type = headers['content-type']
  const empty = headers['content-length'] === '0' || headers['content-length'] === undefined
  if (takes === undefined) {
    return type === undefined && empty && headers['transfer-encoding'] === undefined
  }
  return type !== undefined && { form: FORM, files: FILES, json: JSON_TEXT }[takes].test(type)
}

/** Turns away what is not for us, before routes, parsers or pages see it. */
export function keepDoor(
  app: FastifyInstance,
  deps: { hosts: readonly string[]; origin: string },
): void {
  app.addHook('onRequest', async (request) => {
    const isOurs =
      (deps.origin.startsWith('https:') &&
        request.headers.host?.toLowerCase() === new URL(deps.origin).host) ||
      isOurHost(request.headers.host, deps.hosts, request.socket.localPort)
    if (!isOurs) {
      throw new Refused(421, 'not-our-address')
    }
    const { method } = request
    if (method === 'GET' || method === 'HEAD') return
    if (!isFromOurPages(request.headers)) throw new Refused(403, 'not-from-our-pages')
    if (request.is404) return
    if (!isTaken(request.routeOptions.config.takes, request.headers)) {
      throw new Refused(415, 'body-not-taken')
    }
  })
}
