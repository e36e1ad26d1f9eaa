import { passkeysIn, type PasskeyOf } from '../passkeys.ts'
import { transactionOf, type Scope } from '../scope.ts'
import type { Tables } from '../tables.ts'

export type Passkey = PasskeyOf<'account'>

export const { add, of, take, used, remove, ask, takeChallenge } = passkeysIn<
  Scope,
  Tables,
  'account'
>('council', 'account', transactionOf)
