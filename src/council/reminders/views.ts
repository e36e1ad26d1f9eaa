import type { IsoDate } from '../../kit/index.ts'

/** What may wait for somebody. */
export const waitingWhats = [
  'decision-answer',
  'decision-second',
  'decision-respond',
  'handover',
  'handover-sign',
  'handover-planned',
  'handover-emergency',
  'overload',
  'query',
  'agreement',
  'import',
  'opening',
] as const
export type WaitingWhat = (typeof waitingWhats)[number]

/** One thing that waits for whoever asks. */
export interface Waiting {
  what: WaitingWhat
  /** The id by which its page is found: of the decision, entry, query, import; an agreement's key. */
  about: string
  /**
   * The worker it is about, to tell two alike apart on a page; null where it is about none. Never in a
   * calendar or a message.
   */
  who: string | null
  /** The last day to do it; null where no day is agreed. */
  due: IsoDate | null
  late: boolean
}

/** What somebody chose to be told, and how. */
export interface ReminderChoices {
  /** Their calendar feed; null where they have none. */
  feed: { madeAt: Date; lastReadAt: Date | null } | null
  /** Whether they want the message of the day. */
  mail: boolean
}

/** An entry of a calendar: never more than what is due, and on which day. */
export interface CalendarItem {
  id: string
  sequence: number
  what: WaitingWhat
  on: IsoDate
  changedAt: Date
  cancelled: boolean
}
