import type { Doc, Typeface, TypeStyle } from './typeface.ts'

/** A4 in points, and what the text keeps clear of. */
export const PAGE = { width: 595.28, height: 841.89, left: 46, right: 46, top: 46, bottom: 45 }

/** What prints well in black and white too. */
export const COLOUR = { ink: '#1d1d1b', muted: '#55595c', rule: '#b5babd', teal: '#0b5d66' }

export type Tag = PDFKit.PDFStructureElement

/** Where on which page the next thing stands; everything drawn is either tagged or an artefact. */
export interface Sheet {
  doc: Doc
  face: Typeface
  /** Distance from the page's upper edge. */
  y: number
  readonly left: number
  readonly width: number
  /** What is left of this page. */
  room(): number
  /** Starts a page where less than `height` is left; says whether it did. */
  ensure(height: number): boolean
  /** A new element of the structure tree. */
  tag(parent: Tag, name: string, options?: TagOptions): Tag
  /** Draws words on the page as content of an element. */
  say(tag: Tag, words: string, x: number, baseline: number, style: TypeStyle): void
  /** Draws what a reader of the text need not know of: rules, repeated heads. */
  ornament(draw: () => void): void
}

export interface TagOptions {
  alt?: string
  scope?: 'Row' | 'Column'
  bbox?: [number, number, number, number]
}

/** The full height of a page’s text. */
export const BODY = PAGE.height - PAGE.top - PAGE.bottom

export function sheetOn(doc: Doc, face: Typeface): Sheet {
  const sheet: Sheet = {
    doc,
    face,
    y: PAGE.top,
    left: PAGE.left,
    width: PAGE.width - PAGE.left - PAGE.right,
    room: () => PAGE.height - PAGE.bottom - sheet.y,
    ensure(height) {
      if (height <= sheet.room() || sheet.y <= PAGE.top) return false
      doc.addPage()
      sheet.y = PAGE.top
      return true
    },
    tag(parent, name, options = {}) {
      const tag = doc.struct(name, options)
      parent.add(tag)
      return tag
    },
    say(tag, words, x, baseline, style) {
      if (words === '') return
      tag.add(() => face.draw(words, x, baseline, style))
    },
    ornament(draw) {
      doc.markContent('Artifact', { type: 'Layout' })
      draw()
      doc.endMarkedContent()
    },
  }
  return sheet
}

/** A horizontal line across part of the page. */
export function rule(
  { doc, ornament }: Sheet,
  x: number,
  y: number,
  width: number,
  { colour, weight }: { colour: string; weight: number },
): void {
  ornament(() =>
    doc
      .moveTo(x, y)
      .lineTo(x + width, y)
      .lineWidth(weight)
      .strokeColor(colour)
      .stroke(),
  )
}
