import { sql } from 'kysely'
import type { IsoDate } from '../../../kit/index.ts'
import { transactionOf, type BranchScope } from '../scope.ts'

/** A text that the branch keeps, unchanged: a version of the agreement, or a release of evidence. */
export interface StoredCopy {
  id: string
  kind: 'agreement' | 'evidence'
  canonical: string
  /** In hexadecimal digits. */
  sha256: string
  /** Where it was fetched; null where it came as a file. */
  address: string | null
  at: Date
  /** What the service last said of it; null where it said nothing. */
  facts: unknown
  factsAt: Date | null
}

const COPIES = sql`
  select c.id, c.kind, c.canonical, encode(c.sha256, 'hex') as sha256, c.address, c.at,
    s.facts, s.at as "factsAt"
  from branch.desk_copy c
  left join lateral (
    select facts, at from branch.desk_seen
    where organisation = c.organisation and copy = c.id order by number desc limit 1
  ) s on true`

/** Every copy of a kind, the last that came first. */
export async function copies(scope: BranchScope, kind: StoredCopy['kind']): Promise<StoredCopy[]> {
  const { rows } = await sql<StoredCopy>`${COPIES}
    where c.organisation = ${scope.organisation} and c.kind = ${kind}
    order by c.at desc, c.id`.execute(transactionOf(scope))
  return rows
}

export async function copy(scope: BranchScope, id: string): Promise<StoredCopy | null> {
  const { rows } = await sql<StoredCopy>`${COPIES}
    where c.organisation = ${scope.organisation} and c.id = ${id}`.execute(transactionOf(scope))
  return rows[0] ?? null
}

/** Keeps a text. @returns its id, and whether it is new: the same text twice is one copy. */
export async function keep(
  scope: BranchScope,
  of: {
    kind: StoredCopy['kind']
    canonical: string
    address: string | null
    by: string | null
    at: Date
  },
): Promise<{ id: string; isNew: boolean }> {
  const db = transactionOf(scope)
  const { rows } = await sql<{ id: string }>`
    insert into branch.desk_copy
      (organisation, kind, canonical, sha256, came_from, address, by_member, at)
    values (${scope.organisation}, ${of.kind}, ${of.canonical},
      sha256(convert_to(${of.canonical}::text, 'UTF8')),
      ${of.address === null ? 'file' : 'fetched'}, ${of.address}, ${of.by}, ${of.at})
    on conflict (organisation, kind, sha256) do nothing returning id`.execute(db)
  const [made] = rows
  if (made) return { id: made.id, isNew: true }
  const { rows: there } = await sql<{ id: string }>`
    select id from branch.desk_copy
    where organisation = ${scope.organisation} and kind = ${of.kind}
      and sha256 = sha256(convert_to(${of.canonical}::text, 'UTF8'))`.execute(db)
  const [one] = there
  if (!one) throw new Error('A text that is there cannot be found')
  return { id: one.id, isNew: false }
}

/** Notes what the service says of a text, where that is not what it said last. @returns whether it was new. */
export async function seen(
  scope: BranchScope,
  copyId: string,
  facts: object,
  at: Date,
): Promise<boolean> {
  const text = JSON.stringify(facts)
  const { rows } = await sql<{ number: number }>`
    insert into branch.desk_seen (organisation, copy, number, facts, at)
    select ${scope.organisation}, ${copyId},
      coalesce((select max(number) from branch.desk_seen
        where organisation = ${scope.organisation} and copy = ${copyId}), 0) + 1,
      ${text}::jsonb, ${at}
    where ${text}::jsonb is distinct from (
      select facts from branch.desk_seen
      where organisation = ${scope.organisation} and copy = ${copyId}
      order by number desc limit 1)
    returning number`.execute(transactionOf(scope))
  return rows.length > 0
}

/** Where the service publishes, and how the last try ended. */
export interface DeskSource {
  address: string
  daily: boolean
  triedAt: Date | null
  outcome: string | null
  wentWell: boolean | null
}

export async function source(scope: BranchScope): Promise<DeskSource | null> {
  const { rows } = await sql<DeskSource>`
    select address, daily, tried_at as "triedAt", outcome, went_well as "wentWell"
    from branch.desk_source where organisation = ${scope.organisation}`.execute(
    transactionOf(scope),
  )
  return rows[0] ?? null
}

