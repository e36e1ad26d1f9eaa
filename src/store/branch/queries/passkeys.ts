import { passkeysIn, type PasskeyOf } from '../../passkeys.ts'
import { transactionOf, type BranchScope } from '../scope.ts'
import type { BranchTables } from '../tables.ts'

export type Passkey = PasskeyOf<'member'>

export const { add, of, take, used, remove, ask, takeChallenge } = passkeysIn<
  BranchScope,
  BranchTables,
  'member'
>('branch', 'member', transactionOf)
