import type { BranchDeps, Who } from '../deps.ts'
import { personIn } from '../deps.ts'
import { consultationsDoor } from './consultations-door.ts'
import { textsDoor } from './texts-door.ts'

export { FETCH_CAPS } from './fetch.ts'
export { factsInWords, incoming, type VersionFacts } from './incoming.ts'
export { takeIn } from './take-in.ts'
export { lookAtSources } from './look.ts'
export {
  consultationBook,
  consultationSchema,
  dayWithWeekday,
  dispositionNames,
  dispositions,
  type ConsultationBody,
  type ConsultationState,
  type Disposition,
} from './consultation.ts'
export type * from './consultation-views.ts'
export type { Answered } from './consultations-door.ts'
export type * from './views.ts'

/** The agreement desk: the branch's copies of what is agreed, and what members say of a draft. */
export function deskDoor(deps: BranchDeps, who: Who) {
  return {
    ...textsDoor(deps, personIn(who)),
    consultations: consultationsDoor(deps, who),
  }
}

export type Desk = ReturnType<typeof deskDoor>
