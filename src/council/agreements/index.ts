export * from './in-force.ts'
export type * from './views.ts'
