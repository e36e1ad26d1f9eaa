import type { IsoDate, Result } from '../../kit/index.ts'
import type { BranchGuest, BranchPerson, BranchRole } from '../../core/branch-rights/index.ts'
import type { Visitor } from '../../sign-in/index.ts'
import type { BranchView } from '../views.ts'

/** Somebody on the roll behind a request. */
export interface BranchSignedIn {
  person: BranchPerson
  session: string
  since: Date
  /** Signed in as one of the demonstration's people, without a secret. */
  sample: boolean
}

/** What is asked next of somebody whose first step is done. */
export type NextStep = 'in' | 'code' | 'authenticator'

/** A first step that went well: the token stands in the cookie. */
export interface Begun {
  token: string
  next: NextStep
}

export interface BranchSessionView {
  id: string
  agent: string
  since: Date
  lastUsed: Date
  /** The one that asks. */
  current: boolean
}

export interface BranchPasskeyView {
  id: string
  name: string
  since: Date
  lastUsed: Date | null
}

/** One of the demonstration's people. */
export interface SamplePerson {
  member: string
  name: string
  /** Their offices as the branch calls them; “Member” where there is none. */
  offices: string[]
  roles: BranchRole[]
}

/** A link for somebody who is not on the roll. What it says is shown once, when it is made. */
export interface GuestLinkView {
  id: string
  label: string
  what: string
  madeAt: Date
  /** Its last day. */
  endsOn: IsoDate
  state: 'good' | 'ended' | 'run-out'
  /** How often it was opened, by the week's Monday, the newest first: never when or from where. */
  weeks: { week: IsoDate; opened: number }[]
}

/** Somebody who can sign in, as the command line lists them. */
export interface KnownPerson {
  member: string
  name: string
  email: string | null
  roles: BranchRole[]
  /** Whether a second step is set up. */
  secondStep: boolean
}

/** Everything about who comes in. Rights are asked by the caller. */
export interface BranchSignIn {
  /** Whether anybody holds the office of an officer yet. */
  anybody(of: BranchView): Promise<boolean>
  /** Who a token stands for; null where it is none, has ended, or waits for its second step. */
  behind(of: BranchView, token: string): Promise<BranchSignedIn | null>
  /** Who came by a link; null where it is none or is over. */
  guestBehind(of: BranchView, token: string): Promise<BranchGuest | null>

  /** Whether a link can be sent by mail from here. */
  mails: boolean
  /**
   * Sends a link to somebody's own mail, after the answer is out: whether the address is on the roll
   * shows neither in the answer nor in its time.
   */
  askForLink(
    of: BranchView,
    given: { email: string; origin: string },
    visitor: Visitor,
  ): Promise<Result<null>>
  /** Whether a link is still good. It is not taken by looking: mail scanners look. */
  linkIsGood(of: BranchView, token: string): Promise<boolean>
  takeLink(of: BranchView, token: string, visitor: Visitor): Promise<Result<Begun>>
  /** A one-time code, handed over on paper. */
  takeCode(of: BranchView, code: string, visitor: Visitor): Promise<Result<Begun>>
  /** A new code for the first person; null where an officer is there already. */
  firstCode(of: BranchView): Promise<string | null>
  /** The first person: officer and keeper of the roll. */
  begin(
    of: BranchView,
    given: { code: string; name: string; email: string },
    visitor: Visitor,
  ): Promise<Result<Begun>>

  /** What the second step asks; null where no first step waits for one. */
  halfway(of: BranchView, token: string): Promise<{ name: string; next: NextStep } | null>
  /** The secret to be put into an authenticator app. */
  authenticator(of: BranchView, token: string): Promise<{ address: string; key: string } | null>
  confirmAuthenticator(
    of: BranchView,
    token: string,
    code: string,
    visitor: Visitor,
  ): Promise<Result<{ token: string; recoveryCodes: string[] }>>
  /** A code of the authenticator or a recovery code. The token is exchanged. */
  confirm(
    of: BranchView,
    token: string,
    code: string,
    visitor: Visitor,
  ): Promise<Result<{ token: string; recoveryCodesLeft: number | null }>>
  signOut(of: BranchView, token: string): Promise<void>

