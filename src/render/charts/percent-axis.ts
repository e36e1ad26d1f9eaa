import { BEYOND, el, INK, MUTED, percent, px, RULE, text } from './svg.ts'

/** The agreed lines, in percent of what a worker can carry. */
export interface Lines {
  safe: number
  hard: number
}

export interface PercentAxis {
  x: (value: number) => number
  /** Where the axis ends; values beyond stand at its end. */
  most: number
  left: number
  right: number
}

/** What the figures of `beyondWords` need to the right of the axis. */
export const BEYOND_ROOM = 60

/**
 * The figures of those who stand past the axis's end, right of their marks there; where marks lie
 * closer than words can, one says how far they go.
 */
export function beyondWords(
  beyond: readonly { percent: number; y: number }[],
  axis: PercentAxis,
  size: number,
): string {
  const byHeight = beyond.filter((one) => one.percent > axis.most).sort((a, b) => a.y - b.y)
  if (byHeight.length === 0) return ''
  const said = (y: number, words: string): string =>
    text(axis.right + 11, y + size * 0.35, words, { size, bold: true })
  const isApart = byHeight.every(
    (one, n) => n === 0 || one.y - (byHeight[n - 1]?.y ?? 0) > size * 0.8,
  )
  if (isApart) return byHeight.map((one) => said(one.y, `${percent(one.percent)} ▸`)).join('')
  const middle = ((byHeight[0]?.y ?? 0) + (byHeight.at(-1)?.y ?? 0)) / 2
  return said(middle, `to ${percent(Math.max(...byHeight.map((one) => one.percent)))}`)
}

/** 0 to 160 % unless someone is further; then to 200 %, and no further: beyond that, further is no news. */
export function percentAxis(
  values: readonly number[],
  lines: Lines,
  left: number,
  end: number,
  /** Room to keep free at the end where someone stands beyond it. */
  room = 0,
): PercentAxis {
  const most = Math.max(
    Math.max(...values, 0) > 160 ? 200 : 160,
    Math.ceil(lines.hard / 20) * 20 + 20,
  )
  const right = Math.max(...values, 0) > most ? end - room : end
  const scale = (right - left) / most
  return { most, left, right, x: (value) => left + Math.min(Math.max(value, 0), most) * scale }
}

/** Grid, both lines and their names. `top` is where the rows begin, `bottom` where they end. */
export function drawPercentAxis(
  axis: PercentAxis,
  lines: Lines,
  top: number,
  bottom: number,
  size: number,
): string {
  const step = axis.right - axis.left > 400 ? 20 : 50
  const parts = [
    el('rect', {
      class: 'fl-beyond',
      x: axis.x(lines.safe),
      y: top,
      width: axis.right - axis.x(lines.safe),
      height: bottom - top,
      fill: BEYOND,
    }),
  ]
  for (let value = 0; value <= axis.most; value += step) {
    const x = axis.x(value)
    parts.push(
      el('path', { d: `M${px(x)} ${px(top)}V${px(bottom)}`, stroke: RULE, 'stroke-width': '1' }),
    )
    const anchor = value === 0 && axis.left < 12 ? 'start' : value === axis.most ? 'end' : 'middle'
    // The last label ends at the edge: the one before gives way where they would touch.
    const touches = value === axis.most - step && axis.x(step) - axis.x(0) < size * 5
    if (!touches) parts.push(text(x, top - 7, percent(value), { size, anchor, fill: MUTED }))
  }
  const safe = axis.x(lines.safe)
  const hard = axis.x(lines.hard)
  const nameAt = top - 7 - size * 1.4
  parts.push(
    el('path', {
      class: 'fl-line',
      d: `M${px(safe)} ${px(top - 4)}V${px(bottom)}`,
      stroke: INK,
      'stroke-width': '2',
    }),
    text(lines.hard === lines.safe ? safe : safe - 2, nameAt, `safe line ${percent(lines.safe)}`, {
      size,
      anchor: 'end',
      bold: true,
    }),
  )
  if (lines.hard !== lines.safe) {
    parts.push(
      el('path', {
        class: 'fl-line',
        d: `M${px(hard)} ${px(top - 4)}V${px(bottom)}`,
        stroke: INK,
        'stroke-width': '2',
        'stroke-dasharray': '5 4',
      }),
      text(hard + 2, nameAt, `hard line ${percent(lines.hard)}`, {
        size,
        anchor: 'start',
        bold: true,
      }),
    )
  }
  return parts.join('')
}
