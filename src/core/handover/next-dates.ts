import type { IsoDate } from '../../kit/index.ts'
import {
  assessment,
  careReview,
  careVisit,
  coreGroup,
  planReview,
  type Clock,
} from '../calendar/index.ts'
import type { Case } from '../model/index.ts'

/** A statutory date that whoever takes a case over must know. */
export interface NextDate {
  what: string
  /** Null where the files do not say enough: somebody who knows enters it. */
  due: IsoDate | null
  /** The rule that sets it, or why no day is known. */
  rule: string
}

const unknown = (what: string, rule: string): NextDate => ({ what, due: null, rule })

/**
 * The next statutory dates of a case as far as its facts say: visits, reviews, court. The files hold
 * no day of the last review, of a court hearing or of a plan's own visits, so those are named without
 * a day.
 */
export function nextDates(of: Case, on: IsoDate): NextDate[] {
  const dates: NextDate[] = []
  const add = (clock: Clock): void => {
    dates.push({ what: clock.what, due: clock.due, rule: clock.rule })
  }
  const addOnce = (clock: Clock, later: NextDate | null): void => {
    if (clock.due >= on) add(clock)
    else if (later) dates.push(later)
  }
  const has = (flag: Case['flags'][number]): boolean =>
    of.status === flag || of.flags.includes(flag)
  if (has('looked-after')) {
    const visit = 'visit to the looked-after child'
    if (of.placementSince === null)
      dates.push(unknown(visit, 'from the day of the placement, which the files do not hold'))
    else add(careVisit({ placementSince: of.placementSince, lastVisit: of.lastSeen }))
    const review = unknown('looked-after review', 'within six months of the last review')
    if (of.status !== 'looked-after' || of.statusSince === null) dates.push(review)
    else addOnce(careReview({ lookedAfterSince: of.statusSince, lastReview: null }), review)
  }
  if (has('child-protection-plan')) {
    dates.push(unknown('child protection visit', 'as often as the plan says'))
    const review = unknown(
      'child protection review conference',
      'within six months of the last review conference',
    )
    if (of.status !== 'child-protection-plan' || of.statusSince === null) dates.push(review)
    else {
      addOnce(coreGroup(of.statusSince), null)
      addOnce(planReview({ start: of.statusSince, lastReview: null }), review)
    }
  }
  if (has('enquiry-open')) {
    dates.push(
      unknown(
        'initial child protection conference, if one is called',
        'within 15 working days of the strategy discussion',
      ),
    )
  }
  if (has('open-assessment')) {
    const since = of.openSince ?? of.statusSince
    if (since === null)
      dates.push(unknown('assessment finished', 'within 45 working days of the referral'))
    else add(assessment(since))
  }
  if (of.status === 'child-in-need-plan') {
    dates.push(unknown('child in need visit', 'as often as the plan says'))
    dates.push(unknown('child in need review', 'as the plan says'))
  }
  if (of.status === 'care-leaver') {
    dates.push(unknown('pathway plan review', 'within six months of the last review'))
  }
  if (of.courtStage !== null && of.courtStage !== 'none') {
    dates.push(unknown('court', 'the next hearing or filing'))
  }
  return dates.length > 0 ? dates : [unknown('next visit', 'as agreed with the family')]
}
