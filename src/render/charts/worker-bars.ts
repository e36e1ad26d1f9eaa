import { count } from '../../kit/index.ts'
import { legend } from './legend.ts'
import type { LegendItem } from './legend.ts'
import { mark } from './marks.ts'
import { fillOf, patternDefs } from './patterns.ts'
import {
  el,
  escape,
  INK,
  MUTED,
  NARROW,
  percent,
  picture,
  px,
  RULE,
  text,
  WIDE,
  wrap,
} from './svg.ts'
import type { Chart } from './svg.ts'

/** A kind of work, or a reason that takes capacity; the order here is the order of the bar. */
export interface Kind {
  key: string
  label: string
  /** Which fill it has in every picture of it (`fillOf`); by its place in the order where left out. */
  fill?: number | undefined
}

export interface Part {
  kind: string
  /** In the chart's unit. */
  amount: number
}

/** One worker. Amounts are in the chart's unit (hours a month, or points). */
export interface WorkerBar {
  label: string
  work: readonly Part[]
  /** What the worker can carry; null where unknown, 0 where they cannot receive. */
  capacity: number | null
  /** What has been taken from the contract before capacity: duty, supervision, leave. */
  taken: readonly Part[]
  /** Percent; null where there is none. */
  percent: number | null
  standing: 'within' | 'over' | 'unknown' | 'cannot-receive'
}

export interface WorkerBars {
  id: string
  title: string
  /** `hours a month`. */
  unit: string
  /** The safe line in percent of capacity. */
  safe: number
  kinds: readonly Kind[]
  takenKinds: readonly Kind[]
  workers: readonly WorkerBar[]
}

/**
 * Each worker's work against their own safe line, by kind of work; beneath it, thin, what of their
 * contract is left to carry cases and what took the rest.
 */
export function workerBars(chart: WorkerBars): Chart {
  const summary = summarise(chart)
  return { summary, wide: draw(chart, summary, 'wide'), narrow: draw(chart, summary, 'narrow') }
}

const total = (parts: readonly Part[]): number => parts.reduce((sum, part) => sum + part.amount, 0)

function summarise({ workers, unit }: WorkerBars): string {
  if (workers.length === 0) return 'Nobody in this team holds a case or has a contract on file.'
  const known = workers.filter((worker) => worker.percent !== null)
  const over = workers.filter((worker) => worker.standing === 'over').length
  const unknown = workers.filter((worker) => worker.standing === 'unknown').length
  const cannot = workers.filter((worker) => worker.standing === 'cannot-receive').length
  const highest = Math.max(0, ...known.map((worker) => worker.percent ?? 0))
  return [
    known.length === 0
      ? `Nobody’s capacity is known; together they carry ${amount(workers.reduce((sum, worker) => sum + total(worker.work), 0))} ${unit}.`
      : `${over} of ${count(known.length, 'worker')} with a known capacity ${over === 1 ? 'is' : 'are'} over their own safe line; the fullest carries ${percent(highest)} of what they safely can.`,
    cannot > 0
      ? `${count(cannot, 'worker')} cannot receive any case and ${cannot === 1 ? 'holds' : 'hold'} some.`
      : '',
    unknown > 0 && known.length > 0
      ? `The capacity of ${count(unknown, 'worker')} is unknown.`
      : '',
  ]
    .filter(Boolean)
    .join(' ')
}

// Made once: making a formatter costs a hundred times what using it does.
const upToOnePlace = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })

const amount = (value: number): string => upToOnePlace.format(value)

/** A round number at or above the value, and a step that marks it in four or five parts. */
function roundUp(value: number): { most: number; step: number } {
  const steps = [5, 10, 20, 25, 40, 50, 100, 200, 250, 500, 1000, 2500, 5000]
  const step = steps.find((one) => one * 5 >= value) ?? 10_000
  return { step, most: Math.max(step, Math.ceil(value / step) * step) }
}

