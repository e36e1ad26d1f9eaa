export { publicationDoor } from './door.ts'
export { followPublication } from './follow.ts'
export type { PublicationView } from './views.ts'
