import { addDays, byText, type IsoDate } from '../../kit/index.ts'
import { addWorkingDays } from '../calendar/index.ts'
import { unableOn } from '../caseload/index.ts'
import type { PersonRecord } from '../model/index.ts'

/** Notice that somebody leaves or will be away for long, before the files show it. */
export interface Notice {
  kind: 'leaves' | 'long-absence'
  noticeOn: IsoDate
  /** The last day at work. */
  lastDay: IsoDate
  backOn: IsoDate | null
}

/** Somebody who will not be able to hold cases. */
export interface Going {
  kind: Notice['kind']
  lastDay: IsoDate
  backOn: IsoDate | null
  /** Who says so. */
  by: 'files' | 'notice'
  noticeOn: IsoDate | null
}

/**
 * Whether somebody leaves, or is away for four weeks or more, from a day between the two: as the files
 * have contracts and dated absences, or as notice was given, whichever comes first. Notice whose last
 * day has passed still counts: its cases may be with nobody.
 *
 * @returns null where nothing is known, or where they cannot hold cases already on the first day.
 */
export function goingOf(
  person: PersonRecord | null,
  notices: readonly Notice[],
  from: IsoDate,
  until: IsoDate,
): Going | null {
  const known: Going[] = notices
    .filter((one) => one.lastDay <= until && (one.backOn === null || one.backOn > from))
    .map((one) => ({ ...one, by: 'notice' }))
  const first = person && firstDayUnable(person, from, until)
  if (first) known.push(first)
  // Of the same last day notice comes first: it says when it was given.
  return known.sort((a, b) => byText(a.lastDay, b.lastDay))[0] ?? null
}

/** Why whoever goes by notice is given no new work, in words that follow their name. */
export function noticeRule(
  { kind, lastDay }: Pick<Going, 'kind' | 'lastDay'>,
  on: IsoDate,
): string {
  const isGone = lastDay < on
  if (kind === 'leaves') {
    return isGone
      ? 'they have left, by the notice that was noted'
      : 'they leave within four weeks, by the notice that was noted'
  }
  return isGone
    ? 'they are away for long, by the notice that was noted'
    : 'they will be away for long within four weeks, by the notice that was noted'
}

function firstDayUnable(person: PersonRecord, from: IsoDate, until: IsoDate): Going | null {
  if (unableOn(person, from) !== null) return null
  for (let day = addDays(from, 1); day <= addDays(until, 1); day = addDays(day, 1)) {
    const unable = unableOn(person, day)
    if (unable === null) continue
    const isAbsence = unable === 'long-absence'
    return {
      kind: isAbsence ? 'long-absence' : 'leaves',
      lastDay: addDays(day, -1),
      backOn: isAbsence ? firstDayBack(person, day) : null,
      by: 'files',
      noticeOn: null,
    }
  }
  return null
}

/** The day after the dated absence that covers this one; null where no end is known. */
function firstDayBack(person: PersonRecord, on: IsoDate): IsoDate | null {
  const covering = person.reductions.filter(
    (of) =>
      'percent' in of.amount &&
      of.amount.percent >= 100 &&
      of.from <= on &&
      (of.to === null || of.to >= on),
  )
  const ends = covering.map(({ to }) => to)
  if (ends.length === 0 || ends.includes(null)) return null
  return addDays(
    ends
      .flatMap((to) => to ?? [])
      .sort(byText)
      .at(-1) as IsoDate,
    1,
  )
}

/**
 * By when each case of an agency worker who has given notice must have its next worker; null where no
 * notice was given or nothing is agreed.
 *
 * @param planWithin working days, as agreed.
 */
export const planBy = (going: Going, planWithin: number | null): IsoDate | null =>
  going.noticeOn === null || planWithin === null ? null : addWorkingDays(going.noticeOn, planWithin)
