export { handoversDoor } from './door.ts'
export { followHandovers } from './follow.ts'
export { leaversDoor } from './leavers.ts'
