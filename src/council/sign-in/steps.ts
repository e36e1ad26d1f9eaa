import { ok, type Result } from '../../kit/index.ts'
import {
  codeHash,
  mayTry,
  newRecoveryCodes,
  newToken,
  readableCode,
  THROTTLE_MINUTES,
  tokenHash,
  type Visitor,
} from '../../sign-in/index.ts'
import {
  accounts,
  sessions,
  type Account,
  type Scope,
  type Session,
  type SignInWay,
} from '../../store/index.ts'
import type { CouncilDeps } from '../deps.ts'
import { organisationId } from '../figures/index.ts'
import { note } from '../note.ts'
import type { OrganisationView } from '../views.ts'

export const MINUTE = 60_000
export const DAY = 24 * 60 * MINUTE
/** A session ends after half an hour without use, and after twelve hours whatever happens. */
const IDLE = 30 * MINUTE
const WHOLE = 12 * 60 * MINUTE
/** Time for the second step. */
const HALF = 15 * MINUTE

export interface SignInDeps extends Pick<CouncilDeps, 'store' | 'now' | 'today'> {
  /** The house's own key, 32 bytes, kept outside the database. */
  key: Buffer
  /** Cheaper passwords, for tests alone. */
  passwordCost?: number
}

const FORGOTTEN = 'If you have forgotten your password, ask an administrator for a new code.'

export type Steps = ReturnType<typeof stepsOf>

/** What every way of signing in takes: sessions, attempts that are counted, codes, notes. In the house's own name. */
export function stepsOf({ store, now }: SignInDeps) {
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
      const may = mayTry(counted, FORGOTTEN)
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
    const codes = newRecoveryCodes()
    await accounts.setRecoveryCodes(scope, account, codes.map(codeHash))
    return codes
  }

  const noteBy = (
    scope: Scope,
    what: string,
    details: Record<string, string | number | boolean | null>,
    by: string | null,
  ) => note({ now }, scope, what, { ...details, by: by ?? 'command-line' })

  return {
    inHouse,
    before,
    about,
    limits,
    begin,
    halfBehind,
    nextOf,
    heard,
    newCode,
    recoveryCodes,
    noteBy,
  }
}
