import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { OnceAsked } from './queries/once.ts'
import { keep, take } from './queries/once.ts'
import { inOrganisation, transactionOf, type OrganisationId, type Scope } from './scope.ts'
import type { Tables } from './tables.ts'
import { Whole } from './whole.ts'

/** This was asked before, and answered so. */
export class AnsweredBefore extends Error {
  override readonly name = 'AnsweredBefore'
  readonly answer: Buffer

  constructor(answer: Buffer) {
    super('answered before')
    this.answer = answer
  }
}

/** The key was used before, for something else. */
export class AskedOtherwise extends Error {
  override readonly name = 'AskedOtherwise'
}

/** A request that takes effect once, however often it comes. */
export interface Once {
  /**
   * Every transaction of this organisation that `work` asks for is a piece of one: the changes and
   * the answer are there together or not at all. The first piece fails with `AnsweredBefore` where
   * the key has its answer, and waits while another request is under way with it.
   */
  run(work: () => void): void
  /** Keeps what was done, with its answer; `null`: what was asked was refused and may be asked again. */
  answered(answer: Buffer | null): Promise<void>
  /** Leaves nothing of it. */
  undo(): Promise<void>
}

/** A process that hangs in the middle of a request holds its locks no longer than this. */
const LONGEST_PAUSE = '120s'

export function once(db: Kysely<Tables>, organisation: OrganisationId, asked: OnceAsked): Once {
  const inHouse = inOrganisation(db)
  const whole = new Whole(organisation, (use) =>
    inHouse(organisation, async (scope: Scope) => {
      const transaction = transactionOf(scope)
      await sql`select set_config('idle_in_transaction_session_timeout', ${LONGEST_PAUSE}, true)`.execute(
        transaction,
      )
      const before = await take(scope, asked)
      if (before?.asked.equals(asked.asked) === false) throw new AskedOtherwise()
      if (before) throw new AnsweredBefore(before.answer ?? Buffer.alloc(0))
      await use(transaction)
    }),
  )
  return {
    run: (work) => whole.run(work),
    undo: () => whole.undo(),
    answered: async (answer) => {
      if (!whole.hasBegun || whole.isOver) return
      try {
        await whole.run(() => inHouse(organisation, (scope) => keep(scope, asked, answer)))
      } catch (error) {
        await whole.undo()
        throw error
      }
      await whole.keep()
    },
  }
}
