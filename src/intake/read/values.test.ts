import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { read, SSF, utils, write } from '@e965/xlsx'
import type { CellObject, WorkSheet } from '@e965/xlsx'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mainNamespace, workbook } from '../../../test/samples/workbook.ts'
import { numberText } from './cells.ts'
import { openFile } from './index.ts'
import type { Cell } from './index.ts'
import { showOfCode } from './number-format.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairload-values-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Cells = Map<string, Cell>

/** Every filled cell of every sheet by `sheet!row,column`. */
async function ours(bytes: Buffer): Promise<Cells> {
  const path = join(folder, 'book')
  writeFileSync(path, bytes)
  const opened = await openFile(path, 'book')
  if (!opened.ok) throw new Error(opened.problem.code)
  const cells: Cells = new Map()
  for (const sheet of opened.value.sheets) {
    const done = await sheet.read((row) => {
      row.cells.forEach((cell, column) => {
        if (cell) cells.set(`${sheet.name}!${row.number},${column}`, cell)
      })
    })
    if (!done.ok) throw new Error(done.problem.code)
  }
  await opened.value.close()
  return cells
}

/** The same by SheetJS, the other reader of the same file; its date formats judged by its own rule. */
function theirs(bytes: Buffer): Map<string, { kind: Cell['kind']; value: unknown }> {
  const book = read(bytes, { type: 'buffer', dense: true, cellNF: true, sheetStubs: false })
  const cells = new Map<string, { kind: Cell['kind']; value: unknown }>()
  for (const name of book.SheetNames) {
    const sheet: WorkSheet | undefined = book.Sheets[name]
    sheet?.['!data']?.forEach((row, r) => {
      row?.forEach((cell: CellObject | undefined, column) => {
        const seen = cell && judged(cell)
        if (seen) cells.set(`${name}!${r + 1},${column}`, seen)
      })
    })
  }
  return cells
}

function judged(cell: CellObject): { kind: Cell['kind']; value: unknown } | null {
  switch (cell.t) {
    case 'n': {
      const code = String(cell.z ?? 'General')
      if (!SSF.is_date(code)) return { kind: 'number', value: cell.v }
      const parts = SSF.parse_date_code(Number(cell.v))
      const two = (n: number): string => String(n).padStart(2, '0')
      return { kind: 'date', value: `${two(parts.d)}/${two(parts.m)}/${parts.y}` }
    }
    case 's':
      return cell.v === '' ? null : { kind: 'text', value: cell.v }
    case 'b':
      return { kind: 'boolean', value: cell.v }
    case 'e':
      return { kind: 'error', value: cell.w }
    default:
      return null
  }
}

function expectSame(mine: Cells, other: ReturnType<typeof theirs>): void {
  expect([...mine.keys()].sort()).toEqual([...other.keys()].sort())
  for (const [at, cell] of mine) {
    const { kind, value } = other.get(at) ?? { kind: 'text', value: null }
    expect([at, cell.kind]).toEqual([at, kind])
    if (kind === 'number') expect(cell.text, at).toBe(numberText(Number(value)))
    else if (kind === 'boolean') expect(cell.text, at).toBe(value === true ? 'TRUE' : 'FALSE')
    else if (kind === 'date') expect(cell.text.slice(0, 10), at).toBe(value)
    else expect(cell.text, at).toBe(value)
  }
}

/** Text as people type it, with what XML and spreadsheets treat specially in it. */
const typed = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '&',
        '<',
        '>',
        '"',
        "'",
        ' ',
        '\n',
        '\u00a0',
        'é',
        '’',
        '👶',
        '_',
        ']]>',
        '=1+1',
        'a) ',
        '#N/A',
        '__proto__',
        '_x0041',
      ),
      fc.string({ unit: 'grapheme-ascii', maxLength: 4 }),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''))
  .filter((text) => text !== '' && !/[\r]/.test(text))

const formats = [
  'General',
  'dd/mm/yyyy',
  'd mmm yy',
  'yyyy\\-mm\\-dd;@',
  '[$-809]dd mmmm yyyy',
  '0.00',
  '#,##0',
  '0%',
  '"d"0',
  '[Red]0.0',
  'mmm-yy',
  '@',
]

const value: fc.Arbitrary<CellObject> = fc.oneof(
  typed.map((v): CellObject => ({ t: 's', v })),
  fc.integer({ min: -1e9, max: 1e9 }).map((v): CellObject => ({ t: 'n', v })),
  fc
    .double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 })
    .map((v): CellObject => ({ t: 'n', v })),
  fc
    .tuple(fc.integer({ min: 61, max: 73_000 }), fc.constantFrom(...formats))
    .map(([v, z]): CellObject => ({ t: 'n', v, z })),
  fc.boolean().map((v): CellObject => ({ t: 'b', v })),
  fc.constantFrom<CellObject>({ t: 'e', v: 42, w: '#N/A' }, { t: 'e', v: 7, w: '#DIV/0!' }),
)