  samples(of: BranchView): Promise<SamplePerson[]>
  walkAs(of: BranchView, member: string, visitor: Visitor): Promise<Result<{ token: string }>>
  /** Says which people of the demonstration are walked as, in this order. */
  setSamples(of: BranchView, members: readonly string[]): Promise<void>

  sessions(of: BranchView, who: BranchSignedIn): Promise<BranchSessionView[]>
  /** Ends one session of this person, or all but the one that asks. */
  endSessions(of: BranchView, who: BranchSignedIn, which: string | 'others'): Promise<void>
  /** Whether this person's offices ask for a second step, and what they have of it. */
  secondStep(
    of: BranchView,
    who: BranchSignedIn,
  ): Promise<{ needed: boolean; app: boolean; recoveryCodesLeft: number }>
  newRecoveryCodes(of: BranchView, who: BranchSignedIn): Promise<string[]>

  /** `origin`: where people reach this house; a passkey belongs to its name. */
  passkeys: {
    list(of: BranchView, who: BranchSignedIn): Promise<BranchPasskeyView[]>
    /** What to ask the browser for, as JSON; soon after signing in alone. */
    prepare(
      of: BranchView,
      who: BranchSignedIn,
      given: { name: string; origin: string },
    ): Promise<Result<string>>
    add(
      of: BranchView,
      who: BranchSignedIn,
      given: { name: string; answer: string; origin: string },
    ): Promise<Result<null>>
    remove(of: BranchView, who: BranchSignedIn, id: string): Promise<void>
    /** What to ask the browser of somebody who signs in; null where passkeys cannot be used here. */
    ask(of: BranchView, origin: string): Promise<string | null>
    signIn(
      of: BranchView,
      given: { answer: string; origin: string },
      visitor: Visitor,
    ): Promise<Result<Begun>>
  }

  guests: {
    list(of: BranchView): Promise<GuestLinkView[]>
    make(
      of: BranchView,
      given: { label: string; what: string; endsOn: IsoDate },
      by: string,
    ): Promise<Result<{ id: string; token: string }>>
    end(of: BranchView, id: string, by: string): Promise<void>
    /** Undoes that. */
    reopen(of: BranchView, id: string, by: string): Promise<void>
    /** Counts an opening, by week alone. */
    open(of: BranchView, token: string, visitor: Visitor): Promise<BranchGuest | null>
  }

  employer: {
    domains(of: BranchView): Promise<string[]>
    add(of: BranchView, domain: string, by: string): Promise<Result<null>>
    remove(of: BranchView, domain: string, by: string): Promise<void>
    /** The employer's domain that a visitor comes from, where it is known quickly; null else. */
    networkOf(of: BranchView, visitor: Visitor): Promise<string | null>
  }

  /** A one-time code for somebody on the roll, to be handed over on paper. `by`: null for the command line. */
  giveCode(of: BranchView, member: string, by: string | null): Promise<Result<{ code: string }>>
  /** The same for whom a roll-keeper names by their mail. */
  giveCodeByEmail(
    of: BranchView,
    email: string,
    by: string | null,
  ): Promise<Result<{ code: string; name: string }>>
  /** Puts somebody on the roll with offices, or gives these to who is there, and a one-time code. */
  add(
    of: BranchView,
    given: { email: string; name: string; roles: readonly BranchRole[] },
    by: string | null,
  ): Promise<Result<{ member: string; code: string }>>
  /** Ends second step, passkeys and sessions of somebody who lost them; the code begins anew. */
  reset(of: BranchView, member: string, by: string | null): Promise<Result<{ code: string }>>
  resetByEmail(of: BranchView, email: string, by: string | null): Promise<Result<{ code: string }>>
  /** Everybody who holds an office. */
  people(of: BranchView): Promise<KnownPerson[]>
}
