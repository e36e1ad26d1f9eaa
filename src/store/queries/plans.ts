import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Problem } from '../../kit/index.ts'
import type { ChildId, TeamId, WorkerId } from '../../core/model/index.ts'
import type { ImportId, PlanId } from '../ids.ts'
import { isId } from '../ids.ts'
import { sendJob } from '../jobs.ts'
import { widened } from '../sight.ts'
import type { Scope } from '../scope.ts'
import { transactionOf } from '../scope.ts'
import type { PlanTable } from '../tables.ts'
import { plain } from './text.ts'

/** waiting → working → ready, failed or cancelled; waiting may be cancelled or fail too. */
export type PlanState = 'waiting' | 'working' | 'ready' | 'cancelled' | 'failed'

/** What a plan is made of and what was asked. */
export interface NewPlan {
  import: ImportId
  agreement: { id: string; version: string; sha256: string }
  team: TeamId | null
  /** The caller's shape; equal questions are equal documents. */
  asked: object
  at: Date
}

export interface Plan {
  id: PlanId
  /** 1, 2, 3 … in the organisation. */
  number: number
  state: PlanState
  import: ImportId
  agreement: { id: string; version: string; sha256: string }
  team: TeamId | null
  asked: unknown
  askedAt: Date
  finishedAt: Date | null
  problem: Problem | null
  progress: unknown
  /** The caller's shape; null unless ready. */
  summary: unknown
}

/** Everything but what may be megabytes. */
const LIGHT = [
  'id',
  'number',
  'state',
  'import',
  'agreement',
  'agreement_version',
  'agreement_hash',
  'team',
  'asked',
  'asked_at',
  'finished_at',
  'problem_code',
  'problem_sentence',
  'progress',
  'summary',
] as const

const planOf = (row: Pick<Selectable<PlanTable>, (typeof LIGHT)[number]>): Plan => ({
  id: row.id as PlanId,
  number: row.number,
  state: row.state as PlanState,
  import: row.import as ImportId,
  agreement: {
    id: row.agreement,
    version: row.agreement_version,
    sha256: row.agreement_hash.toString('hex'),
  },
  team: row.team as TeamId | null,
  asked: row.asked,
  askedAt: row.asked_at,
  finishedAt: row.finished_at,
  problem:
    row.problem_code === null
      ? null
      : { code: row.problem_code, sentence: row.problem_sentence ?? '' },
  progress: row.progress,
  summary: row.summary,
})

/**
 * The plan that answers this question: the one that is there, ready or on its way, else a new one
 * with its job, in one transaction.
 */
export async function ask(scope: Scope, of: NewPlan): Promise<{ plan: Plan; made: boolean }> {
  const db = transactionOf(scope)
  // One question at a time for each organisation, so that none is asked twice and numbers have no twins.
  await db
    .selectFrom('council.organisation')
    .select('id')
    .where('id', '=', scope.organisation)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  const asked = JSON.stringify(of.asked)
  const there = await db
    .selectFrom('council.plan')
    .select(LIGHT)
    .where('organisation', '=', scope.organisation)
    .where('import', '=', of.import)
    .where('agreement', '=', of.agreement.id)
    .where('agreement_version', '=', of.agreement.version)
    .where('agreement_hash', '=', Buffer.from(of.agreement.sha256, 'hex'))
    .where('state', 'in', ['waiting', 'working', 'ready'])
    .where(sql<boolean>`asked = ${asked}::jsonb`)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (there !== undefined) return { plan: planOf(there), made: false }
  const last = await lastNumber(scope)
  const row = await db
    .insertInto('council.plan')
    .values({
      organisation: scope.organisation,
      number: last + 1,
      state: 'waiting',
      import: of.import,
      agreement: of.agreement.id,
      agreement_version: of.agreement.version,
      agreement_hash: Buffer.from(of.agreement.sha256, 'hex'),
      team: of.team,
      asked,
      asked_at: of.at,
    })
    .returning(LIGHT)
    .executeTakeFirstOrThrow()
  await sendJob(scope, 'plan', { organisation: scope.organisation, plan: row.id })
  return { plan: planOf(row), made: true }
}

