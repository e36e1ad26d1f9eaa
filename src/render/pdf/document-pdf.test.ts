import { describe, expect, it } from 'vitest'
import type { Section, SectionTable } from '../../core/model/index.ts'
import { documentPdf, stripChart, workerBars } from '../index.ts'
import { readPdf, type ReadPdf } from '../../../test/samples/read-pdf.ts'

const about = {
  title: 'Certificate of a fair plan',
  organisation: 'Fairborough children’s services',
  standing: ['As of 30 September 2026'],
  footer: 'Made by Fairload',
  written: new Date('2026-09-30T00:00:00Z'),
}

const pdf = async (...sections: Section[]): Promise<ReadPdf> =>
  readPdf(await documentPdf(sections, about))

const section = (...blocks: Section['blocks'][number][]): Section => ({ heading: 'Part', blocks })

const table = (rows: number, cell = 'Worker'): SectionTable => ({
  kind: 'table',
  caption: 'Each worker under this plan',
  columns: [
    { label: 'Name of the worker', kind: 'text' },
    { label: 'Work', kind: 'number' },
    { label: 'In words', kind: 'text' },
  ],
  rows: Array.from({ length: rows }, (_, n) => [
    `${cell} ${n + 1}`,
    `${n}.5`,
    'more words than fit beside the others, so that this column has to break its lines somewhere',
  ]),
  total: ['Together', '99.5', '–'],
  more: '3 more workers in the file.',
})

const flat = (words: string): string => words.replace(/\[[^\]]*\]/g, '').replace(/\s+/g, ' ')

