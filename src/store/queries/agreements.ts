import { sql } from 'kysely'
import type { Result } from '../../kit/index.ts'
import { ok } from '../../kit/index.ts'
import type { StoreProblem } from '../problem.ts'
import { trouble } from '../problem.ts'
import type { Scope } from '../scope.ts'
import { transactionOf } from '../scope.ts'

/** An agreement that an organisation brought itself; presets live in the code. */
export interface StoredAgreement {
  agreement: string
  version: string
  document: unknown
  addedAt: Date
}

/**
 * Adds a version. A version that was added stands: figures were made by it, so another document
 * under the same version is refused (`already-there`), the same one changes nothing.
 */
export async function add(
  scope: Scope,
  fields: { agreement: string; version: string; document: object; at: Date },
): Promise<Result<StoredAgreement, StoreProblem>> {
  const db = transactionOf(scope)
  const text = JSON.stringify(fields.document)
  await db
    .insertInto('council.agreement')
    .values({
      organisation: scope.organisation,
      agreement: fields.agreement,
      version: fields.version,
      document: text,
      added_at: fields.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await db
    .selectFrom('council.agreement')
    .select([
      'agreement',
      'version',
      'document',
      'added_at',
      sql<boolean>`document = ${text}::jsonb`.as('same'),
    ])
    .where('organisation', '=', scope.organisation)
    .where('agreement', '=', fields.agreement)
    .where('version', '=', fields.version)
    .executeTakeFirstOrThrow()
  return row.same
    ? ok(storedOf(row))
    : trouble(
        'already-there',
        `Version ${fields.version} of this agreement is here already with another text, and figures may have been made by it. Give the changed text a new version.`,
      )
}

const storedOf = (row: {
  agreement: string
  version: string
  document: unknown
  added_at: Date
}): StoredAgreement => ({
  agreement: row.agreement,
  version: row.version,
  document: row.document,
  addedAt: row.added_at,
})

/** By name, the newest version first. */
export async function list(scope: Scope): Promise<StoredAgreement[]> {
  const rows = await transactionOf(scope)
    .selectFrom('council.agreement')
    .select(['agreement', 'version', 'document', 'added_at'])
    .where('organisation', '=', scope.organisation)
    .orderBy('agreement')
    .orderBy('added_at', 'desc')
    .execute()
  return rows.map(storedOf)
}

/** One version, or null. */
export async function get(
  scope: Scope,
  agreement: string,
  version: string,
): Promise<StoredAgreement | null> {
  const row = await transactionOf(scope)
    .selectFrom('council.agreement')
    .select(['agreement', 'version', 'document', 'added_at'])
    .where('organisation', '=', scope.organisation)
    .where('agreement', '=', agreement)
    .where('version', '=', version)
    .executeTakeFirst()
  return row === undefined ? null : storedOf(row)
}
