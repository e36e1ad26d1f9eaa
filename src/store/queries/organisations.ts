import { randomBytes, randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Result } from '../../kit/index.ts'
import { ok } from '../../kit/index.ts'
import type { Store } from '../open.ts'
import type { StoreProblem } from '../problem.ts'
import { trouble } from '../problem.ts'
import type { DirectoryScope, OrganisationId, Scope } from '../scope.ts'
import { transactionOf } from '../scope.ts'
import type { OrganisationTable } from '../tables.ts'
import { plain } from './text.ts'

export interface Organisation {
  id: OrganisationId
  slug: string
  name: string
  kind: 'demonstration' | 'own'
  /** The chosen agreement and the like; its shape is the caller's. */
  settings: unknown
  version: number
  createdAt: Date
}

export interface NewOrganisation {
  /** Lower-case letters, digits and hyphens, 63 at most: it stands in addresses. */
  slug: string
  name: string
  kind: Organisation['kind']
  settings: object
  at: Date
}

const COLUMNS = ['id', 'slug', 'name', 'kind', 'settings', 'version', 'created_at'] as const

const organisationOf = (
  row: Pick<Selectable<OrganisationTable>, (typeof COLUMNS)[number]>,
): Organisation => ({
  id: row.id as OrganisationId,
  slug: row.slug,
  name: row.name,
  kind: row.kind as Organisation['kind'],
  settings: row.settings,
  version: row.version,
  createdAt: row.created_at,
})

/** Adds an organisation in a transaction of its own. Refuses a slug that another has: `slug-taken`. */
export async function create(
  store: Store,
  fields: NewOrganisation,
): Promise<Result<Organisation, StoreProblem>> {
  const id = randomUUID() as string as OrganisationId
  return store.inOrganisation(id, async (scope) => {
    // NOTE: no "returning" before the row is known to be new: a policy would refuse to show another's.
    const { numInsertedOrUpdatedRows } = await transactionOf(scope)
      .insertInto('council.organisation')
      .values({
        id,
        slug: fields.slug,
        name: fields.name,
        kind: fields.kind,
        settings: JSON.stringify(fields.settings),
        reference_key: randomBytes(32),
        created_at: fields.at,
      })
      .onConflict((conflict) => conflict.column('slug').doNothing())
      .executeTakeFirstOrThrow()
    if (numInsertedOrUpdatedRows === 0n) {
      return trouble(
        'slug-taken',
        `An organisation with the address "${fields.slug}" is here already. Choose another address.`,
      )
    }
    return ok(await get(scope))
  })
}

/** The scope's own organisation. */
export async function get(scope: Scope): Promise<Organisation> {
  const row = await transactionOf(scope)
    .selectFrom('council.organisation')
    .select(COLUMNS)
    .where('id', '=', scope.organisation)
    .executeTakeFirstOrThrow()
  return organisationOf(row)
}

/** Every organisation, the demonstration first, then by name. */
export async function list(directory: DirectoryScope): Promise<Organisation[]> {
  const rows = await transactionOf(directory)
    .selectFrom('council.organisation')
    .select(COLUMNS)
    .orderBy('kind')
    .orderBy('name')
    .orderBy('slug')
    .execute()
  return rows.map(organisationOf)
}

/** The organisation with this address, or null. */
export async function bySlug(
  directory: DirectoryScope,
  slug: string,
): Promise<Organisation | null> {
  const row = await transactionOf(directory)
    .selectFrom('council.organisation')
    .select(COLUMNS)
    .where('slug', '=', plain(slug))
    .executeTakeFirst()
  return row === undefined ? null : organisationOf(row)
}

/** Saves settings made from `version`; `stale` where someone else has saved since. */
export async function saveSettings(
  scope: Scope,
  change: { settings: object; name?: string; version: number },
): Promise<Result<Organisation, StoreProblem>> {
  const row = await transactionOf(scope)
    .updateTable('council.organisation')
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
