import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { link, open, rm } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { createGzip } from 'node:zlib'
import type { PoolClient } from 'pg'
import type { Result } from '../../kit/index.ts'
import { ok } from '../../kit/index.ts'
import { withClient } from '../connect.ts'
import type { AnyStore } from '../inside.ts'
import { insideOf } from '../inside.ts'
import type { StoreProblem } from '../problem.ts'
import { trouble } from '../problem.ts'
import type { Side } from '../side.ts'
import type { TableSum } from './contents.ts'
import { columnsOf, organisationsIn, rowsOf, SAME_TEXT, summer } from './contents.ts'

/** First line of a backup file. The number is that of the file's form, not of the tables. */
export const MAGIC = 'FAIRLOAD BACKUP 1\n'
/** Last line: SHA-256 of every byte before it. */
export const TRAILER_LENGTH = 'SHA256 '.length + 64 + 1

export interface BackupHeader {
  /** Whose it is; left out in backups of the council's side. */
  side?: 'branch'
  /** Number of the last migration the tables had. */
  schema: number
  madeAt: string
  server: string
}

export interface BackupSummary {
  path: string
  bytes: number
  schema: number
  tables: Record<string, TableSum>
}

/** One transaction that sees one moment of the whole database and changes nothing. */
export async function inOneMoment<T>(
  store: AnyStore,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  return withClient(insideOf(store).app, async (client) => {
    await client.query('begin transaction isolation level repeatable read, read only')
    // A backup may take longer than a page may.
    await client.query(`set local statement_timeout = 0; ${SAME_TEXT}`)
    const result = await work(client)
    await client.query('commit')
    return result
  })
}

/** Rows and hash of every table at one moment: two databases are equal when these are. */
export async function tableSums(store: AnyStore): Promise<Record<string, TableSum>> {
  return inOneMoment(store, (client) => sumsOf(client, insideOf(store).side))
}

/** As `tableSums`, in a transaction that has begun. */
export async function sumsOf(client: PoolClient, side: Side): Promise<Record<string, TableSum>> {
  const organisations = await organisationsIn(client, side)
  const sums: Record<string, TableSum> = {}
  for (const table of side.tables) {
    const { add, sum } = summer()
    const columns = await columnsOf(client, side, table.name)
    for await (const chunk of rowsOf(client, side, table, columns, organisations)) add(chunk)
    sums[table.name] = sum()
  }
  return sums
}

/**
 * Writes everything at one moment to one new file while work goes on. The file appears under its
 * name only when it is whole and on the disk; an existing file is never written over.
 *
 * The form: a line that names it; a gzip of frames (JSON line, then as many bytes as it says);
 * a line with the SHA-256 of all before it. Readable by its owner alone.
 */
export async function backup(
  store: AnyStore,
  path: string,
  at: Date,
): Promise<Result<BackupSummary, StoreProblem>> {
  const target = resolve(path)
  const draft = `${target}.${process.pid}.part`
  let file
  try {
    file = await open(draft, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600)
  } catch {
    return trouble(
      'file-not-readable',
      `The backup cannot be written to ${target}. Choose a folder that exists and that this account may write to.`,
    )
  }
  try {
    const hash = createHash('sha256')
    let bytes = 0
    const put = async (chunk: Buffer) => {
      hash.update(chunk)
      bytes += chunk.length
      await file.writeFile(chunk)
    }
    await put(Buffer.from(MAGIC))
    const gzip = createGzip({ level: 4 })
    const written = (async () => {
      for await (const chunk of gzip as AsyncIterable<Buffer>) await put(chunk)
    })()
    // Its failure is met where it is awaited; until then it must not end the process.
    written.catch(() => undefined)
    const frame = async (head: object, body?: Buffer) => {
      const parts = [
        Buffer.from(`${JSON.stringify(head)}\n`),
        ...(body === undefined ? [] : [body]),
      ]
      if (!gzip.write(Buffer.concat(parts))) {
        await Promise.race([new Promise<void>((done) => gzip.once('drain', done)), written])
      }
    }
    const { side } = insideOf(store)
    const made = await inOneMoment(store, async (client) => {
      const { rows } = await client.query<{ schema: number; server: string }>(
        `select max(number) as schema, current_setting('server_version') as server from upkeep.migration`,
      )
      const schema = rows[0]?.schema ?? 0
      const header: BackupHeader = {
        ...(side.schema === 'branch' ? { side: 'branch' as const } : {}),
        schema,
        madeAt: at.toISOString(),
        server: rows[0]?.server ?? '',
      }
      await frame({ header })
      const organisations = await organisationsIn(client, side)
      const tables: Record<string, TableSum> = {}
      for (const table of side.tables) {
        const columns = await columnsOf(client, side, table.name)
        await frame({ table: table.name, columns })
        const { add, sum } = summer()
        for await (const chunk of rowsOf(client, side, table, columns, organisations)) {
          add(chunk)
          await frame({ bytes: chunk.length }, chunk)
        }
        tables[table.name] = sum()
      }
      await frame({ end: tables })
      return { schema, tables }
    })
    gzip.end()
    await written
    const trailer = Buffer.from(`SHA256 ${hash.digest('hex')}\n`)
    await file.writeFile(trailer)
    bytes += trailer.length
    await file.sync()
    await file.close()
    try {
      await link(draft, target)
    } catch {
      return trouble(
        'backup-exists',
        `There is a file ${basename(target)} already, and a backup is never written over. Choose another name.`,
      )
    }
    const folder = await open(dirname(target), 'r')
    await folder.sync().catch(() => undefined)
    await folder.close()
    return ok({ path: target, bytes, ...made })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') {
      return trouble(
        'disk-full',
        'The disk is full, so the backup was not written. Make room, or choose another disk.',
      )
    }
    throw error
  } finally {
    await file.close().catch(() => undefined)
    await rm(draft, { force: true })
  }
}
