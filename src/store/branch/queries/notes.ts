import { transactionOf, type BranchScope } from '../scope.ts'

export type NoteDetails = Readonly<Record<string, string | number | boolean | null>>

export interface BranchNote {
  what: string
  about: string | null
  details: NoteDetails
  by: string | null
  at: Date
}

/** Notes what was done; ids and words of ours only, nobody's name or words. */
export async function add(scope: BranchScope, note: BranchNote): Promise<void> {
  await transactionOf(scope)
    .insertInto('branch.note')
    .values({
      organisation: scope.organisation,
      what: note.what,
      about: note.about,
      details: JSON.stringify(note.details),
      by_member: note.by,
      at: note.at,
    })
    .execute()
}

/** The newest notes; of one thing where asked. */
export async function latest(
  scope: BranchScope,
  of: { about?: string; most: number },
): Promise<BranchNote[]> {
  let query = transactionOf(scope)
    .selectFrom('branch.note')
    .select(['what', 'about', 'details', 'by_member', 'at'])
    .where('organisation', '=', scope.organisation)
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(of.most)
  if (of.about !== undefined) query = query.where('about', '=', of.about)
  return (await query.execute()).map((row) => ({
    what: row.what,
    about: row.about,
    details: row.details as NoteDetails,
    by: row.by_member,
    at: row.at,
  }))
}
