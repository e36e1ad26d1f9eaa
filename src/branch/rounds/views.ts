import type { IsoDate } from '../../kit/index.ts'
import type { SiteCoverage } from '../../core/bargaining/index.ts'

/** Something with its name, as pages link to it. */
export interface Named {
  id: string
  name: string
}

export type Answer = 'coming' | 'maybe' | 'not'
export const answers: readonly Answer[] = ['coming', 'maybe', 'not']

/** Who sees a round: anybody, with a page of its own, or members. */
export type RoundAudience = 'public' | 'members'

export interface VisitView {
  id: string
  round: Named
  site: Named
  town: string
  address: string
  on: IsoDate
  at: number | null
  minutes: number
  isAbout: boolean
  /** As it was written; empty where none is known. */
  room: string
  state: 'planned' | 'held' | 'cancelled'
  /** Its day has passed and nobody said whether it was held. */
  isNotTold: boolean
  cancelled: { on: IsoDate; why: string } | null
  movedFrom: { site: string; on: IsoDate; at: number | null } | null
  /** Who goes; empty where nobody does yet, and for whoever may not see it. */
  reps: Named[]
  audience: RoundAudience
  /** The version that was shown: a form is based on it. */
  number: number
}

export interface RoundSummary {
  id: string
  name: string
  audience: RoundAudience
  first: IsoDate | null
  last: IsoDate | null
  visits: number
  held: number
  cancelled: number
  needReps: number
  notTold: number
}

export interface GridRow {
  site: Named
  /** Those of each day. */
  visits: VisitView[][]
}

/** A rep who is down for two places at once. */
export interface ClashView {
  rep: Named
  visits: readonly [VisitView, VisitView]
  isSure: boolean
}

export interface RoundView extends RoundSummary {
  about: string
  guestsMayAnswer: boolean
  number: number
  days: IsoDate[]
  rows: GridRow[]
  /** By day and time. */
  all: VisitView[]
  clashes: ClashView[]
  /** Sites that no held meeting of this round has reached. */
  notReached: Named[]
}

/** Every round, what needs somebody next, and which sites were never reached. */
export interface RoundsView {
  rounds: RoundSummary[]
  /** Visits to come that nobody goes to, the soonest first; empty for whoever may not plan. */
  needReps: VisitView[]
  notTold: VisitView[]
  clashes: ClashView[]
  /** Sites × rounds; each site's name in place of its id. */
  coverage: (Omit<SiteCoverage, 'site'> & { site: Named })[]
  neverReached: Named[]
  sites: number
}

export interface AnswerCounts {
  coming: number
  maybe: number
  not: number
  /** Of guests, without names. */
  guests: number
}

export interface VisitPageView extends VisitView {
  about: string
  guestsMayAnswer: boolean
  /** What the reader answered; null where they have not, or are no member. */
  own: Answer | null
  /** For reps; null for everybody else. */
  counts: AnswerCounts | null
  /** For reps; null where nothing was noted. */
  notes: { id: string; came: number | null; words: string; number: number } | null
}

/** What a round's short form says. */
export interface ShortForm {
  name: string
  about: string
  firstDay: IsoDate
  days: number
  sites: readonly string[]
  at: number | null
  minutes: number
  isAbout: boolean
  audience: RoundAudience
  guestsMayAnswer: boolean
}

/** One visit as a form gives it. */
export interface NewVisit {
  site: string
  on: IsoDate
  at: number | null
  minutes: number
  isAbout: boolean
  room: string
}
