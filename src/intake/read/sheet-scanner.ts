import { isoDate } from '../../kit/index.ts'
import { dayCell, errorCell, FALSE, NO_VALUE, textCell, TRUE } from './cells.ts'
import type { NumberCells, NumberShow } from './cells.ts'
import { columnLetters } from './columns.ts'
import { lastRow } from './limits.ts'
import { readProblem, ReadFault, refuse } from './problems.ts'
import { unescaped } from './shared-strings.ts'
import type { SharedStrings } from './shared-strings.ts'
import type { Cell, Limits, Row } from './types.ts'
import { AMPERSAND, BrokenXml, XmlScanner } from './xml-scanner.ts'

const WORKSHEET = 1
const SHEET_DATA = 2
const ROW = 3
const C = 4
const V = 5
const F = 6
const IS = 7
const T = 8
const RPH = 9

/** The cell's `t`: how its value is written. */
const AS_NUMBER = 0
const AS_SHARED = 1
const AS_TEXT = 2
const AS_INLINE = 3
const AS_BOOLEAN = 4
const AS_ERROR = 5
const AS_ISO_DATE = 6

const SPACE = 0x20
const UNDERSCORE = 0x5f
const LETTER_R = 0x72
const LETTER_S = 0x73
const LETTER_T = 0x74
const DIGIT_0 = 0x30
const DIGIT_9 = 0x39

/** No sheet has a column past XFD. */
const LAST_COLUMN = 16_384

const SHORT_TEXT = 64
/** A power of two; 4,096 texts are the codes, teams and workers of a large authority. */
const RECENT_TEXTS = 4_096

const NUMBER: NumberShow = { as: 'number' }

/** What a sheet needs to know of its workbook. */
export interface SheetContext {
  name: string
  limits: Limits
  /** By style index (`s`), how a number is shown. */
  shows: readonly NumberShow[]
  numbers: NumberCells
  strings: SharedStrings
  /** Counts one more filled cell of the whole file; false where that is one too many. */
  countCell(): boolean
}

/**
 * Turns a worksheet's XML into rows. Rows may lack their number and cells their reference; cells
 * may stand in any order within their row. A stated dimension, merges and styled empty cells are
 * not read at all, so they can neither lie nor cost memory.
 */
export class SheetScanner extends XmlScanner {
  rows = 0
  /** True once `each` has asked for no more rows. */
  enough = false
  readonly #context: SheetContext
  readonly #each: (row: Row) => boolean | void
  #rowNumber = 0
  #rowNumbered = false
  #lastEmitted = 0
  #cells: (Cell | undefined)[] = []
  #filled = 0
  #column = -1
  #type = AS_NUMBER
  #style = 0
  #cell: Cell | null = null
  #formula = false
  #valued = false
  #inPhonetic = false
  readonly #recent = new Array<Cell | undefined>(RECENT_TEXTS)

  constructor(context: SheetContext, each: (row: Row) => boolean | void) {
    super(
      [
        ['c', C],
        ['v', V],
        ['row', ROW],
        ['is', IS],
        ['t', T],
        ['f', F],
        ['rPh', RPH],
        ['sheetData', SHEET_DATA],
        ['worksheet', WORKSHEET],
      ],
      context.limits.xmlDepth,
    )
    this.#context = context
    this.#each = each
  }

  /** Where the reading stands, for a sentence: `at row 12`. */
  get near(): string {
    return this.#rowNumber === 0
      ? 'at its beginning'
      : `at or after row ${this.#rowNumber.toLocaleString('en-GB')}`
  }

