import type { SectionTable } from '../../core/model/index.ts'
import { linesOf, widestWord } from './lines.ts'
import { BODY, COLOUR, rule, type Sheet, type Tag } from './sheet.ts'
import type { Typeface, Weight } from './typeface.ts'

const GAP = 11
const PAD = 1.5
/** Between two halves of a table that stand side by side. */
const BETWEEN = 26
/** From so many rows on, a table that is narrow enough stands in two halves. */
const HALVED_FROM = 8

interface Laid {
  left: number
  widths: number[]
  starts: number[]
  size: number
  leading: number
}

/**
 * A table whose head stands again on every page, and whose rows are never split unless one is taller
 * than a page. Numbers stand to the right; the first cell of a row is its heading.
 */
export function drawTable(sheet: Sheet, parent: Tag, table: SectionTable, size: number): void {
  const { face } = sheet
  const laid = layOut(sheet, table, size)
  const head = table.columns.map(({ label }) => label)
  const headLines = cells(face, head, laid, 700)
  const first = table.rows[0] ?? table.total
  const firstHeight = first ? heightOf(cells(face, first, laid, 400), laid) : 0
  const captionLines = linesOf(face, table.caption, 700, size, sheet.width)
  const headHeight = heightOf(headLines, laid)
  sheet.ensure(captionLines.length * laid.leading + headHeight + firstHeight * 2 + 6)

  const tag = sheet.tag(parent, 'Table')
  const caption = sheet.tag(tag, 'Caption')
  drawLines(sheet, caption, captionLines, laid, { x: sheet.left, weight: 700 })
  caption.end()
  sheet.y += 2
  const headTop = sheet.y
  const headRow = sheet.tag(sheet.tag(tag, 'THead'), 'TR')
  drawRow(sheet, headLines, laid, table, 700, () => sheet.tag(headRow, 'TH', { scope: 'Column' }))
  underHead(sheet, laid)
  const body = sheet.tag(tag, 'TBody')
  const halves = halvesOf(sheet, table, laid)
  if (halves) {
    drawHalves(sheet, body, table, laid, { halves, headLines, headTop })
  } else drawRows(sheet, body, table, laid, { from: 0, headLines })
  tag.end()
  if (table.more !== undefined) {
    sheet.y += 2
    const note = sheet.tag(parent, 'P')
    const lines = linesOf(face, table.more, 400, size, sheet.width)
    drawLines(sheet, note, lines, laid, { x: sheet.left, weight: 400 })
    note.end()
  }
}

interface Part {
  from: number
  /** The row before which to stop; the last and the total where left out. */
  to?: number
  headLines: readonly (readonly string[])[]
}

function drawRows(
  sheet: Sheet,
  body: Tag,
  table: SectionTable,
  laid: Laid,
  { from, to, headLines }: Part,
): void {
  const { face } = sheet
  const headHeight = heightOf(headLines, laid)
  const rows = table.total ? [...table.rows, table.total] : table.rows
  rows.slice(from, to).forEach((row, nth) => {
    const at = from + nth
    const isTotal = at === table.rows.length
    const weight = isTotal ? 700 : 400
    const lines = cells(face, row, laid, weight)
    // The total is not left alone at the head of a page, nor the row before it.
    const next = at === rows.length - 2 && table.total ? cells(face, table.total, laid, 700) : null
    const height = heightOf(lines, laid) + (next ? heightOf(next, laid) : 0)
    if (sheet.ensure(Math.min(height, BODY - headHeight))) repeatHead(sheet, headLines, laid, table)
    const tr = sheet.tag(body, 'TR')
    if (isTotal) {
      rule(sheet, laid.left, sheet.y, extent(laid), { colour: COLOUR.ink, weight: 0.7 })
    }
    const made = new Map<number, Tag>()
    const cellOf = (column: number): Tag => {
      const known = made.get(column)
      if (known) return known
      const cell = column === 0 ? sheet.tag(tr, 'TH', { scope: 'Row' }) : sheet.tag(tr, 'TD')
      made.set(column, cell)
      return cell
    }
    let rest = lines
    for (;;) {
      const fit = Math.max(1, Math.floor((sheet.room() - 2 * PAD) / laid.leading))
      drawRow(
        sheet,
        rest.map((cell) => cell.slice(0, fit)),
        laid,
        table,
        weight,
        cellOf,
      )
      rest = rest.map((cell) => cell.slice(fit))
      if (rest.every((cell) => cell.length === 0)) break
      sheet.ensure(BODY)
      repeatHead(sheet, headLines, laid, table)
    }
    if (!isTotal && at < table.rows.length - 1) {
      rule(sheet, laid.left, sheet.y, extent(laid), { colour: COLOUR.rule, weight: 0.4 })
    }
    tr.end()
  })
  rule(sheet, laid.left, sheet.y, extent(laid), { colour: COLOUR.ink, weight: 0.7 })
}

/** How many rows stand to the left, where two halves fit beside each other and on the page. */
function halvesOf(sheet: Sheet, table: SectionTable, laid: Laid): number | null {
  const count = table.rows.length
  if (count < HALVED_FROM || 2 * extent(laid) + BETWEEN > sheet.width) return null
  const left = Math.ceil((count + (table.total ? 1 : 0)) / 2)
  const height = table.rows
    .slice(0, left)
    .reduce((sum, row) => sum + heightOf(cells(sheet.face, row, laid, 400), laid), 0)
  return height > sheet.room() ? null : left
}

