export * from './people.ts'
export * from './table.ts'
