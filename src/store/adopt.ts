import { sql } from 'kysely'
import { SCHEMA, sendJob, type JobName } from './jobs.ts'
import type { Store } from './open.ts'
import { list } from './queries/organisations.ts'
import { pending } from './queries/imports.ts'
import { pending as pendingPlans } from './queries/plans.ts'
import { transactionOf, type Scope } from './scope.ts'

/**
 * Gives every import that waits to be read, and every plan that waits to be made, a job where it has
 * none: after a restore, whose backup holds no jobs, and after anything else that lost one.
 */
export async function adoptWork(store: Store): Promise<void> {
  const organisations = await store.inDirectory((directory) => list(directory))
  for (const { id: organisation } of organisations) {
    await store.inOrganisation(organisation, async (scope) => {
      for (const id of await pending(scope)) {
        if (!(await hasJob(scope, 'import', id))) {
          await sendJob(scope, 'import', { organisation, import: id })
        }
      }
      for (const id of await pendingPlans(scope)) {
        if (!(await hasJob(scope, 'plan', id))) {
          await sendJob(scope, 'plan', { organisation, plan: id })
        }
      }
    })
  }
}

async function hasJob(scope: Scope, name: JobName, id: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from ${sql.table(`${SCHEMA}.job`)}
    where data->>${name} = ${id} and state < 'completed'`.execute(transactionOf(scope))
  return rows.length > 0
}