/** One plan, or null. */
export async function get(scope: Scope, id: string): Promise<Plan | null> {
  if (!isId(id)) return null
  const row = await transactionOf(scope)
    .selectFrom('council.plan')
    .select(LIGHT)
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : planOf(row)
}

/** Newest first. */
export async function list(
  scope: Scope,
  page: { from: number; count: number },
): Promise<{ plans: Plan[]; total: number }> {
  const db = transactionOf(scope)
  const rows = await db
    .selectFrom('council.plan')
    .select(LIGHT)
    .where('organisation', '=', scope.organisation)
    .orderBy('number', 'desc')
    .offset(page.from)
    .limit(page.count)
    .execute()
  const { total } = await db
    .selectFrom('council.plan')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('organisation', '=', scope.organisation)
    .executeTakeFirstOrThrow()
  return { plans: rows.map(planOf), total }
}

/**
 * The newest plan of the import in force, for a team (its reference) or the whole service, that is
 * ready or on its way.
 */
export async function latest(scope: Scope, team: string | null): Promise<Plan | null> {
  if (team !== null && !isId(team)) return null
  const row = await transactionOf(scope)
    .with('force', (db) =>
      db
        .selectFrom('council.import')
        .select('id')
        .where('organisation', '=', scope.organisation)
        .where('state', '=', 'accepted')
        .where('purged_at', 'is', null)
        .orderBy('as_of', 'desc')
        .orderBy('decided_at', 'desc')
        .orderBy('number', 'desc')
        .limit(1),
    )
    .selectFrom('council.plan')
    .select(LIGHT)
    .where('organisation', '=', scope.organisation)
    .where('import', '=', (eb) => eb.selectFrom('force').select('id'))
    .where((eb) =>
      team === null
        ? eb('team', 'is', null)
        : eb('team', '=', (of) =>
            of
              .selectFrom('council.team as t')
              .select('t.team')
              .where('t.organisation', '=', scope.organisation)
              .where('t.import', '=', (its) => its.selectFrom('force').select('id'))
              .where('t.id', '=', team),
          ),
    )
    .where('state', 'in', ['waiting', 'working', 'ready'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : planOf(row)
}

/** What the pages show of a plan that is ready; the caller's shape. */
export async function answer(scope: Scope, id: PlanId): Promise<unknown> {
  const row = await transactionOf(scope)
    .selectFrom('council.plan')
    .select('answer')
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.answer ?? null
}

/** Ready plans whose answer holds this child, or this worker, with their answers; the oldest first. */
export async function holding(
  scope: Scope,
  of: { child: ChildId } | { worker: WorkerId },
): Promise<{ plan: Plan; answer: unknown }[]> {
  const isThere =
    'child' in of
      ? sql<boolean>`answer::jsonb->'proposal'->'units' @> ${JSON.stringify([[of.child]])}::jsonb`
      : sql<boolean>`answer::jsonb->'proposal'->'workers' @> ${JSON.stringify([of.worker])}::jsonb`
  const rows = await transactionOf(scope)
    .selectFrom('council.plan')
    .select([...LIGHT, 'answer'])
    .where('organisation', '=', scope.organisation)
    .where('answer', 'is not', null)
    .where(isThere)
    .orderBy('number')
    .execute()
  return rows.map((row) => ({ plan: planOf(row), answer: row.answer }))
}

/** The certificate as it was saved: JSON packed with gzip. */
export async function certificate(scope: Scope, id: PlanId): Promise<Buffer | null> {
  const row = await transactionOf(scope)
    .selectFrom('council.plan')
    .select('certificate')
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.certificate ?? null
}

const open = ['waiting', 'working'] as const

/** For the job: takes the plan up, or null where there is nothing left to do. */
export async function start(scope: Scope, id: PlanId): Promise<Plan | null> {
  const row = await transactionOf(scope)
    .updateTable('council.plan')
    .set({ state: 'working', progress: null })
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .where('state', 'in', open)
    .returning(LIGHT)
    .executeTakeFirst()
  return row === undefined ? null : planOf(row)
}

/** Notes how far a plan is. False where nobody waits for it any more: it was cancelled, or is done. */
export async function progress(scope: Scope, id: PlanId, state: object | null): Promise<boolean> {
  const db = transactionOf(scope)
  if (state === null) return (await get(scope, id))?.state === 'working'
  const { numUpdatedRows } = await db
    .updateTable('council.plan')
    .set({ progress: JSON.stringify(state) })
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .where('state', '=', 'working')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Saves the answer. False where the plan is not being made, as when it was cancelled meanwhile. */
export async function save(
  scope: Scope,
  id: PlanId,
  made: { summary: object; answer: object; certificate: Uint8Array; at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await transactionOf(scope)
    .updateTable('council.plan')
    .set({
      state: 'ready',
      progress: null,
      summary: JSON.stringify(made.summary),
      answer: JSON.stringify(made.answer),
      certificate: Buffer.from(made.certificate),
      finished_at: made.at,
    })
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .where('state', '=', 'working')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Ends a plan without an answer. False where it has ended already. */
export async function end(
  scope: Scope,
  id: PlanId,
  how: { state: 'cancelled'; at: Date } | { state: 'failed'; problem: Problem; at: Date },
): Promise<boolean> {
  if (!isId(id)) return false
  const { numUpdatedRows } = await transactionOf(scope)
    .updateTable('council.plan')
    .set({
      state: how.state,
      progress: null,
      finished_at: how.at,
      ...(how.state === 'failed'
        ? { problem_code: how.problem.code, problem_sentence: plain(how.problem.sentence) }
        : {}),
    })
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .where('state', 'in', open)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Numbers are the organisation's, whoever sees which plans. */
const lastNumber = (scope: Scope): Promise<number> =>
  asHouse(scope, async () => {
    const { last } = await transactionOf(scope)
      .selectFrom('council.plan')
      .select((eb) => eb.fn.coalesce(eb.fn.max('number'), sql<number>`0`).as('last'))
      .where('organisation', '=', scope.organisation)
      .executeTakeFirstOrThrow()
    return last
  })

const asHouse = <T>(scope: Scope, work: () => Promise<T>): Promise<T> =>
  scope.viewer === null ? work() : widened(scope, 'app.sees', () => 'house', work)

/**
 * Removes all but the newest plans of a team, or (`null`) of the whole service, whatever became of
 * them; one on its way stays. Says how many went.
 */
export async function keepNewest(scope: Scope, team: TeamId | null, kept: number): Promise<number> {
  const { numDeletedRows } = await transactionOf(scope)
    .deleteFrom('council.plan')
    .where('organisation', '=', scope.organisation)
    .where('team', 'is not distinct from', team)
    .where('state', 'not in', open)
    .where('number', 'not in', (eb) =>
      eb
        .selectFrom('council.plan')
        .select('number')
        .where('organisation', '=', scope.organisation)
        .where('team', 'is not distinct from', team)
        .orderBy('number', 'desc')
        .limit(kept),
    )
    .executeTakeFirst()
  return Number(numDeletedRows)
}

/** Plans that are asked for and not made yet. */
export async function pending(scope: Scope): Promise<PlanId[]> {
  const rows = await transactionOf(scope)
    .selectFrom('council.plan')
    .select('id')
    .where('organisation', '=', scope.organisation)
    .where('state', 'in', open)
    .orderBy('number')
    .execute()
  return rows.map((row) => row.id as PlanId)
}
