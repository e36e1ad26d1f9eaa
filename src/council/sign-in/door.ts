import { randomBytes } from 'node:crypto'
import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import type { TeamId, WorkerId } from '../../core/model/index.ts'
import { accountRoleWords, rolesOfATeam } from '../../core/rights/index.ts'
import {
  accounts,
  caseloads,
  imports,
  passkeys,
  sessions,
  tokens,
  type Account,
  type Scope,
  type Session,
  type SignedInAccount,
  type SignInWay,
} from '../../store/index.ts'
import type { CouncilDeps } from '../deps.ts'
import { organisationId } from '../figures/index.ts'
import { note } from '../note.ts'
import type { OrganisationView } from '../views.ts'
import { authenticatorAddress, base32, stepOf } from './authenticator.ts'
import { codeHash, newToken, readableCode, tokenHash } from './codes.ts'
import { directoryDoor } from './directory.ts'
import { goodPassword, isPassword, keptPassword, PASSWORD_COST } from './password.ts'
import { makeSamples } from './samples.ts'
import { passkeysDoor } from './passkeys.ts'
import { seal, unseal } from './seal.ts'
import type { AccountView, Choices, SignedIn, SignIn, Visitor } from './sign-in.ts'
import { mayTry, THROTTLE_MINUTES } from './throttle.ts'
import { tokensDoor } from './tokens.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** A session ends after half an hour without use, and after twelve hours whatever happens. */
const IDLE = 30 * MINUTE
const WHOLE = 12 * HOUR
/** Time for the second step. */
const HALF = 15 * MINUTE
const RECOVERY_CODES = 8
const INVITED_DAYS = 7

export interface SignInDeps extends Pick<CouncilDeps, 'store' | 'now' | 'today'> {
  /** The house's own key, 32 bytes, kept outside the database. */
  key: Buffer
  /** Cheaper passwords, for tests alone. */
  passwordCost?: number
}

const NO_MATCH: Problem = {
  code: 'sign-in-no-match',
  sentence:
    'This email address and password do not match. Check both. If you have never set up a password, use the code you were given.',
}
const CODE_WRONG: Problem = {
  code: 'code-wrong',
  sentence:
    'This code is not right, or was used already. Wait until your app shows the next one, and type that.',
}
const CODE_NOT_GOOD: Problem = {
  code: 'set-up-code-not-good',
  sentence:
    'This code is not good: it was used, has run out, or is mistyped. Ask an administrator for a new one. The first code is printed where Fairload was started.',
}
const BEGIN_AGAIN: Problem = {
  code: 'begin-again',
  sentence: 'This took too long. Sign in again from the beginning.',
}
const NOT_HERE: Problem = { code: 'not-found', sentence: 'There is no such account.' }
const LAST_ADMINISTRATOR: Problem = {
  code: 'last-administrator',
  sentence:
    'This is the last administrator: nobody could give roles any more. Make somebody else administrator first.',
}
const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,180}$/

export const tidyEmail = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

