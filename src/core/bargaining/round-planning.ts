import { byText, type IsoDate } from '../../kit/index.ts'
import { roundDays, type Visit } from './rounds.ts'

/** A visit that a round's short form comes to; nothing is written until somebody has looked at it. */
export interface ProposedVisit {
  site: string
  on: IsoDate
}

/**
 * The grid a round starts with: every site is visited and every day used, as evenly as can be, sites in
 * the order given. With as many sites as days it is one visit a day.
 */
export function proposeVisits(round: {
  firstDay: IsoDate
  days: number
  sites: readonly string[]
}): ProposedVisit[] {
  const { sites } = round
  const days = roundDays(round.firstDay, round.days)
  if (sites.length === 0 || days.length === 0) return []
  const visits = Math.max(days.length, sites.length)
  return Array.from({ length: visits }, (_, at) => ({
    site: sites[at % sites.length] as string,
    on: days[Math.floor((at * days.length) / visits)] as IsoDate,
  }))
}

/** Two visits that one rep is down for and cannot both go to. */
export interface RepClash {
  rep: string
  visits: readonly [Visit, Visit]
  /** False where one of the two has no time yet: they may not meet after all. */
  isSure: boolean
}

/** Where somebody is down for two places at once, by day. */
export function repClashes(visits: readonly Visit[]): RepClash[] {
  const going = visits
    .filter((visit) => visit.state !== 'cancelled')
    .sort((a, b) => byText(a.on, b.on) || (a.at ?? 0) - (b.at ?? 0) || byText(a.id, b.id))
  return going.flatMap((one, at) =>
    going.slice(at + 1).flatMap((other) => {
      if (other.on !== one.on || other.site === one.site) return []
      const isSure = one.at !== null && other.at !== null
      if (isSure && !overlap(one, other)) return []
      return one.reps
        .filter((rep) => other.reps.includes(rep))
        .map((rep): RepClash => ({ rep, visits: [one, other], isSure }))
    }),
  )
}

const overlap = (a: Visit, b: Visit): boolean => {
  const [from, to] = [a.at ?? 0, b.at ?? 0]
  return from < to + b.minutes && to < from + a.minutes
}
