import { fail, ok, type Result } from '../../kit/index.ts'
import type { Tries } from '../../store/index.ts'

export const THROTTLE_MINUTES = 15

/**
 * Whether another attempt is heard. Five failures shut a place out from that account, thirty from
 * all of them, for a quarter of an hour. A hundred failures of one account from anywhere shut out
 * places that it has never signed in from, and those alone: nobody can lock a colleague out of the
 * place where they work.
 */
export function mayTry(tries: Tries): Result<null> {
  const shut = tries.pair >= 5 || tries.place >= 30 || (tries.account >= 100 && !tries.known)
  return shut
    ? fail({
        code: 'too-many-tries',
        sentence: `There were too many attempts. Wait ${THROTTLE_MINUTES} minutes, then try again. If you have forgotten your password, ask an administrator for a new code.`,
      })
    : ok(null)
}
