import { isIP } from 'node:net'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'

/** Time to answer the browser's question, and what it is told of it. */
export const PASSKEY_ANSWER_MS = 5 * 60_000

/** A passkey belongs to a name over https (or this very machine's), never to a bare address. */
const rpIdOf = (origin: string): string | null => {
  const { hostname, protocol } = new URL(origin)
  const isBare = isIP(hostname.replace(/^\[|\]$/g, '')) !== 0
  return isBare || (protocol !== 'https:' && hostname !== 'localhost') ? null : hostname
}

export const passkeysWorkAt = (origin: string): boolean => rpIdOf(origin) !== null

// Loaded when first asked for: it is much, and most requests need none of it.
const standard = () => import('@simplewebauthn/server')

/** A question for the browser: the challenge is kept, the JSON is sent. */
export interface PasskeyQuestion {
  challenge: string
  json: string
}

export interface PublicKey {
  id: string
  publicKey: Buffer
  counter: number
}

/** Whether a challenge was asked and is taken now: once, and no later than it may be. */
export type TakeChallenge = (challenge: string) => Promise<boolean>

/**
 * Asks the device to make a passkey that is found without a name and always asks for the finger,
 * face or PIN: it is two steps in one. No device is asked who made it.
 */
export async function askForNewPasskey(given: {
  origin: string
  house: string
  person: { id: string; address: string; name: string }
  kept: readonly { id: string; transports: readonly string[] }[]
}): Promise<PasskeyQuestion | null> {
  const rpID = rpIdOf(given.origin)
  if (rpID === null) return null
  const { generateRegistrationOptions } = await standard()
  type Known = NonNullable<Parameters<typeof generateRegistrationOptions>[0]['excludeCredentials']>
  const options = await generateRegistrationOptions({
    rpName: given.house,
    rpID,
    userID: new Uint8Array(Buffer.from(given.person.id)),
    userName: given.person.address,
    userDisplayName: given.person.name,
    timeout: PASSKEY_ANSWER_MS,
    excludeCredentials: given.kept as Known,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return { challenge: options.challenge, json: JSON.stringify(options) }
}

/** The passkey that a browser's answer holds, or null where it is not to be taken. */
export async function newPasskeyIn(
  given: { answer: string; origin: string },
  take: TakeChallenge,
): Promise<(PublicKey & { transports: string[] }) | null> {
  const rpID = rpIdOf(given.origin)
  const response = objectIn(given.answer) as RegistrationResponseJSON | null
  if (rpID === null || response === null) return null
  const { verifyRegistrationResponse } = await standard()
  const made = await verifyRegistrationResponse({
    response,
    expectedChallenge: take,
    expectedOrigin: new URL(given.origin).origin,
    expectedRPID: rpID,
    requireUserVerification: true,
  }).catch(() => null)
  if (!made?.verified) return null
  const { id, publicKey, counter, transports } = made.registrationInfo.credential
  return {
    id,
    publicKey: Buffer.from(publicKey),
    counter,
    transports: (transports ?? []).filter((each) => /^[a-z-]{1,20}$/.test(each)).slice(0, 10),
  }
}

/** Asks whoever is at the browser for any passkey of this house. */
export async function askForPasskey(origin: string): Promise<PasskeyQuestion | null> {
  const rpID = rpIdOf(origin)
  if (rpID === null) return null
  const { generateAuthenticationOptions } = await standard()
  const options = await generateAuthenticationOptions({
    rpID,
    timeout: PASSKEY_ANSWER_MS,
    userVerification: 'required',
  })
  return { challenge: options.challenge, json: JSON.stringify(options) }
}

/** Which passkey an answer says it is: nothing is proven yet. */
export function passkeyNamedIn(answer: string): string | null {
  const response = objectIn(answer) as Partial<AuthenticationResponseJSON> | null
  return typeof response?.id === 'string' ? response.id : null
}

/** Whether this passkey gave the answer; its new counter, or null where it did not. */
export async function provenBy(
  passkey: PublicKey,
  given: { answer: string; origin: string },
  take: TakeChallenge,
): Promise<{ counter: number } | null> {
  const rpID = rpIdOf(given.origin)
  const response = objectIn(given.answer) as AuthenticationResponseJSON | null
  if (rpID === null || response === null) return null
  const { verifyAuthenticationResponse } = await standard()
  const done = await verifyAuthenticationResponse({
    response,
    expectedChallenge: take,
    expectedOrigin: new URL(given.origin).origin,
    expectedRPID: rpID,
    requireUserVerification: true,
    credential: {
      id: passkey.id,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: passkey.counter,
    },
  }).catch(() => null)
  return done?.verified ? { counter: done.authenticationInfo.newCounter } : null
}

/** What a browser answered, where it is an object at all; the standard's own checks come after. */
function objectIn(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}