function draw(chart: WorkerBars, summary: string, layout: 'wide' | 'narrow'): string {
  const isWide = layout === 'wide'
  const width = isWide ? WIDE : NARROW
  const size = isWide ? 15 : 14
  const left = isWide ? 200 : 4
  const right = width - (isWide ? 140 : 10)
  const id = `${chart.id}-${layout}`
  const { most, step } = roundUp(
    Math.max(
      ...chart.workers.flatMap((worker) => [
        total(worker.work),
        (worker.capacity ?? 0) + total(worker.taken),
      ]),
      1,
    ),
  )
  const x = (value: number): number => left + (value / most) * (right - left)
  const top = 34
  const rows: string[] = []
  let y = top
  for (const worker of chart.workers) {
    const words = wordsOf(worker)
    const barTop = y + (isWide ? 11 : size * 1.75 + 2)
    rows.push(el('path', { d: `M0 ${px(y)}H${px(width)}`, stroke: RULE, 'stroke-width': '1' }))
    if (isWide) {
      const label = wrap(worker.label, left - 16, size, 2)
      label.forEach((line, n) =>
        rows.push(
          text(0, barTop + 19 - ((label.length - 1) * size * 1.2) / 2 + n * size * 1.2, line, {
            size,
          }),
        ),
      )
      rows.push(
        worker.standing === 'within' ? '' : mark(worker.standing, right + 20, barTop + 13, 6),
        text(right + 34, barTop + 18, words, { size, bold: worker.standing === 'over' }),
      )
    } else {
      const shown = boldWidth(words, size) + 32
      const label = wrap(worker.label, width - shown - 16, size, 1)[0] ?? ''
      rows.push(
        text(2, y + size * 1.35, label, { size, bold: true, halo: true }),
        text(width - 4, y + size * 1.35, words, {
          size,
          anchor: 'end',
          bold: worker.standing === 'over',
          halo: true,
        }),
        worker.standing === 'within'
          ? ''
          : mark(worker.standing, width - 18 - boldWidth(words, size), y + size, 5.5),
      )
    }
    rows.push(barsOf(worker, chart, id, x, barTop))
    y = barTop + 46
  }
  const key = legend(legendItems(chart, id), { x: 0, y: y + 20, width, size })
  const axis: string[] = []
  for (let value = 0; value <= most; value += step) {
    axis.push(
      el('path', {
        d: `M${px(x(value))} ${px(top - 4)}V${px(y)}`,
        stroke: RULE,
        'stroke-width': '1',
      }),
    )
    // On a phone the last label ends at the edge; the one before it gives way.
    if (!isWide && value === most - step && step > 0 && value > 0) continue
    axis.push(
      text(
        x(value),
        top - 10,
        value === most ? `${amount(value)} ${shortUnit(chart.unit)}` : amount(value),
        {
          size: size - 1,
          fill: MUTED,
          anchor: value === 0 ? 'start' : !isWide && value === most ? 'end' : 'middle',
        },
      ),
    )
  }
  return picture(
    { id: chart.id, title: chart.title, summary, width, height: y + 20 + key.height, layout },
    patternDefs(id),
    ...axis,
    ...rows,
    el('path', { d: `M0 ${px(y)}H${px(width)}`, stroke: RULE, 'stroke-width': '1' }),
    key.svg,
  )
}

/** Bold figures are wider than other words, and the mark beside them must not touch. */
const boldWidth = (words: string, size: number): number => words.length * size * 0.68

const shortUnit = (unit: string): string => unit.split(' ')[0] ?? ''

function wordsOf(worker: WorkerBar): string {
  if (worker.percent !== null)
    return total(worker.work) === 0 ? 'no cases' : percent(worker.percent)
  return worker.standing === 'cannot-receive' ? 'cannot receive' : 'unknown'
}

