import { isIP } from 'node:net'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import { accounts, passkeys, sessions, type Scope } from '../../store/index.ts'
import { isPassword } from './password.ts'
import type { SignIn } from './sign-in.ts'
import { MINUTE, type SignInDeps, type Steps } from './steps.ts'

/** Time to answer the browser's question, and what it is told of it. */
const ANSWER_IN = 5 * MINUTE
/** As many as one person may keep. */
const MOST = 10

const REFUSED: Problem = {
  code: 'passkey-refused',
  sentence:
    'This passkey was not taken. Try once more, or sign in with your password and authenticator code.',
}
const WRONG_PASSWORD: Problem = {
  code: 'password-wrong',
  sentence: 'This is not your password. Check it and type it again.',
}
const NO_NAME: Problem = {
  code: 'name-missing',
  sentence: 'Enter a name for the passkey, at most 100 characters, such as “My work laptop”.',
}
const TOO_MANY: Problem = {
  code: 'passkeys-too-many',
  sentence: `You have ${MOST} passkeys, the most one person keeps. Remove one that you do not use.`,
}

/** A passkey belongs to a name over https (or this very machine's), never to a bare address. */
const rpIdOf = (origin: string): string | null => {
  const { hostname, protocol } = new URL(origin)
  const isBare = isIP(hostname.replace(/^\[|\]$/g, '')) !== 0
  return isBare || (protocol !== 'https:' && hostname !== 'localhost') ? null : hostname
}

export const passkeysWorkAt = (origin: string): boolean => rpIdOf(origin) !== null

/**
 * Passkeys: with the finger, face or PIN that the device asks for, one is two steps in one. The
 * authenticator's code stays the other way in. No device is asked who made it.
 */
export function passkeysDoor(deps: SignInDeps, steps: Steps): SignIn['passkeys'] {
  const { now } = deps
  const { inHouse } = steps
  // Loaded when first asked for: it is much, and most requests need none of it.
  const standard = () => import('@simplewebauthn/server')
  const asked = (scope: Scope, challenge: string, account: string | null): Promise<void> =>
    passkeys.ask(scope, {
      challenge,
      account,
      at: now(),
      ends: new Date(now().getTime() + ANSWER_IN),
    })
  const taken = (scope: Scope, account: string | null) => (challenge: string) =>
    passkeys.takeChallenge(scope, { challenge, account, at: now() })

  return {
    list: (of, who) =>
      inHouse(of, async (scope) => {
        const account = await accounts.get(scope, who.person.account)
        return {
          possible: account?.password != null,
          keys: (await passkeys.of(scope, who.person.account)).map((each) => ({
            id: each.id,
            name: each.name,
            since: each.madeAt,
            lastUsed: each.lastUsedAt,
          })),
        }
      }),

    prepare: async (of, who, given, visitor) => {
      const rpID = rpIdOf(given.origin)
      const name = given.name.trim()
      if (rpID === null) return fail(REFUSED)
      if (name === '' || name.length > 100) return fail(NO_NAME)
      const account = await inHouse(of, (scope) => accounts.get(scope, who.person.account))
      if (account?.password == null) return fail(REFUSED)
      const tried = await steps.heard(of, `own password:${account.email}`, visitor)
      if (!tried.ok) return tried
      const password = given.password.slice(0, 1000)
      if (!(await isPassword(password, account.password, deps.passwordCost))) {
        return fail(WRONG_PASSWORD)
      }
      const { generateRegistrationOptions } = await standard()
      return inHouse(of, async (scope): Promise<Result<string>> => {
        await sessions.tryWentWell(scope, tried.value)
        const kept = await passkeys.of(scope, account.id)
        if (kept.length >= MOST) return fail(TOO_MANY)
        const options = await generateRegistrationOptions({
          rpName: `Fairload, ${of.name}`,
          rpID,
          userID: new Uint8Array(Buffer.from(account.id)),
          userName: account.email,
          userDisplayName: account.name,
          timeout: ANSWER_IN,
          excludeCredentials: kept.map(({ id, transports }) => ({ id, transports })),
          authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        })
        await asked(scope, options.challenge, account.id)
        return ok(JSON.stringify(options))
      })
    },

    add: async (of, who, given) => {
      const rpID = rpIdOf(given.origin)
      const response = objectIn(given.answer) as RegistrationResponseJSON | null
      const name = given.name.trim()
      if (rpID === null || response === null) return fail(REFUSED)
      if (name === '' || name.length > 100) return fail(NO_NAME)
      const { verifyRegistrationResponse } = await standard()
      const { account } = who.person
      return inHouse(of, async (scope): Promise<Result<null>> => {
        const made = await verifyRegistrationResponse({
          response,
          expectedChallenge: taken(scope, account),
          expectedOrigin: new URL(given.origin).origin,
          expectedRPID: rpID,
          requireUserVerification: true,
        }).catch(() => null)
        if (!made?.verified) return fail(REFUSED)
        const { id, publicKey, counter, transports } = made.registrationInfo.credential
        const passkey = {
          id,
          account,
          name,
          publicKey: Buffer.from(publicKey),
          counter,
          transports: (transports ?? []).filter((each) => /^[a-z-]{1,20}$/.test(each)).slice(0, 10),
        }
        if (!(await passkeys.add(scope, passkey, now()))) return fail(REFUSED)
        await steps.noteBy(scope, 'passkey.added', { account }, account)
        return ok(null)
      })
    },

    remove: (of, who, id) =>
      inHouse(of, async (scope) => {
        const { account } = who.person
        if ((await passkeys.remove(scope, account, id)) === 0) return
        await steps.noteBy(scope, 'passkey.removed', { account }, account)
      }),

    ask: async (of, origin) => {
      const rpID = rpIdOf(origin)
      if (rpID === null) return null
      const { generateAuthenticationOptions } = await standard()
      const options = await generateAuthenticationOptions({
        rpID,
        timeout: ANSWER_IN,
        userVerification: 'required',
      })
      await inHouse(of, (scope) => asked(scope, options.challenge, null))
      return JSON.stringify(options)
    },

    signIn: async (of, given, visitor) => {
      const rpID = rpIdOf(given.origin)
      const response = objectIn(given.answer) as AuthenticationResponseJSON | null
      if (rpID === null || typeof response?.id !== 'string') return fail(REFUSED)
      const tried = await steps.heard(of, 'a passkey', visitor)
      if (!tried.ok) return tried
      const { verifyAuthenticationResponse } = await standard()
      return inHouse(of, async (scope): Promise<Result<{ token: string }>> => {
        const passkey = await passkeys.take(scope, response.id)
        const account = passkey && (await accounts.get(scope, passkey.account))
        if (!passkey || account?.state !== 'active') return fail(REFUSED)
        const done = await verifyAuthenticationResponse({
          response,
          expectedChallenge: taken(scope, null),
          expectedOrigin: new URL(given.origin).origin,
          expectedRPID: rpID,
          requireUserVerification: true,
          credential: {
            id: passkey.id,
            publicKey: new Uint8Array(passkey.publicKey),
            counter: passkey.counter,
          },
        }).catch(() => null)
        if (!done?.verified) return fail(REFUSED)
        await passkeys.used(scope, passkey.id, done.authenticationInfo.newCounter, now())
        await sessions.tryWentWell(scope, tried.value)
        const token = await steps.begin(scope, account.id, 'whole', 'passkey', visitor)
        await steps.noteBy(scope, 'sign-in.done', { way: 'passkey' }, account.id)
        return ok({ token })
      })
    },
  }
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
