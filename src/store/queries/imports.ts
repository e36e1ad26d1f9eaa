import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { IsoDate, Problem, Result } from '../../kit/index.ts'
import { ok } from '../../kit/index.ts'
import type { Caseload, ListCount, Source } from '../../core/model/index.ts'
import type { ImportId, UploadId } from '../ids.ts'
import { isId } from '../ids.ts'
import { sendJob } from '../jobs.ts'
import type { StoreProblem } from '../problem.ts'
import { trouble } from '../problem.ts'
import type { Scope } from '../scope.ts'
import { transactionOf } from '../scope.ts'
import type { ImportTable } from '../tables.ts'
import { removeCaseload, saveCaseload } from './save-caseload.ts'
import type { NewFile } from './uploads.ts'
import { fingerprint, keep } from './uploads.ts'
import { plain } from './text.ts'

/**
 * received → reading → checked → accepted → undone, or checked → refused; failed from received or
 * reading. An answer sends a checked import back to reading.
 */
export type ImportState =
  'received' | 'reading' | 'checked' | 'accepted' | 'refused' | 'undone' | 'failed'

export interface ImportProgress {
  file: string
  stage: string
  rows: number
}

export interface Import {
  id: ImportId
  /** 1, 2, 3 … in the organisation. */
  number: number
  state: ImportState
  asOf: IsoDate | null
  receivedAt: Date
  checkedAt: Date | null
  /** When it was accepted, refused or undone, whichever came last. */
  decidedAt: Date | null
  purgedAt: Date | null
  problem: Problem | null
  progress: ImportProgress | null
  /** The import it was compared with. */
  basedOn: ImportId | null
  /** What would change against that one; the caller's shape. null in `current` and `list`. */
  changes: unknown
  /** Rows read, used and questioned, by list. null in `current` and `list`. */
  lists: Record<string, ListCount> | null
  /** The figures of the trend; the caller's shape. */
  summary: unknown
  /** Children outside the caseload, counted; null until it is checked. */
  outside: Caseload['outside'] | null
  /** To be given back with a decision. */
  version: number
}

/** One file of an import, and what the reading made of it. */
export interface ImportFile {
  upload: UploadId
  name: string
  carried: boolean
  sha256: string
  bytes: number
  shape: string | null
  version: string | null
  lists: Record<string, ListCount> | null
  problem: Problem | null
}

/** What the reading says of one file; by `upload`. */
export interface FileOutcome {
  upload: UploadId
  shape: string | null
  version: string | null
  lists: Record<string, ListCount>
  problem: Problem | null
}

/** The cells of one row as read. */
export interface SourceRow {
  from: Source
  headers: string[]
  cells: string[]
}

export interface Checked {
  asOf: IsoDate
  caseload: Caseload
  /** Rows behind cases and findings, for the page that shows where a figure came from. */
  rows: readonly SourceRow[]
  files: readonly FileOutcome[]
  lists: Record<string, ListCount>
  basedOn: ImportId | null
  changes: object | null
  summary: object | null
  at: Date
}

const importOf = (row: Selectable<ImportTable>): Import => ({
  id: row.id as ImportId,
  number: row.number,
  state: row.state as ImportState,
  asOf: row.as_of as IsoDate | null,
  receivedAt: row.received_at,
  checkedAt: row.checked_at,
  decidedAt: row.decided_at,
  purgedAt: row.purged_at,
  problem: problemOf(row),
  progress: row.progress as ImportProgress | null,
  basedOn: row.based_on as ImportId | null,
  changes: row.changes,
  lists: row.lists as Record<string, ListCount> | null,
  summary: row.summary,
  outside: row.outside as Caseload['outside'] | null,
  version: row.version,
})

const problemOf = (row: {
  problem_code: string | null
  problem_sentence: string | null
}): Problem | null =>
  row.problem_code === null
    ? null
    : { code: row.problem_code, sentence: row.problem_sentence ?? '' }

const sentenceOf = (problem: Problem | null): string | null =>
  problem === null ? null : plain(problem.sentence)

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))

const nameOf = (name: string): string => plain(name).slice(0, 255) || 'unnamed'

/** What every page asks for; `changes` and `lists` may be megabytes and are read with one import only. */
const LIGHT = [
  'organisation',
  'id',
  'number',
  'state',
  'as_of',
  'received_at',
  'checked_at',
  'decided_at',
  'purged_at',
  'problem_code',
  'problem_sentence',
  'progress',
  'based_on',
  'summary',
  'outside',
  'version',
] as const
const HEAVY = { changes: null, lists: null }

