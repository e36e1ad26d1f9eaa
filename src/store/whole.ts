import { AsyncLocalStorage } from 'node:async_hooks'

/** A transaction of either side's database: whoever began it knows of which. */
type OpenTransaction = object

/** Runs `use` in a transaction: kept when `use` ends, undone when it throws. */
export type Begin = (use: (transaction: OpenTransaction) => Promise<void>) => Promise<void>

class Undone extends Error {}

/** `inPiece`: the code running now is itself a piece, and has a transaction in hand. */
const now = new AsyncLocalStorage<{ whole: Whole; inPiece: boolean } | null>()

/** The whole that the code running now is part of; null where there is none, or it is over. */
export function wholeNow(): Whole | null {
  const here = now.getStore()
  return here == null || here.whole.isOver ? null : here.whole
}

/**
 * Many pieces of work in one transaction, which begins with the first of them. Pieces come one
 * after the other: each has settings of its own, and only one connection is held whatever happens.
 */
export class Whole {
  isOver = false
  readonly organisation: string
  readonly #begin: Begin
  #begun: Promise<OpenTransaction> | null = null
  #done: Promise<void> = Promise.resolve()
  #last: Promise<unknown> = Promise.resolve()
  #end: (how: 'kept' | 'undone') => void = () => undefined
  readonly #afterwards: (() => void)[] = []

  constructor(organisation: string, begin: Begin) {
    this.organisation = organisation
    this.#begin = begin
  }

  /** Whatever `work` starts and waits for is part of this. */
  run<T>(work: () => T): T {
    return now.run({ whole: this, inPiece: false }, work)
  }

  /** One piece, when those before it have ended. */
  async part<T>(work: (transaction: OpenTransaction) => Promise<T>): Promise<T> {
    // It would wait for the piece that waits for it.
    if (now.getStore()?.inPiece) throw new Error('A piece asks for another: hand its scope on')
    const before = this.#last
    const mine = (async () => {
      await before.catch(() => undefined)
      if (this.isOver) throw new Error('This request was answered already')
      const transaction = await this.#transaction()
      return now.run({ whole: this, inPiece: true }, () => work(transaction))
    })()
    this.#last = mine
    return mine
  }

  /** Something to do once all of it is kept. */
  afterwards(work: () => void): void {
    this.#afterwards.push(work)
  }

  get hasBegun(): boolean {
    return this.#begun !== null
  }

  async keep(): Promise<void> {
    await this.#last.catch(() => undefined)
    this.isOver = true
    this.#end('kept')
    await this.#done
    for (const work of this.#afterwards) work()
  }

  async undo(): Promise<void> {
    await this.#last.catch(() => undefined)
    this.isOver = true
    this.#end('undone')
    await this.#done.catch(() => undefined)
  }

  #transaction(): Promise<OpenTransaction> {
    return (this.#begun ??= new Promise((resolve, reject) => {
      const ending = new Promise<'kept' | 'undone'>((end) => (this.#end = end))
      this.#done = now.run(null, () =>
        this.#begin(async (transaction) => {
          resolve(transaction)
          if ((await ending) === 'undone') throw new Undone()
        }),
      )
      this.#done.catch(reject)
    }))
  }
}
