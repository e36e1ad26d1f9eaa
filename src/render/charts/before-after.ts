import { count } from '../../kit/index.ts'
import { legend } from './legend.ts'
import type { LegendItem } from './legend.ts'
import { mark } from './marks.ts'
import { drawPercentAxis, percentAxis } from './percent-axis.ts'
import type { Lines, PercentAxis } from './percent-axis.ts'
import {
  el,
  INK,
  MUTED,
  NARROW,
  percent,
  picture,
  px,
  RULE,
  text,
  textWidth,
  WIDE,
  wrap,
} from './svg.ts'
import type { Chart } from './svg.ts'

/** One worker's share before and after; null where they cannot receive and there is no share. */
export interface BeforeAfterWorker {
  label: string
  before: number | null
  after: number | null
  /** What stands for a share that is null: `cannot receive`. */
  without?: { before: string; after: string } | undefined
}

export interface BeforeAfterChart {
  id: string
  title: string
  lines: Lines
  /** In the order in which they are shown. */
  workers: readonly BeforeAfterWorker[]
  /** Workers who are not in the picture because their capacity is unknown. */
  unknown: number
}

/** Each worker's share before a plan and after it: a tick, an arrow, and the mark where it ends. */
export function beforeAfterChart(chart: BeforeAfterChart): Chart {
  const summary = changeInWords(chart)
  return { summary, wide: draw(chart, summary, 'wide'), narrow: draw(chart, summary, 'narrow') }
}

/** What changes between before and after, in two or three sentences. */
export function changeInWords({
  workers,
  lines,
  unknown,
}: {
  workers: readonly Pick<BeforeAfterWorker, 'before' | 'after'>[]
  lines: Lines
  unknown: number
}): string {
  if (workers.length === 0) return 'Nobody with a known capacity is in reach.'
  const over = (side: 'before' | 'after'): number =>
    workers.filter((worker) => (worker[side] ?? 0) > lines.safe).length
  const highest = (side: 'before' | 'after'): string =>
    percent(Math.max(0, ...workers.map((worker) => worker[side] ?? 0)))
  const changed = workers.filter((worker) => worker.before !== worker.after).length
  return [
    `Of ${count(workers.length, 'worker')}, ${over('before')} ${over('before') === 1 ? 'is' : 'are'} over the safe line before and ${over('after')} after; the highest ${highest('before') === highest('after') ? `stays at ${highest('after')}` : `goes from ${highest('before')} to ${highest('after')}`}.`,
    `The load of ${changed === 0 ? 'nobody' : count(changed, 'worker')} changes.`,
    unknown > 0
      ? `${count(unknown, 'worker')} whose capacity is unknown ${unknown === 1 ? 'is' : 'are'} left out.`
      : '',
  ]
    .filter(Boolean)
    .join(' ')
}

function draw(chart: BeforeAfterChart, summary: string, layout: 'wide' | 'narrow'): string {
  const isWide = layout === 'wide'
  const width = isWide ? WIDE : NARROW
  const size = isWide ? 15 : 14
  const r = isWide ? 5.5 : 5
  const left = isWide ? 190 : 4
  const words = isWide ? 130 : 0
  const shares = chart.workers.flatMap((worker) => [worker.before ?? 0, worker.after ?? 0])
  const axis = percentAxis(shares, chart.lines, left, width - (isWide ? words : 14), isWide ? 0 : 4)
  const top = isWide ? 54 : 50
  const high = isWide ? 26 : 44
  const rows: string[] = []
  let y = top
  for (const worker of chart.workers) {
    const middle = isWide ? y + high / 2 : y + 32
    const said = wordsOf(worker)
    const isOver = (worker.after ?? 0) > chart.lines.safe
    rows.push(el('path', { d: `M0 ${px(y)}H${px(width)}`, stroke: RULE, 'stroke-width': '1' }))
    if (isWide) {
      rows.push(
        text(0, middle + size * 0.35, wrap(worker.label, left - 12, size, 1)[0] ?? '', { size }),
        text(width, middle + size * 0.35, said, {
          size,
          anchor: 'end',
          bold: isOver,
          halo: true,
        }),
      )
    } else {
      const room = width - textWidth(said, size) * 1.2 - 14
      rows.push(
        text(2, y + 16, wrap(worker.label, room, size, 1)[0] ?? '', {
          size,
          bold: true,
          halo: true,
        }),
        text(width - 4, y + 16, said, { size, anchor: 'end', bold: isOver, halo: true }),
      )
    }
    rows.push(way(worker, chart.lines, axis, middle, r))
    y += high
  }
  const key = legend(legendItems(chart, r), { x: 0, y: y + 20, width, size })
  return picture(
    { id: chart.id, title: chart.title, summary, width, height: y + 20 + key.height, layout },
    drawPercentAxis(axis, chart.lines, top, y, size - (isWide ? 1 : 2)),
    ...rows,
    el('path', { d: `M0 ${px(y)}H${px(width)}`, stroke: RULE, 'stroke-width': '1' }),
    key.svg,
  )
}

function wordsOf({ before, after, without }: BeforeAfterWorker): string {
  const [from, to] = [
    before === null ? (without?.before ?? 'no share') : percent(before),
    after === null ? (without?.after ?? 'no share') : percent(after),
  ]
  return from === to ? to : `${from} → ${to}`
}

/** From the tick to the mark; an arrow's head only where there is room for one. */
function way(
  worker: BeforeAfterWorker,
  lines: Lines,
  axis: PercentAxis,
  y: number,
  r: number,
): string {
  const { before, after, label } = worker
  const parts: string[] = []
  const to = after === null ? null : axis.x(after)
  if (before !== null && before !== after) {
    const from = axis.x(before)
    parts.push(tick(from, y, r))
    if (to !== null && Math.abs(to - from) > r + 1) {
      const sign = to > from ? 1 : -1
      const tip = to - sign * (r + 2)
      parts.push(
        el('path', {
          class: 'fl-arrow',
          d: `M${px(from)} ${px(y)}H${px(tip)}`,
          stroke: INK,
          'stroke-width': '2',
        }),
      )
      if (Math.abs(tip - from) > 8) {
        parts.push(
          el('path', {
            class: 'fl-arrow',
            d: `M${px(tip - sign * 5)} ${px(y - 4)}L${px(tip)} ${px(y)}L${px(tip - sign * 5)} ${px(y + 4)}`,
            stroke: INK,
            'stroke-width': '2',
            fill: 'none',
          }),
        )
      }
    }
  }
  if (to === null || after === null) return parts.join('')
  parts.push(mark(after > lines.safe ? 'over' : 'within', to, y, r, `${label}: ${wordsOf(worker)}`))
  return parts.join('')
}

const tick = (x: number, y: number, r: number): string =>
  el('path', {
    class: 'fl-before',
    d: `M${px(x)} ${px(y - r - 1)}v${px(2 * r + 2)}`,
    stroke: MUTED,
    'stroke-width': '3',
  })

function legendItems({ workers, lines }: BeforeAfterChart, r: number): LegendItem[] {
  const items: LegendItem[] = [
    { words: 'before, where it changes', sample: (x, y) => tick(x, y, r) },
  ]
  if (workers.some((worker) => worker.after !== null && worker.after <= lines.safe)) {
    items.push({
      words: 'after, within the safe line',
      sample: (x, y) => mark('within', x, y, r),
    })
  }
  if (workers.some((worker) => (worker.after ?? 0) > lines.safe)) {
    items.push({ words: 'after, over the safe line', sample: (x, y) => mark('over', x, y, r) })
  }
  return items
}
