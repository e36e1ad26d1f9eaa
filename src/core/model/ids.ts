import type { Brand } from '../../kit/index.ts'

/** The authority's own child id (903 `CHILD`, Annex A `Child Unique ID`), normalised. */
export type ChildId = Brand<string, 'ChildId'>
/** A family id from a families file; never guessed. */
export type FamilyId = Brand<string, 'FamilyId'>
/**
 * A worker within one caseload: the Social Work England number where it is known (`SW123456`),
 * else `name:` and the folded display name. Stable from one import to the next.
 */
export type WorkerId = Brand<string, 'WorkerId'>
/** A team within one caseload: its folded name. */
export type TeamId = Brand<string, 'TeamId'>