  protected override wantsText(code: number): boolean {
    return code === V || (code === T && !this.#inPhonetic)
  }

  protected override opened(code: number): void {
    if (code === C) {
      if (this.parent === ROW) this.#openCell()
    } else if (code === ROW) {
      if (this.parent === SHEET_DATA) this.#openRow()
    } else if (code === RPH) {
      this.#inPhonetic = true
    } else if (code === F) {
      this.#formula = true
    }
  }

  protected override closed(code: number, start: number, end: number): void {
    switch (code) {
      case V:
        if (this.parent === C) this.#value(start, end)
        return
      case C:
        if (this.parent === ROW) this.#closeCell()
        return
      case ROW:
        if (this.parent === SHEET_DATA) this.#closeRow()
        return
      case T:
        if (!this.#inPhonetic && this.#type === AS_INLINE) this.#inlineRun(start, end)
        return
      case RPH:
        this.#inPhonetic = false
        return
      case SHEET_DATA:
        // All that follows is layout: merges, filters, drawings, extensions.
        if (this.parent === WORKSHEET) this.halted = true
    }
  }

  #openRow(): void {
    this.#cells = []
    this.#filled = 0
    this.#column = -1
    this.#rowNumbered = false
    const bytes = this.bytes
    const attributes = this.attributes
    for (let i = 0; i < this.attributeCount; i++) {
      const at = i * 4
      const nameStart = attributes[at] ?? 0
      if ((attributes[at + 1] ?? 0) - nameStart === 1 && bytes[nameStart] === LETTER_R) {
        const number = this.#digits(attributes[at + 2] ?? 0, attributes[at + 3] ?? 0)
        if (number < 1) throw new BrokenXml()
        this.#startRow(number)
        return
      }
    }
    this.#rowNumber++
  }

  #startRow(number: number): void {
    if (number > lastRow) throw new BrokenXml()
    this.#rowNumber = number
    this.#rowNumbered = true
  }

