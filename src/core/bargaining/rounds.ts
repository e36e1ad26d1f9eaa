import { addDays, byText, type IsoDate } from '../../kit/index.ts'
import { isWorkingDay } from '../calendar/index.ts'

/** One visit of a round: a place, a day, a room, and who goes. */
export interface Visit {
  id: string
  round: string
  site: string
  on: IsoDate
  /** Minutes after midnight in London; null where it was not said. */
  at: number | null
  /** How long, as announced. */
  minutes: number
  room: string | null
  reps: readonly string[]
  state: 'planned' | 'held' | 'cancelled'
}

/** Working days from a day on, itself included: a weekend or bank holiday in between is skipped. */
export function roundDays(from: IsoDate, count: number): IsoDate[] {
  const days: IsoDate[] = []
  for (let day = from; days.length < count; day = addDays(day, 1)) {
    if (isWorkingDay(day)) days.push(day)
  }
  return days
}

export interface RoundGrid {
  days: IsoDate[]
  /** Sites by name as given; each with its visit of each day, or null. */
  rows: { site: string; visits: (Visit | null)[] }[]
}

/** A round as people read it: a row a site, a column a day. Cancelled visits stay in it. */
export function gridOf(visits: readonly Visit[], sites: readonly string[]): RoundGrid {
  const days = [...new Set(visits.map((visit) => visit.on))].sort(byText)
  const rows = [...new Set([...sites, ...visits.map((visit) => visit.site)])].map((site) => ({
    site,
    visits: days.map((day) => {
      const here = visits.filter((visit) => visit.site === site && visit.on === day)
      return here.find((visit) => visit.state !== 'cancelled') ?? here[0] ?? null
    }),
  }))
  return { days, rows }
}

export interface RoundStanding {
  visits: number
  held: number
  cancelled: number
  /** Visits to come that nobody is down for. */
  needReps: Visit[]
  /** Visits whose day has passed and of which nobody said whether they were held. */
  notTold: Visit[]
}

/** How far one round is on a day. */
export function roundStanding(visits: readonly Visit[], on: IsoDate): RoundStanding {
  const planned = visits.filter((visit) => visit.state === 'planned')
  const byDay = (a: Visit, b: Visit): number => byText(a.on, b.on) || byText(a.site, b.site)
  return {
    visits: visits.length,
    held: visits.filter((visit) => visit.state === 'held').length,
    cancelled: visits.filter((visit) => visit.state === 'cancelled').length,
    needReps: planned.filter((visit) => visit.on >= on && visit.reps.length === 0).sort(byDay),
    notTold: planned.filter((visit) => visit.on < on).sort(byDay),
  }
}

/** Sites that no held visit of any round has reached by a day, as given. */
export function neverReached(
  sites: readonly string[],
  visits: readonly Visit[],
  on: IsoDate,
): string[] {
  const reached = new Set(
    visits.filter((visit) => visit.state === 'held' && visit.on <= on).map((visit) => visit.site),
  )
  return sites.filter((site) => !reached.has(site))
}
