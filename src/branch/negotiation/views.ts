import type { IsoDate } from '../../kit/index.ts'
import type {
  ConsultationClock,
  Contact,
  MeetingTally,
  RankedConcern,
  Span,
} from '../../core/bargaining/index.ts'
import type { MeetingBody, PointBody, Side } from './kinds.ts'

export interface Named {
  id: string
  name: string
}

/** What members see of meetings with the employer: counts, and nobody's name or words. */
export interface TallyView {
  span: Span
  /** Years in which there was a meeting, the last first. */
  years: number[]
  sentence: string
  tally: MeetingTally
  consultations: ConsultationRow[]
}

export interface MeetingRow {
  id: string
  number: number
  subject: string
  on: IsoDate
  at: number | null
  place: string
  state: MeetingBody['state']
  with: Named[]
  asked: MeetingBody['asked']
  cancelled: MeetingBody['cancelled']
  /** Whole days between the word and the day; null unless cancelled. */
  notice: number | null
  /** What came of a cancelled one; null unless cancelled. */
  became: 'moved' | 'lost' | null
  movedTo: { id: string; on: IsoDate } | null
  movedFrom: { id: string; on: IsoDate } | null
  minutes: number | null
  asks: number
  answered: number
}

export interface PointRow {
  id: string
  number: number
  about: PointBody['about']
  words: string
  to: Named
  meeting: string | null
  askedOn: IsoDate
  answeredOn: IsoDate | null
  answer: string
  /** Days since it was asked; null where it was answered. */
  waits: number | null
  concerns: string[]
  demands: string[]
}

export interface PersonRow {
  id: string
  name: string
  /** The post held today; empty where none is known. */
  post: string
  side: Side
  /** Whole days since they were last met; null where never. */
  since: number | null
  /** What was asked of them and not answered: how many, and the longest wait in days. */
  waiting: { count: number; longest: number }
  contact: Contact
}

/** One person's page: contact, meetings with them, the last first, and what was asked of them. */
export interface PersonView {
  row: PersonRow
  meetings: MeetingRow[]
  points: PointRow[]
}

export interface ConsultationRow {
  id: string
  name: string
  source: string
  clock: ConsultationClock
  words: string
}

export interface LogView {
  tally: TallyView
  /** Meetings of the span, the last first. */
  meetings: MeetingRow[]
  /** Meetings whose day has passed and of which nobody said whether they were held. */
  unsaid: MeetingRow[]
  /** The next that is planned. */
  next: MeetingRow | null
  /** What was asked and not answered, the longest wait first. */
  waiting: PointRow[]
  people: PersonRow[]
}

export interface MeetingView {
  row: MeetingRow
  body: MeetingBody
  number: number
  bodies: Named[]
  points: PointRow[]
  consultation: Named | null
  /** Whether versions were set aside that nobody has settled. */
  aside: number
}

/** A line of an agenda as it is read out. */
export interface AgendaLine {
  key: string
  kind: 'promise' | 'point' | 'concern' | 'own'
  /** The record behind it; empty for what officers added. */
  id: string
  words: string
  /** Why it stands there; empty for what officers added. */
  why: string
}

export interface AgendaView {
  meeting: MeetingRow
  items: AgendaLine[]
  leftOut: { item: AgendaLine; reason: string }[]
  /** The record of what officers did with it; null while nobody arranged it. */
  arranged: { id: string; number: number } | null
}

/** Concerns of the branch as ranked on a day, and what they are called. */
export interface ConcernsBeside {
  ranked: Pick<RankedConcern, 'id' | 'place' | 'rounds' | 'merged'>[]
  titles: ReadonlyMap<string, string>
}