  #openCell(): void {
    const bytes = this.bytes
    const attributes = this.attributes
    this.#type = AS_NUMBER
    this.#style = 0
    this.#cell = null
    this.#formula = false
    this.#valued = false
    let column = this.#column + 1
    for (let i = 0; i < this.attributeCount; i++) {
      const at = i * 4
      const nameStart = attributes[at] ?? 0
      if ((attributes[at + 1] ?? 0) - nameStart !== 1) continue
      const start = attributes[at + 2] ?? 0
      const end = attributes[at + 3] ?? 0
      const name = bytes[nameStart]
      if (name === LETTER_R) column = this.#reference(start, end)
      else if (name === LETTER_T) this.#type = typeOf(bytes, start, end)
      else if (name === LETTER_S) this.#style = this.#digits(start, end)
    }
    this.#column = column
  }

  /** The column of a reference such as `AB12`; its row stands in where the row has no number. */
  #reference(start: number, end: number): number {
    const bytes = this.bytes
    let column = 0
    let at = start
    for (; at < end; at++) {
      const letter = (bytes[at] ?? 0) & 0xdf
      if (letter < 0x41 || letter > 0x5a) break
      column = column * 26 + (letter - 0x40)
      if (column > LAST_COLUMN) throw new BrokenXml()
    }
    if (column === 0) throw new BrokenXml()
    if (!this.#rowNumbered) {
      const row = this.#digits(at, end)
      if (row < 1) throw new BrokenXml()
      this.#startRow(row)
    }
    return column - 1
  }

  /** The whole number written there, or -1. */
  #digits(start: number, end: number): number {
    const bytes = this.bytes
    if (end <= start || end - start > 9) return -1
    let number = 0
    for (let at = start; at < end; at++) {
      const byte = bytes[at] ?? 0
      if (byte < DIGIT_0 || byte > DIGIT_9) return -1
      number = number * 10 + (byte - DIGIT_0)
    }
    return number
  }

  #value(start: number, end: number): void {
    this.#valued = true
    const { numbers, shows, strings } = this.#context
    switch (this.#type) {
      case AS_SHARED: {
        const index = this.inOnePiece ? this.#digits(start, end) : -1
        const cell = strings.cell(index >= 0 ? index : Number(this.text(start, end).trim() || -1))
        if (cell === undefined) throw new BrokenXml()
        this.#cell = cell
        return
      }
      case AS_NUMBER: {
        const whole = this.inOnePiece ? this.#digits(start, end) : -1
        const show = shows[this.#style] ?? NUMBER
        if (whole >= 0) {
          this.#cell = numbers.make(whole, show)
          return
        }
        const written = this.text(start, end).trim()
        if (written === '') return
        const number = Number(written)
        this.#cell = Number.isFinite(number) ? numbers.make(number, show) : this.#text(written)
        return
      }
      case AS_BOOLEAN: {
        const written = this.text(start, end).trim()
        if (written !== '') this.#cell = written === '0' || written === 'false' ? FALSE : TRUE
        return
      }
      case AS_ERROR: {
        const written = this.text(start, end)
        this.#checkLength(written)
        if (written !== '') this.#cell = errorCell(written)
        return
      }
      case AS_ISO_DATE: {
        const written = this.text(start, end).trim()
        const match = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::(\d\d))?.*)?$/.exec(written)
        const day = match ? isoDate(match[1] ?? '') : null
        const seconds = match?.[3] === undefined || match[3] === '00' ? '' : `:${match[3]}`
        this.#cell = day ? dayCell(day, `${match?.[2] ?? ''}${seconds}`) : this.#text(written)
        return
      }
      case AS_TEXT:
      case AS_INLINE:
        this.#cell = this.#textOf(start, end)
    }
  }

  /** Inline text comes in one run, or in several where parts of it look different. */
  #inlineRun(start: number, end: number): void {
    const before = this.#cell
    if (before === null) {
      this.#cell = this.#textOf(start, end)
      return
    }
    const joined = before.text + unescaped(this.text(start, end))
    this.#checkLength(joined)
    this.#cell = textCell(joined)
  }

  /**
   * The text there as a cell. A list holds few different short texts many times over, so the last
   * ones seen are kept by hash: no new text is made for one that is the same byte for byte.
   */
  #textOf(start: number, end: number): Cell | null {
    const length = end - start
    if (length === 0 || length > SHORT_TEXT || !this.inOnePiece)
      return this.#text(this.text(start, end))
    const bytes = this.bytes
    let hash = length
    for (let at = start; at < end; at++) {
      const byte = bytes[at] ?? 0
      if (byte >= 0x80 || byte < SPACE || byte === AMPERSAND || byte === UNDERSCORE)
        return this.#text(this.text(start, end))
      hash = Math.imul(hash ^ byte, 0x0100_0193)
    }
    const slot = (hash ^ (hash >>> 13)) & (RECENT_TEXTS - 1)
    const known = this.#recent[slot]
    if (known !== undefined && this.#stands(known.text, start, length)) return known
    const cell = textCell(bytes.toString('latin1', start, end))
    this.#recent[slot] = cell
    return cell
  }

  #stands(text: string, start: number, length: number): boolean {
    if (text.length !== length) return false
    const bytes = this.bytes
    for (let i = 0; i < length; i++) if (text.charCodeAt(i) !== bytes[start + i]) return false
    return true
  }

  #text(written: string): Cell | null {
    this.#checkLength(written)
    return written === '' ? null : textCell(unescaped(written))
  }

  #checkLength(text: string): void {
    if (text.length > this.#context.limits.cellChars)
      refuse('cell-too-long', this.#where(), this.#context.limits.cellChars)
  }

  #where(): string {
    return `Cell ${columnLetters(this.#column)}${this.#rowNumber} of sheet “${this.#context.name.slice(0, 31)}”`
  }

  #closeCell(): void {
    if (this.#cell === null && this.#formula && !this.#valued) this.#cell = NO_VALUE
    const cell = this.#cell
    if (cell === null) return
    const { limits, name } = this.#context
    const column = this.#column
    if (column >= limits.columns)
      refuse('too-many-columns', name, `${columnLetters(column)}${this.#rowNumber}`, limits.columns)
    if (!this.#context.countCell()) refuse('too-many-cells', name, limits.cells)
    const cells = this.#cells
    while (cells.length < column) cells.push(undefined)
    cells[column] = cell
    this.#filled++
  }

  #closeRow(): void {
    const number = this.#rowNumber
    if (number > lastRow) throw new BrokenXml()
    if (this.#filled === 0) return
    if (number <= this.#lastEmitted)
      throw new ReadFault(readProblem('rows-out-of-order', this.#context.name, number))
    this.#lastEmitted = number
    this.rows++
    if (this.#each({ number, cells: this.#cells }) !== false) return
    this.enough = true
    this.halted = true
  }
}

/** `s`, `n`, `b`, `e`, `d`, `str` or `inlineStr`; anything else is a number, as by default. */
function typeOf(bytes: Buffer, start: number, end: number): number {
  if (end - start === 1) {
    switch (bytes[start]) {
      case LETTER_S:
        return AS_SHARED
      case 0x62:
        return AS_BOOLEAN
      case 0x65:
        return AS_ERROR
      case 0x64:
        return AS_ISO_DATE
    }
    return AS_NUMBER
  }
  if (end - start === 3) return AS_TEXT
  return end - start === 9 ? AS_INLINE : AS_NUMBER
}