function barsOf(
  worker: WorkerBar,
  chart: WorkerBars,
  id: string,
  x: (value: number) => number,
  top: number,
): string {
  const parts: string[] = []
  let from = 0
  chart.kinds.forEach((kind, n) => {
    const value = total(worker.work.filter((part) => part.kind === kind.key))
    if (value <= 0) return
    parts.push(
      segment(
        fillOf(id, kind.fill ?? n),
        x(from),
        x(from + value),
        top,
        22,
        `${worker.label}: ${kind.label} ${amount(value)} ${chart.unit}`,
      ),
    )
    from += value
  })
  if (worker.capacity === null) return parts.join('')
  parts.push(
    segment(
      { class: 'fl-fill-6', fill: '#fff' },
      x(0),
      x(worker.capacity),
      top + 26,
      8,
      `can carry ${amount(worker.capacity)} ${chart.unit}`,
    ),
  )
  let taken = worker.capacity
  chart.takenKinds.forEach((kind, n) => {
    const value = total(worker.taken.filter((part) => part.kind === kind.key))
    if (value <= 0) return
    parts.push(
      segment(
        fillOf(id, kind.fill ?? takenFill(n)),
        x(taken),
        x(taken + value),
        top + 26,
        8,
        `taken by ${kind.label}: ${amount(value)} ${chart.unit}`,
      ),
    )
    taken += value
  })
  const safe = x((worker.capacity * chart.safe) / 100)
  parts.push(
    el('path', {
      class: 'fl-halo',
      d: `M${px(safe)} ${px(top - 5)}v43`,
      stroke: '#fff',
      'stroke-width': '7',
    }),
    el('path', {
      class: 'fl-line',
      d: `M${px(safe)} ${px(top - 5)}v43`,
      stroke: INK,
      'stroke-width': '3',
    }),
  )
  return parts.join('')
}

/** What took capacity uses the dotted, ruled and crossed fills first, so that it looks unlike work. */
const takenFill = (n: number): number => [5, 3, 4, 0, 1, 2, 6][n % 7] ?? 5

function segment(
  fill: { class: string; fill: string },
  from: number,
  to: number,
  top: number,
  height: number,
  words: string,
): string {
  return el(
    'rect',
    {
      ...fill,
      x: from,
      y: top,
      width: Math.max(to - from, 1),
      height,
      stroke: INK,
      'stroke-width': '1',
    },
    el('title', {}, escape(words)),
  )
}

function legendItems(chart: WorkerBars, id: string): LegendItem[] {
  const uses = (of: (worker: WorkerBar) => readonly Part[], kind: Kind): boolean =>
    chart.workers.some((worker) =>
      of(worker).some((part) => part.kind === kind.key && part.amount > 0),
    )
  const swatch =
    (fill: { class: string; fill: string }, height: number) =>
    (x: number, y: number): string =>
      el('rect', {
        ...fill,
        x: x - 9,
        y: y - height / 2,
        width: 18,
        height,
        stroke: INK,
        'stroke-width': '1',
      })
  const items: LegendItem[] = []
  chart.kinds.forEach((kind, n) => {
    if (uses((worker) => worker.work, kind))
      items.push({ words: kind.label, sample: swatch(fillOf(id, kind.fill ?? n), 18) })
  })
  if (chart.workers.some((worker) => worker.capacity !== null)) {
    items.push(
      {
        words: 'own safe line',
        sample: (x, y) =>
          el('path', {
            class: 'fl-line',
            d: `M${px(x)} ${px(y - 10)}v20`,
            stroke: INK,
            'stroke-width': '3',
          }),
      },
      {
        words: 'thin bar: left to carry cases',
        sample: swatch({ class: 'fl-fill-6', fill: '#fff' }, 8),
      },
    )
  }
  chart.takenKinds.forEach((kind, n) => {
    if (uses((worker) => worker.taken, kind)) {
      items.push({
        words: `taken by ${kind.label}`,
        sample: swatch(fillOf(id, kind.fill ?? takenFill(n)), 8),
      })
    }
  })
  return items
}
