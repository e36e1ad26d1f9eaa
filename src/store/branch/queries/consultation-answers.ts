import { sql } from 'kysely'
import type { IsoDate } from '../../../kit/index.ts'
import { transactionOf, type BranchScope } from '../scope.ts'

/** What somebody said of a clause; `''` is what they said of the whole. */
export interface StoredConsultationAnswer {
  /** Null for a guest by link. */
  member: string | null
  guest: string | null
  clause: string
  words: string
  named: boolean
  late: boolean
  onDay: IsoDate
}

/** The answers in the viewer’s sight: their own; all of them for the house alone. */
export async function list(
  scope: BranchScope,
  consultation: string,
): Promise<StoredConsultationAnswer[]> {
  const { rows } = await sql<StoredConsultationAnswer>`
    select member, guest, clause, words, named, late, on_day as "onDay"
    from branch.consultation_answer
    where organisation = ${scope.organisation} and consultation = ${consultation}
    order by late, clause, on_day, id`.execute(transactionOf(scope))
  return rows
}

/** Gives or changes a member’s answer to a clause; empty words take it back. */
export async function set(
  scope: BranchScope,
  of: {
    consultation: string
    member: string
    clause: string
    words: string
    named: boolean
    late: boolean
    onDay: IsoDate
  },
): Promise<void> {
  const db = transactionOf(scope)
  if (of.words === '') {
    await sql`
      delete from branch.consultation_answer
      where organisation = ${scope.organisation} and consultation = ${of.consultation}
        and member = ${of.member} and clause = ${of.clause} and late = ${of.late}`.execute(db)
    return
  }
  await sql`
    insert into branch.consultation_answer
      (organisation, consultation, member, clause, words, named, late, on_day)
    values (${scope.organisation}, ${of.consultation}, ${of.member}, ${of.clause}, ${of.words},
      ${of.named}, ${of.late}, ${of.onDay})
    on conflict (organisation, consultation, member, clause, late) where member is not null
    do update set words = excluded.words, named = excluded.named, on_day = excluded.on_day`.execute(
    db,
  )
}

/** Adds what a guest says: a link may be shared, so nothing is changed. */
export async function addOfGuest(
  scope: BranchScope,
  of: {
    consultation: string
    guest: string
    clause: string
    words: string
    late: boolean
    onDay: IsoDate
  },
): Promise<void> {
  await sql`
    insert into branch.consultation_answer
      (organisation, consultation, guest, clause, words, named, late, on_day)
    values (${scope.organisation}, ${of.consultation}, ${of.guest}, ${of.clause}, ${of.words},
      false, ${of.late}, ${of.onDay})`.execute(transactionOf(scope))
}
