/**
 * From what the files say to who holds what on a day: status, worker and team of every child, the
 * clashes between lists, and what changed since the last import. Pure.
 */
export { ADVISER_QUESTION, assemble } from './assemble.ts'
export { readPeople } from './people.ts'
export type { Directory, Person } from './people.ts'
export { compare } from './compare.ts'
export type { Changes, ChildChange, InferredInvolvement } from './compare.ts'
export { isLongAway, LONG_ABSENCE_DAYS, unableOn } from './presence.ts'
export type { Unable } from './presence.ts'
export { NEW_WORKER, NOT_A_PERSON, workerQuestionKey } from './workers.ts'
