import { addDays, addMonths, daysBetween } from '../../kit/index.ts'
import type { IsoDate } from '../../kit/index.ts'
import { addWorkingDays } from './working-days.ts'

export type ClockId =
  | 'referral-decision'
  | 'assessment'
  | 'conference'
  | 'core-group'
  | 'plan-visit'
  | 'plan-review'
  | 'care-visit'
  | 'care-review'

/** Something that must be done by a day, with the rule that says so. */
export interface Clock {
  id: ClockId
  /** What is due, in plain words: `initial child protection conference`. */
  what: string
  /** Day the clock started. */
  from: IsoDate
  /** Last day on which it is in time. */
  due: IsoDate
  /** `within 15 working days of the strategy discussion`. */
  rule: string
  /** Where the rule stands. */
  source: string
  /** `local` where the law sets no number and the authority's own is used. */
  basis: 'regulation' | 'statutory-guidance' | 'local'
}

const GUIDANCE = 'Working Together to Safeguard Children 2023, chapter 3'
const REGULATIONS = 'Care Planning, Placement and Case Review (England) Regulations 2010'

/** Working days a child's assessment may take from the referral: also how long a referral without an outcome counts as a case. */
export const ASSESSMENT_WORKING_DAYS = 45

/** Days past the due date; 0 on the day itself, negative while there is time left. */
export const daysOverdue = (clock: Clock, on: IsoDate): number => daysBetween(clock.due, on)

/** The decision on what to do with a referral. */
export const referralDecision = (referral: IsoDate): Clock => ({
  id: 'referral-decision',
  what: 'decision on the referral',
  from: referral,
  due: addWorkingDays(referral, 1),
  rule: 'within one working day of the referral',
  source: GUIDANCE,
  basis: 'statutory-guidance',
})

/** The end of an assessment under section 17 or 47. */
export const assessment = (referral: IsoDate): Clock => ({
  id: 'assessment',
  what: 'assessment finished',
  from: referral,
  due: addWorkingDays(referral, ASSESSMENT_WORKING_DAYS),
  rule: 'within 45 working days of the referral',
  source: GUIDANCE,
  basis: 'statutory-guidance',
})

/** The initial child protection conference; `strategyDiscussion` is the one that began the section 47 enquiry. */
export const conference = (strategyDiscussion: IsoDate): Clock => ({
  id: 'conference',
  what: 'initial child protection conference',
  from: strategyDiscussion,
  due: addWorkingDays(strategyDiscussion, 15),
  rule: 'within 15 working days of the strategy discussion',
  source: GUIDANCE,
  basis: 'statutory-guidance',
})

/** The first meeting of the core group; `conferenceDay` is the day the child protection plan began. */
export const coreGroup = (conferenceDay: IsoDate): Clock => ({
  id: 'core-group',
  what: 'first core group meeting',
  from: conferenceDay,
  due: addWorkingDays(conferenceDay, 10),
  rule: 'within 10 working days of the initial child protection conference',
  source: GUIDANCE,
  basis: 'statutory-guidance',
})

/**
 * The next visit to a child on a child protection plan. NOTE: Working Together sets no number; the
 * interval is the authority's own or the plan's, in working days (10 is common), and the clock says so.
 */
export function planVisit(plan: {
  start: IsoDate
  lastVisit: IsoDate | null
  everyWorkingDays: number
}): Clock {
  const from = plan.lastVisit !== null && plan.lastVisit > plan.start ? plan.lastVisit : plan.start
  return {
    id: 'plan-visit',
    what: 'child protection visit',
    from,
    due: addWorkingDays(from, plan.everyWorkingDays),
    rule: `every ${plan.everyWorkingDays} working days, as agreed locally`,
    source: 'The authority’s own procedure; Working Together 2023 leaves the interval to the plan',
    basis: 'local',
  }
}

