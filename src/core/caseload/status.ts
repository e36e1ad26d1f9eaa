import type { IsoDate } from '../../kit/index.ts'
import { addWorkingDays, ASSESSMENT_WORKING_DAYS } from '../calendar/index.ts'
import type { CaseFlag, CaseStatus, ChildRecord } from '../model/index.ts'
import type { RowOf } from './lists.ts'
import { isOpen, latestRows, startOf } from './rows.ts'
import type { ChildRows } from './rows.ts'

/** The day asked about, and what follows from it for every child. */
export interface Day {
  on: IsoDate
  /** A referral before this day is more than 45 working days old. */
  oldestReferral: IsoDate
}

export const dayOf = (on: IsoDate): Day => ({
  on,
  oldestReferral: addWorkingDays(on, -ASSESSMENT_WORKING_DAYS),
})

/** The rows of one child that are open on the day, and what they make of the child. */
export interface Standing {
  /** null where the child has no case on the day. */
  status: CaseStatus | null
  /** The row that set the status: worker and team come from it. null with no case. */
  row: ChildRecord | null
  /** Day the status began, as that list says it. */
  since: IsoDate | null
  /** Sorted; empty where the child has no case. */
  flags: CaseFlag[]
  care: RowOf<'care-period'> | null
  plan: RowOf<'protection-plan'> | null
  need: RowOf<'need-episode'> | null
  assessment: RowOf<'assessment'> | null
  enquiry: RowOf<'enquiry'> | null
  adoption: RowOf<'adoption'> | null
  earlyHelp: RowOf<'early-help'> | null
  /** What became of the latest referral. */
  referral: 'none' | 'case' | 'too-old' | 'answered'
  /** List 6 says closed on the day. */
  needClosed: boolean
}

const openOne = <T extends ChildRecord>(row: T | null, on: IsoDate): T | null =>
  row !== null && isOpen(row, on) ? row : null

/** Eligibility a) to c) of list 9. */
export const isEntitled = (leaver: RowOf<'care-leaver'> | null): boolean =>
  leaver?.eligibility === 'relevant' ||
  leaver?.eligibility === 'former-relevant' ||
  leaver?.eligibility === 'qualifying'

/**
 * A child's status on a day. The first that holds:
 * 1 looked after (list 8), 2 child protection plan (list 7), 3 child in need plan (list 6 status c),
 * 4 open assessment (list 6 status d, or list 4), then an open list 6 row that none of these
 * explains (untyped), 5 referral (list 3), 6 care leaver (list 9), 7 early help, 8 closed.
 * A closure in list 6 wins over 3 and 4, not over 1 and 2.
 */
export function standingOf(rows: ChildRows, day: Day): Standing {
  const { on } = day
  const need = openOne(rows.need, on)
  const standing: Standing = {
    status: null,
    row: null,
    since: null,
    flags: [],
    care: openOne(rows.care, on),
    plan: openOne(rows.plan, on),
    need,
    assessment: openOne(rows.assessment, on),
    enquiry: openOne(rows.enquiry, on),
    adoption: openOne(rows.adoption, on),
    earlyHelp: openOne(rows.earlyHelp, on),
    referral: referralOf(rows, day),
    needClosed: rows.need !== null && need === null,
  }
  setStatus(standing, rows)
  if (standing.status !== null) standing.flags = flagsOf(standing, rows)
  return standing
}

function setStatus(standing: Standing, rows: ChildRows): void {
  const { care, plan, need, assessment } = standing
  const { leaver, referral } = rows
  if (care) set(standing, 'looked-after', care)
  else if (plan) set(standing, 'child-protection-plan', plan)
  else if (need?.status === 'child-in-need-plan') set(standing, 'child-in-need-plan', need)
  else if (isAssessing(standing)) {
    const row = need ?? assessment
    if (row) set(standing, 'open-assessment', row)
    if (assessment) standing.since = assessment.start
  } else if (need) set(standing, 'untyped', need)
  else if (standing.referral === 'case' && referral) set(standing, 'referral', referral)
  else if (leaver && isEntitled(leaver)) set(standing, 'care-leaver', leaver)
  else if (leaver?.eligibility === null) set(standing, 'untyped', leaver)
}

function set(standing: Standing, status: CaseStatus, row: ChildRecord): void {
  standing.status = status
  standing.row = row
  standing.since = startOf(row)
}

/** Rule 4, before a plan is looked at; a closure in list 6 wins over it. */
const isAssessing = ({ need, needClosed, assessment }: Standing): boolean =>
  !needClosed && (need?.status === 'open-assessment' || assessment !== null)

function flagsOf(standing: Standing, rows: ChildRows): CaseFlag[] {
  const flags: CaseFlag[] = []
  if (standing.adoption) flags.push('adoption')
  if (isEntitled(rows.leaver)) flags.push('care-leaver')
  if (standing.need?.status === 'child-in-need-plan') flags.push('child-in-need-plan')
  if (standing.plan) flags.push('child-protection-plan')
  if (isDisabled(rows) === true) flags.push('disability')
  if (standing.earlyHelp) flags.push('early-help')
  if (standing.enquiry) flags.push('enquiry-open')
  if (standing.care) flags.push('looked-after')
  if (isAssessing(standing)) flags.push('open-assessment')
  return flags
}

/** Disability as any of the child's rows says it: yes wins over no, no over unknown. */
export function isDisabled(rows: ChildRows): boolean | null {
  let said: boolean | null = null
  for (const { disability } of latestRows(rows)) {
    if (disability === true) return true
    if (disability === false) said = false
  }
  return said
}

/**
 * A referral counts while nobody has answered it: not NFA, no assessment or episode since, and 45
 * working days old at most. A blank date cannot be too old.
 */
function referralOf({ referral, assessment, need }: ChildRows, day: Day): Standing['referral'] {
  if (!referral) return 'none'
  if (referral.noFurtherAction === true) return 'answered'
  const { date } = referral
  if (assessment && notBefore(assessment.start, assessment.authorised, date)) return 'answered'
  if (need && notBefore(need.start, need.closed, date)) return 'answered'
  return date === null || date >= day.oldestReferral ? 'case' : 'too-old'
}

/** Whether work began on or after the referral; with a blank start, whether it can have. */
function notBefore(start: IsoDate | null, end: IsoDate | null, referral: IsoDate | null): boolean {
  if (referral === null) return true
  return start === null ? end === null || end >= referral : start >= referral
}
