export { registerDoor } from './door.ts'
export { followRegister, lookAtRegisters } from './follow.ts'
export { keepStandings } from './standings.ts'
