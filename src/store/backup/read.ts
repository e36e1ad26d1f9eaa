import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import type { Result } from '../../kit/index.ts'
import { ok } from '../../kit/index.ts'
import { COUNCIL } from '../council-side.ts'
import { migrations } from '../migrate.ts'
import type { StoreProblem } from '../problem.ts'
import { trouble } from '../problem.ts'
import type { Side } from '../side.ts'
import type { TableSum } from './contents.ts'
import { summer } from './contents.ts'
import type { BackupHeader } from './write.ts'
import { MAGIC, TRAILER_LENGTH } from './write.ts'

/** A part of a backup, in the order of the file. */
export type Part =
  | { kind: 'header'; header: BackupHeader }
  | { kind: 'table'; table: string; columns: string[] }
  | { kind: 'rows'; bytes: Buffer }
  | { kind: 'end'; tables: Record<string, TableSum> }

class Damaged extends Error {}

/** The frames of a file whose outer hash holds. Throws where they are not what a backup holds. */
export async function* partsOf(path: string, size: number): AsyncGenerator<Part> {
  const body = createReadStream(path, {
    start: MAGIC.length,
    end: size - TRAILER_LENGTH - 1,
    highWaterMark: 262_144,
  })
  const gunzip = createGunzip()
  body.on('error', (error) => gunzip.destroy(error))
  body.pipe(gunzip)
  let held: Buffer = Buffer.alloc(0)
  let wanted: number | null = null
  for await (const chunk of gunzip as AsyncIterable<Buffer>) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    for (;;) {
      if (wanted !== null) {
        if (held.length < wanted) break
        yield { kind: 'rows', bytes: held.subarray(0, wanted) }
        held = held.subarray(wanted)
        wanted = null
        continue
      }
      const line = held.indexOf(10)
      if (line === -1) break
      const head = JSON.parse(held.toString('utf8', 0, line)) as Record<string, unknown>
      held = held.subarray(line + 1)
      if (typeof head['bytes'] === 'number') wanted = head['bytes']
      else if (typeof head['table'] === 'string') {
        yield { kind: 'table', table: head['table'], columns: head['columns'] as string[] }
      } else if (typeof head['header'] === 'object') {
        yield { kind: 'header', header: head['header'] as BackupHeader }
      } else if (typeof head['end'] === 'object') {
        yield { kind: 'end', tables: head['end'] as Record<string, TableSum> }
      } else throw new Damaged('A frame of no kind')
    }
  }
  if (wanted !== null || held.length > 0) throw new Damaged('Cut short')
}

export interface Verified {
  header: BackupHeader
  tables: Record<string, TableSum>
  size: number
}

/**
 * Reads a backup through without touching any data: its form, its hash, every table's rows and
 * hash, and whether this version knows its tables.
 */
export async function verifyBackup(
  path: string,
  side: Side = COUNCIL,
): Promise<Result<Verified, StoreProblem>> {
  const damaged = trouble(
    'backup-damaged',
    'This backup is damaged: what it holds is not what was written. Nothing has been changed. Use another copy of it.',
  )
  let size: number
  try {
    const file = await open(path, 'r')
    try {
      size = (await file.stat()).size
      const start = Buffer.alloc(MAGIC.length)
      await file.read(start, 0, start.length, 0)
      if (start.toString('latin1') !== MAGIC) {
        return /^FAIRLOAD BACKUP \d+\n/.test(start.toString('latin1'))
          ? trouble(
              'backup-newer',
              'This backup was made by a newer version of Fairload. Restore it with that version. Nothing has been changed.',
            )
          : trouble(
              'backup-not-ours',
              'This file is no backup of Fairload, or its beginning is damaged. Nothing has been changed.',
            )
      }
      if (size < MAGIC.length + TRAILER_LENGTH + 20) return damaged
      const end = Buffer.alloc(TRAILER_LENGTH)
      await file.read(end, 0, TRAILER_LENGTH, size - TRAILER_LENGTH)
      const hash = createHash('sha256')
      for await (const chunk of createReadStream(path, {
        end: size - TRAILER_LENGTH - 1,
        highWaterMark: 1_048_576,
      }) as AsyncIterable<Buffer>) {
        hash.update(chunk)
      }
      if (end.toString('latin1') !== `SHA256 ${hash.digest('hex')}\n`) return damaged
    } finally {
      await file.close()
    }
  } catch {
    return trouble(
      'file-not-readable',
      'The backup file cannot be read. Check its name and that this account may read it.',
    )
  }

  let header: BackupHeader | null = null
  let tables: Record<string, TableSum> | null = null
  const found: Record<string, TableSum> = {}
  let open_: { name: string; summer: ReturnType<typeof summer> } | null = null
  const close = () => {
    if (open_ !== null) found[open_.name] = open_.summer.sum()
    open_ = null
  }
  try {
    for await (const part of partsOf(path, size)) {
      if (part.kind === 'header') header = part.header
      else if (part.kind === 'table') {
        close()
        open_ = { name: part.table, summer: summer() }
      } else if (part.kind === 'rows') {
        if (open_ === null) return damaged
        open_.summer.add(part.bytes)
      } else {
        close()
        tables = part.tables
      }
    }
  } catch {
    return damaged
  }
  if (header === null || tables === null) return damaged
  if ((header.side ?? 'council') !== side.schema) {
    return trouble(
      'backup-not-ours',
      side.schema === 'council'
        ? 'This is a backup of a union branch, which the council’s side never takes in. Nothing has been changed.'
        : 'This is a backup of a council’s side, which the branch never takes in. Nothing has been changed.',
    )
  }
  const isTable = (name: string): boolean => side.tables.some((table) => table.name === name)
  const known = await migrations(side.schema)
  const newest = known[known.length - 1]?.number ?? 0
  if (header.schema > newest || Object.keys(tables).some((name) => !isTable(name))) {
    return trouble(
      'backup-newer',
      'This backup was made by a newer version of Fairload, which keeps things this one does not know. Restore it with that version. Nothing has been changed.',
    )
  }
  for (const [name, sum] of Object.entries(tables)) {
    const read = found[name]
    if (read?.rows !== sum.rows || read.sha256 !== sum.sha256) return damaged
  }
  if (Object.keys(found).length !== Object.keys(tables).length) return damaged
  return ok({ header, tables, size })
}
