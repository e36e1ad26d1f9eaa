import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyRequest } from 'fastify'
import { fail, ok, type Problem, type Result } from '../kit/index.ts'
import type { ArrivedFile } from '../council/index.ts'
import { Refused } from './door.ts'

/** What one upload may hold. Bytes as they arrive; what is inside a file is the reader's to judge. */
export interface UploadCaps {
  fileBytes: number
  files: number
  totalBytes: number
}

export interface Upload {
  files: ArrivedFile[]
  /** Ordinary fields by name; of a field sent twice, the last. */
  fields: ReadonlyMap<string, string>
}

const megabytes = (bytes: number): string => `${Math.floor(bytes / 1_048_576)} MB`
const CONTROL = /\p{C}/gu

/** The file's own name, without folders or unprintable characters. */
const tidyName = (name: string): string =>
  (name.split(/[/\\]/).at(-1) ?? '').normalize('NFC').replace(CONTROL, '').trim().slice(0, 200) ||
  'file'

/**
 * Streams the files of a request to a folder of its own that only this user can read, hands them to
 * `use`, and removes the folder whatever happens. Files over a cap are not kept, but the request is
 * read to its end, so that the browser shows our sentence and not a broken connection.
 */
export async function withUpload<T>(
  request: FastifyRequest,
  temporaryFolder: string,
  caps: UploadCaps,
  use: (upload: Upload) => Promise<Result<T>>,
): Promise<Result<T>> {
  if (Number(request.headers['content-length'] ?? 0) > caps.totalBytes * 2) {
    throw new Refused(413, 'upload-too-large')
  }
  const folder = await mkdtemp(join(temporaryFolder, 'upload-'))
  try {
    const arrived = await take(request, folder, caps).catch((error: unknown) => {
      throw isBrokenOff(error) ? new Refused(400, 'upload-broken-off') : error
    })
    return arrived.ok ? await use(arrived.value) : arrived
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What the multipart parser says of a body that ends early or is none; it gives no code. */
const isBrokenOff = (error: unknown): boolean =>
  error instanceof Error &&
  /multipart|part terminated|part header|content-type/i.test(error.message)

async function take(
  request: FastifyRequest,
  folder: string,
  caps: UploadCaps,
): Promise<Result<Upload>> {
  const files: ArrivedFile[] = []
  const fields = new Map<string, string>()
  let trouble: Problem | null = null
  let total = 0
  const parts = request.parts({
    limits: {
      fileSize: caps.fileBytes,
      files: caps.files + 1,
      fields: 20,
      fieldSize: 1000,
      fieldNameSize: 100,
      headerPairs: 20,
    },
  })
  for await (const part of parts) {
    if (part.type === 'field') {
      fields.set(part.fieldname, String(part.value))
      continue
    }
    const name = tidyName(part.filename ?? '')
    const path = join(folder, String(files.length))
    const digest = createHash('sha256')
    let size = 0
    const measured = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        size += chunk.length
        total += chunk.length
        digest.update(chunk)
        done(null, trouble ? undefined : chunk)
      },
    })
    await pipeline(part.file, measured, createWriteStream(path, { mode: 0o600, flags: 'w' }))
    if (!part.filename && size === 0) continue
    if (part.file.truncated) {
      trouble ??= {
        code: 'file-too-large',
        sentence: `“${name}” is larger than ${megabytes(caps.fileBytes)}. Save the sheets that Fairload reads as a workbook of their own, and choose that.`,
      }
    } else if (total > caps.totalBytes) {
      trouble ??= {
        code: 'upload-too-large',
        sentence: `These files are larger than ${megabytes(caps.totalBytes)} together. Choose fewer at a time.`,
      }
    } else if (files.length >= caps.files) {
      trouble ??= {
        code: 'too-many-files',
        sentence: `Choose at most ${caps.files} files at a time.`,
      }
    }
    if (!trouble) files.push({ name, path, size, sha256: digest.digest('hex') })
  }
  if (trouble) return fail(trouble)
  if (files.length === 0) {
    return fail({ code: 'no-file', sentence: 'Choose at least one file.' })
  }
  return ok({ files, fields })
}
