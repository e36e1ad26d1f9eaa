import { open, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import type { Result } from '../../kit/index.ts'
import { fail, ok } from '../../kit/index.ts'
import { openCsv } from './csv.ts'
import { defaultLimits } from './limits.ts'
import { problemOf, refuse } from './problems.ts'
import { sniff } from './sniff.ts'
import type { Sniffed } from './sniff.ts'
import type { Limits, OpenedFile } from './types.ts'
import { openXls } from './xls.ts'
import { openXlsx } from './xlsx.ts'

/**
 * Opens a workbook, CSV or XML file for reading. What it is, its bytes say; never its name's ending.
 *
 * @param path where the file lies
 * @param name what its owner called it; a CSV's sheet is named after it
 * @returns the file with its sheets yet unread, to be closed by the caller; or the problem that
 *   says why it cannot be used (`problems.ts` has them all). A fault inside a sheet shows only
 *   when that sheet is read: a caller must read what it uses to the end before it trusts any of it.
 */
export async function openFile(
  path: string,
  name: string,
  limits: Limits = defaultLimits,
): Promise<Result<OpenedFile>> {
  let file: FileHandle | null = null
  try {
    // Before opening: to open a pipe waits for its writer, perhaps for ever.
    const found = await stat(path).catch(() => refuse('cannot-open'))
    if (!found.isFile()) refuse('not-a-file')
    if (found.size === 0) refuse('empty-file')
    if (found.size > limits.fileBytes) refuse('file-too-large', limits.fileBytes)
    file = await open(path, 'r').catch(() => refuse('cannot-open'))
    return ok(await openAs(await sniff(file), file, path, name, found.size, limits))
  } catch (error) {
    return fail(problemOf(error))
  } finally {
    await file?.close()
  }
}

async function openAs(
  kind: Sniffed,
  file: FileHandle,
  path: string,
  name: string,
  bytes: number,
  limits: Limits,
): Promise<OpenedFile> {
  switch (kind) {
    case 'zip':
      return openXlsx(path, limits)
    case 'xls':
      return openXls(path, bytes, limits)
    case 'xml':
      return { format: 'xml', sheets: [], notices: [], close: () => Promise.resolve() }
    case 'text':
      return openCsv(path, name, file, limits)
  }
}
