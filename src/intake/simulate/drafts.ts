import type { AbuseCategory, Figures } from './model.ts'
import type { Random } from './random.ts'

/** An episode in whole days counted from its referral: shifted to its place in time once that is known. */
export interface Draft {
  outcome: 'no-action' | 'not-in-need' | 'services'
  started: boolean
  closed: number | null
  closureReason: string | null
  assessments: { start: number; authorised: number | null }[]
  enquiries: {
    start: number
    decided: number | null
    needed: boolean | null
    conference: number | null
    ledToPlan: boolean | null
  }[]
  needPlans: { start: number; end: number | null }[]
  protectionPlans: { start: number; end: number | null; category: AbuseCategory }[]
  care: { start: number; ceased: number | null; reason: string | null }[]
}

const empty = (outcome: Draft['outcome']): Draft => ({
  outcome,
  started: true,
  closed: null,
  closureReason: null,
  assessments: [],
  enquiries: [],
  needPlans: [],
  protectionPlans: [],
  care: [],
})

const bands = [
  ['days0', 0, 0],
  ['days1to10', 1, 10],
  ['days11to20', 11, 20],
  ['days21to30', 21, 30],
  ['days31to40', 31, 40],
  ['days41to45', 41, 45],
  ['days46to50', 46, 50],
  ['days51to60', 51, 60],
  ['days61', 61, 110],
] as const

/** Lengths and shares that follow the published figures of one authority. */
export class Paths {
  private readonly random: Random
  private readonly figures: Figures
  private readonly planDays: number
  private readonly waitDays: number

  constructor(random: Random, figures: Figures) {
    this.random = random
    this.figures = figures
    const years = figures.needPlans / Math.max(1, figures.needPlanStarts)
    this.planDays = Math.min(400, Math.max(90, years * 365))
    // Those waiting on a day ÷ those who come in a day is how long each waits.
    const wait = (figures.awaitingAssessment * 365) / Math.max(1, figures.referrals)
    this.waitDays = Math.min(14, Math.max(0.5, wait))
  }

  /** Days from start to authorisation, by the published bands; longer ones more often where asked. */
  assessmentDays(lengthBiased = false): number {
    const [low, high] = this.random.weighted(
      bands.map(([band, from, to]) => {
        const weight = Math.max(this.figures[band], 0) + 0.01
        return [[from, to] as const, lengthBiased ? weight * (from + to + 1) : weight] as const
      }),
    )
    return this.random.int(low, high)
  }

  /** Days that an open plan has run so far, by the published bands. */
  protectionDaysSoFar(): number {
    const f = this.figures
    const [low, high] = this.random.weighted([
      [[0, 91], f.planTo3Months + 0.01],
      [[92, 182], f.planTo6Months + 0.01],
      [[183, 364], f.planTo1Year + 0.01],
      [[365, 729], f.planTo2Years],
      [[730, 1100], f.planOver2Years],
    ] as const)
    return this.random.int(low, high)
  }

  private toAssessment(): number {
    return this.random.days(this.waitDays, 40)
  }

  abuse(): AbuseCategory {
    return this.random.weighted([
      ['NEG', 50],
      ['EMO', 36],
      ['PHY', 8],
      ['SAB', 4],
      ['MUL', 2],
    ] as const)
  }

  /** A referral that nothing has followed yet; its age in days is its length. */
  openReferral(): { draft: Draft; length: number } {
    const length = this.random.days(this.waitDays, 40)
    return { draft: { ...empty('services'), started: false }, length }
  }

  openAssessment(): { draft: Draft; length: number } {
    const start = this.toAssessment()
    const length = start + this.random.int(0, this.assessmentDays(true))
    const draft = empty('services')
    draft.assessments.push({ start, authorised: null })
    if (this.random.chance(0.18)) {
      const begun = this.random.int(start, length)
      const decided = begun + this.random.int(3, 15)
      const known = decided <= length
      const needed = known ? this.random.chance(0.2) : null
      const conference = needed === true ? decided + this.random.int(3, 10) : null
      const held = conference !== null && conference <= length
      draft.enquiries.push({
        start: begun,
        decided: known ? decided : null,
        needed,
        conference: held ? conference : null,
        ledToPlan: held ? false : null,
      })
    }
    return { draft, length }
  }

  /** First assessment authorised by `until` at the latest; gives the day it ended. */
  private assessed(draft: Draft, from: number, most: number): number {
    const start = from + this.toAssessment()
    const authorised = start + Math.min(this.assessmentDays(), most)
    draft.assessments.push({ start, authorised })
    return authorised
  }

  private enquired(draft: Draft, begun: number): number {
    const conference = begun + this.random.int(9, 15)
    draft.enquiries.push({
      start: begun,
      decided: begun + this.random.int(2, 8),
      needed: true,
      conference,
      ledToPlan: true,
    })
    return conference
  }

  openNeedPlan(): { draft: Draft; length: number } {
    const draft = empty('services')
    const plan = this.assessed(draft, 0, 110) + this.random.int(0, 10)
    draft.needPlans.push({ start: plan, end: null })
    const length = plan + this.random.days(this.planDays, 1400)
    if (this.random.chance(0.06) && length - plan > 60)
      draft.assessments.push({ start: length - this.random.int(0, 35), authorised: null })
    return { draft, length }
  }

