export { repairBook } from './book.ts'
export { repairsDoor, type Repairs } from './door.ts'
export { repairWords, type RepairBody } from './kind.ts'
