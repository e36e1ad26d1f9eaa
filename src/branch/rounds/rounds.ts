import type { Problem, Result } from '../../kit/index.ts'
import type {
  Answer,
  Named,
  NewVisit,
  RoundView,
  RoundsView,
  RoundAudience,
  ShortForm,
  VisitPageView,
} from './views.ts'

/** A branch as this room is asked for it. */
export interface OfBranch {
  id: string
  slug: string
}

/** What a form was begun from, and the version set aside that it settles. */
export interface Basis {
  number: number
  settles: number | null
}

/** Somebody saved first: what is written now, and what was just written, field by field. */
export interface RoundsClash {
  code: 'saved-by-another'
  /** The version that the words just written stand under, set aside. */
  mine: number
  fields: { label: string; theirs: string; mine: string }[]
}

export type Saved = Result<null, Problem | RoundsClash>

export const isClash = (problem: Problem | RoundsClash): problem is RoundsClash =>
  problem.code === 'saved-by-another' && 'fields' in problem

/** What became of a visit, as somebody says it. */
export type Outcome =
  | { state: 'held'; came: number | null }
  | { state: 'cancelled'; why: string }
  /** Neither after all: it stands again. */
  | { state: 'planned' }

/** Everything that was ever written in a record, set-aside words too. */
export interface Versions {
  /** What it is of: `Round 3`, `Moreton, 6 July 2026`. */
  of: string
  versions: {
    number: number
    lines: { label: string; words: string }[]
    savedBy: string | null
    savedAt: Date
    isAside: boolean
    basedOn: number | null
  }[]
}

/** Rounds of meetings as whoever asks may see and change them. */
export interface Rounds {
  list(of: OfBranch): Promise<RoundsView>
  round(of: OfBranch, id: string): Promise<RoundView | null>
  visit(of: OfBranch, id: string): Promise<VisitPageView | null>
  /** Sites to choose from. */
  sites(of: OfBranch): Promise<(Named & { town: string })[]>
  /** Who may go to a visit: whoever holds an office today. */
  reps(of: OfBranch): Promise<Named[]>
  /** Writes a round with its visits. @returns its id */
  make(
    of: OfBranch,
    round: Pick<ShortForm, 'name' | 'about' | 'audience' | 'guestsMayAnswer'>,
    visits: readonly NewVisit[],
  ): Promise<Result<string, Problem>>
  changeRound(
    of: OfBranch,
    id: string,
    basedOn: Basis,
    to: { name: string; about: string; audience: RoundAudience; guestsMayAnswer: boolean },
  ): Promise<Saved>
  addVisit(of: OfBranch, round: string, visit: NewVisit): Promise<Result<string, Problem>>
  /** Changes where and when; a visit that moves keeps what it was first announced as. */
  changeVisit(of: OfBranch, id: string, basedOn: Basis, to: NewVisit): Promise<Saved>
  /** Every version of a round, a visit or a visit’s notes, the newest first; null where it is not there. */
  versions(of: OfBranch, what: 'round' | 'visit' | 'notes', id: string): Promise<Versions | null>
  /** Takes a visit, or a round with all its visits, out of every list and calendar. */
  remove(of: OfBranch, what: 'round' | 'visit', id: string): Promise<boolean>
  /** Puts it back as it was. */
  restore(of: OfBranch, what: 'round' | 'visit', id: string): Promise<boolean>
  setRota(of: OfBranch, id: string, basedOn: Basis, reps: readonly string[]): Promise<Saved>
  tell(of: OfBranch, id: string, basedOn: Basis, outcome: Outcome): Promise<Saved>
  /** @param basedOn the version of the notes that was shown; null where there were none. */
  note(
    of: OfBranch,
    visit: string,
    basedOn: Basis | null,
    notes: { came: number | null; words: string },
  ): Promise<Saved>
  /** A member’s own answer; null takes it back. */
  answer(of: OfBranch, visit: string, answer: Answer | null): Promise<Result<null, Problem>>
  /** Somebody without a sign-in says that they come: counted, never named. */
  answerAsGuest(of: OfBranch, visit: string): Promise<Result<null, Problem>>
}
