import { sql } from 'kysely'
import type { Result } from '../../kit/index.ts'
import { ok } from '../../kit/index.ts'
import type { ImportId } from '../ids.ts'
import type { StoreProblem } from '../problem.ts'
import { trouble } from '../problem.ts'
import type { Scope } from '../scope.ts'
import { transactionOf } from '../scope.ts'
import { plain } from './text.ts'

export type QueryAbout = 'worker' | 'case'
export type QueryWhat = 'weight' | 'count' | 'capacity' | 'other'
export type QueryOutcome = 'put-right' | 'stands' | 'to-the-table'

export interface StoredAnswerTo {
  outcome: QueryOutcome
  words: string
  by: string
  at: Date
}

/** Something that a person says is wrong with a figure, and what was answered. */
export interface StoredFigureQuery {
  id: string
  about: QueryAbout
  /** The worker's or the case's reference, as it stands in addresses. */
  reference: string
  import: ImportId
  what: QueryWhat
  clause: string | null
  words: string
  evidence: string
  by: string
  at: Date
  answers: StoredAnswerTo[]
}

/** Writes a query down; it is never changed. */
export async function ask(
  scope: Scope,
  fields: Omit<StoredFigureQuery, 'id' | 'answers'>,
): Promise<string> {
  const { id } = await transactionOf(scope)
    .insertInto('council.figure_query')
    .values({
      organisation: scope.organisation,
      about: fields.about,
      reference: fields.reference,
      import: fields.import,
      what: fields.what,
      clause: fields.clause === null ? null : plain(fields.clause),
      words: plain(fields.words),
      evidence: plain(fields.evidence),
      by_name: plain(fields.by),
      at: fields.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Writes an answer under a query. A further one may follow; none is changed. */
export async function answer(
  scope: Scope,
  id: string,
  fields: StoredAnswerTo,
): Promise<Result<null, StoreProblem>> {
  const db = transactionOf(scope)
  const there = await db
    .selectFrom('council.figure_query')
    .select('id')
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .executeTakeFirst()
  if (there === undefined) return trouble('not-found', 'This query is not here.')
  await db
    .insertInto('council.figure_query_answer')
    .values({
      organisation: scope.organisation,
      query: id,
      number: sql<number>`(
        select count(*) + 1 from council.figure_query_answer
        where organisation = ${scope.organisation} and query = ${id})`,
      outcome: fields.outcome,
      words: plain(fields.words),
      by_name: plain(fields.by),
      at: fields.at,
    })
    .execute()
  return ok(null)
}

/**
 * Queries, the newest first: about one worker or case, or every one whose worker or case can be
 * seen in an import.
 */
export async function list(
  scope: Scope,
  of: { reference: string } | { seenIn: ImportId },
): Promise<StoredFigureQuery[]> {
  const db = transactionOf(scope)
  let query = db
    .selectFrom('council.figure_query as q')
    .selectAll()
    .where('q.organisation', '=', scope.organisation)
  query =
    'reference' in of
      ? query.where('q.reference', '=', of.reference)
      : query.where(
          sql<boolean>`(
            q.about = 'worker' and exists (
              select from council.worker w
              where w.organisation = q.organisation and w.import = ${of.seenIn} and w.id = q.reference)
            or q.about = 'case' and exists (
              select from council."case" c
              where c.organisation = q.organisation and c.import = ${of.seenIn} and c.id = q.reference))`,
        )
  const rows = await query.orderBy('q.at', 'desc').orderBy('q.id').execute()
  if (rows.length === 0) return []
  const answers = await db
    .selectFrom('council.figure_query_answer')
    .selectAll()
    .where('organisation', '=', scope.organisation)
    .where(
      'query',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('number')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    about: row.about as QueryAbout,
    reference: row.reference,
    import: row.import as ImportId,
    what: row.what as QueryWhat,
    clause: row.clause,
    words: row.words,
    evidence: row.evidence,
    by: row.by_name,
    at: row.at,
    answers: answers
      .filter((one) => one.query === row.id)
      .map((one) => ({
        outcome: one.outcome as QueryOutcome,
        words: one.words,
        by: one.by_name,
        at: one.at,
      })),
  }))
}
