import type { IsoDate, Problem, Result } from '../../kit/index.ts'
import type { Amount, LookDue, Stretch, WinStanding } from '../../core/bargaining/index.ts'
import type { Version } from '../records/index.ts'
import type { SavedAs } from '../saved/index.ts'
import type { BigItemBody, WinBody } from './kinds.ts'

/** A branch as this room is asked for it. */
export interface OfBranch {
  id: string
}

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
  /** The version of the opening; null while nobody wrote them. */
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

/** A win with what it came from, and its concerns, whose ways can be followed. */
export interface WinPage {
  win: WinView
  cameFrom: CameFrom[]
}

/** What a win came from, by name, as far as the reader may see it. */
export interface CameFrom {
  what: 'concern' | 'demand' | 'meeting' | 'promise' | 'win'
  id: string
  title: string
}

/** A big item with the demands and wins that belong to it, by name. */
export interface BigItemPage {
  item: BigItemView
  cameFrom: CameFrom[]
}

/** What came of it, as whoever asks may read and change it. */
export interface OutcomesDoor<O extends OfBranch = OfBranch> {
  wins(of: O): Promise<WinsView>
  /** The wins that anybody may read, in the branch's order. */
  publicWins(of: O): Promise<WinsView>
  win(of: O, id: string): Promise<WinPage | null>
  winVersions(of: O, id: string): Promise<Version<WinBody>[]>
  bigItemVersions(of: O, id: string): Promise<Version<BigItemBody>[]>
  /** What a win or a big item may be said to come from, by name. */
  origins(of: O): Promise<CameFrom[]>
  saveWin(
    of: O,
    id: string | null,
    fields: WinBody,
    basedOn: number | null,
  ): Promise<SavedAs<{ id: string }>>
  saveOpening(of: O, opening: string, basedOn: number | null): Promise<SavedAs<null>>
  moveWin(of: O, id: string, to: 'up' | 'down'): Promise<Result<null, Problem>>
  /** Writes down that somebody looked whether it still holds. */
  look(
    of: O,
    id: string,
    look: { on: IsoDate; holds: boolean; words: string },
  ): Promise<SavedAs<null>>
  showTo(of: O, id: string, audience: 'public' | 'members'): Promise<SavedAs<null>>
  bigItems(of: O): Promise<BigItemView[]>
  bigItem(of: O, id: string): Promise<BigItemPage | null>
  saveBigItem(
    of: O,
    id: string | null,
    fields: BigItemBody,
    basedOn: number | null,
  ): Promise<SavedAs<{ id: string }>>
  closeBigItem(of: O, id: string, outcome: string): Promise<SavedAs<null>>
  reopenBigItem(of: O, id: string): Promise<SavedAs<null>>
}
