import * as sheetjs from '@e965/xlsx'
import fc from 'fast-check'
import { readXlsx } from 'hucre'
import { describe, expect, it } from 'vitest'
import type { IsoDate } from '../../kit/index.ts'
import type { Finding } from '../../core/model/index.ts'
import { writeMarkedWorkbook } from './findings.ts'
import { writePeopleTemplate } from './people-template.ts'
import type { About } from './sheet.ts'
import { writeWorkbook } from './workbook.ts'

const day = (text: string): IsoDate => text as IsoDate
const about: About = {
  what: 'Who holds what in Fairborough, and what it weighs.',
  organisation: "Fairborough children's services",
  asOf: day('2026-09-30'),
  agreement: 'fairload-hours-0.1',
  writtenBy: null,
  writtenAt: null,
}

const NAUGHTY = [
  '=1+1',
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '#N/A',
  '#REF!',
  '_x0041_',
  '_x005F_x0041_',
  '__proto__',
  'TRUE',
  '1e5',
  '00123',
  '  leading',
  'two\nlines',
  '</t><v>1</v>',
  '&lt;',
  "'quoted",
  'Ünïcödé 😀',
  '\u0001',
]

const asText = { header: 'Text', kind: 'text' } as const

async function sheetOf(bytes: Uint8Array, name: string): Promise<sheetjs.WorkSheet> {
  const sheet = sheetjs.read(bytes, { cellFormula: true, cellNF: true, cellStyles: true }).Sheets[
    name
  ]
  if (!sheet) throw new Error(`no sheet ${name}`)
  return sheet
}

const cellOf = (sheet: sheetjs.WorkSheet, ref: string): sheetjs.CellObject =>
  sheet[ref] as sheetjs.CellObject

describe('a table downloaded as a workbook', () => {
  it('gives every awkward text back as text, never as a formula, an error or a number', async () => {
    const bytes = await writeWorkbook([
      { name: 'Cases', columns: [asText], rows: NAUGHTY.map((text) => [text]) },
    ])
    const theirs = await sheetOf(bytes, 'Cases')
    const ours = (await readXlsx(bytes)).sheets[0]
    NAUGHTY.forEach((text, n) => {
      const cell = cellOf(theirs, `A${n + 2}`)
      expect({ text: cell.v, type: cell.t, formula: cell.f }).toEqual({
        text,
        type: 's',
        formula: undefined,
      })
      expect(ours?.rows[n + 1]?.[0]).toBe(text)
    })
  })

  it('gives any text back, line ends apart', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1 }),
        async (texts) => {
          const bytes = await writeWorkbook([
            { name: 'S', columns: [asText], rows: texts.map((t) => [t]) },
          ])
          const rows = (await readXlsx(bytes)).sheets[0]?.rows ?? []
          expect(texts.map((_, n) => rows[n + 1]?.[0])).toEqual(texts)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('writes numbers, shares and days as what they are, and an unknown figure as words', async () => {
    const bytes = await writeWorkbook([
      {
        name: 'Workers',
        columns: [
          { header: 'Hours', kind: 'number', decimals: 1 },
          { header: 'Use', kind: 'percent' },
          { header: 'Since', kind: 'date' },
          asText,
        ],
        rows: [
          [128.5, 1.16, '2026-11-03', 5],
          ['not known', 'not known', 'not a day', null],
        ],
      },
    ])
    const sheet = await sheetOf(bytes, 'Workers')
    expect(cellOf(sheet, 'A2')).toMatchObject({ t: 'n', v: 128.5, w: '128.5' })
    expect(cellOf(sheet, 'B2')).toMatchObject({ t: 'n', v: 1.16, w: '116%' })
    // 46,329 is Excel's serial for 3 November 2026.
    expect(cellOf(sheet, 'C2')).toMatchObject({ t: 'n', v: 46_329, z: 'dd/mm/yyyy' })
    expect(cellOf(sheet, 'D2')).toMatchObject({ t: 's', v: '5' })
    expect(cellOf(sheet, 'B3')).toMatchObject({ t: 's', v: 'not known' })
    expect(cellOf(sheet, 'C3')).toMatchObject({ t: 's', v: 'not a day' })
  })

  it('begins with a sheet that says what it is and what it rests on', async () => {
    const bytes = await writeWorkbook(
      [{ name: 'Workers', columns: [asText], rows: [['x']] }],
      about,
    )
    const workbook = await readXlsx(bytes)
    expect(workbook.sheets.map((sheet) => sheet.name)).toEqual(['About', 'Workers'])
    const lines = new Map(workbook.sheets[0]?.rows.map((row) => [row[0], row[1]]))
    expect(lines.get('As of')).toBe('30 September 2026')
    expect(lines.get('Agreement')).toBe('fairload-hours-0.1')
    expect(lines.get('Written by')).toBe('not known')
  })

  it('keeps the header in sight and lets every column be filtered', async () => {
    const bytes = await writeWorkbook([
      {
        name: 'W',
        columns: [asText, { header: 'Cases', kind: 'number' }],
        rows: [
          ['a', 1],
          ['b', 2],
        ],
      },
    ])
    const sheet = (await readXlsx(bytes, { readStyles: true })).sheets[0]
    expect(sheet?.freezePane?.rows).toBe(1)
    expect(sheet?.autoFilter?.range).toBe('A1:B3')
    expect(sheet?.cells?.get('0,0')?.style?.font?.bold).toBe(true)
  })

  it('takes any sheet name, and two that are the same', async () => {
    const columns = [asText]
    const names = [
      'List 8: [care]/*?',
      'List 8: [care]/*?',
      '',
      "'quoted'",
      'x'.repeat(40),
      'History',
      'about',
    ]
    const bytes = await writeWorkbook(
      names.map((name) => ({ name, columns, rows: [] })),
      about,
    )
    const written = (await readXlsx(bytes)).sheets.map((sheet) => sheet.name)
    expect(new Set(written.map((name) => name.toLowerCase())).size).toBe(names.length + 1)
    for (const name of written) expect(name).toMatch(/^[^[\]:*?/\\]{1,31}$/)
  })
})

