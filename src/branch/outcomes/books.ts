import { bookOf } from '../records/index.ts'
import {
  bigItemSchema,
  bigItemWords,
  winSchema,
  winsSchema,
  winsWords,
  winWords,
  type BigItemBody,
  type WinBody,
  type WinsBody,
} from './kinds.ts'

export const winBook = bookOf<WinBody>({
  name: 'win',
  noun: 'win',
  schema: winSchema,
  audience: 'members',
  words: winWords,
})

export const winsBook = bookOf<WinsBody>({
  name: 'wins',
  noun: 'page of wins',
  schema: winsSchema,
  audience: 'public',
  words: winsWords,
})

export const bigItemBook = bookOf<BigItemBody>({
  name: 'big-item',
  noun: 'big item',
  schema: bigItemSchema,
  audience: 'members',
  words: bigItemWords,
})
