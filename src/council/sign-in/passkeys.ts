import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import {
  askForNewPasskey,
  askForPasskey,
  isPassword,
  newPasskeyIn,
  PASSKEY_ANSWER_MS,
  passkeyNamedIn,
  passkeysWorkAt,
  provenBy,
} from '../../sign-in/index.ts'
import { accounts, passkeys, sessions, type Scope } from '../../store/index.ts'
import type { SignIn } from './sign-in.ts'
import type { SignInDeps, Steps } from './steps.ts'

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

/**
 * Passkeys: with the finger, face or PIN that the device asks for, one is two steps in one. The
 * authenticator's code stays the other way in. No device is asked who made it.
 */
export function passkeysDoor(deps: SignInDeps, steps: Steps): SignIn['passkeys'] {
  const { now } = deps
  const { inHouse } = steps
  const asked = (scope: Scope, challenge: string, account: string | null): Promise<void> =>
    passkeys.ask(scope, {
      challenge,
      account,
      at: now(),
      ends: new Date(now().getTime() + PASSKEY_ANSWER_MS),
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
      const name = given.name.trim()
      if (!passkeysWorkAt(given.origin)) return fail(REFUSED)
      if (name === '' || name.length > 100) return fail(NO_NAME)
      const account = await inHouse(of, (scope) => accounts.get(scope, who.person.account))
      if (account?.password == null) return fail(REFUSED)
      const tried = await steps.heard(of, `own password:${account.email}`, visitor)
      if (!tried.ok) return tried
      const password = given.password.slice(0, 1000)
      if (!(await isPassword(password, account.password, deps.passwordCost))) {
        return fail(WRONG_PASSWORD)
      }
      return inHouse(of, async (scope): Promise<Result<string>> => {
        await sessions.tryWentWell(scope, tried.value)
        const kept = await passkeys.of(scope, account.id)
        if (kept.length >= MOST) return fail(TOO_MANY)
        const question = await askForNewPasskey({
          origin: given.origin,
          house: `Fairload, ${of.name}`,
          person: { id: account.id, address: account.email, name: account.name },
          kept,
        })
        if (question === null) return fail(REFUSED)
        await asked(scope, question.challenge, account.id)
        return ok(question.json)
      })
    },

    add: async (of, who, given) => {
      const name = given.name.trim()
      if (name === '' || name.length > 100) return fail(NO_NAME)
      const { account } = who.person
      return inHouse(of, async (scope): Promise<Result<null>> => {
        const made = await newPasskeyIn(given, taken(scope, account))
        if (made === null) return fail(REFUSED)
        const passkey = { ...made, account, name }
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
      const question = await askForPasskey(origin)
      if (question === null) return null
      await inHouse(of, (scope) => asked(scope, question.challenge, null))
      return question.json
    },

    signIn: async (of, given, visitor) => {
      const named = passkeyNamedIn(given.answer)
      if (named === null || !passkeysWorkAt(given.origin)) return fail(REFUSED)
      const tried = await steps.heard(of, 'a passkey', visitor)
      if (!tried.ok) return tried
      return inHouse(of, async (scope): Promise<Result<{ token: string }>> => {
        const passkey = await passkeys.take(scope, named)
        const account = passkey && (await accounts.get(scope, passkey.account))
        if (!passkey || account?.state !== 'active') return fail(REFUSED)
        const done = await provenBy(passkey, given, taken(scope, null))
        if (done === null) return fail(REFUSED)
        await passkeys.used(scope, passkey.id, done.counter, now())
        await sessions.tryWentWell(scope, tried.value)
        const token = await steps.begin(scope, account.id, 'whole', 'passkey', visitor)
        await steps.noteBy(scope, 'sign-in.done', { way: 'passkey' }, account.id)
        return ok({ token })
      })
    },
  }
}