export async function setSource(
  scope: BranchScope,
  of: { address: string; daily: boolean } | null,
): Promise<void> {
  const db = transactionOf(scope)
  if (of === null) {
    await sql`delete from branch.desk_source where organisation = ${scope.organisation}`.execute(db)
    return
  }
  await sql`
    insert into branch.desk_source (organisation, address, daily)
    values (${scope.organisation}, ${of.address}, ${of.daily})
    on conflict (organisation) do update set address = excluded.address, daily = excluded.daily,
      tried_at = case when branch.desk_source.address = excluded.address
        then branch.desk_source.tried_at end,
      outcome = case when branch.desk_source.address = excluded.address
        then branch.desk_source.outcome end,
      went_well = case when branch.desk_source.address = excluded.address
        then branch.desk_source.went_well end`.execute(db)
}

export async function tried(
  scope: BranchScope,
  of: { at: Date; outcome: string; wentWell: boolean },
): Promise<void> {
  await sql`
    update branch.desk_source
    set tried_at = ${of.at}, outcome = ${of.outcome.slice(0, 1_000)}, went_well = ${of.wentWell}
    where organisation = ${scope.organisation}`.execute(transactionOf(scope))
}

export interface StoredDeskSignature {
  id: string
  copy: string
  /** The statement as it is handed over, a JSON text. */
  statement: string
  onDay: IsoDate
}

export async function signatures(scope: BranchScope): Promise<StoredDeskSignature[]> {
  const { rows } = await sql<StoredDeskSignature>`
    select id, copy, statement, on_day as "onDay" from branch.desk_signature
    where organisation = ${scope.organisation} order by at, id`.execute(transactionOf(scope))
  return rows
}

/** Signs a text for the branch. @returns null where it was signed before. */
export async function sign(
  scope: BranchScope,
  of: { copy: string; member: string; statement: string; onDay: IsoDate; at: Date },
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into branch.desk_signature (organisation, copy, member, statement, on_day, at)
    values (${scope.organisation}, ${of.copy}, ${of.member}, ${of.statement}, ${of.onDay}, ${of.at})
    on conflict (organisation, copy) do nothing returning id`.execute(transactionOf(scope))
  return rows[0]?.id ?? null
}

/** What the branch answered the service, frozen; and what came back. */
export interface StoredSubmission {
  id: string
  consultation: string
  words: string
  sha256: string
  onDay: IsoDate
  replyBy: IsoDate | null
  repliedOn: IsoDate | null
  reply: string | null
}

export async function submission(
  scope: BranchScope,
  consultation: string,
): Promise<StoredSubmission | null> {
  const { rows } = await sql<StoredSubmission>`
    select id, consultation, words, encode(sha256, 'hex') as sha256, on_day as "onDay",
      reply_by as "replyBy", replied_on as "repliedOn", reply
    from branch.desk_submission
    where organisation = ${scope.organisation} and consultation = ${consultation}`.execute(
    transactionOf(scope),
  )
  return rows[0] ?? null
}

/** @returns whether this was the first: what was submitted stands. */
export async function submit(
  scope: BranchScope,
  of: {
    consultation: string
    words: string
    onDay: IsoDate
    replyBy: IsoDate | null
    by: string
  },
): Promise<boolean> {
  const { rows } = await sql`
    insert into branch.desk_submission
      (organisation, consultation, words, sha256, on_day, reply_by, by_member)
    values (${scope.organisation}, ${of.consultation}, ${of.words},
      sha256(convert_to(${of.words}::text, 'UTF8')), ${of.onDay}, ${of.replyBy}, ${of.by})
    on conflict (organisation, consultation) do nothing returning id`.execute(transactionOf(scope))
  return rows.length > 0
}

/** @returns whether there was a submission that had no reply. */
export async function replied(
  scope: BranchScope,
  of: { consultation: string; on: IsoDate; words: string },
): Promise<boolean> {
  const { rows } = await sql`
    update branch.desk_submission set replied_on = ${of.on}, reply = ${of.words}
    where organisation = ${scope.organisation} and consultation = ${of.consultation}
      and replied_on is null
    returning id`.execute(transactionOf(scope))
  return rows.length > 0
}
