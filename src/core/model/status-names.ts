import type { CaseStatus } from './caseload.ts'

/** A status as a sum or a sentence names it, in the middle of a line. */
export const statusNames: Readonly<Record<CaseStatus, string>> = {
  'looked-after': 'looked after',
  'child-protection-plan': 'child protection plan',
  'child-in-need-plan': 'child in need plan',
  'open-assessment': 'open assessment',
  referral: 'referral',
  'care-leaver': 'care leaver',
  untyped: 'untyped case',
}
