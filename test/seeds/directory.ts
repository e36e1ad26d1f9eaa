import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Somebody the directory knows. */
export interface Known {
  email: string
  email_verified: boolean
  name: string
  groups: string[]
}

export interface Directory {
  issuer: string
  /** Who signs in at it next. */
  next: string
  people: Map<string, Known>
  close(): Promise<void>
}

/** The part of `oidc-provider` that is used here; it ships no types. */
interface Provider {
  callback(): (request: IncomingMessage, response: ServerResponse) => void
  interactionFinished(
    request: IncomingMessage,
    response: ServerResponse,
    result: { login: { accountId: string } },
  ): Promise<void>
  Grant: new (of: { clientId: string; accountId: string }) => {
    addOIDCScope(scope: string): void
    save(): Promise<string>
  }
}
interface Context {
  oidc: { client: { clientId: string }; session: { accountId: string } }
}

/** A real OpenID provider on this machine, which signs in whoever is `next` without asking. */
export async function directory(callback: string, secret: string): Promise<Directory> {
  const name: string = 'oidc-provider'
  const { default: Provider } = (await import(name)) as {
    default: new (issuer: string, configuration: object) => Provider
  }
  let provider: Provider | null = null
  const known: Directory = { issuer: '', next: '', people: new Map(), close: async () => undefined }
  const server: Server = createServer((request, response) => {
    if (!provider) return void response.end()
    if (request.url?.startsWith('/interaction/')) {
      void provider.interactionFinished(request, response, { login: { accountId: known.next } })
    } else provider.callback()(request, response)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  known.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  provider = new Provider(known.issuer, {
    clients: [{ client_id: 'fairload', client_secret: secret, redirect_uris: [callback] }],
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    cookies: { keys: ['for tests alone'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: unknown, of: { uid: string }) => `/interaction/${of.uid}` },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, ...known.people.get(id) }),
    }),
    loadExistingGrant: async ({ oidc }: Context) => {
      if (!provider) return undefined
      const grant = new provider.Grant({
        clientId: oidc.client.clientId,
        accountId: oidc.session.accountId,
      })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  known.close = () => new Promise((closed) => void server.close(() => closed()))
  return known
}

/** Follows a browser's way through the directory, and returns the address it sends back to. */
export async function throughDirectory(address: string, issuer: string): Promise<string> {
  const jar = new Map<string, string>()
  let at = address
  for (let hops = 0; hops < 10 && at.startsWith(issuer); hops += 1) {
    const answer = await fetch(at, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([key, value]) => `${key}=${value}`).join('; ') },
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      const [key = '', value = ''] = pair.split(/=(.*)/s)
      jar.set(key, value)
    }
    const to = answer.headers.get('location')
    if (to === null) throw new Error(`The directory answered ${answer.status}`)
    at = new URL(to, at).href
  }
  return at
}
