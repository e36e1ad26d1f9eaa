export * from './handover.ts'
