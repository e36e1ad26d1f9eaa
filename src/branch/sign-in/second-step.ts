import { randomBytes } from 'node:crypto'
import { fail, ok } from '../../kit/index.ts'
import {
  authenticatorAddress,
  base32,
  BEGIN_AGAIN,
  CODE_WRONG,
  codeHash,
  seal,
  stepOf,
  unseal,
} from '../../sign-in/index.ts'
import { sessions, signInSteps, signInTries, type BranchScope } from '../../store/branch/index.ts'
import type { BranchSignIn } from './sign-in.ts'
import { needsTwoSteps, type BranchSignInDeps, type Steps } from './steps.ts'

/** The authenticator's code or a recovery code, for those whose office asks for two steps. */
export function secondStep(
  { now, key }: BranchSignInDeps,
  steps: Steps,
): Pick<
  BranchSignIn,
  | 'halfway'
  | 'authenticator'
  | 'confirmAuthenticator'
  | 'confirm'
  | 'secondStep'
  | 'newRecoveryCodes'
> {
  const { inHouse, about, halfBehind, nextOf, heard, start, recoveryCodes, noteBy } = steps

  /** The time step of a code that the app shows now, taken; null where it is none of theirs. */
  const takeShown = async (scope: BranchScope, member: string, code: string): Promise<boolean> => {
    const kept = await signInSteps.secondStep(scope, member)
    const secret = kept && unseal(key, about(scope, member), kept.secret)
    const step = secret && stepOf(secret, code, now())
    return step !== null && signInSteps.takeStep(scope, member, step, now())
  }

  return {
    halfway: (of, token) =>
      inHouse(of, async (scope) => {
        const half = await halfBehind(scope, token)
        return (
          half && {
            name: half.who.person.name,
            next: await nextOf(scope, half.session, half.who),
          }
        )
      }),

    authenticator: (of, token) =>
      inHouse(of, async (scope) => {
        const half = await halfBehind(scope, token)
        if (half === null) return null
        if ((await nextOf(scope, half.session, half.who)) !== 'authenticator') return null
        const { member } = half.who.person
        const sealed = seal(key, about(scope, member), randomBytes(20))
        await signInSteps.prepareSecondStep(scope, member, sealed)
        const kept = await signInSteps.secondStep(scope, member)
        const secret = kept && unseal(key, about(scope, member), kept.secret)
        return (
          secret && {
            // An authenticator is often on the employer's phone: it names no branch and no mail.
            address: authenticatorAddress(secret, 'own sign-in', '').replace(
              'Fairload%20',
              'Fairload',
            ),
            key: base32(secret),
          }
        )
      }),

    confirmAuthenticator: async (of, token, code, visitor) => {
      const half = await inHouse(of, (scope) => halfBehind(scope, token))
      if (half === null) return fail(BEGIN_AGAIN)
      const { member } = half.who.person
      const tried = await heard(of, `second step:${member}`, visitor)
      if (!tried.ok) return tried
      return inHouse(of, async (scope) => {
        const next = await nextOf(scope, half.session, half.who)
        if (next !== 'authenticator') return fail(BEGIN_AGAIN)
        if (!(await takeShown(scope, member, code))) return fail(CODE_WRONG)
        await signInTries.tryWentWell(scope, tried.value)
        await sessions.end(scope, member, { id: half.session.id }, now())
        await noteBy(scope, 'sign-in.second-step', member)
        return ok({
          token: await start(scope, member, 'authenticator', visitor),
          recoveryCodes: await recoveryCodes(scope, member),
        })
      })
    },

    confirm: async (of, token, code, visitor) => {
      const half = await inHouse(of, (scope) => halfBehind(scope, token))
      if (half === null) return fail(BEGIN_AGAIN)
      const { member } = half.who.person
      const tried = await heard(of, `second step:${member}`, visitor)
      if (!tried.ok) return tried
      return inHouse(of, async (scope) => {
        if ((await nextOf(scope, half.session, half.who)) !== 'code') return fail(BEGIN_AGAIN)
        const byApp = await takeShown(scope, member, code)
        const byRecovery =
          !byApp && (await signInSteps.useRecoveryCode(scope, member, codeHash(code), now()))
        if (!byApp && !byRecovery) return fail(CODE_WRONG)
        await signInTries.tryWentWell(scope, tried.value)
        await sessions.end(scope, member, { id: half.session.id }, now())
        return ok({
          token: await start(scope, member, byApp ? 'authenticator' : 'recovery', visitor),
          recoveryCodesLeft: byRecovery ? await signInSteps.recoveryCodesLeft(scope, member) : null,
        })
      })
    },

    secondStep: (of, { person }) =>
      inHouse(of, async (scope) => {
        const kept = await signInSteps.secondStep(scope, person.member)
        return {
          needed: needsTwoSteps(person.offices),
          app: kept !== null && kept.confirmedAt !== null,
          recoveryCodesLeft: await signInSteps.recoveryCodesLeft(scope, person.member),
        }
      }),

    newRecoveryCodes: (of, { person }) =>
      inHouse(of, async (scope) => {
        await noteBy(scope, 'sign-in.recovery-codes', person.member)
        return recoveryCodes(scope, person.member)
      }),
  }
}
