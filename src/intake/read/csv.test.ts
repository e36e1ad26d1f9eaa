import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { delimiterOf } from './csv.ts'
import { openFile } from './index.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairload-csv-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function rowsOf(bytes: Buffer | string): Promise<[number, (string | undefined)[]][]> {
  const path = join(folder, 'list.csv')
  writeFileSync(path, bytes)
  const opened = await openFile(path, 'List 6.csv')
  if (!opened.ok) throw new Error(opened.problem.code)
  const rows: [number, (string | undefined)[]][] = []
  const read = await opened.value.sheets[0]?.read((row) => {
    rows.push([row.number, row.cells.map((cell) => cell?.text)])
  })
  if (!read?.ok) throw new Error(read?.problem.code)
  return rows
}

const cell = fc
  .array(
    fc.oneof(
      fc.constantFrom(',', ';', '"', '\n', '\r\n', '\t', ' ', 'é', '👶', '__proto__'),
      fc.string({ unit: 'grapheme-ascii', maxLength: 5 }),
    ),
    { maxLength: 4 },
  )
  .map((parts) => parts.join(''))

describe('a CSV', () => {
  it('gives back every text that was put in it, whatever it holds, under any delimiter and encoding', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('utf8' as const, 'utf16le' as const),
        fc.constantFrom('\n', '\r\n'),
        async (rows, delimiter, encoding, end) => {
          const head = ['Child Unique ID', 'Gender', 'Ethnicity']
          const all = [head, head, head, ...rows]
          const text = all
            .map((cells) => cells.map((c) => `"${c.replaceAll('"', '""')}"`).join(delimiter) + end)
            .join('')
          const read = await rowsOf(Buffer.from(`\ufeff${text}`, encoding))
          const expected = all
            .map((cells, i): [number, string[]] => [i + 1, cells])
            .filter(([, cells]) => cells.some((c) => c !== ''))
          expect(read.map(([n, cells]) => [n, [0, 1, 2].map((i) => cells[i] ?? '')])).toEqual(
            expected,
          )
        },
      ),
      { numRuns: 80 },
    )
  })

  it('keeps its row numbers across blank lines, as Excel shows them', async () => {
    expect(await rowsOf('a,b\n\n\nc,d\n,\n')).toEqual([
      [1, ['a', 'b']],
      [4, ['c', 'd']],
    ])
  })

  it('may have short and long rows, and a lone quotation mark in the middle of a text', async () => {
    expect(await rowsOf('a,b,c\n1\n1,2,3,4\n6" nail,x,y\n')).toEqual([
      [1, ['a', 'b', 'c']],
      [2, ['1']],
      [3, ['1', '2', '3', '4']],
      [4, ['6" nail', 'x', 'y']],
    ])
  })

  it('obeys the line by which Excel states its delimiter, and does not count it', async () => {
    expect(await rowsOf('sep=;\r\na,1;b\r\n')).toEqual([[1, ['a,1', 'b']]])
  })

  it('is UTF-8 only if it is so to its last byte', async () => {
    const line = Buffer.from(`${'é'.repeat(70)},x\n`)
    const utf8 = Buffer.concat(Array.from({ length: 3_000 }, () => line))
    expect((await rowsOf(utf8)).at(-1)?.[1][0]).toBe('é'.repeat(70))
    const spoilt = Buffer.concat([utf8, Buffer.from([0xe9, 0x0a])])
    expect((await rowsOf(spoilt)).at(-1)?.[1][0]).toBe('é')
    const cutOff = Buffer.concat([utf8, Buffer.from([0x61, 0xc3])])
    expect((await rowsOf(cutOff)).at(-1)?.[1][0]).toBe('aÃ')
  })

  it('stops at the row its reader wants no more of, and at a file without a last line end', async () => {
    expect(await rowsOf('a,b\nc,d')).toEqual([
      [1, ['a', 'b']],
      [2, ['c', 'd']],
    ])
    writeFileSync(join(folder, 'long.csv'), 'a,b\n'.repeat(500_000))
    const opened = await openFile(join(folder, 'long.csv'), 'long.csv')
    if (!opened.ok) throw new Error(opened.problem.code)
    expect(await opened.value.sheets[0]?.read((row) => row.number < 5)).toEqual({
      ok: true,
      value: { rows: 5 },
    })
  })
})

describe('the delimiter', () => {
  it.each([
    ['a,b,c\n1,2,3\n', ','],
    ['a;b;c\n1,5;2,5;3,5\n', ';'],
    ['a\tb\n1,2\t3\n', '\t'],
    ['"a;b",c\n"d;e",f\n', ','],
    ['Name\nOne\n', ','],
    ['', ','],
  ])('of %j is %j', (text, delimiter) => {
    expect(delimiterOf(text).delimiter).toBe(delimiter)
  })
})
