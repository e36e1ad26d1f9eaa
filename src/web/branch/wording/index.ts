export * from './wording.tsx'
