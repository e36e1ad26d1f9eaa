import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import type { FileHandle } from 'node:fs/promises'
import { CsvError, parse } from 'csv-parse'
import type { Parser } from 'csv-parse'
import type { Result } from '../../kit/index.ts'
import { fail, ok } from '../../kit/index.ts'
import { textCell } from './cells.ts'
import { columnLetters } from './columns.ts'
import { problemOf, ReadFault, readProblem, refuse } from './problems.ts'
import { utf16Of } from './sniff.ts'
import type { Cell, Limits, OpenedFile, Row } from './types.ts'

const PIECE_BYTES = 128 * 1024
const HEAD_CHARS = 64 * 1024
/** A record past this holds a quotation mark that never closes. */
const MOST_RECORD_BYTES = 2 * 1024 * 1024

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
type Delimiter = ',' | ';' | '\t'

/**
 * Opens delimited text. UTF-16 is known by its mark or its noughts; what is not strictly UTF-8 to
 * its last byte is read as windows-1252, and said so. Comma, semicolon or tab is chosen by which
 * of them divides the first records into the most and the evenest columns; Excel's own `sep=;`
 * line is obeyed. Row numbers count records, blank ones too, as Excel shows them.
 * @throws ReadFault empty-file, cannot-open
 */
export async function openCsv(
  path: string,
  name: string,
  file: FileHandle,
  limits: Limits,
): Promise<OpenedFile> {
  const { encoding, head } = await encodingOf(file)
  const { delimiter, skip } = delimiterOf(head)
  const notices: OpenedFile['notices'] = []
  if (encoding === 'windows-1252')
    notices.push({
      code: 'encoding-assumed',
      sentence:
        'The file is not UTF-8, so it was read as Windows text (windows-1252). If letters with accents look wrong, export it again as UTF-8.',
    })
  return {
    format: 'csv',
    notices,
    sheets: [
      {
        name: basename(name).replace(/\.[^.]*$/, '') || name,
        hidden: false,
        read: (each) => readRows(path, { encoding, delimiter, skip }, limits, each),
      },
    ],
    close: () => Promise.resolve(),
  }
}

interface Dialect {
  encoding: Encoding
  delimiter: Delimiter
  /** Records to pass over at the top: the `sep=` line, which Excel does not show as a row. */
  skip: number
}

async function readRows(
  path: string,
  dialect: Dialect,
  limits: Limits,
  each: (row: Row) => boolean | void,
): Promise<Result<{ rows: number }>> {
  const source = createReadStream(path, { highWaterMark: PIECE_BYTES })
  const parser = parse({
    bom: true,
    delimiter: dialect.delimiter,
    from: dialect.skip + 1,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: MOST_RECORD_BYTES,
  })
  const reader = new RecordReader(limits, each)
  try {
    const fed = feed(source, parser, dialect.encoding)
    for await (const record of parser as AsyncIterable<string[]>) if (!reader.take(record)) break
    parser.destroy()
    source.destroy()
    await fed
    return ok({ rows: reader.rows })
  } catch (error) {
    return fail(problemOf(asFault(error, reader.records + 1)))
  } finally {
    source.destroy()
    parser.destroy()
  }
}

/** Feeds the parser UTF-8 bytes, whatever the file is written in; ends when either side does. */
async function feed(
  source: AsyncIterable<Buffer> & { destroyed: boolean },
  parser: Parser,
  encoding: Encoding,
): Promise<void> {
  const decoder = encoding === 'utf-8' ? null : new TextDecoder(encoding)
  try {
    for await (const piece of source) {
      if (parser.destroyed) return
      const bytes = decoder ? Buffer.from(decoder.decode(piece, { stream: true })) : piece
      if (!parser.write(bytes)) await drained(parser)
    }
    if (!parser.destroyed) parser.end()
  } catch (error) {
    if (!parser.destroyed) parser.destroy(error instanceof Error ? error : undefined)
  }
}

function drained(parser: Parser): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      parser.off('drain', done)
      parser.off('close', done)
      resolve()
    }
    parser.on('drain', done)
    parser.on('close', done)
  })
}

function asFault(error: unknown, record: number): unknown {
  if (error instanceof CsvError) return new ReadFault(readProblem('csv-row-too-long', record))
  if (error instanceof Error && 'syscall' in error) return new ReadFault(readProblem('cannot-open'))
  return error
}

class RecordReader {
  rows = 0
  records = 0
  #cells = 0
  readonly #limits: Limits
  readonly #each: (row: Row) => boolean | void

  constructor(limits: Limits, each: (row: Row) => boolean | void) {
    this.#limits = limits
    this.#each = each
  }

