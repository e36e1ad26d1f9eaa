import { bookOf } from '../records/index.ts'
import { repairSchema, repairWords, type RepairBody } from './kind.ts'

export const repairBook = bookOf<RepairBody>({
  name: 'repair',
  noun: 'repair',
  schema: repairSchema,
  audience: 'members',
  words: (body) => repairWords(body),
})
