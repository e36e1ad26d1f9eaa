import { sql } from 'kysely'
import { transactionOf, type BranchScope } from '../scope.ts'

export type MemberStanding = 'member' | 'former' | 'contact'

/** A person of the roll as it is kept: what is known of them is sealed. */
export interface StoredMember {
  id: string
  standing: MemberStanding
  sealed: Buffer
  version: number
  addedAt: Date
  changedAt: Date
}

export interface NewMember {
  id: string
  standing: MemberStanding
  emailPrint: Buffer | null
  numberPrint: Buffer | null
  sealed: Buffer
}

const columns = sql`id, standing, sealed, version, added_at as "addedAt", changed_at as "changedAt"`

/** Every person of the roll that the viewer may see. */
export async function list(scope: BranchScope): Promise<StoredMember[]> {
  const { rows } = await sql<StoredMember>`
    select ${columns} from branch.member
    where organisation = ${scope.organisation} order by added_at, id`.execute(transactionOf(scope))
  return rows
}

export async function get(scope: BranchScope, id: string): Promise<StoredMember | null> {
  const { rows } = await sql<StoredMember>`
    select ${columns} from branch.member
    where organisation = ${scope.organisation} and id = ${id}`.execute(transactionOf(scope))
  return rows[0] ?? null
}

/** Several at once, in no order. */
export async function some(scope: BranchScope, ids: readonly string[]): Promise<StoredMember[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<StoredMember>`
    select ${columns} from branch.member
    where organisation = ${scope.organisation} and id = any(${[...ids]}::uuid[])`.execute(
    transactionOf(scope),
  )
  return rows
}

/** Whose mail this is, by its print. Former members and contacts too: see their standing. */
export async function byEmailPrint(
  scope: BranchScope,
  print: Buffer,
): Promise<StoredMember | null> {
  const { rows } = await sql<StoredMember>`
    select ${columns} from branch.member
    where organisation = ${scope.organisation} and email_print = ${print}`.execute(
    transactionOf(scope),
  )
  return rows[0] ?? null
}

/** Who holds a mail or a number already, by their prints. */
export async function byPrints(
  scope: BranchScope,
  prints: { email: Buffer | null; number: Buffer | null },
): Promise<{ id: string; mail: boolean; number: boolean }[]> {
  const { rows } = await sql<{ id: string; mail: boolean; number: boolean }>`
    select id, coalesce(email_print = ${prints.email}, false) as mail,
      coalesce(number_print = ${prints.number}, false) as number
    from branch.member
    where organisation = ${scope.organisation}
      and (email_print = ${prints.email} or number_print = ${prints.number})`.execute(
    transactionOf(scope),
  )
  return rows
}

export async function add(
  scope: BranchScope,
  added: NewMember | readonly NewMember[],
  at: Date,
): Promise<void> {
  const all: readonly NewMember[] = 'sealed' in added ? [added] : added
  const of = <K extends keyof NewMember>(key: K): NewMember[K][] => all.map((one) => one[key])
  await sql`
    insert into branch.member
      (organisation, id, standing, email_print, number_print, sealed, added_at, changed_at)
    select ${scope.organisation}, given.*, ${at}::timestamptz, ${at}::timestamptz
    from unnest(${of('id')}::uuid[], ${of('standing')}::text[], ${of('emailPrint')}::bytea[],
      ${of('numberPrint')}::bytea[], ${of('sealed')}::bytea[]) as given`.execute(
    transactionOf(scope),
  )
}

/** The new version, or null where somebody has changed the entry since, or it is gone. */
export async function change(
  scope: BranchScope,
  member: NewMember,
  basedOn: number,
  at: Date,
): Promise<number | null> {
  const { rows } = await sql<{ version: number }>`
    update branch.member set standing = ${member.standing}, email_print = ${member.emailPrint},
      number_print = ${member.numberPrint}, sealed = ${member.sealed}, changed_at = ${at},
      version = version + 1
    where organisation = ${scope.organisation} and id = ${member.id} and version = ${basedOn}
    returning version`.execute(transactionOf(scope))
  return rows[0]?.version ?? null
}

/** Frees the prints of entries that are about to exchange theirs. */
export async function releasePrints(scope: BranchScope, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`
    update branch.member set email_print = null, number_print = null
    where organisation = ${scope.organisation} and id = any(${[...ids]}::uuid[])`.execute(
    transactionOf(scope),
  )
}

/** Removes an entry that nothing points to any more; false where an office or a copy does. */
export async function remove(scope: BranchScope, id: string, version: number): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    delete from branch.member m
    where organisation = ${scope.organisation} and id = ${id} and version = ${version}
      and not exists (select 1 from branch.office o
        where o.organisation = m.organisation and o.member = m.id)
      and not exists (select 1 from branch.roll_export e
        where e.organisation = m.organisation and m.id in (e.asked_by, e.answered_by))
    returning id`.execute(transactionOf(scope))
  return rows.length === 1
}
