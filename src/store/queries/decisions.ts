import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { IsoDate } from '../../kit/index.ts'
import type {
  Act,
  AnswerTerm,
  ChangeReason,
  DecisionEvent,
  OverrideReason,
} from '../../core/allocation/index.ts'
import type { HandoverEntry, HandoverTerm } from '../../core/handover/index.ts'
import type { ChildId, TeamId, WorkerId } from '../../core/model/index.ts'
import type { ImportId, PlanId, Reference } from '../ids.ts'
import { isId } from '../ids.ts'
import type { Scope } from '../scope.ts'
import { transactionOf } from '../scope.ts'
import { decides, mayDecide, widened } from '../sight.ts'
import type { DecisionTable } from '../tables.ts'
import { entryIn, type EntryColumns } from './handover-entry.ts'
import { plain, searchable } from './text.ts'

/** A worker as a decision names them: as they stood when it was made. */
export interface DecidedWorker {
  worker: WorkerId
  reference: Reference
}

export interface NewDecision {
  kind: 'allocation' | 'reallocation'
  to: DecidedWorker & { team: TeamId | null }
  /** Who held the case; null for an allocation. */
  from: DecidedWorker | null
  /** The team of who holds the case, else the one its row names. */
  fromTeam: TeamId | null
  children: { child: ChildId; reference: Reference }[]
  changeReason: ChangeReason | null
  firstBand: boolean
  overrideReason: OverrideReason | null
  words: string
  /** What it is under the agreement beside an allocation. */
  acts: readonly Act[]
  /** As agreed when it was made. */
  answerTerm: AnswerTerm | null
  handoverTerm: HandoverTerm | null
  plan: PlanId | null
  import: ImportId
  agreement: string
  version: string
  certificate: unknown
  certificateHash: Buffer
  madeOn: IsoDate
  madeAt: Date
  account: string | null
  by: string
}

/** One word said of a decision, in the order in which it was said. */
export type StoredDecisionEvent = DecisionEvent & {
  reason: string | null
  words: string
  at: Date
  account: string | null
  by: string
}

export interface StoredDecision extends Omit<NewDecision, 'certificate'> {
  id: string
  /** What the children weigh with the worker, in grains, as the certificate has it. */
  cost: number
  /** The children it counts for now: none once it is over and done. */
  inPlay: ChildId[]
  events: StoredDecisionEvent[]
  /** What was entered of its handover, in the order in which it was. */
  handover: HandoverEntry[]
}

/**
 * Takes turns: whoever decides on one of these children, or gives work to one of these workers, waits here for
 * the other's transaction to end, and reads afterwards what that one wrote. Children before workers
 * and each in one order, so that nobody waits for somebody who waits for them.
 */
export async function takeTurn(
  scope: Scope,
  { children, workers }: { children: readonly ChildId[]; workers: readonly WorkerId[] },
): Promise<void> {
  const names = [
    ...[...new Set(children)].sort().map((child) => `child ${child}`),
    ...[...new Set(workers)].sort().map((worker) => `worker ${worker}`),
  ]
  for (const name of names) await turnOf(scope, name)
}

/** Locks the row of one turn, made where nobody took it before, until the transaction ends. */
const turnOf = async (scope: Scope, name: string): Promise<void> => {
  await sql`
    insert into council.turn (organisation, name) values (${scope.organisation}, ${searchable(name)})
    on conflict (organisation, name) do update set name = excluded.name`.execute(
    transactionOf(scope),
  )
}

/** The same for everything that is said of one decision. */
export async function takeTurnOn(scope: Scope, decision: string): Promise<void> {
  decides(scope)
  await turnOf(scope, `decision ${decision}`)
}

