import { isUtf8 } from 'node:buffer'
import { xmlNodeChars } from './limits.ts'
import { refuse } from './problems.ts'
import { markedEncoding } from './xml-part.ts'

const TAB = 0x09
const LF = 0x0a
const CR = 0x0d
const SPACE = 0x20
const BANG = 0x21
const QUOTE = 0x22
const AMP = 0x26
const APOSTROPHE = 0x27
const DASH = 0x2d
const SLASH = 0x2f
const COLON = 0x3a
const LESS = 0x3c
const EQUALS = 0x3d
const GREATER = 0x3e
const QUESTION = 0x3f

/** A tag's further attributes are checked but not kept; a row or cell has at most a dozen. */
const MOST_ATTRIBUTES = 64

const isSpace = (byte: number): boolean =>
  byte === SPACE || byte === LF || byte === TAB || byte === CR

/** The XML is not well formed; the caller knows which sheet or part it is and says so. */
export class BrokenXml extends Error {}

/**
 * A streaming scanner of UTF-8 XML over raw bytes, for the two parts of a workbook that can be
 * large: sheets and shared strings. It makes no strings but those that a subclass asks for, which
 * is most of its speed. It understands prefixes, comments, CDATA, processing instructions, single
 * and double quotes, character references and pieces cut anywhere; it refuses DOCTYPE, checks that
 * tags match, and holds depth and node length to their caps.
 *
 * A subclass names the elements it knows by a code above 0; all others are code 0 and skipped.
 * Offsets handed to it (`bytes`, `attributes`, text ranges) are good during the call only.
 */
export abstract class XmlScanner {
  protected bytes: Buffer = Buffer.alloc(0)
  /** Set by a subclass that has seen enough: nothing further is scanned. */
  protected halted = false
  /** Name start, name end, value start and value end of each attribute of the tag being opened. */
  protected readonly attributes = new Int32Array(MOST_ATTRIBUTES * 4)
  protected attributeCount = 0

  /** The bytes at hand: the unfinished token of the last piece, then the piece itself. */
  #work: Buffer = Buffer.allocUnsafeSlow(512 * 1024)
  #rest = 0
  /** For the rare part in UTF-16; null for UTF-8, undefined before the first piece. */
  #decoder: TextDecoder | null | undefined
  /** Text collected since the last tag of a known element, where it came in several pieces. */
  #pieces: string[] = []
  #piecesLength = 0
  readonly #codes: Uint8Array
  /** The written name of each open element, as bytes, to hold its closing tag to. */
  readonly #names: Buffer[] = []
  readonly #maxDepth: number
  readonly #known: readonly (readonly [local: string, code: number])[]
  #expected: (Buffer | undefined)[] = []
  #prefixLength = 0
  #prefix: Buffer = Buffer.alloc(0)
  #depth = 0
  #sawRoot = false

  /** @param known local names of the elements to be told of, with their codes from 1 */
  constructor(known: readonly (readonly [local: string, code: number])[], maxDepth: number) {
    this.#known = known
    this.#maxDepth = maxDepth
    this.#codes = new Uint8Array(maxDepth + 1)
  }

  /** The code of the element that holds the one being opened or closed. */
  protected get parent(): number {
    return this.#depth < 2 ? 0 : (this.#codes[this.#depth - 2] ?? 0)
  }

  /** A known element begins; `attributes` are its own. Any element may be left as uninteresting. */
  protected abstract opened(code: number): void
  /**
   * A known element ends. Its own text stands in `bytes` from `start` to `end`, unless it came in
   * several pieces: `text(start, end)` gives it either way.
   */
  protected abstract closed(code: number, start: number, end: number): void
  /** Whether the text of the element of that code is wanted. */
  protected abstract wantsText(code: number): boolean

