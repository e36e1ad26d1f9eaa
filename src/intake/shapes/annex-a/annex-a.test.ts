import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FakeCell, FakeReading, FakeSheet } from '../../../../test/intake/fake-sheets.ts'
import { readSheets, SHA } from '../../../../test/intake/fake-sheets.ts'
import type { ChildRecord, Finding } from '../../../core/model/index.ts'
import { LISTS } from './lists.ts'

const HEADINGS = {
  3: [
    'Child Unique ID',
    'Date of Birth',
    'Date of Referral',
    'Referral NFA?',
    'Allocated Team',
    'Allocated Worker',
  ],
  6: [
    'Child Unique ID',
    'Ethnicity',
    'Date of Birth',
    'Does the Child have a Disability',
    'CIN Start Date',
    'Date Child Was Last Seen',
    'CIN Closure Date',
    'Case Status',
    'Allocated Team',
    'Allocated Worker',
  ],
  7: [
    'Child Unique ID',
    'Child Protection Plan Start Date',
    'Child Protection Plan End Date',
    'Allocated Team',
    'Allocated Worker',
  ],
}

/** A row of list 6, with what differs. */
function need(id: FakeCell, cells: Partial<Record<string, FakeCell>> = {}): FakeCell[] {
  const row: Record<string, FakeCell> = {
    'Child Unique ID': id,
    Ethnicity: 'a) WBRI',
    'Date of Birth': '14/05/2012',
    'Does the Child have a Disability': 'b) No',
    'CIN Start Date': '13/01/2026',
    'Date Child Was Last Seen': '13/11/2026',
    'CIN Closure Date': '',
    'Case Status': 'c) Child in need plan',
    'Allocated Team': 'North 1',
    'Allocated Worker': 'Amara Okafor',
    ...cells,
  }
  return HEADINGS[6].map((heading) => row[heading] ?? null)
}

const list6 = (...rows: FakeCell[][]): FakeSheet => ({
  name: 'List 6',
  rows: [HEADINGS[6], ...rows],
})

/** Findings of a reading of a few lists only, without the notice that others are missing. */
const told = (reading: FakeReading): Finding[] =>
  reading.findings.filter((finding) => finding.code !== 'lists-missing')

const only = (reading: FakeReading): Finding => {
  const [first, ...more] = told(reading)
  expect(more).toEqual([])
  if (first === undefined) throw new Error('nothing was told')
  return first
}

const needOf = (reading: FakeReading, index = 0): ChildRecord & { kind: 'need-episode' } => {
  const record = reading.records.children[index]
  if (record?.kind !== 'need-episode') throw new Error('no row of list 6')
  return record
}

describe('a list with nothing wrong', () => {
  it('is read whole and nothing is told', async () => {
    const reading = await readSheets([list6(need('100'), need('101'))])
    expect(told(reading)).toEqual([])
    expect(reading.lists).toEqual({ 'List 6': { rows: 2, used: 2, questioned: 0, leftOut: 0 } })
    expect(needOf(reading)).toEqual({
      kind: 'need-episode',
      child: '100',
      from: { file: 'annex.xlsx', sheet: 'List 6', row: 2 },
      worker: 'Amara Okafor',
      team: 'North 1',
      disability: false,
      birthDate: '2012-05-14',
      start: '2026-01-13',
      closed: null,
      status: 'child-in-need-plan',
      lastSeen: '2026-11-13',
    })
  })

  it('is the same list under a title, with headings in another order and in other words', async () => {
    const order = [9, 0, 7, 4, 6, 5, 3, 2, 1, 8]
    const words: Record<string, string> = {
      'Case Status': 'CIN Status',
      'Child Unique ID': 'child_id',
      'Date of Birth': 'DOB',
    }
    const turned = (row: readonly FakeCell[]): FakeCell[] => order.map((at) => row[at] ?? null)
    const reading = await readSheets([
      {
        name: 'Children in Need',
        rows: [
          ['List 6: Children in Need', null],
          [],
          turned(HEADINGS[6].map((heading) => words[heading] ?? heading)),
          turned(need('100')),
        ],
      },
    ])
    expect(told(reading)).toEqual([])
    const plain = await readSheets([list6(need('100'))])
    expect({ ...needOf(reading), from: null }).toEqual({ ...needOf(plain), from: null })
    expect(needOf(reading).from.row).toBe(4)
  })

  it('tells once that lists are missing, and that it matters where they hold open cases', async () => {
    const reading = await readSheets([list6(need('100'))])
    expect(reading.findings).toEqual([
      expect.objectContaining({ code: 'lists-missing', effect: 'notice', changesFigures: true }),
    ])
    expect(reading.findings[0]?.sentence).toContain('list 8 (children in care)')
  })
})

