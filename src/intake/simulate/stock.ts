import type { Figures } from './model.ts'

/** How many children are in each state on the last day, and in whose hands. */
export interface Stock {
  referral: number
  openAssessment: number
  needPlan: number
  /** On a plan and not looked after. */
  protection: number
  lookedAfter: number
  /** Looked after with a protection plan as well; among `lookedAfter`. */
  lookedAfterOnPlan: number
  careLeaver: number
  /** Cases in the names of case-holding social workers: the census's figure. */
  heldBySocialWorkers: number
  /** Cases of personal advisers and family support workers. */
  heldByAdvisers: number
  heldBySupport: number
  unallocated: number
  phantom: number
}

const midDays = [
  ['days0', 0],
  ['days1to10', 6],
  ['days11to20', 16],
  ['days21to30', 26],
  ['days31to40', 36],
  ['days41to45', 43],
  ['days46to50', 48],
  ['days51to60', 56],
  ['days61', 80],
] as const

/** Mean days from start to authorisation of an assessment, by the published bands. */
export function meanAssessmentDays(figures: Figures): number {
  let days = 0
  let total = 0
  for (const [band, mid] of midDays) {
    days += figures[band] * mid
    total += figures[band]
  }
  return total === 0 ? 34 : days / total
}

/**
 * The stock that the published figures imply. Care leavers and open assessments are not published at
 * local level: open assessments follow from completions a year × their mean length, care leavers are
 * the rest, held between a quarter of and a tenth more than the children looked after.
 */
export function stockOf(figures: Figures, shares: { unallocated: number; phantom: number }): Stock {
  const open = figures.openEpisodes
  const lookedAfter = Math.min(figures.lookedAfter, Math.floor(open * 0.45))
  const onPlan = Math.min(figures.protectionPlans, Math.floor(open * 0.3))
  const lookedAfterOnPlan = Math.min(Math.round(onPlan * 0.03), lookedAfter)
  const protection = onPlan - lookedAfterOnPlan
  let needPlan = Math.min(figures.needPlans, Math.floor(open * 0.45))
  let referral = Math.min(figures.awaitingAssessment, Math.floor(open * 0.15))
  let openAssessment = Math.round((figures.assessments * meanAssessmentDays(figures)) / 365)
  let careLeaver = open - lookedAfter - protection - needPlan - referral - openAssessment
  const least = Math.round(lookedAfter * 0.25)
  const most = Math.round(lookedAfter * 1.1)
  if (careLeaver > most) {
    openAssessment += careLeaver - most
    careLeaver = most
  }
  if (careLeaver < least) {
    let missing = least - careLeaver
    const give = (available: number): number => {
      const given = Math.max(0, Math.min(missing, available))
      missing -= given
      return given
    }
    openAssessment -= give(Math.floor(openAssessment * 0.6))
    needPlan -= give(Math.floor(needPlan * 0.8))
    referral -= give(referral)
    openAssessment -= give(openAssessment)
    needPlan -= give(needPlan)
    careLeaver = least - missing
  }
  const unallocated = Math.round(open * shares.unallocated)
  const phantom = Math.round(open * shares.phantom)
  const heldBySocialWorkers = Math.max(1, Math.min(figures.cases, open - unallocated - phantom))
  const others = open - unallocated - phantom - heldBySocialWorkers
  const heldByAdvisers = Math.min(others, Math.round(careLeaver * 0.85))
  return {
    referral,
    openAssessment,
    needPlan,
    protection,
    lookedAfter,
    lookedAfterOnPlan,
    careLeaver,
    heldBySocialWorkers,
    heldByAdvisers,
    heldBySupport: others - heldByAdvisers,
    unallocated,
    phantom,
  }
}
