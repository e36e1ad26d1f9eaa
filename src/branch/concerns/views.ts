import type { IsoDate } from '../../kit/index.ts'
import type { Band, Path, PathStage } from '../../core/bargaining/index.ts'
import type { Figure } from './kinds.ts'
import type { Theme } from './themes.ts'

/** Something with its name, as pages link to it. */
export interface Named {
  id: string
  name: string
}

/** One concern as anybody of the branch may see it. */
export interface ConcernRow {
  id: string
  /** 1 is the first; equal ones share a place. */
  place: number
  title: string
  theme: Named
  /** Rounds in which it came up, of those there have been. */
  rounds: number
  ofRounds: number
  /** Null where the branch is too small to say. */
  people: Band | null
  firstRaised: IsoDate
  lastRaised: IsoDate
  /** `5 months`. */
  age: string
  owner: { name: string; isReader: boolean } | null
  /** How far it has come. */
  stands: PathStage
  closed: { on: IsoDate; words: string } | null
  /** Why it stands where it does. */
  why: string
  /** How many were found to be the same. */
  merged: number
}

export interface Ledger {
  rows: ConcernRow[]
  closed: ConcernRow[]
  rounds: number
  themes: Theme[]
  /** Words that nobody has put to a concern yet; 0 for whoever may not read them. */
  toSort: number
}

/** How many of some teams said it; small ones stand together. */
export interface TeamsRow {
  /** `Court and Duty`. */
  teams: string[]
  people: Band
}

export interface ByTeam {
  rows: TeamsRow[]
  notSaid: Band
  /** Fewer than ten people altogether: nothing is shown by team. */
  withheld: boolean
}

/** What was said once, for who may read it. */
export interface HeardView {
  id: string
  number: number
  words: string
  on: IsoDate
  /** The round; null outside of any. */
  round: string | null
  /** As far as it may be told. */
  where: string | null
  people: number
  fromHome: boolean
}

export interface MergedView extends Named {
  /** The version that undoing is based on. */
  number: number
  theme: Named
  firstRaised: IsoDate | null
}

export interface ConcernView {
  id: string
  number: number
  title: string
  theme: Named
  owner: { name: string; isReader: boolean } | null
  indicator: string
  figure: Figure | null
  closed: { on: IsoDate; words: string } | null
  /** Its place and counts; null before anybody has raised it, and where it stands under another. */
  row: ConcernRow | null
  /** The concern that stands for it. */
  standsUnder: Named | null
  merged: MergedView[]
  byTeam: ByTeam
  rounds: { name: string; first: IsoDate | null; cameUp: boolean }[]
  path: Path
  /** Null where the reader may not read what was said. */
  words: HeardView[] | null
  /** Whether the reader could take it on, and read what was said then. */
  mayTake: boolean
  mayEdit: boolean
}

/** What a form needs to offer. */
export interface CaptureChoices {
  themes: Theme[]
  sites: { id: string; name: string; teams: Named[] }[]
  /** Meetings that words may have been heard at, the latest first. */
  visits: { id: string; words: string; site: string; on: IsoDate }[]
  concerns: { id: string; title: string; theme: string }[]
}

/** What a rep noted from one meeting, for that rep. */
export interface NotedView {
  id: string
  number: number
  words: string
  theme: string
  concern: Named | null
  people: number
}

/** Words from home or a meeting that no concern has yet. */
export interface ToSortView extends HeardView {
  theme: Named
}

export interface CoverageRow {
  teams: string[]
  people: Band
  isLow: boolean
}

/** What somebody who raised a concern finds by its code. */
export interface RaisedView {
  words: string
  on: IsoDate
  /** Null while nobody has put it to a concern. */
  concern: (Named & { stands: PathStage; place: number | null }) | null
}

export interface ConcernVersion {
  number: number
  /** Null for the first. */
  basedOn: number | null
  isAside: boolean
  at: Date
  lines: { label: string; words: string }[]
}
