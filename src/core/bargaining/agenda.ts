import { type IsoDate } from '../../kit/index.ts'
import type { RankedConcern } from './concerns.ts'
import { unanswered, type Point } from './meetings.ts'
import { overdueFor, type Promised } from './promises.ts'

/** The highest places among concerns: one that never was raised with the employer belongs on the agenda. */
export const RANKED_HIGH = 5

/** What stands on an agenda, and why. `key` names it for good: an officer's order holds on to it. */
export type AgendaItem =
  | { key: string; kind: 'promise'; id: string; daysLate: number }
  | { key: string; kind: 'point'; id: string; days: number }
  | { key: string; kind: 'concern'; id: string; place: number; rounds: number }
  | { key: string; kind: 'own'; words: string }

export interface AgendaFrom {
  promises: readonly Promised[]
  points: readonly Point[]
  /** As ranked on the day. */
  concerns: readonly Pick<RankedConcern, 'id' | 'place' | 'rounds' | 'merged'>[]
  /** Concerns that were put to the employer at least once. */
  put: ReadonlySet<string>
  /** The day of the meeting it is for. */
  meeting: IsoDate
}

/**
 * What the next meeting's agenda holds by itself: promises that will be overdue on its day, points
 * without an answer, then concerns ranked high that never were raised; the longest wait first.
 */
export function agendaFor({ promises, points, concerns, put, meeting }: AgendaFrom): AgendaItem[] {
  return [
    ...overdueFor(promises, meeting).map(({ promise, daysLate }): AgendaItem => ({
      key: `promise:${promise.id}`,
      kind: 'promise',
      id: promise.id,
      daysLate,
    })),
    ...unanswered(points, meeting).map(({ point, days }): AgendaItem => ({
      key: `point:${point.id}`,
      kind: 'point',
      id: point.id,
      days,
    })),
    ...concerns
      .filter(
        ({ id, place, merged }) =>
          place <= RANKED_HIGH && ![id, ...merged].some((one) => put.has(one)),
      )
      .map(({ id, place, rounds }): AgendaItem => ({
        key: `concern:${id}`,
        kind: 'concern',
        id,
        place,
        rounds,
      })),
  ]
}

/** What officers did with an agenda: their own items, the order, and what they left out, and why. */
export interface Arrangement {
  own: readonly { key: string; words: string }[]
  /** Keys, the first first; what it does not name follows in the order it came. */
  order: readonly string[]
  leftOut: readonly { key: string; reason: string }[]
}

export interface Agenda {
  items: AgendaItem[]
  leftOut: { item: AgendaItem; reason: string }[]
}

/**
 * An agenda as officers arranged it. Nothing falls off in silence: each item stands on it or among those left
 * out with a reason, and what came up since it was arranged stands at its end.
 */
export function arranged(suggested: readonly AgendaItem[], by: Arrangement): Agenda {
  const byKey = new Map<string, AgendaItem>()
  const own = by.own.map(({ key, words }): AgendaItem => ({ key, kind: 'own', words }))
  for (const item of [...suggested, ...own]) if (!byKey.has(item.key)) byKey.set(item.key, item)
  const reasons = new Map(
    by.leftOut
      .filter(({ reason }) => reason.trim() !== '')
      .map(({ key, reason }): [string, string] => [key, reason.trim()]),
  )
  const keys = [...new Set([...by.order, ...byKey.keys()])].filter((key) => byKey.has(key))
  const agenda: Agenda = { items: [], leftOut: [] }
  for (const key of keys) {
    const item = byKey.get(key)
    if (!item) continue
    const reason = reasons.get(key)
    if (reason === undefined) agenda.items.push(item)
    else agenda.leftOut.push({ item, reason })
  }
  return agenda
}
