import { bookOf } from '../records/index.ts'
import {
  notesSchema,
  notesWords,
  roundSchema,
  roundWords,
  visitSchema,
  visitWords,
  type NotesBody,
  type RoundBody,
  type VisitBody,
} from './kinds.ts'

export const roundBook = bookOf<RoundBody>({
  name: 'round',
  noun: 'round',
  schema: roundSchema,
  audience: 'members',
  words: roundWords,
})

/** A visit is seen by whoever sees its round: it is made and saved with the round's audience. */
export const visitBook = bookOf<VisitBody>({
  name: 'visit',
  noun: 'visit',
  schema: visitSchema,
  audience: 'members',
  words: (body) => visitWords(body),
})

export const notesBook = bookOf<NotesBody>({
  name: 'visit-notes',
  noun: 'note',
  schema: notesSchema,
  audience: 'reps',
  words: notesWords,
})