const finding = (over: Partial<Finding>): Finding => ({
  code: 'date-not-a-day',
  file: 'annex.xlsx',
  sheet: 'List 8',
  row: 214,
  column: 'Date Started',
  value: '13/31/2024',
  sentence: 'This is no date: correct it in the file, or leave the row out with a reason.',
  effect: 'row-left-out',
  changesFigures: true,
  ...over,
})

describe('the findings as a workbook', () => {
  const rows = [
    {
      from: { file: 'annex.xlsx', sheet: 'List 8', row: 214 },
      headers: ['Child Unique ID', 'Date Started', ''],
      cells: ['C1', '13/31/2024', '=evil'],
    },
    {
      from: { file: 'annex.xlsx', sheet: 'List 8', row: 9 },
      headers: ['Child Unique ID', 'Date Started', ''],
      cells: ['C2', '01/02/2024'],
    },
  ]

  it('says of each finding where it is and what to do', async () => {
    const bytes = await writeMarkedWorkbook({ findings: [finding({})], rows, about })
    const sheet = (await readXlsx(bytes)).sheets[1]
    expect(sheet?.name).toBe('Findings')
    expect(sheet?.rows[1]).toEqual([
      'This is no date: correct it in the file, or leave the row out with a reason.',
      'annex.xlsx',
      'List 8',
      214,
      'Date Started',
      '13/31/2024',
      'Row is in no figure until answered',
      'date-not-a-day',
    ])
  })

  it('shows the offending rows in their order with the very cell marked and explained', async () => {
    const findings = [
      finding({}),
      finding({ sentence: 'And it is after the day of the return.' }),
      finding({ row: 9, column: null, sentence: 'This child is in the list twice.' }),
      finding({ row: 214, column: 'C', sentence: 'A column without a heading.' }),
      finding({ row: 5000, sentence: 'A row that was not kept.' }),
    ]
    const bytes = await writeMarkedWorkbook({ findings, rows, about })
    const sheet = (await readXlsx(bytes, { readStyles: true })).sheets[2]
    expect(sheet?.rows.map((row) => row[0])).toEqual(['Row in the file', 9, 214])
    expect(sheet?.rows[2]?.[3]).toBe('=evil')
    const marked = [...(sheet?.cells ?? [])]
      .filter(([place, cell]) => cell.comment && !place.startsWith('0,'))
      .map(([place, cell]) => [place, cell.comment?.text])
    expect(new Map(marked as [string, string][])).toEqual(
      new Map([
        ['1,0', 'This child is in the list twice.'],
        [
          '2,2',
          'This is no date: correct it in the file, or leave the row out with a reason.\n\nAnd it is after the day of the return.',
        ],
        ['2,3', 'A column without a heading.'],
      ]),
    )
    expect(sheet?.cells?.get('2,2')?.style?.fill).toBeDefined()
    expect(sheet?.cells?.get('1,2')?.style?.fill).toBeUndefined()
  })
})

describe('the people file as a form', () => {
  const reasons = Array.from(
    { length: 40 },
    (_, n) => `a reason with rather many words, number ${n}`,
  )

  it('reads back with its headings in row 1 and the names already known', async () => {
    const bytes = await writePeopleTemplate(
      [
        {
          header: 'Worker',
          kind: 'text',
          required: true,
          hint: 'Name as the case system shows it.',
        },
        { header: 'FTE', kind: 'number', decimals: 2 },
      ],
      [
        ['Amara Okoye', 0.6],
        ['Jo Lin', null],
      ],
      [
        { header: 'Worker', kind: 'text' },
        { header: 'Reason', kind: 'text', choices: reasons },
      ],
    )
    const people = sheetjs.utils.sheet_to_json(await sheetOf(bytes, 'People'), { header: 1 })
    expect(people).toEqual([['Worker', 'FTE'], ['Amara Okoye', 0.6], ['Jo Lin']])
    const { sheets } = await readXlsx(bytes)
    expect(sheets[0]?.cells?.get('0,0')?.comment?.text).toBe(
      'Needed. Name as the case system shows it.',
    )
  })

  it('offers its lists of values however long they are', async () => {
    const bytes = await writePeopleTemplate(
      [{ header: 'Worker', kind: 'text' }],
      [],
      [
        { header: 'Worker', kind: 'text' },
        { header: 'Reason', kind: 'text', choices: reasons },
      ],
    )
    const { sheets } = await readXlsx(bytes)
    const rule = sheets[1]?.dataValidations?.[0]
    expect(rule).toMatchObject({ type: 'list', formula1: 'Lists!$A$1:$A$40', range: 'B2:B501' })
    const lists = sheets.find((sheet) => sheet.name === 'Lists')
    expect(lists?.hidden).toBe(true)
    expect(lists?.rows.map((row) => row[0])).toEqual(reasons)
  })
})
