import type { Block, Section, Sum } from '../../core/model/index.ts'
import { linesOf } from './lines.ts'
import { COLOUR, PAGE, rule, sheetOn, type Sheet, type Tag } from './sheet.ts'
import { drawSvg, sizeOfSvg } from './svg-drawing.ts'
import { drawTable } from './table.ts'
import { typefaceFor, type Doc, type Weight } from './typeface.ts'

/** What a PDF says of itself. */
export interface PdfAbout {
  title: string
  organisation: string | null
  /** Under the title: as of when, by which agreement. */
  standing: readonly string[]
  /** At the foot of every page. */
  footer: string
  /** When it was written: the same sections and moment give the same bytes. */
  written: Date
}

interface Sizes {
  text: number
  table: number
  /** Between lines, of the text’s size. */
  leading: number
}

const READ: Sizes = { text: 9.3, table: 8.5, leading: 1.32 }
const LOOKED_UP: Sizes = { text: 8, table: 8, leading: 1.32 }

/**
 * Sections as a PDF for paper and for screen readers: A4, tagged, in British English, with the house’s
 * typeface. Letters that the typeface does not have are drawn as a box and keep their meaning for
 * whoever copies or hears them.
 */
export async function documentPdf(
  sections: readonly Section[],
  about: PdfAbout,
): Promise<Uint8Array> {
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
    bufferPages: true,
    font: '',
    info: {
      Title: about.title,
      ...(about.organisation === null ? {} : { Author: about.organisation }),
      Creator: 'Fairload',
      Producer: 'Fairload',
      CreationDate: about.written,
    },
  })
  const bytes = bytesOf(doc)
  const sheet = sheetOn(doc, typefaceFor(doc))
  const root = doc.struct('Document')
  doc.addStructure(root)
  opening(sheet, root, about)
  for (const section of sections) drawSection(sheet, root, section)
  root.end()
  everyPage(sheet, about)
  doc.end()
  return bytes
}

function bytesOf(doc: Doc): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Uint8Array[] = []
    doc.on('data', (part: Uint8Array) => parts.push(part))
    doc.on('end', () => resolve(Buffer.concat(parts)))
    doc.on('error', reject)
  })
}

function opening(sheet: Sheet, root: Tag, { title, organisation, standing }: PdfAbout): void {
  if (organisation !== null) words(sheet, root, 'P', organisation, 9, COLOUR.muted)
  words(sheet, root, 'H1', title, 19, COLOUR.ink, 700)
  for (const line of standing) words(sheet, root, 'P', line, 9, COLOUR.muted)
  sheet.y += 4
  rule(sheet, sheet.left, sheet.y, sheet.width, { colour: COLOUR.teal, weight: 2 })
  sheet.y += 4
}

/** One element of text, over as many lines and pages as it needs. */
function words(
  sheet: Sheet,
  parent: Tag,
  name: string,
  text: string,
  size: number,
  fill: string = COLOUR.ink,
  weight: Weight = 400,
): void {
  const tag = sheet.tag(parent, name)
  paragraphIn(sheet, tag, text, { size, fill, weight, leading: size * 1.36 })
  tag.end()
}

interface Look {
  size: number
  leading: number
  fill: string
  weight: Weight
}

function paragraphIn(sheet: Sheet, tag: Tag, text: string, look: Look, indent = 0): void {
  const { size, leading, fill, weight } = look
  const lines = linesOf(sheet.face, text, weight, size, sheet.width - indent)
  lines.forEach((line, n) => {
    // No first line alone at the foot of a page, no last line alone at the head of one.
    const together = n === 0 || n === lines.length - 2 ? 2 : 1
    sheet.ensure(leading * Math.min(together, lines.length - n))
    const spaced = n < lines.length - 1 ? `${line} ` : line
    sheet.say(tag, spaced, sheet.left + indent, sheet.y + size, { weight, size, fill })
    sheet.y += leading
  })
}

function drawSection(sheet: Sheet, root: Tag, section: Section): void {
  const sizes = section.smallPrint ? LOOKED_UP : READ
  const tag = sheet.tag(root, 'Sect')
  const size = section.smallPrint ? 9.5 : 11.5
  sheet.y += size * 0.75
  sheet.ensure(size * 1.4 + roomForFirst(sheet, section.blocks[0], sizes))
  words(sheet, tag, 'H2', section.heading, size, COLOUR.teal, 700)
  section.blocks.forEach((block, at) => {
    sheet.y += at === 0 ? 1 : 4
    drawBlock(sheet, tag, block, sizes)
  })
  tag.end()
}

/** What must stand under a heading for it not to stand alone. */
function roomForFirst(sheet: Sheet, block: Block | undefined, { text, leading }: Sizes): number {
  if (block?.kind === 'picture') return pictureHeight(sheet, block.svg)
  return text * leading * (block?.kind === 'table' ? 6 : 2)
}

