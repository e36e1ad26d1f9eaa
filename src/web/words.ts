import { statusNames } from '../core/model/index.ts'
import { count, longDate, type IsoDate } from '../kit/index.ts'
import type {
  CaseFlag,
  CaseStatus,
  Holder,
  ReductionReason,
  Role,
  Totals,
  WeighedWorker,
  Workload,
} from '../core/model/index.ts'
import type { ImportState, KindOfWork } from '../council/index.ts'

/** How the pages say things. A word has one home, so that two pages never say it differently. */

export type AgreementInForce = Workload['agreement']

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** A status as a cell or a heading shows it. */
export const statusWords: Record<CaseStatus, string> = {
  'looked-after': capital(statusNames['looked-after']),
  'child-protection-plan': capital(statusNames['child-protection-plan']),
  'child-in-need-plan': capital(statusNames['child-in-need-plan']),
  'open-assessment': capital(statusNames['open-assessment']),
  referral: capital(statusNames.referral),
  'care-leaver': capital(statusNames['care-leaver']),
  untyped: 'Status not known',
}

export const flagWords: Record<CaseFlag, string> = {
  'looked-after': statusNames['looked-after'],
  'child-protection-plan': statusNames['child-protection-plan'],
  'child-in-need-plan': statusNames['child-in-need-plan'],
  'open-assessment': statusNames['open-assessment'],
  'enquiry-open': 'S47 enquiry in progress',
  'care-leaver': statusNames['care-leaver'],
  adoption: 'adoption decision',
  disability: 'disability',
  'early-help': 'early help',
}

export const roleWords: Record<Role, string> = {
  'social-worker': 'Social worker',
  'senior-practitioner': 'Senior practitioner',
  'team-manager': 'Team manager',
  'middle-manager': 'Middle manager',
  'senior-manager': 'Senior manager',
  'personal-adviser': 'Personal adviser',
  'family-support': 'Family support',
  'qualified-without-cases': 'Qualified, holds no cases',
  other: 'Other role',
}

export const reductionWords: Record<ReductionReason, string> = {
  'annual-leave': 'annual leave',
  sickness: 'sickness',
  'long-sickness': 'long sickness',
  'maternity-paternity-adoption': 'maternity, paternity or adoption leave',
  'phased-return': 'phased return',
  'disability-adjustment': 'disability adjustment',
  pregnancy: 'pregnancy',
  student: 'a student',
  'asye-assessor': 'assessing a newly qualified worker',
  'supervision-of-others': 'supervising others',
  duty: 'duty',
  'court-duty': 'court duty',
  training: 'training',
  'union-facility-time': 'trade union facility time',
  'business-support-work': 'business support work',
  secondment: 'secondment',
  suspension: 'suspension',
  'career-break': 'career break',
  'other-agreed': 'another agreed reason',
}

export const kindWords: Record<KindOfWork, string> = {
  court: 'Court',
  'child-protection': 'Child protection',
  'in-care': 'In care',
  'child-in-need': 'Child in need',
  assessment: 'Assessment',
  'care-leaver': 'Care leavers',
  other: 'Other',
}

export const importStateWords: Record<ImportState, string> = {
  received: 'Waiting to be read',
  reading: 'Being read',
  checked: 'Needs your decision',
  accepted: 'Accepted',
  refused: 'Refused',
  undone: 'Undone',
  failed: 'Could not be read',
}

/** What a file is, in the words of the people who make it. */
export const shapeWords = (shape: string): string =>
  ({
    'annex-a': 'Annex A',
    csww: 'workforce census',
    people: 'people file',
    families: 'families file',
    posts: 'posts file',
  })[shape] ?? shape

/** Why nobody who can hold a case holds it. */
export function whyWaiting(holder: Holder): string | null {
  switch (holder.kind) {
    case 'worker':
      return null
    case 'unallocated':
      return {
        blank: 'The worker cell is blank',
        placeholder: 'The worker cell holds a placeholder, not a person',
        'team-name': 'The worker cell holds a team’s name',
      }[holder.why]
    case 'phantom':
      return {
        left: 'In the name of a worker who has left',
        'contract-ended': 'In the name of a worker whose contract has ended',
        'long-absence': 'In the name of a worker who is away for long',
        manager: 'In the name of a manager, who holds no cases',
        'not-a-person': 'In a name that is no person’s',
      }[holder.why]
  }
}

/** `116%`. A share that rounds to nought but is not says so: `under 1%`. */
export function percent(basisPoints: number): string {
  const whole = Math.round(basisPoints / 100)
  if (whole === 0 && basisPoints > 0) return 'under 1%'
  return `${whole.toLocaleString('en-GB')}%`
}

/** What a worker's page and every list say where a percentage would stand. Never `0%` for want of capacity. */
export function utilisationWords(
  worker: Pick<WeighedWorker, 'utilisation' | 'state' | 'cases'>,
): string {
  if (worker.state === 'cannot-receive') return 'Cannot receive'
  if (worker.state === 'unknown' || worker.utilisation === null) return 'Capacity unknown'
  if (worker.cases === 0 && worker.utilisation === 0) return 'No cases'
  return percent(worker.utilisation)
}

