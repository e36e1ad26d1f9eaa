import type { z } from 'zod'
import { ok, type Problem, type Result } from '../../kit/index.ts'
import {
  records,
  type Audience,
  type BranchScope,
  type StoredRecord,
  type Writing,
} from '../../store/branch/index.ts'

export type { Audience, Writing }

/** What a record's parts are called and hold, for pages that lay two versions side by side. */
export interface Part {
  label: string
  words: string
}

/** A kind of thing that people of the branch write together. */
export interface Kind<B> {
  /** As the store knows it: `concern`. */
  name: string
  /** As people say it: “concern”. */
  noun: string
  schema: z.ZodType<B>
  /** Who reads it, unless one is made for others. */
  audience: Audience
  words(body: B): Part[]
}

export interface Written<B> {
  id: string
  body: B
  /** The version that stands. */
  number: number
  audience: Audience
  madeBy: string | null
  madeAt: Date
  savedBy: string | null
  savedAt: Date
  removedAt: Date | null
  /** Versions set aside that nobody has settled. */
  aside: number
}

export interface Version<B> {
  number: number
  basedOn: number
  aside: boolean
  body: B
  by: string | null
  at: Date
  settledAt: Date | null
}

/** Somebody else saved while these words were written: both are kept, `mine` set aside under its number. */
export interface Clash<B> extends Problem {
  code: 'saved-by-another'
  mine: number
  current: Written<B>
}

export type SaveProblem<B> = Clash<B> | (Problem & { code: 'not-there' })

/** Every record of one kind, with all its versions. */
export interface Book<B> {
  kind: Kind<B>
  /** Those not removed, the oldest first. */
  list(scope: BranchScope): Promise<Written<B>[]>
  get(scope: BranchScope, id: string): Promise<Written<B> | null>
  make(
    scope: BranchScope,
    given: { body: B; audience?: Audience; id?: string } & Writing,
  ): Promise<Written<B>>
  /**
   * Saves what was made from version `basedOn`. Where somebody else saved since, nothing of either is
   * lost: theirs stands, these words are kept beside it, and the answer holds both.
   */
  save(
    scope: BranchScope,
    id: string,
    given: { basedOn: number; body: B; audience?: Audience } & Writing,
  ): Promise<Saved<B>>
  versions(scope: BranchScope, id: string): Promise<Version<B>[]>
  /** Says of a version set aside that it needs nothing more. */
  settle(scope: BranchScope, id: string, number: number, by: Writing): Promise<void>
  /** Takes it out of every list; `restore` puts it back. */
  remove(scope: BranchScope, id: string, at: Date): Promise<boolean>
  restore(scope: BranchScope, id: string): Promise<boolean>
}

/**
 * How a save ended. A clash is no `Result` that fails: it must be kept, and a failed one undoes all
 * that its transaction wrote.
 */
export type Saved<B> =
  | { saved: Written<B>; clash: null }
  | { saved: null; clash: Clash<B> }
  | { saved: null; clash: null }

/** A page's answer for a save: ended well, or the sentence to show. Outside of the transaction alone. */
export function resultOf<B>(saved: Saved<B>): Result<Written<B>, SaveProblem<B>> {
  if (saved.saved) return ok(saved.saved)
  if (saved.clash) return { ok: false, problem: saved.clash }
  return {
    ok: false,
    problem: {
      code: 'not-there',
      sentence:
        'This is not there any more, or not yours to change. Go back and load the list again.',
    },
  }
}

export function bookOf<B extends object>(kind: Kind<B>): Book<B> {
  const read = (body: unknown): B => kind.schema.parse(body)
  const written = ({ body, kind: _, ...of }: StoredRecord): Written<B> => ({
    ...of,
    body: read(body),
  })
  const get = async (scope: BranchScope, id: string): Promise<Written<B> | null> => {
    const found = await records.get(scope, kind.name, id)
    return found && written(found)
  }
  return {
    kind,
    get,
    list: async (scope) => (await records.list(scope, kind.name)).map(written),
    make: async (scope, given) => {
      const { audience = kind.audience } = given
      // Read before it is written: what is kept is what its schema knows, defaults filled in.
      const body = read(given.body)
      const id = await records.make(scope, { ...given, body, kind: kind.name, audience })
      const made = await get(scope, id)
      if (made === null) throw new Error(`A new ${kind.name} out of its writer’s sight`)
      return made
    },
    save: async (scope, id, given) => {
      const outcome = await records.save(scope, kind.name, id, { ...given, body: read(given.body) })
      const now = outcome && (await get(scope, id))
      if (!outcome || !now) return { saved: null, clash: null }
      if (outcome.stands) return { saved: now, clash: null }
      return {
        saved: null,
        clash: {
          code: 'saved-by-another',
          sentence: `Somebody else saved this ${kind.noun} while you were writing. Their words stand now, and yours are kept beside them. Look at both, then save what should stand.`,
          mine: outcome.number,
          current: now,
        },
      }
    },
    versions: async (scope, id) => {
      if ((await get(scope, id)) === null) return []
      return (await records.versions(scope, id)).map((each) => ({ ...each, body: read(each.body) }))
    },
    settle: (scope, id, number, by) => records.settle(scope, id, number, by),
    remove: (scope, id, at) => records.setRemoved(scope, kind.name, id, at),
    restore: (scope, id) => records.setRemoved(scope, kind.name, id, null),
  }
}
