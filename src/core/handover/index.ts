export * from './entries.ts'
export * from './handover.ts'
export * from './next-dates.ts'
export * from './told.ts'
