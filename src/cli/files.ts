import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { fail, isoDate, ok, type IsoDate, type Problem, type Result } from '../kit/index.ts'
import type { Finding } from '../core/model/index.ts'
import { readFiles, type Reading, type UploadedFile } from '../intake/index.ts'
import { progressLine, type Terminal } from './command.ts'

/** The files named on the command line, each there and a file; a folder is refused with a sentence. */
export async function filesNamed(paths: string[]): Promise<Result<UploadedFile[], Problem>> {
  const files: UploadedFile[] = []
  for (const path of paths) {
    const found = await stat(path).catch(() => null)
    if (!found) {
      return fail({
        code: 'no-such-file',
        sentence: `There is no file at ${path}. Check the spelling and the folder.`,
      })
    }
    if (!found.isFile()) {
      return fail({
        code: 'not-a-file',
        sentence: `${path} is a folder. Name the files in it, for example ${path}/*.xlsx.`,
      })
    }
    files.push({ name: basename(path), path })
  }
  return ok(files)
}

/** Reads files with progress on stderr; nothing is remembered from one run to the next. */
export async function readNamed(files: UploadedFile[], terminal: Terminal): Promise<Reading> {
  const line = progressLine(terminal)
  const reading = await readFiles(files, {
    answers: new Map(),
    today: terminal.today() as IsoDate,
    onProgress: ({ file, stage, rows }) =>
      line.show(`${file}: ${stage}${rows > 0 ? `, ${rows.toLocaleString('en-GB')} rows` : ''}`),
  })
  line.clear()
  return reading
}

/** Tells of every file that cannot be used; true where there was one. */
export function tellProblems(reading: Reading, terminal: Terminal): boolean {
  const unusable = reading.files.filter((file) => file.problem)
  for (const file of unusable) terminal.err(`${file.name}: ${file.problem?.sentence ?? ''}\n`)
  return unusable.length > 0
}

export function dayGiven(text: string): Result<IsoDate, Problem> {
  const day = isoDate(text)
  return day
    ? ok(day)
    : fail({
        code: 'usage',
        sentence: `--on ${text} is not a day. Write it as 2026-09-30.`,
      })
}

/** `List 8, row 214, “Date Started”: what to do`, for a person at a terminal. */
export function findingLine({ sheet, row, column, sentence }: Finding): string {
  const where = [
    sheet,
    row === null ? null : `row ${row}`,
    column === null ? null : `“${column}”`,
  ].filter((part) => part !== null)
  return where.length === 0 ? sentence : `${where.join(', ')}: ${sentence}`
}
