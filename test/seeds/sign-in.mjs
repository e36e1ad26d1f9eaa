/**
 * Signs in over HTTP as a person would without scripts, for tests that run the built server: sets
 * the first administrator up with the code that the server printed, authenticator included.
 */
import { createHmac } from 'node:crypto'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The six digits that an authenticator app shows for a key now, or `later` steps of 30 seconds on. */
export function codeFor(key, later = 0, now = Date.now()) {
  const bits = [...key.replace(/\s/g, '')]
    .map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000) + later))
  const digest = createHmac('sha1', secret).update(counter).digest()
  const number = digest.readUInt32BE(digest[19] & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

/** The key that the page of the authenticator shows. */
export const keyIn = (page) => /class="fl-code">([A-Z2-7 ]+)</.exec(page)?.[1] ?? ''

export const FIRST = {
  name: 'Ruth Adeyemi',
  email: 'ruth.adeyemi@moreton.example',
  password: 'kettle window harbour',
}

/** The one-time code among what a server said at its start. */
export const codeIn = (said) => /one-time code: ([A-Z0-9-]+)/.exec(said)?.[1] ?? null

const cookieOf = (response) => (response.headers.get('set-cookie') ?? '').split(';')[0]

/** Posts a form as a page of this server does. */
export async function post(address, path, fields, cookie = '') {
  return fetch(`${address}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      origin: address,
      cookie,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(fields).toString(),
  })
}

/**
 * Sets the first administrator up and returns the cookie of their sign-in.
 * @returns {Promise<string>} `name=value`
 */
export async function setUpFirst(address, code) {
  const { password } = FIRST
  const begun = await post(address, '/own/set-up', { ...FIRST, code, again: password })
  if (begun.status !== 303) throw new Error(`Setting up was answered ${begun.status}`)
  const half = cookieOf(begun)
  const page = await (
    await fetch(`${address}/own/set-up/authenticator`, { headers: { cookie: half } })
  ).text()
  const done = await post(
    address,
    '/own/set-up/authenticator',
    { code: codeFor(keyIn(page)) },
    half,
  )
  if (done.status !== 200) throw new Error(`The authenticator was answered ${done.status}`)
  return cookieOf(done)
}

/**
 * Walks as one of the demonstration's people and returns the cookie.
 * @param role as its button says: `Service manager`
 */
export async function walkAs(address, role) {
  const page = await (await fetch(`${address}/demonstration/sign-in`)).text()
  const forms = [...page.matchAll(/name="account" value="([^"]+)"[^]*?<button[^>]*>([^<]+)</g)]
  const account = forms.find(([, , words]) => words === role)?.[1]
  if (account === undefined) throw new Error(`Nobody walks as ${role}`)
  return cookieOf(await post(address, '/demonstration/walk', { account }))
}
