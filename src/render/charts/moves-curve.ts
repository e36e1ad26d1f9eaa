import { legend } from './legend.ts'
import type { LegendItem } from './legend.ts'
import { mark } from './marks.ts'
import { el, INK, MUTED, NARROW, percent, picture, px, RULE, TEAL, text, WIDE } from './svg.ts'
import type { Chart } from './svg.ts'

/** What a number of moves buys. */
export interface CurvePoint {
  /** Beneath the mark: `11`, `any (120)`. */
  label: string
  /** Percent. */
  busiest: number
  /** What no plan with so many moves can beat, in percent; null where it was not worked out. */
  bound: number | null
  /** Whether this is the number of moves of the plan shown. */
  chosen: boolean
}

export interface MovesCurve {
  id: string
  title: string
  /** The safe line in percent. */
  safe: number
  /** From fewest moves to most. */
  points: readonly CurvePoint[]
}

/** The busiest worker's share against the number of moves, with what no plan can beat. */
export function movesCurve(chart: MovesCurve): Chart {
  const summary = curveSummary(chart)
  return {
    summary,
    wide: drawCurve(chart, summary, 'wide'),
    narrow: drawCurve(chart, summary, 'narrow'),
  }
}

function curveSummary({ points }: MovesCurve): string {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return 'There is nothing to choose from.'
  const chosen = points.find((point) => point.chosen)
  return [
    `With at most ${first.label} ${first.label === '1' ? 'move' : 'moves'} the busiest stands at ${percent(first.busiest)}; with ${last.label === 'any' ? 'any number' : last.label}, at ${percent(last.busiest)}.`,
    chosen
      ? `This plan allows ${chosen.label === 'any' ? 'any number' : chosen.label}: ${percent(chosen.busiest)}.`
      : '',
  ]
    .filter(Boolean)
    .join(' ')
}

function drawCurve(chart: MovesCurve, summary: string, layout: 'wide' | 'narrow'): string {
  const isWide = layout === 'wide'
  const width = isWide ? WIDE : NARROW
  const size = isWide ? 15 : 13
  const { points } = chart
  const values =
    points.length === 0
      ? [chart.safe]
      : points.flatMap((point) => [point.busiest, point.bound ?? point.busiest])
  const lowest = Math.min(...values)
  const least =
    Math.floor((chart.safe < lowest && lowest - chart.safe < 30 ? chart.safe : lowest) / 10) * 10 -
    10
  const from = Math.max(0, least)
  const most = Math.ceil((Math.max(...values, from + 20) + 6) / 10) * 10
  const step = most - from > 120 ? 50 : most - from > 50 ? 20 : 10
  const [left, right] = [46, width - (isWide ? 30 : 22)]
  const top = 34
  const bottom = top + (isWide ? 210 : 170)
  const x = (n: number): number =>
    left + 22 + (points.length < 2 ? 0 : (n * (right - left - 44)) / (points.length - 1))
  const y = (value: number): number => bottom - ((value - from) / (most - from)) * (bottom - top)
  const parts: string[] = [
    text(0, size, 'the busiest worker', { size: size - 1, fill: MUTED }),
    text(right, bottom + size * 3, 'most moves allowed', {
      size: size - 1,
      anchor: 'end',
      fill: MUTED,
    }),
  ]
  for (let value = Math.ceil(from / step) * step; value <= most; value += step) {
    parts.push(
      el('path', {
        d: `M${px(left)} ${px(y(value))}H${px(right)}`,
        stroke: RULE,
        'stroke-width': '1',
      }),
      text(left - 6, y(value) + size * 0.33, percent(value), {
        size: size - 1,
        anchor: 'end',
        fill: MUTED,
      }),
    )
  }
  if (chart.safe >= from && chart.safe <= most) {
    parts.push(
      el('path', {
        class: 'fl-line',
        d: `M${px(left)} ${px(y(chart.safe))}H${px(right)}`,
        stroke: INK,
        'stroke-width': '2',
      }),
    )
  }
  const bounds = points.flatMap((point, n) =>
    point.bound === null ? [] : [`${px(x(n))} ${px(y(point.bound))}`],
  )
  if (bounds.length > 1) {
    parts.push(
      el('path', {
        class: 'fl-line',
        d: `M${bounds.join('L')}`,
        stroke: INK,
        'stroke-width': '2',
        'stroke-dasharray': '3 4',
        fill: 'none',
      }),
    )
  }
  const line = points.map((point, n) => `${px(x(n))} ${px(y(point.busiest))}`)
  parts.push(
    el('path', {
      class: 'fl-trend',
      d: line.length === 0 ? undefined : `M${line.join('L')}`,
      stroke: TEAL,
      'stroke-width': '3',
      fill: 'none',
      'stroke-linejoin': 'round',
    }),
  )
  points.forEach((point, n) => {
    const isOver = point.busiest > chart.safe
    if (point.chosen) {
      parts.push(
        el('circle', {
          class: 'fl-hollow',
          cx: x(n),
          cy: y(point.busiest),
          r: 12,
          fill: '#fff',
          stroke: INK,
          'stroke-width': '2',
        }),
      )
    }
    parts.push(mark(isOver ? 'over' : 'within', x(n), y(point.busiest), isWide ? 5.5 : 5))
    // On a phone the same figure is not said twice side by side.
    const [before, after] = [points[n - 1], points[n + 1]]
    const isSaid = [before, after].some(
      (other, k) =>
        other &&
        percent(other.busiest) === percent(point.busiest) &&
        (other.chosen || (k === 0 && !point.chosen)),
    )
    if (isWide || point.chosen || !isSaid) {
      parts.push(
        text(x(n), y(point.busiest) - (point.chosen ? 17 : 12), percent(point.busiest), {
          size,
          anchor: 'middle',
          bold: point.chosen,
          halo: true,
        }),
      )
    }
    parts.push(
      text(x(n), bottom + size * 1.5, point.label, {
        size,
        anchor: 'middle',
        bold: point.chosen,
      }),
    )
  })
  const key = legend(curveLegend(chart, from, most, bounds.length > 1), {
    x: 0,
    y: bottom + size * 4.6,
    width,
    size,
  })
  return picture(
    {
      id: chart.id,
      title: chart.title,
      summary,
      width,
      height: bottom + size * 4.6 + key.height,
      layout,
    },
    ...parts,
    key.svg,
  )
}

function curveLegend(
  { points, safe }: MovesCurve,
  from: number,
  most: number,
  hasBounds: boolean,
): LegendItem[] {
  const rule =
    (dash: string | undefined) =>
    (x: number, y: number): string =>
      el('path', {
        class: 'fl-line',
        d: `M${px(x - 9)} ${px(y)}h18`,
        stroke: INK,
        'stroke-width': '2',
        'stroke-dasharray': dash,
      })
  return [
    ...(points.some((point) => point.chosen)
      ? [
          {
            words: 'this plan',
            sample: (x: number, y: number) =>
              el('circle', {
                class: 'fl-hollow',
                cx: x,
                cy: y,
                r: 9,
                fill: '#fff',
                stroke: INK,
                'stroke-width': '2',
              }),
          },
        ]
      : []),
    ...(hasBounds ? [{ words: 'no plan can be below this', sample: rule('3 4') }] : []),
    ...(safe >= from && safe <= most
      ? [{ words: `safe line ${percent(safe)}`, sample: rule(undefined) }]
      : []),
  ]
}
