import { SaxesParser } from 'saxes'
import type { Archive } from './archive.ts'
import { xmlNodeChars } from './limits.ts'
import { ReadFault, readProblem, refuse } from './problems.ts'
import type { Limits } from './types.ts'

/** An element of a small part, with its prefix left out; attributes keep theirs (`r:id`). */
export interface PartElement {
  local: string
  attributes: ReadonlyMap<string, string>
}

/** Local name of a qualified one: `x:sheet` is `sheet`. */
export const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

/**
 * Streams a part's elements in order; for the parts that are small in any sound workbook
 * (workbook, relationships, styles, content types).
 * @throws ReadFault damaged-workbook, doctype-refused, xml-too-deep, and the archive's own
 */
export async function readPart(
  archive: Archive,
  part: string,
  limits: Limits,
  open: (element: PartElement, path: readonly string[]) => void,
): Promise<void> {
  const path: string[] = []
  const parser = new SaxesParser({ position: false })
  let sinceEvent = 0
  const seen = (): void => {
    sinceEvent = 0
  }
  parser.on('doctype', () => refuse('doctype-refused'))
  parser.on('error', () => {
    throw new ReadFault(readProblem('damaged-workbook', part))
  })
  parser.on('text', seen)
  parser.on('comment', seen)
  parser.on('opentag', (tag) => {
    sinceEvent = 0
    if (path.length >= limits.xmlDepth) refuse('xml-too-deep', limits.xmlDepth)
    const local = localName(tag.name)
    path.push(local)
    open({ local, attributes: new Map(Object.entries(tag.attributes)) }, path)
  })
  parser.on('closetag', () => {
    path.pop()
    sinceEvent = 0
  })
  let decoder: TextDecoder | null = null
  await archive.read(part, (piece) => {
    decoder ??= new TextDecoder(markedEncoding(piece) ?? 'utf-8', { fatal: true })
    sinceEvent += piece.length
    parser.write(decoded(decoder, piece, part))
    if (sinceEvent > xmlNodeChars) refuse('damaged-workbook', part)
  })
  if (decoder !== null) parser.write(decoded(decoder, undefined, part))
  parser.close()
}

function decoded(decoder: TextDecoder, piece: Buffer | undefined, part: string): string {
  try {
    return decoder.decode(piece, { stream: piece !== undefined })
  } catch {
    return refuse('damaged-workbook', part)
  }
}

/**
 * UTF-16 by its mark; UTF-8 (null) is the only other encoding that a workbook's parts may use
 * (ECMA-376 part 2, 8.1.1).
 */
export function markedEncoding(piece: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (piece[0] === 0xff && piece[1] === 0xfe) return 'utf-16le'
  return piece[0] === 0xfe && piece[1] === 0xff ? 'utf-16be' : null
}
