import type { TeamId, WorkerId } from '../model/index.ts'
import { actions, type Action } from './actions.ts'
import type { AccountRole } from './roles.ts'
import { rightsTable, type Reach } from './table.ts'

/** A role in force today, for a team and those beneath it, or (`null`) for the whole service. */
export interface Grant {
  role: AccountRole
  team: TeamId | null
}

/** Somebody signed in, as far as rights go. */
export interface Person {
  account: string
  organisation: string
  name: string
  grants: readonly Grant[]
  /** The worker that this person is in the files; null where none is linked. */
  worker: WorkerId | null
}

/** What an action is done to. What is not about a record says only whose it is. */
export interface Subject {
  organisation: string
  /** The team it belongs to and all above it, in any order; empty where none is known. */
  teams?: readonly TeamId[]
  /** The worker it is, or who holds it. */
  worker?: WorkerId | null
  /** Others who answer for it or are to take it. */
  alsoWorkers?: readonly WorkerId[]
  /** Whether the record is open to people named alone. */
  restricted?: boolean
  /** Whether this person is one of them, or has just opened it for a stated reason. */
  named?: boolean
}

export type Verdict =
  | { allowed: true }
  /**
   * `not-your-role`: no role of this person does this at all. `not-yours`: it lies outside what they
   * were given; the answer to them is "not found". `restricted`: theirs but for the restriction.
   */
  | { allowed: false; why: 'not-your-role' | 'not-yours' | 'restricted' }

const YES: Verdict = { allowed: true }
const no = (why: 'not-your-role' | 'not-yours' | 'restricted'): Verdict => ({
  allowed: false,
  why,
})

/** What shows a child's record, and so is closed where the record is restricted. */
const SHOWS_A_RECORD: ReadonlySet<Action> = new Set(['case.view', 'case.allocate-view'])

/** Whether a person may do something to something. The one answer behind every page and form. */
export function can(person: Person, action: Action, subject: Subject): Verdict {
  if (person.organisation !== subject.organisation) return no('not-yours')
  if (!mayEver(person, action)) return no('not-your-role')
  const within = person.grants.some((grant) => {
    const reach = rightsTable[action][grant.role]
    return reach !== undefined && reaches(person, grant, reach, action, subject)
  })
  if (!within) return no('not-yours')
  if (SHOWS_A_RECORD.has(action) && subject.restricted === true && subject.named !== true) {
    return no('restricted')
  }
  return YES
}

/** Whether some role of this person does this to anything at all: what navigation is made from. */
export const mayEver = (person: Person, action: Action): boolean =>
  person.grants.some((grant) => {
    const reach = rightsTable[action][grant.role]
    if (reach === undefined) return false
    return actions[action].about !== 'service' || grant.team === null
  })

function reaches(
  person: Person,
  grant: Grant,
  reach: Reach,
  action: Action,
  subject: Subject,
): boolean {
  switch (actions[action].about) {
    case 'house':
    case 'self':
    case 'list':
      return true
    case 'service':
      return grant.team === null
    case 'team':
    case 'worker':
    case 'case':
    case 'plan':
      if (reach === 'own') {
        const { worker } = person
        return (
          worker !== null &&
          (subject.worker === worker || (subject.alsoWorkers ?? []).includes(worker))
        )
      }
      return grant.team === null || (subject.teams ?? []).includes(grant.team)
  }
}

/**
 * Which records a person may see at all: restated as row-level security, so that a query that
 * forgets to ask shows no more than this.
 */
export type Sight =
  | { sees: 'service' }
  | { sees: 'some'; teams: readonly TeamId[]; worker: WorkerId | null }
  | { sees: 'none' }

/** The widest sight that any grant of this person gives of cases and workers. */
export function sightOf(person: Person): Sight {
  const reachOf = (grant: Grant): Reach | undefined => rightsTable['case.view'][grant.role]
  const given = person.grants.filter((grant) => reachOf(grant) === 'given')
  if (given.some((grant) => grant.team === null)) return { sees: 'service' }
  const teams = given.flatMap((grant) => (grant.team === null ? [] : [grant.team]))
  const own = person.grants.some((grant) => reachOf(grant) === 'own') ? person.worker : null
  return teams.length === 0 && own === null
    ? { sees: 'none' }
    : { sees: 'some', teams, worker: own }
}
