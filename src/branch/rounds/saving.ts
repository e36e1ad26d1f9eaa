import { fail, ok, type Problem } from '../../kit/index.ts'
import type { BranchScope } from '../../store/branch/index.ts'
import type { Audience, Book, Part, Writing } from '../records/index.ts'
import type { Basis, RoundsClash, Saved } from './rounds.ts'

export const NOT_THERE: Problem = {
  code: 'not-there',
  sentence: 'This is not there any more. Go back and load the list again.',
}

/**
 * Saves what a form changes. Where somebody saved meanwhile, but other fields, both changes stand; where
 * the same field, theirs stands and these words are set aside, shown beside theirs.
 */
export async function saveChange<B extends object>(
  scope: BranchScope,
  book: Book<B>,
  id: string,
  given: {
    basedOn: Basis
    change: (before: B) => B
    words: (body: B) => Part[]
    audience?: Audience
  } & Writing,
): Promise<Saved> {
  const { basedOn, change, words, ...more } = given
  const now = await book.get(scope, id)
  if (now === null || now.removedAt !== null) return fail(NOT_THERE)
  const base =
    now.number === basedOn.number
      ? now.body
      : (await book.versions(scope, id)).find(({ number }) => number === basedOn.number)?.body
  if (base === undefined) return fail(NOT_THERE)
  const mine = change(base)
  const changed = differing(base, mine)
  const theirs = differing(base, now.body).filter((field) =>
    differing(mine, now.body).includes(field),
  )
  const isFree = !theirs.some((field) => changed.includes(field))
  const body = { ...now.body, ...pick(mine, changed) }
  const saved = await book.save(scope, id, {
    ...more,
    basedOn: isFree ? now.number : basedOn.number,
    body,
  })
  if (saved.saved) {
    if (basedOn.settles !== null) await book.settle(scope, id, basedOn.settles, given)
    return ok(null)
  }
  return fail(
    saved.clash === null
      ? NOT_THERE
      : clashOf(saved.clash.mine, words(saved.clash.current.body), words(body)),
  )
}

const differing = <B extends object>(a: B, b: B): (keyof B)[] =>
  (Object.keys(b) as (keyof B)[]).filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]))

const pick = <B extends object>(of: B, keys: readonly (keyof B)[]): Partial<B> =>
  Object.fromEntries(keys.map((key) => [key, of[key]])) as Partial<B>

/** Two versions field by field, where they differ. */
export function clashOf(mine: number, theirs: readonly Part[], own: readonly Part[]): RoundsClash {
  const words = new Map(own.map((part) => [part.label, part.words]))
  return {
    code: 'saved-by-another',
    mine,
    fields: theirs
      .filter((part) => words.get(part.label) !== part.words)
      .map((part) => ({
        label: part.label,
        theirs: part.words,
        mine: words.get(part.label) ?? '',
      })),
  }
}