  /**
   * Scans one more piece.
   * @throws BrokenXml where the XML is not well formed, or one text, tag or comment is past
   *   millions of characters
   * @throws ReadFault doctype-refused, xml-too-deep, not-utf8
   */
  write(bytes: Buffer): void {
    if (this.halted) return
    const piece = this.#asUtf8(bytes)
    const rest = this.#rest
    const length = rest + piece.length
    if (length > this.#work.length) {
      const wider = Buffer.allocUnsafeSlow(length * 2)
      this.#work.copy(wider, 0, 0, rest)
      this.#work = wider
    }
    piece.copy(this.#work, rest)
    this.bytes = this.#work.subarray(0, length)
    const used = this.#scan()
    this.#rest = length - used
    // An unfinished token begins at 0 from here; none may grow past the longest honest one.
    this.#work.copyWithin(0, used, length)
    if (this.#rest > xmlNodeChars * 3) throw new BrokenXml()
  }

  #asUtf8(bytes: Buffer): Buffer {
    if (this.#decoder === undefined) {
      const encoding = markedEncoding(bytes)
      this.#decoder = encoding === null ? null : new TextDecoder(encoding)
    }
    return this.#decoder === null
      ? bytes
      : Buffer.from(this.#decoder.decode(bytes, { stream: true }))
  }

  /** To be called after the last piece. */
  end(): void {
    if (this.halted) return
    this.bytes = this.#work.subarray(0, this.#rest)
    if (!this.#sawRoot || this.#depth > 0 || !this.#onlySpace(0, this.#rest)) throw new BrokenXml()
  }

  /** The text of the element being closed; see `closed`. */
  protected text(start: number, end: number): string {
    const last = this.#decode(start, end)
    return this.#pieces.length === 0 ? last : `${this.#pieces.join('')}${last}`
  }

  /** Whether all the text of the element being closed lies between `start` and `end`. */
  protected get inOnePiece(): boolean {
    return this.#pieces.length === 0
  }

  /** An attribute's value as text. */
  protected attributeText(index: number): string {
    const at = index * 4
    return this.#decode(this.attributes[at + 2] ?? 0, this.attributes[at + 3] ?? 0)
  }

  /** Scans whole tokens and returns where the first unfinished one begins. */
  #scan(): number {
    const bytes = this.bytes
    const length = bytes.length
    let at = 0
    while (at < length) {
      let lt = at
      while (lt < length && bytes[lt] !== LESS) lt++
      if (lt + 1 >= length) return at
      const next = bytes[lt + 1] ?? 0
      const end =
        next === SLASH
          ? this.#closeTag(at, lt)
          : next === BANG || next === QUESTION
            ? this.#aside(at, lt, next)
            : this.#openTag(at, lt)
      if (end < 0) return at
      at = end
      if (this.halted) return length
    }
    return at
  }

  #openTag(textStart: number, lt: number): number {
    const bytes = this.bytes
    const length = bytes.length
    let at = lt + 1
    for (; at < length; at++) {
      const byte = bytes[at] ?? 0
      if (byte === GREATER || byte === SLASH || isSpace(byte)) break
      if (byte === LESS || byte === EQUALS || byte === QUOTE) throw new BrokenXml()
    }
    const nameEnd = at
    let count = 0
    let empty = false
    for (;;) {
      while (at < length && isSpace(bytes[at] ?? 0)) at++
      if (at >= length) return -1
      const byte = bytes[at] ?? 0
      if (byte === GREATER) break
      if (byte === SLASH) {
        if (at + 1 >= length) return -1
        if (bytes[at + 1] !== GREATER) throw new BrokenXml()
        empty = true
        at++
        break
      }
      at = this.#attribute(at, count)
      if (at < 0) return -1
      count++
    }
    if (nameEnd === lt + 1) throw new BrokenXml()
    this.attributeCount = Math.min(count, MOST_ATTRIBUTES)
    this.#flushText(textStart, lt)
    this.#begin(lt + 1, nameEnd)
    if (empty) this.#finish(at, at)
    return at + 1
  }

  /** Reads one attribute at `at`; its offsets are kept as number `index`. -1 where it is cut off. */
  #attribute(at: number, index: number): number {
    const bytes = this.bytes
    const length = bytes.length
    const nameStart = at
    while (at < length && bytes[at] !== EQUALS) {
      const byte = bytes[at] ?? 0
      if (byte === GREATER || byte === LESS || byte === SLASH) throw new BrokenXml()
      at++
    }
    let nameEnd = at
    while (nameEnd > nameStart && isSpace(bytes[nameEnd - 1] ?? 0)) nameEnd--
    at++
    while (at < length && isSpace(bytes[at] ?? 0)) at++
    if (at >= length) return -1
    const quote = bytes[at] ?? 0
    if ((quote !== QUOTE && quote !== APOSTROPHE) || nameEnd === nameStart) throw new BrokenXml()
    const valueStart = ++at
    while (at < length && bytes[at] !== quote) {
      if (bytes[at] === LESS) throw new BrokenXml()
      at++
    }
    if (at + 1 >= length) return -1
    const byte = bytes[at + 1] ?? 0
    if (!isSpace(byte) && byte !== GREATER && byte !== SLASH) throw new BrokenXml()
    if (index < MOST_ATTRIBUTES) {
      const slot = index * 4
      this.attributes[slot] = nameStart
      this.attributes[slot + 1] = nameEnd
      this.attributes[slot + 2] = valueStart
      this.attributes[slot + 3] = at
    }
    return at + 1
  }

