export * from './capacity.ts'
