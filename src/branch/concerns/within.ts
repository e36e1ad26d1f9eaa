import { fail, ok, type Problem } from '../../kit/index.ts'
import { canDo, type BranchPerson } from '../../core/branch-rights/index.ts'
import type { BranchId, BranchScope } from '../../store/branch/index.ts'
import type { BranchDeps } from '../deps.ts'
import type { Book, Saved as SavedRecord, Written } from '../records/index.ts'
import type { ConcernsClash, OfBranch, Saved } from './concerns.ts'
import { gathered } from './gather.ts'
import type { Reader } from './ledger.ts'

export type ConcernsDeps = Pick<BranchDeps, 'store' | 'now' | 'today'>

export const problem = (code: string, sentence: string): Problem => ({ code, sentence })
export const NOT_YOURS = problem('not-yours', 'Only reps and officers do this.')
export const GONE = problem('not-there', 'This is no longer here. Go back and load the list again.')
export const TAKEN = problem(
  'not-yours',
  'Somebody else follows this concern up, so what was said is theirs to read. Take it on first.',
)

export type Outcome<B> = { record: SavedRecord<B>; mine: B } | { problem: Problem }

/** A save's end, outside of its transaction: a clash is kept and told part by part. */
export function endOf<B extends object>(book: Book<B>, outcome: Outcome<B>): Saved {
  if ('problem' in outcome) return fail(outcome.problem)
  const { record, mine } = outcome
  if (record.saved) return ok(null)
  if (!record.clash) return fail(GONE)
  const theirs = book.kind.words(record.clash.current.body)
  const clash: ConcernsClash = {
    code: 'saved-by-another',
    mine: record.clash.mine,
    parts: book.kind.words(mine).map(({ label, words }) => ({
      label,
      mine: words,
      theirs: theirs.find((part) => part.label === label)?.words ?? '',
    })),
  }
  return fail(clash)
}

/** What every act on concerns works with: whose eyes, whose hand, and everything counted. */
export type Within = ReturnType<typeof withinConcerns>

export function withinConcerns(deps: ConcernsDeps, person: BranchPerson | null) {
  const house = deps.store.asHouse()
  const rep = person !== null && canDo(person, 'concerns.edit') ? person : null
  const reader: Reader = { member: person?.member ?? null, isRep: rep !== null }
  const inHouse = <T>(of: OfBranch, work: (scope: BranchScope) => Promise<T>): Promise<T> =>
    house.inOrganisation(of.id as BranchId, work)
  const mine = <T>(of: OfBranch, work: (scope: BranchScope) => Promise<T>): Promise<T> =>
    deps.store.inOrganisation(of.id as BranchId, work)
  const records = (of: OfBranch) =>
    gathered(
      (work) => inHouse(of, work),
      (work) => mine(of, work),
      deps.today(),
    )

  /** Reads one, changes it, saves it from the version its form was based on. */
  const saving = async <B extends object>(
    of: OfBranch,
    book: Book<B>,
    id: string,
    basedOn: number,
    change: (now: Written<B>, scope: BranchScope) => B | Problem | Promise<B | Problem>,
  ): Promise<Saved> => {
    if (rep === null) return fail(NOT_YOURS)
    const outcome = await mine(of, async (scope): Promise<Outcome<B>> => {
      const now = await book.get(scope, id)
      if (now === null || now.removedAt !== null) return { problem: GONE }
      const body = await change(now, scope)
      if ('sentence' in body && 'code' in body) return { problem: body }
      const by = { by: rep.member, at: deps.now() }
      const record = await book.save(scope, id, { basedOn, body, ...by })
      if (record.saved && now.aside > 0) await settleOwn(scope, book, id, by)
      return { record, mine: body }
    })
    return endOf(book, outcome)
  }
  /** Words of the same person that were set aside are in what was just saved, or not wanted. */
  const settleOwn = async <B>(
    scope: BranchScope,
    book: Book<B>,
    id: string,
    by: { by: string; at: Date },
  ): Promise<void> => {
    for (const version of await book.versions(scope, id)) {
      if (version.aside && version.settledAt === null && version.by === by.by) {
        await book.settle(scope, id, version.number, by)
      }
    }
  }

  return { deps, person, rep, reader, inHouse, mine, records, saving }
}
