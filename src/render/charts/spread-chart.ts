import { count } from '../../kit/index.ts'
import { legend } from './legend.ts'
import { mark } from './marks.ts'
import { BEYOND_ROOM, beyondWords, drawPercentAxis, percentAxis } from './percent-axis.ts'
import type { Lines } from './percent-axis.ts'
import {
  el,
  INK,
  MUTED,
  NARROW,
  PALE,
  percent,
  picture,
  px,
  RULE,
  text,
  WIDE,
  wrap,
} from './svg.ts'
import type { Chart } from './svg.ts'

/** A team's workers with known capacity, in percent; null where none has one. */
export interface SpreadTeam {
  label: string
  workers: number
  spread: { p10: number; median: number; p90: number; highest: number } | null
}

export interface SpreadChart {
  id: string
  title: string
  lines: Lines
  teams: readonly SpreadTeam[]
}

/** How far apart a team's workers stand: most of them in the bar, the middle one, and the highest. */
export function spreadChart(chart: SpreadChart): Chart {
  const summary = summarise(chart)
  return { summary, wide: draw(chart, summary, 'wide'), narrow: draw(chart, summary, 'narrow') }
}

function summarise({ teams, lines }: SpreadChart): string {
  const known = teams.flatMap((team) => (team.spread ? [team.spread] : []))
  if (known.length === 0) return 'No team has a worker with a known capacity.'
  const medians = known.map((spread) => spread.median)
  const over = known.filter((spread) => spread.median > lines.safe).length
  const without = teams.length - known.length
  return [
    `The middle worker of a team stands between ${percent(Math.min(...medians))} and ${percent(Math.max(...medians))}; in ${over} of ${count(known.length, 'team')} that is over the safe line. The highest worker of all stands at ${percent(Math.max(...known.map((spread) => spread.highest)))}.`,
    without > 0
      ? `${count(without, 'team')} ${without === 1 ? 'has' : 'have'} no worker with a known capacity.`
      : '',
  ]
    .filter(Boolean)
    .join(' ')
}

function draw(chart: SpreadChart, summary: string, layout: 'wide' | 'narrow'): string {
  const isWide = layout === 'wide'
  const width = isWide ? WIDE : NARROW
  const size = isWide ? 15 : 14
  const left = isWide ? 220 : 4
  const right = width - 14
  const axis = percentAxis(
    chart.teams.map((team) => team.spread?.highest ?? 0),
    chart.lines,
    left,
    right,
    BEYOND_ROOM,
  )
  const top = isWide ? 54 : 50
  const rows: string[] = []
  let y = top
  for (const team of chart.teams) {
    const label = wrap(team.label, isWide ? left - 16 : width - 8, size, isWide ? 2 : 1)
    const middle = y + (isWide ? 19 : size * 1.6 + 15)
    rows.push(el('path', { d: `M0 ${px(y)}H${px(width)}`, stroke: RULE, 'stroke-width': '1' }))
    const first = isWide
      ? middle + size * 0.35 - ((label.length - 1) * size * 1.2) / 2
      : y + size * 1.3
    label.forEach((line, n) =>
      rows.push(
        text(isWide ? 0 : 2, first + n * size * 1.2, line, { size, bold: !isWide, halo: !isWide }),
      ),
    )
    rows.push(
      team.spread
        ? spreadOf(team.spread, axis.x, middle, chart.lines) +
            beyondWords([{ percent: team.spread.highest, y: middle }], axis, size - 1)
        : text(left + 4, middle + 5, 'capacity unknown', { size, fill: MUTED }),
    )
    y = middle + (isWide ? 19 : 17)
  }
  const key = legend(
    [
      {
        words: 'all but the top and bottom tenth',
        sample: (x, yy) => bar(x - 9, x + 9, yy),
      },
      { words: 'middle worker (median)', sample: (x, yy) => medianTick(x, yy) },
      { words: 'highest, within the line', sample: (x, yy) => mark('within', x, yy, 5.5) },
      { words: 'highest, over the line', sample: (x, yy) => mark('over', x, yy, 5.5) },
    ],
    { x: 0, y: y + 20, width, size },
  )
  return picture(
    { id: chart.id, title: chart.title, summary, width, height: y + 20 + key.height, layout },
    drawPercentAxis(axis, chart.lines, top, y, size - (isWide ? 1 : 2)),
    ...rows,
    el('path', { d: `M0 ${px(y)}H${px(width)}`, stroke: RULE, 'stroke-width': '1' }),
    key.svg,
  )
}

const bar = (from: number, to: number, y: number): string =>
  el('rect', {
    class: 'fl-bar',
    x: from,
    y: y - 8,
    width: Math.max(to - from, 2),
    height: 16,
    fill: PALE,
    stroke: INK,
    'stroke-width': '1',
  })

const medianTick = (x: number, y: number): string =>
  el('path', {
    class: 'fl-median',
    d: `M${px(x)} ${px(y - 11)}v22`,
    stroke: INK,
    'stroke-width': '3',
  })

function spreadOf(
  spread: NonNullable<SpreadTeam['spread']>,
  x: (value: number) => number,
  y: number,
  lines: Lines,
): string {
  return [
    el('path', {
      d: `M${px(x(spread.p90))} ${px(y)}H${px(x(spread.highest))}`,
      stroke: INK,
      'stroke-width': '1',
    }),
    bar(x(spread.p10), x(spread.p90), y),
    medianTick(x(spread.median), y),
    mark(
      spread.highest > lines.safe ? 'over' : 'within',
      x(spread.highest),
      y,
      5.5,
      `highest ${percent(spread.highest)}, middle ${percent(spread.median)}`,
    ),
  ].join('')
}
