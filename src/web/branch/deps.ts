import type { IsoDate } from '../../kit/index.ts'
import type { Branch } from '../../branch/index.ts'
import type { BranchSignIn } from '../../branch/sign-in/index.ts'
import type { HardenedDeps } from '../hardened.ts'

export type { Branch, BranchView } from '../../branch/index.ts'

export interface BranchServerDeps extends HardenedDeps {
  branch: Branch
  signIn: BranchSignIn
  /** Where uploads lie while they arrive; must exist. */
  temporaryFolder: string
  today(): IsoDate
  now(): Date
}
