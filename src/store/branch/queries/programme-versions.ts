import { sql } from 'kysely'
import type { IsoDate } from '../../../kit/index.ts'
import { transactionOf, type BranchScope } from '../scope.ts'
import type { Writing } from './records.ts'

/** The programme as it was published under a number. */
export interface StoredProgrammeVersion {
  number: number
  on: IsoDate
  body: unknown
  by: string | null
}

/** Every published programme, the first first. */
export async function list(scope: BranchScope): Promise<StoredProgrammeVersion[]> {
  const { rows } = await sql<StoredProgrammeVersion>`
    select number, to_char(on_day, 'YYYY-MM-DD') as "on", body, by_member as "by"
    from branch.programme_version
    where organisation = ${scope.organisation} order by number`.execute(transactionOf(scope))
  return rows
}

/**
 * Publishes under the next number. Two who publish at once come one after the other.
 *
 * @returns the number.
 */
export async function add(
  scope: BranchScope,
  of: { on: IsoDate; body: object } & Writing,
): Promise<number> {
  const db = transactionOf(scope)
  await sql`
    select id from branch.organisation where id = ${scope.organisation} for update`.execute(db)
  const { rows } = await sql<{ number: number }>`
    insert into branch.programme_version (organisation, number, on_day, body, by_member, at)
    select ${scope.organisation}, coalesce(max(number), 0) + 1, ${of.on},
      ${JSON.stringify(of.body)}, ${of.by}, ${of.at}
    from branch.programme_version where organisation = ${scope.organisation}
    returning number`.execute(db)
  const [made] = rows
  if (!made) throw new Error('The published programme was not written')
  return made.number
}