describe('the child id', () => {
  it('joins number and text cells of one child, and drops no leading zero', async () => {
    const reading = await readSheets([
      list6(need(123456), need('0123456')),
      {
        name: 'List 7',
        rows: [HEADINGS[7], ['123456.0', '01/02/2026', '', 'North 1', 'Amara Okafor']],
      },
    ])
    expect(reading.records.children.map((one) => one.child)).toEqual([
      '123456',
      '0123456',
      '123456',
    ])
  })

  it('missing or shortened leaves the row out, told at that row', async () => {
    const reading = await readSheets([list6(need('100'), need(' - '), need('1.23457E+11'))])
    expect(told(reading)).toMatchObject([
      {
        code: 'child-id-missing',
        row: 3,
        column: 'Child Unique ID',
        effect: 'row-left-out',
        changesFigures: true,
      },
      { code: 'child-id-rounded', row: 4, value: '1.23457E+11', effect: 'row-left-out' },
    ])
    expect(reading.lists['List 6']).toEqual({ rows: 3, used: 1, questioned: 2, leftOut: 2 })
    expect(reading.records.children).toHaveLength(1)
  })

  it('or a heading called __proto__ does no harm', async () => {
    const reading = await readSheets([
      {
        name: 'List 6',
        rows: [
          [...HEADINGS[6], '__proto__', 'constructor'],
          [...need('__proto__'), 'x', 'y'],
        ],
      },
    ])
    expect(told(reading).map((one) => [one.code, one.value])).toEqual([
      ['column-unknown', '__proto__'],
      ['column-unknown', 'constructor'],
    ])
    expect(needOf(reading).child).toBe('__PROTO__')
    expect(Object.keys(reading.lists)).toEqual(['List 6'])
  })
})

