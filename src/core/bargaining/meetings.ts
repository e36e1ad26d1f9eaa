import { byText, daysBetween, type IsoDate } from '../../kit/index.ts'

/** A meeting with the employer, as the log keeps it. */
export interface Negotiation {
  id: string
  /** The day it was held, or was to be held. */
  on: IsoDate
  /** Whom the branch meets, by their ids. */
  withPeople: readonly string[]
  state: 'planned' | 'held' | 'cancelled'
  /** Null unless cancelled. */
  cancelled: { by: 'employer' | 'branch'; on: IsoDate } | null
  /** The meeting that stands in its place; null where none does. */
  movedTo: string | null
  /** How long it took; null where nobody noted it. */
  minutes: number | null
}

/** Something put to the employer, and what came back. */
export interface Point {
  id: string
  askedOn: IsoDate
  /** Whom it was put to. */
  to: string
  /** The day of the answer; null while there is none. */
  answeredOn: IsoDate | null
}

/** How meetings of a time went. A cancelled one is either moved to another day or lost. */
export interface MeetingTally {
  held: number
  planned: number
  cancelled: Record<'employer' | 'branch', { all: number; moved: number; lost: number }>
  /** Whole days between the word and the day, of each that the employer cancelled, the shortest first. */
  employersNotice: number[]
}

/**
 * What became of the meetings from one day to another, both included. A meeting counts as moved where the
 * one in its place was held or still stands; a chain of moved meetings that ends in none is lost, each.
 */
export const tallyOf = (
  meetings: readonly Negotiation[],
  within: { from: IsoDate; to: IsoDate },
): MeetingTally =>
  tallyAmong(
    meetings.filter((meeting) => meeting.on >= within.from && meeting.on <= within.to),
    meetings,
  )

/** What became of some meetings; the one in a cancelled one's place is looked for among all. */
export function tallyAmong(
  some: readonly Negotiation[],
  meetings: readonly Negotiation[],
): MeetingTally {
  const all = new Map(meetings.map((meeting) => [meeting.id, meeting]))
  const tally: MeetingTally = {
    held: 0,
    planned: 0,
    cancelled: {
      employer: { all: 0, moved: 0, lost: 0 },
      branch: { all: 0, moved: 0, lost: 0 },
    },
    employersNotice: [],
  }
  for (const meeting of some) {
    if (meeting.cancelled === null) {
      if (meeting.state === 'held') tally.held += 1
      else tally.planned += 1
      continue
    }
    const { by, on } = meeting.cancelled
    const side = tally.cancelled[by]
    side.all += 1
    if (standsInstead(meeting, all)) side.moved += 1
    else side.lost += 1
    if (by === 'employer') tally.employersNotice.push(Math.max(0, daysBetween(on, meeting.on)))
  }
  tally.employersNotice.sort((a, b) => a - b)
  return tally
}

/** Meetings whose day has passed and of which nobody said whether they were held. */
export const unsaid = <M extends Negotiation>(meetings: readonly M[], on: IsoDate): M[] =>
  meetings
    .filter((meeting) => meeting.state === 'planned' && meeting.on < on)
    .sort((a, b) => byText(a.on, b.on) || byText(a.id, b.id))

function standsInstead(meeting: Negotiation, all: ReadonlyMap<string, Negotiation>): boolean {
  const seen = new Set([meeting.id])
  let next = meeting.movedTo
  while (next !== null && !seen.has(next)) {
    seen.add(next)
    const instead = all.get(next)
    if (!instead) return false
    if (instead.cancelled === null) return true
    next = instead.movedTo
  }
  return false
}

/** What was asked and not answered, the longest wait first, with its whole days. */
export const unanswered = (
  points: readonly Point[],
  on: IsoDate,
): { point: Point; days: number }[] =>
  points
    .filter((point) => point.askedOn <= on && (point.answeredOn === null || point.answeredOn > on))
    .map((point) => ({ point, days: daysBetween(point.askedOn, on) }))
    .sort((a, b) => b.days - a.days || byText(a.point.id, b.point.id))

/** How deep the contact with one person is. */
export interface Contact {
  person: string
  /** Null where they were never met. */
  lastMet: IsoDate | null
  meetings: number
  /** Minutes of the meetings whose length was noted. */
  minutes: number
  /** Meetings whose length nobody noted: the minutes are at least what they say. */
  withoutLength: number
  asked: number
  answered: number
}

/** Contact with each person who was met or asked, up to a day, by person. */
export function contactsOn(
  meetings: readonly Negotiation[],
  points: readonly Point[],
  on: IsoDate,
): Contact[] {
  const people = new Map<string, Contact>()
  const of = (person: string): Contact => {
    const known = people.get(person)
    if (known) return known
    const fresh: Contact = {
      person,
      lastMet: null,
      meetings: 0,
      minutes: 0,
      withoutLength: 0,
      asked: 0,
      answered: 0,
    }
    people.set(person, fresh)
    return fresh
  }
  for (const meeting of meetings) {
    if (meeting.state !== 'held' || meeting.on > on) continue
    for (const person of new Set(meeting.withPeople)) {
      const contact = of(person)
      contact.meetings += 1
      contact.minutes += meeting.minutes ?? 0
      contact.withoutLength += meeting.minutes === null ? 1 : 0
      if (contact.lastMet === null || meeting.on > contact.lastMet) contact.lastMet = meeting.on
    }
  }
  for (const point of points) {
    if (point.askedOn > on) continue
    const contact = of(point.to)
    contact.asked += 1
    if (point.answeredOn !== null && point.answeredOn <= on) contact.answered += 1
  }
  return [...people.values()].sort((a, b) => byText(a.person, b.person))
}
