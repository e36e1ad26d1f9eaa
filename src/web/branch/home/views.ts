import type { HomeWords, Path } from '../../../core/bargaining/index.ts'
import type { IsoDate } from '../../../kit/index.ts'

/** Something on a first page, in one line, with the page it leads to. */
export interface LineTo {
  words: string
  href: string
  /** Said after it, quieter. */
  more?: string | undefined
}

export interface ConcernLine extends LineTo {
  place: number
}

/** What whoever holds an office has to do next. */
export interface RepsPart {
  /** Their own visits to come, the soonest first. */
  visits: readonly LineTo[]
  /** Visits whose notes nobody has written, theirs first. */
  notes: readonly LineTo[]
  /** Concerns that they have taken on. */
  owned: readonly ConcernLine[]
}

export interface OfficersPart {
  words: HomeWords
  /** Visits to come that nobody goes to. */
  needReps: readonly LineTo[]
  overdue: readonly LineTo[]
  waiting: readonly LineTo[]
  /** The concern that presses most, and how far it has come. */
  path: { title: string; href: string; path: Path } | null
  programme: string
}

export interface MembersPart {
  /** `Members raised 12 concerns; the first is heard in all three rounds.` */
  heard: string
  first: readonly ConcernLine[]
  visits: readonly LineTo[]
  /** What they raised or proposed themselves. */
  own: readonly LineTo[]
  consultations: readonly LineTo[]
  wins: readonly LineTo[]
}

export interface HomeView {
  today: IsoDate
  name: string
  officers: OfficersPart | null
  reps: RepsPart | null
  members: MembersPart
}
