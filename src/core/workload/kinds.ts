import type { Case } from '../model/index.ts'

/** What a page groups a worker's load by. */
export type KindOfWork =
  | 'court'
  | 'child-protection'
  | 'in-care'
  | 'child-in-need'
  | 'assessment'
  | 'care-leaver'
  | 'other'

/** In the order in which charts stack them: the most pressing first. */
export const kindsOfWork: readonly KindOfWork[] = [
  'court',
  'child-protection',
  'in-care',
  'child-in-need',
  'assessment',
  'care-leaver',
  'other',
]

const byStatus: Record<Case['status'], KindOfWork> = {
  'looked-after': 'in-care',
  'child-protection-plan': 'child-protection',
  'child-in-need-plan': 'child-in-need',
  'open-assessment': 'assessment',
  referral: 'assessment',
  'care-leaver': 'care-leaver',
  untyped: 'other',
}

/** One kind a case: court work before anything else, then by primary status. */
export const kindOfWork = (of: Pick<Case, 'status' | 'courtStage'>): KindOfWork =>
  of.courtStage === 'care-proceedings' || of.courtStage === 'pre-proceedings'
    ? 'court'
    : byStatus[of.status]
