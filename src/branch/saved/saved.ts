import { createHash } from 'node:crypto'
import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import type { BranchScope, BranchStore } from '../../store/branch/index.ts'
import type { BranchDeps } from '../deps.ts'
import { branchId } from '../deps.ts'
import type { Audience, Book, Part, Saved, Written } from '../records/index.ts'
import type { BranchView } from '../views.ts'

/** Another saved since the form was opened: both wordings, part by part. */
export interface Clashed extends Problem {
  code: 'saved-by-another'
  /** The version that stands now: the same form is based on it from here. */
  current: number
  mine: Part[]
  theirs: Part[]
  savedAt: Date
}

export type SavedAs<T> = Result<T, Problem | Clashed>

export const isClashed = (problem: Problem | Clashed): problem is Clashed =>
  problem.code === 'saved-by-another' && 'theirs' in problem

/** A record that was saved, or words that were set aside: they are kept, so no transaction undoes it. */
export type Attempt<B> = { saved: Written<B> } | { clash: Clashed } | { problem: Problem }

/** What a page is told of an attempt, outside of its transaction alone. */
export function toldOf<B, T>(attempt: Attempt<B>, tell: (saved: Written<B>) => T): SavedAs<T> {
  if ('saved' in attempt) return ok(tell(attempt.saved))
  return 'clash' in attempt ? fail(attempt.clash) : fail(attempt.problem)
}

export const NOT_THERE: Problem = {
  code: 'not-there',
  sentence: 'This is not there any more. Go back and load the list again.',
}

export const NOT_YOURS: Problem = {
  code: 'not-yours',
  sentence: 'Your office does not do this. Ask an officer of the branch. Nothing was changed.',
}

/** Makes a record, or saves it over the version that its form showed. */
export async function attempt<B>(
  scope: BranchScope,
  book: Book<B>,
  given: {
    id: string | null
    basedOn: number | null
    body: B
    audience?: Audience | undefined
    /** The id that a new one is given; any where left out. */
    as?: string | undefined
    by: string
    at: Date
  },
): Promise<Attempt<B>> {
  const { id, body, by, at } = given
  const more = given.audience === undefined ? {} : { audience: given.audience }
  if (id === null) {
    const named = given.as === undefined ? {} : { id: given.as }
    return { saved: await book.make(scope, { body, by, at, ...named, ...more }) }
  }
  const basedOn = given.basedOn ?? 0
  const done = await book.save(scope, id, { basedOn, body, by, at, ...more })
  if (done.saved !== null && done.saved.aside > 0) await settleOwn(scope, book, id, { by, at })
  return attemptOf(book, body, done)
}

/** Their own words that were set aside stood in the form that is saved now: they need nothing more. */
async function settleOwn<B>(
  scope: BranchScope,
  book: Book<B>,
  id: string,
  writing: { by: string; at: Date },
): Promise<void> {
  for (const version of await book.versions(scope, id)) {
    if (version.aside && version.settledAt === null && version.by === writing.by) {
      await book.settle(scope, id, version.number, writing)
    }
  }
}

function attemptOf<B>(book: Book<B>, mine: B, { saved, clash }: Saved<B>): Attempt<B> {
  if (saved) return { saved }
  if (!clash) return { problem: NOT_THERE }
  const { current, sentence } = clash
  return {
    clash: {
      code: 'saved-by-another',
      sentence,
      current: current.number,
      mine: book.kind.words(mine),
      theirs: book.kind.words(current.body),
      savedAt: current.savedAt,
    },
  }
}

/**
 * Changes what stands, whichever version that is: a place in an order, a state. Somebody who saved a
 * moment before is no clash, since no words are asked for.
 */
export async function change<B>(
  scope: BranchScope,
  book: Book<B>,
  id: string,
  to: (written: Written<B>) => B | Problem,
  writing: { by: string; at: Date; audience?: Audience | undefined },
): Promise<Attempt<B>> {
  const { by, at, audience } = writing
  const more = audience === undefined ? {} : { audience }
  for (;;) {
    const written = await there(scope, book, id)
    if (!written) return { problem: NOT_THERE }
    const body = to(written)
    if (isProblem(body)) return { problem: body }
    const given = { basedOn: written.number, body, by, at, ...more }
    const { saved, clash } = await book.save(scope, id, given)
    if (saved) return { saved }
    if (!clash) return { problem: NOT_THERE }
    // Saved between the look and the save; it is held from here on, so the next try stands.
    await book.settle(scope, id, clash.mine, { by, at })
  }
}

const isProblem = (of: unknown): of is Problem =>
  typeof of === 'object' && of !== null && 'sentence' in of && 'code' in of

/** A record that is there and was not removed. */
export async function there<B>(
  scope: BranchScope,
  book: Book<B>,
  id: string,
): Promise<Written<B> | null> {
  const written = await book.get(scope, id)
  return written === null || written.removedAt !== null ? null : written
}

/** Work in a branch with whoever's eyes the store has. */
export const within =
  (deps: { store: BranchStore }) =>
  <T>(organisation: Pick<BranchView, 'id'>, work: (scope: BranchScope) => Promise<T>): Promise<T> =>
    deps.store.inOrganisation(branchId(organisation), work)

export type RoomDeps = Pick<BranchDeps, 'store' | 'now' | 'today'>

/** The id of something that a branch has one of: two who write it first at once do not make two. */
export function onlyOne(scope: BranchScope, kind: string): string {
  const hex = createHash('sha256').update(`${scope.organisation} ${kind}`).digest('hex')
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
  ]
  return [...parts, hex.slice(20, 32)].join('-')
}
