import type { IsoDate } from '../../kit/index.ts'
import type { SavedAs } from '../saved/index.ts'
import type { ActionBody, FindingBody, InspectionBody } from './kinds.ts'

export interface OfBranch {
  id: string
  slug: string
}

/** Something with its name, as pages link to it. */
export interface Named {
  id: string
  name: string
}

export interface InspectionRow {
  id: string
  title: string
  by: string
  from: IsoDate
  until: IsoDate | null
  publishedOn: IsoDate | null
  judgement: string
  findings: number
  /** Findings that nothing is tied to. */
  untied: number
  open: number
  overdue: number
}

export interface ActionView extends ActionBody {
  id: string
  number: number
  /** Labels of the findings it answers. */
  answers: Named[]
  daysLate: number
}

/** A concern of members beside a finding, with the day on which it was first raised. */
export interface TiedConcern extends Named {
  firstRaised: IsoDate | null
  /** Whether members had said so before the inspection came. */
  isBefore: boolean
}

export interface FindingView extends Omit<FindingBody, 'concerns' | 'demands' | 'meetings'> {
  id: string
  number: number
  concerns: TiedConcern[]
  demands: Named[]
  meetings: Named[]
  actions: ActionView[]
  isTied: boolean
  /** What it is tied to that this reader does not see, by id. */
  unseen: Pick<FindingBody, 'concerns' | 'demands' | 'meetings'>
}

export interface FileEvent {
  on: IsoDate
  what:
    | 'inspected'
    | 'last-day'
    | 'published'
    | 'raised'
    | 'meeting'
    | 'meeting-cancelled'
    | 'due'
    | 'overdue'
    | 'done'
  words: string
  about: { kind: 'concern' | 'meeting'; id: string } | null
}

export interface InspectionView extends InspectionBody {
  id: string
  number: number
  /** Those with nothing tied first, then as numbered. */
  findings: FindingView[]
  /** Published numbers that are not here. */
  missing: string[]
  /** Labels that stand more than once. */
  repeated: string[]
  actions: ActionView[]
  timeline: FileEvent[]
}

/** What a form offers to tie a finding to. */
export interface TieChoices {
  concerns: Named[]
  demands: Named[]
  meetings: Named[]
}

export type FileKind = 'finding' | 'action'

/** The inspection file as whoever asks may see and change it. */
export interface Inspections {
  list(of: OfBranch): Promise<InspectionRow[]>
  inspection(of: OfBranch, id: string): Promise<InspectionView | null>
  choices(of: OfBranch): Promise<TieChoices>
  /** @param basedOn the version the form showed; null for a new one. @returns its id */
  save(
    of: OfBranch,
    id: string | null,
    basedOn: number | null,
    body: InspectionBody,
  ): Promise<SavedAs<{ id: string }>>
  saveFinding(
    of: OfBranch,
    id: string | null,
    basedOn: number | null,
    body: FindingBody,
  ): Promise<SavedAs<{ id: string }>>
  saveAction(
    of: OfBranch,
    id: string | null,
    basedOn: number | null,
    body: ActionBody,
  ): Promise<SavedAs<{ id: string }>>
  /** The inspection that a finding or action belongs to; null where there is none in sight. */
  inspectionOf(of: OfBranch, kind: FileKind, id: string): Promise<string | null>
  setRemoved(of: OfBranch, kind: FileKind, id: string, isRemoved: boolean): Promise<SavedAs<null>>
}
