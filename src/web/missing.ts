/**
 * There is no such page, or it is hidden: the answer is the same, to the byte, for both.
 */
export class Missing extends Error {
  override readonly name = 'Missing'
}

/** The thing, or the page that says it was not found. */
export function found<T>(thing: T | null | undefined): T {
  if (thing === null || thing === undefined) throw new Missing('not found')
  return thing
}
