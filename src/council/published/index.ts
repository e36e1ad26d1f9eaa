export * from './publish.ts'
export * from './schemas.ts'
