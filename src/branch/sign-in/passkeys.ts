import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import {
  askForNewPasskey,
  askForPasskey,
  newPasskeyIn,
  PASSKEY_ANSWER_MS,
  passkeyNamedIn,
  passkeysWorkAt,
  provenBy,
} from '../../sign-in/index.ts'
import { passkeys, signInTries, type BranchScope } from '../../store/branch/index.ts'
import type { BranchSignedIn, BranchSignIn } from './sign-in.ts'
import { MINUTE, type BranchSignInDeps, type Steps } from './steps.ts'

/** As many as one person may keep. */
const MOST = 10
/** How soon after signing in a passkey is added: nobody else at an open phone adds one. */
const FRESH_MINUTES = 30

const REFUSED: Problem = {
  code: 'passkey-refused',
  sentence: 'This passkey was not taken. Try once more, or sign in another way.',
}
const NOT_FRESH: Problem = {
  code: 'sign-in-again',
  sentence: `You signed in more than ${FRESH_MINUTES} minutes ago. Sign out and in again, then add the passkey.`,
}
const NO_NAME: Problem = {
  code: 'name-missing',
  sentence: 'Enter a name for the passkey, at most 100 characters, such as “My phone”.',
}
const TOO_MANY: Problem = {
  code: 'passkeys-too-many',
  sentence: `You have ${MOST} passkeys, the most one person keeps. Remove one that you do not use.`,
}

/** Passkeys: with the finger, face or PIN that the device asks for, one is two steps in one. */
export function passkeysDoor(
  { now }: BranchSignInDeps,
  { inHouse, before, after, heard, begin, onTheRoll, noteBy }: Steps,
): BranchSignIn['passkeys'] {
  const asked = (scope: BranchScope, challenge: string, member: string | null): Promise<void> =>
    passkeys.ask(scope, { challenge, member, at: now(), ends: after(PASSKEY_ANSWER_MS) })
  const taken = (scope: BranchScope, member: string | null) => (challenge: string) =>
    passkeys.takeChallenge(scope, { challenge, member, at: now() })
  const isFresh = ({ since }: BranchSignedIn): boolean => since > before(FRESH_MINUTES * MINUTE)
  const nameIn = (text: string): string | null => {
    const name = text.trim()
    return name === '' || name.length > 100 ? null : name
  }

  return {
    list: (of, who) =>
      inHouse(of, async (scope) =>
        (await passkeys.of(scope, who.person.member)).map((each) => ({
          id: each.id,
          name: each.name,
          since: each.madeAt,
          lastUsed: each.lastUsedAt,
        })),
      ),

    prepare: (of, who, given) =>
      inHouse(of, async (scope): Promise<Result<string>> => {
        const { member } = who.person
        if (!isFresh(who)) return fail(NOT_FRESH)
        const name = nameIn(given.name)
        if (name === null) return fail(NO_NAME)
        const kept = await passkeys.of(scope, member)
        if (kept.length >= MOST) return fail(TOO_MANY)
        const question = await askForNewPasskey({
          origin: given.origin,
          house: 'Fairload',
          // What the device lists beside the passkey: neither the union nor a mail address.
          person: { id: member, address: who.person.name, name: who.person.name },
          kept,
        })
        if (question === null) return fail(REFUSED)
        await asked(scope, question.challenge, member)
        return ok(question.json)
      }),

    add: (of, who, given) =>
      inHouse(of, async (scope): Promise<Result<null>> => {
        const { member } = who.person
        const name = nameIn(given.name)
        if (name === null) return fail(NO_NAME)
        const made = isFresh(who) ? await newPasskeyIn(given, taken(scope, member)) : null
        if (made === null || !(await passkeys.add(scope, { ...made, member, name }, now()))) {
          return fail(REFUSED)
        }
        await noteBy(scope, 'passkey.added', member)
        return ok(null)
      }),

    remove: (of, who, id) =>
      inHouse(of, async (scope) => {
        const { member } = who.person
        if ((await passkeys.remove(scope, member, id)) === 0) return
        await noteBy(scope, 'passkey.removed', member)
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
      const tried = await heard(of, 'a passkey', visitor)
      if (!tried.ok) return tried
      return inHouse(of, async (scope) => {
        const passkey = await passkeys.take(scope, named)
        const who = passkey && (await onTheRoll(scope, passkey.member))
        if (!passkey || !who) return fail(REFUSED)
        const done = await provenBy(passkey, given, taken(scope, null))
        if (done === null) return fail(REFUSED)
        await passkeys.used(scope, passkey.id, done.counter, now())
        await signInTries.tryWentWell(scope, tried.value)
        return ok(await begin(scope, who, 'passkey', visitor))
      })
    },
  }
}
