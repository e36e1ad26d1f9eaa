import { sql } from 'kysely'
import type { IsoDate } from '../../../kit/index.ts'
import { transactionOf, type BranchScope } from '../scope.ts'

export type StoredSupport = 'agree' | 'disagree' | 'pass'

/** A member’s own answer; null where they gave none, or it is not the viewer’s to see. */
export async function get(
  scope: BranchScope,
  question: string,
  member: string,
): Promise<StoredSupport | null> {
  const { rows } = await sql<{ answer: StoredSupport }>`
    select answer from branch.support
    where organisation = ${scope.organisation} and question = ${question}
      and member = ${member}`.execute(transactionOf(scope))
  return rows[0]?.answer ?? null
}

/** Gives or changes a member’s answer: one stands for each question. */
export async function set(
  scope: BranchScope,
  of: { question: string; member: string; answer: StoredSupport; on: IsoDate },
): Promise<void> {
  await sql`
    insert into branch.support (organisation, question, member, answer, on_day)
    values (${scope.organisation}, ${of.question}, ${of.member}, ${of.answer}, ${of.on})
    on conflict (organisation, question, member)
    do update set answer = excluded.answer, on_day = excluded.on_day`.execute(transactionOf(scope))
}

/** How many of the answers in the viewer’s sight say what. The house alone sees every one. */
export async function counts(
  scope: BranchScope,
  question: string,
): Promise<Record<StoredSupport, number>> {
  const { rows } = await sql<{ answer: StoredSupport; many: number }>`
    select answer, count(*)::int as many from branch.support
    where organisation = ${scope.organisation} and question = ${question}
    group by answer`.execute(transactionOf(scope))
  const of = { agree: 0, disagree: 0, pass: 0 }
  for (const { answer, many } of rows) of[answer] = many
  return of
}
