import { createHash, createHmac } from 'node:crypto'
import type { Person } from '../core/rights/index.ts'
import { AnsweredBefore, AskedOtherwise, type OrganisationId, type Store } from '../store/index.ts'
import { seal, unseal } from '../sign-in/index.ts'

export { AskedOtherwise }

/** An answer as it goes out. */
export interface GivenAnswer {
  status: number
  /** Where it leads to; null where it leads nowhere. */
  location: string | null
  /** Media type of the body; null where there is none. */
  type: string | null
  body: string
}

/** A request that takes effect once, however often it comes. */
export interface OnceRequest {
  /** Whatever `work` does in this organisation is kept together, with the answer, or not at all. */
  run(work: () => void): void
  /** Keeps what was done and what is answered; `null`: it was refused, and may be asked again. */
  answered(answer: GivenAnswer | null): Promise<void>
  /** Leaves nothing of it. */
  undo(): Promise<void>
  /** What was answered before, where that is why the work ended. */
  before(error: unknown): GivenAnswer | null
}

const hash = (text: string): Buffer => createHash('sha256').update(text).digest()

/**
 * @param given the key that came with the request, and the request whole in words: method, path, body.
 * Key and answer are kept as a hash and sealed: what is kept opens with the request's own key alone.
 */
export function onceFor(
  store: Store,
  person: Person,
  given: { key: string; asked: string },
): OnceRequest {
  const opening = createHmac('sha256', given.key).update('answer').digest()
  const about = `${person.organisation}:${person.account}`
  const once = store.once(person.organisation as OrganisationId, {
    account: person.account,
    key: hash(`key:${given.key}`),
    asked: hash(given.asked),
  })
  return {
    run: once.run,
    undo: once.undo,
    answered: (answer) =>
      once.answered(answer && seal(opening, about, Buffer.from(JSON.stringify(answer)))),
    before: (error) => {
      if (!(error instanceof AnsweredBefore)) return null
      const opened = unseal(opening, about, error.answer)
      return opened && (JSON.parse(opened.toString()) as GivenAnswer)
    },
  }
}
