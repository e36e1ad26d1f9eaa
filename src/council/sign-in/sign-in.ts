import type { Result } from '../../kit/index.ts'
import type { IsoDate } from '../../kit/index.ts'
import type { TeamId, WorkerId } from '../../core/model/index.ts'
import type { AccountRole, Grant, Person, TokenAction } from '../../core/rights/index.ts'
import type { Visitor } from '../../sign-in/index.ts'
import type { OrganisationView } from '../views.ts'

export interface GrantView extends Grant {
  id: string
  teamName: string | null
  from: IsoDate
  until: IsoDate | null
  byDirectory: boolean
}

export interface AccountView {
  id: string
  email: string
  name: string
  state: 'invited' | 'active' | 'disabled'
  sample: boolean
  worker: WorkerId | null
  workerName: string | null
  /** Whether the authority's directory signs this person in. */
  byDirectory: boolean
  grants: GrantView[]
}

/** Where somebody is signed in. */
export interface SessionView {
  id: string
  agent: string
  since: Date
  lastUsed: Date
  /** The one that asks. */
  current: boolean
}

/** A person behind a request: what they may do, and which session says so. */
export interface SignedIn {
  person: Person
  session: string
  /** Where this person's own pages are: teams they answer for, and themself as a worker. */
  places: { teams: { name: string; address: string }[]; worker: string | null }
  /** Signed in as one of the demonstration's people, without a secret. */
  sample: boolean
}

export interface PasskeyView {
  id: string
  name: string
  since: Date
  lastUsed: Date | null
}

/** A token as its owner sees it; what it says is shown once, when it is made. */
export interface TokenView {
  id: string
  name: string
  /** Its last four characters. */
  ending: string
  actions: TokenAction[]
  since: Date
  until: Date
  lastUsed: Date | null
  state: 'good' | 'ended' | 'run-out'
}

/** Teams and workers of the import in force, for forms that give roles. */
export interface Choices {
  teams: { id: TeamId; name: string }[]
  workers: { id: WorkerId; name: string; team: string | null }[]
}

export interface DirectorySettings {
  issuer: string
  clientId: string
  /** The claim that lists a person's groups. */
  groupsClaim: string
  groups: { group: string; role: AccountRole; team: TeamId | null }[]
}

/** What signing in at the directory needs kept meanwhile, in a sealed cookie. */
export interface DirectoryBegun {
  address: string
  keep: string
}

/** Everything about who signs in and what they were given. Rights are asked by the caller. */
export interface SignIn {
  /** Whether anybody can sign in here yet. */
  anybody(organisation: OrganisationView): Promise<boolean>
  /** Who a token stands for; null where it is none, has ended or run out. */
  behind(organisation: OrganisationView, token: string): Promise<SignedIn | null>

  /** First step: the same answer, as slowly, for a wrong password and for an unknown name. */
  begin(
    organisation: OrganisationView,
    given: { email: string; password: string },
    visitor: Visitor,
  ): Promise<Result<{ token: string; next: 'code' | 'authenticator' }>>
  /** Second step: a code of the authenticator or a recovery code. The token is exchanged. */
  confirm(
    organisation: OrganisationView,
    token: string,
    code: string,
    visitor: Visitor,
  ): Promise<Result<{ token: string; recoveryCodesLeft: number | null }>>
  /** What stands on the page of the second step; null where the first is not done. */
  halfway(
    organisation: OrganisationView,
    token: string,
  ): Promise<{ name: string; next: 'code' | 'authenticator' } | null>
  signOut(organisation: OrganisationView, token: string): Promise<void>

  samples(organisation: OrganisationView): Promise<AccountView[]>
  walkAs(
    organisation: OrganisationView,
    account: string,
    visitor: Visitor,
  ): Promise<Result<{ token: string }>>
  /** Makes the demonstration's people, one for each role, where there are none yet. */
  makeSamples(organisation: OrganisationView): Promise<void>

  /** A new code for the first administrator; null where somebody can sign in already. */
  firstCode(organisation: OrganisationView): Promise<string | null>
  /** What a good one-time code is for. */
  codeIsFor(
    organisation: OrganisationView,
    code: string,
    visitor: Visitor,
  ): Promise<Result<{ first: boolean; name: string; email: string }>>
  setUp(
    organisation: OrganisationView,
    given: { code: string; name: string; email: string; password: string; again: string },
    visitor: Visitor,
  ): Promise<Result<{ token: string }>>
  /** The secret to be put into an authenticator app. */
  authenticator(
    organisation: OrganisationView,
    token: string,
  ): Promise<{ address: string; key: string } | null>
  confirmAuthenticator(
    organisation: OrganisationView,
    token: string,
    code: string,
    visitor: Visitor,
  ): Promise<Result<{ token: string; recoveryCodes: string[] }>>

