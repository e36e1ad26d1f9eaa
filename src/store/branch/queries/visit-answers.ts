import { sql } from 'kysely'
import { transactionOf, type BranchScope } from '../scope.ts'

export type VisitAnswer = 'coming' | 'maybe' | 'not'

/** A member’s own answer; null where they gave none, or it is not the viewer’s to see. */
export async function get(
  scope: BranchScope,
  visit: string,
  member: string,
): Promise<VisitAnswer | null> {
  const { rows } = await sql<{ answer: VisitAnswer }>`
    select answer from branch.visit_answer
    where organisation = ${scope.organisation} and visit = ${visit} and member = ${member}`.execute(
    transactionOf(scope),
  )
  return rows[0]?.answer ?? null
}

/** Gives, changes or (null) takes back a member’s answer: one stands for each visit. */
export async function set(
  scope: BranchScope,
  of: { visit: string; member: string; answer: VisitAnswer | null; at: Date },
): Promise<void> {
  const { visit, member, answer, at } = of
  if (answer === null) {
    await sql`
      delete from branch.visit_answer
      where organisation = ${scope.organisation} and visit = ${visit} and member = ${member}`.execute(
      transactionOf(scope),
    )
    return
  }
  await sql`
    insert into branch.visit_answer (organisation, visit, member, answer, at)
    values (${scope.organisation}, ${visit}, ${member}, ${answer}, ${at})
    on conflict (organisation, visit, member)
    do update set answer = excluded.answer, at = excluded.at`.execute(transactionOf(scope))
}

/** How many of the answers in the viewer’s sight say what. The house sees every one. */
export async function counts(
  scope: BranchScope,
  visit: string,
): Promise<Record<VisitAnswer, number>> {
  const { rows } = await sql<{ answer: VisitAnswer; many: number }>`
    select answer, count(*)::int as many from branch.visit_answer
    where organisation = ${scope.organisation} and visit = ${visit} group by answer`.execute(
    transactionOf(scope),
  )
  const of = { coming: 0, maybe: 0, not: 0 }
  for (const { answer, many } of rows) of[answer] = many
  return of
}

/** Members who said that they come; for the house’s reminders alone. */
export async function coming(scope: BranchScope, visit: string): Promise<string[]> {
  const { rows } = await sql<{ member: string }>`
    select member from branch.visit_answer
    where organisation = ${scope.organisation} and visit = ${visit} and answer = 'coming'
    order by member`.execute(transactionOf(scope))
  return rows.map(({ member }) => member)
}

/** One guest more says that they come. */
export async function addGuest(scope: BranchScope, visit: string): Promise<void> {
  await sql`
    insert into branch.visit_guests (organisation, visit, people)
    values (${scope.organisation}, ${visit}, 1)
    on conflict (organisation, visit)
    do update set people = branch.visit_guests.people + 1`.execute(transactionOf(scope))
}

export async function guests(scope: BranchScope, visit: string): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    select people from branch.visit_guests
    where organisation = ${scope.organisation} and visit = ${visit}`.execute(transactionOf(scope))
  return rows[0]?.people ?? 0
}
