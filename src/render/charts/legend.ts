import { text, textWidth } from './svg.ts'

export interface LegendItem {
  /** Draws the sample centred on a point. */
  sample: (x: number, y: number) => string
  words: string
}

/** Samples with their words, in as many rows as the width needs. */
export function legend(
  items: readonly LegendItem[],
  at: { x: number; y: number; width: number; size: number },
): { svg: string; height: number } {
  const rowHeight = at.size * 1.7
  const parts: string[] = []
  let x = at.x
  let y = at.y
  for (const item of items) {
    const width = 24 + textWidth(item.words, at.size) + 14
    if (x > at.x && x + width > at.x + at.width + 14) {
      x = at.x
      y += rowHeight
    }
    parts.push(
      item.sample(x + 10, y),
      text(x + 24, y + at.size * 0.35, item.words, { size: at.size }),
    )
    x += width
  }
  return { svg: parts.join(''), height: items.length === 0 ? 0 : y - at.y + rowHeight }
}