export const standingWords: Record<WeighedWorker['standing'], string> = {
  within: 'Within the safe line',
  'over-safe': 'Over the safe line',
  'over-hard': 'Over the hard line',
  unknown: 'Capacity unknown',
}

/** The unit without its month: `hours` of `hours a month`. */
export const unitOf = (agreement: AgreementInForce): string => agreement.unit.split(' ')[0] ?? ''

// Made once: making a formatter costs a hundred times what using it does, and a page has hundreds.
const upToTwoPlaces = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 })
const twoPlaces = new Intl.NumberFormat('en-GB', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
})
const upToOnePlace = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })

/** A number with two places where it has them: `8.5`, `3`. */
export const decimal = (value: number): string => upToTwoPlaces.format(value)

/** A number of units as people read it: `128`, `14.5`; no unit. */
export const units = (grains: number, agreement: AgreementInForce): string =>
  decimal(grains / agreement.grainsPerUnit)

/** `128 hours`, `1 hour`, `32 points`. */
export function amount(grains: number, agreement: AgreementInForce): string {
  const unit = unitOf(agreement)
  const one = unit.endsWith('s') ? unit.slice(0, -1) : unit
  return `${units(grains, agreement)} ${grains === agreement.grainsPerUnit ? one : unit}`
}

/** `128 hours a month`, `32 points`. */
export const amountInFull = (grains: number, agreement: AgreementInForce): string =>
  `${units(grains, agreement)} ${agreement.unit}`

/** A capacity, or the words for not knowing it. */
export const capacityWords = (grains: number | null, agreement: AgreementInForce): string =>
  grains === null ? 'Unknown' : units(grains, agreement)

/** Hundredths of a unit with both places, so that a column of them lines up: `8.50`, `−3.00`. */
export function fixed(hundredths: number): string {
  const text = twoPlaces.format(Math.abs(hundredths) / 100)
  return hundredths < 0 ? `−${text}` : text
}

export const inHundredths = (grains: number, agreement: AgreementInForce): number =>
  (grains * 100) / agreement.grainsPerUnit

/** `Full time`, `0.6 of full time`. */
export function fte(millionths: number | null): string {
  if (millionths === null) return 'Not known'
  if (millionths === 1_000_000) return 'Full time'
  return `${decimal(millionths / 1_000_000)} of full time`
}

/** `3.2` from hundredths. */
export const tenths = (inHundredths: number): string => upToOnePlace.format(inHundredths / 100)

/** `3 Nov 2026`, for tables; never broken over two lines. */
export function shortDate(date: IsoDate): string {
  const [day, month, year] = longDate(date).split(' ')
  return `${day}\u00a0${month?.slice(0, 3)}\u00a0${year}`
}

const atTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

/** `3 November 2026 at 14:05`, in England. */
export const moment = (at: Date): string => atTime.format(at)

export const cases = (n: number): string => count(n, 'case')
export const children = (n: number): string => count(n, 'child', 'children')
export const workers = (n: number): string => count(n, 'worker')
export const people = (n: number): string => count(n, 'person', 'people')

/** `A`, `A and B`, `A, B and C`. */
export function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts[0] ?? ''
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}

/** `41 KB`, `1.2 MB`. */
export function bytes(n: number): string {
  if (n < 1024) return count(n, 'byte')
  if (n < 1_048_576) return `${Math.round(n / 1024)} KB`
  return `${(n / 1_048_576).toLocaleString('en-GB', { maximumFractionDigits: 1 })} MB`
}

/** Children whose case nobody who can hold it holds. */
export const waitingOf = (totals: Pick<Totals, 'unallocated' | 'phantom'>): number =>
  totals.unallocated + totals.phantom

/**
 * The sentence a service or team page opens with. Where no capacity is known it says so and makes
 * no claim about lines.
 */
export function headline(totals: Totals, where: 'service' | 'team'): string {
  const waiting = waitingOf(totals)
  const nobody =
    waiting === 0
      ? 'Every child has a worker who can see them.'
      : `${children(waiting)} ${waiting === 1 ? 'has' : 'have'} no worker who can see them.`
  const known = totals.workers - totals.capacityUnknown
  if (totals.workers === 0) {
    return where === 'team'
      ? `No worker is in this team. ${nobody}`
      : `No worker is named. ${nobody}`
  }
  if (known === 0) {
    return `Nobody’s capacity is known yet, so nobody can be called safe or overloaded: ${workers(totals.workers)} ${totals.workers === 1 ? 'holds' : 'hold'} ${cases(totals.allocated)}. ${nobody}`
  }
  const of =
    totals.capacityUnknown === 0
      ? workers(totals.workers)
      : `the ${workers(known)} whose capacity is known`
  const over =
    totals.overSafe === 0
      ? `None of ${of} is over the safe line.`
      : `${totals.overSafe} of ${of} ${totals.overSafe === 1 ? 'is' : 'are'} over the safe line.`
  return `${over} ${nobody}`
}
