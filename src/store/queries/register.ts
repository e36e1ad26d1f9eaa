import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { IsoDate } from '../../kit/index.ts'
import type { TeamId, WorkerId } from '../../core/model/index.ts'
import type { OverloadAction, OverloadOutcome } from '../../core/overload/index.ts'
import type { AccountRole } from '../../core/rights/index.ts'
import type { ImportId, Reference } from '../ids.ts'
import { isId } from '../ids.ts'
import type { Scope } from '../scope.ts'
import { transactionOf } from '../scope.ts'
import type { RegisterEntryTable } from '../tables.ts'
import { insertMany } from './insert.ts'
import { plain, searchable } from './text.ts'

/** Where a worker stood on the day of an accepted import. */
export interface StoredStanding {
  reference: Reference
  worker: WorkerId
  team: TeamId | null
  /** Basis points; null where no percentage can be given. */
  utilisation: number | null
  state: 'known' | 'cannot-receive' | 'unknown'
  standing: 'within' | 'over-safe' | 'over-hard' | 'unknown'
  holdsWithoutCapacity: boolean
}

/** Writes where every worker stood under an agreement (its key), in place of what stood there. */
export async function saveStandings(
  scope: Scope,
  of: { import: ImportId; agreement: string },
  standings: readonly StoredStanding[],
): Promise<void> {
  await transactionOf(scope)
    .deleteFrom('council.worker_standing')
    .where('organisation', '=', scope.organisation)
    .where('import', '=', of.import)
    .execute()
  await insertMany<StoredStanding>(
    scope,
    'worker_standing',
    { import: of.import },
    {
      reference: ['uuid', (one) => one.reference],
      worker: ['text', (one) => searchable(one.worker)],
      team: ['text', (one) => one.team && searchable(one.team)],
      utilisation: ['integer', (one) => one.utilisation],
      state: ['text', (one) => one.state],
      standing: ['text', (one) => one.standing],
      holds_without_capacity: ['boolean', (one) => one.holdsWithoutCapacity],
      agreement: ['text', () => of.agreement],
    },
    standings,
  )
}

/** Under which agreement the standings of each import were counted. */
export async function countedUnder(scope: Scope): Promise<ReadonlyMap<ImportId, string>> {
  // One row of each import says it for all: it is counted as a whole.
  const { rows } = await sql<{ import: ImportId; agreement: string | null }>`
    select i.id as import, (
      select s.agreement from council.worker_standing s
      where s.organisation = i.organisation and s.import = i.id limit 1
    ) as agreement
    from council.import i
    where i.organisation = ${scope.organisation} and i.state = 'accepted'`.execute(
    transactionOf(scope),
  )
  return new Map(
    rows.flatMap((row) => (row.agreement === null ? [] : [[row.import, row.agreement] as const])),
  )
}

