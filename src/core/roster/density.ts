import { SMALLEST_GROUP } from '../bargaining/index.ts'

/** How many of a group are members, said so that nobody in it can be told apart. */
export type Density =
  | 'not known'
  | 'too few to say'
  | 'under a quarter'
  | 'a quarter to a half'
  | 'a half to three quarters'
  | 'over three quarters'

/**
 * The share of members in a group, in quarters only: never "none" and never "all", which would say it of
 * each person there. Groups under ten say nothing.
 *
 * @param size how many work there; null where nobody has said.
 */
export function densityOf(members: number, size: number | null): Density {
  // More members than people: the size is out of date, and says nothing.
  if (size === null || members > size) return 'not known'
  if (size < SMALLEST_GROUP) return 'too few to say'
  if (members * 4 < size) return 'under a quarter'
  if (members * 2 < size) return 'a quarter to a half'
  return members * 4 <= size * 3 ? 'a half to three quarters' : 'over three quarters'
}
