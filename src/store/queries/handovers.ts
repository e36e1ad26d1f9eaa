import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { IsoDate } from '../../kit/index.ts'
import type { HandoverEntry, ToldHow } from '../../core/handover/index.ts'
import type { ChildId, TeamId, WorkerId } from '../../core/model/index.ts'
import type { ImportId, Reference } from '../ids.ts'
import { isId } from '../ids.ts'
import type { Scope } from '../scope.ts'
import { transactionOf } from '../scope.ts'
import { widened } from '../sight.ts'
import type { HandoverEventTable, LeavingTable } from '../tables.ts'
import { entryIn } from './handover-entry.ts'
import { plain, searchable } from './text.ts'

/** What belongs to a step beside its day and words. */
export interface HandoverDetails {
  /** Who was at the meeting or the joint visit. */
  present?: string
  how?: ToldHow
  /** Next statutory dates carried over; `on` is null where none is set yet. */
  dates?: { what: string; on: IsoDate | null }[]
  said?: 'asked' | 'agreed' | 'refused'
  /** No signature: a manager noted that whoever handed over has gone and cannot sign. */
  absent?: true
  /** The import that showed the receiver before the handover was complete. */
  import?: string
}

/** One entry about a handover, by whom and when. */
export type StoredHandoverEntry = HandoverEntry & {
  number: number
  words: string
  details: HandoverDetails
  enteredOn: IsoDate
  at: Date
  account: string | null
  by: string
}

export type NewHandoverEntry = HandoverEntry &
  Pick<StoredHandoverEntry, 'words' | 'details' | 'enteredOn' | 'at' | 'account' | 'by'>

/** Adds an entry to a decision's handover; it is never changed, and others may follow. */
export async function enter(
  scope: Scope,
  decision: string,
  entry: NewHandoverEntry,
): Promise<void> {
  const said = entry.kind === 'emergency' ? { said: entry.said } : {}
  await transactionOf(scope)
    .insertInto('council.handover_event')
    .values({
      organisation: scope.organisation,
      decision,
      number: sql<number>`(
        select count(*) + 1 from council.handover_event
        where organisation = ${scope.organisation} and decision = ${decision})`,
      kind: entry.kind,
      step: entry.kind === 'step' || entry.kind === 'step-undone' ? entry.step : null,
      on_day: entry.on,
      reason: entry.kind === 'emergency' ? entry.reason : null,
      words: plain(entry.words),
      details: sql`${jsonOf({ ...entry.details, ...said })}::jsonb`,
      entered_on: entry.enteredOn,
      at: entry.at,
      account: entry.account,
      by_name: plain(entry.by),
    })
    .execute()
}

/** A document cannot hold the character zero either. */
const jsonOf = (details: object): string =>
  JSON.stringify(details, (_key, value: unknown) =>
    typeof value === 'string' ? plain(value) : value,
  )

/** Entries of these decisions' handovers in the order in which they were made; none for one without. */
export async function entries(
  scope: Scope,
  decisions: readonly string[],
): Promise<ReadonlyMap<string, StoredHandoverEntry[]>> {
  const found = new Map<string, StoredHandoverEntry[]>()
  const wanted = decisions.filter(isId)
  if (wanted.length === 0) return found
  const rows = await transactionOf(scope)
    .selectFrom('council.handover_event')
    .selectAll()
    .where('organisation', '=', scope.organisation)
    .where('decision', '=', sql<string>`any(${wanted}::uuid[])`)
    .orderBy('decision')
    .orderBy('number')
    .execute()
  for (const row of rows) {
    found.set(row.decision, [...(found.get(row.decision) ?? []), entryOf(row)])
  }
  return found
}

const entryOf = (row: Selectable<HandoverEventTable>): StoredHandoverEntry => {
  const { said = null, ...details } = row.details as HandoverDetails
  return {
    ...entryIn({ ...row, on: row.on_day, said }),
    number: row.number,
    words: row.words,
    details,
    enteredOn: row.entered_on as IsoDate,
    at: row.at,
    account: row.account,
    by: row.by_name,
  }
}

/** A worker as an import has them, and the last day at work where one is known. */
export interface Party {
  name: string
  team: TeamId | null
  /** The contract's end, or the last day of a notice that counts, whichever is earlier. */
  lastDay: IsoDate | null
}

/**
 * These workers as an import has them, whoever may see them: both ends of a handover know each other.
 * Who is not in it is left out.
 */
export async function parties(
  scope: Scope,
  id: ImportId,
  workers: readonly WorkerId[],
): Promise<ReadonlyMap<WorkerId, Party>> {
  if (workers.length === 0) return new Map()
  const { rows } = await widened(
    scope,
    'app.sees',
    (now) => (now === 'service' ? now : 'house'),
    () =>
      sql<{ worker: WorkerId; name: string; team: TeamId | null; last: string | null }>`
        select w.worker, w.facts->>'name' as name, w.team, least(
          w.facts->'person'->>'contractEnd',
          (select min(l.last_day)::text from council.leaving l
            where l.organisation = w.organisation and l.worker = w.worker
              and l.kind = 'leaves' and l.withdrawn_at is null)
        ) as last
        from council.worker w
        where w.organisation = ${scope.organisation} and w.import = ${id}
          and w.worker = any(${workers.map(searchable)}::text[])`.execute(transactionOf(scope)),
  )
  return new Map(
    rows.map(({ worker, name, team, last }) => [
      worker,
      { name, team, lastDay: last as IsoDate | null },
    ]),
  )
}

