export { bigItemBook, winBook, winsBook } from './books.ts'
export { outcomesDoor } from './door.ts'
export { bigItemWords, winWords, type BigItemBody, type WinBody, type WinsBody } from './kinds.ts'
export type * from './views.ts'
