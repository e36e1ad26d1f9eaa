import type { IsoDate, Result } from '../../kit/index.ts'
import type { Arrangement, Negotiation, Point, Span } from '../../core/bargaining/index.ts'
import type { Keeper, KeepProblem, OfBranch } from '../keeping/index.ts'
import type { Written } from '../records/index.ts'
import type {
  AgendaBody,
  ConsultationBody,
  ContactBody,
  MeetingBody,
  PointBody,
  RecognisedBodyBody,
} from './kinds.ts'
import type {
  AgendaView,
  ConcernsBeside,
  LogView,
  MeetingView,
  Named,
  PointRow,
  PersonView,
  TallyView,
} from './views.ts'

/** What the log asks of rooms beside it, with the eyes of whoever reads. */
export interface Beside {
  concerns(organisation: OfBranch): Promise<ConcernsBeside>
  demands(organisation: OfBranch): Promise<Named[]>
}

export type MeetingSaved = Result<Written<MeetingBody>, KeepProblem<MeetingBody>>

/** What a form was begun from, and the version set aside that it settles. */
export interface Begun {
  basedOn: number
  settles?: number | null
}

export interface Cancelling extends Begun {
  by: 'employer' | 'branch'
  on: IsoDate
  reason: string
  /** Where another day was named at once: the meeting in its place. */
  instead: { on: IsoDate; at: number | null; place: string } | null
}

export interface Minutes extends Begun {
  /** How long it took. */
  minutes: number | null
  notes: string
  forBranch: string
  /** Answers given at the meeting, by the point. */
  answers: readonly { point: string; words: string }[]
  /** Concerns that were put to somebody there. */
  raised: readonly { concern: string; to: string; words: string }[]
}

export interface NegotiationDoor {
  contacts: Keeper<ContactBody>
  bodies: Keeper<RecognisedBodyBody>
  meetings: Keeper<MeetingBody>
  points: Keeper<PointBody>
  consultations: Keeper<ConsultationBody>
  /** Counts alone, for every member; without a span, the last year in which there was a meeting. */
  tally(organisation: OfBranch, span: Span | null): Promise<TallyView>
  log(organisation: OfBranch, span: Span | null): Promise<LogView>
  meeting(organisation: OfBranch, id: string): Promise<MeetingView | null>
  person(organisation: OfBranch, id: string): Promise<PersonView | null>
  agenda(organisation: OfBranch, meeting: string): Promise<AgendaView | null>
  /** Everything that was ever asked, answered or not. */
  asked(organisation: OfBranch): Promise<PointRow[]>
  /** Keeps what officers did with an agenda. */
  arrange(
    organisation: OfBranch,
    meeting: string,
    given: Arrangement & { basedOn: number },
  ): Promise<Result<Written<AgendaBody>, KeepProblem<AgendaBody>>>
  /** What the minutes of a meeting begin with where none are written. */
  minutesBegun(organisation: OfBranch, meeting: string): Promise<string>
  hold(organisation: OfBranch, id: string, given: Minutes): Promise<MeetingSaved>
  cancel(organisation: OfBranch, id: string, given: Cancelling): Promise<MeetingSaved>
  /** Names another day for a meeting that was cancelled. */
  reschedule(
    organisation: OfBranch,
    id: string,
    given: Begun & { on: IsoDate; at: number | null; place: string },
  ): Promise<MeetingSaved>
  /** As counting sees them: with the house's eyes, for counts alone. */
  counted(organisation: OfBranch): Promise<{ meetings: Negotiation[]; points: Point[] }>
  concernsBeside(organisation: OfBranch): Promise<ConcernsBeside>
  demandsBeside(organisation: OfBranch): Promise<Named[]>
}
