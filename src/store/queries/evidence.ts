import { sql } from 'kysely'
import type { IsoDate } from '../../kit/index.ts'
import type { ImportId } from '../ids.ts'
import type { Scope } from '../scope.ts'
import { transactionOf } from '../scope.ts'

/** A release as it was published. */
export interface StoredRelease {
  import: ImportId
  importNumber: number
  asOf: IsoDate
  /** The canonical text, and its SHA-256 in hexadecimal digits. */
  canonical: string
  sha256: string
  at: Date
  /** The import was undone since. */
  undone: boolean
}

/** Writes a release; another of the same import changes nothing. */
export async function add(
  scope: Scope,
  fields: Pick<StoredRelease, 'import' | 'importNumber' | 'asOf' | 'canonical' | 'at'>,
): Promise<void> {
  await transactionOf(scope)
    .insertInto('council.evidence_release')
    .values({
      organisation: scope.organisation,
      import: fields.import,
      import_number: fields.importNumber,
      as_of: fields.asOf,
      canonical: fields.canonical,
      sha256: sql<Buffer>`sha256(convert_to(${fields.canonical}::text, 'UTF8'))`,
      at: fields.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Every release, the newest day first. */
export async function list(scope: Scope): Promise<StoredRelease[]> {
  const rows = await transactionOf(scope)
    .selectFrom('council.evidence_release as r')
    .leftJoin('council.import as i', (join) =>
      join.onRef('i.organisation', '=', 'r.organisation').onRef('i.id', '=', 'r.import'),
    )
    .select([
      'r.import',
      'r.import_number',
      'r.as_of',
      'r.canonical',
      'r.sha256',
      'r.at',
      'i.state',
    ])
    .where('r.organisation', '=', scope.organisation)
    .orderBy('r.as_of', 'desc')
    .orderBy('r.import_number', 'desc')
    .execute()
  return rows.map((row) => ({
    import: row.import as ImportId,
    importNumber: row.import_number,
    asOf: row.as_of as IsoDate,
    canonical: row.canonical,
    sha256: row.sha256.toString('hex'),
    at: row.at,
    undone: row.state === 'undone',
  }))
}

/** The days that releases are of: asked for before one is made. */
export async function days(scope: Scope): Promise<IsoDate[]> {
  const rows = await transactionOf(scope)
    .selectFrom('council.evidence_release')
    .select('as_of')
    .where('organisation', '=', scope.organisation)
    .execute()
  return rows.map((row) => row.as_of as IsoDate)
}
