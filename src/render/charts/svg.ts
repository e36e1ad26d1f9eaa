import { wellFormed } from '../well-formed.ts'

type Value = string | number

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text as it may stand in markup: escaped, and without characters that no XML can hold. */
export function escape(text: string): string {
  return wellFormed(text)
    .replace(/[^\t\n\r\P{Cc}]|[\uFFFE\uFFFF]/gu, '')
    .replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '')
}

/** A number as short as a tenth of a pixel needs. */
export const px = (value: number): string => String(Math.round(value * 10) / 10)

/** An element; attributes that are undefined are left out. Presentation attributes only: never `style`. */
export function el(
  name: string,
  attributes: Readonly<Record<string, Value | undefined>>,
  ...children: string[]
): string {
  let open = `<${name}`
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined) continue
    open += ` ${key}="${typeof value === 'number' ? px(value) : escape(value)}"`
  }
  const inner = children.join('')
  return inner === '' ? `${open}/>` : `${open}>${inner}</${name}>`
}

export const INK = '#1d1d1b'
export const MUTED = '#55595c'
export const RULE = '#b5babd'
export const TEAL = '#0b5d66'
export const PALE = '#cfe3e5'
/** Rust: 7.6 to 1 on white, and told from teal without colour by its shape. */
export const OVER = '#9a2a12'
export const BEYOND = '#f7efec'

export interface TextStyle {
  size?: number
  anchor?: 'start' | 'middle' | 'end'
  bold?: boolean
  fill?: string
  /** Keeps lines behind the words from running through them. */
  halo?: boolean
}

export function text(x: number, y: number, words: string, style: TextStyle = {}): string {
  return el(
    'text',
    {
      x,
      y,
      'font-size': style.size,
      'text-anchor': style.anchor,
      'font-weight': style.bold ? '700' : undefined,
      fill: style.fill,
      ...(style.halo
        ? { class: 'fl-halo', stroke: '#fff', 'stroke-width': '5', 'paint-order': 'stroke' }
        : {}),
    },
    escape(words),
  )
}

/** About how wide words are in Atkinson Hyperlegible; generous, so that nothing is cut off. */
export const textWidth = (words: string, size: number): number => words.length * size * 0.56

/** Words broken into at most `most` lines of a width, the last with an ellipsis where they do not fit. */
export function wrap(words: string, width: number, size: number, most: number): string[] {
  const room = Math.max(4, Math.floor(width / (size * 0.56)))
  const lines: string[] = []
  let line = ''
  for (const word of words.split(/\s+/).filter(Boolean)) {
    const longer = line === '' ? word : `${line} ${word}`
    if (longer.length <= room || line === '') line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  lines.push(line)
  const kept = lines.slice(0, most)
  return kept.map((one, n) => {
    const isCut = one.length > room || (n === most - 1 && lines.length > most)
    return isCut ? `${one.slice(0, room - 1).trimEnd()}…` : one
  })
}

/** A chart in two layouts of the same data, and what it says in a sentence or two. */
export interface Chart {
  /** For a column of 600 pixels or more, and for print. */
  wide: string
  /** For a phone: nothing in it needs more than 280 pixels. */
  narrow: string
  /** The same finding in words; it stands above the chart and is its description. */
  summary: string
}

export interface Frame {
  /** Unique on the page; letters, digits and hyphens. */
  id: string
  title: string
  summary: string
  width: number
  height: number
  layout: 'wide' | 'narrow'
}

export const WIDE = 880
export const NARROW = 310

/** The picture itself: named and described for who cannot see it. */
export function picture(frame: Frame, ...parts: string[]): string {
  const id = `${frame.id}-${frame.layout}`
  return el(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: `fl-chart fl-chart--${frame.layout}`,
      viewBox: `0 0 ${px(frame.width)} ${px(frame.height)}`,
      width: frame.width,
      height: frame.height,
      role: 'img',
      'aria-labelledby': `${id}-title`,
      'aria-describedby': `${id}-desc`,
      'font-family': "'Atkinson Hyperlegible', Arial, sans-serif",
      'font-size': frame.layout === 'wide' ? 15 : 14,
      fill: INK,
    },
    el('title', { id: `${id}-title` }, escape(frame.title)),
    el('desc', { id: `${id}-desc` }, escape(frame.summary)),
    ...parts,
  )
}

/** A share in percent as people read it. */
export const percent = (value: number): string => `${Math.round(value).toLocaleString('en-GB')}%`
