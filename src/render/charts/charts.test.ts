import fc from 'fast-check'
import { parseHTML } from 'linkedom'
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import type { IsoDate } from '../../kit/index.ts'
import { postBars } from './post-bars.ts'
import { spreadChart } from './spread-chart.ts'
import { stripChart } from './strip-chart.ts'
import type { StripTeam } from './strip-chart.ts'
import type { Chart } from './svg.ts'
import { trendChart } from './trend-chart.ts'
import { workerBars } from './worker-bars.ts'

const lines = { safe: 100, hard: 110 }
const day = (text: string): IsoDate => text as IsoDate

const court: StripTeam = {
  label: 'Court team 2',
  median: 98,
  workers: [
    { label: 'Amara Okoye', percent: 82, standing: 'within' },
    { label: 'Jo Lin', percent: 116, standing: 'over' },
    { label: 'Sam Reed', percent: 98, standing: 'within' },
    { label: 'Ola Berg', percent: null, standing: 'unknown' },
    { label: 'Priya Nair', percent: null, standing: 'cannot-receive' },
  ],
}

const bars = {
  id: 'bars',
  title: 'Work of each worker',
  unit: 'hours a month',
  safe: 100,
  kinds: [
    { key: 'court', label: 'court' },
    { key: 'cp', label: 'child protection' },
  ],
  takenKinds: [{ key: 'duty', label: 'duty' }],
  workers: [
    {
      label: 'Jo Lin',
      work: [
        { kind: 'court', amount: 80 },
        { kind: 'cp', amount: 48 },
      ],
      capacity: 110,
      taken: [{ kind: 'duty', amount: 12 }],
      percent: 116,
      standing: 'over' as const,
    },
    {
      label: 'Ola Berg',
      work: [{ kind: 'cp', amount: 20 }],
      capacity: null,
      taken: [],
      percent: null,
      standing: 'unknown' as const,
    },
    {
      label: 'Priya Nair',
      work: [{ kind: 'cp', amount: 9 }],
      capacity: 0,
      taken: [],
      percent: null,
      standing: 'cannot-receive' as const,
    },
  ],
}

const examples: [string, Chart][] = [
  [
    'a strip of workers',
    stripChart({ id: 'strip', title: 'Workers by team', lines, teams: [court] }),
  ],
  [
    'a strip without a team',
    stripChart({ id: 'none', title: 'Workers by team', lines, teams: [] }),
  ],
  ['bars of workers', workerBars(bars)],
  ['bars of nobody', workerBars({ ...bars, workers: [] })],
  [
    'a trend',
    trendChart({
      id: 'trend',
      title: 'Over the imports',
      days: [day('2026-07-31'), day('2026-08-31'), day('2026-09-30')],
      series: [
        { label: 'Workers over the safe line', unit: 'count', values: [9, null, 14] },
        {
          label: 'Use of capacity',
          unit: 'percent',
          values: [97, 99, 104],
          reference: { label: 'safe line', value: 100 },
        },
      ],
    }),
  ],
  [
    'a trend of no import',
    trendChart({ id: 't0', title: 'Over the imports', days: [], series: [] }),
  ],
  [
    'posts of teams',
    postBars({
      id: 'posts',
      title: 'Posts of teams',
      teams: [
        { label: 'Court team 2', held: 9.6, covered: 2, notCovered: 1.4, notKnown: 0 },
        { label: 'Duty', held: 0, covered: 0, notCovered: 0, notKnown: 0 },
      ],
    }),
  ],
  [
    'a spread of teams',
    spreadChart({
      id: 'spread',
      title: 'Spread of teams',
      lines,
      teams: [
        {
          label: 'Court team 2',
          workers: 9,
          spread: { p10: 70, median: 98, p90: 131, highest: 146 },
        },
        { label: 'Duty', workers: 2, spread: null },
      ],
    }),
  ],
]

const svgOf = (markup: string): Element =>
  parseHTML(`<html><body>${markup}</body></html>`).document.querySelector('svg') as Element

describe.each(examples)('%s', (_name, chart) => {
  it('is well-formed, so that it can stand in a page, a mail or a file', () => {
    for (const markup of [chart.wide, chart.narrow]) {
      const parser = new SaxesParser({ xmlns: true })
      parser.on('error', (error) => {
        throw error
      })
      expect(() => parser.write(markup).close()).not.toThrow()
    }
  })

  it('is one picture with a name and a description in words', () => {
    for (const markup of [chart.wide, chart.narrow]) {
      const svg = svgOf(markup)
      expect(svg.getAttribute('role')).toBe('img')
      const name = svg.querySelector(`[id="${svg.getAttribute('aria-labelledby')}"]`)
      const description = svg.querySelector(`[id="${svg.getAttribute('aria-describedby')}"]`)
      expect(name?.textContent).not.toBe('')
      expect(description?.textContent).toBe(chart.summary)
      expect(chart.summary).toMatch(/\.$/)
    }
  })

  it('holds nothing that a strict content policy would refuse', () => {
    for (const markup of [chart.wide, chart.narrow]) {
      expect(markup).not.toMatch(/ style=|<style|<script| on\w+=|href=/)
    }
  })

  it('has no text smaller than people can read on a phone', () => {
    const svg = svgOf(chart.narrow)
    const width = Number(svg.getAttribute('width'))
    for (const element of svg.querySelectorAll('text')) {
      // At 320 pixels a page leaves 290 for the picture.
      const size = (Number(element.getAttribute('font-size') ?? 14) * Math.min(290, width)) / width
      expect(size).toBeGreaterThanOrEqual(10)
    }
  })

  it('never says NaN or undefined', () => {
    expect(`${chart.wide}${chart.narrow}${chart.summary}`).not.toMatch(/NaN|undefined|Infinity/)
  })
})

