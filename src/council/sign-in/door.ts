import { accountsOf } from './accounts.ts'
import { directoryDoor } from './directory.ts'
import { passkeysDoor } from './passkeys.ts'
import { setUp } from './set-up.ts'
import type { SignIn } from './sign-in.ts'
import { stepsOf, type SignInDeps } from './steps.ts'
import { tokensDoor } from './tokens.ts'
import { twoSteps } from './two-steps.ts'

export type { SignInDeps } from './steps.ts'

/** Everything about who signs in, on a store. */
export function signInDoor(deps: SignInDeps): SignIn {
  const steps = stepsOf(deps)
  return {
    ...accountsOf(deps, steps),
    ...setUp(deps, steps),
    ...twoSteps(deps, steps),
    passkeys: passkeysDoor(deps, steps),
    tokens: tokensDoor(deps, steps),
    directory: directoryDoor(deps, steps),
  }
}
