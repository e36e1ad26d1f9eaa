import { byText, count, isoDate, longDate, type IsoDate } from '../../kit/index.ts'
import { monthWords } from './meeting-words.ts'
import {
  lastDayOf,
  promiseStanding,
  type Due,
  type Promised,
  type PromiseStanding,
} from './promises.ts'

/** When it falls due, as precisely as it was said: `by 3 March 2020`, `in March 2020`, `in 2020`. */
export function dueWords(due: Due): string {
  switch (due.kind) {
    case 'day':
      return `by ${longDate(due.on)}`
    case 'month':
      return `in ${monthWords(due.month)}`
    case 'year':
      return `in ${due.year}`
    case 'none':
      return 'no day was said'
  }
}

/** `Overdue by 12 days`, `Due by 31 December 2020`, `Kept`, `Kept 3 days late`, `Let go`, `No day was said`. */
export function standingWords({ state, lastDay, daysLate }: PromiseStanding): string {
  switch (state) {
    case 'overdue':
      return `Overdue by ${count(daysLate, 'day')}`
    case 'due':
      return lastDay === null ? 'Due' : `Due by ${longDate(lastDay)}`
    case 'kept':
      return 'Kept'
    case 'kept-late':
      return `Kept ${count(daysLate, 'day')} late`
    case 'released':
      return 'Let go'
    case 'no-date':
      return 'No day was said'
  }
}

/** A due date as one typed it: `2020`, `2020-03`, `2020-03-31`; null where it is none of them. */
export function dueOf(typed: string): Due | null {
  const text = typed.trim()
  if (text === '') return { kind: 'none' }
  if (/^[1-9]\d{3}$/.test(text)) return { kind: 'year', year: Number(text) }
  if (/^[1-9]\d{3}-\d{2}$/.test(text)) {
    return isoDate(`${text}-01`) === null ? null : { kind: 'month', month: text }
  }
  const on = isoDate(text)
  return on === null ? null : { kind: 'day', on }
}

export interface StandingPromise<P extends Promised> {
  promise: P
  standing: PromiseStanding
}

/** Promises by when they fall due, those without a day last; each with where it stands on a day. */
export const byDue = <P extends Promised>(
  promises: readonly P[],
  on: IsoDate,
): StandingPromise<P>[] =>
  promises
    .map((promise) => ({ promise, standing: promiseStanding(promise, on) }))
    .sort(
      (a, b) =>
        byText(lastDayOf(a.promise.due) ?? '9999', lastDayOf(b.promise.due) ?? '9999') ||
        byText(a.promise.saidOn, b.promise.saidOn) ||
        byText(a.promise.id, b.promise.id),
    )

/** The sentence that the promises' page opens with. */
export function promisesWords(standings: readonly PromiseStanding[]): string {
  const of = (...states: PromiseStanding['state'][]): number =>
    standings.filter(({ state }) => states.includes(state)).length
  if (standings.length === 0) return 'No promise is noted yet.'
  const overdue = of('overdue')
  const parts = [
    overdue === 0
      ? 'No promise is overdue'
      : `${count(overdue, 'promise is', 'promises are')} overdue`,
    `${of('due', 'no-date')} still to be kept`,
    `${of('kept', 'kept-late')} kept`,
  ]
  return `${parts.join(', ')}.`
}
