import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, ok, type Problem, type Result } from '../kit/index.ts'

const BYTES = 32

/**
 * The key under which authenticators' secrets are encrypted. It lies beside the database, not in
 * it: a backup alone opens nothing. Made at the first start; `given` (base64) takes its place where
 * several machines serve one database.
 */
export async function houseKey(
  dataFolder: string,
  given: string | null,
): Promise<Result<Buffer, Problem>> {
  if (given !== null) {
    const key = Buffer.from(given, 'base64')
    return key.length === BYTES
      ? ok(key)
      : fail({
          code: 'secret-not-a-key',
          sentence:
            'FAIRLOAD_SECRET is not 32 bytes in base64. Make one with “openssl rand -base64 32”, or leave it out.',
        })
  }
  const path = join(dataFolder, 'house.key')
  await mkdir(dataFolder, { recursive: true, mode: 0o755 })
  try {
    // Made whole or not at all, and never over one that is there.
    const file = await open(path, 'wx', 0o600)
    try {
      await file.writeFile(randomBytes(BYTES))
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    if (!isThere) throw error
  }
  const key = await readFile(path)
  return key.length === BYTES
    ? ok(key)
    : fail({
        code: 'house-key-damaged',
        sentence: `${path} is not a key of ${BYTES} bytes. Put back the one from your backup of the data folder; without it, give everybody a new set-up code with “fairload user reset”.`,
      })
}
