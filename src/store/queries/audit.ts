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

/** What became of the first entry that is not as it was written. */
export type AuditFault = 'altered' | 'removed' | 'added' | 'moved' | 'made-anew'

export type AuditVerdict<K extends AuditHead = AuditHead> =
  | { whole: true; entries: number; head: AuditHead | null }
  | {
      whole: false
      fault: AuditFault
      /** Its number: the first that is not what was written, missing, or out of its place. */
      at: number
      /** Entries before it that hold. */
      entries: number
      /** What stands there now; null where nothing does. */
      entry: { what: string; at: Date } | null
      /** The head kept elsewhere that fits no more, where only that tells. */
      kept: K | null
      /** The number up to which heads kept elsewhere fit. */
      vouched: number
    }

interface Link {
  sequence: number
  at: Date
  what: string
  details: AuditDetails
  previous: Buffer
  hash: Buffer
}

/**
 * Works every hash out again. Finds an entry changed, removed, added or moved, and a tail cut off.
 * Entries written meanwhile are no fault.
 *
 * @param kept heads noted earlier elsewhere; they find a chain that was made anew from some point on.
 */
export async function verify<K extends AuditHead>(
  scope: Scope,
  kept: readonly K[] = [],
): Promise<AuditVerdict<K>> {
  const awaited = [...kept].sort((a, b) => a.sequence - b.sequence)
  const first = await head(scope)
  let previous: Buffer = BEGINNING
  let before: Buffer | null = null
  let sequence = 0
  let vouched = 0
  const broken = (
    fault: AuditFault,
    at: number,
    entry: Link | null,
    fits: K | null = null,
  ): AuditVerdict<K> => ({
    whole: false,
    fault,
    at,
    entries: Math.min(sequence, at - 1),
    entry: entry && { what: entry.what, at: entry.at },
    kept: fits,
    vouched,
  })
  let last: Link | null = null
  for (;;) {
    const rows = await links(scope, sequence)
    for (const row of rows) {
      const due = sequence + 1
      const hash = hashOf(previous, row)
      if (row.sequence !== due || !row.previous.equals(previous) || !row.hash.equals(hash)) {
        return broken(...(await faultOf(scope, row, { due, before, last, previous, head: first })))
      }
      if (first?.sequence === due && first.hash !== hash.toString('hex')) {
        return broken('altered', due, row)
      }
      while (awaited[0]?.sequence === due) {
        const [one] = awaited.splice(0, 1)
        if (one && one.hash !== hash.toString('hex')) return broken('made-anew', due, row, one)
        vouched = due
      }
      before = previous
      previous = hash
      sequence = due
      last = row
    }
    if (rows.length < STEP) break
  }
  if ((first?.sequence ?? 0) > sequence) return broken('removed', sequence + 1, null)
  const now = await head(scope)
  if ((now?.sequence ?? 0) < sequence) return broken('added', (now?.sequence ?? 0) + 1, last)
  const [beyond] = awaited
  if (beyond && beyond.sequence > (now?.sequence ?? 0)) {
    return broken('removed', sequence + 1, null, beyond)
  }
  return {
    whole: true,
    entries: sequence,
    head: sequence === 0 ? null : { sequence, hash: previous.toString('hex') },
  }
}

const STEP = 5_000

async function links(scope: Scope, after: number): Promise<Link[]> {
  const rows = await transactionOf(scope)
    .selectFrom('council.audit_entry')
    .select(['sequence', 'at', 'what', 'details', 'previous', 'hash'])
    .where('organisation', '=', scope.organisation)
    .where('sequence', '>', after)
    .orderBy('sequence')
    .limit(STEP)
    .execute()
  return rows.map((row) => ({ ...row, details: row.details as AuditDetails }))
}

/** How far an entry is looked for from where it stands: a run of entries removed together. */
const FAR = 1_000

/** What became of the place `due`, at which `row` is the next that stands. */
async function faultOf(
  scope: Scope,
  row: Link,
  place: {
    due: number
    /** The hash before the last one. */
    before: Buffer | null
    last: Link | null
    previous: Buffer
    head: AuditHead | null
  },
): Promise<[AuditFault, number, Link | null]> {
  const { due, before, last, previous } = place
  if (due > (place.head?.sequence ?? 0)) return ['added', due, row]
  const elsewhere = await transactionOf(scope)
    .selectFrom('council.audit_entry')
    .select('sequence')
    .where('organisation', '=', scope.organisation)
    .where('previous', '=', previous)
    .where('sequence', '<>', row.sequence)
    .orderBy('sequence')
    .limit(1)
    .executeTakeFirst()
  const here = row.sequence === due ? row : null
  if (before !== null && row.previous.equals(before)) {
    return elsewhere === undefined ? ['added', due - 1, last] : ['added', due, here]
  }
  if (elsewhere !== undefined) return [row.previous.equals(previous) ? 'added' : 'moved', due, here]
  if (row.sequence !== due) return ['removed', due, null]
  // Numbers closed up over a gap: the entry is whole, for a number further on.
  for (let number = due + 1; number <= due + FAR; number += 1) {
    if (row.hash.equals(hashOf(row.previous, { ...row, sequence: number }))) {
      return ['removed', due, row]
    }
  }
  return ['altered', due, row]
}