  sessions(organisation: OrganisationView, who: SignedIn): Promise<SessionView[]>
  /** Ends one session of this account, or all but the one that asks. */
  endSessions(
    organisation: OrganisationView,
    who: SignedIn,
    which: string | 'others',
  ): Promise<void>
  newRecoveryCodes(organisation: OrganisationView, who: SignedIn): Promise<string[]>

  /** `origin`: where people reach Fairload; a passkey belongs to its name. */
  passkeys: {
    /** `possible`: whether this account has a password of its own, which a passkey stands beside. */
    list(
      organisation: OrganisationView,
      who: SignedIn,
    ): Promise<{ possible: boolean; keys: PasskeyView[] }>
    /** After the password was given once more: what to ask the browser for, as JSON. */
    prepare(
      organisation: OrganisationView,
      who: SignedIn,
      given: { name: string; password: string; origin: string },
      visitor: Visitor,
    ): Promise<Result<string>>
    /** Keeps what the browser answered, as JSON. */
    add(
      organisation: OrganisationView,
      who: SignedIn,
      given: { name: string; answer: string; origin: string },
    ): Promise<Result<null>>
    remove(organisation: OrganisationView, who: SignedIn, id: string): Promise<void>
    /** What to ask the browser of somebody who signs in; null where passkeys cannot be used here. */
    ask(organisation: OrganisationView, origin: string): Promise<string | null>
    signIn(
      organisation: OrganisationView,
      given: { answer: string; origin: string },
      visitor: Visitor,
    ): Promise<Result<{ token: string }>>
  }

  /** Tokens with which a program reads the API. */
  tokens: {
    /** The newest first. `possible`: whether this account may have any. */
    list(
      organisation: OrganisationView,
      who: SignedIn,
    ): Promise<{ possible: boolean; tokens: TokenView[] }>
    make(
      organisation: OrganisationView,
      who: SignedIn,
      given: { name: string; actions: readonly string[]; days: number },
    ): Promise<Result<{ token: string }>>
    end(organisation: OrganisationView, who: SignedIn, id: string): Promise<void>
    /** Who a token stands for and what it is for; null where it is none, has ended or run out. */
    behind(
      organisation: OrganisationView,
      token: string,
    ): Promise<{ person: Person; actions: ReadonlySet<TokenAction> } | null>
  }

  accounts(organisation: OrganisationView): Promise<AccountView[]>
  account(organisation: OrganisationView, id: string): Promise<AccountView | null>
  choices(organisation: OrganisationView): Promise<Choices>
  /** `by`: the account that does it; null for the command line. The code is shown once. */
  add(
    organisation: OrganisationView,
    given: { email: string; name: string; role: AccountRole; team: TeamId | null },
    by: string | null,
  ): Promise<Result<{ id: string; code: string }>>
  grant(
    organisation: OrganisationView,
    account: string,
    given: { role: AccountRole; team: TeamId | null; from: IsoDate | null; until: IsoDate | null },
    by: string | null,
  ): Promise<Result<null>>
  endGrant(
    organisation: OrganisationView,
    account: string,
    grant: string,
    by: string | null,
  ): Promise<Result<null>>
  link(
    organisation: OrganisationView,
    account: string,
    worker: WorkerId | null,
    by: string | null,
  ): Promise<Result<null>>
  disable(organisation: OrganisationView, account: string, by: string | null): Promise<Result<null>>
  /** Ends password, authenticator and sessions; the code sets them up anew. */
  reset(
    organisation: OrganisationView,
    account: string,
    by: string | null,
  ): Promise<Result<{ code: string }>>

  directory: {
    settings(organisation: OrganisationView): Promise<DirectorySettings | null>
    /** `secret` left empty keeps the one that is there; `null` settings end signing in by directory. */
    save(
      organisation: OrganisationView,
      given: { settings: DirectorySettings; secret: string } | null,
      by: string | null,
    ): Promise<Result<null>>
    begin(organisation: OrganisationView, callback: string): Promise<Result<DirectoryBegun>>
    finish(
      organisation: OrganisationView,
      given: { url: string; keep: string },
      visitor: Visitor,
    ): Promise<Result<{ token: string }>>
  }
}
