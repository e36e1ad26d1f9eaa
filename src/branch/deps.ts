import type { IsoDate, Problem, Result } from '../kit/index.ts'
import type { BranchGuest, BranchPerson } from '../core/branch-rights/index.ts'
import type { MembersJob, MembersReading } from '../intake/index.ts'
import type { Mailer } from '../render/index.ts'
import type { BranchId, BranchStore } from '../store/branch/index.ts'
import type { BranchView } from './views.ts'

/** What the branch's rooms are built from; everything of the world outside comes in here. */
export interface BranchDeps {
  /** As whoever asks sees it; `asHouse()` for counts that pass a gate before anybody sees them. */
  store: BranchStore
  now(): Date
  today(): IsoDate
  /** The house's own key, 32 bytes, kept outside the database. */
  key: Buffer
  /** Where messages are sent, and from whom; null where none are. */
  mail: { mailer: Mailer; from: string } | null
  /** Where people reach the branch: known for certain once a port is taken. */
  origin(): string
  /** Reads a membership list in a process of its own, under caps. */
  readMembers(job: MembersJob): Promise<Result<MembersReading, Problem>>
  /** A folder that only this user can read: a list lies there while it is read. */
  temporaryFolder: string
  /** Told of faults behind the pages; they hold no record. */
  onTrouble(error: unknown): void
}

/** Whoever asks: somebody signed in, a guest by link, or (`null`) anybody who passes by. */
export type Who = BranchPerson | BranchGuest | null

export const personIn = (who: Who): BranchPerson | null =>
  who !== null && 'member' in who ? who : null

export const branchId = (of: Pick<BranchView, 'id'>): BranchId => of.id as BranchId
