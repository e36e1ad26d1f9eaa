import { addDays, count, daysBetween, type IsoDate } from '../../kit/index.ts'
import { lengthWords } from './clock.ts'
import type { Negotiation } from './meetings.ts'

/** A time in which the employer must consult, as the law or an agreement sets it. */
export interface Consultation {
  id: string
  from: IsoDate
  /** Days it must last; null where only its last day was said, or nothing. */
  days: number | null
  /** Its last day where one was said outright. */
  until: IsoDate | null
}

export interface ConsultationClock {
  lastDay: IsoDate | null
  /** Whole days since it began; never more than it has. */
  elapsed: number
  /** All its days; null where it has no end yet. */
  of: number | null
  isOver: boolean
  /** Days on which the employer met about it. Two meetings of one day are one. */
  daysMet: number
  minutes: number
  withoutLength: number
  cancelledByEmployer: number
}

/**
 * The days that have gone by beside those on which the employer met. Time that passes is not
 * consultation: only meetings that were held count, and only those about it.
 */
export function consultationOn(
  consultation: Consultation,
  meetings: readonly Negotiation[],
  on: IsoDate,
): ConsultationClock {
  const { from, days, until } = consultation
  const lastDay = until ?? (days === null ? null : addDays(from, days))
  const end = lastDay !== null && lastDay < on ? lastDay : on
  const within = meetings.filter((meeting) => meeting.on >= from && meeting.on <= end)
  const held = within.filter((meeting) => meeting.state === 'held')
  return {
    lastDay,
    elapsed: Math.max(0, daysBetween(from, end)),
    of: lastDay === null ? null : Math.max(0, daysBetween(from, lastDay)),
    isOver: lastDay !== null && on > lastDay,
    daysMet: new Set(held.map((meeting) => meeting.on)).size,
    minutes: held.reduce((sum, meeting) => sum + (meeting.minutes ?? 0), 0),
    withoutLength: held.filter((meeting) => meeting.minutes === null).length,
    cancelledByEmployer: within.filter((meeting) => meeting.cancelled?.by === 'employer').length,
  }
}

/** `31 of 45 days have gone by; the employer met on 2 of them, for 2 hours.` */
export function consultationWords(clock: ConsultationClock): string {
  const { elapsed, of, daysMet, minutes, withoutLength, cancelledByEmployer } = clock
  const days =
    of === null
      ? `${count(elapsed, 'day')} ${elapsed === 1 ? 'has' : 'have'} gone by`
      : `${elapsed} of ${count(of, 'day')} ${elapsed === 1 ? 'has' : 'have'} gone by`
  const long =
    minutes === 0 ? '' : `, for ${withoutLength > 0 ? 'at least ' : ''}${lengthWords(minutes)}`
  const met =
    daysMet === 0
      ? 'the employer met on none of them'
      : `the employer met on ${daysMet} of them${long}`
  const cancelled =
    cancelledByEmployer === 0 ? '' : ` It cancelled ${count(cancelledByEmployer, 'meeting')}.`
  return `${days}; ${met}.${cancelled}`
}
