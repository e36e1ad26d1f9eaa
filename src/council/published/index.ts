export * from './publish.ts'
export * from './schemas.ts'
export * from './sheets.ts'
