import type { Sheet, Value } from './sheet.ts'

export interface CsvOptions {
  separator: ',' | ';' | '\t'
  encoding: 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'windows-1252'
  newline: '\n' | '\r\n'
}

const usual: CsvOptions = { separator: ',', encoding: 'utf-8', newline: '\r\n' }

export const ukDate = (iso: string): string => iso.split('-').reverse().join('/')

/** A cell as text: dates dd/mm/yyyy, errors as their literal, a formula as its result. */
export function asText(value: Value | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (value.kind === 'day') return ukDate(value.day)
  if (value.kind === 'error') return value.text
  return asText(value.value)
}

const quoted = (text: string, separator: string): string =>
  /["\r\n]/.test(text) || text.includes(separator) || text !== text.trim()
    ? `"${text.replace(/"/g, '""')}"`
    : text

export function line(cells: readonly (Value | undefined)[], separator = ','): string {
  return cells.map((value) => quoted(asText(value), separator)).join(separator)
}

/** One sheet as a CSV file. Titles and hidden sheets have no place in it; empty rows are bare separators. */
export function csv(one: Sheet, options: Partial<CsvOptions> = {}): Uint8Array {
  const { separator, encoding, newline } = { ...usual, ...options }
  const lines = [
    line(
      one.columns.map((column) => column.header),
      separator,
    ),
  ]
  if (one.title !== null) lines.unshift(line([one.title], separator))
  for (const row of one.rows) {
    const cells = one.columns.map((_, i) => row.cells[i])
    lines.push(line(cells, separator))
  }
  for (let i = 0; i < one.emptyRows; i++)
    lines.push(separator.repeat(Math.max(0, one.columns.length - 1)))
  return encode(lines.join(newline) + newline, encoding)
}

/** The bytes that windows-1252 gives the letters our names use, beyond Latin-1's own. */
const cp1252: Readonly<Record<string, number>> = {
  '€': 0x80,
  '‘': 0x91,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '–': 0x96,
  '—': 0x97,
}

export function encode(text: string, encoding: CsvOptions['encoding']): Uint8Array {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8')
  if (encoding === 'utf-8-bom') return Buffer.from(`\ufeff${text}`, 'utf8')
  if (encoding === 'utf-16le') return Buffer.from(`\ufeff${text}`, 'utf16le')
  const bytes = Buffer.alloc(text.length)
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? ''
    const code = char.charCodeAt(0)
    bytes[i] = code < 0x100 ? code : (cp1252[char] ?? 0x3f)
  }
  return bytes
}
