import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { byText } from '../../kit/index.ts'
import type { Scope } from '../scope.ts'
import { transactionOf } from '../scope.ts'

/** Ids, numbers, codes and days: an audit entry names no person. */
export type AuditDetails = Record<string, string | number | boolean | null>

export interface AuditEntry {
  sequence: number
  at: Date
  /** e.g. `import.accepted`. */
  what: string
  details: AuditDetails
  hash: string
}

export interface AuditHead {
  sequence: number
  hash: string
}

const BEGINNING = Buffer.alloc(32)

const hashOf = (
  previous: Buffer,
  entry: { sequence: number; at: Date; what: string; details: AuditDetails },
): Buffer => {
  const details = Object.entries(entry.details).sort(([a], [b]) => byText(a, b))
  return createHash('sha256')
    .update(previous)
    .update(JSON.stringify([entry.sequence, entry.at.toISOString(), entry.what, details]))
    .digest()
}

/**
 * Adds an entry in the scope's own transaction: what was done and the note of it come or fail
 * together. Entries of one organisation wait for each other until their transaction ends, so
 * append last.
 */
export async function append(
  scope: Scope,
  entry: { at: Date; what: string; details: AuditDetails },
): Promise<AuditHead> {
  const db = transactionOf(scope)
  await db
    .insertInto('council.audit_head')
    .values({ organisation: scope.organisation, sequence: 0, hash: BEGINNING })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const head = await db
    .selectFrom('council.audit_head')
    .select(['sequence', 'hash'])
    .where('organisation', '=', scope.organisation)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const sequence = head.sequence + 1
  const hash = hashOf(head.hash, { ...entry, sequence })
  await db
    .insertInto('council.audit_entry')
    .values({
      organisation: scope.organisation,
      sequence,
      at: entry.at,
      what: entry.what,
      details: JSON.stringify(entry.details),
      previous: head.hash,
      hash,
    })
    .execute()
  await db
    .updateTable('council.audit_head')
    .set({ sequence, hash })
    .where('organisation', '=', scope.organisation)
    .execute()
  return { sequence, hash: hash.toString('hex') }
}

/** Newest first. */
export async function list(
  scope: Scope,
  page: { from: number; count: number },
): Promise<{ entries: AuditEntry[]; total: number }> {
  const db = transactionOf(scope)
  const rows = await db
    .selectFrom('council.audit_entry')
    .select(['sequence', 'at', 'what', 'details', 'hash'])
    .where('organisation', '=', scope.organisation)
    .orderBy('sequence', 'desc')
    .offset(page.from)
    .limit(page.count)
    .execute()
  const { total } = await db
    .selectFrom('council.audit_entry')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('organisation', '=', scope.organisation)
    .executeTakeFirstOrThrow()
  return {
    total,
    entries: rows.map((row) => ({
      sequence: row.sequence,
      at: row.at,
      what: row.what,
      details: row.details as AuditDetails,
      hash: row.hash.toString('hex'),
    })),
  }
}

/** Entries about one record (a child's or a worker's reference), newest first. */
export async function about(scope: Scope, record: string, count: number): Promise<AuditEntry[]> {
  const rows = await transactionOf(scope)
    .selectFrom('council.audit_entry')
    .select(['sequence', 'at', 'what', 'details', 'hash'])
    .where('organisation', '=', scope.organisation)
    .where(sql<boolean>`details ? 'record'`)
    .where(sql`details->>'record'`, '=', record)
    .orderBy('sequence', 'desc')
    .limit(count)
    .execute()
  return rows.map((row) => ({
    sequence: row.sequence,
    at: row.at,
    what: row.what,
    details: row.details as AuditDetails,
    hash: row.hash.toString('hex'),
  }))
}

/** The last entry's number and hash, to be kept elsewhere: only that finds a chain forged as a whole. */
export async function head(scope: Scope): Promise<AuditHead | null> {
  const row = await transactionOf(scope)
    .selectFrom('council.audit_head')
    .select(['sequence', 'hash'])
    .where('organisation', '=', scope.organisation)
    .executeTakeFirst()
  return row === undefined || row.sequence === 0
    ? null
    : { sequence: row.sequence, hash: row.hash.toString('hex') }
}

export type AuditVerdict =
  | { whole: true; entries: number; head: AuditHead | null }
  /** The first entry that is not what was written, missing, or out of its place. */
  | { whole: false; at: number; entries: number }

/**
 * Works every hash out again. Finds an entry changed, removed, added or moved, and a tail cut off.
 *
 * @param kept a head noted earlier elsewhere; finds a chain that was made anew from some point on.
 */
export async function verify(scope: Scope, kept: AuditHead | null = null): Promise<AuditVerdict> {
  const db = transactionOf(scope)
  let previous: Buffer = BEGINNING
  let sequence = 0
  for (;;) {
    const rows = await db
      .selectFrom('council.audit_entry')
      .select(['sequence', 'at', 'what', 'details', 'previous', 'hash'])
      .where('organisation', '=', scope.organisation)
      .where('sequence', '>', sequence)
      .orderBy('sequence')
      .limit(5_000)
      .execute()
    for (const row of rows) {
      const due = sequence + 1
      const hash = hashOf(previous, { ...row, details: row.details as AuditDetails })
      if (row.sequence !== due || !row.previous.equals(previous) || !row.hash.equals(hash)) {
        return { whole: false, at: due, entries: sequence }
      }
      if (kept?.sequence === due && kept.hash !== hash.toString('hex')) {
        return { whole: false, at: due, entries: sequence }
      }
      previous = hash
      sequence = due
    }
    if (rows.length < 5_000) break
  }
  const last = await head(scope)
  if (
    (last?.sequence ?? 0) !== sequence ||
    (last !== null && last.hash !== previous.toString('hex'))
  ) {
    return { whole: false, at: Math.min(last?.sequence ?? 0, sequence) + 1, entries: sequence }
  }
  if (kept !== null && kept.sequence > sequence) {
    return { whole: false, at: sequence + 1, entries: sequence }
  }
  return { whole: true, entries: sequence, head: last }
}
