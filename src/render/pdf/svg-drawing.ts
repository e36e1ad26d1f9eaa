import { SaxesParser } from 'saxes'
import type { Doc, Typeface } from './typeface.ts'

/** How large a chart says it is. */
export function sizeOfSvg(svg: string): { width: number; height: number } {
  const box = /viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"/.exec(svg)
  return { width: Number(box?.[1] ?? 0), height: Number(box?.[2] ?? 0) }
}

type Attributes = Record<string, string>

interface Shape {
  name: string
  attributes: Attributes
  words: string
}

/** What is drawn and the tiles that shapes may be filled with. */
interface Drawing {
  shapes: Shape[]
  tiles: Map<string, { width: number; height: number; shapes: Shape[] }>
  size: string
}

const UNSEEN = new Set(['title', 'desc'])

function read(svg: string): Drawing {
  const drawing: Drawing = { shapes: [], tiles: new Map(), size: '15' }
  let into = drawing.shapes
  let unseen = 0
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => {
    const own = attributes as Attributes
    if (name === 'svg') drawing.size = own['font-size'] ?? drawing.size
    else if (name === 'pattern') {
      const tile = { width: Number(own.width), height: Number(own.height), shapes: [] }
      drawing.tiles.set(own.id ?? '', tile)
      into = tile.shapes
    } else if (UNSEEN.has(name)) unseen += 1
    else if (name !== 'defs') into.push({ name, attributes: own, words: '' })
  })
  parser.on('text', (words) => {
    const last = into.at(-1)
    if (unseen === 0 && last?.name === 'text') last.words += words
  })
  parser.on('closetag', ({ name }) => {
    if (name === 'pattern') into = drawing.shapes
    if (UNSEEN.has(name)) unseen -= 1
  })
  parser.write(svg).close()
  return drawing
}

/**
 * Draws a chart of this house as vectors: the few elements and presentation attributes that
 * `render/charts` writes, and no more of SVG than that.
 */
export function drawSvg(
  doc: Doc,
  face: Typeface,
  svg: string,
  at: { x: number; y: number; width: number },
): void {
  const { width } = sizeOfSvg(svg)
  if (width === 0) return
  const drawing = read(svg)
  doc.save()
  doc.translate(at.x, at.y).scale(at.width / width)
  for (const shape of drawing.shapes) drawShape(doc, face, shape, drawing)
  doc.restore()
}

function drawShape(doc: Doc, face: Typeface, shape: Shape, drawing: Drawing): void {
  const { name, attributes } = shape
  if (name === 'text') return drawWords(doc, face, shape, drawing)
  const { fill, stroke } = attributes
  const tile = drawing.tiles.get(/^url\(#(.+)\)$/.exec(fill ?? '')?.[1] ?? '')
  doc.save()
  doc.lineWidth(Number(attributes['stroke-width'] ?? 1))
  const dashes = (attributes['stroke-dasharray'] ?? '').split(/[ ,]+/).filter(Boolean).map(Number)
  if (dashes.length > 0)
    doc.dash(dashes[0] as number, { space: dashes[1] ?? (dashes[0] as number) })
  if (attributes.opacity !== undefined) doc.opacity(Number(attributes.opacity))
  if (tile) {
    doc.save()
    if (outline(doc, shape)) {
      doc.clip()
      fillWithTiles(doc, face, shape, tile, drawing)
    }
    doc.restore()
  }
  const fills = !tile && fill !== 'none'
  const strokes = stroke !== undefined && stroke !== 'none'
  if ((fills || strokes) && outline(doc, shape)) {
    if (fills) doc.fillColor(fill ?? '#1d1d1b')
    if (strokes) doc.strokeColor(stroke)
    if (fills && strokes) doc.fillAndStroke()
    else if (fills) doc.fill()
    else doc.stroke()
  }
  doc.restore()
}

/** Lays the path of a shape; false where it is none that can be drawn. */
function outline(doc: Doc, { name, attributes }: Shape): boolean {
  const number = (key: string): number => Number(attributes[key] ?? 0)
  if (name === 'path') doc.path(attributes.d ?? '')
  else if (name === 'circle') doc.circle(number('cx'), number('cy'), number('r'))
  else if (name === 'rect') {
    doc.rect(number('x'), number('y'), number('width'), number('height'))
  } else return false
  return true
}

/** Tiles stand where they would in the whole picture, so that neighbours join. */
function fillWithTiles(
  doc: Doc,
  face: Typeface,
  { attributes }: Shape,
  tile: { width: number; height: number; shapes: Shape[] },
  drawing: Drawing,
): void {
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((key) =>
    Number(attributes[key] ?? 0),
  ) as [number, number, number, number]
  for (let top = Math.floor(y / tile.height) * tile.height; top < y + height; top += tile.height) {
    for (let left = Math.floor(x / tile.width) * tile.width; left < x + width; left += tile.width) {
      doc.save()
      doc.translate(left, top)
      for (const shape of tile.shapes) drawShape(doc, face, shape, drawing)
      doc.restore()
    }
  }
}

function drawWords(doc: Doc, face: Typeface, { attributes, words }: Shape, drawing: Drawing): void {
  const size = Number(attributes['font-size'] ?? drawing.size)
  const weight = attributes['font-weight'] === '700' ? 700 : 400
  const wide = face.width(words, weight, size)
  const anchor = attributes['text-anchor']
  const x = Number(attributes.x) - (anchor === 'middle' ? wide / 2 : anchor === 'end' ? wide : 0)
  const y = Number(attributes.y)
  if (attributes['paint-order'] === 'stroke') {
    doc.save()
    doc.rect(x - 2, y - size * 0.8, wide + 4, size * 1.05).fill('#fff')
    doc.restore()
  }
  face.draw(words, x, y, { weight, size, fill: attributes.fill ?? '#1d1d1b' })
}
