/** A count below this is never told apart. */
export const SMALLEST_COUNT = 5
/** Whoever takes for granted that each of two parts of a rest is somebody still cannot place one within three. */
export const SMALLEST_REST = 6
/** Of a service with fewer workers nothing is released. */
export const FEWEST_WORKERS = 10

/** Something that is counted, and how. */
export interface Part<T> {
  of: T
  children: number
}

export interface ToldApart<T> {
  shown: Part<T>[]
  /** Everything else together: what it holds, whether none or all of it, is not said. */
  rest: number
}

/**
 * Which parts of a known whole are told apart: those of five or more. The others are one rest. Where the
 * rest would itself be one to five, the smallest of the others join it until it is more, so that nothing
 * can be had by taking the shown from the whole. A part that is not shown may then be anything
 * from nothing to the whole rest. Parts of none are not shown either: that a rest holds none of them is
 * not said.
 */
export function tellApart<T>(parts: readonly Part<T>[]): ToldApart<T> {
  const large = parts
    .filter((part) => part.children >= SMALLEST_COUNT)
    .sort((a, b) => b.children - a.children)
  let rest = parts.reduce((sum, part) => sum + part.children, 0)
  for (const part of large) rest -= part.children
  while (rest > 0 && rest < SMALLEST_REST) {
    const joins = large.pop()
    if (joins === undefined) break
    rest += joins.children
  }
  return { shown: large, rest }
}

/** A count as a range of fives that does not say which of them it is: 0 to 4 is “0 to 5”. */
export const withinFives = (count: number): { from: number; to: number } => {
  const from = Math.floor(count / 5) * 5
  return { from, to: from + 5 }
}

export const toNearestFive = (count: number): number => Math.round(count / 5) * 5
