export * from './fields.tsx'
export * from './reading.ts'
export * from './subject.tsx'
export * from './list-route.ts'
