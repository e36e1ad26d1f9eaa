import type { BranchPerson } from '../../core/branch-rights/index.ts'
import { keeperOf, type KeepingDeps } from '../keeping/index.ts'
import { repairBook } from './book.ts'

/** What is wrong with buildings: members read it, reps and officers write it. */
export const repairsDoor = (deps: KeepingDeps, person: BranchPerson | null) =>
  keeperOf(deps, person, { book: repairBook, action: 'sites.edit' })

export type Repairs = ReturnType<typeof repairsDoor>