/** The next review conference: three months after the initial one, then every six months. */
export function planReview(plan: { start: IsoDate; lastReview: IsoDate | null }): Clock {
  const reviewed = plan.lastReview !== null && plan.lastReview > plan.start
  const from = reviewed ? (plan.lastReview as IsoDate) : plan.start
  return {
    id: 'plan-review',
    what: 'child protection review conference',
    from,
    due: addMonths(from, reviewed ? 6 : 3),
    rule: reviewed
      ? 'within six months of the last review conference'
      : 'within three months of the initial child protection conference',
    source: GUIDANCE,
    basis: 'statutory-guidance',
  }
}

/** How a looked-after child lives, where regulation 28 tells them apart. */
export type Arrangement =
  /** Regulation 28(2). */
  | 'placement'
  /** Regulation 28(3): with a parent before the assessment is complete (regulation 19). */
  | 'with-parent-before-assessment'
  /** Regulation 28(4): a temporarily approved carer (regulation 24), or with a parent under an interim care order. */
  | 'temporary-approval-or-interim-order'

/**
 * The next visit to a looked-after child under regulation 28. `untilEighteen` says that the
 * placement is meant to last until the child is 18; unknown counts as no, which is the shorter
 * interval. `reviewed` says whether the first review has been held.
 */
export function careVisit(care: {
  placementSince: IsoDate
  lastVisit: IsoDate | null
  untilEighteen?: boolean
  arrangement?: Arrangement
  reviewed?: boolean
}): Clock {
  const { placementSince, lastVisit, arrangement = 'placement' } = care
  const visited = lastVisit !== null && lastVisit >= placementSince
  const from = visited ? lastVisit : placementSince
  const clock = (due: IsoDate, rule: string, paragraph: string): Clock => ({
    id: 'care-visit',
    what: 'visit to the looked-after child',
    from,
    due,
    rule,
    source: `${REGULATIONS}, regulation ${paragraph}`,
    basis: 'regulation',
  })
  const special = {
    placement: null,
    'with-parent-before-assessment': { paragraph: '28(3)', weeks: 6, words: 'six' },
    'temporary-approval-or-interim-order': { paragraph: '28(4)', weeks: 4, words: 'four' },
  }[arrangement]
  if (special) {
    return care.reviewed === true
      ? clock(
          addDays(from, special.weeks * 7),
          `within ${special.words} weeks of the last visit`,
          `${special.paragraph}(b)`,
        )
      : clock(
          addDays(from, 7),
          'at least once a week until the first review',
          `${special.paragraph}(a)`,
        )
  }
  if (!visited) {
    return clock(addDays(from, 7), 'within one week of the start of the placement', '28(2)(a)')
  }
  const firstYear = from < addMonths(placementSince, 12)
  if (!firstYear && care.untilEighteen === true) {
    return clock(addMonths(from, 3), 'within three months of the last visit', '28(2)(c)(i)')
  }
  return clock(
    addDays(from, 42),
    'within six weeks of the last visit',
    firstYear ? '28(2)(b)' : '28(2)(c)(ii)',
  )
}

/**
 * The next review of a looked-after child's case under regulation 33: 20 working days after they
 * became looked after, then three months, then every six months. Where `reviewsHeld` is not known,
 * a review within the first 20 working days is taken as the first and a later one as a later one.
 */
export function careReview(care: {
  lookedAfterSince: IsoDate
  lastReview: IsoDate | null
  reviewsHeld?: number
}): Clock {
  const { lookedAfterSince, lastReview } = care
  const firstDue = addWorkingDays(lookedAfterSince, 20)
  const base = { id: 'care-review', what: 'looked-after review', basis: 'regulation' } as const
  if (lastReview === null || lastReview < lookedAfterSince || care.reviewsHeld === 0) {
    return {
      ...base,
      from: lookedAfterSince,
      due: firstDue,
      rule: 'within 20 working days of becoming looked after',
      source: `${REGULATIONS}, regulation 33(1)`,
    }
  }
  const first = care.reviewsHeld === undefined ? lastReview <= firstDue : care.reviewsHeld === 1
  return {
    ...base,
    from: lastReview,
    due: addMonths(lastReview, first ? 3 : 6),
    rule: first
      ? 'within three months of the first review'
      : 'within six months of the last review',
    source: `${REGULATIONS}, regulation 33(2)`,
  }
}
