import type { Person } from '../core/rights/index.ts'
import { onceRequest, type OnceRequest } from '../sign-in/index.ts'
import { AnsweredBefore, AskedOtherwise, type OrganisationId, type Store } from '../store/index.ts'

export { AskedOtherwise }
export type { GivenAnswer, OnceRequest } from '../sign-in/index.ts'

/** A person's request that takes effect once, however often it comes. */
export const onceFor = (
  store: Store,
  person: Person,
  given: { key: string; asked: string },
): OnceRequest =>
  onceRequest(
    person,
    given,
    (asked) => store.once(person.organisation as OrganisationId, asked),
    (error) => (error instanceof AnsweredBefore ? error.answer : null),
  )
