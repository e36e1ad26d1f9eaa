import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { Result } from '../../kit/index.ts'
import { ok } from '../../kit/index.ts'
import type { UploadId } from '../ids.ts'
import { isId } from '../ids.ts'
import type { StoreProblem } from '../problem.ts'
import { trouble } from '../problem.ts'
import type { Scope } from '../scope.ts'
import { transactionOf } from '../scope.ts'
import { plain } from './text.ts'

/** A file on disk with the name its owner gave it. */
export interface NewFile {
  name: string
  path: string
}

const CHUNK = 1_048_576

/** SHA-256 of a file's bytes, lower-case hex, and their number. */
export async function fingerprint(
  path: string,
): Promise<Result<{ sha256: string; bytes: number }, StoreProblem>> {
  const hash = createHash('sha256')
  let bytes = 0
  try {
    await pipeline(createReadStream(path), async function (source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        hash.update(chunk)
        bytes += chunk.length
      }
    })
  } catch {
    return trouble(
      'file-not-readable',
      'An uploaded file could not be read from disk. Send it again.',
    )
  }
  return ok({ sha256: hash.digest('hex'), bytes })
}

/**
 * Keeps a file's bytes, once for each organisation: the same bytes again give the same id.
 * Bytes that changed on disk since `sha256` was taken are refused.
 */
export async function keep(
  scope: Scope,
  file: NewFile & { sha256: string; bytes: number },
  at: Date,
): Promise<Result<UploadId, StoreProblem>> {
  const db = transactionOf(scope)
  const sha256 = Buffer.from(file.sha256, 'hex')
  const known = await db
    .selectFrom('council.upload')
    .select('id')
    .where('organisation', '=', scope.organisation)
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  if (known !== undefined && (file.bytes === 0 || (await hasBytes(scope, known.id)))) {
    return ok(known.id as UploadId)
  }
  // Its bytes may have gone by a retention rule: they come back under the same id.
  const { id } =
    known ??
    (await db
      .insertInto('council.upload')
      .values({
        organisation: scope.organisation,
        sha256,
        name: plain(file.name).slice(0, 255) || 'unnamed',
        size: file.bytes,
        received_at: at,
      })
      .returning('id')
      .executeTakeFirstOrThrow())
  const hash = createHash('sha256')
  let position = 0
  for await (const bytes of createReadStream(file.path, {
    highWaterMark: CHUNK,
  }) as AsyncIterable<Buffer>) {
    hash.update(bytes)
    await db
      .insertInto('council.upload_chunk')
      .values({ organisation: scope.organisation, upload: id, position, bytes })
      .execute()
    position += 1
  }
  if (!hash.digest().equals(sha256)) {
    return trouble(
      'file-not-readable',
      'An uploaded file changed while it was kept. Send it again.',
    )
  }
  return ok(id as UploadId)
}

/** Writes a kept file's bytes to `path` (mode 0600); `not-found` where there is no such upload. */
export async function writeTo(
  scope: Scope,
  id: UploadId,
  path: string,
): Promise<Result<{ bytes: number }, StoreProblem>> {
  const db = transactionOf(scope)
  const upload = isId(id)
    ? await db
        .selectFrom('council.upload')
        .select('size')
        .where('organisation', '=', scope.organisation)
        .where('id', '=', id)
        .executeTakeFirst()
    : undefined
  if (upload === undefined) return trouble('not-found', 'This file is not here.')
  const file = await open(path, 'w', 0o600)
  let bytes = 0
  try {
    for (let position = 0; bytes < upload.size; position += 1) {
      const chunk = await db
        .selectFrom('council.upload_chunk')
        .select('bytes')
        .where('organisation', '=', scope.organisation)
        .where('upload', '=', id)
        .where('position', '=', position)
        .executeTakeFirstOrThrow()
      await file.writeFile(chunk.bytes)
      bytes += chunk.bytes.length
    }
  } finally {
    await file.close()
  }
  return ok({ bytes })
}

async function hasBytes(scope: Scope, upload: string): Promise<boolean> {
  const chunk = await transactionOf(scope)
    .selectFrom('council.upload_chunk')
    .select('position')
    .where('organisation', '=', scope.organisation)
    .where('upload', '=', upload)
    .limit(1)
    .executeTakeFirst()
  return chunk !== undefined
}
