import type { Case, CaseStatus, Role } from '../model/index.ts'

/**
 * Work that only a registered social worker may lead: section 47 enquiries, child protection plans
 * and children in care (Working Together to Safeguard Children, 2023; Care Planning, Placement and
 * Case Review (England) Regulations 2010). A child in need plan may be led by another practitioner
 * (Working Together, 2023); a personal adviser supports care leavers (Children Act 1989, schedule 2,
 * paragraph 19C).
 */
const MAY_LEAD: Partial<Record<Role, { statuses: ReadonlySet<CaseStatus>; rule: string }>> = {
  'personal-adviser': {
    statuses: new Set<CaseStatus>(['care-leaver']),
    rule: 'a personal adviser holds care leavers alone',
  },
  'family-support': {
    statuses: new Set<CaseStatus>(['child-in-need-plan']),
    rule: 'a family support worker holds children in need alone',
  },
}

/** Why a role may not take these cases over; null where it may. An unknown role may. */
export function roleRefusal(role: Role | null, cases: readonly Case[]): string | null {
  const limit = role === null ? undefined : MAY_LEAD[role]
  if (!limit) return null
  return cases.every((of) => limit.statuses.has(of.status) && !of.flags.includes('enquiry-open'))
    ? null
    : limit.rule
}