describe('the strip of workers', () => {
  const { wide, summary } = stripChart({
    id: 'strip',
    title: 'Workers by team',
    lines,
    teams: [court],
  })
  const svg = svgOf(wide)
  const titles = [...svg.querySelectorAll('title')].map((title) => title.textContent)

  it('shows each worker once, by a shape that says where they stand', () => {
    const inRows = svg.querySelectorAll('.fl-within title, .fl-over title, .fl-hollow title')
    expect(inRows.length).toBe(5)
    expect([...svg.querySelectorAll('path.fl-over')].length).toBeGreaterThan(0)
  })

  it('never shows an unknown capacity as a figure', () => {
    expect(titles).toContain('Ola Berg: capacity unknown')
    expect(titles.join()).not.toMatch(/Ola Berg: \d/)
  })

  it('says the finding in words', () => {
    expect(summary).toBe(
      '1 of 3 workers with a known capacity is over the safe line of 100%, in 1 of 1 team; the highest stands at 116%. 1 worker cannot receive any case and holds some. The capacity of 1 worker is unknown.',
    )
  })

  it('keeps marks of workers who stand alike apart', () => {
    const workers = Array.from({ length: 7 }, (_, n) => ({
      label: `W${n}`,
      percent: 90,
      standing: 'within' as const,
    }))
    const picture = svgOf(
      stripChart({ id: 's', title: 't', lines, teams: [{ label: 'T', median: 90, workers }] }).wide,
    )
    const places = [...picture.querySelectorAll('circle.fl-within')]
      .filter((circle) => circle.querySelector('title'))
      .map((circle) => `${circle.getAttribute('cx')} ${circle.getAttribute('cy')}`)
    expect(new Set(places).size).toBe(7)
  })

  it('holds any figures and any names', () => {
    const worker = fc.record({
      label: fc.string({ unit: 'binary' }),
      percent: fc.option(fc.double({ min: 0, max: 1000, noNaN: true })),
      standing: fc.constantFrom(
        'within' as const,
        'over' as const,
        'unknown' as const,
        'cannot-receive' as const,
      ),
    })
    const team = fc.record({
      label: fc.string({ unit: 'binary' }),
      workers: fc.array(worker, { maxLength: 30 }),
      median: fc.option(fc.double({ min: 0, max: 300, noNaN: true })),
    })
    fc.assert(
      fc.property(fc.array(team, { maxLength: 6 }), (teams) => {
        const chart = stripChart({ id: 'any', title: 'any', lines, teams })
        for (const markup of [chart.wide, chart.narrow]) {
          const parser = new SaxesParser()
          parser.on('error', (error) => {
            throw error
          })
          parser.write(markup).close()
          expect(markup).not.toMatch(/NaN|Infinity/)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('takes milliseconds for five hundred workers', () => {
    const teams = Array.from({ length: 40 }, (_, t) => ({
      label: `Team ${t}`,
      median: 90,
      workers: Array.from({ length: 13 }, (_, n) => ({
        label: `Worker ${n}`,
        percent: (t * 37 + n * 11) % 170,
        standing: 'within' as const,
      })),
    }))
    const chart = stripChart({ id: 'big', title: 'big', lines, teams })
    expect(chart.wide.length + chart.narrow.length).toBeLessThan(200_000)
  })
})

describe('the bars of workers', () => {
  const svg = svgOf(workerBars(bars).wide)

  it('are as long as the work is heavy, on one scale for the team', () => {
    const width = (words: string): number => {
      const segment = [...svg.querySelectorAll('rect')].find(
        (rect) => rect.querySelector('title')?.textContent === words,
      )
      return Number(segment?.getAttribute('width'))
    }
    const hour = width('Jo Lin: court 80 hours a month') / 80
    expect(hour).toBeGreaterThan(1)
    expect(width('Jo Lin: child protection 48 hours a month')).toBeCloseTo(48 * hour, 0)
    expect(width('Ola Berg: child protection 20 hours a month')).toBeCloseTo(20 * hour, 0)
  })

  it('draw no safe line for a worker whose capacity is unknown, and words in place of a figure', () => {
    const words = [...svg.querySelectorAll('text')].map((text) => text.textContent)
    expect(words).toContain('unknown')
    expect(words).toContain('cannot receive')
    expect(words).not.toContain('0%')
  })

  it('fill each kind of work differently, also without colour', () => {
    const kinds = Array.from({ length: 7 }, (_, n) => ({ key: `k${n}`, label: `kind ${n}` }))
    const many = svgOf(
      workerBars({
        ...bars,
        kinds,
        workers: [
          {
            label: 'W',
            work: kinds.map((kind) => ({ kind: kind.key, amount: 10 })),
            capacity: 100,
            taken: [],
            percent: 70,
            standing: 'within',
          },
        ],
      }).wide,
    )
    const fills = [...many.querySelectorAll('rect')]
      .filter((rect) => rect.querySelector('title')?.textContent?.includes('kind'))
      .map((rect) => rect.getAttribute('fill'))
    expect(new Set(fills).size).toBe(7)
  })
})

describe('a worker past the end of the axis', () => {
  const far = (percents: number[]): string =>
    stripChart({
      id: 'far',
      title: 't',
      lines,
      teams: [
        {
          label: 'T',
          median: 90,
          workers: percents.map((percent, n) => ({
            label: `W${n}`,
            percent,
            standing: 'over' as const,
          })),
        },
      ],
    }).narrow

  it('has their figure beside their mark, as the mark stands at the end', () => {
    expect(far([90, 263])).toContain('>263% ▸<')
    expect(far([90, 200])).not.toContain('▸')
  })

  it('has a figure each while there is room, and one for all where there is none', () => {
    expect(far([210, 263])).toMatch(/>210% ▸<.*>263% ▸<|>263% ▸<.*>210% ▸</s)
    expect(far([210, 212, 215, 220, 225, 230, 240, 250, 263])).toContain('>to 263%<')
  })

  it('is the highest of a team, and said there too', () => {
    const { wide, narrow } = spreadChart({
      id: 'far-team',
      title: 't',
      lines,
      teams: [{ label: 'T', workers: 4, spread: { p10: 70, median: 98, p90: 131, highest: 263 } }],
    })
    for (const markup of [wide, narrow]) expect(markup).toContain('>263% ▸<')
  })
})

describe('the trend', () => {
  it('says in grammar what did not change', () => {
    const { summary } = trendChart({
      id: 'same',
      title: 't',
      days: [day('2026-07-31'), day('2026-08-31')],
      series: [
        { label: 'workers from agencies', plural: true, unit: 'percent', values: [17, 17] },
        { label: 'the median worker’s share', unit: 'percent', values: [97, 97] },
      ],
    })
    expect(summary).toContain(
      'workers from agencies stand at 17% as before; the median worker’s share stands at 97%',
    )
  })

  it('keeps the last figure clear of every line behind it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), (last) => {
        const svg = svgOf(
          trendChart({
            id: 'clear',
            title: 't',
            days: [day('2026-07-31'), day('2026-08-31')],
            series: [
              {
                label: 'Over',
                unit: 'percent',
                values: [50, last],
                reference: { label: 'safe line', value: 100 },
              },
            ],
          }).wide,
        )
        const figure = [...svg.querySelectorAll('text[font-weight="700"]')].at(-1)
        const baseline = Number(figure?.getAttribute('y'))
        const size = Number(figure?.getAttribute('font-size'))
        for (const line of svg.querySelectorAll('path')) {
          const level = /^M[\d.]+ ([\d.]+)H/.exec(line.getAttribute('d') ?? '')?.[1]
          if (level === undefined) continue
          expect(Number(level) < baseline - size * 0.72 || Number(level) > baseline).toBe(true)
        }
      }),
    )
  })

  it('leaves a gap where a figure is not known, rather than a nought', () => {
    const svg = svgOf(
      trendChart({
        id: 'gap',
        title: 't',
        days: [day('2026-07-31'), day('2026-08-31'), day('2026-09-30'), day('2026-10-31')],
        series: [{ label: 'Over', unit: 'count', values: [9, null, 14, 12] }],
      }).wide,
    )
    expect(svg.querySelector('.fl-trend')?.getAttribute('d')?.match(/M/g)?.length).toBe(2)
    expect(svg.querySelectorAll('circle').length).toBe(3)
  })
})

describe('the bars of posts', () => {
  const chart = postBars({
    id: 'posts',
    title: 'Posts of teams',
    teams: [
      { label: 'Court team 2', held: 9.6, covered: 2, notCovered: 1.4, notKnown: 0 },
      { label: 'Care', held: 6.5, covered: 0, notCovered: 0, notKnown: 0 },
    ],
  })

  it('says the finding in words', () => {
    expect(chart.summary).toBe(
      'Of 19.5 full-time posts in 2 teams 16.1 are held, 2 covered and 1.4 with nobody, those in 1 team.',
    )
  })

  it('are as long as what they stand for, on one scale', () => {
    const width = (words: string): number => {
      const title = [...svgOf(chart.wide).querySelectorAll('rect title')].find(
        (one) => one.textContent === words,
      )
      return Number(title?.parentElement?.getAttribute('width'))
    }
    expect(width('6.5 held') / width('9.6 held')).toBeCloseTo(6.5 / 9.6, 2)
    expect(width('1.4 vacant, nobody') / width('2 vacant, covered')).toBeCloseTo(0.7, 2)
  })
})
