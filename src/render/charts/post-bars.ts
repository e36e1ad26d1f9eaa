import { count } from '../../kit/index.ts'
import { legend } from './legend.ts'
import { fillOf, patternDefs } from './patterns.ts'
import { el, INK, MUTED, NARROW, picture, px, RULE, text, WIDE, wrap } from './svg.ts'
import type { Chart } from './svg.ts'

/** A team's posts in full-time posts. */
export interface PostBar {
  label: string
  held: number
  covered: number
  notCovered: number
  /** Held or covered by somebody of whom nobody knows how much they work. */
  notKnown: number
}

export interface PostBars {
  id: string
  title: string
  teams: readonly PostBar[]
}

const PARTS = [
  { key: 'held', words: 'held', fill: 0 },
  { key: 'covered', words: 'vacant, covered', fill: 1 },
  { key: 'notCovered', words: 'vacant, nobody', fill: 6 },
  { key: 'notKnown', words: 'not known', fill: 3 },
] as const

/** Each team's funded posts as a bar on one scale: held, covered, with nobody, and not known. */
export function postBars(chart: PostBars): Chart {
  const summary = summarise(chart)
  return { summary, wide: draw(chart, summary, 'wide'), narrow: draw(chart, summary, 'narrow') }
}

const funded = (team: PostBar): number => team.held + team.covered + team.notCovered + team.notKnown

const upToOnePlace = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })
const amount = (value: number): string => upToOnePlace.format(value)

function summarise({ teams }: PostBars): string {
  if (teams.length === 0) return 'No team has a post.'
  const open = teams.filter((team) => team.notCovered > 0).length
  const sum = (of: (team: PostBar) => number): string =>
    amount(teams.reduce((total, team) => total + of(team), 0))
  return `Of ${sum(funded)} full-time posts in ${count(teams.length, 'team')} ${sum((team) => team.held)} are held, ${sum((team) => team.covered)} covered and ${sum((team) => team.notCovered)} with nobody, those in ${count(open, 'team')}.`
}

function draw(chart: PostBars, summary: string, layout: 'wide' | 'narrow'): string {
  const isWide = layout === 'wide'
  const width = isWide ? WIDE : NARROW
  const size = isWide ? 15 : 14
  const left = isWide ? 220 : 4
  const right = width - (isWide ? 130 : 10)
  const id = `${chart.id}-${layout}`
  const most = Math.max(1, ...chart.teams.map(funded))
  const x = (value: number): number => left + (value / most) * (right - left)
  const rows: string[] = []
  let y = 4
  for (const team of chart.teams) {
    const words = `${amount(team.held)} of ${amount(funded(team))}`
    const barTop = y + (isWide ? 10 : size * 1.75 + 2)
    rows.push(el('path', { d: `M0 ${px(y)}H${px(width)}`, stroke: RULE, 'stroke-width': '1' }))
    const label = wrap(team.label, isWide ? left - 16 : width - 100, size, isWide ? 2 : 1)
    label.forEach((line, n) =>
      rows.push(
        text(
          isWide ? 0 : 2,
          isWide
            ? barTop + 15 - ((label.length - 1) * size * 1.2) / 2 + n * size * 1.2
            : y + size * 1.35,
          line,
          { size, bold: !isWide, halo: !isWide },
        ),
      ),
    )
    rows.push(
      isWide
        ? text(x(funded(team)) + 10, barTop + 15, words, { size, fill: MUTED })
        : text(width - 4, y + size * 1.35, words, { size, anchor: 'end', halo: true }),
    )
    let from = 0
    for (const { key, words: what, fill } of PARTS) {
      const value = team[key]
      if (value <= 0) continue
      rows.push(
        el(
          'rect',
          {
            x: x(from),
            y: barTop,
            width: Math.max(1, x(from + value) - x(from)),
            height: 20,
            stroke: INK,
            'stroke-width': '1',
            ...fillOf(id, fill),
          },
          el('title', {}, `${amount(value)} ${what}`),
        ),
      )
      from += value
    }
    y = barTop + 30
  }
  const shown = PARTS.filter(({ key }) => chart.teams.some((team) => team[key] > 0))
  const key = legend(
    shown.map(({ words, fill }) => ({
      words,
      sample: (atX, atY) =>
        el('rect', {
          x: atX - 8,
          y: atY - 7,
          width: 16,
          height: 14,
          stroke: INK,
          'stroke-width': '1',
          ...fillOf(id, fill),
        }),
    })),
    { x: 0, y: y + 20, width, size },
  )
  return picture(
    { id: chart.id, title: chart.title, summary, width, height: y + 20 + key.height, layout },
    patternDefs(id),
    ...rows,
    el('path', { d: `M0 ${px(y)}H${px(width)}`, stroke: RULE, 'stroke-width': '1' }),
    key.svg,
  )
}
