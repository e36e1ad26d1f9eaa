import { isUtf8 } from 'node:buffer'
import type { FileHandle } from 'node:fs/promises'
import { compoundKind } from './compound.ts'
import { refuse } from './problems.ts'

/** What the bytes say a file is; the name's ending has no say. */
export type Sniffed = 'zip' | 'xls' | 'xml' | 'text'

const HEAD_BYTES = 64 * 1024

const startsWith = (bytes: Buffer, ...magic: number[]): boolean =>
  magic.every((byte, i) => bytes[i] === byte)

/**
 * Tells a file by its first bytes.
 * @throws ReadFault for what is recognised and refused: PDF, picture, web page, password, …
 */
export async function sniff(file: FileHandle): Promise<Sniffed> {
  const at = async (position: number, length: number): Promise<Buffer> => {
    const bytes = Buffer.alloc(length)
    const { bytesRead } = await file.read(bytes, 0, length, position)
    return bytes.subarray(0, bytesRead)
  }
  const head = await at(0, HEAD_BYTES)

  if (startsWith(head, 0x50, 0x4b, 3, 4) || startsWith(head, 0x50, 0x4b, 5, 6)) return 'zip'
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) {
    switch (await compoundKind(at)) {
      case 'xls':
        return 'xls'
      case 'encrypted':
        return refuse('password-protected')
      case 'word':
        return refuse('word-not-workbook')
      case 'powerpoint':
        return refuse('powerpoint-not-workbook')
      case 'other':
        return refuse('not-a-workbook')
    }
  }
  // Excel 2 to 4 wrote a bare stream that begins with its version record.
  if (startsWith(head, 0x09) && [0, 2, 4].includes(head[1] ?? -1) && head[3] === 0) return 'xls'
  if (head.subarray(0, 1024).includes('%PDF-')) refuse('pdf-not-workbook')
  if (
    startsWith(head, 0x89, 0x50, 0x4e, 0x47) ||
    startsWith(head, 0xff, 0xd8, 0xff) ||
    head.subarray(0, 4).toString('latin1') === 'GIF8'
  )
    refuse('image-not-workbook')
  return sniffText(head)
}

function sniffText(head: Buffer): Sniffed {
  const wide = utf16Of(head)
  if (!wide && head.includes(0)) refuse('not-readable')
  const start = (wide ? new TextDecoder(wide).decode(head) : head.toString('latin1'))
    .replace(/^(?:\ufeff|\u00ef\u00bb\u00bf)/, '')
    .trimStart()
  if (/^(?:<!doctype\s+html|<html|<table|<meta|<style|<body)/i.test(start))
    refuse('html-not-workbook')
  if (/^<[?!:_a-z]/i.test(start)) {
    const body = start.slice(prologEnd(start))
    if (/^<(?:!doctype\s+)?html/i.test(body)) refuse('html-not-workbook')
    if (/^<!(?:doctype|entity)/i.test(body)) refuse('doctype-refused')
    if (body.slice(0, 4096).includes('urn:schemas-microsoft-com:office:spreadsheet'))
      refuse('xml-workbook-not-supported')
    return 'xml'
  }
  if (/^(?:\{\s*["}]|\[\s*[{[\]])/.test(start)) refuse('json-not-workbook')
  if (!wide && !isUtf8(head) && controlShare(head) > 0.02) refuse('not-readable')
  return 'text'
}

/** Where the processing instructions and comments before the first element end. */
function prologEnd(text: string): number {
  let at = 0
  for (;;) {
    while (/\s/.test(text.charAt(at))) at++
    const close = text.startsWith('<?', at) ? '?>' : text.startsWith('<!--', at) ? '-->' : null
    const end = close === null ? -1 : text.indexOf(close, at)
    if (close === null || end < 0) return at
    at = end + close.length
  }
}

/** UTF-16 by its mark, or by the noughts that Latin text leaves in every second byte. */
export function utf16Of(head: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (startsWith(head, 0xff, 0xfe)) return 'utf-16le'
  if (startsWith(head, 0xfe, 0xff)) return 'utf-16be'
  const pairs = Math.min(head.length, 4096) >> 1
  if (pairs < 2) return null
  let evenNoughts = 0
  let oddNoughts = 0
  for (let i = 0; i < pairs; i++) {
    if (head[2 * i] === 0) evenNoughts++
    if (head[2 * i + 1] === 0) oddNoughts++
  }
  if (oddNoughts > pairs * 0.7 && evenNoughts === 0) return 'utf-16le'
  if (evenNoughts > pairs * 0.7 && oddNoughts === 0) return 'utf-16be'
  return null
}

/** The share of bytes that text never holds: control characters but tab, line ends and page feed. */
function controlShare(head: Buffer): number {
  let control = 0
  for (const byte of head) if (byte < 32 && (byte < 9 || byte > 13)) control++
  return control / Math.max(head.length, 1)
}
