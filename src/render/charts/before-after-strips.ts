import { changeInWords } from './before-after.ts'
import { legend } from './legend.ts'
import type { LegendItem } from './legend.ts'
import { mark } from './marks.ts'
import { BEYOND_ROOM, drawPercentAxis, percentAxis } from './percent-axis.ts'
import type { Lines, PercentAxis } from './percent-axis.ts'
import { el, MUTED, NARROW, picture, px, RULE, text, WIDE, wrap } from './svg.ts'
import type { Chart } from './svg.ts'

/** One team's workers before and after, without names. */
export interface BeforeAfterTeam {
  label: string
  workers: readonly { before: number | null; after: number | null }[]
}

export interface BeforeAfterTeams {
  id: string
  title: string
  lines: Lines
  teams: readonly BeforeAfterTeam[]
  unknown: number
}

/**
 * The same for more workers than a picture can name: two strips a team, how it is above, how it would
 * be below.
 */
export function beforeAfterStrips(chart: BeforeAfterTeams): Chart {
  const summary = changeInWords({ ...chart, workers: chart.teams.flatMap((team) => team.workers) })
  return {
    summary,
    wide: drawStrips(chart, summary, 'wide'),
    narrow: drawStrips(chart, summary, 'narrow'),
  }
}

function drawStrips(chart: BeforeAfterTeams, summary: string, layout: 'wide' | 'narrow'): string {
  const isWide = layout === 'wide'
  const width = isWide ? WIDE : NARROW
  const size = isWide ? 15 : 14
  const r = isWide ? 4.5 : 3.5
  const left = isWide ? 260 : 56
  const shares = chart.teams.flatMap((team) =>
    team.workers.flatMap((worker) => [worker.before ?? 0, worker.after ?? 0]),
  )
  const axis = percentAxis(shares, chart.lines, left, width - 14, BEYOND_ROOM)
  const top = isWide ? 54 : 50
  const parts: string[] = []
  let y = top
  for (const team of chart.teams) {
    const [before, after] = [
      strip(team, 'before', axis, chart.lines, r),
      strip(team, 'after', axis, chart.lines, r),
    ]
    const head = isWide ? 0 : size * 1.6
    parts.push(el('path', { d: `M0 ${px(y)}H${px(width)}`, stroke: RULE, 'stroke-width': '1' }))
    if (!isWide) {
      parts.push(
        text(2, y + size * 1.3, wrap(team.label, width - 8, size, 1)[0] ?? '', {
          size,
          bold: true,
          halo: true,
        }),
      )
    } else {
      const label = wrap(team.label, left - 80, size, 2)
      const middle = y + 6 + before.half + after.half + 2
      label.forEach((line, n) =>
        parts.push(
          text(0, middle + size * 0.35 + (n - (label.length - 1) / 2) * size * 1.2, line, { size }),
        ),
      )
    }
    let at = y + head + 6
    for (const [name, one] of [
      ['before', before],
      ['after', after],
    ] as const) {
      const middle = at + one.half
      parts.push(
        text(left - 10, middle + size * 0.32, name, {
          size: size - (isWide ? 1 : 2),
          anchor: 'end',
          fill: MUTED,
        }),
        one.marks(middle),
      )
      at += 2 * one.half + 4
    }
    y = at + 4
  }
  const key = legend(stripLegend(chart, r), { x: 0, y: y + 20, width, size })
  return picture(
    { id: chart.id, title: chart.title, summary, width, height: y + 20 + key.height, layout },
    drawPercentAxis(axis, chart.lines, top, y, size - (isWide ? 1 : 2)),
    ...parts,
    el('path', { d: `M0 ${px(y)}H${px(width)}`, stroke: RULE, 'stroke-width': '1' }),
    key.svg,
  )
}

/** Marks that would overlap stand above and below one another, five deep at most. */
function strip(
  { workers }: BeforeAfterTeam,
  side: 'before' | 'after',
  axis: PercentAxis,
  lines: Lines,
  r: number,
): { half: number; marks: (middle: number) => string } {
  const step = 2 * r + 1
  const ends: number[] = []
  const placed = workers
    .map((worker) => worker[side])
    .filter((share) => share !== null)
    .sort((a, b) => a - b)
    .map((share) => {
      const x = axis.x(share)
      let level = ends.findIndex((end) => x - end >= step)
      if (level < 0) level = ends.length < 5 ? ends.length : ends.indexOf(Math.min(...ends))
      ends[level] = x
      return { share, x, off: Math.ceil(level / 2) * (level % 2 === 1 ? -1 : 1) * step }
    })
  return {
    half: Math.max(11, (Math.ceil((Math.max(ends.length, 1) - 1) / 2) + 0.5) * step),
    marks: (middle) =>
      placed
        .map(({ share, x, off }) =>
          mark(share > lines.safe ? 'over' : 'within', x, middle + off, r),
        )
        .join(''),
  }
}

function stripLegend({ teams, lines }: BeforeAfterTeams, r: number): LegendItem[] {
  const isOver = teams.some((team) =>
    team.workers.some((worker) => Math.max(worker.before ?? 0, worker.after ?? 0) > lines.safe),
  )
  return [
    { words: 'a worker within the safe line', sample: (x, y) => mark('within', x, y, r) },
    ...(isOver
      ? [{ words: 'over the safe line', sample: (x: number, y: number) => mark('over', x, y, r) }]
      : []),
  ]
}
