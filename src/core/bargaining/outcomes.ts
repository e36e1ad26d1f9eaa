import { byText, type IsoDate } from '../../kit/index.ts'

/** Something that was won: what it was, what it is now, and what shows it. */
export interface Win {
  id: string
  /** The clause or practice before and after, word for word. */
  before: string
  after: string
  wonOn: IsoDate
  /** Where it can be seen to be so; null where nothing shows it yet. */
  evidence: string | null
  /** Whether it still held when somebody looked. */
  looked: readonly { on: IsoDate; holds: boolean; words: string }[]
}

export interface WinStanding {
  evidenceMissing: boolean
  /** `not-looked`: nobody has looked since it was won. */
  holds: 'yes' | 'no' | 'not-looked'
  lastLooked: IsoDate | null
}

/** Whether a win is shown by something, and whether it held when it was last looked at by a day. */
export function winStanding(win: Win, on: IsoDate): WinStanding {
  const last = win.looked
    .filter((look) => look.on <= on)
    .sort((a, b) => byText(a.on, b.on))
    .at(-1)
  return {
    evidenceMissing: win.evidence === null || win.evidence.trim() === '',
    holds: last === undefined ? 'not-looked' : last.holds ? 'yes' : 'no',
    lastLooked: last?.on ?? null,
  }
}

/** A big item that stays open until something came of it. */
export interface BigTicket {
  id: string
  owner: string | null
  nextStep: string | null
  /** What came of it, in words; it cannot be closed without. */
  outcome: string | null
  closedOn: IsoDate | null
}

/** Why an item cannot be closed; null where it can. */
export const cannotClose = ({ outcome }: Pick<BigTicket, 'outcome'>): 'no-outcome' | null =>
  outcome === null || outcome.trim() === '' ? 'no-outcome' : null
