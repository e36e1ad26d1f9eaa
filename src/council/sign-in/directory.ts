import * as openid from 'openid-client'
import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import type { TeamId } from '../../core/model/index.ts'
import { isAccountRole, rolesOfATeam, type Grant } from '../../core/rights/index.ts'
import { accounts, organisations, type Account, type Scope } from '../../store/index.ts'
import { seal, unseal } from '../../sign-in/index.ts'
import type { DirectorySettings, SignIn } from './sign-in.ts'
import type { SignInDeps, Steps } from './steps.ts'

/** As settings hold it; the secret is sealed under the house's key. */
interface Stored extends DirectorySettings {
  secret: string
}

const AWAY: Problem = {
  code: 'directory-away',
  sentence:
    'The authority’s directory could not be asked. Try again in a minute. If it goes on, an administrator can check its address and secret.',
}
const NOT_SIGNED_IN: Problem = {
  code: 'directory-refused',
  sentence: 'The directory did not sign you in. Begin again from the sign-in page.',
}
const NO_GROUP: Problem = {
  code: 'directory-no-group',
  sentence:
    'The directory knows you, but none of your groups has a role in Fairload. Ask an administrator which group you should be in.',
}
const NOT_LINKED: Problem = {
  code: 'directory-not-linked',
  sentence:
    'An account with your email address is here already, and the directory does not vouch for the address. Ask an administrator to disable that account first.',
}
const DISABLED: Problem = {
  code: 'account-disabled',
  sentence: 'This account is disabled. Ask an administrator.',
}

const isLoopback = (address: URL): boolean =>
  ['127.0.0.1', '[::1]', 'localhost'].includes(address.hostname)

/** Text of a claim, where it is text. */
const textOf = (claim: unknown): string => (typeof claim === 'string' ? claim : '')

/** Roles that a person's groups give, each once. */
export function rolesOf(groups: readonly string[], settings: DirectorySettings): Grant[] {
  const given = new Map<string, Grant>()
  for (const { group, role, team } of settings.groups) {
    if (groups.includes(group)) given.set(`${role}\n${team ?? ''}`, { role, team })
  }
  return [...given.values()]
}

