export * from './book.ts'
export * from './door.ts'
export * from './kinds.ts'
export * from './views.ts'
