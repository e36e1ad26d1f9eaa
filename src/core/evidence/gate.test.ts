import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tellApart, toNearestFive, withinFives } from './gate.ts'

/** What is printed of a table: each part's count, or null where it is not told apart, and the rest. */
const printed = (table: readonly number[]): string => {
  const { shown, rest } = tellApart(table.map((children, of) => ({ of, children })))
  const cells = table.map((_, i) => shown.find(({ of }) => of === i)?.children ?? null)
  return JSON.stringify({ cells, rest })
}

/** Every table of so many parts with this whole. */
function tables(parts: number, whole: number): number[][] {
  if (parts === 1) return [[whole]]
  return Array.from({ length: whole + 1 }, (_, first) => first).flatMap((first) =>
    tables(parts - 1, whole - first).map((others) => [first, ...others]),
  )
}

describe('a table with small counts', () => {
  it('prints nothing from which a count that is not told apart could be placed within three', () => {
    // Every small table there is, against every table with the same print.
    for (const [parts, most] of [
      [2, 26],
      [3, 18],
      [4, 13],
    ] as const) {
      for (let whole = 6; whole <= most; whole += 1) {
        const all = tables(parts, whole)
        for (const print of new Set(all.map(printed))) {
          const { cells, rest } = JSON.parse(print) as { cells: (number | null)[]; rest: number }
          if (rest === 0) continue
          // A reader may know besides that none of them is empty, where there are several.
          const hidden = cells.filter((cell) => cell === null).length
          for (const least of hidden === 2 ? [0, 1] : [0]) {
            const possible = all.filter((table) =>
              cells.every((cell, i) =>
                cell === null ? (table[i] ?? 0) >= least : table[i] === cell,
              ),
            )
            cells.forEach((cell, i) => {
              if (cell !== null || hidden < 2) return
              const values = possible.map((table) => table[i] ?? 0)
              const width = Math.max(...values) - Math.min(...values)
              expect(width, `${print}, part ${i}`).toBeGreaterThan(3)
            })
          }
          // Alone, a part is plain from the whole: then it must be none, or no small one.
          if (hidden === 1) expect(rest, print).toBeGreaterThanOrEqual(6)
        }
      }
    }
  })

  it('shows no count of one to four, no rest of one to five, and loses nobody', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { minLength: 1, maxLength: 8 }), (table) => {
        const whole = table.reduce((sum, of) => sum + of, 0)
        const { shown, rest } = tellApart(table.map((children, of) => ({ of, children })))
        expect(shown.reduce((sum, { children }) => sum + children, rest)).toBe(whole)
        for (const { children } of shown) expect(children).toBeGreaterThanOrEqual(5)
        if (whole >= 6 && rest > 0) expect(rest).toBeGreaterThanOrEqual(6)
      }),
    )
  })
})

describe('a count as a range', () => {
  it('never says which of five it is', () => {
    expect(withinFives(0)).toEqual({ from: 0, to: 5 })
    expect(withinFives(4)).toEqual({ from: 0, to: 5 })
    expect(withinFives(5)).toEqual({ from: 5, to: 10 })
    expect(toNearestFive(62)).toBe(60)
    expect(toNearestFive(63)).toBe(65)
  })
})
