import { byText, daysBetween, type IsoDate } from '../../kit/index.ts'

/** Where a worker stood on the day of an accepted import, under one agreement for all days. */
export interface Observation {
  on: IsoDate
  /** Basis points of what they can safely carry; null where capacity is not known or they cannot receive. */
  utilisation: number | null
  /** Holds work while able to carry none: over any line, though no percentage can say by how much. */
  holdsWithoutCapacity: boolean
}

/** When standing over the line becomes sustained, as the agreement says. */
export interface OverloadTerm {
  /** Over this, in basis points: 11000 is 110 %. */
  line: number
  weeks: number
}

/** How long somebody has stood over the line without a day known to be under it. */
export interface OverloadClock {
  /** First day they were seen over it. */
  since: IsoDate
  /** Last day they were seen over it. */
  seen: IsoDate
  /** Whole weeks from the first to the last such day. */
  weeks: number
  /** Fullest in that time, basis points; null where no percentage could be given. */
  highest: number | null
  /** Some day in between had no known figure: it neither stops the clock nor proves anything. */
  unsure: boolean
  /** The first day on which the agreed weeks had passed; null while they have not. */
  sustainedOn: IsoDate | null
}

const isOver = (one: Observation, line: number): boolean =>
  one.holdsWithoutCapacity || (one.utilisation !== null && one.utilisation > line)

/**
 * The overload clock of one worker on a day. Only what was seen counts: a worker is over the line
 * between two days on which they were over it, until a day shows otherwise; a day without a known
 * figure neither stops the clock nor moves it.
 *
 * @param observations one a day, in any order; later ones than `on` are left out.
 * @returns null where they are not over the line.
 */
export function overloadClock(
  observations: readonly Observation[],
  term: OverloadTerm,
  on: IsoDate,
): OverloadClock | null {
  const days = observations.filter((one) => one.on <= on).sort((a, b) => byText(b.on, a.on))
  let since: IsoDate | null = null
  let seen: IsoDate | null = null
  let highest: number | null = null
  let pending = false
  let unsure = false
  const over: IsoDate[] = []
  for (const day of days) {
    if (isOver(day, term.line)) {
      seen ??= day.on
      since = day.on
      over.push(day.on)
      unsure ||= pending
      pending = false
      if (day.utilisation !== null) highest = Math.max(highest ?? 0, day.utilisation)
    } else if (day.utilisation === null) {
      pending = seen !== null
    } else break
  }
  if (since === null || seen === null) return null
  const start = since
  const reached = over.filter((day) => weeksBetween(start, day) >= term.weeks).at(-1)
  return {
    since,
    seen,
    weeks: weeksBetween(since, seen),
    highest,
    unsure,
    sustainedOn: reached ?? null,
  }
}

const weeksBetween = (from: IsoDate, to: IsoDate): number => Math.floor(daysBetween(from, to) / 7)
