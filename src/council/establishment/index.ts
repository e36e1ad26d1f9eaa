export { establishmentDoor } from './door.ts'
