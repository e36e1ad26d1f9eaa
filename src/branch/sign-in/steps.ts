import { createHmac } from 'node:crypto'
import { ok, type Result } from '../../kit/index.ts'
import type { BranchPerson, Office } from '../../core/branch-rights/index.ts'
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
  notes,
  sessions,
  signInSteps,
  signInTries,
  type BranchScope,
  type NoteDetails,
  type Session,
  type SignInWay,
} from '../../store/branch/index.ts'
import { branchId, type BranchDeps } from '../deps.ts'
import type { BranchView } from '../views.ts'
import type { LookUp } from './network.ts'
import { peopleOfTheRoll, type RollPerson } from './people.ts'
import type { Begun, NextStep } from './sign-in.ts'

export const MINUTE = 60_000
export const DAY = 24 * 60 * MINUTE
/** A session ends after an hour without use, and after twelve hours whatever happens. */
const IDLE = 60 * MINUTE
const WHOLE = 12 * 60 * MINUTE
/** Time for the second step. */
const HALF = 15 * MINUTE
const CODE_DAYS = 7

export interface BranchSignInDeps extends Pick<
  BranchDeps,
  'store' | 'now' | 'today' | 'key' | 'mail' | 'onTrouble'
> {
  /** Names a visitor's network; left out, the network's own name service. */
  lookUp?: LookUp
}

const WHAT_ELSE =
  'If it is urgent, ask a rep: they can be reached without signing in, under “Find your rep”.'

/** Offices that see what must not be opened by one step alone. */
export const needsTwoSteps = (offices: readonly Office[]): boolean =>
  offices.some(({ role }) => role === 'officer' || role === 'roll-keeper')

export interface OnTheRoll {
  known: RollPerson
  person: BranchPerson
}

export type Steps = ReturnType<typeof stepsOf>

/** What every way of signing in takes: sessions, attempts that are counted, codes, notes. In the house's own name. */
export function stepsOf({ store, now, today, key }: BranchSignInDeps) {
  const people = peopleOfTheRoll(key)
  const house = store.asHouse()
  const inHouse = <T>(of: BranchView, work: (scope: BranchScope) => Promise<T>): Promise<T> =>
    house.inOrganisation(branchId(of), work)

  const before = (ms: number): Date => new Date(now().getTime() - ms)
  const after = (ms: number): Date => new Date(now().getTime() + ms)
  const about = (scope: BranchScope, member: string): string =>
    `second step:${scope.organisation}:${member}`
  const limits = () => ({ createdAfter: before(WHOLE), usedAfter: before(IDLE) })

  const onTheRoll = async (scope: BranchScope, member: string): Promise<OnTheRoll | null> => {
    const known = await people.get(scope, member)
    if (known === null) return null
    const offices = await people.offices(scope, member, today())
    return {
      known,
      person: { member, organisation: scope.organisation, name: known.name, offices },
    }
  }

  const isWhole = ({ way }: Pick<Session, 'way'>, { person }: OnTheRoll): boolean =>
    (way !== 'link' && way !== 'code') || !needsTwoSteps(person.offices)

  const nextOf = async (
    scope: BranchScope,
    session: Pick<Session, 'way'>,
    who: OnTheRoll,
  ): Promise<NextStep> => {
    if (isWhole(session, who)) return 'in'
    const step = await signInSteps.secondStep(scope, who.person.member)
    return step !== null && step.confirmedAt !== null ? 'code' : 'authenticator'
  }

  /** Starts a session anew; whoever held a token from before the step holds nothing. */
  const start = async (
    scope: BranchScope,
    member: string,
    way: SignInWay,
    visitor: Visitor,
  ): Promise<string> => {
    const token = newToken()
    const agent = visitor.agent.slice(0, 100)
    const begun = { member, tokenHash: tokenHash(token), way, agent, at: now() }
    await signInSteps.forgetFormer(scope)
    await sessions.begin(scope, begun, before(WHOLE))
    return token
  }

  /** The same, and what is asked next. */
  const begin = async (
    scope: BranchScope,
    who: OnTheRoll,
    way: SignInWay,
    visitor: Visitor,
  ): Promise<Begun> => ({
    token: await start(scope, who.person.member, way, visitor),
    next: await nextOf(scope, { way }, who),
  })

  /** A first step that waits for its second. */
  const halfBehind = async (scope: BranchScope, token: string) => {
    const session = await sessions.behind(scope, tokenHash(token), {
      createdAfter: before(HALF),
      usedAfter: before(HALF),
    })
    const who = session && (await onTheRoll(scope, session.member))
    return session && who && !isWhole(session, who) ? { session, who } : null
  }

  /**
   * Hears an attempt, or says that there were too many. It is noted as failed in a transaction of
   * its own before it is judged: neither a crash nor many attempts at once get a free one.
   */
  const heard = async (of: BranchView, name: string, visitor: Visitor): Promise<Result<string>> => {
    const print = (text: string): Buffer =>
      createHmac('sha256', key).update(`try:${of.id}:${text}`).digest()
    const prints = { member: print(`who:${name}`), place: print(`place:${visitor.place}`) }
    return inHouse(of, async (scope) => {
      const counted = await signInTries.tries(
        scope,
        prints,
        before(THROTTLE_MINUTES * MINUTE),
        before(90 * DAY),
      )
      const may = mayTry(counted, WHAT_ELSE)
      if (!may.ok) return may
      return ok(await signInTries.noteTry(scope, prints, now(), before(90 * DAY)))
    })
  }

  const newCode = async (
    scope: BranchScope,
    member: string | null,
    by: string | null,
  ): Promise<string> => {
    const code = readableCode(4)
    await signInSteps.addCode(scope, {
      hash: codeHash(code),
      member,
      by,
      at: now(),
      ends: after(member === null ? DAY : CODE_DAYS * DAY),
    })
    return code
  }

  const recoveryCodes = async (scope: BranchScope, member: string): Promise<string[]> => {
    const codes = newRecoveryCodes()
    await signInSteps.setRecoveryCodes(scope, member, codes.map(codeHash))
    return codes
  }

  /** Notes what was done. Where and when members sign in is nobody's to read, so that is not noted. */
  const noteBy = (
    scope: BranchScope,
    what: string,
    by: string | null,
    given: { about?: string; details?: NoteDetails } = {},
  ): Promise<void> =>
    notes.add(scope, {
      what,
      by,
      about: given.about ?? null,
      details: { ...given.details, ...(by === null ? { from: 'command-line' } : {}) },
      at: now(),
    })

  return {
    people,
    inHouse,
    before,
    after,
    about,
    limits,
    onTheRoll,
    isWhole,
    nextOf,
    start,
    begin,
    halfBehind,
    heard,
    newCode,
    recoveryCodes,
    noteBy,
  }
}
