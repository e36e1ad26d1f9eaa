import type { IsoDate, Problem, Result } from '../../kit/index.ts'
import type { BranchGuest, BranchPerson } from '../../core/branch-rights/index.ts'
import type { HardenedDeps } from '../hardened.ts'
import type { OnceRequest } from '../once.ts'
import type { BranchSignIn } from './guard.ts'

/** Whose house a page belongs to. */
export interface BranchView {
  id: string
  slug: string
  name: string
  demonstration: boolean
}

/** The branch's domain as pages meet it: what every page needs; each room adds its door. */
export interface Branch {
  /** The same as one person or guest sees it; `null`: anybody who passes by. */
  as(who: BranchPerson | BranchGuest | null): Branch
  once(person: BranchPerson, given: { key: string; asked: string }): OnceRequest
  organisations(): Promise<BranchView[]>
  organisation(slug: string): Promise<BranchView | null>
  ready(): Promise<Result<unknown, Problem>>
}

export interface BranchServerDeps extends HardenedDeps {
  branch: Branch
  signIn: BranchSignIn
  /** Where uploads lie while they arrive; must exist. */
  temporaryFolder: string
  today(): IsoDate
  now(): Date
}