  /** Takes the next record; false where no more are wanted. */
  take(record: readonly string[]): boolean {
    const number = ++this.records
    const cells: (Cell | undefined)[] = []
    let filled = 0
    for (let column = 0; column < record.length; column++) {
      const text = record[column] ?? ''
      if (text === '') continue
      this.#check(text, column, number)
      while (cells.length < column) cells.push(undefined)
      cells.push(textCell(text))
      filled++
    }
    this.#cells += filled
    if (this.#cells > this.#limits.cells) refuse('too-many-cells', 'the CSV', this.#limits.cells)
    if (filled === 0) return true
    this.rows++
    return this.#each({ number, cells }) !== false
  }

  #check(text: string, column: number, row: number): void {
    const { columns, cellChars } = this.#limits
    const cell = `${columnLetters(column)}${row}`
    if (column >= columns) refuse('too-many-columns', 'the CSV', cell, columns)
    if (text.length > cellChars) refuse('cell-too-long', `Cell ${cell} of the CSV`, cellChars)
  }
}

/** Reads the whole file once: only its last byte can show that it is not UTF-8. */
async function encodingOf(file: FileHandle): Promise<{ encoding: Encoding; head: string }> {
  const piece = Buffer.alloc(PIECE_BYTES)
  let head: Buffer | null = null
  let held = 0
  let position = 0
  let utf8 = true
  for (;;) {
    const { bytesRead } = await file.read(piece, held, PIECE_BYTES - held, position)
    position += bytesRead
    const length = held + bytesRead
    if (head === null) {
      head = Buffer.from(piece.subarray(0, length))
      const wide = utf16Of(head)
      if (wide) return { encoding: wide, head: headText(head, wide) }
    }
    if (bytesRead === 0) {
      utf8 &&= held === 0
      break
    }
    const whole = lastWholeCharacter(piece, length)
    if (!isUtf8(piece.subarray(0, whole))) {
      utf8 = false
      break
    }
    piece.copyWithin(0, whole, length)
    held = length - whole
  }
  const encoding = utf8 ? 'utf-8' : 'windows-1252'
  return { encoding, head: headText(head, encoding) }
}

function headText(head: Buffer, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(head).slice(0, HEAD_CHARS)
}

/** The end of the last UTF-8 character that is not cut off by the end of `length` bytes. */
function lastWholeCharacter(bytes: Buffer, length: number): number {
  for (let back = 1; back <= Math.min(3, length); back++) {
    const byte = bytes[length - back] ?? 0
    if (byte < 0x80) return length
    if (byte >= 0xc0) {
      const wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return wanted > back ? length - back : length
    }
  }
  return length
}

const delimiters: readonly Delimiter[] = [',', ';', '\t']

/** The delimiter of the first records of a file, and how many of its records are no rows. */
export function delimiterOf(head: string): { delimiter: Delimiter; skip: number } {
  const text = head.replace(/^\ufeff/, '')
  const stated = /^"?sep=([,;\t])"?\r?(?:\n|$)/i.exec(text)
  if (stated) return { delimiter: delimiters.find((d) => d === stated[1]) ?? ',', skip: 1 }
  let best: Delimiter = ','
  let bestScore = 0
  for (const delimiter of delimiters) {
    const score = evenness(columnCounts(text, delimiter))
    if (score > bestScore) {
      best = delimiter
      bestScore = score
    }
  }
  return { delimiter: best, skip: 0 }
}

/** The usual count of columns, weighed by the share of records that have it; 0 for one column. */
function evenness(counts: readonly number[]): number {
  const times = new Map<number, number>()
  for (const columns of counts) times.set(columns, (times.get(columns) ?? 0) + 1)
  let score = 0
  for (const [columns, records] of times)
    if (columns > 1) score = Math.max(score, (columns - 1) * (records / counts.length) ** 2)
  return score
}

/** Columns of each of the first 30 records that are not blank, quotes heeded. */
function columnCounts(text: string, delimiter: Delimiter): number[] {
  const counts: number[] = []
  let columns = 1
  let quoted = false
  let blank = true
  for (let i = 0; i < text.length && counts.length < 30; i++) {
    const char = text.charAt(i)
    if (char === '"') {
      quoted = !quoted
    } else if (!quoted && char === delimiter) {
      columns++
    } else if (!quoted && (char === '\n' || char === '\r')) {
      if (!blank) counts.push(columns)
      columns = 1
      blank = true
      continue
    }
    blank = false
  }
  if (!blank && counts.length === 0) counts.push(columns)
  return counts
}
