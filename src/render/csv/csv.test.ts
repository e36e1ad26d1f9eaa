import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvCell, streamCsv, writeCsv } from './csv.ts'

const NAUGHTY = [
  '=1+1',
  "=cmd|' /C calc'!A0",
  '=HYPERLINK("http://x.invalid","click")',
  '+SUM(1,2)',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '  =1+1',
  "'=1",
  "''=1",
  '＝1+1',
  'a,b',
  'say "hello"',
  'two\nlines',
  'two\r\nlines',
  ' leading',
  'trailing ',
  '',
  '\u0000',
  'Ünïcödé 😀',
  '\u202Eright to left',
  '__proto__',
  '00123',
  '#N/A',
  '";DROP',
]

/** What a person or a program gets back by taking off the guard. */
const unguard = (text: string): string =>
  /^'['\s]*[=+\-@＋－＝＠]|^'+[\t\r]/.test(text) ? text.slice(1) : text

const read = (text: string): string[][] => parse(text, { bom: true })

describe('a table downloaded as csv', () => {
  it('gives back every awkward text unchanged once the guard is off', () => {
    const rows = read(
      writeCsv(
        ['text', 'next'],
        NAUGHTY.map((text) => [text, 'x']),
      ),
    )
    expect(rows.slice(1).map(([text]) => unguard(text ?? ''))).toEqual(NAUGHTY)
  })

  it('holds no cell that a spreadsheet would run', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...NAUGHTY), fc.string({ unit: 'binary' })), {
          minLength: 1,
        }),
        (texts) => {
          const cells = read(
            writeCsv(
              ['a'],
              texts.map((text) => [text]),
            ),
          )
            .slice(1)
            .map((row) => row[0] ?? '')
          for (const cell of cells) {
            if (/^[+-]?\d+(\.\d+)?$/.test(cell)) continue
            expect(cell).not.toMatch(/^\s*[=+\-@]|^[\t\r]/)
          }
          expect(cells.map(unguard)).toEqual(
            texts.map((text) => text.replace(/\p{Surrogate}/gu, '\uFFFD')),
          )
        },
      ),
    )
  })

  it('keeps numbers as numbers, and an unknown one empty', () => {
    expect([-5, 1234.5, 0, Number.NaN, null].map(csvCell)).toEqual(['-5', '1234.5', '0', '', ''])
    expect(csvCell('-5')).toBe('-5')
    expect(csvCell('-5+2')).toBe("'-5+2")
  })

  it('starts with the mark by which Excel knows the letters, and ends each line with CRLF', () => {
    expect(writeCsv(['Team', 'Cases'], [['Court 2', 12]])).toBe(
      '\uFEFFTeam,Cases\r\nCourt 2,12\r\n',
    )
  })

  it('keeps a row whose one cell is empty', () => {
    expect(read(writeCsv(['a'], [[null], ['x']]))).toEqual([['a'], [''], ['x']])
  })

  it('streams many rows in pieces that join to the same file', async () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => [`row ${n}`, n])
    const pieces: string[] = []
    for await (const piece of streamCsv(['name', 'n'], rows)) pieces.push(piece)
    expect(pieces.length).toBeGreaterThan(3)
    expect(pieces.join('')).toBe(writeCsv(['name', 'n'], rows))
  })
})
