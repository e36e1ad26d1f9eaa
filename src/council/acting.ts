import type { Party } from '../core/agreement/index.ts'

/** Who does something to the agreement, and for which party. */
export interface ActingPerson {
  name: string
  party: Party
}
