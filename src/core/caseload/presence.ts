import { addDays, byText, daysBetween } from '../../kit/index.ts'
import type { IsoDate } from '../../kit/index.ts'
import type { Holder, PersonRecord, ReductionReason } from '../model/index.ts'

/** Why a named person cannot hold a case on the day. */
export type Unable = Extract<Holder, { kind: 'phantom' }>['why']

/** An absence of four weeks or more is long: the work needs another worker, not a colleague's eye. */
export const LONG_ABSENCE_DAYS = 28

const LONG_ABSENCE: ReadonlySet<ReductionReason> = new Set<ReductionReason>([
  'sickness',
  'long-sickness',
  'maternity-paternity-adoption',
  'secondment',
  'suspension',
  'career-break',
])

/** Reasons that speak of a long absence by themselves, where only one day is known. */
const LONG_BY_NATURE: ReadonlySet<ReductionReason> = new Set<ReductionReason>([
  'long-sickness',
  'maternity-paternity-adoption',
  'secondment',
  'suspension',
  'career-break',
])

const MANAGERS = new Set<PersonRecord['role']>(['team-manager', 'middle-manager', 'senior-manager'])

/**
 * null where the person can hold cases on the day, else the first of: the contract or role ended on
 * or before it, a long absence is in force, the role is a manager's.
 */
export function unableOn(person: PersonRecord, on: IsoDate): Unable | null {
  if (person.contractEnd !== null && person.contractEnd <= on) {
    return person.contract === 'agency' ? 'contract-ended' : 'left'
  }
  if (isLongAway(person, on)) return 'long-absence'
  return MANAGERS.has(person.role) ? 'manager' : null
}

/**
 * Long absence in force on the day: an unbroken run of reductions of 100 % for sickness, parental
 * leave, secondment, suspension or a career break that covers the day and lasts 28 days or more.
 * One without an end counts as long from its first day, unless it is plain sickness, which counts
 * once 28 days have passed. Away on a census day for such a reason (plain sickness apart) counts
 * for the 28 days from that day where no dated reduction is known.
 */
export function isLongAway(person: PersonRecord, on: IsoDate): boolean {
  const away = person.reductions
    .filter((r) => LONG_ABSENCE.has(r.reason) && 'percent' in r.amount && r.amount.percent >= 100)
    .sort((a, b) => byText(a.from, b.from))
  let from: IsoDate | null = null
  let to: IsoDate | null = null
  let openEnded = false
  let lasting = false
  const covers = (): boolean => {
    if (from === null || from > on || (!openEnded && (to === null || to < on))) return false
    if (openEnded && lasting) return true
    const last = openEnded || to === null ? on : to
    return daysBetween(from, last) + 1 >= LONG_ABSENCE_DAYS
  }
  for (const reduction of away) {
    const joins = from !== null && (openEnded || (to !== null && reduction.from <= addDays(to, 1)))
    if (!joins) {
      if (covers()) return true
      from = reduction.from
      to = null
      openEnded = false
      lasting = false
    }
    if (reduction.to === null) {
      openEnded = true
      lasting ||= LONG_BY_NATURE.has(reduction.reason)
    } else if (to === null || reduction.to > to) to = reduction.to
  }
  if (covers()) return true
  const census = person.absence
  if (census === null || person.reductions.length > 0 || !LONG_BY_NATURE.has(census.reason))
    return false
  const since = daysBetween(census.on, on)
  return since >= 0 && since < LONG_ABSENCE_DAYS
}
