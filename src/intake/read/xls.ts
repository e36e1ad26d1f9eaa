import { readFile } from 'node:fs/promises'
import type { CellObject, WorkSheet } from '@e965/xlsx'
import type { Result } from '../../kit/index.ts'
import { fail, ok } from '../../kit/index.ts'
import { errorCell, FALSE, NumberCells, textCell, TRUE } from './cells.ts'
import { columnLetters } from './columns.ts'
import { xlsBytes } from './limits.ts'
import { showOfCode } from './number-format.ts'
import { problemOf, ReadFault, readProblem, refuse } from './problems.ts'
import type { Cell, Limits, OpenedFile, Row } from './types.ts'

/** Error values by their code in the file ([MS-XLS] 2.5.10). */
const errors: ReadonlyMap<number, string> = new Map([
  [0x00, '#NULL!'],
  [0x07, '#DIV/0!'],
  [0x0f, '#VALUE!'],
  [0x17, '#REF!'],
  [0x1d, '#NAME?'],
  [0x24, '#NUM!'],
  [0x2a, '#N/A'],
  [0x2b, '#GETTING_DATA'],
])

/**
 * Opens a legacy workbook (Excel 2 to 2003) with SheetJS, which holds it whole; hence its own cap.
 * The library is loaded only here: no other file needs it.
 * @throws ReadFault xls-too-large, password-protected, damaged-xls, too-many-sheets, no-sheets
 */
export async function openXls(path: string, bytes: number, limits: Limits): Promise<OpenedFile> {
  if (bytes > xlsBytes) refuse('xls-too-large', xlsBytes)
  const { read } = await import('@e965/xlsx')
  const file = await readFile(path)
  let book: ReturnType<typeof read>
  try {
    book = read(file, {
      type: 'buffer',
      dense: true,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      cellFormula: false,
    })
  } catch (error) {
    const locked = error instanceof Error && /password|encrypt/i.test(error.message)
    throw new ReadFault(readProblem(locked ? 'password-protected' : 'damaged-xls'))
  }
  if (book.SheetNames.length > limits.sheets)
    refuse('too-many-sheets', book.SheetNames.length, limits.sheets)
  if (book.SheetNames.length === 0) refuse('no-sheets')
  const date1904 = book.Workbook?.WBProps?.date1904 === true
  const reader = new SheetReader(limits, new NumberCells(date1904))
  return {
    format: 'xls',
    notices: date1904
      ? [
          {
            code: 'dates-1904',
            sentence:
              'The workbook counts its dates from 1904, as older Excel for Mac does; they were read so.',
          },
        ]
      : [],
    sheets: book.SheetNames.map((name, index) => ({
      name,
      hidden: (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0,
      read: (each) => Promise.resolve(reader.read(name, sheetOf(book.Sheets, name), each)),
    })),
    close: () => Promise.resolve(),
  }
}

/** A sheet may be named `__proto__`: only what the library itself put there counts. */
function sheetOf(sheets: Record<string, WorkSheet>, name: string): WorkSheet | undefined {
  return Object.hasOwn(sheets, name) ? sheets[name] : undefined
}

class SheetReader {
  readonly #limits: Limits
  readonly #numbers: NumberCells
  readonly #counts = new Map<string, number>()

  constructor(limits: Limits, numbers: NumberCells) {
    this.#limits = limits
    this.#numbers = numbers
  }

  read(
    name: string,
    sheet: WorkSheet | undefined,
    each: (row: Row) => boolean | void,
  ): Result<{ rows: number }> {
    try {
      return ok({ rows: this.#rows(name, sheet?.['!data'] ?? [], each) })
    } catch (error) {
      return fail(problemOf(error))
    }
  }

  #rows(
    name: string,
    data: readonly (readonly (CellObject | undefined)[] | undefined)[],
    each: (row: Row) => boolean | void,
  ): number {
    let others = 0
    for (const [other, cells] of this.#counts) if (other !== name) others += cells
    let rows = 0
    let count = 0
    for (let r = 0; r < data.length; r++) {
      const cells: (Cell | undefined)[] = []
      const source = data[r] ?? []
      for (let column = 0; column < source.length; column++) {
        const held = source[column]
        const cell = held ? this.#cell(held) : null
        if (cell === null) continue
        this.#check(name, cell, column, r + 1)
        while (cells.length < column) cells.push(undefined)
        cells.push(cell)
        count++
      }
      this.#counts.set(name, count)
      if (others + count > this.#limits.cells) refuse('too-many-cells', name, this.#limits.cells)
      if (cells.length === 0) continue
      rows++
      if (each({ number: r + 1, cells }) === false) break
    }
    return rows
  }

  #check(name: string, cell: Cell, column: number, row: number): void {
    const { columns, cellChars } = this.#limits
    const where = `${columnLetters(column)}${row}`
    if (column >= columns) refuse('too-many-columns', name, where, columns)
    if (cell.text.length > cellChars)
      refuse('cell-too-long', `Cell ${where} of sheet “${name.slice(0, 31)}”`, cellChars)
  }

  #cell(held: CellObject): Cell | null {
    switch (held.t) {
      case 'n':
        return typeof held.v === 'number'
          ? this.#numbers.make(held.v, showOfCode(String(held.z ?? 'General')))
          : null
      case 's':
        return typeof held.v === 'string' && held.v !== '' ? textCell(held.v) : null
      case 'b':
        return held.v === true ? TRUE : FALSE
      case 'e':
        return errorCell(errors.get(Number(held.v)) ?? '#N/A')
      default:
        return null
    }
  }
}
