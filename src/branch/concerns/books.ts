import { bookOf } from '../records/index.ts'
import {
  concernSchema,
  concernWords,
  hearingSchema,
  hearingWords,
  themesWords,
  type ConcernBody,
  type HearingBody,
} from './kinds.ts'
import { themesSchema, type ThemesBody } from './themes.ts'

/** Concerns as members read them. */
export const concernBook = bookOf<ConcernBody>({
  name: 'concern',
  noun: 'concern',
  schema: concernSchema,
  audience: 'members',
  words: concernWords,
})

/** What was said: members never see these rows, only what is counted from them. */
export const hearingBook = bookOf<HearingBody>({
  name: 'hearing-of-concern',
  noun: 'note',
  schema: hearingSchema,
  audience: 'reps',
  words: hearingWords,
})

export const themesBook = bookOf<ThemesBody>({
  name: 'concern-themes',
  noun: 'list of themes',
  schema: themesSchema,
  audience: 'members',
  words: themesWords,
})
