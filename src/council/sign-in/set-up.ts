import { randomBytes } from 'node:crypto'
import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import {
  authenticatorAddress,
  base32,
  BEGIN_AGAIN,
  CODE_WRONG,
  codeHash,
  EMAIL,
  goodPassword,
  keptPassword,
  PASSWORD_COST,
  seal,
  stepOf,
  tidyEmail,
  unseal,
} from '../../sign-in/index.ts'
import { accounts, sessions, type Account } from '../../store/index.ts'
import type { SignIn } from './sign-in.ts'
import { DAY, type SignInDeps, type Steps } from './steps.ts'

const CODE_NOT_GOOD: Problem = {
  code: 'set-up-code-not-good',
  sentence:
    'This code is not good: it was used, has run out, or is mistyped. Ask an administrator for a new one. The first code is printed where Fairload was started.',
}

/** From a one-time code to a password and an authenticator. */
export function setUp(
  deps: SignInDeps,
  steps: Steps,
): Pick<SignIn, 'firstCode' | 'codeIsFor' | 'setUp' | 'authenticator' | 'confirmAuthenticator'> {
  const { now, today, key } = deps
  const { inHouse, about, begin, halfBehind, nextOf, heard, newCode, recoveryCodes, noteBy } = steps
  const cost = deps.passwordCost ?? PASSWORD_COST
  return {
    firstCode: (of) =>
      inHouse(of, async (scope) =>
        (await accounts.anybody(scope)) ? null : newCode(scope, null, DAY),
      ),

    codeIsFor: async (of, code, visitor) => {
      const tried = await heard(of, 'a one-time code', visitor)
      if (!tried.ok) return tried
      return inHouse(of, async (scope) => {
        const found = await accounts.behindSetUpCode(scope, codeHash(code), now())
        const account = found?.account ? await accounts.get(scope, found.account) : null
        if (!found || (found.account !== null && account?.state !== 'invited')) {
          return fail(CODE_NOT_GOOD)
        }
        await sessions.tryWentWell(scope, tried.value)
        return ok({
          first: found.account === null,
          name: account?.name ?? '',
          email: account?.email ?? '',
        })
      })
    },

    setUp: async (of, given, visitor) => {
      const tried = await heard(of, 'a one-time code', visitor)
      if (!tried.ok) return tried
      const hash = codeHash(given.code)
      const found = await inHouse(of, (scope) => accounts.behindSetUpCode(scope, hash, now()))
      if (!found) return fail(CODE_NOT_GOOD)
      const email = tidyEmail(given.email)
      const name = given.name.trim()
      if (found.account === null) {
        if (name === '' || name.length > 200) {
          return fail({ code: 'name-missing', sentence: 'Enter your name.' })
        }
        if (!EMAIL.test(email)) {
          return fail({
            code: 'email-not-one',
            sentence: 'Enter an email address, like name@example.gov.uk.',
          })
        }
      }
      if (given.password !== given.again) {
        return fail({
          code: 'passwords-differ',
          sentence: 'The two passwords differ. Type the same one twice.',
        })
      }
      const good = goodPassword(given.password, email)
      if (!good.ok) return good
      const password = await keptPassword(given.password, cost)
      return inHouse(of, async (scope): Promise<Result<{ token: string }>> => {
        if (!(await accounts.useSetUpCode(scope, hash, now()))) return fail(CODE_NOT_GOOD)
        let account: Account | null
        if (found.account === null) {
          if (await accounts.anybody(scope)) return fail(CODE_NOT_GOOD)
          const added = await accounts.add(scope, { email, name, state: 'invited', at: now() })
          if (!added.ok) return added
          account = added.value
          for (const role of ['administrator', 'service-manager'] as const) {
            await accounts.grant(scope, account.id, {
              role,
              team: null,
              from: today(),
              until: null,
              givenBy: null,
              at: now(),
            })
          }
        } else account = await accounts.get(scope, found.account)
        if (account?.state !== 'invited') return fail(CODE_NOT_GOOD)
        await accounts.change(scope, account.id, {
          password,
          authenticator: seal(key, about(scope, account.id), randomBytes(20)),
          authenticatorStep: null,
        })
        await sessions.tryWentWell(scope, tried.value)
        await noteBy(scope, 'account.set-up', { account: account.id }, account.id)
        return ok({ token: await begin(scope, account.id, 'half', 'authenticator', visitor) })
      })
    },

    authenticator: (of, token) =>
      inHouse(of, async (scope) => {
        const half = await halfBehind(scope, token)
        if (half?.account.authenticator == null || nextOf(half.account) === 'code') return null
        const secret = unseal(key, about(scope, half.account.id), half.account.authenticator)
        return (
          secret && {
            address: authenticatorAddress(secret, half.account.email, of.name),
            key: base32(secret),
          }
        )
      }),

    confirmAuthenticator: async (of, token, code, visitor) => {
      const half = await inHouse(of, (scope) => halfBehind(scope, token))
      if (!half || nextOf(half.account) === 'code') return fail(BEGIN_AGAIN)
      const { account, session } = half
      const tried = await heard(of, `second step:${account.email}`, visitor)
      if (!tried.ok) return tried
      return inHouse(of, async (scope) => {
        const secret =
          account.authenticator && unseal(key, about(scope, account.id), account.authenticator)
        const step = secret && stepOf(secret, code, now())
        if (step === null || !(await accounts.takeStep(scope, account.id, step))) {
          return fail(CODE_WRONG)
        }
        await sessions.tryWentWell(scope, tried.value)
        await accounts.change(scope, account.id, { state: 'active' })
        await sessions.end(scope, account.id, { id: session.id }, now())
        const whole = await begin(scope, account.id, 'whole', 'authenticator', visitor)
        await noteBy(scope, 'sign-in.done', { way: 'authenticator' }, account.id)
        return ok({ token: whole, recoveryCodes: await recoveryCodes(scope, account.id) })
      })
    },
  }
}
