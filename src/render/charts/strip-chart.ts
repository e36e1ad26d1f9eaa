import { count } from '../../kit/index.ts'
import { legend } from './legend.ts'
import type { LegendItem } from './legend.ts'
import { mark, STANDING_WORDS } from './marks.ts'
import type { Standing } from './marks.ts'
import { BEYOND_ROOM, beyondWords, drawPercentAxis, percentAxis } from './percent-axis.ts'
import type { Lines } from './percent-axis.ts'
import { el, INK, MUTED, NARROW, percent, picture, px, RULE, text, WIDE, wrap } from './svg.ts'
import type { Chart } from './svg.ts'

/** One worker. `percent` is null where capacity is unknown or zero: no figure, never 0 %. */
export interface StripWorker {
  label: string
  percent: number | null
  standing: Standing
}

export interface StripTeam {
  label: string
  workers: readonly StripWorker[]
  /** In percent, over workers with known capacity; null where there is none. */
  median: number | null
}

export interface StripChart {
  id: string
  title: string
  lines: Lines
  teams: readonly StripTeam[]
}

/** Every worker of a service as a mark along 0 to 160 %, a row a team. */
export function stripChart(chart: StripChart): Chart {
  const summary = summarise(chart)
  return { summary, wide: draw(chart, summary, 'wide'), narrow: draw(chart, summary, 'narrow') }
}

function summarise({ teams, lines }: StripChart): string {
  const workers = teams.flatMap((team) => team.workers)
  const known = workers.filter((worker) => worker.percent !== null)
  const over = workers.filter((worker) => worker.standing === 'over').length
  const without = workers.filter((worker) => worker.standing === 'unknown').length
  const cannot = workers.filter((worker) => worker.standing === 'cannot-receive').length
  if (workers.length === 0) return 'No team has a worker to show.'
  const highest = Math.max(...known.map((worker) => worker.percent ?? 0))
  const teamsOver = teams.filter((team) =>
    team.workers.some((worker) => worker.standing === 'over'),
  ).length
  return [
    known.length === 0
      ? 'No worker has a known capacity.'
      : `${over} of ${count(known.length, 'worker')} with a known capacity ${over === 1 ? 'is' : 'are'} over the safe line of ${percent(lines.safe)}${over > 0 ? `, in ${teamsOver} of ${count(teams.length, 'team')}` : ''}; the highest stands at ${percent(highest)}.`,
    cannot > 0
      ? `${count(cannot, 'worker')} cannot receive any case and ${cannot === 1 ? 'holds' : 'hold'} some.`
      : '',
    without > 0 ? `The capacity of ${count(without, 'worker')} is unknown.` : '',
  ]
    .filter(Boolean)
    .join(' ')
}

