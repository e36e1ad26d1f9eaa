import { branchRoles, rolesOf, type BranchPerson, type BranchRole } from './people.ts'

const everybody = branchRoles
const reps = ['rep', 'officer'] as const
const officers = ['officer'] as const
const rollKeepers = ['roll-keeper'] as const

/**
 * Everything that a page or form of the branch does, and who does it. Each route declares one of
 * these, or that it is open to anybody; `guests`: those who came by a link may, within what it opens.
 */
export const branchActions = {
  'home.see': { by: everybody, what: 'See what is on in the branch' },
  'self.see': { by: everybody, what: 'See and end one’s own sign-ins and passkeys' },
  'rounds.see': { by: everybody, what: 'See rounds of meetings and say whether one comes' },
  'rounds.edit': { by: reps, what: 'Plan rounds, take visits, write their notes' },
  'concerns.see': { by: everybody, what: 'See concerns as ranked, small groups together' },
  'concerns.raise': { by: everybody, what: 'Raise a concern' },
  'concerns.open': { by: reps, what: 'Read concerns in full' },
  'concerns.edit': { by: reps, what: 'Note, tag, merge and take on concerns' },
  'programme.see': { by: everybody, what: 'Read demands and the programme' },
  'programme.propose': {
    by: everybody,
    what: 'Propose a demand or a change, and say whether one supports it',
  },
  'programme.edit': { by: officers, what: 'Write, order and publish the programme' },
  'negotiation.tally': {
    by: everybody,
    what: 'See how meetings with the employer went, in counts',
  },
  'negotiation.see': { by: reps, what: 'Read the negotiation log' },
  'negotiation.edit': { by: officers, what: 'Write the negotiation log' },
  'promises.see': { by: everybody, what: 'See what was promised and when it is due' },
  'promises.edit': { by: officers, what: 'Note promises, kept or let go' },
  'outcomes.see': { by: everybody, what: 'See what was won and whether it holds' },
  'outcomes.edit': { by: officers, what: 'Note wins and big items' },
  'desk.see': { by: everybody, what: 'Read the agreement’s versions and compare them' },
  'desk.respond': {
    by: everybody,
    what: 'Answer a consultation on a draft',
    guests: true,
  },
  'desk.edit': { by: officers, what: 'Bring versions and releases in, consult on a draft' },
  'desk.sign': { by: officers, what: 'Sign the agreement for the branch' },
  'scrutiny.see': { by: reps, what: 'See hearings, councillors and seats' },
  'scrutiny.edit': { by: officers, what: 'Note hearings, councillors and seats' },
  'inspection.see': { by: everybody, what: 'Read the inspection file' },
  'inspection.edit': { by: officers, what: 'Write the inspection file' },
  'sites.see': { by: everybody, what: 'See sites and teams' },
  'sites.edit': { by: reps, what: 'Name sites and teams' },
  'reps.see': { by: everybody, what: 'Find a rep' },
  'offices.edit': { by: officers, what: 'Give and end offices' },
  'roll.own': { by: everybody, what: 'See one’s own entry and who looked at it' },
  'roll.see': { by: rollKeepers, what: 'Look somebody up on the roll, for a reason' },
  'roll.edit': { by: rollKeepers, what: 'Change the roll and bring membership lists in' },
  'roll.export-ask': { by: rollKeepers, what: 'Ask for a copy of the roll' },
  'roll.export-agree': { by: officers, what: 'Agree that somebody else takes a copy of the roll' },
  'guests.edit': { by: officers, what: 'Make links for guests, and end them' },
  'branch.edit': { by: officers, what: 'Change the branch’s name, address and settings' },
  'record.versions': { by: reps, what: 'See earlier versions of what was written' },
} as const satisfies Record<string, { by: readonly BranchRole[]; what: string; guests?: true }>

export type BranchAction = keyof typeof branchActions

/** Whether a person does this today. The one answer behind every page and form of the branch. */
export function canDo(person: BranchPerson, action: BranchAction): boolean {
  const roles = rolesOf(person)
  return branchActions[action].by.some((role) => roles.has(role))
}

/** Whether somebody who came by a link does this at all; the link says for what. */
export const guestsDo = (action: BranchAction): boolean => 'guests' in branchActions[action]

/**
 * How far eyes reach among what the branch wrote; row-level security says it again. The roll is apart:
 * `roll` is said only where the roll's keepers look.
 */
export type BranchSees = 'public' | 'guest' | 'members' | 'reps' | 'officers'

export function seesOf(person: BranchPerson): BranchSees {
  const roles = rolesOf(person)
  return roles.has('officer') ? 'officers' : roles.has('rep') ? 'reps' : 'members'
}

export const keepsRoll = (person: BranchPerson): boolean => rolesOf(person).has('roll-keeper')
