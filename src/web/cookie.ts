import type { FastifyReply, FastifyRequest } from 'fastify'

/** Where people reach this house: over https its cookies travel nowhere else. */
export interface Reached {
  origin: string
}

/** A cookie's value as the browser sent it; none where it was sent twice. */
export function cookieIn(request: FastifyRequest, name: string): string | null {
  const values = (request.headers.cookie ?? '').split(';').flatMap((pair) => {
    const at = pair.indexOf('=')
    return pair.slice(0, at).trim() === name ? [pair.slice(at + 1).trim()] : []
  })
  const [value] = values
  return values.length === 1 && value !== undefined && /^[\w-]{1,1000}$/.test(value) ? value : null
}

/** Sets a cookie for this browser's session, or (`null`) takes it away. */
export function setCookie(
  reply: FastifyReply,
  deps: Reached,
  name: string,
  value: string | null,
): void {
  const secure = deps.origin.startsWith('https:') ? '; Secure' : ''
  const ends = value === null ? '; Max-Age=0' : ''
  reply.header(
    'set-cookie',
    `${name}=${value ?? ''}; Path=/; HttpOnly; SameSite=Lax${secure}${ends}`,
  )
}

/** Where this person reaches Fairload: the address for all, or this very machine's. */
export function reachedAt(request: FastifyRequest, deps: Reached): string {
  const host = request.headers.host?.toLowerCase() ?? ''
  return host === new URL(deps.origin).host ? deps.origin : `http://${host}`
}
