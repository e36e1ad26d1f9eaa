import type { IsoDate } from '../../kit/index.ts'
import { ASSESSMENT_WORKING_DAYS, workingDaysBetween } from '../calendar/index.ts'
import type { CaseFlag, CaseStatus, ChildRecord } from '../model/index.ts'
import type { RowOf } from './lists.ts'
import { isOpen, startOf } from './rows.ts'
import type { ChildRows } from './rows.ts'

/** The rows of one child that are open on the day, and what they make of the child. */
export interface Standing {
  /** null where the child has no case on the day. */
  status: CaseStatus | null
  /** The row that set the status: worker and team come from it. null with no case. */
  row: ChildRecord | null
  /** Day the status began, as that list says it. */
  since: IsoDate | null
  /** Sorted. */
  flags: CaseFlag[]
  open: OpenRows
  /** What became of the latest referral. */
  referral: 'none' | 'case' | 'too-old' | 'answered'
  /** List 6 says closed on the day. */
  needClosed: boolean
  earlyHelpOpen: boolean
}

export interface OpenRows {
  care: RowOf<'care-period'> | null
  plan: RowOf<'protection-plan'> | null
  need: RowOf<'need-episode'> | null
  assessment: RowOf<'assessment'> | null
  enquiry: RowOf<'enquiry'> | null
  adoption: RowOf<'adoption'> | null
}

const openOne = <T extends ChildRecord>(row: T | undefined, on: IsoDate): T | null =>
  row !== undefined && isOpen(row, on) ? row : null

/** Eligibility a) to c) of list 9. */
const ENTITLED = new Set(['relevant', 'former-relevant', 'qualifying'])

/**
 * A child's status on a day. The first that holds:
 * 1 looked after (list 8), 2 child protection plan (list 7), 3 child in need plan (list 6 status c),
 * 4 open assessment (list 6 status d, or list 4), then an open list 6 row that none of these
 * explains (untyped), 5 referral (list 3), 6 care leaver (list 9), 7 early help, 8 closed.
 * A closure in list 6 wins over 3 and 4, not over 1 and 2.
 */
export function standingOf(rows: ChildRows, on: IsoDate): Standing {
  const { latest } = rows
  const open: OpenRows = {
    care: openOne(latest['care-period'], on),
    plan: openOne(latest['protection-plan'], on),
    need: openOne(latest['need-episode'], on),
    assessment: openOne(latest.assessment, on),
    enquiry: openOne(latest.enquiry, on),
    adoption: openOne(latest.adoption, on),
  }
  const needClosed = latest['need-episode'] !== undefined && open.need === null
  const assessing =
    !needClosed && (open.need?.status === 'open-assessment' || open.assessment !== null)
  const leaver = latest['care-leaver']
  const entitled = leaver !== undefined && ENTITLED.has(leaver.eligibility ?? '')
  const earlyHelpOpen = openOne(latest['early-help'], on) !== null

  const flags: CaseFlag[] = []
  if (open.adoption) flags.push('adoption')
  if (entitled) flags.push('care-leaver')
  if (open.need?.status === 'child-in-need-plan') flags.push('child-in-need-plan')
  if (open.plan) flags.push('child-protection-plan')
  if (isDisabled(rows) === true) flags.push('disability')
  if (earlyHelpOpen) flags.push('early-help')
  if (open.enquiry) flags.push('enquiry-open')
  if (open.care) flags.push('looked-after')
  if (assessing) flags.push('open-assessment')

  const referral = referralOf(rows, on)
  const base = { flags, open, referral, needClosed, earlyHelpOpen }
  const is = (status: CaseStatus, row: ChildRecord, since = startOf(row)): Standing => ({
    ...base,
    status,
    row,
    since,
  })

  if (open.care) return is('looked-after', open.care)
  if (open.plan) return is('child-protection-plan', open.plan)
  if (open.need?.status === 'child-in-need-plan') return is('child-in-need-plan', open.need)
  if (assessing) {
    const row = open.need ?? open.assessment
    if (row) return is('open-assessment', row, startOf(open.assessment ?? row))
  }
  if (open.need) return is('untyped', open.need)
  if (referral === 'case' && latest.referral) return is('referral', latest.referral)
  if (leaver && entitled) return is('care-leaver', leaver)
  if (leaver && leaver.eligibility === null) return is('untyped', leaver)
  return { ...base, status: null, row: null, since: null }
}

/** Disability as any of the child's rows says it: yes wins over no, no over unknown. */
export function isDisabled(rows: ChildRows): boolean | null {
  let said: boolean | null = null
  for (const kind in rows.latest) {
    const value = rows.latest[kind as keyof ChildRows['latest']]?.disability ?? null
    if (value === true) return true
    if (value === false) said = false
  }
  return said
}

/**
 * A referral counts while nobody has answered it: not NFA, no assessment or episode since, and 45
 * working days old at most. A blank date cannot be too old.
 */
function referralOf(rows: ChildRows, on: IsoDate): Standing['referral'] {
  const referral = rows.latest.referral
  if (!referral) return 'none'
  if (referral.noFurtherAction === true) return 'answered'
  const { assessment } = rows.latest
  const need = rows.latest['need-episode']
  if (assessment && notBefore(assessment.start, assessment.authorised, referral.date))
    return 'answered'
  if (need && notBefore(need.start, need.closed, referral.date)) return 'answered'
  if (referral.date === null) return 'case'
  return workingDaysBetween(referral.date, on) <= ASSESSMENT_WORKING_DAYS ? 'case' : 'too-old'
}

/** Whether work began on or after the referral; with a blank start, whether it can have. */
function notBefore(start: IsoDate | null, end: IsoDate | null, referral: IsoDate | null): boolean {
  if (referral === null) return true
  return start === null ? end === null || end >= referral : start >= referral
}
