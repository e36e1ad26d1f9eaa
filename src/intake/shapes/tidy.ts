import { fold } from '../../kit/index.ts'

const ODD_SPACE = /[\s\u00a0\u200b-\u200d\u2060\ufeff]/
const ODD_SPACES = /[\s\u00a0\u200b-\u200d\u2060\ufeff]+/g
const PLAIN = /^[!-~]+(?: [!-~]+)*$/

/** Spaces of every kind become one, none at the ends; nothing else changes. */
export function tidy(text: string): string {
  if (PLAIN.test(text)) return text
  return ODD_SPACE.test(text) ? text.replace(ODD_SPACES, ' ').trim() : text
}

/** What files write where they mean an empty cell, folded. */
const BLANK = new Set([
  '',
  '-',
  '--',
  '.',
  'nan',
  'null',
  '<blank>',
  '(blank)',
  '<na>',
  'n/a',
  '#n/a',
  '#multivalue',
])

/** Whether a tidied text stands for an empty cell. */
export function isBlank(tidied: string): boolean {
  return tidied.length === 0 || (tidied.length <= 11 && BLANK.has(tidied.toLowerCase()))
}

const CP1252 = new Map(
  [
    ...'\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f',
    ...'\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178',
  ].map((char, index) => [char, 0x80 + index]),
)

/**
 * Puts right UTF-8 that was once read as windows-1252 (`Childâ€™s` → `Child’s`). Text that is not
 * such a mistake comes back as it was.
 */
export function repairMojibake(text: string): string {
  if (!/[\u00c2\u00c3\u00e2]/.test(text)) return text
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const byte = code < 0x100 ? code : CP1252.get(text.charAt(i))
    if (byte === undefined) return text
    bytes[i] = byte
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return text
  }
}

/**
 * The form in which two headers are the same header: folded, without quotes, underscores, a doubled
 * bracket, and a closing `(Y/N)`, `?`, `:`, `*` or full stop.
 */
export function headerKey(header: string): string {
  let key = fold(repairMojibake(header))
    .replace(/['"`]/g, '')
    .replace(/[_\s\u200b-\u200d\ufeff]+/g, ' ')
    .replace(/\){2,}/g, ')')
    .replace(/\({2,}/g, '(')
  for (let before = ''; before !== key;) {
    before = key
    key = key
      .replace(/[?:*.]+$/, '')
      .replace(/\(y\/n\)$/, '')
      .trim()
  }
  return key
}

/** The form in which two coded values are the same: folded, mojibake put right. */
export const codeKey = (text: string): string => fold(repairMojibake(text))

/** `A`, `B` … `AA`: a column's letter from its index, from 0. */
export function columnLetter(index: number): string {
  let letters = ''
  for (let left = index; left >= 0; left = Math.floor(left / 26) - 1)
    letters = String.fromCharCode(65 + (left % 26)) + letters
  return letters
}

/** At most 200 characters of what was read, for a finding. */
export const shown = (text: string): string => (text.length > 200 ? `${text.slice(0, 199)}…` : text)
