import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import type { TeamId, WorkerId } from '../../core/model/index.ts'
import { accountRoleWords, rolesOfATeam } from '../../core/rights/index.ts'
import { EMAIL, tidyEmail } from '../../sign-in/index.ts'
import {
  accounts,
  caseloads,
  imports,
  passkeys,
  sessions,
  tokens,
  type Account,
  type Scope,
} from '../../store/index.ts'
import { makeSamples } from './samples.ts'
import type { AccountView, Choices, SignIn } from './sign-in.ts'
import { DAY, type SignInDeps, type Steps } from './steps.ts'

const INVITED_DAYS = 7
const NOT_HERE: Problem = { code: 'not-found', sentence: 'There is no such account.' }
const LAST_ADMINISTRATOR: Problem = {
  code: 'last-administrator',
  sentence:
    'This is the last administrator: nobody could give roles any more. Make somebody else administrator first.',
}

/** People who sign in, and the roles they are given; the demonstration’s among them. */
export function accountsOf(
  deps: SignInDeps,
  steps: Steps,
): Pick<
  SignIn,
  | 'anybody'
  | 'samples'
  | 'walkAs'
  | 'makeSamples'
  | 'accounts'
  | 'account'
  | 'choices'
  | 'add'
  | 'grant'
  | 'endGrant'
  | 'link'
  | 'disable'
  | 'reset'
> {
  const { now, today } = deps
  const { inHouse, begin, newCode, noteBy } = steps
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
