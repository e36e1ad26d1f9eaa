import type { FastifyRequest } from 'fastify'
import type { JSX } from 'preact'
import { WarningText } from '../../components/index.ts'
import { visitorOf } from '../../visitor.ts'
import type { BranchServerDeps } from '../deps.ts'
import type { Here } from '../here.ts'

/**
 * The employer's domain that a visit comes from, as its network names itself; null where that is not
 * known. Nothing of it is kept.
 */
export const employerNetwork = (
  request: FastifyRequest,
  { signIn }: Pick<BranchServerDeps, 'signIn'>,
  { organisation }: Pick<Here, 'organisation'>,
): Promise<string | null> => signIn.employer.networkOf(organisation, visitorOf(request))

/** The same, as a page of who is signed in or passes by says it above its heading. */
export const networkWarning = async (
  ...asked: Parameters<typeof employerNetwork>
): Promise<JSX.Element | null> => {
  const domain = await employerNetwork(...asked)
  return domain === null ? null : <NetworkWarning domain={domain} />
}

/** Says that the employer sees the way here, where it does. */
export function NetworkWarning({ domain }: { domain: string | null }): JSX.Element | null {
  return domain === null ? null : (
    <WarningText>
      You are on your employer’s network ({domain}). They can see that this address was opened, and
      on their devices what is on the screen. Use your own phone with its own data, or wait until
      you are home.
    </WarningText>
  )
}
