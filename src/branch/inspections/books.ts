import { bookOf } from '../records/index.ts'
import {
  actionSchema,
  actionWords,
  findingSchema,
  findingWords,
  inspectionSchema,
  inspectionWords,
  type ActionBody,
  type FindingBody,
  type InspectionBody,
} from './kinds.ts'

export const inspectionBook = bookOf<InspectionBody>({
  name: 'inspection',
  noun: 'inspection',
  schema: inspectionSchema,
  audience: 'members',
  words: inspectionWords,
})

export const findingBook = bookOf<FindingBody>({
  name: 'inspection-finding',
  noun: 'finding',
  schema: findingSchema,
  audience: 'members',
  words: findingWords,
})

export const actionBook = bookOf<ActionBody>({
  name: 'inspection-action',
  noun: 'action',
  schema: actionSchema,
  audience: 'members',
  words: actionWords,
})
