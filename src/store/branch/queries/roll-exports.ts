import { sql } from 'kysely'
import { transactionOf, type BranchScope } from '../scope.ts'

export interface StoredRollExport {
  id: string
  reason: Buffer
  askedBy: string
  askedAt: Date
  answeredBy: string | null
  answeredAt: Date | null
  agreed: boolean | null
  takenAt: Date | null
  people: number | null
}

const columns = sql`id, reason, asked_by as "askedBy", asked_at as "askedAt",
  answered_by as "answeredBy", answered_at as "answeredAt", agreed, taken_at as "takenAt", people`

/** Whether the branch lets the roll be copied at all. */
export async function areOn(scope: BranchScope): Promise<boolean> {
  const { rows } = await sql<{ exports: boolean }>`
    select exports from branch.roll_setting where organisation = ${scope.organisation}`.execute(
    transactionOf(scope),
  )
  return rows[0]?.exports ?? false
}

export async function setOn(
  scope: BranchScope,
  exports: boolean,
  by: string,
  at: Date,
): Promise<void> {
  await sql`
    insert into branch.roll_setting (organisation, exports, changed_by, changed_at)
    values (${scope.organisation}, ${exports}, ${by}, ${at})
    on conflict (organisation) do update
      set exports = excluded.exports, changed_by = excluded.changed_by,
        changed_at = excluded.changed_at`.execute(transactionOf(scope))
}

export async function list(scope: BranchScope): Promise<StoredRollExport[]> {
  const { rows } = await sql<StoredRollExport>`
    select ${columns} from branch.roll_export
    where organisation = ${scope.organisation} order by asked_at desc, id limit 100`.execute(
    transactionOf(scope),
  )
  return rows
}

export async function get(scope: BranchScope, id: string): Promise<StoredRollExport | null> {
  const { rows } = await sql<StoredRollExport>`
    select ${columns} from branch.roll_export
    where organisation = ${scope.organisation} and id = ${id}`.execute(transactionOf(scope))
  return rows[0] ?? null
}

export async function ask(
  scope: BranchScope,
  of: { id: string; reason: Buffer; by: string; at: Date },
): Promise<void> {
  await sql`
    insert into branch.roll_export (organisation, id, reason, asked_by, asked_at)
    values (${scope.organisation}, ${of.id}, ${of.reason}, ${of.by}, ${of.at})`.execute(
    transactionOf(scope),
  )
}

/** False where it was answered already, or whoever answers asked for it. */
export async function answer(
  scope: BranchScope,
  id: string,
  to: { agreed: boolean; by: string; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update branch.roll_export set agreed = ${to.agreed}, answered_by = ${to.by},
      answered_at = ${to.at}
    where organisation = ${scope.organisation} and id = ${id} and agreed is null
      and asked_by <> ${to.by} returning id`.execute(transactionOf(scope))
  return rows.length === 1
}

/** Takes the one copy; false where it was taken, its day is over, or another asked for it. */
export async function take(
  scope: BranchScope,
  id: string,
  to: { by: string; at: Date; people: number },
): Promise<boolean> {
  const { rows } = await sql`
    update branch.roll_export set taken_at = ${to.at}, people = ${to.people}
    where organisation = ${scope.organisation} and id = ${id} and agreed and taken_at is null
      and asked_by = ${to.by} and answered_at + interval '24 hours' > ${to.at}
    returning id`.execute(transactionOf(scope))
  return rows.length === 1
}
