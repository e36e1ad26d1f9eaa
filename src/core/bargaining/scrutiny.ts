import { byText, type IsoDate } from '../../kit/index.ts'

/** A hearing of a committee, and who spoke there. */
export interface ScrutinyHearing {
  id: string
  committee: string
  on: IsoDate
  speakers: readonly { name: string; for: 'executive' | 'officers' | 'union' | 'others' }[]
}

/** How often the union was heard, of all hearings up to a day. */
export function heardAt(
  hearings: readonly ScrutinyHearing[],
  on: IsoDate,
): { heard: number; of: number } {
  const past = hearings.filter((hearing) => hearing.on <= on)
  return {
    heard: past.filter(({ speakers }) => speakers.some((one) => one.for === 'union')).length,
    of: past.length,
  }
}

/** A councillor's seat on a committee; `until` is its last day, null while it has none. */
export interface Seat {
  councillor: string
  committee: string
  from: IsoDate
  until: IsoDate | null
}

/** A councillor the branch knows because of a committee, and who of the branch keeps the contact. */
export interface CouncillorContact {
  councillor: string
  committee: string
  keptBy: string | null
}

export interface StaleContact {
  contact: CouncillorContact
  /** The last day of their seat; null where no seat of theirs is known at all. */
  leftOn: IsoDate | null
  /** Who sits there now: whom the contact is to be handed over to. */
  sitsNow: string[]
}

/** Contacts whose councillor no longer sits on the committee, with those who do: each is a contact to hand over. */
export function staleContacts(
  contacts: readonly CouncillorContact[],
  seats: readonly Seat[],
  on: IsoDate,
): StaleContact[] {
  const sits = (seat: Seat): boolean => seat.from <= on && (seat.until === null || seat.until >= on)
  return contacts
    .filter(
      (contact) =>
        !seats.some(
          (seat) =>
            seat.councillor === contact.councillor &&
            seat.committee === contact.committee &&
            sits(seat),
        ),
    )
    .map((contact) => {
      const own = seats.filter(
        (seat) => seat.councillor === contact.councillor && seat.committee === contact.committee,
      )
      return {
        contact,
        leftOn:
          own
            .flatMap((seat) => seat.until ?? [])
            .filter((day) => day < on)
            .sort(byText)
            .at(-1) ?? null,
        sitsNow: [
          ...new Set(
            seats
              .filter((seat) => seat.committee === contact.committee && sits(seat))
              .map((seat) => seat.councillor),
          ),
        ].sort(byText),
      }
    })
}