  openProtection(): { draft: Draft; length: number } {
    const draft = empty('services')
    const start = this.toProtection(draft)
    draft.protectionPlans.push({ start, end: null, category: this.abuse() })
    const length = start + this.protectionDaysSoFar()
    if (this.random.chance(0.04) && length - start > 60)
      draft.assessments.push({ start: length - this.random.int(0, 35), authorised: null })
    return { draft, length }
  }

  /** Assessment, sometimes a plan for a child in need, an enquiry and its conference. */
  private toProtection(draft: Draft): number {
    let from = this.assessed(draft, 0, 45)
    if (this.random.chance(0.3)) {
      const start = from + this.random.int(0, 8)
      const end = start + this.random.int(50, 300)
      from = end - this.random.int(9, 12)
      const conference = this.enquired(draft, from)
      draft.needPlans.push({ start, end: conference })
      return conference
    }
    const first = draft.assessments[0]
    return this.enquired(draft, first ? this.random.int(first.start, from) : from)
  }

  /** A child in care; `onPlan` keeps the protection plan open beside it. */
  openCare(uasc: boolean, onPlan: boolean): { draft: Draft; length: number } {
    const draft = empty('services')
    const start = this.toCare(draft, uasc, onPlan)
    const soFar = uasc ? this.random.days(400, 1000) : this.random.days(1050, 5600)
    draft.care.push({ start, ceased: null, reason: null })
    const length = start + (onPlan ? Math.min(soFar, 90) : soFar)
    for (const plan of draft.protectionPlans) {
      if (onPlan) plan.end = null
      else if (plan.end !== null && plan.end > length) plan.end = length
    }
    if (this.random.chance(0.04) && length - start > 60)
      draft.assessments.push({ start: length - this.random.int(0, 35), authorised: null })
    return { draft, length }
  }

  private toCare(draft: Draft, uasc: boolean, onPlan: boolean): number {
    if (uasc) {
      draft.assessments.push({ start: 0, authorised: this.random.int(10, 40) })
      return 0
    }
    if (onPlan || this.random.chance(0.45)) {
      const plan = this.toProtection(draft)
      const start = plan + this.random.int(30, 400)
      draft.protectionPlans.push({
        start: plan,
        end: start + this.random.int(0, 60),
        category: this.abuse(),
      })
      return start
    }
    const authorised = this.assessed(draft, 0, 45)
    if (this.random.chance(0.5)) {
      const start = authorised + this.random.int(0, 8)
      const end = start + this.random.int(30, 250)
      draft.needPlans.push({ start, end })
      return end
    }
    return draft.assessments[0]?.start ?? 0
  }

  noAction(): Draft {
    return { ...empty('no-action'), started: false, closed: this.random.int(0, 2) }
  }

  notInNeed(): Draft {
    const draft = empty('not-in-need')
    draft.closed = this.assessed(draft, 0, 110) + this.random.int(0, 3)
    draft.closureReason = this.random.chance(0.3) ? 'RC9' : 'RC8'
    return draft
  }

  services(): Draft {
    const draft = empty('services')
    draft.closed = this.assessed(draft, 0, 110) + this.random.int(3, 35)
    draft.closureReason = this.closing()
    return draft
  }

  needPlanEnded(): Draft {
    const draft = empty('services')
    const start = this.assessed(draft, 0, 60) + this.random.int(0, 10)
    const end = start + 20 + this.random.days(this.planDays * 0.8, 500)
    draft.needPlans.push({ start, end })
    draft.closed = end + this.random.int(0, 5)
    draft.closureReason = this.closing()
    return draft
  }

  protectionEnded(): Draft {
    const draft = empty('services')
    const start = this.toProtection(draft)
    const end = start + 80 + this.random.days(170, 500)
    draft.protectionPlans.push({ start, end, category: this.abuse() })
    draft.closed = end + this.random.int(0, 5)
    if (this.random.chance(0.6)) {
      const stepped = end + this.random.int(50, 140)
      draft.needPlans.push({ start: end, end: stepped })
      draft.closed = stepped + this.random.int(0, 5)
    }
    draft.closureReason = this.closing()
    return draft
  }

  careEnded(meanDays: number): Draft {
    const draft = empty('services')
    const authorised = this.assessed(draft, 0, 45)
    const start = draft.assessments[0]?.start ?? 0
    const ceased = start + 5 + this.random.days(meanDays, 540)
    const reason = this.random.weighted([
      ['E4A', 45],
      ['E4B', 12],
      ['E45', 14],
      ['E8', 14],
      ['E3', 6],
      ['E11', 5],
      ['E5', 4],
    ] as const)
    draft.care.push({ start, ceased, reason })
    draft.closed = Math.max(ceased, authorised) + this.random.int(0, 30)
    draft.closureReason = reason === 'E45' ? 'RC4' : reason === 'E11' ? 'RC1' : 'RC7'
    return draft
  }

  private closing(): string {
    return this.random.weighted([
      ['RC7', 90],
      ['RC5', 7],
      ['RC3', 2],
      ['RC6', 1],
    ] as const)
  }
}
