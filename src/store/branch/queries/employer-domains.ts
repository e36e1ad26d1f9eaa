import type { BranchScope } from '../scope.ts'
import { transactionOf } from '../scope.ts'

/** Where the employer reads mail and network, as officers listed it. */
export async function list(scope: BranchScope): Promise<string[]> {
  const rows = await transactionOf(scope)
    .selectFrom('branch.employer_domain')
    .select('domain')
    .where('organisation', '=', scope.organisation)
    .orderBy('domain')
    .execute()
  return rows.map(({ domain }) => domain)
}

export async function add(
  scope: BranchScope,
  fields: { domain: string; by: string | null; at: Date },
): Promise<void> {
  await transactionOf(scope)
    .insertInto('branch.employer_domain')
    .values({
      organisation: scope.organisation,
      domain: fields.domain,
      added_by: fields.by,
      added_at: fields.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function remove(scope: BranchScope, domain: string): Promise<void> {
  await transactionOf(scope)
    .deleteFrom('branch.employer_domain')
    .where('organisation', '=', scope.organisation)
    .where('domain', '=', domain)
    .execute()
}
