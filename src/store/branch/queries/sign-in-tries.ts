import { triesIn } from '../../sign-in-tries.ts'
import { transactionOf, type BranchScope } from '../scope.ts'
import type { BranchTables } from '../tables.ts'

export const { tries, noteTry, tryWentWell } = triesIn<BranchScope, BranchTables, 'member'>(
  'branch',
  'member',
  transactionOf,
)
