import { fail, ok } from '../../kit/index.ts'
import { branchRoleNames, branchRoles, rolesOf } from '../../core/branch-rights/index.ts'
import { tokenHash } from '../../sign-in/index.ts'
import { sessions, signInSteps } from '../../store/branch/index.ts'
import type { BranchSignIn, SamplePerson } from './sign-in.ts'
import { MINUTE, type BranchSignInDeps, type Steps } from './steps.ts'

/** Who is signed in and where; the demonstration's people. */
export function sessionsDoor(
  { now }: BranchSignInDeps,
  { inHouse, before, limits, onTheRoll, isWhole, start }: Steps,
): Pick<
  BranchSignIn,
  'behind' | 'signOut' | 'sessions' | 'endSessions' | 'samples' | 'walkAs' | 'setSamples'
> {
  return {
    behind: (of, token) =>
      inHouse(of, async (scope) => {
        const session = await sessions.behind(scope, tokenHash(token), limits())
        const who = session && (await onTheRoll(scope, session.member))
        if (!session || !who || !isWhole(session, who)) return null
        if (session.way === 'sample' && !of.demonstration) return null
        if (session.lastUsedAt < before(MINUTE)) await sessions.used(scope, session.id, now())
        return {
          person: who.person,
          session: session.id,
          since: session.createdAt,
          sample: session.way === 'sample',
        }
      }),

    signOut: (of, token) =>
      inHouse(of, async (scope) => {
        const session = await sessions.behind(scope, tokenHash(token), limits())
        if (session) await sessions.end(scope, session.member, { id: session.id }, now())
      }),

    sessions: (of, who) =>
      inHouse(of, async (scope) =>
        (await sessions.open(scope, who.person.member, limits()))
          .filter((each) =>
            isWhole(each, { person: who.person, known: { ...who.person, mail: null } }),
          )
          .map((each) => ({
            id: each.id,
            agent: each.agent,
            since: each.createdAt,
            lastUsed: each.lastUsedAt,
            current: each.id === who.session,
          })),
      ),

    endSessions: (of, who, which) =>
      inHouse(of, (scope) =>
        sessions.end(
          scope,
          who.person.member,
          which === 'others' ? { keep: who.session } : { id: which },
          now(),
        ),
      ),

    samples: (of) =>
      inHouse(of, async (scope) => {
        const found: SamplePerson[] = []
        for (const member of of.demonstration ? await signInSteps.samples(scope) : []) {
          const who = await onTheRoll(scope, member)
          if (who === null) continue
          const { name, offices } = who.person
          const titles = new Set(offices.map(({ title, role }) => title || branchRoleNames[role]))
          found.push({
            member,
            name,
            offices: titles.size === 0 ? [branchRoleNames.member] : [...titles],
            roles: branchRoles.filter((role) => rolesOf(who.person).has(role)),
          })
        }
        return found
      }),

    walkAs: (of, member, visitor) =>
      inHouse(of, async (scope) => {
        const isSample = of.demonstration && (await signInSteps.samples(scope)).includes(member)
        const who = isSample ? await onTheRoll(scope, member) : null
        return who === null
          ? fail({ code: 'not-found', sentence: 'There is no such person in the demonstration.' })
          : ok({ token: await start(scope, member, 'sample', visitor) })
      }),

    setSamples: (of, members) =>
      of.demonstration
        ? inHouse(of, (scope) => signInSteps.setSamples(scope, members))
        : Promise.resolve(),
  }
}
