import type { Archive } from './archive.ts'
import type { Limits } from './types.ts'
import { refuse, readProblem, ReadFault } from './problems.ts'
import { textCell } from './cells.ts'
import type { Cell } from './types.ts'
import { BrokenXml, XmlScanner } from './xml-scanner.ts'

const SLAB_BYTES = 1024 * 1024
const EMPTY = null

const SST = 1
const SI = 2
const T = 3
const R = 4
/** Phonetic readings of East Asian text: shown above the text, not part of it. */
const RPH = 5

/**
 * A workbook's shared strings. They are kept as bytes outside the heap and made into text when a
 * cell first asks, so that a table of a million strings weighs little more than it does in the file.
 */
export class SharedStrings {
  readonly #slabs: Buffer[] = []
  #slabUsed = SLAB_BYTES
  #starts = new Float64Array(1024)
  #lengths = new Uint32Array(1024)
  #count = 0
  #cells: (Cell | null | undefined)[] = []

  get count(): number {
    return this.#count
  }

  add(text: string): void {
    const length = Buffer.byteLength(text)
    if (this.#slabUsed + length > SLAB_BYTES) {
      this.#slabs.push(Buffer.allocUnsafeSlow(SLAB_BYTES))
      this.#slabUsed = 0
    }
    const slab = this.#slabs.length - 1
    this.#slabs[slab]?.write(text, this.#slabUsed)
    if (this.#count === this.#starts.length) this.#grow()
    this.#starts[this.#count] = slab * SLAB_BYTES + this.#slabUsed
    this.#lengths[this.#count] = length
    this.#slabUsed += length
    this.#count++
  }

  /** The cell of string `index`: null where it is empty, undefined where there is no such string. */
  cell(index: number): Cell | null | undefined {
    const known = this.#cells[index]
    if (known !== undefined) return known
    if (!(index >= 0 && index < this.#count)) return undefined
    if (this.#cells.length === 0) this.#cells = new Array<Cell | null | undefined>(this.#count)
    const start = this.#starts[index] ?? 0
    const length = this.#lengths[index] ?? 0
    const slab = Math.floor(start / SLAB_BYTES)
    const at = start - slab * SLAB_BYTES
    const cell =
      length === 0 ? EMPTY : textCell(this.#slabs[slab]?.toString('utf8', at, at + length) ?? '')
    this.#cells[index] = cell
    return cell
  }

  #grow(): void {
    const starts = new Float64Array(this.#starts.length * 2)
    starts.set(this.#starts)
    this.#starts = starts
    const lengths = new Uint32Array(this.#lengths.length * 2)
    lengths.set(this.#lengths)
    this.#lengths = lengths
  }
}

/**
 * Reads a workbook's shared string part.
 * @throws ReadFault damaged-workbook, cell-too-long, too-many-cells, and the archive's own
 */
export async function readSharedStrings(
  archive: Archive,
  part: string,
  limits: Limits,
): Promise<SharedStrings> {
  const strings = new SharedStrings()
  const scanner = new SharedStringScanner(strings, limits)
  try {
    await archive.read(part, (piece) => scanner.write(piece))
    scanner.end()
  } catch (error) {
    if (error instanceof BrokenXml) throw new ReadFault(readProblem('damaged-workbook', part))
    throw error
  }
  return strings
}

class SharedStringScanner extends XmlScanner {
  readonly #strings: SharedStrings
  readonly #limits: Limits
  #text = ''
  #inPhonetic = false

  constructor(strings: SharedStrings, limits: Limits) {
    super(
      [
        ['sst', SST],
        ['si', SI],
        ['t', T],
        ['r', R],
        ['rPh', RPH],
      ],
      limits.xmlDepth,
    )
    this.#strings = strings
    this.#limits = limits
  }

  protected override wantsText(code: number): boolean {
    return code === T && !this.#inPhonetic
  }

  protected override opened(code: number): void {
    if (code === SI) this.#text = ''
    else if (code === RPH) this.#inPhonetic = true
  }

  protected override closed(code: number, start: number, end: number): void {
    if (code === T) {
      if (!this.#inPhonetic) this.#text += this.text(start, end)
      if (this.#text.length > this.#limits.cellChars)
        refuse('cell-too-long', 'A cell of the workbook', this.#limits.cellChars)
    } else if (code === RPH) {
      this.#inPhonetic = false
    } else if (code === SI && this.parent === SST) {
      if (this.#strings.count >= this.#limits.cells)
        refuse('too-many-cells', 'the table of texts', this.#limits.cells)
      this.#strings.add(unescaped(this.#text))
    }
  }
}

/**
 * Workbooks write characters that XML cannot hold as `_x000D_`, and an underscore that would be
 * mistaken for one as `_x005F_`.
 */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}
