import type { IsoDate } from '../../kit/index.ts'

/** What somebody is in the branch beside being a member. */
export const branchRoles = ['member', 'rep', 'officer', 'roll-keeper'] as const
export type BranchRole = (typeof branchRoles)[number]

export const branchRoleNames: Readonly<Record<BranchRole, string>> = {
  member: 'Member',
  rep: 'Rep',
  officer: 'Officer',
  'roll-keeper': 'Keeper of the roll',
}

/** An office held for a time: everybody on the roll is a member, an office adds to that. */
export interface Office {
  role: BranchRole
  /** As the branch calls it: “Branch secretary”, “Health and safety rep”. */
  title: string
  /** The site it is held for; null for the whole branch. */
  site: string | null
  /** The team it is held for; null for all of the site. */
  team: string | null
  from: IsoDate
  /** The last day; null while it has none. */
  until: IsoDate | null
  /** Whether whoever holds it agreed that their name may be shown to anybody. */
  isPublic: boolean
}

/** Somebody on the roll who is signed in. `offices` are those held today. */
export interface BranchPerson {
  member: string
  organisation: string
  name: string
  offices: readonly Office[]
}

/** Somebody who came by a link that an officer made: sees what the link opens, and no more. */
export interface BranchGuest {
  guest: string
  organisation: string
  label: string
  /** What the link opens, such as `consultation:` or `round:` with its id. */
  what: string
}

export const rolesOf = (person: BranchPerson): ReadonlySet<BranchRole> =>
  new Set(['member', ...person.offices.map((office) => office.role)])

/** Whether an office is held on a day, its first and last included. */
export const holdsOn = (office: Pick<Office, 'from' | 'until'>, on: IsoDate): boolean =>
  office.from <= on && (office.until === null || office.until >= on)
