import { z } from 'zod'
import {
  addDays,
  addMonths,
  fail,
  fold,
  isoDate,
  ok,
  type IsoDate,
  type Problem,
  type Result,
} from '../../kit/index.ts'

/**
 * Seats on committees as Popolo says them (www.popoloproject.com, as read in November 2026): persons,
 * organizations and dated memberships.
 */
export interface Popolo {
  persons: { id: string; name: string }[]
  organizations: { id: string; name: string; classification: string }[]
  memberships: {
    id: string
    person_id: string
    organization_id: string
    role?: string
    start_date: string
    end_date?: string
  }[]
}

export interface SeatsToWrite {
  councillors: readonly { id: string; name: string }[]
  committees: readonly { id: string; name: string }[]
  seats: readonly {
    id: string
    councillor: string
    committee: string
    role: string
    from: IsoDate
    until: IsoDate | null
  }[]
}

/** Seats for another program; people and committees that no seat names stay out. */
export function popoloOf({ councillors, committees, seats }: SeatsToWrite): Popolo {
  const sitting = new Set(seats.map(({ councillor }) => councillor))
  const seated = new Set(seats.map(({ committee }) => committee))
  return {
    persons: councillors.filter(({ id }) => sitting.has(id)).map(({ id, name }) => ({ id, name })),
    organizations: committees
      .filter(({ id }) => seated.has(id))
      .map(({ id, name }) => ({ id, name, classification: 'committee' })),
    memberships: seats.map(({ id, councillor, committee, role, from, until }) => ({
      id,
      person_id: councillor,
      organization_id: committee,
      ...(role === '' ? {} : { role }),
      start_date: from,
      ...(until === null ? {} : { end_date: until }),
    })),
  }
}

const text = z.string().max(300)
const named = z.object({ id: text.optional(), _id: text.optional(), name: text })
const file = z.object({
  persons: z.array(named).max(5_000).optional(),
  people: z.array(named).max(5_000).optional(),
  organizations: z.array(named).max(2_000).default([]),
  memberships: z
    .array(
      z.object({
        person_id: text.nullish(),
        organization_id: text.nullish(),
        role: text.nullish(),
        start_date: text.nullish(),
        end_date: text.nullish(),
      }),
    )
    .max(20_000)
    .default([]),
})

export interface ReadSeat {
  councillor: string
  committee: string
  role: string
  from: IsoDate
  until: IsoDate | null
  /** A day that was given as a year or a month alone, and taken to be its first or last. */
  isRough: boolean
}

export interface ReadSeats {
  /** Names, each once, as written. */
  seats: ReadSeat[]
  /** What was left out, by its place in the file, and why: nothing is guessed. */
  left: { place: number; why: string }[]
}

/** Seats in a Popolo file, by names; a membership that does not say who, where and since when is left out. */
export function readPopolo(json: string): Result<ReadSeats, Problem> {
  const notRead = (why: string): Result<ReadSeats, Problem> =>
    fail({
      code: 'not-popolo',
      sentence: `${why} Ask for a Popolo file with “persons”, “organizations” and “memberships”, and bring it in whole.`,
    })
  let raw: unknown
  try {
    raw = JSON.parse(json.replace(/^\uFEFF/, ''))
  } catch {
    return notRead('This is not JSON.')
  }
  const parsed = file.safeParse(raw)
  if (!parsed.success) return notRead('This is JSON of another shape than Popolo.')
  const { memberships, organizations } = parsed.data
  const nameIn = (list: readonly z.infer<typeof named>[]): Map<string, string> =>
    new Map(
      list.flatMap(({ id, _id, name }): [string, string][] => {
        const key = id ?? _id
        const tidy = name.trim().replace(/\s+/g, ' ')
        return key === undefined || tidy === '' ? [] : [[key, tidy]]
      }),
    )
  const people = nameIn([...(parsed.data.persons ?? []), ...(parsed.data.people ?? [])])
  const committees = nameIn(organizations)
  const read: ReadSeats = { seats: [], left: [] }
  const seen = new Set<string>()
  memberships.forEach((membership, at) => {
    const leave = (why: string): void => void read.left.push({ place: at + 1, why })
    const councillor = people.get(membership.person_id ?? '')
    const committee = committees.get(membership.organization_id ?? '')
    if (councillor === undefined) return leave('it names nobody who is in the file')
    if (committee === undefined) return leave('it names no committee that is in the file')
    const from = dayOf(membership.start_date ?? '', 'first')
    if (from === null) return leave('it does not say since when')
    const hasEnd = (membership.end_date ?? '') !== ''
    const until = hasEnd ? dayOf(membership.end_date ?? '', 'last') : null
    if (hasEnd && until === null) return leave('its last day is not a day')
    if (until !== null && until < from) return leave('it ends before it begins')
    const key = JSON.stringify([fold(councillor), fold(committee), from, until])
    if (seen.has(key)) return leave('it stands in the file twice')
    seen.add(key)
    read.seats.push({
      councillor,
      committee,
      role: (membership.role ?? '').trim(),
      from,
      until,
      isRough: isRough(membership.start_date) || isRough(membership.end_date),
    })
  })
  return ok(read)
}

const isRough = (date: string | null | undefined): boolean => /^\d{4}(-\d{2})?$/.test(date ?? '')

/** A Popolo date as a day: a year or month alone is its first day or its last. */
function dayOf(date: string, end: 'first' | 'last'): IsoDate | null {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T.*)?$/.exec(date.trim()) ?? []
  if (year === undefined) return null
  if (day !== undefined) return isoDate(`${year}-${month}-${day}`)
  const first = isoDate(`${year}-${month ?? '01'}-01`)
  if (first === null || end === 'first') return first
  return addDays(addMonths(first, month === undefined ? 12 : 1), -1)
}
