import type { Result } from '../../kit/index.ts'
import { fail, ok } from '../../kit/index.ts'
import { Archive } from './archive.ts'
import { NumberCells } from './cells.ts'
import { problemOf, ReadFault, readProblem, refuse } from './problems.ts'
import { readSharedStrings, SharedStrings } from './shared-strings.ts'
import { SheetScanner } from './sheet-scanner.ts'
import type { Limits, OpenedFile, Row, Sheet } from './types.ts'
import { readWorkbook } from './workbook-parts.ts'
import type { ListedSheet, Workbook } from './workbook-parts.ts'
import { BrokenXml } from './xml-scanner.ts'

/**
 * Opens a workbook that is a zip of XML parts. Sheets stream: memory holds one piece of one sheet
 * and the shared strings.
 * @throws ReadFault
 */
export async function openXlsx(path: string, limits: Limits): Promise<OpenedFile> {
  const archive = await Archive.open(path, limits)
  try {
    if (archive.encrypted) refuse('password-protected')
    refuseOtherKinds(archive)
    const workbook = await readWorkbook(archive, limits)
    const book = new OpenWorkbook(archive, workbook, limits)
    return {
      format: 'xlsx',
      sheets: workbook.sheets.map((sheet) => book.sheet(sheet)),
      notices: noticesOf(workbook),
      close: () => {
        archive.close()
        return Promise.resolve()
      },
    }
  } catch (error) {
    archive.close()
    throw error
  }
}

/** Zips that are no workbook of this kind, told by the parts that only they have. */
function refuseOtherKinds(archive: Archive): void {
  if (archive.has('xl/workbook.bin')) refuse('xlsb-not-supported')
  if (archive.has('word/document.xml')) refuse('word-not-workbook')
  if (archive.has('ppt/presentation.xml')) refuse('powerpoint-not-workbook')
  if (archive.has('index/document.iwa') || archive.has('index.zip')) refuse('numbers-not-supported')
  if (archive.has('mimetype') && archive.has('content.xml')) refuse('ods-not-supported')
  if (!archive.has('[content_types].xml') && !archive.has('xl/workbook.xml'))
    refuse('zip-not-workbook')
}

function noticesOf(workbook: Workbook): OpenedFile['notices'] {
  const notices: OpenedFile['notices'] = []
  if (workbook.date1904)
    notices.push({
      code: 'dates-1904',
      sentence:
        'The workbook counts its dates from 1904, as older Excel for Mac does; they were read so.',
    })
  if (workbook.hasMacros)
    notices.push({
      code: 'macros-ignored',
      sentence: 'The workbook holds macros. They were not run and not kept.',
    })
  if (workbook.otherSheets > 0)
    notices.push({
      code: 'chart-sheets-ignored',
      sentence:
        'The workbook has sheets that hold a chart instead of cells. They were passed over.',
    })
  return notices
}

class OpenWorkbook {
  readonly #archive: Archive
  readonly #workbook: Workbook
  readonly #limits: Limits
  readonly #numbers: NumberCells
  #strings: Promise<SharedStrings> | null = null
  /** Filled cells by sheet part, so that reading a sheet twice is not counted twice. */
  readonly #cells = new Map<string, number>()

  constructor(archive: Archive, workbook: Workbook, limits: Limits) {
    this.#archive = archive
    this.#workbook = workbook
    this.#limits = limits
    this.#numbers = new NumberCells(workbook.date1904)
  }

  sheet(listed: ListedSheet): Sheet {
    return {
      name: listed.name,
      hidden: listed.hidden,
      read: (each) => this.#read(listed, each),
    }
  }

  async #read(
    listed: ListedSheet,
    each: (row: Row) => boolean | void,
  ): Promise<Result<{ rows: number }>> {
    try {
      this.#strings ??= this.#readStrings()
      return ok({ rows: await this.#scan(listed, await this.#strings, each) })
    } catch (error) {
      return fail(problemOf(error))
    }
  }

  #readStrings(): Promise<SharedStrings> {
    const part = this.#workbook.sharedStringsPart
    return part === null
      ? Promise.resolve(new SharedStrings())
      : readSharedStrings(this.#archive, part, this.#limits)
  }

  async #scan(
    listed: ListedSheet,
    strings: SharedStrings,
    each: (row: Row) => boolean | void,
  ): Promise<number> {
    const { part, name } = listed
    let others = 0
    for (const [other, cells] of this.#cells) if (other !== part) others += cells
    const most = this.#limits.cells - others
    let cells = 0
    const scanner = new SheetScanner(
      {
        name,
        limits: this.#limits,
        shows: this.#workbook.shows,
        numbers: this.#numbers,
        strings,
        countCell: () => ++cells <= most,
      },
      each,
    )
    try {
      await this.#archive.read(part, (piece) => {
        scanner.write(piece)
        return !scanner.enough
      })
      scanner.end()
    } catch (error) {
      if (error instanceof BrokenXml)
        throw new ReadFault(readProblem('damaged-sheet', name, scanner.near))
      throw error
    } finally {
      this.#cells.set(part, Math.max(cells, this.#cells.get(part) ?? 0))
    }
    return scanner.rows
  }
}
