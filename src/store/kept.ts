/**
 * Answers that can be had again, kept in memory: the ones not asked for longest go first once all
 * together weigh more than `most`.
 */
export class Kept<T> {
  readonly #most: number
  readonly #answers = new Map<string, { answer: T; weight: number }>()
  #weight = 0

  /** @param most in whatever `keep` is told that an answer weighs. */
  constructor(most: number) {
    this.#most = most
  }

  get(question: string): T | undefined {
    const found = this.#answers.get(question)
    if (found === undefined) return undefined
    this.#answers.delete(question)
    this.#answers.set(question, found)
    return found.answer
  }

  /** One that weighs more than all that may be kept is not. */
  keep(question: string, answer: T, weight: number): void {
    this.#forget(question)
    if (weight > this.#most) return
    this.#answers.set(question, { answer, weight })
    this.#weight += weight
    for (const oldest of this.#answers.keys()) {
      if (this.#weight <= this.#most) break
      this.#forget(oldest)
    }
  }

  get weight(): number {
    return this.#weight
  }

  #forget(question: string): void {
    this.#weight -= this.#answers.get(question)?.weight ?? 0
    this.#answers.delete(question)
  }
}
