import { statusNames } from '../../model/index.ts'
import {
  caseStatuses,
  type Agreement,
  type Evidence,
  type Lines,
  type ReductionRule,
  type RoleRule,
  type WeightRule,
} from '../schema/index.ts'

export const published = (source: string, note: string): Evidence => ({
  strength: 'published',
  source,
  note,
})
export const derived = (source: string | null, note: string): Evidence => ({
  strength: 'derived',
  source,
  note,
})
export const assumed = (note: string): Evidence => ({ strength: 'assumed', source: null, note })
export const blank = (note = ''): Evidence => ({ strength: 'blank', source: null, note })

/** One weight for each status, in the order of the model. */
export function weightsOf(
  of: Record<WeightRule['status'], [weight: number | null, evidence: Evidence]>,
): WeightRule[] {
  return caseStatuses.map((status) => ({
    status,
    name: statusNames[status],
    weight: of[status][0],
    evidence: of[status][1],
  }))
}

/** Every status weighs the same: a count of cases. */
export const oneEach = (evidence: Evidence): WeightRule[] =>
  caseStatuses.map((status) => ({ status, name: statusNames[status], weight: 1, evidence }))

export const unfilled = (note = ''): WeightRule[] =>
  caseStatuses.map((status) => ({
    status,
    name: statusNames[status],
    weight: null,
    evidence: blank(note),
  }))

const holdsCases = assumed(
  'Carries cases with the whole of the case time; agree otherwise by role.',
)
const holdsNone = assumed(
  'Holds no cases: a case in this name counts as unallocated work and no capacity is counted.',
)

export const usualRoles: RoleRule[] = [
  { role: 'social-worker', name: 'social worker', percent: 100, evidence: holdsCases },
  { role: 'senior-practitioner', name: 'senior practitioner', percent: 100, evidence: holdsCases },
  { role: 'team-manager', name: 'team manager', percent: 0, evidence: holdsNone },
  { role: 'middle-manager', name: 'middle manager', percent: 0, evidence: holdsNone },
  { role: 'senior-manager', name: 'senior manager', percent: 0, evidence: holdsNone },
  { role: 'personal-adviser', name: 'personal adviser', percent: 100, evidence: holdsCases },
  { role: 'family-support', name: 'family support worker', percent: 100, evidence: holdsCases },
  {
    role: 'qualified-without-cases',
    name: 'qualified social worker without cases',
    percent: 0,
    evidence: holdsNone,
  },
  { role: 'other', name: 'other role', percent: 100, evidence: holdsCases },
]

const mojShape: Evidence = {
  strength: 'assumed',
  source: null,
  note: 'The catalogue follows the shape of the Ministry of Justice reductions table (reason, percent or hours, expiry); how each reason counts is to be agreed.',
}

const reduction = (
  reason: ReductionRule['reason'],
  name: string,
  effect: ReductionRule['effect'],
  evidence: Evidence = mojShape,
): ReductionRule => ({ reason, name, effect, upToPercent: 100, evidence })

export const usualReductions: ReductionRule[] = [
  reduction('long-sickness', 'long sickness', 'away'),
  reduction('maternity-paternity-adoption', 'maternity, paternity or adoption leave', 'away'),
  reduction('secondment', 'secondment', 'away'),
  reduction('suspension', 'suspension', 'away'),
  reduction('career-break', 'career break', 'away'),
  reduction('sickness', 'sickness', 'as-entered'),
  reduction('annual-leave', 'annual leave', 'already-counted', {
    strength: 'assumed',
    source: null,
    note: 'The year’s leave is taken evenly in the leave line, so that a fortnight away is not taken twice.',
  }),
  reduction('phased-return', 'phased return', 'as-entered'),
  reduction('disability-adjustment', 'disability adjustment', 'as-entered'),
  reduction('pregnancy', 'pregnancy', 'as-entered'),
  reduction('student', 'student on placement', 'as-entered'),
  reduction('asye-assessor', 'ASYE assessor', 'as-entered'),
  reduction('supervision-of-others', 'supervision of others', 'as-entered'),
  reduction('duty', 'duty', 'as-entered'),
  reduction('court-duty', 'court duty', 'as-entered'),
  reduction('training', 'training', 'as-entered'),
  reduction('union-facility-time', 'union facility time', 'as-entered', {
    strength: 'assumed',
    source: null,
    note: 'Taken off up to the whole of the case time and never hidden.',
  }),
  reduction('business-support-work', 'business support work', 'as-entered'),
  reduction('other-agreed', 'other agreed reduction', 'as-entered'),
]

/** Without a leave line, leave entered as a reduction counts as entered. */
export const reductionsOfALoad: ReductionRule[] = usualReductions.map((of) =>
  of.reason === 'annual-leave' ? { ...of, effect: 'as-entered', evidence: mojShape } : of,
)

export const noHardLine = assumed(
  'The source sets no hard line; 110 % is Fairload’s default, after the Ministry of Justice (2021).',
)

export const linesAt = (
  safePercent: number,
  safeEvidence: Evidence,
  hardPercent: number,
  hardEvidence: Evidence,
): Lines => ({
  safePercent,
  safeEvidence,
  hardPercent,
  hardEvidence,
  sustainedWeeks: null,
  bands: [],
})

/** Capacity as a full load in proportion to the contract, with the usual roles and reductions. */
export const loadOf = (
  amount: number | null,
  evidence: Evidence,
  asye: Agreement['capacity']['asye'] = null,
): Agreement['capacity'] => ({
  fullTime: { kind: 'full-load', amount, weekHours: 37, evidence },
  roles: usualRoles,
  asye,
  standing: {
    supervision: true,
    duty: true,
    businessSupport: true,
    evidence: assumed(
      'Hours taken away become the same share of the load as they are of the contract’s hours (the Ministry of Justice rule: available = target × available hours ÷ contracted hours).',
    ),
  },
  reductions: reductionsOfALoad,
})
