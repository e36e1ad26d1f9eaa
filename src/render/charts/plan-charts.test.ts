import fc from 'fast-check'
import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { beforeAfterStrips } from './before-after-strips.ts'
import { beforeAfterChart } from './before-after.ts'
import { movesCurve } from './moves-curve.ts'

const lines = { safe: 100, hard: 110 }
const share = fc.option(fc.integer({ min: 0, max: 400 }), { nil: null })
const anyWorkers = fc.array(fc.record({ label: fc.string(), before: share, after: share }), {
  maxLength: 40,
})

const svgOf = (markup: string) => {
  const { document } = parseHTML(`<html><body>${markup}</body></html>`)
  const svg = document.querySelector('svg')
  if (!svg) throw new Error('no picture')
  return svg
}

describe('a plan before and after', () => {
  const chart = {
    id: 'c',
    title: 'Before and after',
    lines,
    unknown: 2,
    workers: [
      { label: 'Amara Okoye', before: 146, after: 99 },
      { label: 'Jo Lin', before: 80, after: 104 },
      { label: 'Sam Reed', before: 90, after: 90 },
      {
        label: 'Nia Price',
        before: null,
        after: null,
        without: { before: 'cannot receive', after: 'no cases' },
      },
    ],
  }

  it('says who is over before and after, and who is left out', () => {
    expect(beforeAfterChart(chart).summary).toBe(
      'Of 4 workers, 1 is over the safe line before and 1 after; the highest goes from 146% to 104%. The load of 2 workers changes. 2 workers whose capacity is unknown are left out.',
    )
  })

  it('marks who ends over the line by shape, and whose load changes by a tick', () => {
    const svg = svgOf(beforeAfterChart(chart).wide)
    // One of each stands in the key.
    const beside = (selector: string): number => svg.querySelectorAll(selector).length - 1
    expect(beside('.fl-over')).toBe(1)
    expect(beside('.fl-within')).toBe(2)
    expect(beside('.fl-before')).toBe(2)
  })

  it('gives nobody without a share a place on the axis, and says why in words', () => {
    const { wide } = beforeAfterChart(chart)
    expect(wide).toContain('cannot receive → no cases')
    expect(wide).not.toContain('NaN')
  })

  it('draws any workers, in both widths, with finite numbers', () => {
    fc.assert(
      fc.property(anyWorkers, (workers) => {
        const both = beforeAfterChart({ ...chart, workers })
        const strips = beforeAfterStrips({ ...chart, teams: [{ label: 'Court', workers }] })
        for (const markup of [both.wide, both.narrow, strips.wide, strips.narrow]) {
          expect(markup).not.toMatch(/NaN|Infinity|undefined/)
          expect(svgOf(markup).querySelector('title')?.textContent).toBe('Before and after')
        }
      }),
      { numRuns: 60 },
    )
  })

  it('has as many marks as workers with a share, twice, where teams are shown', () => {
    fc.assert(
      fc.property(anyWorkers, (workers) => {
        const svg = svgOf(
          beforeAfterStrips({ ...chart, teams: [{ label: 'Court', workers }] }).wide,
        )
        const key =
          1 + Number(workers.some((one) => Math.max(one.before ?? 0, one.after ?? 0) > 100))
        const marks = svg.querySelectorAll('.fl-over, .fl-within').length - key
        const shares = workers.flatMap(({ before, after }) => [before, after])
        expect(marks).toBe(shares.filter((one) => one !== null).length)
      }),
      { numRuns: 60 },
    )
  })
})

describe('what each number of moves buys', () => {
  const points = [
    { label: '4', busiest: 146, bound: 140, chosen: false },
    { label: '8', busiest: 131, bound: 126, chosen: true },
    { label: 'any', busiest: 121, bound: 119.8, chosen: false },
  ]

  it('is said in words: from the fewest to the most, and what this plan allows', () => {
    expect(movesCurve({ id: 'm', title: 'Moves', safe: 100, points }).summary).toBe(
      'With at most 4 moves the busiest stands at 146%; with any number, at 121%. This plan allows 8: 131%.',
    )
  })

  it('has a mark for each choice, and what no plan can be below where it is known', () => {
    const svg = svgOf(movesCurve({ id: 'm', title: 'Moves', safe: 100, points }).wide)
    expect(svg.querySelectorAll('.fl-over')).toHaveLength(3)
    expect(svg.textContent).toContain('no plan can be below this')
    const unproven = points.map((point) => ({ ...point, bound: null }))
    const without = movesCurve({ id: 'm', title: 'Moves', safe: 100, points: unproven }).wide
    expect(without).not.toContain('no plan can be below this')
  })

  it('draws any choices with finite numbers', () => {
    const percent = fc.integer({ min: 0, max: 500 })
    const anyPoint = fc.record({
      label: fc.constantFrom('0', '1', '40', 'any'),
      busiest: percent,
      bound: fc.option(percent, { nil: null }),
      chosen: fc.boolean(),
    })
    fc.assert(
      fc.property(
        fc.array(anyPoint, { maxLength: 8 }),
        fc.integer({ min: 80, max: 120 }),
        (all, safe) => {
          const { wide, narrow } = movesCurve({ id: 'm', title: 'Moves', safe, points: all })
          expect(wide + narrow).not.toMatch(/NaN|Infinity|undefined/)
        },
      ),
      { numRuns: 100 },
    )
  })
})
