export * from './order.ts'
export * from './saved.ts'
