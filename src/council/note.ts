import { audit, type AuditDetails, type Scope } from '../store/index.ts'
import type { CouncilDeps } from './deps.ts'

/**
 * Notes what was done, and by whom, in the transaction that does it: both are there afterwards, or
 * neither.
 */
export async function note(
  deps: Pick<CouncilDeps, 'now'>,
  scope: Scope,
  what: string,
  details: AuditDetails,
): Promise<void> {
  const by = scope.viewer?.account
  await audit.append(scope, {
    at: deps.now(),
    what,
    details: by === undefined ? details : { ...details, by },
  })
}
