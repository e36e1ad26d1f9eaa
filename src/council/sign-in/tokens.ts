import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import { isTokenAction, mayEver, type Person } from '../../core/rights/index.ts'
import { newToken, tokenHash } from '../../sign-in/index.ts'
import { accounts, tokens } from '../../store/index.ts'
import type { SignIn } from './sign-in.ts'
import { DAY, MINUTE, type SignInDeps, type Steps } from './steps.ts'

/** By it a token is known for what it is where somebody finds one. */
const PREFIX = 'flt_'
const LONGEST_DAYS = 365
/** As many good ones as one person may have. */
const MOST = 20

const NOT_POSSIBLE: Problem = {
  code: 'token-not-possible',
  sentence:
    'The authority’s directory signs you in, so you cannot have a token. Ask an administrator for an account of its own for the program.',
}
const NO_NAME: Problem = {
  code: 'name-missing',
  sentence: 'Enter what the token is for, at most 100 characters, such as “Monthly report”.',
}
const NOTHING_CHOSEN: Problem = {
  code: 'actions-missing',
  sentence: 'Choose what the token may read.',
}
const DAYS_WRONG: Problem = {
  code: 'days-wrong',
  sentence: `Choose for how long, from 1 to ${LONGEST_DAYS} days.`,
}
const TOO_MANY: Problem = {
  code: 'tokens-too-many',
  sentence: `You have ${MOST} tokens that are good, the most one person has. End one that is not used.`,
}

/** Tokens with which a program reads the API in a person's name: no more than they may at that moment. */
export function tokensDoor(
  { now, today }: SignInDeps,
  { inHouse, noteBy }: Steps,
): SignIn['tokens'] {
  return {
    list: (of, who) =>
      inHouse(of, async (scope) => ({
        possible: (await accounts.get(scope, who.person.account))?.password != null,
        tokens: (await tokens.of(scope, who.person.account)).map((each) => ({
          id: each.id,
          name: each.name,
          ending: each.ending,
          actions: each.actions.filter(isTokenAction),
          since: each.madeAt,
          until: each.endsAt,
          lastUsed: each.lastUsedAt,
          state: each.revokedAt !== null ? 'ended' : each.endsAt <= now() ? 'run-out' : 'good',
        })),
      })),

    make: (of, who, given) =>
      inHouse(of, async (scope): Promise<Result<{ token: string }>> => {
        const { account } = who.person
        // What the directory gives and takes, it says when somebody signs in: a token never does.
        if ((await accounts.get(scope, account))?.password == null) return fail(NOT_POSSIBLE)
        const name = given.name.trim()
        if (name === '' || name.length > 100) return fail(NO_NAME)
        const actions = given.actions
          .filter(isTokenAction)
          .filter((action) => mayEver(who.person, action))
        if (actions.length === 0 || actions.length < given.actions.length) {
          return fail(NOTHING_CHOSEN)
        }
        if (!Number.isInteger(given.days) || given.days < 1 || given.days > LONGEST_DAYS) {
          return fail(DAYS_WRONG)
        }
        const good = (await tokens.of(scope, account)).filter(
          (each) => each.revokedAt === null && each.endsAt > now(),
        )
        if (good.length >= MOST) return fail(TOO_MANY)
        const token = `${PREFIX}${newToken()}`
        const id = await tokens.add(scope, {
          account,
          name,
          hash: tokenHash(token),
          ending: token.slice(-4),
          actions,
          at: now(),
          ends: new Date(now().getTime() + given.days * DAY),
        })
        await noteBy(scope, 'token.made', { token: id, days: given.days }, account)
        return ok({ token })
      }),

    end: (of, who, id) =>
      inHouse(of, async (scope) => {
        const { account } = who.person
        if ((await tokens.revoke(scope, account, id, now())) === 0) return
        await noteBy(scope, 'token.ended', { token: id }, account)
      }),

    behind: (of, token) =>
      token.startsWith(PREFIX)
        ? inHouse(of, async (scope) => {
            const found = await tokens.behind(scope, tokenHash(token), now())
            const account = found && (await accounts.get(scope, found.account))
            if (!found || account?.state !== 'active') return null
            if (!found.lastUsedAt || found.lastUsedAt.getTime() < now().getTime() - MINUTE) {
              await tokens.used(scope, found.id, now())
            }
            const person: Person = {
              account: account.id,
              organisation: of.id,
              name: account.name,
              grants: (await accounts.grants(scope, account.id, today())).map(({ role, team }) => ({
                role,
                team,
              })),
              worker: account.worker,
            }
            return { person, actions: new Set(found.actions.filter(isTokenAction)) }
          })
        : Promise.resolve(null),
  }
}
