import type { IsoDate } from '../../kit/index.ts'
import {
  assessment,
  careReview,
  careVisit,
  coreGroup,
  planReview,
  planVisit,
  referralDecision,
  type Clock,
} from '../calendar/index.ts'
import type { Case } from '../model/index.ts'

/** Visits to a child on a plan: the law sets no number, and ten working days are common. */
const PLAN_VISIT_WORKING_DAYS = 10

/**
 * What must be done next for a child by a statutory clock, as far as the files tell: null where they tell
 * of none. What is overdue comes first. A first core group, conference or review whose day has passed is
 * left out, for no file says whether it was held; a referral without a decision, an assessment that is
 * still open and a visit that no later date follows are overdue.
 */
export function nextDue(of: Case, on: IsoDate): Clock | null {
  const { status, statusSince, openSince, placementSince, lastSeen } = of
  const firstOf = (clock: Clock): Clock[] => (clock.due >= on ? [clock] : [])
  const clocks: Clock[] = []
  if (statusSince !== null) {
    if (status === 'referral') clocks.push(referralDecision(statusSince))
    if (status === 'open-assessment') clocks.push(assessment(openSince ?? statusSince))
    if (status === 'child-protection-plan') {
      clocks.push(
        ...firstOf(coreGroup(statusSince)),
        ...firstOf(planReview({ start: statusSince, lastReview: null })),
        planVisit({
          start: statusSince,
          lastVisit: lastSeen,
          everyWorkingDays: PLAN_VISIT_WORKING_DAYS,
        }),
      )
    }
    if (status === 'looked-after') {
      clocks.push(
        ...firstOf(careReview({ lookedAfterSince: statusSince, lastReview: null })),
        careVisit({ placementSince: placementSince ?? statusSince, lastVisit: lastSeen }),
      )
    }
  }
  return clocks.reduce<Clock | null>(
    (first, clock) => (first === null || clock.due < first.due ? clock : first),
    null,
  )
}
