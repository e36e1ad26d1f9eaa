import type { Problem } from '../kit/index.ts'
import { readableCode } from './codes.ts'

export const BEGIN_AGAIN: Problem = {
  code: 'begin-again',
  sentence: 'This took too long. Sign in again from the beginning.',
}

export const CODE_WRONG: Problem = {
  code: 'code-wrong',
  sentence:
    'This code is not right, or was used already. Wait until your app shows the next one, and type that.',
}

const RECOVERY_CODES = 8

/** Codes that each stand in for the authenticator once. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: RECOVERY_CODES }, () => readableCode(3))
