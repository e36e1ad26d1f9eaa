import { count } from '../../kit/index.ts'
import type { RankedConcern } from './concerns.ts'

/** An age in the words people use: `11 days`, `7 weeks`, `5 months`, `over 2 years`. */
export function ageWords(days: number): string {
  if (days < 1) return 'today'
  if (days < 28) return count(days, 'day')
  if (days < 91) return count(Math.floor(days / 7), 'week')
  if (days < 365) return count(Math.floor(days / 30.44), 'month')
  const years = Math.floor(days / 365.25)
  if (years < 1) return '11 months'
  return days - Math.floor(years * 365.25) < 31
    ? count(years, 'year')
    : `over ${count(years, 'year')}`
}

/**
 * Why a concern stands where it does, in one sentence. It compares with its neighbours, and says never how
 * many people: only that there were more.
 *
 * @param before the one it stands after; null for the first.
 * @param after the one that stands after it; only the first is compared with it.
 * @param rounds how many rounds there have been.
 */
export function whyRanked(
  concern: RankedConcern,
  before: RankedConcern | null,
  after: RankedConcern | null,
  rounds: number,
): string {
  const came =
    rounds === 0
      ? 'There has been no round of meetings yet'
      : `It came up in ${concern.rounds} of ${count(rounds, 'round')}`
  if (before === null) {
    if (after === null) return `${came}, and no other concern is open.`
    if (after.rounds < concern.rounds) return `${came}; the next came up in ${after.rounds}.`
    if (after.people < concern.people) return `${came}, like the next, and more people said it.`
    if (after.age < concern.age) return `${came} and from as many people as the next, and is older.`
    return `${came}, and stands level with the next: as many rounds, as many people, as old.`
  }
  if (before.place === concern.place) {
    return `${came}, and stands level with the one before it: as many rounds, as many people, as old.`
  }
  if (before.rounds > concern.rounds) {
    return `${came}; the one before it came up in ${before.rounds}.`
  }
  if (before.people > concern.people) {
    return `${came}, like the one before it, which more people said.`
  }
  return `${came} and from as many people as the one before it, which is older.`
}
