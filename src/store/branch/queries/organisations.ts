import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import { ok, type Result } from '../../../kit/index.ts'
import { trouble, type StoreProblem } from '../../problem.ts'
import type { BranchStore } from '../open.ts'
import { transactionOf, type BranchDirectory, type BranchId, type BranchScope } from '../scope.ts'
import type { OrganisationTable } from '../tables.ts'

export interface BranchOrganisation {
  id: BranchId
  slug: string
  name: string
  kind: 'demonstration' | 'own'
  /** Its shape is the caller's. */
  settings: unknown
  version: number
}

const COLUMNS = ['id', 'slug', 'name', 'kind', 'settings', 'version'] as const

const organisationOf = (
  row: Pick<Selectable<OrganisationTable>, (typeof COLUMNS)[number]>,
): BranchOrganisation => ({
  ...row,
  id: row.id as BranchId,
  kind: row.kind as BranchOrganisation['kind'],
})

/** Adds a branch in a transaction of its own. Refuses a slug that another has: `slug-taken`. */
export async function create(
  store: BranchStore,
  fields: Pick<BranchOrganisation, 'slug' | 'name' | 'kind'> & { settings: object; at: Date },
): Promise<Result<BranchOrganisation, StoreProblem>> {
  const id = randomUUID() as string as BranchId
  return store.asHouse().inOrganisation(id, async (scope) => {
    const { numInsertedOrUpdatedRows } = await transactionOf(scope)
      .insertInto('branch.organisation')
      .values({
        id,
        slug: fields.slug,
        name: fields.name,
        kind: fields.kind,
        settings: JSON.stringify(fields.settings),
        created_at: fields.at,
      })
      .onConflict((conflict) => conflict.column('slug').doNothing())
      .executeTakeFirstOrThrow()
    if (numInsertedOrUpdatedRows === 0n) {
      return trouble(
        'slug-taken',
        `A branch with the address "${fields.slug}" is here already. Choose another address.`,
      )
    }
    return ok(await get(scope))
  })
}

/** The scope's own branch. */
export async function get(scope: BranchScope): Promise<BranchOrganisation> {
  return organisationOf(
    await transactionOf(scope)
      .selectFrom('branch.organisation')
      .select(COLUMNS)
      .where('id', '=', scope.organisation)
      .executeTakeFirstOrThrow(),
  )
}

/** Every branch, the demonstration first, then by name. */
export async function list(directory: BranchDirectory): Promise<BranchOrganisation[]> {
  const rows = await transactionOf(directory)
    .selectFrom('branch.organisation')
    .select(COLUMNS)
    .orderBy('kind')
    .orderBy('name')
    .orderBy('slug')
    .execute()
  return rows.map(organisationOf)
}

/** Saves settings made from `version`; `stale` where someone else has saved since. */
export async function saveSettings(
  scope: BranchScope,
  change: { settings: object; name?: string; version: number },
): Promise<Result<BranchOrganisation, StoreProblem>> {
  const row = await transactionOf(scope)
    .updateTable('branch.organisation')
    .set({
      settings: JSON.stringify(change.settings),
      version: sql<number>`version + 1`,
      ...(change.name === undefined ? {} : { name: change.name }),
    })
    .where('id', '=', scope.organisation)
    .where('version', '=', change.version)
    .returning(COLUMNS)
    .executeTakeFirst()
  return row === undefined
    ? trouble(
        'stale',
        'Someone else has changed these settings since this page was opened. Look at them again, then save.',
      )
    : ok(organisationOf(row))
}
