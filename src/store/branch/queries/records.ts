import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import { transactionOf, type BranchScope } from '../scope.ts'
import type { RecordTable } from '../tables.ts'

export type Audience = 'public' | 'members' | 'reps' | 'officers'

/** Something that people of the branch write together, as it stands. */
export interface StoredRecord {
  id: string
  kind: string
  audience: Audience
  /** The version that stands. */
  number: number
  body: unknown
  madeBy: string | null
  madeAt: Date
  savedBy: string | null
  savedAt: Date
  removedAt: Date | null
  /** Versions set aside that nobody has settled. */
  aside: number
}

export interface StoredRecordVersion {
  number: number
  basedOn: number
  aside: boolean
  body: unknown
  by: string | null
  at: Date
  settledAt: Date | null
}

/** Whoever writes, by their id on the roll (null: the house), and when. */
export interface Writing {
  by: string | null
  at: Date
}

const recordOf = (row: Selectable<RecordTable> & { aside: number }): StoredRecord => ({
  id: row.id,
  kind: row.kind,
  audience: row.audience as Audience,
  number: row.number,
  body: row.body,
  madeBy: row.made_by,
  madeAt: row.made_at,
  savedBy: row.saved_by,
  savedAt: row.saved_at,
  removedAt: row.removed_at,
  aside: row.aside,
})

const records = (scope: BranchScope) =>
  transactionOf(scope)
    .selectFrom('branch.record as r')
    .selectAll('r')
    .select(
      sql<number>`(select count(*)::int from branch.record_version v
        where v.organisation = r.organisation and v.record = r.id
          and v.aside and v.settled_at is null)`.as('aside'),
    )
    .where('r.organisation', '=', scope.organisation)

/** Every record of a kind that is not removed, the oldest first. */
export async function list(scope: BranchScope, kind: string): Promise<StoredRecord[]> {
  const rows = await records(scope)
    .where('r.kind', '=', kind)
    .where('r.removed_at', 'is', null)
    .orderBy('r.made_at')
    .orderBy('r.id')
    .execute()
  return rows.map(recordOf)
}

/** One record of a kind, removed ones too; null where there is none in sight. */
export async function get(
  scope: BranchScope,
  kind: string,
  id: string,
): Promise<StoredRecord | null> {
  const row = await records(scope)
    .where('r.kind', '=', kind)
    .where('r.id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : recordOf(row)
}

/** Writes a new record and its first version. @returns its id. */
export async function make(
  scope: BranchScope,
  given: { kind: string; audience: Audience; body: object; id?: string } & Writing,
): Promise<string> {
  const id = given.id ?? randomUUID()
  const body = JSON.stringify(given.body)
  await transactionOf(scope)
    .insertInto('branch.record')
    .values({
      organisation: scope.organisation,
      id,
      kind: given.kind,
      audience: given.audience,
      number: 1,
      body,
      made_by: given.by,
      made_at: given.at,
      saved_by: given.by,
      saved_at: given.at,
    })
    .execute()
  await addVersion(scope, id, { ...given, number: 1, basedOn: 0, aside: false, body })
  return id
}

/**
 * Saves a version made from `basedOn`. Where another was saved since, the record stands as it is and
 * these words are kept beside it, set aside: nobody's words are lost.
 *
 * @returns the number it was kept under and whether it stands; null where no such record is in sight.
 */
export async function save(
  scope: BranchScope,
  kind: string,
  id: string,
  given: { basedOn: number; audience?: Audience; body: object } & Writing,
): Promise<{ number: number; stands: boolean } | null> {
  const held = await locked(scope, kind, id)
  if (held === null) return null
  const number = held.last + 1
  const stands = held.number === given.basedOn
  const body = JSON.stringify(given.body)
  // The version first: a record given to narrower eyes may be out of the writer's own sight after.
  await addVersion(scope, id, { ...given, number, aside: !stands, body })
  if (stands) {
    await transactionOf(scope)
      .updateTable('branch.record')
      .set({
        number,
        body,
        saved_by: given.by,
        saved_at: given.at,
        ...(given.audience === undefined ? {} : { audience: given.audience }),
      })
      .where('organisation', '=', scope.organisation)
      .where('id', '=', id)
      .execute()
  }
  return { number, stands }
}

/** Takes a record out of every list, or (`null`) puts it back; its versions stay. */
export async function setRemoved(
  scope: BranchScope,
  kind: string,
  id: string,
  removedAt: Date | null,
): Promise<boolean> {
  const { numUpdatedRows } = await transactionOf(scope)
    .updateTable('branch.record')
    .set({ removed_at: removedAt })
    .where('organisation', '=', scope.organisation)
    .where('kind', '=', kind)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** Every version of a record, the newest first. */
export async function versions(scope: BranchScope, id: string): Promise<StoredRecordVersion[]> {
  const rows = await transactionOf(scope)
    .selectFrom('branch.record_version')
    .selectAll()
    .where('organisation', '=', scope.organisation)
    .where('record', '=', id)
    .orderBy('number', 'desc')
    .execute()
  return rows.map((row) => ({
    number: row.number,
    basedOn: row.based_on,
    aside: row.aside,
    body: row.body,
    by: row.by_member,
    at: row.at,
    settledAt: row.settled_at,
  }))
}

/** Says of a version set aside that its words were taken over or are not wanted; it stays readable. */
export async function settle(
  scope: BranchScope,
  id: string,
  number: number,
  { by, at }: Writing,
): Promise<void> {
  await transactionOf(scope)
    .updateTable('branch.record_version')
    .set({ settled_at: at, settled_by: by })
    .where('organisation', '=', scope.organisation)
    .where('record', '=', id)
    .where('number', '=', number)
    .where('aside', '=', true)
    .where('settled_at', 'is', null)
    .execute()
}

/** Holds a record until the transaction ends: two who save at once come one after the other. */
async function locked(
  scope: BranchScope,
  kind: string,
  id: string,
): Promise<{ number: number; last: number } | null> {
  const db = transactionOf(scope)
  const row = await db
    .selectFrom('branch.record')
    .select('number')
    .where('organisation', '=', scope.organisation)
    .where('kind', '=', kind)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) return null
  const { last } = await db
    .selectFrom('branch.record_version')
    .select((of) => of.fn.max<number>('number').as('last'))
    .where('organisation', '=', scope.organisation)
    .where('record', '=', id)
    .executeTakeFirstOrThrow()
  return { number: row.number, last }
}

async function addVersion(
  scope: BranchScope,
  record: string,
  version: { number: number; basedOn: number; aside: boolean; body: string } & Writing,
): Promise<void> {
  await transactionOf(scope)
    .insertInto('branch.record_version')
    .values({
      organisation: scope.organisation,
      record,
      number: version.number,
      based_on: version.basedOn,
      aside: version.aside,
      body: version.body,
      by_member: version.by,
      at: version.at,
    })
    .execute()
}