/** Who holds each of these children in an import; a child in nobody's hands is left out. */
export async function holdersIn(
  scope: Scope,
  id: ImportId,
  children: readonly ChildId[],
): Promise<ReadonlyMap<ChildId, WorkerId>> {
  if (children.length === 0) return new Map()
  const { rows } = await sql<{ child: ChildId; worker: WorkerId }>`
    select child, facts->'holder'->>'worker' as worker from council."case"
    where organisation = ${scope.organisation} and import = ${id}
      and facts->'holder'->>'kind' = 'worker'
      and child = any(${children.map(searchable)}::text[])`.execute(transactionOf(scope))
  return new Map(rows.map(({ child, worker }) => [child, worker]))
}

/** Each team of an import with all above it, itself first; and the team of each address. */
export async function teamPaths(
  scope: Scope,
  id: ImportId,
): Promise<{ paths: ReadonlyMap<TeamId, TeamId[]>; at: ReadonlyMap<string, TeamId> }> {
  const rows = await transactionOf(scope)
    .selectFrom('council.team')
    .select(['id', 'team', 'parent'])
    .where('organisation', '=', scope.organisation)
    .where('import', '=', id)
    .execute()
  const parents = new Map(rows.map((row) => [row.team, row.parent]))
  const paths = new Map(
    rows.map((row) => {
      const path: TeamId[] = []
      for (let team: string | null = row.team; team !== null; team = parents.get(team) ?? null) {
        if (path.includes(team as TeamId)) break
        path.push(team as TeamId)
      }
      return [row.team as TeamId, path]
    }),
  )
  return { paths, at: new Map(rows.map((row) => [row.id, row.team as TeamId])) }
}

export interface NewLeaving {
  worker: WorkerId
  reference: Reference
  team: TeamId | null
  kind: 'leaves' | 'long-absence'
  noticeOn: IsoDate
  /** The last day at work. */
  lastDay: IsoDate
  backOn: IsoDate | null
  words: string
  at: Date
  account: string | null
  by: string
}

/** Notice that somebody leaves or will be away for long. */
export interface StoredLeaving extends NewLeaving {
  id: string
}

export async function noteLeaving(scope: Scope, given: NewLeaving): Promise<string> {
  const { id } = await transactionOf(scope)
    .insertInto('council.leaving')
    .values({
      organisation: scope.organisation,
      worker: searchable(given.worker),
      reference: given.reference,
      team: given.team && searchable(given.team),
      kind: given.kind,
      notice_on: given.noticeOn,
      last_day: given.lastDay,
      back_on: given.backOn,
      words: plain(given.words),
      noted_at: given.at,
      account: given.account,
      by_name: plain(given.by),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Takes a notice back; it stays, and counts no more. */
export async function withdrawLeaving(
  scope: Scope,
  id: string,
  withdrawn: { at: Date; by: string },
): Promise<void> {
  await transactionOf(scope)
    .updateTable('council.leaving')
    .set({ withdrawn_at: withdrawn.at, withdrawn_by: plain(withdrawn.by) })
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .execute()
}

/** Every notice about one worker that may be seen, those taken back too, the earliest last day first. */
export async function everyLeaving(
  scope: Scope,
  reference: Reference,
): Promise<(StoredLeaving & { withdrawn: { at: Date; by: string } | null })[]> {
  const rows = await transactionOf(scope)
    .selectFrom('council.leaving')
    .selectAll()
    .where('organisation', '=', scope.organisation)
    .where('reference', '=', reference)
    .orderBy('last_day')
    .orderBy('noted_at')
    .execute()
  return rows.map((row) => ({
    ...leavingOf(row),
    withdrawn:
      row.withdrawn_at === null ? null : { at: row.withdrawn_at, by: row.withdrawn_by ?? '' },
  }))
}

/** Notices that count and may be seen, the earliest last day first; of one worker where asked. */
export async function leavings(
  scope: Scope,
  of: { reference?: string } = {},
): Promise<StoredLeaving[]> {
  if (of.reference !== undefined && !isId(of.reference)) return []
  let query = transactionOf(scope)
    .selectFrom('council.leaving')
    .selectAll()
    .where('organisation', '=', scope.organisation)
    .where('withdrawn_at', 'is', null)
  if (of.reference !== undefined) query = query.where('reference', '=', of.reference)
  return (await query.orderBy('last_day').orderBy('noted_at').execute()).map(leavingOf)
}

const leavingOf = (row: Selectable<LeavingTable>): StoredLeaving => ({
  id: row.id,
  worker: row.worker as WorkerId,
  reference: row.reference as Reference,
  team: row.team as TeamId | null,
  kind: row.kind as StoredLeaving['kind'],
  noticeOn: row.notice_on as IsoDate,
  lastDay: row.last_day as IsoDate,
  backOn: row.back_on as IsoDate | null,
  words: row.words,
  at: row.noted_at,
  account: row.account,
  by: row.by_name,
})