const grid = fc.array(
  fc.array(fc.option(value, { nil: undefined }), { minLength: 1, maxLength: 8 }),
  {
    minLength: 1,
    maxLength: 12,
  },
)

function sheetOf(rows: readonly (readonly (CellObject | undefined)[])[]): WorkSheet {
  const sheet: WorkSheet = {}
  let width = 0
  rows.forEach((cells, r) => {
    width = Math.max(width, cells.length)
    cells.forEach((cell, c) => {
      if (cell) sheet[utils.encode_cell({ r, c })] = cell
    })
  })
  sheet['!ref'] = utils.encode_range({ s: { r: 0, c: 0 }, e: { r: rows.length - 1, c: width - 1 } })
  return sheet
}

function written(
  rows: readonly (readonly (CellObject | undefined)[])[],
  bookType: 'xlsx' | 'biff8',
  bookSST: boolean,
): Buffer {
  const book = utils.book_new()
  utils.book_append_sheet(book, sheetOf(rows), 'List 6')
  return Buffer.from(write(book, { type: 'buffer', bookType, bookSST, compression: true }))
}

describe('a cell means the same to us as to another reader', () => {
  it('in any workbook, texts shared or in their cells', async () => {
    await fc.assert(
      fc.asyncProperty(grid, fc.boolean(), async (rows, shared) => {
        const bytes = written(rows, 'xlsx', shared)
        expectSame(await ours(bytes), theirs(bytes))
      }),
      { numRuns: 120 },
    )
  })

  it('in any older .xls workbook', async () => {
    await fc.assert(
      fc.asyncProperty(grid, async (rows) => {
        const bytes = written(rows, 'biff8', true)
        expectSame(await ours(bytes), theirs(bytes))
      }),
      { numRuns: 60 },
    )
  })

  it('in the public sample workbooks', async () => {
    for (const name of ['Annex_A_2024_Jan', 'Annex_A_pre2024', 'ofsted-2019-template-few-rows']) {
      const url = new URL(`../../../test/samples/annex-a/${name}.xlsx`, import.meta.url)
      const bytes = readFileSync(url)
      const mine = await ours(bytes)
      expect(mine.size).toBeGreaterThan(500)
      expectSame(mine, theirs(bytes))
    }
  })
})

describe('a date', () => {
  it('is known by its format in every way that formats write dates', () => {
    const dates = [
      'dd/mm/yyyy',
      'm/d/yy',
      'd',
      'yyyy',
      'mmmm',
      'mmm-yy',
      '[$-809]dd mmmm yyyy;@',
      'yyyy-mm-dd hh:mm',
      'd "of" mmmm',
      'dddd',
      '[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy',
      'DD/MM/YYYY',
      '[Red]dd/mm/yy',
    ]
    const times = ['h:mm', '[h]:mm', 'mm:ss', '[mm]:ss', 'h:mm AM/PM', 'ss.0', '[s]']
    const numbers = [
      'General',
      'GENERAL',
      '0',
      '0.00',
      '#,##0',
      '0%',
      '0.00E+00',
      '@',
      '"d"0',
      '0\\d',
      '[Red]0.0',
      '_(* #,##0_)',
      '0 "days";d',
      '[$£-809]#,##0',
      '[>=100]0',
    ]
    expect(dates.filter((code) => showOfCode(code).as !== 'date')).toEqual([])
    expect(times.filter((code) => showOfCode(code).as !== 'time')).toEqual([])
    expect(numbers.filter((code) => showOfCode(code).as !== 'number')).toEqual([])
  })

  it('keeps the noughts that a format puts before an id', async () => {
    const bytes = workbook({
      formats: ['000000'],
      sheets: [{ name: 'A', rows: [[{ xml: '<c r="A1" s="1"><v>1234</v></c>' }]] }],
    })
    expect((await ours(bytes)).get('A!1,0')?.text).toBe('001234')
  })

  it('and a time of day are read to the second, whichever way they are written', async () => {
    const cells = [
      ['<c s="1"><v>45964.5</v></c>', '03/11/2025 12:00', '2025-11-03'],
      ['<c s="1"><v>45963.9999999999</v></c>', '03/11/2025', '2025-11-03'],
      ['<c s="1"><v>45964.000011574</v></c>', '03/11/2025 00:00:01', '2025-11-03'],
      ['<c t="d"><v>2025-11-03</v></c>', '03/11/2025', '2025-11-03'],
      ['<c t="d"><v>2025-11-03T09:30:00</v></c>', '03/11/2025 09:30', '2025-11-03'],
      ['<c s="1"><v>60</v></c>', '29/02/1900', null],
      ['<c s="1"><v>59</v></c>', '28/02/1900', '1900-02-28'],
      ['<c s="1"><v>0</v></c>', '00/01/1900', null],
      ['<c s="1"><v>2958465</v></c>', '31/12/9999', '9999-12-31'],
    ] as const
    const bytes = workbook({
      formats: [14],
      sheets: [{ name: 'A', rows: [cells.map(([xml]) => ({ xml }))] }],
    })
    const read = await ours(bytes)
    cells.forEach(([, text, day], i) => {
      expect(read.get(`A!1,${i}`)).toEqual({ text, kind: 'date', day })
    })
  })

  it('is never made of a number that no calendar holds', async () => {
    const bytes = workbook({
      formats: [14],
      sheets: [
        {
          name: 'A',
          rows: [
            [
              { xml: '<c s="1"><v>-5</v></c>' },
              { xml: '<c s="1"><v>2958466</v></c>' },
              { xml: '<c s="1"><v>1e300</v></c>' },
            ],
          ],
        },
      ],
    })
    for (const cell of (await ours(bytes)).values())
      expect([cell.kind, cell.day]).toEqual(['number', null])
  })

  it('in a bare number is offered, not taken: a number stays a number', async () => {
    const bytes = workbook({ sheets: [{ name: 'A', rows: [[45964, 12, 80_001, 0.5]] }] })
    const read = await ours(bytes)
    expect(read.get('A!1,0')).toEqual({ text: '45964', kind: 'number', day: '2025-11-03' })
    expect(read.get('A!1,2')?.day).toBeNull()
    expect(read.get('A!1,3')?.day).toBeNull()
  })
})

