import type { IsoDate } from '../../kit/index.ts'
import type { Person } from '../../core/rights/index.ts'
import { accounts, type Account, type Scope } from '../../store/index.ts'

/** Somebody as they would be signed in on a day; null where their sign-in is not in use. */
export async function personOf(
  scope: Scope,
  account: Account | null,
  on: IsoDate,
): Promise<Person | null> {
  if (account?.state !== 'active') return null
  const grants = await accounts.grants(scope, account.id, on)
  return {
    account: account.id,
    organisation: scope.organisation,
    name: account.name,
    grants: grants.map(({ role, team }) => ({ role, team })),
    worker: account.worker,
  }
}