/** Writes a decision, and lets it count for its children from now on. */
export async function make(scope: Scope, given: NewDecision): Promise<string> {
  const db = transactionOf(scope)
  decides(scope)
  const { organisation } = scope
  const { id } = await db
    .insertInto('council.decision')
    .values({
      organisation,
      kind: given.kind,
      to_worker: searchable(given.to.worker),
      to_reference: given.to.reference,
      to_team: given.to.team && searchable(given.to.team),
      from_worker: given.from && searchable(given.from.worker),
      from_reference: given.from && given.from.reference,
      from_team: given.fromTeam && searchable(given.fromTeam),
      change_reason: given.changeReason,
      first_band: given.firstBand,
      override_reason: given.overrideReason,
      words: plain(given.words),
      acts: JSON.stringify(given.acts),
      answer_term: given.answerTerm && JSON.stringify(given.answerTerm),
      handover_term: given.handoverTerm && JSON.stringify(given.handoverTerm),
      plan: given.plan,
      import: given.import,
      agreement: plain(given.agreement),
      version: plain(given.version),
      certificate: JSON.stringify(given.certificate),
      certificate_hash: given.certificateHash,
      made_on: given.madeOn,
      made_at: given.madeAt,
      account: given.account,
      by_name: plain(given.by),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('council.decision_case')
    .values(
      given.children.map(({ child, reference }) => ({
        organisation,
        decision: id,
        child: searchable(child),
        reference,
      })),
    )
    .execute()
  const children = given.children.map(({ child }) => searchable(child))
  // What counted before is over: whoever asked has seen to that.
  await withEverybody(scope, () =>
    sql`
    insert into council.decision_in_play (organisation, child, decision)
    select ${organisation}::uuid, child, ${id}::uuid from unnest(${children}::text[]) as child
    on conflict (organisation, child) do update set decision = excluded.decision`.execute(db),
  )
  return id
}

/** Writes what was said of a decision; it is never changed. */
export async function say(
  scope: Scope,
  decision: string,
  event: StoredDecisionEvent,
): Promise<void> {
  await transactionOf(scope)
    .insertInto('council.decision_event')
    .values({
      organisation: scope.organisation,
      decision,
      number: sql<number>`(
        select count(*) + 1 from council.decision_event
        where organisation = ${scope.organisation} and decision = ${decision})`,
      kind: event.kind,
      answer: event.answer,
      reason: event.reason,
      words: plain(event.words),
      on_day: event.on,
      at: event.at,
      account: event.account,
      by_name: plain(event.by),
    })
    .execute()
}

/** A decision that is over and done counts for its children no more. */
export async function letGo(scope: Scope, decision: string, child?: ChildId): Promise<void> {
  let over = transactionOf(scope)
    .deleteFrom('council.decision_in_play')
    .where('organisation', '=', scope.organisation)
    .where('decision', '=', decision)
  if (child !== undefined) over = over.where('child', '=', searchable(child))
  await over.execute()
}

/** A decision counts again for a child for whom none does. */
export async function bringBack(scope: Scope, decision: string, child: ChildId): Promise<void> {
  decides(scope)
  await withEverybody(scope, () =>
    sql`
    insert into council.decision_in_play (organisation, child, decision)
    values (${scope.organisation}::uuid, ${searchable(child)}, ${decision}::uuid)
    on conflict (organisation, child) do nothing`.execute(transactionOf(scope)),
  )
}

/** Decisions that may be seen, the newest first. */
export async function list(
  scope: Scope,
  of: {
    id?: string
    /** Of whoever is to take it or hands it over, by their address. */
    worker?: string
    child?: ChildId
    /** Those alone that count for a child now. */
    inPlay?: boolean
    /** Those alone of which a child has no decision that counts now. */
    outOfPlay?: boolean
    page?: { from: number; count: number }
  } = {},
): Promise<StoredDecision[]> {
  if ([of.id, of.worker].some((id) => id !== undefined && !isId(id))) return []
  if (of.inPlay === true && !mayDecide(scope)) return []
  const { organisation } = scope
  let query = transactionOf(scope)
    .selectFrom('council.decision as d')
    .select([
      'd.id',
      'd.kind',
      'd.to_worker',
      'd.to_reference',
      'd.to_team',
      'd.from_worker',
      'd.from_reference',
      'd.from_team',
      'd.change_reason',
      'd.first_band',
      'd.override_reason',
      'd.words',
      'd.acts',
      'd.answer_term',
      'd.handover_term',
      'd.plan',
      'd.import',
      'd.agreement',
      'd.version',
      'd.certificate_hash',
      sql<number>`(d.certificate->>'cost')::integer`.as('cost'),
      'd.made_on',
      'd.made_at',
      'd.account',
      'd.by_name',
      sql<string[] | null>`(
        select array_agg(p.child order by p.child) from council.decision_in_play p
        where p.organisation = d.organisation and p.decision = d.id)`.as('in_play'),
      sql<{ child: string; reference: string }[]>`(
        select json_agg(json_build_object('child', c.child, 'reference', c.reference) order by c.child)
        from council.decision_case c
        where c.organisation = d.organisation and c.decision = d.id)`.as('children'),
      sql<EventRow[] | null>`(
        select json_agg(e order by e.number) from council.decision_event e
        where e.organisation = d.organisation and e.decision = d.id)`.as('events'),
      sql<EntryColumns[] | null>`(
        select json_agg(json_build_object('kind', h.kind, 'step', h.step, 'on', h.on_day, 'reason', h.reason,
          'said', h.details->>'said')
          order by h.number)
        from council.handover_event h
        where h.organisation = d.organisation and h.decision = d.id)`.as('handover'),
    ])
    .where('d.organisation', '=', organisation)
  if (of.id !== undefined) query = query.where('d.id', '=', of.id)
  const { worker } = of
  if (worker !== undefined) {
    query = query.where((eb) =>
      eb.or([eb('d.to_reference', '=', worker), eb('d.from_reference', '=', worker)]),
    )
  }
  if (of.child !== undefined) {
    query = query.where(
      sql<boolean>`exists (
        select from council.decision_case c
        where c.organisation = d.organisation and c.decision = d.id
          and c.child = ${searchable(of.child)})`,
    )
  }
  if (of.inPlay === true) {
    query = query.where(
      sql<boolean>`d.id in (
        select p.decision from council.decision_in_play p where p.organisation = ${organisation})`,
    )
  }
  if (of.outOfPlay === true) {
    query = query.where(
      sql<boolean>`exists (
        select from council.decision_case c
        where c.organisation = d.organisation and c.decision = d.id
          and not exists (
            select from council.decision_in_play p
            where p.organisation = c.organisation and p.child = c.child))`,
    )
  }
  query = query.orderBy('d.made_at', 'desc').orderBy('d.id')
  if (of.page) query = query.offset(of.page.from).limit(of.page.count)
  return (await query.execute()).map(decisionOf)
}

/** One decision that may be seen; null where there is none. */
export const get = async (scope: Scope, id: string): Promise<StoredDecision | null> =>
  (await list(scope, { id }))[0] ?? null

/** What counts for these children now, whoever may see it: so that of two people one is told. */
export const countingFor = (
  scope: Scope,
  children: readonly ChildId[],
): Promise<StoredDecision[]> =>
  withEverybody(scope, async () => {
    const { rows } = await sql<{ decision: string }>`
      select distinct decision from council.decision_in_play
      where organisation = ${scope.organisation}
        and child = any(${children.map(searchable)}::text[])`.execute(transactionOf(scope))
    const found: StoredDecision[] = []
    for (const { decision } of rows) found.push(...(await list(scope, { id: decision })))
    return found
  })

/** Every decision in play, whoever may see it: for figures that must hold what others decided. */
export const countingAtAll = (scope: Scope): Promise<StoredDecision[]> =>
  withEverybody(scope, () => list(scope, { inPlay: true }))

/** Reads as the house does: for what one person's decision must be held against, whoever they may see. */
export const withEverybody = <T>(scope: Scope, read: () => Promise<T>): Promise<T> =>
  scope.viewer === null || scope.viewer.sight.sees === 'service'
    ? read()
    : widened(scope, 'app.sees', () => 'house', read)

/**
 * Since when each of these children is known to have had no worker: the day of the first import after the
 * last that showed one; and what the imports before it showed: the child with a worker, no such child, or
 * nothing, because there is none before it.
 */
export async function withoutWorkerSince(
  scope: Scope,
  children: readonly ChildId[],
): Promise<ReadonlyMap<ChildId, { since: IsoDate; before: 'held' | 'not-there' | 'not-known' }>> {
  const { rows } = await widened(
    scope,
    'app.counting',
    () => 'on',
    () =>
      sql<{ child: string; since: string; before: 'held' | 'not-there' | 'not-known' }>`
        with seen as (
          select c.child, i.as_of,
            max(i.as_of) filter (where c.facts->'holder'->>'kind' = 'worker')
              over (partition by c.child) as last_held
          from council."case" c
          join council.import i on i.organisation = c.organisation and i.id = c.import
          where c.organisation = ${scope.organisation} and i.state = 'accepted'
            and c.child = any(${children.map(searchable)}::text[])
        )
        select child,
          min(as_of) filter (where last_held is null or as_of > last_held) as since,
          case when bool_or(last_held is not null) then 'held'
            when min(as_of) > (
              select min(as_of) from council.import
              where organisation = ${scope.organisation} and state = 'accepted' and purged_at is null
            ) then 'not-there' else 'not-known' end as before
        from seen group by child
        having min(as_of) filter (where last_held is null or as_of > last_held) is not null`.execute(
        transactionOf(scope),
      ),
  )
  return new Map(
    rows.map((row) => [row.child as ChildId, { since: row.since as IsoDate, before: row.before }]),
  )
}

/** The certificate as it was written; null where it may not be seen. */
export async function certificate(scope: Scope, id: string): Promise<unknown> {
  if (!isId(id)) return null
  const row = await transactionOf(scope)
    .selectFrom('council.decision')
    .select('certificate')
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.certificate ?? null
}

interface EventRow {
  kind: string
  answer: string
  reason: string | null
  words: string
  on_day: string
  at: string
  account: string | null
  by_name: string
}

type DecisionRow = Omit<Selectable<DecisionTable>, 'organisation' | 'certificate'> & {
  cost: number
  in_play: string[] | null
  children: { child: string; reference: string }[]
  events: EventRow[] | null
  handover: EntryColumns[] | null
}

const decisionOf = (row: DecisionRow): StoredDecision => ({
  id: row.id,
  cost: row.cost,
  kind: row.kind as StoredDecision['kind'],
  to: {
    worker: row.to_worker as WorkerId,
    reference: row.to_reference as Reference,
    team: row.to_team as TeamId | null,
  },
  from:
    row.from_worker === null || row.from_reference === null
      ? null
      : { worker: row.from_worker as WorkerId, reference: row.from_reference as Reference },
  fromTeam: row.from_team as TeamId | null,
  children: row.children.map((of) => ({
    child: of.child as ChildId,
    reference: of.reference as Reference,
  })),
  changeReason: row.change_reason as ChangeReason | null,
  firstBand: row.first_band,
  overrideReason: row.override_reason as OverrideReason | null,
  words: row.words,
  acts: row.acts as Act[],
  answerTerm: row.answer_term as AnswerTerm | null,
  handoverTerm: row.handover_term as HandoverTerm | null,
  plan: row.plan as PlanId | null,
  import: row.import as ImportId,
  agreement: row.agreement,
  version: row.version,
  certificateHash: row.certificate_hash,
  madeOn: row.made_on as IsoDate,
  madeAt: row.made_at,
  account: row.account,
  by: row.by_name,
  inPlay: (row.in_play ?? []) as ChildId[],
  events: (row.events ?? []).map(eventOf),
  handover: (row.handover ?? []).map(entryIn),
})

const eventOf = (row: EventRow): StoredDecisionEvent =>
  ({
    kind: row.kind,
    answer: row.answer,
    on: row.on_day as IsoDate,
    reason: row.reason,
    words: row.words,
    at: new Date(row.at),
    account: row.account,
    by: row.by_name,
  }) as StoredDecisionEvent