describe('a sheet as other programs write it', () => {
  const sheet = (xml: string): Buffer =>
    workbook({
      sharedStrings: {
        xml: `<sst xmlns="${mainNamespace}"><si><t>plain</t></si><si><r><rPr><b/></rPr><t>bold </t></r><r><t xml:space="preserve">and &amp; not</t></r><rPh sb="0" eb="1"><t>ignored</t></rPh></si><si/><si><t>line_x000D_end_x005F_</t></si></sst>`,
      },
      sheets: [
        {
          name: 'A',
          rows: {
            xml: `<worksheet xmlns="${mainNamespace}"><sheetData>${xml}</sheetData></worksheet>`,
          },
        },
      ],
    })
  const textsAt = async (xml: string): Promise<Record<string, string>> =>
    Object.fromEntries([...(await ours(sheet(xml)))].map(([at, cell]) => [at.slice(2), cell.text]))

  it('needs no row numbers or cell references', async () => {
    expect(
      await textsAt(
        '<row><c><v>1</v></c><c/><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>',
      ),
    ).toEqual({ '1,0': '1', '1,2': '2', '3,0': '3' })
  })

  it('takes its row from its cells where only they have numbers', async () => {
    expect(await textsAt('<row><c r="B7"><v>1</v></c></row><row><c><v>2</v></c></row>')).toEqual({
      '7,1': '1',
      '8,0': '2',
    })
  })

  it('may hold its cells in any order', async () => {
    expect(await textsAt('<row r="1"><c r="C1"><v>3</v></c><c r="A1"><v>1</v></c></row>')).toEqual({
      '1,0': '1',
      '1,2': '3',
    })
  })

  it('joins rich text, leaves phonetic readings out, and turns escaped characters back', async () => {
    expect(
      await textsAt(
        '<row><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="s"><v>3</v></c><c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh><t>no</t></rPh></is></c></row>',
      ),
    ).toEqual({ '1,0': 'bold and & not', '1,2': 'line\rend_', '1,3': 'ab' })
  })

  it('may hold comments, CDATA, references and processing instructions inside a value', async () => {
    expect(
      await textsAt(
        "<row><c t='str'><!-- > --><v>a<!-- x -->b<![CDATA[<c>&amp;]]>&#x41;&#66;&lt;<?pi ?></v></c></row>",
      ),
    ).toEqual({ '1,0': 'ab<c>&amp;AB<' })
  })

  it('shows the empty result of a formula as an empty cell', async () => {
    expect(
      await textsAt(
        '<row><c t="str"><f>""</f><v></v></c><c t="str"><f>A1</f><v/></c><c><v>1</v></c></row>',
      ),
    ).toEqual({ '1,2': '1' })
  })

  it('never takes one text for another, however many of one length there are', async () => {
    const names = Array.from({ length: 12_000 }, (_, i) => `Worker ${String(i).padStart(5, '0')}`)
    const cells = await ours(
      workbook({ sheets: [{ name: 'A', rows: names.map((name) => [name]) }] }),
    )
    expect([...cells.values()].map((cell) => cell.text)).toEqual(names)
  })

  it('that points to a text that is not there is damaged', async () => {
    await expect(ours(sheet('<row><c t="s"><v>99</v></c></row>'))).rejects.toThrow('damaged-sheet')
    await expect(ours(sheet('<row><c t="s"><v>-1</v></c></row>'))).rejects.toThrow('damaged-sheet')
  })
})
