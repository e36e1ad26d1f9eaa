import type { IsoDate } from '../../kit/index.ts'
import type { BranchScope } from '../../store/branch/index.ts'

/** What a room of the branch puts into the calendar: a meeting, a day on which something is due. */
export interface Coming {
  /** The same for the same thing for ever, such as `visit-` and its id: a moved meeting keeps it. */
  uid: string
  on: IsoDate
  /** Minutes after midnight by England's clocks; null for the whole day. */
  at: number | null
  minutes: number
  /** Whether the length is a guess: “for about an hour”. */
  isAbout: boolean
  /**
   * What a glance at somebody's calendar sees, colleagues' glances too: “Meeting, Moreton”. Never the
   * union's name, a person or what a meeting is about.
   */
  title: string
  place: string | null
  /** Called off: it stays, so that the calendars that have it strike it out. */
  cancelled: boolean
  /** The page that says more, from the house's root: `/own/visits/…`. */
  path: string
  /** What the branch's own pages say of it, where they may say more than a feed. */
  words?: string
}

/** An entry as feeds have it: with a number that rises by each change. */
export interface CalendarEntry extends Coming {
  sequence: number
  changedAt: Date
}

/** What a room puts into the calendar, of what the scope’s eyes see. */
export type CalendarSource = (scope: BranchScope, of: { slug: string }) => Promise<Coming[]>