/** Where workers stood in these imports: all that may be seen, or these. */
export async function standings(
  scope: Scope,
  within: readonly ImportId[],
  agreement: string,
  references: readonly string[] | null = null,
): Promise<{ import: ImportId; standing: StoredStanding }[]> {
  const wanted = references?.filter(isId)
  if (within.length === 0 || wanted?.length === 0) return []
  let query = transactionOf(scope)
    .selectFrom('council.worker_standing')
    .selectAll()
    .where('organisation', '=', scope.organisation)
    // A mark after the key says which decisions the figures of the import in force hold.
    .where(sql<boolean>`(agreement = ${agreement} or starts_with(agreement, ${`${agreement}#`}))`)
    .where('import', 'in', [...within])
  if (wanted) query = query.where('reference', '=', sql<string>`any(${wanted}::uuid[])`)
  return (await query.execute()).map((row) => ({
    import: row.import as ImportId,
    standing: {
      reference: row.reference as Reference,
      worker: row.worker as WorkerId,
      team: row.team as TeamId | null,
      utilisation: row.utilisation,
      state: row.state as StoredStanding['state'],
      standing: row.standing as StoredStanding['standing'],
      holdsWithoutCapacity: row.holds_without_capacity,
    },
  }))
}

/** One of those who answer in turn, as agreed when the entry was made. */
export interface StoredRung {
  role: string
  workingDays: number
  clause: string
}

export type RegisterState = 'open' | 'closed' | 'withdrawn'

export interface NewEntry {
  reference: Reference
  worker: WorkerId
  team: TeamId | null
  /** First day seen over the line. */
  since: IsoDate
  /** The day on which the agreed weeks had passed. */
  sustainedOn: IsoDate
  /** The day it was entered: from it the first answer's days are counted. */
  enteredOn: IsoDate
  enteredAt: Date
  import: ImportId
  clause: string
  agreement: string
  version: string
  /** Basis points. */
  line: number
  weeks: number
  ladder: readonly StoredRung[]
  /** The team's manager on that day; null where there was none, or several. */
  accountable: string | null
}

export interface StoredEntry extends NewEntry {
  id: string
  state: RegisterState
  closedOn: IsoDate | null
  closedBy: ImportId | null
  /** Closed because the worker is in the files no more, not by a day seen at or under the line. */
  leftFiles: boolean
  /** Rungs whose days ran out without an answer, as far as it was noted. */
  missed: number
  answers: StoredRegisterAnswer[]
}

export interface StoredRegisterAnswer {
  rung: number
  action: OverloadAction
  words: string
  outcome: OverloadOutcome
  by: string
  account: string | null
  on: IsoDate
  at: Date
}

const entryOf = (
  row: Selectable<RegisterEntryTable>,
  answers: StoredRegisterAnswer[],
): StoredEntry => ({
  id: row.id,
  reference: row.reference as Reference,
  worker: row.worker as WorkerId,
  team: row.team as TeamId | null,
  since: row.since as IsoDate,
  sustainedOn: row.sustained_on as IsoDate,
  enteredOn: row.entered_on as IsoDate,
  enteredAt: row.entered_at,
  import: row.import as ImportId,
  clause: row.clause,
  agreement: row.agreement,
  version: row.version,
  line: row.line,
  weeks: row.weeks,
  ladder: row.ladder as StoredRung[],
  accountable: row.accountable,
  state: row.state as RegisterState,
  closedOn: row.closed_on as IsoDate | null,
  closedBy: row.closed_by as ImportId | null,
  leftFiles: row.left_files,
  missed: row.missed,
  answers,
})

/** One pass over the register at a time for an organisation; the next waits for this transaction's end. */
export async function takeTurn(scope: Scope): Promise<void> {
  await sql`select id from council.organisation where id = ${scope.organisation} for no key update`.execute(
    transactionOf(scope),
  )
}

export async function enter(scope: Scope, entry: NewEntry): Promise<string> {
  const { id } = await transactionOf(scope)
    .insertInto('council.register_entry')
    .values({
      organisation: scope.organisation,
      reference: entry.reference,
      worker: searchable(entry.worker),
      team: entry.team && searchable(entry.team),
      since: entry.since,
      sustained_on: entry.sustainedOn,
      entered_on: entry.enteredOn,
      entered_at: entry.enteredAt,
      import: entry.import,
      clause: entry.clause,
      agreement: plain(entry.agreement),
      version: plain(entry.version),
      line: entry.line,
      weeks: entry.weeks,
      ladder: JSON.stringify(entry.ladder),
      accountable: entry.accountable,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Moves an entry on: closed by a day under the line or because the worker left, open again, withdrawn. */
export async function move(
  scope: Scope,
  id: string,
  to:
    | { state: 'open' | 'withdrawn' }
    | { state: 'closed'; closedOn: IsoDate; closedBy: ImportId; leftFiles: boolean }
    | { missed: number },
): Promise<void> {
  await transactionOf(scope)
    .updateTable('council.register_entry')
    .set(
      'missed' in to
        ? { missed: to.missed }
        : to.state === 'closed'
          ? {
              state: to.state,
              closed_on: to.closedOn,
              closed_by: to.closedBy,
              left_files: to.leftFiles,
            }
          : { state: to.state, closed_on: null, closed_by: null, left_files: false },
    )
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .execute()
}

/** Writes an answer under an entry; it is never changed, and others may follow. */
export async function answer(
  scope: Scope,
  entry: string,
  given: StoredRegisterAnswer,
): Promise<void> {
  await transactionOf(scope)
    .insertInto('council.register_answer')
    .values({
      organisation: scope.organisation,
      entry,
      number: sql<number>`(
        select count(*) + 1 from council.register_answer
        where organisation = ${scope.organisation} and entry = ${entry})`,
      rung: given.rung,
      action: given.action,
      words: plain(given.words),
      outcome: given.outcome,
      by_name: plain(given.by),
      account: given.account,
      on_day: given.on,
      at: given.at,
    })
    .execute()
}

/** Entries that may be seen, the newest first; of one worker or one alone where asked. */
export async function entries(
  scope: Scope,
  of: { id?: string; reference?: string } = {},
): Promise<StoredEntry[]> {
  const db = transactionOf(scope)
  if ([of.id, of.reference].some((id) => id !== undefined && !isId(id))) return []
  let query = db
    .selectFrom('council.register_entry')
    .selectAll()
    .where('organisation', '=', scope.organisation)
  if (of.id !== undefined) query = query.where('id', '=', of.id)
  if (of.reference !== undefined) query = query.where('reference', '=', of.reference)
  const rows = await query.orderBy('entered_at', 'desc').orderBy('id').execute()
  if (rows.length === 0) return []
  const answers = await db
    .selectFrom('council.register_answer')
    .selectAll()
    .where('organisation', '=', scope.organisation)
    .where(
      'entry',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('number')
    .execute()
  return rows.map((row) =>
    entryOf(
      row,
      answers
        .filter((one) => one.entry === row.id)
        .map((one) => ({
          rung: one.rung,
          action: one.action as OverloadAction,
          words: one.words,
          outcome: one.outcome as OverloadOutcome,
          by: one.by_name,
          account: one.account,
          on: one.on_day as IsoDate,
          at: one.at,
        })),
    ),
  )
}

/** People in use who hold a role on a day, each with the team it was given for. */
export async function holdersOf(
  scope: Scope,
  role: AccountRole,
  on: IsoDate,
): Promise<{ account: string; name: string; team: TeamId | null }[]> {
  const rows = await transactionOf(scope)
    .selectFrom('council.role_grant as g')
    .innerJoin('council.account as a', (join) =>
      join.onRef('a.organisation', '=', 'g.organisation').onRef('a.id', '=', 'g.account'),
    )
    .select(['a.id', 'a.name', 'g.team'])
    .distinct()
    .where('g.organisation', '=', scope.organisation)
    .where('g.role', '=', role)
    .where('a.state', '=', 'active')
    .where('g.from_day', '<=', on)
    .where((eb) => eb.or([eb('g.until_day', 'is', null), eb('g.until_day', '>=', on)]))
    .orderBy('a.name')
    .execute()
  return rows.map((row) => ({
    account: row.id,
    name: row.name,
    team: row.team as TeamId | null,
  }))
}
