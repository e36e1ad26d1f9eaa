import { dayNumber, longDate } from '../../kit/index.ts'
import type { IsoDate } from '../../kit/index.ts'
import {
  el,
  INK,
  MUTED,
  NARROW,
  percent,
  picture,
  px,
  RULE,
  TEAL,
  text,
  textWidth,
  WIDE,
  wrap,
} from './svg.ts'
import type { Chart } from './svg.ts'

export interface TrendSeries {
  label: string
  /** Whether the label names several (`workers over the line`), for the sentence. */
  plural?: boolean | undefined
  unit: 'count' | 'percent'
  /** One for each day, in the days' order; null where not known: the line has a gap there. */
  values: readonly (number | null)[]
  /** A line to hold the values against, e.g. the safe line in percent. */
  reference?: { label: string; value: number } | undefined
}

export interface TrendChart {
  id: string
  title: string
  /** The imports' days, earliest first. */
  days: readonly IsoDate[]
  series: readonly TrendSeries[]
}

/** How a few figures went from import to import: a small picture for each, all over the same days. */
export function trendChart(chart: TrendChart): Chart {
  const summary = summarise(chart)
  return { summary, wide: draw(chart, summary, 'wide'), narrow: draw(chart, summary, 'narrow') }
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

const shown = (value: number, unit: TrendSeries['unit']): string =>
  unit === 'percent' ? percent(value) : value.toLocaleString('en-GB')

function summarise({ days, series }: TrendChart): string {
  const first = days[0]
  const last = days.at(-1)
  if (!first || !last) return 'No import has been accepted yet.'
  if (days.length === 1) {
    const now = series.flatMap((one) => {
      const value = one.values[0]
      return value === null || value === undefined ? [] : [`${one.label} ${shown(value, one.unit)}`]
    })
    return `One import so far, of ${longDate(first)}: ${now.join(', ')}.`
  }
  const moves = series.flatMap((one) => {
    const known = one.values.filter((value) => value !== null)
    const [from, to] = [known[0], known.at(-1)]
    if (from === undefined || to === undefined) return []
    if (known.length === 1)
      return [`${one.label} ${one.plural ? 'are' : 'is'} ${shown(to, one.unit)}`]
    if (shown(from, one.unit) === shown(to, one.unit))
      return [`${one.label} ${one.plural ? 'stand' : 'stands'} at ${shown(to, one.unit)} as before`]
    return [`${one.label} went from ${shown(from, one.unit)} to ${shown(to, one.unit)}`]
  })
  return `From ${longDate(first)} to ${longDate(last)}: ${moves.join('; ')}.`
}

function draw(chart: TrendChart, summary: string, layout: 'wide' | 'narrow'): string {
  const isWide = layout === 'wide'
  const width = isWide ? WIDE : NARROW
  const across = isWide ? Math.min(3, Math.max(chart.series.length, 1)) : 1
  const gap = 36
  const panelWidth = (width - gap * (across - 1)) / across
  const size = isWide ? 15 : 14
  const lines = Math.max(
    1,
    ...chart.series.map((one) => wrap(one.label, panelWidth, size, 2).length),
  )
  const said = chart.series.some((one) => one.reference) ? size * 1.3 : 0
  const panelHeight = 190 + lines * size * 1.25 + said
  const down = Math.ceil(chart.series.length / across)
  return picture(
    {
      id: chart.id,
      title: chart.title,
      summary,
      width,
      height: Math.max(down, 1) * panelHeight,
      layout,
    },
    ...chart.series.map((one, n) =>
      panel(chart.days, one, {
        x: (n % across) * (panelWidth + gap),
        y: Math.floor(n / across) * panelHeight,
        width: panelWidth,
        size,
        lines,
        said,
      }),
    ),
  )
}

function panel(
  days: readonly IsoDate[],
  series: TrendSeries,
  at: { x: number; y: number; width: number; size: number; lines: number; said: number },
): string {
  const { size } = at
  const label = wrap(capital(series.label), at.width, size, 2)
  const top = at.y + at.lines * size * 1.25 + at.said + 26
  const bottom = top + 105
  const known = series.values.filter((value) => value !== null)
  const most = niceMost(Math.max(0, ...known, series.reference?.value ?? 0))
  const ticks = [0, most / 2, most]
  const left =
    at.x +
    8 +
    Math.max(
      ...ticks.map(
        (value) =>
          textWidth(shown(value, series.unit), size - 1) + (series.unit === 'percent' ? 5 : 0),
      ),
    )
  const right = at.x + at.width - 10
  const numbers = days.map(dayNumber)
  const [from, to] = [numbers[0] ?? 0, numbers.at(-1) ?? 0]
  const x = (n: number): number =>
    from === to
      ? (left + right) / 2
      : left + (((numbers[n] ?? 0) - from) / (to - from)) * (right - left)
  const y = (value: number): number => bottom - (value / most) * (bottom - top)
  const parts = label.map((line, n) =>
    text(at.x, at.y + size * 1.05 + n * size * 1.25, line, { size, bold: true }),
  )
  for (const value of ticks) {
    parts.push(
      el('path', {
        d: `M${px(left)} ${px(y(value))}H${px(right)}`,
        stroke: RULE,
        'stroke-width': '1',
      }),
      text(left - 6, y(value) + size * 0.33, shown(value, series.unit), {
        size: size - 1,
        anchor: 'end',
        fill: MUTED,
      }),
    )
  }
  if (series.reference) {
    const ry = y(series.reference.value)
    parts.push(
      el('path', {
        class: 'fl-line',
        d: `M${px(left)} ${px(ry)}H${px(right)}`,
        stroke: INK,
        'stroke-width': '2',
        'stroke-dasharray': '5 4',
      }),
      text(
        at.x,
        at.y + size * 1.05 + label.length * size * 1.25,
        `dashed: ${series.reference.label}`,
        {
          size: size - 1,
          fill: MUTED,
        },
      ),
    )
  }
  let path = ''
  let pen = 'M'
  series.values.forEach((value, n) => {
    if (value === null) {
      pen = 'M'
      return
    }
    path += `${pen}${px(x(n))} ${px(y(value))}`
    pen = 'L'
  })
  if (path.includes('L')) {
    parts.push(
      el('path', {
        class: 'fl-trend',
        d: path,
        stroke: TEAL,
        'stroke-width': '3',
        fill: 'none',
        'stroke-linejoin': 'round',
      }),
    )
  }
  let last = -1
  series.values.forEach((value, n) => {
    if (value === null) return
    last = n
    parts.push(
      el(
        'circle',
        { class: 'fl-within', cx: x(n), cy: y(value), r: days.length > 30 ? 2 : 4, fill: TEAL },
        el('title', {}, `${shortDate(days[n])}: ${shown(value, series.unit)}`),
      ),
    )
  })
  // The heights the trend itself takes up behind the last figure.
  const trendBehind = (words: string): number[] => {
    const from = right + 8 - textWidth(words, size + 3)
    const heights: number[] = []
    for (let n = last; n > 0; n -= 1) {
      const [here, before] = [series.values[n] ?? null, series.values[n - 1] ?? null]
      if (here === null || before === null || x(n) <= from) break
      const share = Math.min(1, (x(n) - from) / Math.max(x(n) - x(n - 1), 1))
      heights.push(y(here), y(here) + (y(before) - y(here)) * share)
    }
    return heights
  }
  const lastValue = last < 0 ? null : (series.values[last] ?? null)
  if (lastValue !== null) {
    parts.push(
      text(
        Math.min(x(last) + (from === to ? 0 : 6), right + 8),
        labelAt(
          y(lastValue),
          [...ticks, ...(series.reference ? [series.reference.value] : [])].map(y),
          { top, bottom, size: size + 2, taken: trendBehind(shown(lastValue, series.unit)) },
        ),
        shown(lastValue, series.unit),
        {
          size: size + 2,
          bold: true,
          halo: true,
          anchor: from === to ? 'middle' : 'end',
        },
      ),
    )
  }
  const dates = size - 1
  if (from === to)
    parts.push(
      text((left + right) / 2, bottom + size * 1.5, shortDate(days[0]), {
        size: dates,
        anchor: 'middle',
        fill: MUTED,
      }),
    )
  else {
    parts.push(
      text(left, bottom + size * 1.5, shortDate(days[0]), { size: dates, fill: MUTED }),
      text(right, bottom + size * 1.5, shortDate(days.at(-1)), {
        size: dates,
        anchor: 'end',
        fill: MUTED,
      }),
    )
  }
  return parts.join('')
}

/**
 * Where a value's words stand: above its mark, or below it where a line would run through them
 * there, as near as there is room.
 */
function labelAt(
  y: number,
  lines: readonly number[],
  room: { top: number; bottom: number; size: number; taken: readonly number[] },
): number {
  const high = room.size * 0.72
  const isFree = (baseline: number, clear: number): boolean =>
    baseline - high >= room.top - room.size - 6 &&
    baseline <= room.bottom - 2 &&
    (baseline < Math.min(...room.taken) - 2 || baseline - high > Math.max(...room.taken) + 2) &&
    lines.every((line) => line < baseline - high - clear || line > baseline + clear)
  // Ten is where it looks best; six touches the mark nearly, forty is far and still its own.
  const tries = [10, 9, 8, 7, 6, ...Array.from({ length: 30 }, (_, n) => 11 + n)]
  const places = tries.flatMap((off) => [y - off, y + off + high])
  const found = [4, 1].flatMap((clear) => places.filter((place) => isFree(place, clear)))[0]
  return found ?? room.top - 6
}

/** An even number at or above the value that halves cleanly. */
function niceMost(value: number): number {
  const bases = [2, 4, 10, 20, 40, 50, 60, 80, 100, 120, 160, 200]
  let scale = 1
  for (; ; scale *= 10) {
    const found = bases.find((base) => base * scale >= value)
    if (found !== undefined) return found * scale
  }
}

/** `30 Sep 26`: short, and still a date. */
function shortDate(day: IsoDate | undefined): string {
  if (!day) return ''
  const [date, month, year] = longDate(day).split(' ')
  return `${date} ${month?.slice(0, 3)} ${year?.slice(2)}`
}
