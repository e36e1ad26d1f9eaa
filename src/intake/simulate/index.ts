/** A whole authority whose truth is known, in every shape, with mess by switch. */
export { simulate, usualDay } from './authority.ts'
export type { SimulateOptions } from './authority.ts'
export { authorityOn } from './on-day.ts'
export { truthOn } from './truth.ts'
export { differences } from './differences.ts'
export type { Difference } from './differences.ts'
export {
  demonstration,
  demonstrationAuthority,
  demonstrationDays,
  demonstrationFiles,
} from './demonstration.ts'
export { everyShape, writeAuthority } from './write-authority.ts'
export type { WriteOptions, WrittenShape } from './write-authority.ts'
export { bundle, rendered } from './bundle.ts'
export type { Bundle, ReadShape } from './bundle.ts'
export { publishedAuthorities } from './figures.ts'
export { chosenMess, makeMess, messKinds } from './mess/index.ts'
export type { MessKind } from './mess/kind.ts'
export type { Expected, Placement } from './mess/scene.ts'
export type { Authority, CaseTruth, Truth, WorkerTruth } from './model.ts'
