import type { IsoDate, Problem, Result } from '../../kit/index.ts'
import type {
  FrozenProgramme,
  ProgrammeChange,
  Said,
  SupportAnswer,
  SupportShown,
} from '../../core/bargaining/index.ts'
import type { Version } from '../records/index.ts'
import type { SavedAs } from '../saved/index.ts'
import type { DemandBody, ProposalBody } from './kinds.ts'

/** A branch as this room is asked for it. */
export interface OfBranch {
  id: string
}

/** A demand with its place among the others, from 1; a dropped one has none. */
export interface DemandView extends DemandBody {
  id: string
  /** The version that was shown: a form is based on it. */
  number: number
  place: number | null
  isCaseload: boolean
  savedAt: Date
  /** Versions that were set aside because another officer had saved; nobody has settled them. */
  aside: number
}

/** The last published programme, in a line. */
export interface PublishedLine {
  number: number
  on: IsoDate
  /** A year after: the day on which it is to be looked at anew. */
  reviewOn: IsoDate
  isDueForReview: boolean
}

export interface ProgrammeView {
  /** Null while nobody has written it. */
  number: number | null
  title: string
  opening: string
  /** In order; dropped ones apart. */
  demands: DemandView[]
  dropped: DemandView[]
  redLines: Said[]
  principles: Said[]
  /** The demand that opens the caseload page. */
  caseload: string | null
  /** The first and last day of a statutory ballot; null where none is set. */
  ballot: { from: IsoDate; until: IsoDate } | null
  published: PublishedLine | null
  /** What differs from the published one; all of it where there is none. */
  unpublished: ProgrammeChange[]
  /** Proposals that wait for an officer, and those that members are asked about. */
  open: number
  put: number
}

export interface PublishedView extends PublishedLine {
  programme: FrozenProgramme
  /** What changed from the one before; null for the first. */
  changes: ProgrammeChange[] | null
}

export interface ProposalView extends ProposalBody {
  id: string
  number: number
  madeOn: IsoDate
  isMine: boolean
  /** The demand that it would change, or that it was merged with or became. */
  demandNow: { id: string; title: string; words: string; number: number } | null
  into: { id: string; title: string } | null
  /** Whether members are being asked today. */
  isOpenForAnswers: boolean
  /** A statutory ballot runs today: nobody answers here meanwhile. */
  restsForBallot: boolean
  /** One's own answer. */
  answer: SupportAnswer | null
  /** Null where members were not asked. */
  support: SupportShown | null
}

export interface DemandPage {
  demand: DemandView
  /** Proposals about it, the newest first. */
  proposals: Pick<ProposalView, 'id' | 'what' | 'title' | 'state'>[]
  /** The concerns that it comes from, as far as the reader sees them. */
  concerns: { id: string; title: string }[]
}

/** The programme as whoever asks may read and change it. */
export interface ProgrammeDoor<O extends OfBranch = OfBranch> {
  programme(of: O): Promise<ProgrammeView>
  demand(of: O, id: string): Promise<DemandPage | null>
  /** @param basedOn the version that the form showed; null for a new demand. */
  saveDemand(
    of: O,
    id: string | null,
    fields: DemandBody,
    basedOn: number | null,
  ): Promise<SavedAs<{ id: string }>>
  /** The programme's own words. Red lines and principles come one to a line. */
  savePlain(
    of: O,
    fields: {
      title: string
      opening: string
      redLines: string
      principles: string
      caseload: string | null
      ballot: { from: IsoDate; until: IsoDate } | null
    },
    basedOn: number | null,
  ): Promise<SavedAs<null>>
  move(of: O, id: string, to: 'up' | 'down'): Promise<Result<null, Problem>>
  /** Freezes the programme as it stands under the next number. */
  publish(of: O): Promise<Result<{ number: number }, Problem>>
  publishedLines(of: O): Promise<PublishedLine[]>
  /** @param number the last one where null. */
  published(of: O, number: number | null): Promise<PublishedView | null>
  /** Concerns to choose from. */
  concerns(of: O): Promise<{ id: string; title: string }[]>
  demandVersions(of: O, id: string): Promise<Version<DemandBody>[]>
  proposals(of: O): Promise<ProposalView[]>
  proposal(of: O, id: string): Promise<ProposalView | null>
  propose(
    of: O,
    fields: { demand: string | null; title: string; words: string; why: string },
  ): Promise<Result<{ id: string }, Problem>>
  withdraw(of: O, id: string): Promise<SavedAs<null>>
  put(of: O, id: string, fields: { question: string; until: IsoDate }): Promise<SavedAs<null>>
  answer(of: O, id: string, answer: SupportAnswer): Promise<Result<null, Problem>>
  /**
   * Takes it into the programme, merges it with a demand, or declines; with the reason, always.
   *
   * @param words for an amendment that is taken: the demand's words from now on.
   */
  decide(
    of: O,
    id: string,
    fields: {
      as: 'taken' | 'merged' | 'declined'
      reason: string
      into: string | null
      words: string
      basedOn: number | null
    },
  ): Promise<SavedAs<null>>
}