export function directoryDoor(
  { now, today, key }: SignInDeps,
  { inHouse, begin, noteBy }: Steps,
): SignIn['directory'] {
  const stored = async (scope: Scope): Promise<Stored | null> => {
    const { settings } = await organisations.get(scope)
    if (typeof settings !== 'object' || settings === null || !('directory' in settings)) return null
    return (settings.directory as Stored | null) ?? null
  }
  const about = (scope: Scope): string => `directory:${scope.organisation}`

  /** What the directory says of itself: where to send people, and which keys sign. */
  const configuration = async (
    of: Stored,
    secret: string,
  ): Promise<openid.Configuration | null> => {
    const issuer = new URL(of.issuer)
    try {
      return await openid.discovery(
        issuer,
        of.clientId,
        secret,
        undefined,
        issuer.protocol === 'http:' ? { execute: [openid.allowInsecureRequests] } : undefined,
      )
    } catch {
      return null
    }
  }

  return {
    settings: (of) =>
      inHouse(of, async (scope) => {
        const found = await stored(scope)
        if (!found) return null
        const { issuer, clientId, groupsClaim, groups } = found
        return { issuer, clientId, groupsClaim, groups }
      }),

    save: (of, given, by) =>
      inHouse(of, async (scope): Promise<Result<null>> => {
        const before = await stored(scope)
        if (given) {
          const good = checked(given.settings)
          if (!good.ok) return good
          if (given.secret === '' && !before) {
            return fail({
              code: 'directory-secret-missing',
              sentence: 'Enter the client secret that the directory gave for Fairload.',
            })
          }
        }
        const { settings, version } = await organisations.get(scope)
        const directory: Stored | null = given && {
          ...given.settings,
          secret:
            given.secret === ''
              ? (before?.secret ?? '')
              : seal(key, about(scope), Buffer.from(given.secret)).toString('base64'),
        }
        const saved = await organisations.saveSettings(scope, {
          settings: { ...(typeof settings === 'object' ? settings : {}), directory },
          version,
        })
        if (!saved.ok) return saved
        await noteBy(
          scope,
          'directory.changed',
          { groups: given?.settings.groups.length ?? 0, ended: given === null },
          by,
        )
        return ok(null)
      }),

    begin: async (of, callback) => {
      const kept = await inHouse(of, async (scope) => {
        const found = await stored(scope)
        const secret =
          found && unseal(key, about(scope), Buffer.from(found.secret, 'base64'))?.toString()
        return found && secret !== undefined && secret !== null ? { found, secret } : null
      })
      const config = kept && (await configuration(kept.found, kept.secret))
      if (!config) return fail(AWAY)
      const verifier = openid.randomPKCECodeVerifier()
      const state = openid.randomState()
      const nonce = openid.randomNonce()
      const address = openid.buildAuthorizationUrl(config, {
        redirect_uri: callback,
        scope: 'openid profile email',
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      })
      const keep = seal(
        key,
        `begun:${of.id}`,
        Buffer.from(JSON.stringify({ verifier, state, nonce, at: now().getTime() })),
      ).toString('base64url')
      return ok({ address: address.href, keep })
    },

    finish: async (of, given, visitor) => {
      const opened = unseal(key, `begun:${of.id}`, Buffer.from(given.keep, 'base64url'))
      if (!opened) return fail(NOT_SIGNED_IN)
      const begun = JSON.parse(opened.toString()) as {
        verifier: string
        state: string
        nonce: string
        at: number
      }
      if (now().getTime() - begun.at > 10 * 60_000) return fail(NOT_SIGNED_IN)
      const kept = await inHouse(of, async (scope) => {
        const found = await stored(scope)
        const secret = found && unseal(key, about(scope), Buffer.from(found.secret, 'base64'))
        return found && secret ? { found, secret: secret.toString() } : null
      })
      const config = kept && (await configuration(kept.found, kept.secret))
      if (!config || !kept) return fail(AWAY)
      let claims: Record<string, unknown>
      let issuer: string
      try {
        const tokens = await openid.authorizationCodeGrant(config, new URL(given.url), {
          pkceCodeVerifier: begun.verifier,
          expectedState: begun.state,
          expectedNonce: begun.nonce,
          idTokenExpected: true,
        })
        const own = tokens.claims()
        if (!own) return fail(NOT_SIGNED_IN)
        issuer = own.iss
        // Many directories keep groups and names out of the token and tell them when asked.
        const asked =
          config.serverMetadata().userinfo_endpoint === undefined
            ? {}
            : await openid.fetchUserInfo(config, tokens.access_token, own.sub)
        claims = { ...own, ...asked, sub: own.sub }
      } catch {
        return fail(NOT_SIGNED_IN)
      }
      const groups = claims[kept.found.groupsClaim]
      const roles = rolesOf(
        Array.isArray(groups) ? groups.filter((each) => typeof each === 'string') : [],
        kept.found,
      )
      return inHouse(of, async (scope): Promise<Result<{ token: string }>> => {
        const subject = `${issuer}|${textOf(claims['sub'])}`
        const account = await accountOf(scope, subject, claims)
        if (!account.ok) return account
        const { id } = account.value
        await accounts.endDirectoryGrants(scope, id)
        for (const { role, team } of roles) {
          await accounts.grant(scope, id, {
            role,
            team,
            from: today(),
            until: null,
            byDirectory: true,
            givenBy: null,
            at: now(),
          })
        }
        if ((await accounts.grants(scope, id, today())).length === 0) return fail(NO_GROUP)
        const token = await begin(scope, id, 'whole', 'directory', visitor)
        await noteBy(scope, 'sign-in.done', { way: 'directory', roles: roles.length }, id)
        return ok({ token })
      })
    },
  }

  async function accountOf(
    scope: Scope,
    subject: string,
    claims: Readonly<Record<string, unknown>>,
  ): Promise<Result<Account>> {
    const known = await accounts.bySubject(scope, subject)
    if (known) return known.state === 'disabled' ? fail(DISABLED) : ok(known)
    const email = (textOf(claims['email']) || textOf(claims['preferred_username'])).toLowerCase()
    const name = textOf(claims['name']) || email
    if (email === '') return fail(NOT_SIGNED_IN)
    const same = await accounts.byEmail(scope, email)
    if (same) {
      if (same.state === 'disabled') return fail(DISABLED)
      if (claims['email_verified'] !== true || same.directorySubject !== null) {
        return fail(NOT_LINKED)
      }
      await accounts.change(scope, same.id, { directorySubject: subject, state: 'active' })
      return ok({ ...same, directorySubject: subject })
    }
    return accounts.add(scope, {
      email,
      name,
      state: 'active',
      directorySubject: subject,
      at: now(),
    })
  }
}

function checked(settings: DirectorySettings): Result<null> {
  const issuer = URL.canParse(settings.issuer) ? new URL(settings.issuer) : null
  if (issuer?.protocol !== 'https:' && !(issuer?.protocol === 'http:' && isLoopback(issuer))) {
    return fail({
      code: 'directory-address',
      sentence: 'Enter the directory’s address, beginning with https://.',
    })
  }
  if (settings.clientId === '' || settings.groupsClaim === '') {
    return fail({
      code: 'directory-incomplete',
      sentence: 'Enter the client id, and the name of the claim that lists a person’s groups.',
    })
  }
  const wrong = settings.groups.find(
    ({ group, role, team }) =>
      group === '' || !isAccountRole(role) || rolesOfATeam.has(role) !== (team !== null),
  )
  return wrong
    ? fail({
        code: 'directory-groups',
        sentence: `The line for the group “${wrong.group}” is not one of: group = role, or for a team manager: group = team-manager, team.`,
      })
    : ok(null)
}

/** Groups as they are written in the form: a line each, `group = role` or `group = team-manager, team`. */
export function groupsFrom(text: string): DirectorySettings['groups'] {
  return text.split('\n').flatMap((line) => {
    const [group = '', rest = ''] = line.split(/=(.*)/s).map((part) => part.trim())
    if (group === '' && rest === '') return []
    const [role = '', team = ''] = rest.split(/,(.*)/s).map((part) => part.trim())
    return [
      {
        group,
        // What is no role is refused with its line when it is saved.
        role: role as DirectorySettings['groups'][number]['role'],
        team: team === '' ? null : (team as TeamId),
      },
    ]
  })
}

export const groupsAsText = (groups: DirectorySettings['groups']): string =>
  groups.map(({ group, role, team }) => `${group} = ${role}${team ? `, ${team}` : ''}`).join('\n')