function drawHalves(
  sheet: Sheet,
  body: Tag,
  table: SectionTable,
  laid: Laid,
  { halves, headLines, headTop }: { halves: number; headTop: number } & Pick<Part, 'headLines'>,
): void {
  drawRows(sheet, body, table, laid, { from: 0, to: halves, headLines })
  const leftEnd = sheet.y
  sheet.y = headTop
  const right = { ...laid, left: laid.left + extent(laid) + BETWEEN }
  repeatHead(sheet, headLines, right, table)
  drawRows(sheet, body, table, right, { from: halves, headLines })
  sheet.y = Math.max(sheet.y, leftEnd)
}

const extent = ({ widths }: Laid): number =>
  widths.reduce((sum, width) => sum + width, 0) + GAP * (widths.length - 1)

/**
 * Each column as wide as its longest cell where all fit; else the long ones share what is left. A narrow
 * table that will stand in two halves breaks its heads instead.
 */
function layOut({ face, left, width }: Sheet, table: SectionTable, size: number): Laid {
  const count = table.columns.length
  const room = width - GAP * (count - 1)
  const words = table.columns.map(({ label }) => widestWord(face, label, 700, size))
  const heads = table.columns.map(({ label }) => face.width(label, 700, size))
  const longest = table.columns.map(() => 0)
  const least = [...words]
  const rows = table.total ? [...table.rows, table.total] : table.rows
  rows.forEach((row, at) => {
    const weight: Weight = at === table.rows.length ? 700 : 400
    for (let column = 0; column < count; column += 1) {
      const text = row[column] ?? ''
      longest[column] = Math.max(longest[column] as number, face.width(text, weight, size))
      least[column] = Math.max(least[column] as number, widestWord(face, text, weight, size))
    }
  })
  const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0)
  const atLeast = (floor: readonly number[]): number[] =>
    longest.map((one, at) => Math.max(one, floor[at] as number) + 0.5)
  const narrow = atLeast(words)
  const isHalved =
    table.rows.length >= HALVED_FROM && 2 * (sum(narrow) + GAP * (count - 1)) + BETWEEN <= width
  let widths = isHalved ? narrow : atLeast(heads)
  if (sum(widths) > room) {
    const needed = least.map((one) => Math.min(one + 0.5, room * 0.6))
    const over = sum(widths) - sum(needed)
    const spare = room - sum(needed)
    widths =
      spare >= 0
        ? needed.map((one, at) => one + ((widths[at] as number) - one) * (spare / (over || 1)))
        : needed.map((one) => (one * room) / sum(needed))
  } else if (!isHalved) {
    // A little air, so that it does not huddle at the margin.
    const air = Math.min(24, (room - sum(widths)) / Math.max(1, count))
    widths = widths.map((one) => one + air)
  }
  let x = 0
  const starts = widths.map((one) => {
    const start = x
    x += one + GAP
    return start
  })
  return { left, widths, starts, size, leading: size * 1.27 }
}

/** Each cell's lines. */
const cells = (
  face: Typeface,
  row: readonly string[],
  { widths, size }: Laid,
  weight: Weight,
): string[][] =>
  widths.map((width, column) => linesOf(face, row[column] ?? '', weight, size, width))

const heightOf = (lines: readonly (readonly string[])[], { leading }: Laid): number =>
  Math.max(1, ...lines.map((cell) => cell.length)) * leading + 2 * PAD

/** Draws one row where the sheet stands and moves below it. */
function drawRow(
  sheet: Sheet,
  lines: readonly (readonly string[])[],
  laid: Laid,
  { columns }: SectionTable,
  weight: Weight,
  tagOf: ((column: number) => Tag) | null,
): void {
  const { face } = sheet
  const { starts, widths, size, leading } = laid
  const style = { weight, size, fill: COLOUR.ink }
  lines.forEach((cell, column) => {
    const tag = tagOf?.(column)
    const right = columns[column]?.kind === 'number'
    cell.forEach((words, n) => {
      const x =
        laid.left +
        (starts[column] as number) +
        (right ? (widths[column] as number) - face.width(words, weight, size) : 0)
      const baseline = sheet.y + PAD + size * 0.95 + n * leading
      const spaced = n < cell.length - 1 ? `${words} ` : words
      if (tag) sheet.say(tag, spaced, x, baseline, style)
      else face.draw(words, x, baseline, style)
    })
  })
  sheet.y += heightOf(lines, laid)
}

function underHead(sheet: Sheet, laid: Laid): void {
  rule(sheet, laid.left, sheet.y, extent(laid), { colour: COLOUR.teal, weight: 1 })
}

function repeatHead(
  sheet: Sheet,
  headLines: readonly (readonly string[])[],
  laid: Laid,
  table: SectionTable,
): void {
  sheet.ornament(() => drawRow(sheet, headLines, laid, table, 700, null))
  underHead(sheet, laid)
}

function drawLines(
  sheet: Sheet,
  tag: Tag,
  lines: readonly string[],
  { size, leading }: Laid,
  { x, weight }: { x: number; weight: Weight },
): void {
  lines.forEach((words, n) => {
    sheet.ensure(leading)
    const spaced = n < lines.length - 1 ? `${words} ` : words
    sheet.say(tag, spaced, x, sheet.y + size * 0.95, { weight, size, fill: COLOUR.ink })
    sheet.y += leading
  })
}
