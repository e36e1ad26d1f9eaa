import { addDays, byText, daysBetween, type IsoDate } from '../../kit/index.ts'

/** When a promise falls due, as precisely as it was made. */
export type Due =
  | { kind: 'day'; on: IsoDate }
  /** `2026-03`: by its last day. */
  | { kind: 'month'; month: string }
  /** `2026`: by its last day. */
  | { kind: 'year'; year: number }
  | { kind: 'none' }

/** What somebody said would be done. */
export interface Promised {
  id: string
  by: string
  saidOn: IsoDate
  due: Due
  /** The day it was seen to be kept; null while it is not. */
  keptOn: IsoDate | null
  /** The day the branch let go of it, with its reason kept beside; null while it has not. */
  releasedOn: IsoDate | null
}

export interface PromiseStanding {
  state: 'due' | 'overdue' | 'kept' | 'kept-late' | 'released' | 'no-date'
  /** The last day on which keeping it is in time; null where none was said. */
  lastDay: IsoDate | null
  /** Whole days past that day; 0 where it is not overdue. */
  daysLate: number
}

/** The last day on which a promise is kept in time. */
export function lastDayOf(due: Due): IsoDate | null {
  switch (due.kind) {
    case 'day':
      return due.on
    case 'month': {
      const [year = 0, month = 0] = due.month.split('-').map(Number)
      const next =
        month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`
      return addDays(next as IsoDate, -1)
    }
    case 'year':
      return `${due.year}-12-31` as IsoDate
    case 'none':
      return null
  }
}

/** Where a promise stands on a day: a year's is due until its last day and overdue from the next. */
export function promiseStanding(promise: Promised, on: IsoDate): PromiseStanding {
  const lastDay = lastDayOf(promise.due)
  const stands = (state: PromiseStanding['state'], daysLate = 0): PromiseStanding => ({
    state,
    lastDay,
    daysLate,
  })
  if (promise.keptOn !== null && promise.keptOn <= on) {
    return lastDay !== null && promise.keptOn > lastDay
      ? stands('kept-late', daysBetween(lastDay, promise.keptOn))
      : stands('kept')
  }
  if (promise.releasedOn !== null && promise.releasedOn <= on) return stands('released')
  if (lastDay === null) return stands('no-date')
  return on > lastDay ? stands('overdue', daysBetween(lastDay, on)) : stands('due')
}

/**
 * What the next meeting's agenda holds by itself: promises that will be overdue on its day, the
 * longest overdue first.
 */
export const overdueFor = (
  promises: readonly Promised[],
  meeting: IsoDate,
): { promise: Promised; daysLate: number }[] =>
  promises
    .map((promise) => ({ promise, standing: promiseStanding(promise, meeting) }))
    .filter(({ promise, standing }) => promise.saidOn <= meeting && standing.state === 'overdue')
    .map(({ promise, standing }) => ({ promise, daysLate: standing.daysLate }))
    .sort((a, b) => b.daysLate - a.daysLate || byText(a.promise.id, b.promise.id))
