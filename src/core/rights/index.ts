export * from './actions.ts'
export * from './can.ts'
export * from './roles.ts'
export * from './table.ts'
