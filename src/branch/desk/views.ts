import type { IsoDate } from '../../kit/index.ts'
import type { Agreement, ClauseChange } from '../../core/agreement/index.ts'
import type { AmountRange, EvidenceRelease, EvidenceReplay } from '../../core/evidence/index.ts'
import type { DeskSource } from '../../store/branch/index.ts'
import type { VersionFacts } from './incoming.ts'

/** Where a text came from, and when. */
export interface CameFrom {
  /** Null for a file that somebody brought. */
  address: string | null
  at: Date
}

/** The branch's own copy of a version of the agreement. */
export interface VersionView {
  id: string
  agreement: Agreement
  sha256: string
  came: CameFrom
  /** What the service said of it, and when it said so first; null where it came as a file alone. */
  facts: (VersionFacts & { at: Date }) | null
  /** The branch's own signature; null where it has not signed. */
  signed: SignedView | null
}

/** A signature for the branch: who, in which office, on which day, under which text. */
export interface SignedView {
  id: string
  name: string
  office: string
  on: IsoDate
}

/** The branch's own copy of a release of evidence. */
export interface ReleaseView {
  id: string
  release: EvidenceRelease
  sha256: string
  came: CameFrom
  /** The service undid the import since. */
  undone: boolean
}

export interface DeskView {
  versions: VersionView[]
  releases: ReleaseView[]
  source: DeskSource | null
}

export interface CompareView {
  one: VersionView
  other: VersionView
  changes: ClauseChange[]
}

/** The children of a release under two versions. */
export interface ReplayView {
  one: VersionView
  other: VersionView
  release: ReleaseView
  /** Under each; null where that version is not filled in. */
  before: EvidenceReplay | null
  after: EvidenceReplay | null
  /** How much more it is under the later one; null where that cannot be said more narrowly. */
  change: AmountRange | null
  /** What the workers of the release can carry, where this version says the same of capacity as the release's own. */
  capacity: { from: number; to: number } | null
  versions: VersionView[]
  releases: ReleaseView[]
}

/** What came of bringing a file, or of asking the service. */
export interface Brought {
  versions: number
  releases: number
  /** Texts that were here already. */
  known: number
  /** The one that came, where it was one alone. */
  only: { kind: 'agreement' | 'evidence'; id: string } | null
}
