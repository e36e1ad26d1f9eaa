import { fail, ok, type Result } from '../kit/index.ts'

export const THROTTLE_MINUTES = 15

/** Failures of the last quarter of an hour. */
export interface Tries {
  /** Of this account from this place. */
  pair: number
  place: number
  account: number
  /** Whether this account has signed in from this place before. */
  known: boolean
}

/**
 * Whether another attempt is heard. Five failures shut a place out from that account, thirty from
 * all of them, for a quarter of an hour. A hundred failures of one account from anywhere shut out
 * places that it has never signed in from, and those alone: nobody can lock a colleague out of the
 * place where they work.
 */
export function mayTry(tries: Tries, whatElse: string): Result<null> {
  const shut = tries.pair >= 5 || tries.place >= 30 || (tries.account >= 100 && !tries.known)
  return shut
    ? fail({
        code: 'too-many-tries',
        sentence: `There were too many attempts. Wait ${THROTTLE_MINUTES} minutes, then try again. ${whatElse}`,
      })
    : ok(null)
}
