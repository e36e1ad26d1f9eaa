export { repsDoor } from './door.ts'
export type { FinderView, Reps, RepView, RosterView } from './door.ts'
export { contactBook, contactSchema } from './contact.ts'
export type { Contact } from './contact.ts'