const NOT_FOUND = trouble('not-found', 'This import is not here.')

/** Takes new files and carried ones, numbers the import and sends its job: all of it, or nothing. */
export async function receive(
  scope: Scope,
  given: {
    files: readonly NewFile[]
    /** Files of an earlier import that count in this one too, such as the people file. */
    carry: readonly { upload: UploadId; name: string; shape: string | null }[]
    /** The day chosen by the user; null to take it from the files. */
    asOf: IsoDate | null
    at: Date
  },
): Promise<Result<Import, StoreProblem>> {
  const db = transactionOf(scope)
  const prints: (NewFile & { sha256: string; bytes: number })[] = []
  for (const file of given.files) {
    const print = await fingerprint(file.path)
    if (!print.ok) return print
    if (!prints.some((other) => other.sha256 === print.value.sha256)) {
      prints.push({ ...file, ...print.value })
    }
  }
  // One receipt at a time for each organisation, so that numbers have no gaps or twins.
  await db
    .selectFrom('council.organisation')
    .select('id')
    .where('id', '=', scope.organisation)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  const earlier = await withSameFiles(
    scope,
    prints.map((print) => print.sha256),
    given.asOf,
  )
  if (earlier !== null) {
    const said = { accepted: 'is accepted', checked: 'waits for your decision' } as const
    const state =
      earlier.state === 'accepted' || earlier.state === 'checked'
        ? said[earlier.state]
        : 'is being read'
    return trouble(
      'already-there',
      `${prints.length === 1 ? 'This very file is' : 'These very files are'} here already: import ${earlier.number} ${state}. Nothing has changed.`,
    )
  }

  const uploads: { upload: UploadId; name: string; carried: boolean; shape: string | null }[] = []
  for (const print of prints) {
    const upload = await keep(scope, print, given.at)
    if (!upload.ok) return upload
    uploads.push({ upload: upload.value, name: nameOf(print.name), carried: false, shape: null })
  }
  for (const { upload, name, shape } of given.carry) {
    if (!uploads.some((other) => other.upload === upload)) {
      uploads.push({ upload, name: nameOf(name), carried: true, shape })
    }
  }
  const { last } = await db
    .selectFrom('council.import')
    .select((eb) => eb.fn.coalesce(eb.fn.max('number'), sql<number>`0`).as('last'))
    .where('organisation', '=', scope.organisation)
    .executeTakeFirstOrThrow()
  const row = await db
    .insertInto('council.import')
    .values({
      organisation: scope.organisation,
      number: last + 1,
      state: 'received',
      as_of: given.asOf,
      received_at: given.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await db
    .insertInto('council.import_file')
    .values(
      uploads.map((upload) => ({
        organisation: scope.organisation,
        import: row.id,
        upload: upload.upload,
        name: upload.name,
        carried: upload.carried,
        shape: upload.shape,
      })),
    )
    .execute()
  await sendJob(scope, 'import', { organisation: scope.organisation, import: row.id })
  return ok(importOf(row))
}

/**
 * The latest import that was sent exactly these bytes (carried files aside) for the same day and
 * was not refused, undone or failed; null where there is none.
 */
export async function withSameFiles(
  scope: Scope,
  sha256s: readonly string[],
  asOf: IsoDate | null,
): Promise<Import | null> {
  const wanted = [...sha256s].sort()
  if (wanted.length === 0) return null
  const row = await transactionOf(scope)
    .selectFrom('council.import as i')
    .selectAll('i')
    .where('i.organisation', '=', scope.organisation)
    .where('i.state', 'in', ['received', 'reading', 'checked', 'accepted'])
    .where((eb) =>
      asOf === null ? eb.lit(true) : eb.or([eb('i.as_of', '=', asOf), eb('i.as_of', 'is', null)]),
    )
    .where(
      sql<boolean>`${wanted}::text[] = (
        select array_agg(encode(u.sha256, 'hex') order by encode(u.sha256, 'hex') collate "C")
        from council.import_file f
        join council.upload u on u.organisation = f.organisation and u.id = f.upload
        where f.organisation = i.organisation and f.import = i.id and not f.carried)`,
    )
    .orderBy('i.number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : importOf(row)
}

/** One import, or null. */
export async function get(scope: Scope, id: ImportId): Promise<Import | null> {
  if (!isId(id)) return null
  const row = await transactionOf(scope)
    .selectFrom('council.import')
    .selectAll()
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : importOf(row)
}

/** The same without what may be megabytes: `changes` and `lists` are null. */
export async function inBrief(scope: Scope, id: ImportId): Promise<Import | null> {
  if (!isId(id)) return null
  const row = await transactionOf(scope)
    .selectFrom('council.import')
    .select(LIGHT)
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : importOf({ ...row, ...HEAVY })
}

export async function byNumber(scope: Scope, number: number): Promise<Import | null> {
  if (!Number.isInteger(number) || number < 1 || number > 2_147_483_647) return null
  const row = await transactionOf(scope)
    .selectFrom('council.import')
    .selectAll()
    .where('organisation', '=', scope.organisation)
    .where('number', '=', number)
    .executeTakeFirst()
  return row === undefined ? null : importOf(row)
}

/**
 * The import whose figures stand: among the accepted ones the latest day, and of one day the one
 * accepted last. An older day brought in afterwards joins the trend and moves no present figure.
 */
export async function current(scope: Scope): Promise<Import | null> {
  const row = await transactionOf(scope)
    .selectFrom('council.import')
    .select(LIGHT)
    .where('organisation', '=', scope.organisation)
    .where('state', '=', 'accepted')
    .where('purged_at', 'is', null)
    .orderBy('as_of', 'desc')
    .orderBy('decided_at', 'desc')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : importOf({ ...row, ...HEAVY })
}

/** Newest first. */
export async function list(
  scope: Scope,
  page: { from: number; count: number },
): Promise<{ imports: Import[]; total: number }> {
  const db = transactionOf(scope)
  const rows = await db
    .selectFrom('council.import')
    .select(LIGHT)
    .where('organisation', '=', scope.organisation)
    .orderBy('number', 'desc')
    .offset(page.from)
    .limit(page.count)
    .execute()
  const { total } = await db
    .selectFrom('council.import')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('organisation', '=', scope.organisation)
    .executeTakeFirstOrThrow()
  return { imports: rows.map((row) => importOf({ ...row, ...HEAVY })), total }
}

/** The accepted imports by day, the earliest first, one a day (the last accepted): a point each. */
export async function trend(
  scope: Scope,
): Promise<{ id: ImportId; number: number; asOf: IsoDate; summary: unknown }[]> {
  const rows = await transactionOf(scope)
    .selectFrom('council.import')
    .distinctOn('as_of')
    .select(['id', 'number', 'as_of', 'summary'])
    .where('organisation', '=', scope.organisation)
    .where('state', '=', 'accepted')
    .orderBy('as_of')
    .orderBy('decided_at', 'desc')
    .orderBy('number', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id as ImportId,
    number: row.number,
    asOf: row.as_of as IsoDate,
    summary: row.summary,
  }))
}

/** The files of an import, its own before the carried ones, by name. */
export async function files(scope: Scope, id: ImportId): Promise<ImportFile[]> {
  if (!isId(id)) return []
  const rows = await transactionOf(scope)
    .selectFrom('council.import_file as f')
    .innerJoin('council.upload as u', (join) =>
      join.onRef('u.organisation', '=', 'f.organisation').onRef('u.id', '=', 'f.upload'),
    )
    .select([
      'f.upload',
      'f.name',
      'f.carried',
      'f.shape',
      'f.version',
      'f.lists',
      'f.problem_code',
      'f.problem_sentence',
      'u.sha256',
      'u.size',
    ])
    .where('f.organisation', '=', scope.organisation)
    .where('f.import', '=', id)
    .orderBy('f.carried')
    .orderBy('f.name')
    .orderBy('f.upload')
    .execute()
  return rows.map((row) => ({
    upload: row.upload as UploadId,
    name: row.name,
    carried: row.carried,
    sha256: row.sha256.toString('hex'),
    bytes: row.size,
    shape: row.shape,
    version: row.version,
    lists: row.lists as Record<string, ListCount> | null,
    problem: problemOf(row),
  }))
}

/** Locks an import until the transaction ends; null where it is not here. */
async function held(scope: Scope, id: ImportId): Promise<Import | null> {
  if (!isId(id)) return null
  const row = await transactionOf(scope)
    .selectFrom('council.import')
    .selectAll()
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row === undefined ? null : importOf(row)
}

async function set(
  scope: Scope,
  id: ImportId,
  values: Partial<{
    state: ImportState
    as_of: IsoDate
    checked_at: Date | null
    decided_at: Date
    purged_at: Date
    problem_code: string | null
    problem_sentence: string | null
    progress: string | null
    based_on: string | null
    changes: string | null
    lists: string | null
    summary: string | null
    outside: string | null
  }>,
): Promise<Import> {
  const row = await transactionOf(scope)
    .updateTable('council.import')
    .set({ ...values, version: sql<number>`version + 1` })
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return importOf(row)
}

/**
 * For the job that reads: takes the import up. `wrong-state` where it is read already, as when a
 * job comes a second time after a crash: then there is nothing left to do.
 */
export async function startReading(
  scope: Scope,
  id: ImportId,
): Promise<Result<{ import: Import; files: ImportFile[] }, StoreProblem>> {
  const found = await held(scope, id)
  if (found === null) return NOT_FOUND
  if (found.state !== 'received' && found.state !== 'reading') {
    return trouble('wrong-state', 'This import has been read already.')
  }
  const reading = await set(scope, id, { state: 'reading', progress: null })
  return ok({ import: reading, files: await files(scope, id) })
}

/** How far the reading is; ignored unless it is being read. */
export async function progress(scope: Scope, id: ImportId, state: ImportProgress): Promise<void> {
  if (!isId(id)) return
  await transactionOf(scope)
    .updateTable('council.import')
    .set({ progress: JSON.stringify(state) })
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .where('state', '=', 'reading')
    .execute()
}

async function saveOutcomes(
  scope: Scope,
  id: ImportId,
  outcomes: readonly FileOutcome[],
): Promise<void> {
  for (const outcome of outcomes) {
    await transactionOf(scope)
      .updateTable('council.import_file')
      .set({
        shape: outcome.shape,
        version: outcome.version,
        lists: JSON.stringify(outcome.lists),
        problem_code: outcome.problem?.code ?? null,
        problem_sentence: sentenceOf(outcome.problem),
      })
      .where('organisation', '=', scope.organisation)
      .where('import', '=', id)
      .where('upload', '=', outcome.upload)
      .execute()
  }
}

/**
 * Saves what the reading and the status rules made, in place of an earlier check of the same
 * import. All of it is there afterwards, or none. `wrong-state` where it is not being read.
 */
export async function saveChecked(
  scope: Scope,
  id: ImportId,
  checked: Checked,
): Promise<Result<Import, StoreProblem>> {
  const found = await held(scope, id)
  if (found === null) return NOT_FOUND
  if (found.state !== 'reading') {
    return trouble('wrong-state', 'This import is not being read, so its result was not saved.')
  }
  await removeCaseload(scope, id)
  await saveCaseload(scope, id, checked.caseload, checked.rows)
  await saveOutcomes(scope, id, checked.files)
  return ok(
    await set(scope, id, {
      state: 'checked',
      as_of: checked.asOf,
      checked_at: checked.at,
      progress: null,
      based_on: checked.basedOn,
      changes: json(checked.changes),
      lists: JSON.stringify(checked.lists),
      summary: json(checked.summary),
      outside: JSON.stringify(checked.caseload.outside),
    }),
  )
}

/** A file could not be used, or the reading failed: the import stores nothing but why. */
export async function fail(
  scope: Scope,
  id: ImportId,
  problem: Problem,
  outcomes: readonly FileOutcome[] = [],
): Promise<Result<Import, StoreProblem>> {
  const found = await held(scope, id)
  if (found === null) return NOT_FOUND
  if (found.state !== 'received' && found.state !== 'reading') {
    return trouble('wrong-state', 'This import has been read already.')
  }
  await removeCaseload(scope, id)
  await saveOutcomes(scope, id, outcomes)
  return ok(
    await set(scope, id, {
      state: 'failed',
      progress: null,
      problem_code: problem.code,
      problem_sentence: sentenceOf(problem),
    }),
  )
}

/**
 * Sends a checked import back to be read again, with answers given since. Its rows stay until the
 * new ones take their place. An import that is being read is left so; the job reads the answers as
 * they are when it starts, so `recheck` after it has started reads once more.
 */
export async function recheck(scope: Scope, id: ImportId): Promise<Result<Import, StoreProblem>> {
  const found = await held(scope, id)
  if (found === null) return NOT_FOUND
  if (found.state === 'received') return ok(found)
  if (found.state !== 'checked' && found.state !== 'reading') {
    return trouble('wrong-state', 'This import has been decided; its questions are closed.')
  }
  await sendJob(scope, 'import', { organisation: scope.organisation, import: id })
  return ok(
    found.state === 'reading' ? found : await set(scope, id, { state: 'reading', progress: null }),
  )
}

interface Decision {
  /** The version that the page showed. */
  version: number
  at: Date
}

async function decide(
  scope: Scope,
  id: ImportId,
  decision: Decision,
  from: ImportState,
  to: ImportState,
): Promise<Result<Import, StoreProblem>> {
  const found = await held(scope, id)
  if (found === null) return NOT_FOUND
  if (found.version !== decision.version) {
    return trouble(
      'stale',
      `Import ${found.number} has changed since this page was opened: it is now ${found.state}. Look at it again, then decide.`,
    )
  }
  if (found.state !== from) {
    return trouble(
      'wrong-state',
      `Import ${found.number} is ${found.state}; only one that is ${from} can be ${to}.`,
    )
  }
  return ok(await set(scope, id, { state: to, decided_at: decision.at }))
}

/** Makes its figures stand. Guarded by the version that the page showed: of two clicks one wins. */
export const accept = (scope: Scope, id: ImportId, decision: Decision) =>
  decide(scope, id, decision, 'checked', 'accepted')

export const refuse = (scope: Scope, id: ImportId, decision: Decision) =>
  decide(scope, id, decision, 'checked', 'refused')

/** Takes an accepted import back; the one before stands again. Its rows stay until `purge`. */
export const undo = (scope: Scope, id: ImportId, decision: Decision) =>
  decide(scope, id, decision, 'accepted', 'undone')

/** Replaces the trend's figures of an accepted or checked import, as when the agreement changed. */
export async function saveSummary(scope: Scope, id: ImportId, summary: object): Promise<void> {
  if (!isId(id)) return
  await transactionOf(scope)
    .updateTable('council.import')
    .set({ summary: JSON.stringify(summary) })
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .execute()
}

/**
 * Removes the rows and files of an import that counts no more (refused, undone or failed). Its
 * line in the history stays; files that another import uses stay too.
 */
export async function purge(
  scope: Scope,
  id: ImportId,
  at: Date,
): Promise<Result<Import, StoreProblem>> {
  const found = await held(scope, id)
  if (found === null) return NOT_FOUND
  if (found.state !== 'refused' && found.state !== 'undone' && found.state !== 'failed') {
    return trouble(
      'wrong-state',
      `Import ${found.number} is ${found.state}; only one that was refused, undone or failed can be removed.`,
    )
  }
  return ok(await clear(scope, id, at))
}

/** Removes rows, plans, files that no other import uses, and answers, of an import that no figure needs. */
export async function clear(scope: Scope, id: ImportId, at: Date): Promise<Import> {
  const db = transactionOf(scope)
  await removeCaseload(scope, id)
  await db
    .deleteFrom('council.plan')
    .where('organisation', '=', scope.organisation)
    .where('import', '=', id)
    .execute()
  const uploads = await db
    .deleteFrom('council.import_file')
    .where('organisation', '=', scope.organisation)
    .where('import', '=', id)
    .returning('upload')
    .execute()
  for (const { upload } of uploads) {
    await db
      .deleteFrom('council.upload')
      .where('organisation', '=', scope.organisation)
      .where('id', '=', upload)
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('council.import_file as f')
              .select('f.upload')
              .where('f.organisation', '=', scope.organisation)
              .where('f.upload', '=', upload),
          ),
        ),
      )
      .execute()
  }
  await db
    .deleteFrom('council.answer')
    .where('organisation', '=', scope.organisation)
    .where('import', '=', id)
    .execute()
  return set(scope, id, { purged_at: at, changes: null })
}

/** Imports that wait to be read or are being read. */
export async function pending(scope: Scope): Promise<ImportId[]> {
  const rows = await transactionOf(scope)
    .selectFrom('council.import')
    .select('id')
    .where('organisation', '=', scope.organisation)
    .where('state', 'in', ['received', 'reading'])
    .orderBy('number')
    .execute()
  return rows.map((row) => row.id as ImportId)
}