function drawBlock(sheet: Sheet, parent: Tag, block: Block, sizes: Sizes): void {
  const look: Look = {
    size: sizes.text,
    leading: sizes.text * sizes.leading,
    fill: COLOUR.ink,
    weight: 400,
  }
  switch (block.kind) {
    case 'paragraph': {
      const tag = sheet.tag(parent, 'P')
      paragraphIn(sheet, tag, block.text, look)
      tag.end()
      return
    }
    case 'list':
      return drawList(sheet, parent, block.items, look)
    case 'sum':
      return drawSum(sheet, parent, block, look)
    case 'table':
      return drawTable(sheet, parent, block, sizes.table)
    case 'picture':
      return drawPicture(sheet, parent, block.svg, block.alt)
  }
}

const INDENT = 13

function drawList(sheet: Sheet, parent: Tag, items: readonly string[], look: Look): void {
  const list = sheet.tag(parent, 'L')
  for (const item of items) {
    const li = sheet.tag(list, 'LI')
    sheet.ensure(look.leading * 2)
    sheet.say(sheet.tag(li, 'Lbl'), '• ', sheet.left + 2, sheet.y + look.size, look)
    paragraphIn(sheet, sheet.tag(li, 'LBody'), item, look, INDENT)
    li.end()
  }
  list.end()
}

/** Arithmetic: numbered, the figures under one another, dots to lead the eye. */
function drawSum(sheet: Sheet, parent: Tag, { lines }: Sum, look: Look): void {
  const { face } = sheet
  const { size, leading } = look
  const bold = { ...look, weight: 700 as const }
  const figures = Math.max(...lines.map(({ figure }) => face.width(figure, 700, size)))
  const { width } = sheet
  const list = sheet.tag(parent, 'L')
  lines.forEach(({ words: text, figure }, at) => {
    const own = linesOf(face, text, 400, size, width - INDENT - figures - 24)
    sheet.ensure(own.length * leading)
    const li = sheet.tag(list, 'LI')
    sheet.say(sheet.tag(li, 'Lbl'), `${at + 1}. `, sheet.left, sheet.y + size, look)
    const body = sheet.tag(li, 'LBody')
    own.forEach((line, n) => {
      const baseline = sheet.y + size
      sheet.say(body, `${line} `, sheet.left + INDENT, baseline, look)
      if (n === own.length - 1) {
        const end = sheet.left + INDENT + face.width(line, 400, size)
        const x = sheet.left + width - face.width(figure, 700, size)
        leader(sheet, end + 5, x - 5, baseline)
        sheet.say(body, figure, x, baseline, bold)
      }
      sheet.y += leading
    })
    li.end()
  })
  list.end()
}

function leader({ doc, ornament }: Sheet, from: number, to: number, y: number): void {
  if (to - from < 6) return
  ornament(() =>
    doc
      .moveTo(from, y - 1)
      .lineTo(to, y - 1)
      .lineWidth(0.7)
      .dash(0.7, { space: 3 })
      .strokeColor(COLOUR.muted)
      .stroke()
      .undash(),
  )
}

const pictureHeight = (sheet: Sheet, svg: string): number => {
  const { width, height } = sizeOfSvg(svg)
  return (height * sheet.width) / Math.max(1, width)
}

function drawPicture(sheet: Sheet, parent: Tag, svg: string, alt: string): void {
  const height = pictureHeight(sheet, svg)
  sheet.ensure(height)
  const { left, y, width } = sheet
  const figure = sheet.tag(parent, 'Figure', { alt, bbox: [left, y, left + width, y + height] })
  figure.add(() => drawSvg(sheet.doc, sheet.face, svg, { x: left, y, width }))
  figure.end()
  sheet.y += height + 4
}

/** Title and page number, which are no part of the text. */
function everyPage({ doc, face }: Sheet, { title, footer }: PdfAbout): void {
  const { start, count } = doc.bufferedPageRange()
  for (let at = 0; at < count; at += 1) {
    doc.switchToPage(start + at)
    const style = { weight: 400, size: 8, fill: COLOUR.muted } as const
    const page = `Page ${at + 1} of ${count}`
    const y = PAGE.height - 27
    doc.markContent('Artifact', { type: 'Pagination' })
    if (at > 0) face.draw(title, PAGE.left, 31, style)
    const right = PAGE.width - PAGE.right - face.width(page, 400, 8)
    const [foot = ''] = linesOf(face, footer, 400, 8, right - PAGE.left - 20)
    face.draw(foot, PAGE.left, y, style)
    face.draw(page, right, y, style)
    doc.endMarkedContent()
  }
}
