export { concernBook, hearingBook, themesBook } from './books.ts'
export {
  isConcernsClash,
  type ConcernChange,
  type Concerns,
  type ConcernsClash,
  type NewHearing,
  type PutTo,
} from './concerns.ts'
export { concernsDoor } from './door.ts'
export { figureSchema, type ConcernBody, type Figure, type HearingBody } from './kinds.ts'
export { firstThemes, type Theme } from './themes.ts'
export type * from './views.ts'
