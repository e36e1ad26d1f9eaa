export { check, type CheckedLine } from './check.ts'
