import { createHmac } from 'node:crypto'

/** Seconds for which a code of an authenticator app is shown (RFC 6238). */
const PERIOD = 30
const DIGITS = 6
/** Steps before and after that are taken too: phones' clocks are a little off. */
const DRIFT = 1

/** The code that an authenticator app shows in a time step (RFC 4226 with SHA-1, as every app does). */
export function codeAt(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', secret).update(counter).digest()
  const offset = (digest[19] ?? 0) & 0x0f
  const number = digest.readUInt32BE(offset) & 0x7fffffff
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0')
}

export const stepAt = (at: Date): number => Math.floor(at.getTime() / 1000 / PERIOD)

/** The time step that a typed code belongs to, or null where it is none of now. */
export function stepOf(secret: Buffer, typed: string, at: Date): number | null {
  const code = typed.replace(/\s/g, '')
  if (!/^\d{6}$/.test(code)) return null
  const now = stepAt(at)
  let found: number | null = null
  for (let step = now - DRIFT; step <= now + DRIFT; step += 1) {
    if (codeAt(secret, step) === code) found = step
  }
  return found
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Base32 (RFC 4648) without padding: how authenticator apps take a secret by hand. */
export function base32(bytes: Buffer): string {
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => ALPHABET[parseInt(five.padEnd(5, '0'), 2)])
    .join('')
}

/** What the picture that a phone photographs says. */
export function authenticatorAddress(secret: Buffer, email: string, organisation: string): string {
  const issuer = encodeURIComponent(`Fairload ${organisation}`)
  return `otpauth://totp/${issuer}:${encodeURIComponent(email)}?secret=${base32(secret)}&issuer=${issuer}`
}
