import type { Typeface, Weight } from './typeface.ts'

/**
 * Text broken into lines of a width: at spaces, and inside a word where the word alone is wider than the
 * line. No-break spaces hold. A line break in the text is kept. Never empty.
 */
export function linesOf(
  face: Typeface,
  text: string,
  weight: Weight,
  size: number,
  width: number,
): string[] {
  const lines: string[] = []
  const space = face.width(' ', weight, size)
  for (const paragraph of text.split(/\r\n|\r|\n/)) {
    let line = ''
    let used = 0
    for (const word of paragraph.split(/[ \t]+/).filter((one) => one !== '')) {
      for (const part of partsOf(face, word, weight, size, width)) {
        const wide = face.width(part.words, weight, size)
        if (line !== '' && (part.isNewLine || used + space + wide > width)) {
          lines.push(line)
          line = part.words
          used = wide
        } else {
          used += line === '' ? wide : space + wide
          line = line === '' ? part.words : `${line} ${part.words}`
        }
      }
    }
    lines.push(line)
  }
  return lines
}

/** The word whole, or cut where it fills a line by itself. */
function partsOf(
  face: Typeface,
  word: string,
  weight: Weight,
  size: number,
  width: number,
): { words: string; isNewLine: boolean }[] {
  if (face.width(word, weight, size) <= width) return [{ words: word, isNewLine: false }]
  const parts: { words: string; isNewLine: boolean }[] = []
  let part = ''
  for (const letter of word) {
    if (part !== '' && face.width(part + letter, weight, size) > width) {
      parts.push({ words: part, isNewLine: parts.length > 0 })
      part = letter
    } else part += letter
  }
  parts.push({ words: part, isNewLine: true })
  return parts
}

/** How wide the longest word is: what a column needs at the least. */
export function widestWord(face: Typeface, text: string, weight: Weight, size: number): number {
  return text
    .split(/[ \t\r\n]+/)
    .reduce((most, word) => Math.max(most, face.width(word, weight, size)), 0)
}
