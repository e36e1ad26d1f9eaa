export * from './weight.ts'
