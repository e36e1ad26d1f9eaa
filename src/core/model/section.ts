/**
 * A document in words, before anybody decides how it looks: a page, a PDF and a terminal show the same
 * sections. Texts are plain, figures already written out with their units.
 */
export interface Section {
  heading: string
  blocks: readonly Block[]
  /** Set smaller: what is there to be looked up, not to be read. */
  smallPrint?: boolean
}

export type Block =
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; items: readonly string[] }
  | Sum
  | SectionTable
  | Picture

/** Numbered lines of arithmetic: what is worked out, and what comes to. */
export interface Sum {
  kind: 'sum'
  lines: readonly { words: string; figure: string }[]
}

export interface SectionTable {
  kind: 'table'
  caption: string
  columns: readonly { label: string; kind: 'text' | 'number' }[]
  /** One text for each column. The first column names the row. */
  rows: readonly (readonly string[])[]
  /** The last row, where the table adds up. */
  total?: readonly string[]
  /** Where rows were left out: how many, and where they are. */
  more?: string
}

/** A chart as this house draws them (SVG), with the same finding in words for who cannot see it. */
export interface Picture {
  kind: 'picture'
  svg: string
  alt: string
}
