import type { IsoDate, Result } from '../../kit/index.ts'
import type { BranchPerson } from '../../core/branch-rights/index.ts'
import {
  byDue,
  dueWords,
  lastDayOf,
  promisesWords,
  standingWords,
  type Promised,
} from '../../core/bargaining/index.ts'
import {
  keeperOf,
  seenBy,
  type Keeper,
  type KeepingDeps,
  type KeepProblem,
  type OfBranch,
} from '../keeping/index.ts'
import type { Written } from '../records/index.ts'
import { promiseBook } from './book.ts'
import { countedPromise, type PromiseBody } from './kinds.ts'
import type { PromiseDue, PromiseRow, PromisesView } from './views.ts'

export interface PromisesDoor {
  keeper: Keeper<PromiseBody>
  list(organisation: OfBranch): Promise<PromisesView>
  get(organisation: OfBranch, id: string): Promise<PromiseRow | null>
  /** Says that a promise was kept, and what shows it. */
  keep(
    organisation: OfBranch,
    id: string,
    given: { basedOn: number; on: IsoDate; evidence: string; settles?: number | null },
  ): Promise<Result<Written<PromiseBody>, KeepProblem<PromiseBody>>>
  /** Lets go of a promise, with the reason. */
  release(
    organisation: OfBranch,
    id: string,
    given: { basedOn: number; on: IsoDate; reason: string; settles?: number | null },
  ): Promise<Result<Written<PromiseBody>, KeepProblem<PromiseBody>>>
  /** What was said of a promise kept or let go is taken back: it is counted again. */
  reopen(
    organisation: OfBranch,
    id: string,
    given: { basedOn: number },
  ): Promise<Result<Written<PromiseBody>, KeepProblem<PromiseBody>>>
  /** Days on which promises fall due. */
  due(organisation: OfBranch): Promise<PromiseDue[]>
  /** As counting sees them. */
  counted(organisation: OfBranch): Promise<Promised[]>
}

const notThere = {
  ok: false,
  problem: {
    code: 'not-there',
    sentence: 'This promise is not there any more. Go back and load the list again.',
  },
} as const

export function promisesDoor(deps: KeepingDeps, person: BranchPerson | null): PromisesDoor {
  const inSight = seenBy(deps)
  const keeper = keeperOf(deps, person, { book: promiseBook, action: 'promises.edit' })

  const rows = (written: readonly Written<PromiseBody>[]): PromiseRow[] => {
    const of = new Map(written.map((one) => [one.id, one]))
    return byDue(
      written.map(({ id, body }) => countedPromise(id, body)),
      deps.today(),
    ).flatMap(({ promise, standing }) => {
      const found = of.get(promise.id)
      if (!found) return []
      const { id, number, body } = found
      return [
        {
          id,
          number,
          body,
          standing,
          words: standingWords(standing),
          due: dueWords(body.due),
          meetingOn: body.meeting === null ? null : body.saidOn,
        },
      ]
    })
  }

  const changed = async (
    organisation: OfBranch,
    id: string,
    given: { basedOn: number; settles?: number | null },
    change: Pick<PromiseBody, 'kept' | 'released'>,
  ): ReturnType<PromisesDoor['keep']> => {
    const found = await keeper.get(organisation, id)
    if (!found) return notThere
    const { basedOn, settles = null } = given
    return keeper.save(organisation, { id, basedOn, settles, body: { ...found.body, ...change } })
  }

  return {
    keeper,
    async list(organisation) {
      const all = rows(await keeper.list(organisation))
      return { sentence: promisesWords(all.map(({ standing }) => standing)), rows: all }
    },
    async get(organisation, id) {
      const found = await keeper.get(organisation, id)
      return found ? (rows([found])[0] ?? null) : null
    },
    keep: (organisation, id, { on, evidence, ...given }) =>
      changed(organisation, id, given, { kept: { on, evidence }, released: null }),
    release: (organisation, id, { on, reason, ...given }) =>
      changed(organisation, id, given, { kept: null, released: { on, reason } }),
    reopen: (organisation, id, given) =>
      changed(organisation, id, given, { kept: null, released: null }),
    due: async (organisation) =>
      (await keeper.list(organisation)).flatMap(({ id, body }) => {
        const on = lastDayOf(body.due)
        return on === null
          ? []
          : [{ id, on, isSettled: body.kept !== null || body.released !== null }]
      }),
    counted: (organisation) =>
      inSight(organisation, async (scope) =>
        (await promiseBook.list(scope)).map(({ id, body }) => countedPromise(id, body)),
      ),
  }
}
