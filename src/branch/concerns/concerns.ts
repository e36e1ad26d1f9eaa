import type { IsoDate, Problem, Result } from '../../kit/index.ts'
import type { Figure } from './kinds.ts'
import type { Theme } from './themes.ts'
import type {
  CaptureChoices,
  ConcernView,
  CoverageRow,
  Ledger,
  NotedView,
  ConcernVersion,
  RaisedView,
  ToSortView,
} from './views.ts'

/** A branch as this room is asked for it. */
export interface OfBranch {
  id: string
  slug: string
}

/** Somebody saved first: what is written now, and what was just written, part by part. */
export interface ConcernsClash {
  code: 'saved-by-another'
  /** The version that the words just written are kept under, set aside. */
  mine: number
  parts: { label: string; theirs: string; mine: string }[]
}

export type Saved = Result<null, Problem | ConcernsClash>

export const isConcernsClash = (problem: Problem | ConcernsClash): problem is ConcernsClash =>
  problem.code === 'saved-by-another' && 'parts' in problem

/** What was said, as a form gives it. The meeting says where and when; without one, the form does. */
export interface NewHearing {
  words: string
  theme: string
  visit: string | null
  site: string | null
  team: string | null
  people: number
}

/** What the words are put to: a concern that is there, or a new one with the words members will read. */
export type PutTo = { concern: string } | { title: string; theme: string } | null

export interface ConcernChange {
  title: string
  theme: string
  indicator: string
  figure: Figure | null
}

/** Concerns as whoever asks may see and change them. */
export interface Concerns {
  ledger(of: OfBranch): Promise<Ledger>
  concern(of: OfBranch, id: string): Promise<ConcernView | null>
  /** @param visit a meeting that is offered however long ago it was */
  choices(of: OfBranch, visit?: string | null): Promise<CaptureChoices>
  /** What the reader noted from one meeting, the latest first. */
  noted(of: OfBranch, visit: string): Promise<NotedView[]>
  /** Keeps what a rep heard. @returns its id */
  note(of: OfBranch, heard: NewHearing, to: PutTo): Promise<Result<string, Problem>>
  /**
   * Keeps what a member raises from home. Nothing of who raised it is kept with it, its time to the day
   * alone. @returns a code by which whoever has it finds out what became of it; null where none was asked for
   */
  raise(
    of: OfBranch,
    heard: Omit<NewHearing, 'visit' | 'people'> & { wantsCode: boolean },
  ): Promise<Result<{ code: string | null }, Problem>>
  raised(of: OfBranch, code: string): Promise<RaisedView | null>
  toSort(of: OfBranch): Promise<ToSortView[]>
  sort(of: OfBranch, heard: string, basedOn: number, to: NonNullable<PutTo>): Promise<Saved>
  /** Takes words out of every count; `restore` puts them back. */
  remove(of: OfBranch, heard: string): Promise<Result<null, Problem>>
  restore(of: OfBranch, heard: string): Promise<Result<null, Problem>>
  change(of: OfBranch, id: string, basedOn: number, to: ConcernChange): Promise<Saved>
  /** The reader follows it up from now on, or no longer. */
  take(of: OfBranch, id: string, basedOn: number, isTaken: boolean): Promise<Saved>
  merge(of: OfBranch, id: string, basedOn: number, into: string): Promise<Saved>
  unmerge(of: OfBranch, id: string, basedOn: number): Promise<Saved>
  /** Lets go of it with a reason; null opens it again. */
  close(of: OfBranch, id: string, basedOn: number, words: string | null): Promise<Saved>
  themes(of: OfBranch): Promise<{ themes: Theme[]; number: number | null }>
  /** @param basedOn the version that was shown; null where the first themes were. */
  saveThemes(
    of: OfBranch,
    basedOn: number | null,
    themes: readonly { id: string | null; name: string; indicator: string }[],
  ): Promise<Saved>
  /** Every concern by its id, as the one that stands for it after all merging. */
  standing(
    of: OfBranch,
  ): Promise<ReadonlyMap<string, { id: string; title: string; firstRaised: IsoDate | null }>>
  coverage(of: OfBranch): Promise<CoverageRow[]>
  /** What a page says of a child at risk now: the line that the branch set, or null. */
  safeguardingLine(of: OfBranch): Promise<string | null>
  /** Sets that line; empty takes it away. */
  setSafeguardingLine(of: OfBranch, line: string): Promise<Result<null, Problem>>
  versions(of: OfBranch, id: string): Promise<ConcernVersion[]>
  /** Notes that a table left as a file: how many rows, and their hash. Not by whom. */
  took(of: OfBranch, table: string, rows: number, sha256: string): Promise<void>
}
