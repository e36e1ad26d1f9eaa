import { createReadStream } from 'node:fs'
import type { Result } from '../../kit/index.ts'
import { fail, ok } from '../../kit/index.ts'
import { SaxesParser } from 'saxes'
import { defaultLimits, xmlNodeChars } from './limits.ts'
import { problemOf, ReadFault, readProblem, refuse } from './problems.ts'
import { utf16Of } from './sniff.ts'
import type { Limits, XmlHandler } from './types.ts'
import { localName } from './xml-part.ts'

const PIECE_BYTES = 64 * 1024

/** Encodings that an XML declaration may name, lower-cased, and how they are read. */
const encodings: ReadonlyMap<string, string> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'utf-8'],
  ['ascii', 'utf-8'],
  ['utf-16', 'utf-16le'],
  ['utf-16le', 'utf-16le'],
  ['utf-16be', 'utf-16be'],
  ['iso-8859-1', 'windows-1252'],
  ['latin1', 'windows-1252'],
  ['windows-1252', 'windows-1252'],
  ['cp1252', 'windows-1252'],
  ['iso-8859-15', 'iso-8859-15'],
])

/**
 * Streams an XML file's elements to `handler`, in the order of the file.
 *
 * Refused, each with its own problem: any DOCTYPE or entity declaration (so nothing is ever
 * expanded or fetched), elements deeper than `xmlDepth`, a text, tag, attribute or comment over a
 * million characters, an encoding other than UTF-8, UTF-16, Latin-1/9 or windows-1252, bytes that
 * are not in the encoding stated, and XML that is not well formed. Elements told before the fault
 * was met must not be used.
 *
 * @returns how many elements there were
 */
export async function readXml(
  path: string,
  handler: XmlHandler,
  limits: Limits = defaultLimits,
): Promise<Result<{ elements: number }>> {
  try {
    return ok({ elements: await parse(path, handler, limits) })
  } catch (error) {
    return fail(problemOf(error))
  }
}

async function parse(path: string, handler: XmlHandler, limits: Limits): Promise<number> {
  const source = createReadStream(path, { highWaterMark: PIECE_BYTES })
  const feed = new ElementFeed(handler, limits)
  let decoder: TextDecoder | null = null
  let encoding = 'utf-8'
  try {
    for await (const piece of source as AsyncIterable<Buffer>) {
      if (decoder === null) {
        encoding = encodingOf(piece)
        decoder = new TextDecoder(encoding, { fatal: true })
      }
      feed.write(decode(decoder, piece))
    }
    if (decoder !== null) feed.write(decode(decoder, undefined))
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) refuse('cannot-open')
    throw error
  } finally {
    source.destroy()
  }
  return feed.end()
}

function decode(decoder: TextDecoder, piece: Buffer | undefined): string {
  try {
    return decoder.decode(piece, { stream: piece !== undefined })
  } catch {
    return refuse('not-utf8', 'The XML')
  }
}

/** By byte order mark, then by the shape of UTF-16, then as the declaration says, then UTF-8. */
function encodingOf(head: Buffer): string {
  const wide = utf16Of(head)
  if (wide) return wide
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  const declaration = /^<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([^"']{1,60})["']/.exec(
    head.toString('latin1', 0, 512),
  )
  if (!declaration) return 'utf-8'
  const name = declaration[1] ?? ''
  const encoding = encodings.get(name.toLowerCase())
  if (encoding === undefined) return refuse('unknown-encoding', name)
  // Bytes that say "UTF-16" in single bytes are not UTF-16: some exporters copy the wrong line.
  return encoding.startsWith('utf-16') ? 'utf-8' : encoding
}

/** saxes under caps, gathering each element's own text. */
class ElementFeed {
  readonly #parser = new SaxesParser()
  readonly #handler: XmlHandler
  readonly #path: string[] = []
  readonly #texts: string[] = []
  readonly #lines: number[] = []
  #tagLine = 1
  #elements = 0
  #sinceEvent = 0

  constructor(handler: XmlHandler, limits: Limits) {
    this.#handler = handler
    const parser = this.#parser
    parser.on('error', () => {
      throw new ReadFault(readProblem('xml-not-well-formed', parser.line))
    })
    parser.on('doctype', () => refuse('doctype-refused'))
    parser.on('opentagstart', () => {
      this.#tagLine = parser.line
      this.#sinceEvent = 0
    })
    parser.on('attribute', () => {
      this.#sinceEvent = 0
    })
    parser.on('opentag', (tag) => this.#open(localName(tag.name), limits.xmlDepth))
    parser.on('closetag', () => this.#close())
    parser.on('text', (text) => this.#text(text))
    parser.on('cdata', (text) => this.#text(text))
    parser.on('comment', () => {
      this.#sinceEvent = 0
    })
  }

  write(text: string): void {
    this.#sinceEvent += text.length
    this.#parser.write(text)
    // A node not yet ended is held by the parser: it must not be let grow to the file's size.
    if (this.#sinceEvent > xmlNodeChars) refuse('xml-text-too-long', this.#parser.line)
  }

  end(): number {
    this.#parser.close()
    return this.#elements
  }

  #open(name: string, depth: number): void {
    this.#sinceEvent = 0
    if (this.#path.length >= depth) refuse('xml-too-deep', depth)
    this.#elements++
    this.#path.push(name)
    this.#texts.push('')
    this.#lines.push(this.#tagLine)
    this.#handler.open(name, this.#path, this.#tagLine)
  }

  #close(): void {
    this.#sinceEvent = 0
    const text = this.#texts.pop() ?? ''
    const line = this.#lines.pop() ?? 1
    this.#handler.close(this.#path.at(-1) ?? '', this.#path, text, line)
    this.#path.pop()
  }

  #text(text: string): void {
    this.#sinceEvent = 0
    const last = this.#texts.length - 1
    const own = this.#texts[last]
    if (own === undefined) return
    if (own.length + text.length > xmlNodeChars) refuse('xml-text-too-long', this.#parser.line)
    this.#texts[last] = own + text
  }
}
