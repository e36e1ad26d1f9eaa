import { sql } from 'kysely'
import { SCHEMA, sendJob } from './jobs.ts'
import type { Store } from './open.ts'
import { list } from './queries/organisations.ts'
import { pending } from './queries/imports.ts'
import { transactionOf } from './scope.ts'

/**
 * Gives every import that waits to be read a job where it has none: after a restore, whose backup
 * holds no jobs, and after anything else that lost one.
 */
export async function adoptImports(store: Store): Promise<void> {
  const organisations = await store.inDirectory((directory) => list(directory))
  for (const { id: organisation } of organisations) {
    await store.inOrganisation(organisation, async (scope) => {
      for (const id of await pending(scope)) {
        const { rows } = await sql`
          select 1 from ${sql.table(`${SCHEMA}.job`)}
          where data->>'import' = ${id} and state < 'completed'`.execute(transactionOf(scope))
        if (rows.length === 0) await sendJob(scope, 'import', { organisation, import: id })
      }
    })
  }
}
