import { addMonths, longDate, type IsoDate } from '../../kit/index.ts'
import type { Cover } from '../model/index.ts'

/**
 * Department for Education, “Child and family social workers: agency rules”, statutory guidance for
 * local authorities in England, published September 2024: for new assignments from 31 October 2024,
 * for all from 1 October 2025. Regional price caps and project teams are not checked: no file that
 * Fairload reads holds a region's caps.
 */
export const AGENCY_RULES_SOURCE = {
  title: 'Child and family social workers: agency rules (Department for Education, 2024)',
  address:
    'https://www.gov.uk/government/publications/child-and-family-social-workers-agency-rules',
} as const

const NEW_ASSIGNMENTS = '2024-10-31' as IsoDate
const ALL_ASSIGNMENTS = '2025-10-01' as IsoDate
const EXPERIENCE_MONTHS = 36
const COOL_OFF_MONTHS = 3
const NOTICE_WEEKS = 4
const REFERENCES = 2

export type AgencyRule = 'experience' | 'cool-off' | 'notice' | 'references'

export interface AgencyCheck {
  rule: AgencyRule
  /** What the guidance asks, in a sentence. */
  asks: string
  /** `not-yet`: the assignment began before the rules and the day lies before they hold for all. */
  outcome: 'met' | 'not-met' | 'not-known' | 'not-yet'
  /** Why: what the files say, or which column of the posts file would say it. */
  why: string
}

const asks: Record<AgencyRule, string> = {
  experience:
    'At least three years since qualifying in direct employment of an English authority’s children’s services',
  'cool-off':
    'No assignment within three months of leaving a permanent post of this or another authority of the region',
  notice: 'Four weeks’ notice, or as permanent staff have it where that is less',
  references: 'At least two detailed, practice-based references',
}

/**
 * One agency social worker against the rules that the files can speak of. Nothing is guessed: what no
 * cell says is not known, with the column that would say it.
 * @param cover the posts file's row for them; null where it has none.
 */
export function agencyChecks(cover: Cover | null, on: IsoDate): AgencyCheck[] {
  const holds =
    on >= ALL_ASSIGNMENTS ||
    (on >= NEW_ASSIGNMENTS &&
      cover !== null &&
      cover.from !== null &&
      cover.from >= NEW_ASSIGNMENTS)
  return rules.map(([rule, check]) => ({
    rule,
    asks: asks[rule],
    ...(holds
      ? check(cover)
      : {
          outcome: 'not-yet' as const,
          why: `The rules hold for assignments from ${longDate(NEW_ASSIGNMENTS)}, and for all from ${longDate(ALL_ASSIGNMENTS)}.`,
        }),
  }))
}

type Said = Pick<AgencyCheck, 'outcome' | 'why'>
type Facts = Parameters<typeof agencyChecks>[0]

const met = (why: string): Said => ({ outcome: 'met', why })
const notMet = (why: string): Said => ({ outcome: 'not-met', why })
const missing = (...columns: string[]): Said => ({
  outcome: 'not-known',
  why: `Add to the posts file: ${columns.join(' and ')}.`,
})

const years = (months: number): string => {
  const rest = months % 12
  const whole = `${Math.floor(months / 12)} years`
  return rest === 0 ? whole : `${whole} ${rest} months`
}

const rules: readonly (readonly [AgencyRule, (cover: Facts) => Said])[] = [
  [
    'experience',
    (cover) => {
      const months = cover?.experienceMonths ?? null
      if (months === null) return missing('“Years in children’s services”')
      return months >= EXPERIENCE_MONTHS
        ? met(years(months))
        : notMet(`${years(months)} when the cover began`)
    },
  ],
  [
    'cool-off',
    (cover) => {
      const left = cover?.leftPermanent ?? null
      if (cover === null || left === null) return missing('“Left a permanent post in the region”')
      if (left === 'never') return met('Left no permanent post in the region')
      if (cover.from === null) return missing('“Cover from”')
      const free = addMonths(left, COOL_OFF_MONTHS)
      const said = `Left on ${longDate(left)}, began on ${longDate(cover.from)}`
      if (cover.from >= free) return met(said)
      // The guidance lets somebody back at once after redundancy, or after leaving in probation.
      if (cover.leftBecause === 'redundancy') return met(`${said}, after redundancy`)
      if (cover.leftBecause === 'probation') return met(`${said}, having left in probation`)
      return cover.leftBecause === null
        ? missing('“Why they left it” (redundancy and probation are exempt)')
        : notMet(said)
    },
  ],
  [
    'notice',
    (cover) => {
      const weeks = cover?.noticeWeeks ?? null
      const permanent = cover?.permanentNoticeWeeks ?? null
      if (weeks === null) return missing('“Notice of the cover in weeks”')
      if (weeks > NOTICE_WEEKS) return notMet(`${weeks} weeks, more than four`)
      if (permanent === null)
        return weeks === NOTICE_WEEKS
          ? met('4 weeks')
          : missing('“Notice of permanent staff in weeks”')
      const asked = Math.min(NOTICE_WEEKS, permanent)
      const said = `${weeks} of ${asked} weeks`
      return weeks === asked ? met(said) : notMet(said)
    },
  ],
  [
    'references',
    (cover) => {
      const taken = cover?.references ?? null
      if (taken === null) return missing('“Detailed references”')
      const said = `${taken} taken up`
      return taken >= REFERENCES ? met(said) : notMet(`${said}, of ${REFERENCES} at least`)
    },
  ],
]
