import { fail, ok, type Problem } from '../../kit/index.ts'
import {
  BEGIN_AGAIN,
  CODE_WRONG,
  codeHash,
  isPassword,
  PASSWORD_COST,
  stepOf,
  tidyEmail,
  tokenHash,
  unseal,
} from '../../sign-in/index.ts'
import { accounts, sessions, type SignedInAccount } from '../../store/index.ts'
import { organisationId } from '../figures/index.ts'
import type { SignedIn, SignIn } from './sign-in.ts'
import { MINUTE, type SignInDeps, type Steps } from './steps.ts'

const NO_MATCH: Problem = {
  code: 'sign-in-no-match',
  sentence:
    'This email address and password do not match. Check both. If you have never set up a password, use the code you were given.',
}

/** Password, then the authenticator’s code or a recovery code; sessions seen and ended. */
export function twoSteps(
  deps: SignInDeps,
  steps: Steps,
): Pick<
  SignIn,
  | 'behind'
  | 'begin'
  | 'halfway'
  | 'confirm'
  | 'signOut'
  | 'sessions'
  | 'endSessions'
  | 'newRecoveryCodes'
> {
  const { store, now, today, key } = deps
  const {
    inHouse,
    before,
    about,
    limits,
    begin,
    halfBehind,
    nextOf,
    heard,
    recoveryCodes,
    noteBy,
  } = steps
  const cost = deps.passwordCost ?? PASSWORD_COST
  return {
    behind: async (of, token) => {
      const found = await store.inOneQuestion(organisationId(of), (scope) =>
        sessions.signedIn(scope, tokenHash(token), limits(), today()),
      )
      if (!found) return null
      const { account, name, grants, worker, session, sample } = found
      if (found.lastUsedAt < before(MINUTE)) {
        await inHouse(of, (scope) => sessions.used(scope, session, now()))
      }
      return {
        person: { account, organisation: of.id, name, grants, worker },
        session,
        places: placesOf(found),
        sample,
      }
    },

    begin: async (of, given, visitor) => {
      const email = tidyEmail(given.email)
      const tried = await heard(of, email, visitor)
      if (!tried.ok) return tried
      const account = await inHouse(of, (scope) => accounts.byEmail(scope, email))
      const usable = account !== null && account.state !== 'disabled' && !account.sample
      const right = await isPassword(
        given.password.slice(0, 1000),
        usable ? account.password : null,
        cost,
      )
      if (!right || !usable) return fail(NO_MATCH)
      return inHouse(of, async (scope) => {
        await sessions.tryWentWell(scope, tried.value)
        return ok({
          token: await begin(scope, account.id, 'half', 'authenticator', visitor),
          next: nextOf(account),
        })
      })
    },

    halfway: (of, token) =>
      inHouse(of, async (scope) => {
        const half = await halfBehind(scope, token)
        return half && { name: half.account.name, next: nextOf(half.account) }
      }),

    confirm: async (of, token, code, visitor) => {
      const half = await inHouse(of, (scope) => halfBehind(scope, token))
      if (!half || nextOf(half.account) !== 'code') return fail(BEGIN_AGAIN)
      const { account, session } = half
      const tried = await heard(of, `second step:${account.email}`, visitor)
      if (!tried.ok) return tried
      return inHouse(of, async (scope) => {
        const secret =
          account.authenticator && unseal(key, about(scope, account.id), account.authenticator)
        const step = secret && stepOf(secret, code, now())
        const byApp = step !== null && (await accounts.takeStep(scope, account.id, step))
        const byRecovery =
          !byApp && (await accounts.useRecoveryCode(scope, account.id, codeHash(code), now()))
        if (!byApp && !byRecovery) return fail(CODE_WRONG)
        await sessions.tryWentWell(scope, tried.value)
        await sessions.end(scope, account.id, { id: session.id }, now())
        const way = byApp ? 'authenticator' : 'recovery'
        const whole = await begin(scope, account.id, 'whole', way, visitor)
        await noteBy(scope, 'sign-in.done', { way }, account.id)
        return ok({
          token: whole,
          recoveryCodesLeft: byRecovery
            ? await accounts.recoveryCodesLeft(scope, account.id)
            : null,
        })
      })
    },

    signOut: (of, token) =>
      inHouse(of, async (scope) => {
        const session = await sessions.behind(scope, tokenHash(token), limits())
        if (session) await sessions.end(scope, session.account, { id: session.id }, now())
      }),

    sessions: (of, who) =>
      inHouse(of, async (scope) =>
        (await sessions.open(scope, who.person.account, limits())).map((each) => ({
          id: each.id,
          agent: each.agent,
          since: each.createdAt,
          lastUsed: each.lastUsedAt,
          current: each.id === who.session,
        })),
      ),

    endSessions: (of, who, which) =>
      inHouse(of, async (scope) => {
        await sessions.end(
          scope,
          who.person.account,
          which === 'others' ? { keep: who.session } : { id: which },
          now(),
        )
        await noteBy(scope, 'sign-in.ended', { which: 'own' }, who.person.account)
      }),

    newRecoveryCodes: (of, who) =>
      inHouse(of, async (scope) => {
        await noteBy(
          scope,
          'account.recovery-codes',
          { account: who.person.account },
          who.person.account,
        )
        return recoveryCodes(scope, who.person.account)
      }),
  }
}

/** Addresses of the teams that somebody answers for, and of the worker that they are. */
/** Teams that somebody answers for, as the import in force names them, and themself as a worker. */
function placesOf({ grants, teams, worker, references }: SignedInAccount): SignedIn['places'] {
  const own = [...new Set(grants.flatMap(({ team }) => team ?? []))]
  return {
    teams: own.flatMap((id) => {
      const found = teams.find(({ team }) => team === id)
      return found === undefined ? [] : [{ name: found.name, address: found.reference }]
    }),
    worker: worker === null ? null : references.worker(worker),
  }
}