describe('a document as a PDF', () => {
  it('says what it is: its title, its language, and that it is tagged', async () => {
    const { objects } = await pdf(section({ kind: 'paragraph', text: 'Words.' }))
    const root = objects.find((one) => one.includes('/Type /Catalog')) ?? ''
    expect(root).toContain('/Lang (en-GB)')
    expect(root).toContain('/StructTreeRoot')
    expect(root).toContain('/MarkInfo')
    expect(objects.some((one) => one.includes('/DisplayDocTitle true'))).toBe(true)
    expect(objects.some((one) => one.includes('/Marked true'))).toBe(true)
    expect(objects.some((one) => one.includes(about.title))).toBe(true)
  })

  it('is the same, byte for byte, for the same sections and moment', async () => {
    const sections = [section({ kind: 'paragraph', text: 'Siân Łucja' }, table(4))]
    const [a, b] = [await documentPdf(sections, about), await documentPdf(sections, about)]
    expect(Buffer.from(a).equals(Buffer.from(b))).toBe(true)
  })

  it('reads in order: organisation, title, standing, heading, words, sums, tables', async () => {
    const { words } = await pdf(
      section(
        { kind: 'paragraph', text: 'First words.' },
        { kind: 'sum', lines: [{ words: 'Work', figure: '868 hours' }] },
        { kind: 'list', items: ['An item'] },
        table(1),
      ),
    )
    const read = flat(words.join(' '))
    const order = [
      about.organisation,
      about.title,
      'As of',
      'Part',
      'First words.',
      'Work 868 hours',
      '• An item',
      'Each worker under this plan',
      'Name of the worker',
      'Worker 1',
      'Together',
      '3 more',
    ].map((one) => read.indexOf(one))
    expect(order).not.toContain(-1)
    expect(order).toEqual([...order].sort((a, b) => a - b))
  })

  it('tags headings, lists and tables, with the scope of every heading cell', async () => {
    const { tags, objects } = await pdf(
      section({ kind: 'list', items: ['one', 'two'] }, table(3)),
      section({ kind: 'paragraph', text: 'Words.' }),
    )
    expect(Object.fromEntries(tags)).toMatchObject({
      Document: 1,
      H1: 1,
      H2: 2,
      L: 1,
      LI: 2,
      Table: 1,
      TR: 5,
      // Three over the columns, one before each row and before the total.
      TH: 7,
      TD: 8,
    })
    expect(objects.filter((one) => one.includes('/Scope /Column')).length).toBe(3)
    expect(objects.filter((one) => one.includes('/Scope /Row')).length).toBe(4)
  })

  it('numbers its pages, repeats a table’s head on each and loses no row', async () => {
    const { pages, words, tags } = await pdf(section(table(120)))
    expect(pages).toBeGreaterThan(2)
    words.forEach((page, n) => {
      expect(page).toContain(`Page ${n + 1} of ${pages}`)
      expect(page).toContain('Name of the worker')
      if (n > 0) expect(flat(page)).not.toContain('Name of the worker')
    })
    const read = flat(words.join(' '))
    for (let n = 1; n <= 120; n += 1) expect(read).toContain(`Worker ${n} `)
    expect(tags.get('TR')).toBe(122)
  })

  it('never splits a row, except one that is taller than a page', async () => {
    const long = Array.from({ length: 2_000 }, (_, n) => `word${n}`).join(' ')
    const { words, pages } = await pdf(
      section({ ...table(2), rows: [['Row', '1', long]], total: ['All', '1', 'end'] }),
    )
    expect(pages).toBeGreaterThan(1)
    const read = flat(words.join(' '))
    for (const n of [0, 999, 1_999]) expect(read).toContain(`word${n}`)
  })

  it('draws a narrow long table in two halves that are read as one', async () => {
    const { words, tags } = await pdf(
      section({
        kind: 'table',
        caption: 'Prices',
        columns: [
          { label: 'Worker', kind: 'text' },
          { label: 'Price', kind: 'number' },
        ],
        rows: Array.from({ length: 12 }, (_, n) => [`No ${n + 1}`, `0.${n}`]),
      }),
    )
    const read = flat(words.join(' '))
    const order = Array.from({ length: 12 }, (_, n) => read.indexOf(`No ${n + 1} 0.${n}`))
    expect(order).not.toContain(-1)
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(tags.get('TR')).toBe(13)
  })

  it('keeps every letter of a name: Welsh, Polish, and those the typeface does not have', async () => {
    const names = 'Siân Ŵyn Llŷr Łucja Żółć O’Neill D’Arcy Nguyễn Жанна 李 😀 ≥ 3'
    const { words } = await pdf(section({ kind: 'paragraph', text: names }))
    expect(flat(words.join(' '))).toContain(names)
  })

  it('takes whatever text it is given: empty, one endless word, odd spaces, half a pair', async () => {
    const odd = [
      '',
      ' ',
      'x'.repeat(4_000),
      'a\u0000b\u200bc\ud800d',
      'a\r\nb\tc',
      '\u0301',
      '(\\)',
    ]
    const { words, pages } = await pdf(
      section(
        ...odd.map((text) => ({ kind: 'paragraph' as const, text })),
        { kind: 'list', items: odd },
        { ...table(1), rows: odd.map((text) => [text, text, text]) },
        { kind: 'table', caption: '', columns: [], rows: [] },
        { kind: 'sum', lines: odd.map((text) => ({ words: text, figure: text.slice(0, 20) })) },
      ),
    )
    expect(pages).toBeGreaterThan(1)
    expect(words.join('').replace(/[^x]/g, '').length).toBeGreaterThanOrEqual(3 * 4_000)
  })

  it('draws the house’s charts as vectors, with the finding as their alternative text', async () => {
    const strip = stripChart({
      id: 'strip',
      title: 'Workers',
      lines: { safe: 100, hard: 110 },
      teams: [
        {
          label: 'Court team',
          median: 104,
          workers: [
            { label: 'A', percent: 92, standing: 'within' },
            { label: 'B', percent: 131, standing: 'over' },
            { label: 'C', percent: null, standing: 'unknown' },
          ],
        },
      ],
    })
    const { words, tags, objects } = await pdf(
      section({ kind: 'picture', svg: strip.wide, alt: strip.summary }),
    )
    expect(tags.get('Figure')).toBe(1)
    expect(words.join('')).toContain('Court team')
    expect(objects.some((one) => one.includes('/Alt') && one.includes('/BBox'))).toBe(true)
  })

  it('draws hatched bars too', async () => {
    const bars = workerBars({
      id: 'bars',
      title: 'Workers',
      unit: 'hours a month',
      safe: 100,
      kinds: Array.from({ length: 4 }, (_, n) => ({ key: `k${n}`, label: `Kind ${n}` })),
      takenKinds: [],
      workers: [
        {
          label: 'A worker',
          work: Array.from({ length: 4 }, (_, n) => ({ kind: `k${n}`, amount: 20 })),
          taken: [],
          capacity: 100,
          percent: 80,
          standing: 'within',
        },
      ],
    })
    const { words } = await pdf(section({ kind: 'picture', svg: bars.wide, alt: bars.summary }))
    expect(words.join('')).toContain('Kind 3')
  })
})