describe('a date', () => {
  it('that is none is told at its cell and not used', async () => {
    const reading = await readSheets([list6(need('100', { 'CIN Start Date': '31/02/2026' }))])
    expect(only(reading)).toMatchObject({
      code: 'date-not-a-day',
      file: 'annex.xlsx',
      sheet: 'List 6',
      row: 2,
      column: 'CIN Start Date',
      value: '31/02/2026',
      effect: 'cell-not-used',
      changesFigures: true,
    })
    expect(needOf(reading).start).toBeNull()
    expect(reading.lists['List 6']).toEqual({ rows: 1, used: 0, questioned: 1, leftOut: 0 })
  })

  it.each(['31/02/2026', '12/25/2025', '#REF!', '#N/A', '#MULTIVALUE', 'not yet'])(
    'that would close a case never closes or opens it in silence: %s',
    async (text) => {
      const reading = await readSheets([list6(need('100', { 'CIN Closure Date': text }))])
      expect(only(reading)).toMatchObject({
        row: 2,
        column: 'CIN Closure Date',
        value: text,
        effect: 'question',
        changesFigures: true,
        question: { key: `row:${SHA}:List 6:2`, remembered: false },
      })
      expect(needOf(reading).closed).toBeNull()
    },
  )

  it('that would close a case may be settled by a person, either way', async () => {
    const sheets = [list6(need('100', { 'CIN Closure Date': 'not yet' }))]
    const key = `row:${SHA}:List 6:2`
    const open = await readSheets(sheets, new Map([[key, 'keep']]))
    expect(told(open)).toEqual([])
    expect(open.lists['List 6']).toEqual({ rows: 1, used: 1, questioned: 0, leftOut: 0 })
    const out = await readSheets(sheets, new Map([[key, 'leave-out']]))
    expect(only(out)).toMatchObject({
      code: 'row-left-out-as-answered',
      row: 2,
      changesFigures: false,
    })
    expect(out.lists['List 6']).toEqual({ rows: 1, used: 0, questioned: 1, leftOut: 1 })
    expect(out.records.children).toEqual([])
  })

  it('of a formula saved without its result is told, not taken as blank', async () => {
    const reading = await readSheets([
      list6(need('100', { 'CIN Closure Date': { formula: true } })),
    ])
    expect(only(reading)).toMatchObject({
      code: 'formula-without-value',
      column: 'CIN Closure Date',
      changesFigures: true,
    })
  })

  it('before its start is not used as an end', async () => {
    const reading = await readSheets([list6(need('100', { 'CIN Closure Date': '12/01/2026' }))])
    expect(only(reading)).toMatchObject({
      code: 'end-before-start',
      row: 2,
      column: 'CIN Closure Date',
      changesFigures: true,
    })
    expect(needOf(reading).closed).toBeNull()
  })

  it('that has not come yet is told where the thing cannot have happened', async () => {
    const reading = await readSheets([
      list6(
        need('100', { 'Date Child Was Last Seen': '01/12/2026' }),
        need('101', { 'CIN Start Date': '01/12/2026' }),
        need('102', { 'CIN Closure Date': '01/12/2026' }),
        need('103', { 'Date of Birth': '01/02/2027' }),
      ),
    ])
    expect(told(reading)).toMatchObject([
      { code: 'date-in-future', row: 2, changesFigures: false },
      { code: 'date-in-future', row: 3, changesFigures: true },
      { code: 'date-in-future', row: 4, changesFigures: true },
    ])
    expect(needOf(reading, 3).birthDate).toBe('2027-02-01')
  })

  it('is refused throughout a column that has the month first', async () => {
    const reading = await readSheets([
      list6(
        need('100', { 'CIN Start Date': '12/25/2025' }),
        need('101', { 'CIN Start Date': '03/04/2026' }),
        need('102', { 'CIN Start Date': { date: '2026-04-03' } }),
      ),
    ])
    expect(told(reading)).toMatchObject([
      { code: 'date-month-first', row: 2, value: '12/25/2025' },
      { code: 'date-either-order', row: 3, value: '03/04/2026', column: 'CIN Start Date' },
    ])
    expect(
      reading.records.children.map((one) => (one.kind === 'need-episode' ? one.start : '')),
    ).toEqual([null, null, '2026-04-03'])
    expect(reading.lists['List 6']).toMatchObject({ rows: 3, used: 1, questioned: 2 })
  })

  it('is read day first where nearly the whole column is, and the doubt is told once', async () => {
    const reading = await readSheets([
      list6(
        ...Array.from({ length: 30 }, (_, at) => need(String(200 + at))),
        need('100', { 'CIN Start Date': '12/25/2025' }),
        need('101', { 'CIN Start Date': '03/04/2026' }),
      ),
    ])
    expect(told(reading)).toMatchObject([
      { code: 'date-month-first', row: 32 },
      { code: 'dates-mixed-order', row: 1, column: 'CIN Start Date', changesFigures: true },
    ])
    expect(needOf(reading, 31).start).toBe('2026-04-03')
  })

  it('read or told at that very cell, whatever was written', async () => {
    const written = fc.constantFrom<(y: string, m: string, d: string) => FakeCell>(
      (y, m, d) => `${d}/${m}/${y}`,
      (y, m, d) => `${Number(d)}/${Number(m)}/${y.slice(2)}`,
      (y, m, d) => `${y}-${m}-${d}`,
      (y, m, d) => `${y}-${m}-${d} 00:00:00`,
      (y, m, d) => ({ date: `${y}-${m}-${d}` }),
      (y, m, d) => `${m}/${d}/${y}`,
      (_y, m, d) => `${d}/${m}`,
      () => '30/02/2026',
      () => ({ formula: true }),
      () => ({ error: '#VALUE!' }),
    )
    const month = fc.integer({ min: 1, max: 12 })
    // Days that cannot pass for months, so that a month-first text always shows itself.
    const day = fc.integer({ min: 13, max: 28 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(month, day, written), { minLength: 1, maxLength: 12 }),
        async (cells) => {
          const two = (n: number): string => String(n).padStart(2, '0')
          const rows = cells.map(([m, d, write], at) =>
            need(String(at), { 'CIN Start Date': write('2025', two(m), two(d)) }),
          )
          const reading = await readSheets([list6(...rows)])
          for (const [at, [m, d]] of cells.entries()) {
            const record = needOf(reading, at)
            const truth = `2025-${two(m)}-${two(d)}`
            const atCell = reading.findings.some(
              (one) => one.row === at + 2 && one.column === 'CIN Start Date',
            )
            expect(record.start === truth || atCell).toBe(true)
            expect(record.start === null || record.start === truth).toBe(true)
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('a code', () => {
  it('that decides a figure and is not known is asked about, once answered remembered', async () => {
    const sheets = [list6(need('100', { 'Case Status': 'Tier 4' }), need('101'))]
    const reading = await readSheets(sheets)
    expect(only(reading)).toMatchObject({
      code: 'code-unknown',
      row: 2,
      column: 'Case Status',
      value: 'Tier 4',
      effect: 'question',
      changesFigures: true,
      question: { key: 'code:case-status:tier 4', remembered: true },
    })
    expect(needOf(reading).status).toBeNull()
    const answered = await readSheets(
      sheets,
      new Map([['code:case-status:tier 4', 'child-protection-plan']]),
    )
    expect(told(answered)).toEqual([])
    expect(needOf(answered).status).toBe('child-protection-plan')
  })

  it('that only describes and is not known is one notice for all its rows', async () => {
    const reading = await readSheets([
      list6(
        need('100', { Ethnicity: 'Martian' }),
        need('101', { Ethnicity: 'martian ' }),
        need('102', { Ethnicity: 'WBRI - White British' }),
      ),
    ])
    expect(only(reading)).toMatchObject({
      code: 'description-unknown',
      row: 1,
      column: 'Ethnicity',
      value: 'Martian',
      effect: 'notice',
      changesFigures: false,
    })
    expect(only(reading).sentence).toContain('2 rows hold it')
    expect(reading.lists['List 6']).toMatchObject({ used: 3, questioned: 0 })
  })

  it('care leaver in list 6 is a question only where list 9 does not hold the child', async () => {
    const reading = await readSheets([
      list6(
        need('100', { 'Case Status': 'Care leaver' }),
        need('101', { 'Case Status': 'Care leaver' }),
      ),
      {
        name: 'List 9',
        rows: [
          [
            'Child Unique ID',
            'Allocated Team',
            'Allocated Worker',
            'Eligibility Category',
            'LA in Touch',
            'Allocated Personal Advisor',
          ],
          ['100', 'Leaving care', 'Amara Okafor', 'b) Former relevant child', 'a) Yes', 'Sam Lee'],
        ],
      },
    ])
    expect(only(reading)).toMatchObject({
      code: 'care-leaver-not-in-list-9',
      row: 3,
      column: 'Case Status',
    })
    expect(reading.records.children.at(-1)).toMatchObject({
      kind: 'care-leaver',
      eligibility: 'former-relevant',
      personalAdviser: 'Sam Lee',
    })
  })
})

describe('a worker or team cell', () => {
  it('is tidied and otherwise left as read, so that placeholders stay visible', async () => {
    const reading = await readSheets([
      list6(
        need('100', { 'Allocated Worker': 'Amara\u00a0 Okafor ' }),
        need('101', { 'Allocated Worker': { error: '#N/A' }, 'Allocated Team': '#N/A' }),
        need('102', { 'Allocated Worker': 'Duty', 'Allocated Team': 'nan' }),
        need('103', { 'Allocated Worker': '-' }),
      ),
    ])
    expect(told(reading)).toEqual([])
    expect(reading.records.children.map((one) => [one.worker, one.team])).toEqual([
      ['Amara Okafor', 'North 1'],
      ['#N/A', null],
      ['Duty', null],
      [null, 'North 1'],
    ])
  })

  it('that holds an error, several names or a lost formula is told at its cell', async () => {
    const reading = await readSheets([
      list6(
        need('100', { 'Allocated Worker': { error: '#REF!' } }),
        need('101', { 'Allocated Worker': '#MULTIVALUE' }),
        need('102', { 'Allocated Worker': { formula: true } }),
      ),
    ])
    expect(told(reading)).toMatchObject([
      { code: 'cell-holds-an-error', row: 2, column: 'Allocated Worker', changesFigures: true },
      { code: 'several-values', row: 3 },
      { code: 'formula-without-value', row: 4 },
    ])
    expect(reading.records.children.map((one) => one.worker)).toEqual([null, null, null])
  })
})

describe('rows that are no children', () => {
  it('a line of totals, a stray remark and empty rows are told and counted nowhere', async () => {
    const blank = HEADINGS[6].map(() => ' ')
    const reading = await readSheets([
      list6(
        need('100'),
        blank,
        HEADINGS[6].map(() => '-'),
        ['Total', '', '', '', '', '', '', '', '', '1'],
        ['', 'Grand total: 1'],
        ['Extracted on Monday from the case system'],
      ),
    ])
    expect(told(reading)).toMatchObject([
      { code: 'row-of-totals', row: 5, effect: 'row-left-out', changesFigures: false },
      { code: 'row-of-totals', row: 6, effect: 'row-left-out', changesFigures: false },
      { code: 'row-not-a-child', row: 7, effect: 'row-left-out' },
      { code: 'rows-empty', row: null, effect: 'notice' },
    ])
    expect(reading.lists['List 6']).toEqual({ rows: 4, used: 1, questioned: 3, leftOut: 3 })
  })

  it('headings printed again further down are passed over', async () => {
    const reading = await readSheets([list6(need('100'), [...HEADINGS[6]], need('101'))])
    expect(told(reading)).toEqual([])
    expect(reading.lists['List 6']).toMatchObject({ rows: 2, used: 2 })
  })
})

describe('one row for each child', () => {
  it('keeps the latest by start date, then by row, and tells of the others', async () => {
    const reading = await readSheets([
      list6(
        need('100', { 'CIN Start Date': '13/05/2026' }),
        need('100', { 'CIN Start Date': '13/02/2026', 'Allocated Worker': 'Sam Lee' }),
        need('101'),
        need('101'),
      ),
    ])
    expect(told(reading)).toMatchObject([
      {
        code: 'row-superseded',
        row: 3,
        value: '100',
        effect: 'row-left-out',
        changesFigures: true,
      },
      {
        code: 'row-superseded',
        row: 4,
        value: '101',
        effect: 'row-left-out',
        changesFigures: false,
      },
    ])
    expect(reading.records.children.map((one) => one.from.row)).toEqual([2, 5])
  })

  it('is not put out by a row whose start is still to come', async () => {
    const reading = await readSheets([
      list6(need('100'), need('100', { 'CIN Start Date': '25/12/2027' })),
    ])
    const superseded = told(reading).filter((one) => one.code === 'row-superseded')
    expect(superseded.map((one) => one.row)).toEqual([3])
  })

  it('counts both where a person says so', async () => {
    const reading = await readSheets(
      [list6(need('101'), need('101'))],
      new Map([[`row:${SHA}:List 6:2`, 'keep']]),
    )
    expect(told(reading)).toEqual([])
    expect(reading.records.children).toHaveLength(2)
  })

  it('holds for lists 6 to 9 only: a child may be referred twice', async () => {
    const row = ['100', '14/05/2012', '13/10/2026', 'b) No', 'Front door', 'Amara Okafor']
    const reading = await readSheets([{ name: 'Referrals', rows: [HEADINGS[3], row, row] }])
    expect(told(reading)).toEqual([])
    expect(reading.records.children).toHaveLength(2)
  })
})

describe('headings', () => {
  const renamed = (heading: string, to: string): FakeSheet => ({
    name: 'List 6',
    rows: [HEADINGS[6].map((one) => (one === heading ? to : one)), need('100')],
  })

  it('that are not known become a question, never a loose match', async () => {
    const sheet = renamed('CIN Closure Date', 'Finish')
    const reading = await readSheets([sheet])
    const missing = told(reading).find((one) => one.code === 'column-missing')
    expect(missing).toMatchObject({
      row: 1,
      column: 'CIN Closure Date',
      effect: 'question',
      changesFigures: true,
      question: { key: 'header:list-6:closed', remembered: true },
    })
    expect(missing?.question?.options).toEqual([
      { value: 'finish', label: 'Finish' },
      expect.objectContaining({ value: 'none' }),
    ])
    const answered = await readSheets([sheet], new Map([['header:list-6:closed', 'finish']]))
    expect(told(answered)).toEqual([])
    const none = await readSheets([sheet], new Map([['header:list-6:closed', 'none']]))
    expect(none.findings.find((one) => one.code === 'column-missing')).toMatchObject({
      effect: 'notice',
      changesFigures: false,
    })
  })

  it('without a child id hold the whole list back, every row of it counted as left out', async () => {
    const sheet = renamed('Child Unique ID', 'Key')
    const reading = await readSheets([sheet])
    expect(reading.lists['List 6']).toEqual({ rows: 1, used: 0, questioned: 1, leftOut: 1 })
    expect(reading.records.children).toEqual([])
    const answered = await readSheets([sheet], new Map([['header:list-6:child', 'key']]))
    expect(told(answered)).toEqual([])
    expect(answered.records.children).toHaveLength(1)
  })

  it('that are repeated down the list are no child, wherever the id stands', async () => {
    const idLast = <T>(cells: readonly T[]): (T | null)[] => [...cells.slice(1), cells[0] ?? null]
    const reading = await readSheets([
      {
        name: 'List 6',
        rows: [idLast(HEADINGS[6]), idLast(need('100')), idLast(HEADINGS[6]), idLast(need('101'))],
      },
    ])
    expect(reading.records.children.map((record) => record.child)).toEqual(['100', '101'])
    expect(reading.lists['List 6']).toMatchObject({ rows: 2, used: 2 })
  })

  it('of list 11 count two people who adopt together as one household', async () => {
    const reading = await readSheets([
      {
        name: 'List 11',
        rows: [
          [
            'Individual adopter identifier',
            'Family identifier',
            'Gender',
            'Ethnicity',
            'Disability',
          ],
          ['A1', 'F1', 'a) Male', 'WBRI', 'No'],
          ['A2', 'F1', 'b) Female', 'WBRI', 'No'],
          ['A3', '', 'b) Female', 'WBRI', 'No'],
        ],
      },
    ])
    expect(reading.records.adopters.map((adopter) => adopter.id)).toEqual(['F1', 'F1', 'A3'])
  })

  it('that repeat a column that matters are told', async () => {
    const reading = await readSheets([
      {
        name: 'List 6',
        rows: [
          [...HEADINGS[6], 'Allocated Worker'],
          [...need('100'), 'Sam Lee'],
        ],
      },
    ])
    expect(only(reading)).toMatchObject({
      code: 'column-repeated',
      effect: 'question',
      changesFigures: true,
    })
    expect(needOf(reading).worker).toBe('Amara Okafor')
  })

  it('settle the list, whatever the sheet is called, and the difference is told', async () => {
    const reading = await readSheets([{ name: 'List 7', rows: [HEADINGS[6], need('100')] }])
    expect(only(reading)).toMatchObject({ code: 'sheet-name-differs', sheet: 'List 7' })
    expect(Object.keys(reading.lists)).toEqual(['List 6'])
  })

  it('that do not settle the list are asked about by sheet, and the answer is obeyed', async () => {
    const sheet = {
      name: 'Export',
      rows: [
        ['Child Unique ID', 'Date of Birth', 'Gender', 'Case Status', 'Allocated Worker'],
        ['100', '14/05/2012', 'Male', 'CIN', 'Amara Okafor'],
      ],
    }
    const reading = await readSheets([sheet])
    expect(reading.findings.find((one) => one.code === 'sheet-which-list')).toMatchObject({
      question: { key: 'sheet:export', remembered: true },
      changesFigures: true,
    })
    const answered = await readSheets([sheet], new Map([['sheet:export', 'list-6']]))
    expect(answered.records.children).toHaveLength(1)
    const none = await readSheets([sheet], new Map([['sheet:export', 'none']]))
    expect(told(none)).toEqual([])
  })
})

describe('sheets', () => {
  it('that are no list are named, those of the official workbook are not', async () => {
    const reading = await readSheets([
      { name: 'Front_Sheet', rows: [['Annex A - Child level data']] },
      { name: 'Codes_used', rows: [['Gender', null, 'Ethnicity']] },
      { name: 'My notes', rows: [['call back on Monday']] },
      list6(need('100')),
    ])
    expect(told(reading)).toMatchObject([
      { code: 'sheet-not-a-list', sheet: 'My notes', effect: 'notice' },
    ])
  })

  it('that are the same list are not both counted in silence', async () => {
    const sheets = [
      { name: 'CIN old', rows: [HEADINGS[6], need('900')] },
      list6(need('100')),
      { name: 'List 6 copy', hidden: true, rows: [HEADINGS[6], need('901')] },
    ]
    const reading = await readSheets(sheets)
    expect(told(reading)).toMatchObject([
      { code: 'list-on-two-sheets', sheet: 'CIN old', changesFigures: true },
      { code: 'list-on-two-sheets', sheet: 'List 6 copy', changesFigures: true },
    ])
    expect(reading.records.children.map((one) => one.child)).toEqual(['100'])
    const both = await readSheets(sheets, new Map([['sheet:cin old', 'list-6']]))
    expect(both.records.children.map((one) => one.child)).toEqual(['900', '100'])
  })

  it('that are hidden are read where there is no other, and told', async () => {
    const sheet = { ...list6(need('100')), hidden: true }
    const reading = await readSheets([sheet])
    expect(only(reading)).toMatchObject({ code: 'sheet-hidden', question: { key: 'sheet:list 6' } })
    expect(reading.records.children).toHaveLength(1)
    expect(
      (await readSheets([sheet], new Map([['sheet:list 6', 'none']]))).records.children,
    ).toEqual([])
  })

  it('with one list below another are read as both', async () => {
    const reading = await readSheets([
      {
        name: 'All',
        rows: [
          ['List 6: Children in Need'],
          HEADINGS[6],
          need('100'),
          [],
          ['List 7: Child protection'],
          HEADINGS[7],
          ['100', '01/02/2026', '', 'North 1', 'Sam Lee'],
          ['101', '01/02/2026', '', 'North 1', 'Sam Lee'],
        ],
      },
    ])
    expect(only(reading)).toMatchObject({ code: 'lists-on-one-sheet', row: 6, effect: 'notice' })
    expect(reading.lists).toEqual({
      'List 6': { rows: 1, used: 1, questioned: 0, leftOut: 0 },
      'List 7': { rows: 2, used: 2, questioned: 0, leftOut: 0 },
    })
    expect(reading.records.children.map((one) => [one.kind, one.from.row])).toEqual([
      ['need-episode', 3],
      ['protection-plan', 7],
      ['protection-plan', 8],
    ])
  })

  it('with one list beside another are read as both', async () => {
    const reading = await readSheets([
      {
        name: 'All',
        rows: [
          [...HEADINGS[6], null, ...HEADINGS[7]],
          [...need('100'), null, '200', '01/02/2026', '', 'North 1', 'Sam Lee'],
          [...HEADINGS[6].map(() => null), null, '201', '01/02/2026', '', 'North 1', 'Sam Lee'],
        ],
      },
    ])
    expect(reading.lists).toEqual({
      'List 6': { rows: 1, used: 1, questioned: 0, leftOut: 0 },
      'List 7': { rows: 2, used: 2, questioned: 0, leftOut: 0 },
    })
  })

  it('named like a list but without its headings are told', async () => {
    const reading = await readSheets([
      list6(need('100')),
      {
        name: 'List 8',
        rows: [
          ['1', '2'],
          ['3', '4'],
        ],
      },
    ])
    expect(told(reading)).toMatchObject([
      { code: 'headings-not-found', sheet: 'List 8', changesFigures: true },
    ])
  })
})

describe('the count', () => {
  const mess: Record<string, readonly FakeCell[]> = {
    'Child Unique ID': ['1', '2', '3', 4, '4.0', '', '-', 'Total', '1E+12', { formula: true }],
    'Date of Birth': ['14/05/2012', '99/99/2012', { error: '#REF!' }, ''],
    'CIN Start Date': [
      '13/01/2026',
      '03/04/2026',
      '04/25/2026',
      { date: '2026-02-03' },
      46_000,
      '',
      'soon',
    ],
    'CIN Closure Date': [
      '',
      '',
      '14/01/2026',
      '01/01/2020',
      '#N/A',
      '25/12/2026',
      { formula: true },
    ],
    'Case Status': [
      'CIN',
      'c) Child in need plan',
      'odd',
      '',
      'Care leaver',
      '#MULTIVALUE',
      'e) Closed',
    ],
    'Allocated Worker': ['Amara Okafor', '#N/A', '', { formula: true }, '#MULTIVALUE'],
    Ethnicity: ['WBRI', 'Martian', ''],
  }
  const rowOf = fc.record(
    Object.fromEntries(
      Object.entries(mess).map(([key, cells]) => [key, fc.constantFrom(...cells)]),
    ),
  )
  const answersOf = fc.dictionary(
    fc.integer({ min: 2, max: 14 }).map((row) => `row:${SHA}:List 6:${row}`),
    fc.constantFrom('keep', 'leave-out'),
    { maxKeys: 4 },
  )

  it('of rows is always rows used plus rows told, and every row not left out is a record', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(rowOf, { maxLength: 12 }), answersOf, async (rows, answers) => {
        const cells = rows.map((row) => {
          const { 'Child Unique ID': id, ...rest } = row
          return need(id ?? null, rest)
        })
        const reading = await readSheets([list6(...cells)], new Map(Object.entries(answers)))
        const inData = reading.findings.filter((one) => one.row !== null && one.row > 1)
        const named = new Set(inData.map((one) => one.row))
        const left = new Set(
          inData.filter((one) => one.effect === 'row-left-out').map((one) => one.row),
        )
        expect(reading.lists['List 6']).toEqual({
          rows: rows.length,
          used: rows.length - named.size,
          questioned: named.size,
          leftOut: left.size,
        })
        const read = reading.records.children.map((one) => one.from.row)
        expect(new Set(read).size).toBe(read.length)
        const expected = rows.map((_, at) => at + 2).filter((row) => !left.has(row))
        expect(read).toEqual(expected)
      }),
      { numRuns: 300 },
    )
  })

  it('holds on a sheet of every list', async () => {
    for (const list of LISTS) {
      const headings = list.columns.map((column) => column.header)
      const row = list.columns.map((column): FakeCell => (column.kind.is === 'id' ? 'A1' : ''))
      const bad = list.columns.map((column): FakeCell =>
        column.kind.is === 'date' ? '99/99/9999' : 'zzz',
      )
      const reading = await readSheets([
        { name: list.name, rows: [headings, [...row.slice(0, -1), 'x'], bad] },
      ])
      const counted = reading.lists[list.name]
      expect(counted?.rows).toBe(2)
      expect((counted?.used ?? 0) + (counted?.questioned ?? 0)).toBe(2)
      expect(reading.records.children.length + reading.records.adopters.length).toBe(2)
    }
  })

  it('sees no child twice where rows come in any order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(fc.constantFrom('1', '2', '3'), fc.constantFrom('13/01/2026', '14/01/2026', '')),
          {
            maxLength: 10,
          },
        ),
        async (rows) => {
          const reading = await readSheets([
            list6(...rows.map(([id, start]) => need(id, { 'CIN Start Date': start }))),
          ])
          const children = reading.records.children.map((one) => one.child)
          expect(new Set(children).size).toBe(children.length)
          expect(new Set(children)).toEqual(new Set(rows.map(([id]) => id)))
        },
      ),
      { numRuns: 50 },
    )
  })
})
