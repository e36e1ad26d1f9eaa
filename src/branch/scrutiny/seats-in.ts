import { randomUUID } from 'node:crypto'
import { fold, type IsoDate } from '../../kit/index.ts'
import type { BranchScope } from '../../store/branch/index.ts'
import { contacts, type ContactBody } from '../negotiation/index.ts'
import type { Written } from '../records/index.ts'
import { committees, committeeSeats } from './books.ts'
import type { CommitteeBody, SeatBody } from './kinds.ts'
import type { ReadSeat, ReadSeats } from './popolo.ts'
import type { SeatsPreview } from './views.ts'

interface Matched {
  preview: SeatsPreview
  /** Seats to write: one that is there already under its record. */
  write: { seat: ReadSeat; held: Written<SeatBody> | null }[]
  people: Map<string, string>
  places: Map<string, string>
}

/** A file's seats against those that are there: by name of person and committee, and the first day. */
export function matched(
  read: ReadSeats,
  there: {
    contacts: readonly Written<ContactBody>[]
    committees: readonly Written<CommitteeBody>[]
    seats: readonly Written<SeatBody>[]
  },
): Matched {
  const people = new Map(
    there.contacts
      .filter(({ body }) => body.side === 'council-members')
      .map(({ id, body }) => [fold(body.name), id]),
  )
  const places = new Map(there.committees.map(({ id, body }) => [fold(body.name), id]))
  const keyOf = (councillor: string, committee: string, from: IsoDate): string =>
    JSON.stringify([councillor, committee, from])
  const held = new Map(
    there.seats.map((seat) => [
      keyOf(seat.body.councillor, seat.body.committee, seat.body.from),
      seat,
    ]),
  )
  const newCouncillors = new Map<string, string>()
  const newCommittees = new Map<string, string>()
  const preview: SeatsPreview = {
    newCouncillors: [],
    newCommittees: [],
    newSeats: 0,
    ended: 0,
    known: 0,
    rough: read.seats.filter(({ isRough }) => isRough).length,
    left: read.left,
  }
  const write: Matched['write'] = []
  for (const seat of read.seats) {
    const person = people.get(fold(seat.councillor))
    const place = places.get(fold(seat.committee))
    if (person === undefined) newCouncillors.set(fold(seat.councillor), seat.councillor)
    if (place === undefined) newCommittees.set(fold(seat.committee), seat.committee)
    const before =
      person === undefined || place === undefined
        ? undefined
        : held.get(keyOf(person, place, seat.from))
    if (!before) {
      preview.newSeats += 1
      write.push({ seat, held: null })
    } else if (before.body.until === null && seat.until !== null) {
      preview.ended += 1
      write.push({ seat, held: before })
    } else preview.known += 1
  }
  preview.newCouncillors = [...newCouncillors.values()]
  preview.newCommittees = [...newCommittees.values()]
  return { preview, write, people, places }
}

/** Writes what a preview said, in the transaction of its scope: all of it or nothing. */
export async function bringIn(
  scope: BranchScope,
  { preview, write, people, places }: Matched,
  writing: { by: string; at: Date },
): Promise<void> {
  for (const name of preview.newCouncillors) {
    const id = randomUUID()
    await contacts.make(scope, {
      id,
      body: { name, side: 'council-members', posts: [], reach: '' },
      ...writing,
    })
    people.set(fold(name), id)
  }
  for (const name of preview.newCommittees) {
    const id = randomUUID()
    await committees.make(scope, { id, body: { name, of: '' }, ...writing })
    places.set(fold(name), id)
  }
  for (const { seat, held } of write) {
    const councillor = people.get(fold(seat.councillor))
    const committee = places.get(fold(seat.committee))
    if (councillor === undefined || committee === undefined) continue
    const { role, from, until } = seat
    const body = { councillor, committee, role, from, until }
    if (held === null) await committeeSeats.make(scope, { body, ...writing })
    else {
      await committeeSeats.save(scope, held.id, {
        basedOn: held.number,
        body: { ...held.body, until },
        ...writing,
      })
    }
  }
}
