import { z } from 'zod'
import { fail, type Problem, type Result } from '../../kit/index.ts'
import { canDo, type BranchAction, type BranchPerson } from '../../core/branch-rights/index.ts'
import type { BranchScope } from '../../store/branch/index.ts'
import { branchId, type BranchDeps } from '../deps.ts'
import { officeNames } from '../roll/index.ts'
import {
  resultOf,
  type Audience,
  type Book,
  type Clash,
  type Saved,
  type Version,
  type Written,
} from '../records/index.ts'

/** The store as whoever asks sees it, and the clock; with the house’s key, who wrote is named. */
export type KeepingDeps = Pick<BranchDeps, 'store' | 'now' | 'today'> &
  Partial<Pick<BranchDeps, 'key'>>

/** A branch as pages name it. */
export interface OfBranch {
  id: string
}

export interface SaveAs<B> {
  /** Null for something new. */
  id: string | null
  /** The version that the words were begun from. */
  basedOn: number
  body: B
  audience?: Audience
  /** The version set aside that these words settle. */
  settles?: number | null
}

export type KeepProblem<B> = Clash<B> | (Problem & { field?: string })

/** What pages do with records of one kind, as one person. */
export interface Keeper<B> {
  list(organisation: OfBranch): Promise<Written<B>[]>
  /** One that is there and in sight; null for an id that is none. */
  get(organisation: OfBranch, id: string): Promise<Written<B> | null>
  save(organisation: OfBranch, given: SaveAs<B>): Promise<Result<Written<B>, KeepProblem<B>>>
  remove(organisation: OfBranch, id: string): Promise<boolean>
  restore(organisation: OfBranch, id: string): Promise<boolean>
  versions(organisation: OfBranch, id: string): Promise<Version<B>[]>
  /** Names of those who hold or held an office, by member: who wrote what. */
  writers(organisation: OfBranch): Promise<ReadonlyMap<string, string>>
}

export const isId = (id: string): boolean => z.uuid().safeParse(id).success

/** Works in a branch with the eyes of whoever asks. */
export const seenBy =
  (deps: Pick<KeepingDeps, 'store'>) =>
  <T>(organisation: OfBranch, work: (scope: BranchScope) => Promise<T>): Promise<T> =>
    deps.store.inOrganisation(branchId(organisation), work)

/** Works with the house's own eyes: for counts that anybody of the branch may see. */
export const seenByHouse =
  (deps: Pick<KeepingDeps, 'store'>) =>
  <T>(organisation: OfBranch, work: (scope: BranchScope) => Promise<T>): Promise<T> =>
    deps.store.asHouse().inOrganisation(branchId(organisation), work)

export interface KeeperOf<B> {
  book: Book<B>
  /** What writing it needs. */
  action: BranchAction
  /** What must hold beyond the schema, with the other records at hand; null where all is well. */
  check?: (
    scope: BranchScope,
    body: B,
    id: string | null,
  ) => Promise<(Problem & { field?: string }) | null>
}

/** The doors to records of one kind: everybody reads what they see, whoever may do `action` writes. */
export function keeperOf<B>(
  deps: KeepingDeps,
  person: BranchPerson | null,
  { book, action, check }: KeeperOf<B>,
): Keeper<B> {
  const inSight = seenBy(deps)
  const mayWrite = person !== null && canDo(person, action)
  return {
    list: (organisation) => inSight(organisation, (scope) => book.list(scope)),
    get: async (organisation, id) => {
      if (!isId(id)) return null
      const written = await inSight(organisation, (scope) => book.get(scope, id))
      return written === null || written.removedAt !== null ? null : written
    },
    async save(organisation, given) {
      if (!mayWrite) return notYours(book.kind.noun)
      const writing = { by: person.member, at: deps.now() }
      // A clash is kept, so the transaction ends well and says of it outside.
      const outcome = await inSight(
        organisation,
        async (scope): Promise<{ wrong: Problem & { field?: string } } | { saved: Saved<B> }> => {
          const wrong = await check?.(scope, given.body, given.id)
          if (wrong) return { wrong }
          const more = given.audience === undefined ? {} : { audience: given.audience }
          if (given.id === null) {
            const made = await book.make(scope, { body: given.body, ...more, ...writing })
            return { saved: { saved: made, clash: null } }
          }
          const saved = await book.save(scope, given.id, {
            basedOn: given.basedOn,
            body: given.body,
            ...more,
            ...writing,
          })
          if (saved.saved && given.settles != null) {
            await book.settle(scope, given.id, given.settles, writing)
          }
          return { saved }
        },
      )
      return 'wrong' in outcome ? fail(outcome.wrong) : resultOf(outcome.saved)
    },
    remove: async (organisation, id) =>
      mayWrite &&
      isId(id) &&
      (await inSight(organisation, (scope) => book.remove(scope, id, deps.now()))),
    restore: async (organisation, id) =>
      mayWrite && isId(id) && (await inSight(organisation, (scope) => book.restore(scope, id))),
    versions: async (organisation, id) =>
      isId(id) ? inSight(organisation, (scope) => book.versions(scope, id)) : [],
    writers: async (organisation) => {
      const { key } = deps
      if (key === undefined) return new Map()
      const names = await inSight(organisation, (scope) =>
        officeNames(scope, { key, organisation: organisation.id }),
      )
      return new Map([...names].map(([member, { name }]) => [member, name]))
    },
  }
}

const notYours = <B>(noun: string): Result<Written<B>, KeepProblem<B>> =>
  fail({
    code: 'not-yours',
    sentence: `Your office does not write a ${noun}. Ask an officer of the branch. Nothing was changed.`,
  })
