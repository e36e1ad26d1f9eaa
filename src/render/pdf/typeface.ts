import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { inflateSync } from 'node:zlib'
import { wellFormed } from '../well-formed.ts'

export type Doc = PDFKit.PDFDocument
export type Weight = 400 | 700

/** Atkinson Hyperlegible as it is served to browsers: Latin in one file, other Latin letters in another. */
const SUBSETS = ['latin', 'latin-ext'] as const

/** Words in the house's typeface, measured and drawn. */
export interface Typeface {
  width(words: string, weight: Weight, size: number): number
  /** Draws words on one line, from `x`, standing on `baseline`; returns where they end. */
  draw(words: string, x: number, baseline: number, style: TypeStyle): number
}

export interface TypeStyle {
  weight: Weight
  size: number
  fill: string
}

/** Letters of one file that are drawn in one go. */
interface Run {
  font: string
  words: string
  /** An accent to be set upon the letter: the typeface has both, but not together. */
  accent?: string
  /** What the run stands for, where the letters drawn are not the ones meant. */
  meant?: string
}

interface OpenFont {
  hasGlyphForCodePoint(code: number): boolean
  capHeight: number
  xHeight: number
  unitsPerEm: number
}

/** The font in use: pdfkit’s types do not show it. */
const opened = (doc: Doc): { id: string; font: OpenFont } =>
  (doc as unknown as { _font: { id: string; font: OpenFont } })._font

const require = createRequire(import.meta.url)
const files = new Map<string, Uint8Array>()

function fontFile(name: string): Uint8Array {
  const path = `@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible-${name}-normal.woff`
  const bytes = files.get(name) ?? unpacked(readFileSync(require.resolve(path)))
  files.set(name, bytes)
  return bytes
}

/**
 * The font inside a WOFF file (WOFF 1.0, sections 3 to 5): the same tables, inflated once. A reader
 * that takes WOFF inflates them again for every glyph.
 */
function unpacked(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12)
  const head = Buffer.alloc(12 + 16 * count)
  woff.copy(head, 0, 4, 8)
  head.writeUInt16BE(count, 4)
  const parts: Buffer[] = [head]
  let offset = head.length
  for (let table = 0; table < count; table += 1) {
    const entry = 44 + 20 * table
    const [start, packed, size] = [4, 8, 12].map((at) => woff.readUInt32BE(entry + at)) as [
      number,
      number,
      number,
    ]
    const bytes = woff.subarray(start, start + packed)
    const whole = packed < size ? inflateSync(bytes) : bytes
    const at = 12 + 16 * table
    woff.copy(head, at, entry, entry + 4)
    woff.copy(head, at + 4, entry + 16, entry + 20)
    head.writeUInt32BE(offset, at + 8)
    head.writeUInt32BE(size, at + 12)
    const padded = Buffer.alloc((size + 3) & ~3)
    whole.copy(padded)
    parts.push(padded)
    offset += padded.length
  }
  return Buffer.concat(parts)
}

/** Makes the typeface known to a document. Only letters that are drawn end up in the file. */
export function typefaceFor(doc: Doc): Typeface {
  const fonts = new Map<string, OpenFont>()
  for (const weight of [400, 700] as const) {
    for (const subset of SUBSETS) {
      const name = `${subset}-${weight}`
      // pdfkit’s types name Buffer’s ancestors only.
      doc.registerFont(name, fontFile(name) as Buffer)
      doc.font(name)
      fonts.set(name, opened(doc).font)
    }
  }
  const has = (font: string, character: string): boolean =>
    fonts.get(font)?.hasGlyphForCodePoint(character.codePointAt(0) as number) ?? false

  const runsOf = remembered((words: string, weight: Weight): Run[] => {
    const runs: Run[] = []
    const main = `latin-${weight}`
    for (const letter of lettersOf(words)) {
      const own = SUBSETS.map((subset) => `${subset}-${weight}`).find((font) => has(font, letter))
      const last = runs.at(-1)
      if (own) {
        if (last?.font === own && last.meant === undefined) last.words += letter
        else runs.push({ font: own, words: letter })
        continue
      }
      const [base = '', mark = '', ...more] = letter.normalize('NFD')
      const accent = ACCENTS.get(mark)
      if (accent !== undefined && more.length === 0 && has(main, base)) {
        runs.push({ font: main, words: base, accent, meant: letter })
      } else if (!/^[\p{Cf}\p{Mn}\p{Cc}]$/u.test(letter)) {
        // The typeface’s own box for a letter it does not have; whoever copies or hears it gets the letter.
        runs.push({ font: main, words: letter, meant: letter })
      }
    }
    return runs
  })

  const runWidth = remembered((words: string, _weight: Weight, font: string): number => {
    doc.font(font).fontSize(1000)
    return doc.widthOfString(words)
  })

  const width = (words: string, weight: Weight, size: number): number => {
    let sum = 0
    for (const run of runsOf(words, weight)) sum += runWidth(run.words, weight, run.font)
    return (sum * size) / 1000
  }

  return {
    width,
    draw(words, x, baseline, { weight, size, fill }) {
      let at = x
      for (const { font, words: letters, accent, meant } of runsOf(words, weight)) {
        const wide = (runWidth(letters, weight, font) * size) / 1000
        const mark = accent === undefined ? 0 : (runWidth(accent, weight, font) * size) / 1000
        doc.font(font).fontSize(size).fillColor(fill)
        if (meant !== undefined) doc.markContent('Span', { actual: meant })
        doc.text(letters, at, baseline, { lineBreak: false, baseline: 'alphabetic' })
        if (accent !== undefined) {
          const of = fonts.get(font) as OpenFont
          const isHigh = letters === letters.toUpperCase()
          const up = isHigh ? ((of.capHeight - of.xHeight) * size) / of.unitsPerEm : 0
          doc.text(accent, at + (wide - mark) / 2, baseline - up, {
            lineBreak: false,
            baseline: 'alphabetic',
          })
        }
        if (meant !== undefined) doc.endMarkedContent()
        at += wide
      }
      return at
    },
  }
}

/** Combining marks and the marks that stand by themselves: for Welsh ŵ and ŷ and their like. */
const ACCENTS = new Map([
  ['\u0300', '`'],
  ['\u0301', '´'],
  ['\u0302', 'ˆ'],
  ['\u0303', '˜'],
  ['\u0308', '¨'],
  ['\u030a', '˚'],
])

const PLAIN = new Map([
  ['\u00a0', ' '],
  ['\u2007', ' '],
  ['\u2009', ' '],
  ['\u202f', ' '],
  ['\u2010', '-'],
  ['\u2011', '-'],
])

/** Words as letters to be drawn: composed, spaces of every kind as spaces, controls as spaces. */
function lettersOf(words: string): string[] {
  return Array.from(wellFormed(words.normalize('NFC')), (letter) =>
    /^\s$|^\p{Cc}$/u.test(letter) ? ' ' : (PLAIN.get(letter) ?? letter),
  )
}

/** The same question is asked of most words many times over. */
function remembered<T>(
  find: (words: string, weight: Weight, font: string) => T,
): (words: string, weight: Weight, font?: string) => T {
  const known = new Map<string, T>()
  return (words, weight, font = '') => {
    const key = `${weight}${font}\u0000${words}`
    const before = known.get(key)
    if (before !== undefined) return before
    const found = find(words, weight, font)
    known.set(key, found)
    return found
  }
}
