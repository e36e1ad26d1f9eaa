import type { IsoDate, Result } from '../../kit/index.ts'
import {
  branchRoleNames,
  holdsOn,
  type BranchRole,
  type Office,
} from '../../core/branch-rights/index.ts'
import { members, offices, type BranchScope, type StoredMember } from '../../store/branch/index.ts'
import { addEntry, emptyEntry } from '../roll/entries.ts'
import { giveOffice } from '../roll/offices.ts'
import { emailPrint, openEntry, type RollKey } from '../roll/sealed.ts'

/** Somebody on the roll, as far as signing in asks. */
export interface RollPerson {
  member: string
  name: string
  /** Their own address; null where the roll has none. */
  mail: string | null
}

export type PeopleOfTheRoll = ReturnType<typeof peopleOfTheRoll>

/** What signing in asks of the roll. Whoever has left the union is not found. */
export function peopleOfTheRoll(key: Buffer) {
  const rollKey = (scope: BranchScope): RollKey => ({ key, organisation: scope.organisation })
  const personOf = (scope: BranchScope, of: StoredMember | null): RollPerson | null => {
    if (of?.standing !== 'member') return null
    const { name, mail } = openEntry(rollKey(scope), of)
    return { member: of.id, name, mail }
  }

  return {
    byMail: async (scope: BranchScope, mail: string): Promise<RollPerson | null> =>
      personOf(scope, await members.byEmailPrint(scope, emailPrint(rollKey(scope), mail))),

    get: async (scope: BranchScope, member: string): Promise<RollPerson | null> =>
      personOf(scope, await members.get(scope, member)),

    /** Offices held on a day. */
    offices: async (scope: BranchScope, member: string, on: IsoDate): Promise<Office[]> =>
      (await offices.ofMember(scope, member))
        .filter((office) => holdsOn(office, on))
        .map(({ role, title, site, team, from, until, isPublic }) => ({
          role,
          title,
          site,
          team,
          from,
          until,
          isPublic,
        })),

    /** Everybody who holds one of these offices on a day, each once. */
    holders: async (
      scope: BranchScope,
      roles: readonly BranchRole[],
      on: IsoDate,
    ): Promise<string[]> => [
      ...new Set(
        (await offices.list(scope))
          .filter((office) => roles.includes(office.role) && holdsOn(office, on))
          .map(({ member }) => member),
      ),
    ],

    /** Puts somebody on the roll. */
    add: (
      scope: BranchScope,
      { name, mail, at }: { name: string; mail: string; at: Date },
    ): Promise<Result<string>> => {
      const entry = { ...emptyEntry(name), mail }
      return addEntry(scope, rollKey(scope), { standing: 'member', entry }, at)
    },

    /** Gives offices of the whole branch from a day on. */
    async giveOffices(
      scope: BranchScope,
      member: string,
      given: { roles: readonly BranchRole[]; from: IsoDate; at: Date; by: string | null },
    ): Promise<void> {
      for (const role of given.roles) {
        if (role === 'member') continue
        await giveOffice(scope, rollKey(scope), {
          member,
          role,
          title: branchRoleNames[role],
          site: null,
          team: null,
          from: given.from,
          until: null,
          consentedOn: null,
          mail: null,
          phone: null,
          by: given.by,
          at: given.at,
        })
      }
    },
  }
}