  #closeTag(textStart: number, lt: number): number {
    const bytes = this.bytes
    const nameStart = lt + 2
    const depth = this.#depth
    const name = this.#names[depth - 1]
    if (!name) throw new BrokenXml()
    const nameEnd = nameStart + name.length
    let gt = nameEnd
    while (gt < bytes.length && isSpace(bytes[gt] ?? 0)) gt++
    if (gt >= bytes.length) {
      // Cut off, unless a `>` stands before where the name ought to end.
      if (bytes.includes(GREATER, nameStart)) throw new BrokenXml()
      return -1
    }
    if (bytes[gt] !== GREATER) throw new BrokenXml()
    for (let i = 0; i < name.length; i++)
      if (bytes[nameStart + i] !== name[i]) throw new BrokenXml()
    this.#finish(textStart, lt)
    return gt + 1
  }

  /** A comment, CDATA, processing instruction or DOCTYPE at `lt`. */
  #aside(textStart: number, lt: number, next: number): number {
    const bytes = this.bytes
    if (next === QUESTION) {
      const end = bytes.indexOf('?>', lt + 2, 'latin1')
      if (end < 0) return -1
      this.#flushText(textStart, lt)
      return end + 2
    }
    if (lt + 9 > bytes.length) return -1
    if (bytes[lt + 2] === DASH && bytes[lt + 3] === DASH) {
      const end = bytes.indexOf('-->', lt + 4, 'latin1')
      if (end < 0) return -1
      this.#flushText(textStart, lt)
      return end + 3
    }
    if (bytes.toString('latin1', lt, lt + 9) === '<![CDATA[') {
      const end = bytes.indexOf(']]>', lt + 9, 'latin1')
      if (end < 0) return -1
      if (this.#depth === 0) throw new BrokenXml()
      this.#flushText(textStart, lt)
      if (this.wantsText(this.#codes[this.#depth - 1] ?? 0))
        this.#keep(plainText(bytes, lt + 9, end))
      return end + 3
    }
    return refuse('doctype-refused')
  }

  #begin(nameStart: number, nameEnd: number): void {
    const bytes = this.bytes
    if (this.#depth === 0) {
      if (this.#sawRoot) throw new BrokenXml()
      this.#sawRoot = true
      this.#readPrefix(nameStart, nameEnd)
    }
    if (this.#depth >= this.#maxDepth) refuse('xml-too-deep', this.#maxDepth)
    const code = this.#codeOf(nameStart, nameEnd)
    const name = code === 0 ? Buffer.from(bytes.subarray(nameStart, nameEnd)) : this.#expected[code]
    this.#names[this.#depth] = name ?? Buffer.alloc(0)
    this.#codes[this.#depth] = code
    this.#depth++
    if (code !== 0) this.opened(code)
  }

  #finish(textStart: number, textEnd: number): void {
    const code = this.#codes[this.#depth - 1] ?? 0
    if (code !== 0) this.closed(code, textStart, textEnd)
    this.#depth--
    if (this.#pieces.length > 0) {
      this.#pieces = []
      this.#piecesLength = 0
    }
  }

  /** Known elements carry the root's prefix: ClosedXML writes `<x:worksheet><x:sheetData>`. */
  #readPrefix(nameStart: number, nameEnd: number): void {
    const colon = this.bytes.subarray(nameStart, nameEnd).indexOf(COLON)
    this.#prefixLength = colon + 1
    this.#prefix = Buffer.from(this.bytes.subarray(nameStart, nameStart + this.#prefixLength))
    this.#expected = []
    for (const [local, code] of this.#known)
      this.#expected[code] = Buffer.concat([this.#prefix, Buffer.from(local)])
  }

  #codeOf(nameStart: number, nameEnd: number): number {
    const bytes = this.bytes
    const length = nameEnd - nameStart
    const first = bytes[nameStart + this.#prefixLength]
    const known = this.#known
    for (let k = 0; k < known.length; k++) {
      const code = known[k]?.[1] ?? 0
      const expected = this.#expected[code]
      if (!expected || expected.length !== length) continue
      if (expected[this.#prefixLength] !== first) continue
      let i = 0
      while (i < length && bytes[nameStart + i] === expected[i]) i++
      if (i === length) return code
    }
    return 0
  }

  /** Text before a child, comment or CDATA: kept only where the element's text is wanted. */
  #flushText(start: number, end: number): void {
    if (start === end) return
    if (this.#depth === 0) {
      if (!this.#onlySpace(start, end)) throw new BrokenXml()
      return
    }
    if (this.wantsText(this.#codes[this.#depth - 1] ?? 0)) this.#keep(this.#decode(start, end))
  }

  #keep(text: string): void {
    this.#pieces.push(text)
    this.#piecesLength += text.length
    if (this.#piecesLength > xmlNodeChars || this.#pieces.length > xmlNodeChars)
      throw new BrokenXml()
  }

  #onlySpace(start: number, end: number): boolean {
    const bytes = this.bytes
    let at = start
    // A byte order mark may stand before the root.
    if (!this.#sawRoot && bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf)
      at += 3
    while (at < end && isSpace(bytes[at] ?? 0)) at++
    return at >= end
  }

  #decode(start: number, end: number): string {
    const text = plainText(this.bytes, start, end)
    return text.includes('&') ? resolved(text) : text
  }
}

/** Decoded text with line ends as XML reads them; character references stand as they are. */
function plainText(bytes: Buffer, start: number, end: number): string {
  let high = 0
  let cr = false
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0
    high |= byte
    if (byte === CR) cr = true
  }
  let text: string
  if (high < 0x80) {
    text = bytes.toString('latin1', start, end)
  } else {
    if (!isUtf8(bytes.subarray(start, end))) refuse('not-utf8', 'The file')
    text = bytes.toString('utf8', start, end)
  }
  return cr ? text.replace(/\r\n?/g, '\n') : text
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Replaces the five named and all numeric character references; any other `&` is broken XML. */
function resolved(text: string): string {
  return text.replace(/&([^;&]{0,12};)?/g, (_, reference: string | undefined) => {
    if (reference === undefined) throw new BrokenXml()
    const body = reference.slice(0, -1)
    if (Object.hasOwn(named, body)) return named[body] ?? ''
    const number = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(body)
    if (!number) throw new BrokenXml()
    const code = number[1] === undefined ? Number(number[2]) : Number.parseInt(number[1], 16)
    if (!isXmlChar(code)) throw new BrokenXml()
    return String.fromCodePoint(code)
  })
}

function isXmlChar(code: number): boolean {
  return (
    code === TAB ||
    code === LF ||
    code === CR ||
    (code >= SPACE && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff)
  )
}

/** `&` as a byte, for subclasses that read numbers straight from the bytes. */
export const AMPERSAND = AMP
