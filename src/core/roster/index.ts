export * from './density.ts'
export * from './phone.ts'
export * from './places.ts'
export * from './reps.ts'
