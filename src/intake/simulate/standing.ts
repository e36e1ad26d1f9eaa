import type { IsoDate } from '../../kit/index.ts'
import type { NeedStatus } from '../../core/model/index.ts'
import type {
  Assessment,
  CarePeriod,
  Enquiry,
  Episode,
  Involvement,
  NeedPlan,
  ProtectionPlan,
  SimChild,
} from './model.ts'

/** What is open for a child on the last day of an authority's history. */
export interface ChildStanding {
  /** The episode that list 6 shows; null where the child is in it neither open nor closed. */
  need: Episode | null
  /** That episode's status as list 6 gives it. */
  needStatus: NeedStatus | null
  care: CarePeriod | null
  plan: ProtectionPlan | null
  needPlan: NeedPlan | null
  assessment: Assessment | null
  enquiry: Enquiry | null
  /** A referral that nothing has followed yet. */
  referral: Episode | null
  earlyHelp: boolean
  /** Entitled under categories a) to c). */
  careLeaver: boolean
}

function latest<T>(list: readonly T[], start: (item: T) => IsoDate): T | null {
  let best: T | null = null
  for (const item of list) if (best === null || start(item) >= start(best)) best = item
  return best
}

/** `child` as of the last day: see `authorityOn`. */
export function standing(child: SimChild): ChildStanding {
  const all = <T>(of: (episode: Episode) => readonly T[]): T[] => child.episodes.flatMap(of)
  const latestCare = latest(
    all((e) => e.care),
    (c) => c.start,
  )
  const latestPlan = latest(
    all((e) => e.protectionPlans),
    (p) => p.start,
  )
  const latestAssessment = latest(
    all((e) => e.assessments),
    (a) => a.start,
  )
  const latestEnquiry = latest(
    all((e) => e.enquiries),
    (e) => e.start,
  )
  const care = latestCare && latestCare.ceased === null ? latestCare : null
  const plan = latestPlan && latestPlan.end === null ? latestPlan : null
  const assessment =
    latestAssessment && latestAssessment.authorised === null ? latestAssessment : null
  const enquiry =
    latestEnquiry && latestEnquiry.conferenceNeeded !== false && latestEnquiry.conference === null
      ? latestEnquiry
      : null
  const careLeaver = child.leaving !== null && child.leaving.eligibility !== 'eligible'
  const episode = latest(child.episodes, (e) => e.referral)
  // List 6 leaves out care leavers, and referrals that nothing has followed.
  const last = latest(
    child.episodes.filter((e) => e.start !== null),
    (e) => e.referral,
  )
  const leftOut = careLeaver && care === null && last?.closed === null
  const need = leftOut ? null : last
  const needPlan = last ? latest(last.needPlans, (p) => p.start) : null
  let needStatus: NeedStatus | null = null
  if (need !== null) {
    if (need.closed !== null) needStatus = 'closed'
    else if (care) needStatus = 'looked-after'
    else if (plan) needStatus = 'child-protection-plan'
    else if (needPlan && needPlan.end === null) needStatus = 'child-in-need-plan'
    else if (need.assessments.some((a) => a.authorised === null)) needStatus = 'open-assessment'
    // Assessed, services given, no formal plan: authorities list it as a child in need.
    else needStatus = 'child-in-need-plan'
  }
  return {
    need,
    needStatus,
    care,
    plan,
    needPlan: needPlan && needPlan.end === null ? needPlan : null,
    assessment,
    enquiry,
    referral: episode && episode.closed === null && episode.start === null ? episode : null,
    earlyHelp: child.earlyHelp.some((e) => e.completed === null),
    careLeaver,
  }
}

/** Who answers for the child on the last day; null where nobody ever did. */
export function current(child: SimChild): Involvement | null {
  return latest(
    child.involvements.filter((i) => i.end === null && i.role === 'case-worker'),
    (i) => i.start,
  )
}

/** Who answered for the child on a day; null where nobody did. The later of two that meet that day. */
export function answering(child: SimChild, day: IsoDate): Involvement | null {
  return latest(
    child.involvements.filter(
      (i) => i.role === 'case-worker' && i.start <= day && (i.end === null || i.end >= day),
    ),
    (i) => i.start,
  )
}
