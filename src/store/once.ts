import type { Transaction } from 'kysely'
import { sql } from 'kysely'
import { Whole } from './whole.ts'

/** Who asks, and the hashes of the key they sent and of what they ask with it. */
export interface OnceAsked {
  account: string
  key: Buffer
  asked: Buffer
}

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

/** What a side knows of keys: its own tables, in its own scopes. */
export interface OnceIn<S, DB> {
  organisation: string
  inHouse<T>(work: (scope: S) => Promise<T>): Promise<T>
  transactionOf(scope: S): Transaction<DB>
  take(scope: S, asked: OnceAsked): Promise<{ asked: Buffer; answer: Buffer | null } | null>
  keep(scope: S, asked: OnceAsked, answer: Buffer | null): Promise<void>
}

export function once<S, DB>(side: OnceIn<S, DB>, asked: OnceAsked): Once {
  const { inHouse } = side
  const whole = new Whole(side.organisation, (use) =>
    inHouse(async (scope) => {
      const transaction = side.transactionOf(scope)
      await sql`select set_config('idle_in_transaction_session_timeout', ${LONGEST_PAUSE}, true)`.execute(
        transaction,
      )
      const before = await side.take(scope, asked)
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
        await whole.run(() => inHouse((scope) => side.keep(scope, asked, answer)))
      } catch (error) {
        await whole.undo()
        throw error
      }
      await whole.keep()
    },
  }
}