function draw(chart: StripChart, summary: string, layout: 'wide' | 'narrow'): string {
  const isWide = layout === 'wide'
  const width = isWide ? WIDE : NARROW
  const size = isWide ? 15 : 14
  const r = isWide ? 5.5 : 5
  const hasLane = chart.teams.some((team) => team.workers.some((worker) => worker.percent === null))
  const left = isWide ? 220 : 4
  const end = width - (hasLane ? (isWide ? 110 : 72) : 14)
  const percents = chart.teams.flatMap((team) => team.workers.map((worker) => worker.percent ?? 0))
  const axis = percentAxis(percents, chart.lines, left, end, BEYOND_ROOM)
  const top = isWide ? 54 : 50
  const rows: string[] = []
  let y = top
  for (const team of chart.teams) {
    const label = wrap(team.label, isWide ? left - 16 : width - 8, size, isWide ? 3 : 1)
    const labelHeight = isWide ? 0 : size * 1.6
    const placed = dodge(
      team.workers.filter((worker) => worker.percent !== null),
      axis.x,
      2 * r + 1.5,
    )
    const laneWidth = width - end - 18
    const lane = laneOf(
      team.workers.filter((worker) => worker.percent === null),
      laneWidth,
      2 * r + 2,
    )
    const half = Math.max(placed.half, lane.half, isWide ? label.length * 9 + 4 : 11)
    const middle = y + labelHeight + half + 4
    rows.push(el('path', { d: `M0 ${px(y)}H${px(width)}`, stroke: RULE, 'stroke-width': '1' }))
    const first = isWide
      ? middle + size * 0.35 - ((label.length - 1) * size * 1.2) / 2
      : y + size * 1.3
    label.forEach((line, n) =>
      rows.push(
        text(isWide ? 0 : 2, first + n * size * 1.2, line, { size, bold: !isWide, halo: !isWide }),
      ),
    )
    if (team.median !== null) {
      rows.push(
        el('path', {
          class: 'fl-median',
          d: `M${px(axis.x(team.median))} ${px(middle - half - 1)}v${px(2 * half + 2)}`,
          stroke: INK,
          'stroke-width': '3',
        }),
      )
    }
    for (const { worker, x, level } of placed.marks) {
      rows.push(mark(worker.standing, x, middle + level, r, isWide ? wordsOf(worker) : undefined))
    }
    rows.push(
      beyondWords(
        placed.marks.map(({ worker, level }) => ({
          percent: worker.percent ?? 0,
          y: middle + level,
        })),
        axis,
        size - (isWide ? 1 : 2),
      ),
    )
    for (const { worker, dx, dy } of lane.marks) {
      rows.push(
        mark(worker.standing, end + 18 + dx, middle + dy, r, isWide ? wordsOf(worker) : undefined),
      )
    }
    y = middle + half + 5
  }
  const laneName = hasLane
    ? text(end + 14, top - 7, 'no figure', { size: size - (isWide ? 1 : 2), fill: MUTED })
    : ''
  const key = legend(legendItems(chart, r), { x: 0, y: y + 20, width, size })
  const grid = drawPercentAxis(axis, chart.lines, top, y, size - (isWide ? 1 : 2))
  return picture(
    { id: chart.id, title: chart.title, summary, width, height: y + 20 + key.height, layout },
    grid,
    laneName,
    ...rows,
    el('path', { d: `M0 ${px(y)}H${px(width)}`, stroke: RULE, 'stroke-width': '1' }),
    key.svg,
  )
}

const wordsOf = (worker: StripWorker): string =>
  `${worker.label}: ${worker.percent === null ? STANDING_WORDS[worker.standing] : percent(worker.percent)}`

interface Placed {
  marks: { worker: StripWorker; x: number; level: number }[]
  half: number
}

/** Marks that would overlap are moved up and down, nearest first; seven deep at most. */
function dodge(
  workers: readonly StripWorker[],
  x: (value: number) => number,
  size: number,
): Placed {
  const ends: number[] = []
  const marks = [...workers]
    .sort((a, b) => (a.percent ?? 0) - (b.percent ?? 0))
    .map((worker) => {
      const at = x(worker.percent ?? 0)
      let level = ends.findIndex((end) => at - end >= size)
      if (level < 0) level = ends.length < 7 ? ends.length : ends.indexOf(Math.min(...ends))
      ends[level] = at
      const step = Math.ceil(level / 2) * (level % 2 === 1 ? -1 : 1)
      return { worker, x: at, level: step * size }
    })
  return { marks, half: (Math.ceil((Math.max(ends.length, 1) - 1) / 2) + 0.5) * size }
}

/** Workers without a figure stand side by side in a lane of their own, in as many rows as it needs. */
function laneOf(
  workers: readonly StripWorker[],
  width: number,
  size: number,
): { marks: { worker: StripWorker; dx: number; dy: number }[]; half: number } {
  const across = Math.max(1, Math.floor(width / size))
  const down = Math.ceil(workers.length / across)
  return {
    half: (Math.max(down, 1) * size) / 2,
    marks: workers.map((worker, n) => ({
      worker,
      dx: (n % across) * size,
      dy: (Math.floor(n / across) - (down - 1) / 2) * size,
    })),
  }
}

function legendItems(chart: StripChart, r: number): LegendItem[] {
  const present = new Set(
    chart.teams.flatMap((team) => team.workers.map((worker) => worker.standing)),
  )
  const standings: Standing[] = ['within', 'over', 'unknown', 'cannot-receive']
  const items = standings
    .filter((standing) => present.has(standing))
    .map((standing): LegendItem => ({
      words: STANDING_WORDS[standing],
      sample: (x, y) => mark(standing, x, y, r),
    }))
  if (chart.teams.some((team) => team.median !== null)) {
    items.push({
      words: 'middle worker (median)',
      sample: (x, y) =>
        el('path', {
          class: 'fl-median',
          d: `M${px(x)} ${px(y - 9)}v18`,
          stroke: INK,
          'stroke-width': '3',
        }),
    })
  }
  return items
}
