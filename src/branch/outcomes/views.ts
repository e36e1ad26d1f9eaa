import type { IsoDate, Problem, Result } from '../../kit/index.ts'
import type { Amount, LookDue, Stretch, WinStanding } from '../../core/bargaining/index.ts'
import type { BigItemBody, WinBody } from './kinds.ts'

export interface WinView extends WinBody {
  id: string
  number: number
  /** From 1, as the branch tells them. */
  place: number
  isPublic: boolean
  standing: WinStanding
  /** The look that it waits for; null once it was looked at after a year. */
  nextLook: LookDue | null
  wording: Stretch[]
  amounts: { before: Amount[]; after: Amount[] }
  aside: number
}

export interface WinsView {
  /** The version of the order and opening; null while nobody wrote them. */
  number: number | null
  opening: string
  wins: WinView[]
  evidenceMissing: number
  dueForLook: number
  didNotHold: number
}

export interface BigItemView extends BigItemBody {
  id: string
  number: number
  isLate: boolean
  aside: number
}

/** What a win came from, by name, as far as the reader may see it. */
export interface CameFrom {
  what: 'concern' | 'demand' | 'meeting' | 'promise'
  id: string
  title: string
}

/** Another officer saved since the form was opened: both wordings, field by field. */
export interface Clashed {
  code: 'saved-by-another'
  sentence: string
  current: number
  fields: { label: string; mine: string; theirs: string }[]
}

type Saved<T> = Result<T, Problem | Clashed>

export interface OutcomesDoor<O> {
  wins(of: O): Promise<WinsView>
  /** The wins that anybody may read, in the branch's order. */
  publicWins(of: O): Promise<WinsView>
  win(of: O, id: string): Promise<WinView | null>
  saveWin(
    of: O,
    id: string | null,
    fields: WinBody,
    basedOn: number | null,
  ): Promise<Saved<{ id: string }>>
  saveOpening(of: O, opening: string, basedOn: number | null): Promise<Saved<null>>
  moveWin(of: O, id: string, to: 'up' | 'down'): Promise<Saved<null>>
  /** Writes down that somebody looked whether it still holds. */
  look(
    of: O,
    id: string,
    look: { on: IsoDate; holds: boolean; words: string },
  ): Promise<Saved<null>>
  showTo(of: O, id: string, audience: 'public' | 'members'): Promise<Saved<null>>
  bigItems(of: O): Promise<BigItemView[]>
  bigItem(of: O, id: string): Promise<BigItemView | null>
  saveBigItem(
    of: O,
    id: string | null,
    fields: BigItemBody,
    basedOn: number | null,
  ): Promise<Saved<{ id: string }>>
  closeBigItem(of: O, id: string, outcome: string): Promise<Saved<null>>
  reopenBigItem(of: O, id: string): Promise<Saved<null>>
}