/** Everything about who signs in, on a store. It works in the house's own name. */
export function signInDoor(deps: SignInDeps): SignIn {
  const { store, now, today, key } = deps
  const cost = deps.passwordCost ?? PASSWORD_COST
  const inHouse = <T>(of: OrganisationView, work: (scope: Scope) => Promise<T>): Promise<T> =>
    store.inOrganisation(organisationId(of), work)
  const before = (ms: number): Date => new Date(now().getTime() - ms)
  const about = (scope: Scope, account: string): string => `${scope.organisation}:${account}`
  const limits = () => ({ createdAfter: before(WHOLE), usedAfter: before(IDLE) })

  /** Starts a session anew; whoever held a token from before the step holds nothing. */
  const begin = async (
    scope: Scope,
    account: string,
    stage: Session['stage'],
    way: SignInWay,
    visitor: Visitor,
  ): Promise<string> => {
    const token = newToken()
    await sessions.begin(scope, {
      account,
      tokenHash: tokenHash(token),
      stage,
      way,
      agent: visitor.agent.slice(0, 100),
      at: now(),
    })
    return token
  }
  const halfBehind = async (scope: Scope, token: string) => {
    const session = await sessions.behind(scope, tokenHash(token), {
      createdAfter: before(HALF),
      usedAfter: before(HALF),
    })
    if (session?.stage !== 'half') return null
    const account = await accounts.get(scope, session.account)
    return account && account.state !== 'disabled' ? { session, account } : null
  }
  const nextOf = (account: Account): 'code' | 'authenticator' =>
    account.state === 'active' && account.authenticator !== null ? 'code' : 'authenticator'

  /**
   * Hears an attempt, or says that there were too many. It is noted as failed in a transaction of
   * its own before it is judged: neither a crash nor many attempts at once get a free one.
   */
  const heard = async (
    of: OrganisationView,
    email: string,
    visitor: Visitor,
  ): Promise<Result<string>> =>
    inHouse(of, async (scope) => {
      const prints = await sessions.printsOf(scope, { email, place: visitor.place })
      const counted = await sessions.tries(
        scope,
        prints,
        before(THROTTLE_MINUTES * MINUTE),
        before(90 * DAY),
      )
      const may = mayTry(counted)
      if (!may.ok) return may
      return ok(await sessions.noteTry(scope, prints, now(), before(90 * DAY)))
    })

  const newCode = async (scope: Scope, account: string | null, ms: number): Promise<string> => {
    const code = readableCode(4)
    await accounts.addSetUpCode(scope, {
      hash: codeHash(code),
      account,
      at: now(),
      ends: new Date(now().getTime() + ms),
    })
    return code
  }
  const recoveryCodes = async (scope: Scope, account: string): Promise<string[]> => {
    const codes = Array.from({ length: RECOVERY_CODES }, () => readableCode(3))
    await accounts.setRecoveryCodes(scope, account, codes.map(codeHash))
    return codes
  }
  const noteBy = (
    scope: Scope,
    what: string,
    details: Record<string, string | number | boolean | null>,
    by: string | null,
  ) => note({ now }, scope, what, { ...details, by: by ?? 'command-line' })

  const viewsOf = async (scope: Scope, all: readonly Account[]): Promise<AccountView[]> => {
    const { teams, workers } = await choicesOf(scope)
    const teamNames = new Map(teams.map((each) => [each.id, each.name]))
    const workerNames = new Map(workers.map((each) => [each.id, each.name]))
    const views: AccountView[] = []
    for (const account of all) {
      views.push({
        id: account.id,
        email: account.email,
        name: account.name,
        state: account.state,
        sample: account.sample,
        worker: account.worker,
        workerName: account.worker && (workerNames.get(account.worker) ?? null),
        byDirectory: account.directorySubject !== null,
        grants: (await accounts.grants(scope, account.id)).map((each) => ({
          ...each,
          teamName: each.team && (teamNames.get(each.team) ?? each.team),
        })),
      })
    }
    return views
  }

  /** Refuses what would leave nobody who can give roles. */
  const keepsAnAdministrator = async (scope: Scope, without: string): Promise<boolean> =>
    (await accounts.holders(scope, 'administrator', today())).some((each) => each !== without)

  return {
    anybody: (of) => inHouse(of, accounts.anybody),

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

    samples: (of) =>
      inHouse(of, async (scope) =>
        viewsOf(
          scope,
          (await accounts.list(scope)).filter((each) => each.sample),
        ),
      ),

    walkAs: (of, id, visitor) =>
      inHouse(of, async (scope): Promise<Result<{ token: string }>> => {
        const account = of.demonstration ? await accounts.get(scope, id) : null
        if (account?.sample !== true || account.state !== 'active') return fail(NOT_HERE)
        return ok({ token: await begin(scope, account.id, 'whole', 'sample', visitor) })
      }),

    makeSamples: (of) =>
      of.demonstration ? inHouse(of, (scope) => makeSamples(deps, scope)) : Promise.resolve(),

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

    accounts: (of) => inHouse(of, async (scope) => viewsOf(scope, await accounts.list(scope))),
    account: (of, id) =>
      inHouse(of, async (scope) => {
        const account = await accounts.get(scope, id)
        return account && ((await viewsOf(scope, [account]))[0] ?? null)
      }),
    choices: (of) => inHouse(of, choicesOf),

    add: (of, given, by) =>
      inHouse(of, async (scope): Promise<Result<{ id: string; code: string }>> => {
        const email = tidyEmail(given.email)
        if (!EMAIL.test(email)) {
          return fail({
            code: 'email-not-one',
            sentence: 'Enter an email address, like name@example.gov.uk.',
          })
        }
        const name = given.name.trim()
        if (name === '' || name.length > 200) {
          return fail({ code: 'name-missing', sentence: 'Enter the person’s name.' })
        }
        const fits = teamFits(given)
        if (!fits.ok) return fits
        const added = await accounts.add(scope, { email, name, state: 'invited', at: now() })
        if (!added.ok) return added
        const { id } = added.value
        await accounts.grant(scope, id, {
          role: given.role,
          team: given.team,
          from: today(),
          until: null,
          givenBy: by,
          at: now(),
        })
        await noteBy(scope, 'account.added', { account: id }, by)
        await noteBy(scope, 'role.given', { account: id, role: given.role, team: given.team }, by)
        return ok({ id, code: await newCode(scope, id, INVITED_DAYS * DAY) })
      }),

    grant: (of, id, given, by) =>
      inHouse(of, async (scope): Promise<Result<null>> => {
        if (!(await accounts.get(scope, id))) return fail(NOT_HERE)
        const fits = teamFits(given)
        if (!fits.ok) return fits
        const from = given.from ?? today()
        if (given.until !== null && given.until < from) {
          return fail({
            code: 'days-crossed',
            sentence: 'The last day lies before the first. Give a last day on or after it.',
          })
        }
        await accounts.grant(scope, id, {
          role: given.role,
          team: given.team,
          from,
          until: given.until,
          givenBy: by,
          at: now(),
        })
        await noteBy(scope, 'role.given', { account: id, role: given.role, team: given.team }, by)
        return ok(null)
      }),

    endGrant: (of, id, grant, by) =>
      inHouse(of, async (scope): Promise<Result<null>> => {
        const held = (await accounts.grants(scope, id)).find((each) => each.id === grant)
        if (!held) return fail(NOT_HERE)
        if (held.role === 'administrator' && !(await keepsAnAdministrator(scope, id))) {
          return fail(LAST_ADMINISTRATOR)
        }
        await accounts.endGrant(scope, id, grant)
        await noteBy(scope, 'role.ended', { account: id, role: held.role, team: held.team }, by)
        return ok(null)
      }),

    link: (of, id, worker, by) =>
      inHouse(of, async (scope): Promise<Result<null>> => {
        if (!(await accounts.get(scope, id))) return fail(NOT_HERE)
        if (worker !== null) {
          const { workers } = await choicesOf(scope)
          if (!workers.some((each) => each.id === worker)) return fail(NOT_HERE)
        }
        await accounts.change(scope, id, { worker })
        await noteBy(scope, 'account.linked', { account: id, linked: worker !== null }, by)
        return ok(null)
      }),

    disable: (of, id, by) =>
      inHouse(of, async (scope): Promise<Result<null>> => {
        if (!(await accounts.get(scope, id))) return fail(NOT_HERE)
        const holds = (await accounts.grants(scope, id, today())).some(
          (each) => each.role === 'administrator',
        )
        if (holds && !(await keepsAnAdministrator(scope, id))) return fail(LAST_ADMINISTRATOR)
        await accounts.change(scope, id, { state: 'disabled' })
        await tokens.revoke(scope, id, null, now())
        await sessions.end(scope, id, { keep: null }, now())
        await noteBy(scope, 'account.disabled', { account: id }, by)
        return ok(null)
      }),

    reset: (of, id, by) =>
      inHouse(of, async (scope): Promise<Result<{ code: string }>> => {
        const account = await accounts.get(scope, id)
        if (!account || account.sample) return fail(NOT_HERE)
        await accounts.change(scope, id, {
          state: 'invited',
          password: null,
          authenticator: null,
          authenticatorStep: null,
        })
        await accounts.setRecoveryCodes(scope, id, [])
        await passkeys.remove(scope, id, null)
        await tokens.revoke(scope, id, null, now())
        await sessions.end(scope, id, { keep: null }, now())
        await noteBy(scope, 'account.reset', { account: id }, by)
        return ok({ code: await newCode(scope, id, INVITED_DAYS * DAY) })
      }),

    passkeys: passkeysDoor(deps, {
      heard,
      begin: (scope, account, visitor) => begin(scope, account, 'whole', 'passkey', visitor),
      note: noteBy,
    }),
    tokens: tokensDoor(deps, noteBy),

    directory: directoryDoor(deps, (scope, account, visitor) =>
      begin(scope, account, 'whole', 'directory', visitor),
    ),
  }
}

function teamFits(given: {
  role: keyof typeof accountRoleWords
  team: TeamId | null
}): Result<null> {
  const { name } = accountRoleWords[given.role]
  if (rolesOfATeam.has(given.role) && given.team === null) {
    return fail({ code: 'team-missing', sentence: `Choose the team. “${name}” is given for one.` })
  }
  if (!rolesOfATeam.has(given.role) && given.team !== null) {
    return fail({
      code: 'team-not-needed',
      sentence: `Leave the team out. “${name}” is given for the whole service.`,
    })
  }
  return ok(null)
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

/** Teams and workers of the import in force. */
export async function choicesOf(scope: Scope): Promise<Choices> {
  const current = await imports.current(scope)
  const held = current && (await caseloads.whole(scope, current.id))
  const teamNames = new Map(held?.teams.map((team) => [team.id, team.name]))
  return {
    teams: held?.teams.map(({ id, name }) => ({ id, name })) ?? [],
    workers: (held?.workers ?? []).map((each) => ({
      id: each.id satisfies WorkerId,
      name: each.name,
      team: each.team && (teamNames.get(each.team) ?? null),
    })),
  }
}
