import { branchId, type BranchDeps } from './deps.ts'
import { demonstrationOfConcerns } from './demonstration/concerns.ts'
import { demonstrationOfEvents } from './demonstration/events.ts'
import type { DemonstrationGround } from './demonstration/ground.ts'
import { demonstrationOfDesk } from './demonstration/desk.ts'
import { demonstrationOfInspections } from './demonstration/inspections.ts'
import { demonstrationOfNegotiation } from './demonstration/negotiation.ts'
import { demonstrationOfOutcomes } from './demonstration/outcomes.ts'
import { demonstrationOfPeople } from './demonstration/people.ts'
import { demonstrationOfProgramme } from './demonstration/programme.ts'
import { demonstrationOfReps } from './demonstration/reps.ts'
import { demonstrationOfRepairs } from './demonstration/repairs.ts'
import { demonstrationOfRounds } from './demonstration/rounds.ts'
import { demonstrationOfScrutiny } from './demonstration/scrutiny.ts'
import type { BranchSignIn } from './sign-in/index.ts'
import { sitesBook } from './sites/index.ts'
import type { BranchView } from './views.ts'

/** A room's part of the invented branch. It finds what it links to in the ground and leaves what it made. */
export type DemonstrationPart = (deps: BranchDeps, ground: DemonstrationGround) => Promise<void>

/** Every room's part, in an order in which each finds what it links to. A room adds its line. */
const parts: readonly DemonstrationPart[] = [
  demonstrationOfPeople,
  demonstrationOfReps,
  demonstrationOfRounds,
  demonstrationOfEvents,
  demonstrationOfConcerns,
  demonstrationOfProgramme,
  demonstrationOfNegotiation,
  demonstrationOfOutcomes,
  demonstrationOfRepairs,
  demonstrationOfScrutiny,
  demonstrationOfInspections,
  demonstrationOfDesk,
]

/** Fills the invented branch once, dated from the branch's day, and says who is walked as. */
export async function fillDemonstration(
  deps: BranchDeps,
  signIn: Pick<BranchSignIn, 'setSamples'>,
  organisation: BranchView,
): Promise<void> {
  const sites = await deps.store.inOrganisation(branchId(organisation), (scope) =>
    sitesBook.list(scope),
  )
  if (sites.length > 0) return
  const ground: DemonstrationGround = {
    organisation,
    today: deps.today(),
    now: deps.now(),
    sites: new Map(),
    teams: new Map(),
    people: new Map(),
    members: [],
    made: new Map(),
  }
  for (const part of parts) await part(deps, ground)
  const walked = [
    ground.people.get('secretary'),
    ground.people.get('rep-moreton'),
    ground.members[0],
  ]
  await signIn.setSamples(
    organisation,
    walked.flatMap((person) => person?.member ?? []),
  )
}
