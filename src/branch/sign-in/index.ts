import { codes } from './codes.ts'
import { guestsDoor } from './guests.ts'
import { links } from './links.ts'
import { passkeysDoor } from './passkeys.ts'
import { secondStep } from './second-step.ts'
import { sessionsDoor } from './sessions.ts'
import type { BranchSignIn } from './sign-in.ts'
import { stepsOf, type BranchSignInDeps } from './steps.ts'

export { employerDomainOf, employerDomainOfMail } from './employer.ts'
export { namesByNetwork, type LookUp } from './network.ts'
export type * from './sign-in.ts'
export type { BranchSignInDeps } from './steps.ts'

/** Everything about who comes in to the branch, on its store. */
export function branchSignIn(deps: BranchSignInDeps): BranchSignIn {
  const steps = stepsOf(deps)
  return {
    ...links(deps, steps),
    ...codes(deps, steps),
    ...secondStep(deps, steps),
    ...sessionsDoor(deps, steps),
    ...guestsDoor(deps, steps),
    passkeys: passkeysDoor(deps, steps),
  }
}
