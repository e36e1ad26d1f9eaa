import { createHash, createHmac } from 'node:crypto'
import { seal, unseal } from './seal.ts'

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
  /** Whatever `work` does is kept together, with the answer, or not at all. */
  run(work: () => void): void
  /** Keeps what was done and what is answered; `null`: it was refused, and may be asked again. */
  answered(answer: GivenAnswer | null): Promise<void>
  /** Leaves nothing of it. */
  undo(): Promise<void>
  /** What was answered before, where that is why the work ended. */
  before(error: unknown): GivenAnswer | null
}

/** What a store gives for it. */
interface Kept {
  run(work: () => void): void
  answered(answer: Buffer | null): Promise<void>
  undo(): Promise<void>
}

/**
 * @param given the key that came with the request, and the request whole in words: method, path, body.
 * What is kept says nothing without the request's own key, of which a hash is kept: of what was asked a
 * keyed hash, the answer sealed.
 * @param answerIn the answer that an error says was given before; null for any other error.
 */
export function onceRequest(
  who: { organisation: string; account: string },
  given: { key: string; asked: string },
  once: (asked: { account: string; key: Buffer; asked: Buffer }) => Kept,
  answerIn: (error: unknown) => Buffer | null,
): OnceRequest {
  const under = (what: string): Buffer => createHmac('sha256', given.key).update(what).digest()
  const opening = under('answer')
  const about = `${who.organisation}:${who.account}`
  const kept = once({
    account: who.account,
    key: createHash('sha256').update(`key:${given.key}`).digest(),
    // Under the request's own key, which is not kept: nobody can try words against it.
    asked: under(`asked:${given.asked}`),
  })
  return {
    run: (work) => kept.run(work),
    undo: () => kept.undo(),
    answered: (answer) =>
      kept.answered(answer && seal(opening, about, Buffer.from(JSON.stringify(answer)))),
    before: (error) => {
      const answer = answerIn(error)
      const opened = answer && unseal(opening, about, answer)
      return opened && (JSON.parse(opened.toString()) as GivenAnswer)
    },
  }
}
