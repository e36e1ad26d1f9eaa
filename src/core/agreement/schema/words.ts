export const caseStatuses = [
  'looked-after',
  'child-protection-plan',
  'child-in-need-plan',
  'open-assessment',
  'referral',
  'care-leaver',
  'untyped',
] as const

export const caseFlags = [
  'looked-after',
  'child-protection-plan',
  'child-in-need-plan',
  'open-assessment',
  'enquiry-open',
  'care-leaver',
  'adoption',
  'disability',
  'early-help',
] as const

export const roles = [
  'social-worker',
  'senior-practitioner',
  'team-manager',
  'middle-manager',
  'senior-manager',
  'personal-adviser',
  'family-support',
  'qualified-without-cases',
  'other',
] as const

/** In the order in which the page lists them. */
export const reductionReasons = [
  'long-sickness',
  'maternity-paternity-adoption',
  'secondment',
  'suspension',
  'career-break',
  'sickness',
  'annual-leave',
  'phased-return',
  'disability-adjustment',
  'pregnancy',
  'student',
  'asye-assessor',
  'supervision-of-others',
  'duty',
  'court-duty',
  'training',
  'union-facility-time',
  'business-support-work',
  'other-agreed',
] as const
