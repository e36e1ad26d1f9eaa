import { sql } from 'kysely'
import { transactionOf, type BranchScope } from '../scope.ts'

export interface StoredRollImport {
  id: string
  number: number
  state: 'checked' | 'accepted' | 'discarded' | 'undone'
  /** What was read, until somebody decided. */
  sealed: Buffer | null
  added: number
  changed: number
  ended: number
  madeBy: string | null
  madeAt: Date
  decidedBy: string | null
  decidedAt: Date | null
  version: number
}

export interface StoredRollImportRow {
  member: string
  did: 'added' | 'changed' | 'ended'
  versionAfter: number
  /** The entry as it was; null for one that was added. */
  before: Buffer | null
}

const columns = sql`id, number, state, sealed, added, changed, ended, made_by as "madeBy",
  made_at as "madeAt", decided_by as "decidedBy", decided_at as "decidedAt", version`

export async function list(scope: BranchScope): Promise<StoredRollImport[]> {
  const { rows } = await sql<StoredRollImport>`
    select ${columns} from branch.roll_import
    where organisation = ${scope.organisation} order by number desc limit 100`.execute(
    transactionOf(scope),
  )
  return rows
}

export async function get(scope: BranchScope, id: string): Promise<StoredRollImport | null> {
  const { rows } = await sql<StoredRollImport>`
    select ${columns} from branch.roll_import
    where organisation = ${scope.organisation} and id = ${id}`.execute(transactionOf(scope))
  return rows[0] ?? null
}

/** Keeps what was read; a list that waited before it gives way. */
export async function receive(
  scope: BranchScope,
  given: { id: string; sealed: Buffer; by: string | null; at: Date },
): Promise<void> {
  await sql`
    update branch.roll_import set state = 'discarded', sealed = null, decided_at = ${given.at},
      decided_by = ${given.by}, version = version + 1
    where organisation = ${scope.organisation} and state = 'checked'`.execute(transactionOf(scope))
  await sql`
    insert into branch.roll_import (organisation, id, number, state, sealed, made_by, made_at)
    select ${scope.organisation}, ${given.id}, coalesce(max(number), 0) + 1, 'checked',
      ${given.sealed}::bytea, ${given.by}::uuid, ${given.at}::timestamptz
    from branch.roll_import where organisation = ${scope.organisation}`.execute(
    transactionOf(scope),
  )
}

/** Exchanges what was read, as after an answer to a question. */
export async function reseal(
  scope: BranchScope,
  id: string,
  basedOn: number,
  sealed: Buffer,
): Promise<boolean> {
  const { rows } = await sql`
    update branch.roll_import set sealed = ${sealed}, version = version + 1
    where organisation = ${scope.organisation} and id = ${id} and version = ${basedOn}
      and state = 'checked' returning id`.execute(transactionOf(scope))
  return rows.length === 1
}

/** Ends the wait of a list; what was read goes. */
export async function decide(
  scope: BranchScope,
  id: string,
  basedOn: number,
  to: {
    state: 'accepted' | 'discarded' | 'undone'
    by: string
    at: Date
    counts?: { added: number; changed: number; ended: number }
  },
): Promise<boolean> {
  const from = to.state === 'undone' ? 'accepted' : 'checked'
  const { added = null, changed = null, ended = null } = to.counts ?? {}
  const { rows } = await sql`
    update branch.roll_import set state = ${to.state}, sealed = null, decided_by = ${to.by},
      decided_at = ${to.at}, version = version + 1, added = coalesce(${added}, added),
      changed = coalesce(${changed}, changed), ended = coalesce(${ended}, ended)
    where organisation = ${scope.organisation} and id = ${id} and version = ${basedOn}
      and state = ${from} returning id`.execute(transactionOf(scope))
  return rows.length === 1
}

/** What a list did, so that it can be taken back; what earlier lists did is forgotten. */
export async function keepRows(
  scope: BranchScope,
  id: string,
  rows: readonly StoredRollImportRow[],
): Promise<void> {
  await sql`delete from branch.roll_import_row where organisation = ${scope.organisation}`.execute(
    transactionOf(scope),
  )
  await sql`
    insert into branch.roll_import_row (organisation, import, member, did, version_after, before)
    select ${scope.organisation}, ${id}, given.*
    from unnest(${rows.map((row) => row.member)}::uuid[], ${rows.map((row) => row.did)}::text[],
      ${rows.map((row) => row.versionAfter)}::integer[],
      ${rows.map((row) => row.before)}::bytea[]) as given`.execute(transactionOf(scope))
}

/** Empty where a later list has been accepted since. */
export async function rowsOf(scope: BranchScope, id: string): Promise<StoredRollImportRow[]> {
  const { rows } = await sql<StoredRollImportRow>`
    select member, did, version_after as "versionAfter", before from branch.roll_import_row
    where organisation = ${scope.organisation} and import = ${id} order by member`.execute(
    transactionOf(scope),
  )
  return rows
}

export async function forgetRows(scope: BranchScope, id: string): Promise<void> {
  await sql`delete from branch.roll_import_row
    where organisation = ${scope.organisation} and import = ${id}`.execute(transactionOf(scope))
}
