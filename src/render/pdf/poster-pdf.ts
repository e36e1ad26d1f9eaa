import { encode } from 'uqr'
import { linesOf } from './lines.ts'
import { COLOUR, PAGE, rule, sheetOn, type Sheet, type Tag } from './sheet.ts'
import { typefaceFor, type Doc, type Weight } from './typeface.ts'

/** One A4 sheet for a wall: what, when, where, and a square that a phone reads. */
export interface Poster {
  title: string
  /** `Monday 6 July 2026`. */
  day: string
  /** `12:15, for about an hour`; null where it is not known yet. */
  time: string | null
  /** The site, its address and the room, a line each. */
  place: readonly string[]
  /** What it is about, a paragraph each. */
  words: readonly string[]
  /** Where the square leads, and what it is for; null where there is no page for who passes by. */
  link: { address: string; words: string } | null
  /** At the foot: whose poster this is. */
  foot: string
  /** When it was written: the same poster and moment give the same bytes. */
  written: Date
}

const PURPLE = '#5a2a82'
const SQUARE = 150

/** A poster as a PDF: tagged, in British English, on one sheet of A4 whatever it says. */
export async function posterPdf(poster: Poster): Promise<Uint8Array> {
  const { default: PDFDocument } = await import('pdfkit')
  const doc: Doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7',
    // The types know the archive subsets alone.
    subset: 'PDF/UA' as string as 'PDF/A-1',
    tagged: true,
    lang: 'en-GB',
    displayTitle: true,
    font: '',
    info: {
      Title: `${poster.title}, ${poster.day}`,
      Creator: 'Fairload',
      Producer: 'Fairload',
      CreationDate: poster.written,
    },
  })
  const parts: Uint8Array[] = []
  const whole = new Promise<Uint8Array>((done, fail) => {
    doc.on('data', (part: Uint8Array) => parts.push(part))
    doc.on('end', () => done(Buffer.concat(parts)))
    doc.on('error', fail)
  })
  const sheet = sheetOn(doc, typefaceFor(doc))
  const root = doc.struct('Document')
  doc.addStructure(root)
  drawOn(sheet, root, poster)
  root.end()
  doc.end()
  return whole
}

interface Part {
  tag: 'H1' | 'P'
  words: string
  size: number
  weight: Weight
  fill: string
  /** Room above it, of its size. */
  above: number
}

const LEADING = 1.22

function drawOn(sheet: Sheet, root: Tag, poster: Poster): void {
  const below = PAGE.height - PAGE.bottom - (poster.link ? SQUARE + 34 : 34)
  const parts: Part[] = [
    part('H1', poster.title, 44, 700, PURPLE, 0.4),
    part('P', poster.day, 32, 700, COLOUR.ink, 0.8),
    ...(poster.time === null ? [] : [part('P', poster.time, 32, 700, COLOUR.ink, 0)]),
    ...poster.place.map((line, n) =>
      part('P', line, 26, n === 0 ? 700 : 400, COLOUR.ink, n === 0 ? 0.8 : 0),
    ),
    ...poster.words.map((line) => part('P', line, 18, 400, COLOUR.ink, 0.7)),
  ]
  // Much to say is said smaller, never on a second sheet; at a third of its size it is cut.
  const sizes = [1, 0.85, 0.72, 0.6, 0.5, 0.42, 0.34]
  const by = sizes.find((size) => heightOf(sheet, parts, size) <= below - PAGE.top) ?? 0.34
  for (const one of parts) drawPart(sheet, root, one, by, below)
  if (poster.link) drawLink(sheet, root, poster.link, below + 14)
  const tag = sheet.tag(root, 'P')
  sheet.say(tag, poster.foot, sheet.left, PAGE.height - PAGE.bottom, {
    weight: 400,
    size: 10,
    fill: COLOUR.muted,
  })
  tag.end()
}

const part = (
  tag: Part['tag'],
  words: string,
  size: number,
  weight: Weight,
  fill: string,
  above: number,
): Part => ({ tag, words, size, weight, fill, above })

const linesOfPart = ({ face, width }: Sheet, { words, weight, size }: Part, by: number): string[] =>
  linesOf(face, words, weight, size * by, width)

const heightOf = (sheet: Sheet, parts: readonly Part[], by: number): number =>
  parts.reduce(
    (sum, one) => sum + one.size * by * (one.above + LEADING * linesOfPart(sheet, one, by).length),
    0,
  )

function drawPart(sheet: Sheet, root: Tag, one: Part, by: number, below: number): void {
  const size = one.size * by
  const tag = sheet.tag(root, one.tag)
  sheet.y += size * one.above
  for (const line of linesOfPart(sheet, one, by)) {
    if (sheet.y + size > below) break
    sheet.say(tag, `${line} `, sheet.left, sheet.y + size, {
      weight: one.weight,
      size,
      fill: one.fill,
    })
    sheet.y += size * LEADING
  }
  tag.end()
}

function drawLink(
  sheet: Sheet,
  root: Tag,
  { address, words }: NonNullable<Poster['link']>,
  y: number,
): void {
  rule(sheet, sheet.left, y - 12, sheet.width, { colour: PURPLE, weight: 2 })
  const { doc, left } = sheet
  const figure = sheet.tag(root, 'Figure', {
    alt: `A square for phones. It leads to ${address}`,
    bbox: [left, y, left + SQUARE, y + SQUARE],
  })
  figure.add(() => {
    const { data, size } = encode(address, { ecc: 'M', border: 2 })
    const dot = SQUARE / size
    data.forEach((row, down) =>
      row.forEach((isDark, across) => {
        // A hair wider than its place, so that no line shows between two.
        if (isDark) doc.rect(left + across * dot, y + down * dot, dot + 0.05, dot + 0.05)
      }),
    )
    doc.fillColor('#000000').fill()
  })
  figure.end()
  const x = left + SQUARE + 18
  const room = sheet.width - SQUARE - 18
  let at = y + 30
  for (const [text, size, weight] of [
    [words, 18, 700],
    [address, 13, 400],
  ] as const) {
    const tag = sheet.tag(root, 'P')
    for (const line of linesOf(sheet.face, text, weight, size, room)) {
      sheet.say(tag, line, x, at, { weight, size, fill: COLOUR.ink })
      at += size * 1.3
    }
    tag.end()
    at += 6
  }
}
