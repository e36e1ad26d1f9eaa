export * from './brand.ts'
export * from './date.ts'
export * from './result.ts'
export * from './text.ts'
