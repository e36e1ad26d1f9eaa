import { dateOf } from '../../../kit/index.ts'
import { clockOf, minutesOfClock } from '../../../core/bargaining/index.ts'
import type { Basis, Named, NewVisit } from '../../../branch/rounds/index.ts'

/** A form as it was typed: each field by its name. */
export type Typed = Readonly<Record<string, string>>

export interface FieldProblem {
  /** The field’s id, as the summary above the page links to it. */
  field: string
  sentence: string
}

export const LENGTHS = [30, 45, 60, 75, 90, 120] as const

/** What a visit’s fields hold before anybody has typed. */
export function typedVisit(visit: NewVisit, prefix = ''): Typed {
  const [year = '', month = '', day = ''] = visit.on.split('-')
  return {
    [`${prefix}site`]: visit.site,
    [`${prefix}on-day`]: String(Number(day)),
    [`${prefix}on-month`]: String(Number(month)),
    [`${prefix}on-year`]: year,
    [`${prefix}at`]: visit.at === null ? '' : clockOf(visit.at),
    [`${prefix}minutes`]: String(visit.minutes),
    [`${prefix}about`]: visit.isAbout ? 'yes' : '',
    [`${prefix}room`]: visit.room,
  }
}

/** The visit that the fields say, or what is wrong with each. */
export function visitIn(
  typed: Typed,
  sites: readonly Named[],
  prefix = '',
): { visit: NewVisit | null; problems: FieldProblem[] } {
  const of = (name: string): string => (typed[prefix + name] ?? '').trim()
  const problems: FieldProblem[] = []
  const wrong = (field: string, sentence: string): void => {
    problems.push({ field: prefix + field, sentence })
  }
  const site = of('site')
  if (!sites.some(({ id }) => id === site)) wrong('site', 'Choose the site.')
  const on = dayIn(typed, `${prefix}on`)
  if (on === null) wrong('on-day', 'Enter the day, such as 6 7 2026.')
  const written = of('at')
  const at = written === '' ? null : minutesOfClock(written)
  if (written !== '' && at === null) wrong('at', 'Enter the time like 12:15, or leave it blank.')
  const minutes = Number(of('minutes'))
  if (!Number.isInteger(minutes) || minutes < 5 || minutes > 720) {
    wrong('minutes', 'Choose how long it takes.')
  }
  const room = of('room')
  if (room.length > 200) wrong('room', 'Say the room in 200 characters at most.')
  return problems.length > 0 || on === null
    ? { visit: null, problems }
    : { visit: { site, on, at, minutes, isAbout: of('about') === 'yes', room }, problems }
}

/** A day typed in three fields; null where it is none. */
export const dayIn = (typed: Typed, prefix: string) =>
  dateOf(
    Number(typed[`${prefix}-year`] ?? ''),
    Number(typed[`${prefix}-month`] ?? ''),
    Number(typed[`${prefix}-day`] ?? ''),
  )

/** Fields of a form that took any: texts as they are, a box ticked twice as its first. */
export function typedIn(body: unknown): Typed {
  const out: Record<string, string> = {}
  for (const [name, value] of Object.entries((body ?? {}) as Record<string, unknown>)) {
    const first: unknown = Array.isArray(value) ? value[0] : value
    if (typeof first === 'string' && name.length <= 60) out[name] = first
  }
  return out
}

/** Every value of a field that may be ticked more than once. */
export function ticked(body: unknown, name: string): string[] {
  const value = ((body ?? {}) as Record<string, unknown>)[name]
  const all: readonly unknown[] = Array.isArray(value) ? value : [value]
  return [...new Set(all.filter((one) => typeof one === 'string' && one !== ''))] as string[]
}

/** The version that a form was begun from; null where it says none. */
export function basisIn(typed: Typed): Basis | null {
  const number = Number(typed['based-on'] ?? '')
  const settles = Number(typed['settles'] ?? '')
  if (!Number.isInteger(number) || number < 1) return null
  return { number, settles: Number.isInteger(settles) && settles >= 1 ? settles : null }
}
