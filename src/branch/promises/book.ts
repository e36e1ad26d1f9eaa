import { bookOf } from '../records/index.ts'
import { promiseFields, promiseSchema, type PromiseBody } from './kinds.ts'

export const promiseBook = bookOf<PromiseBody>({
  name: 'promise',
  noun: 'promise',
  schema: promiseSchema,
  audience: 'members',
  words: promiseFields,
})
