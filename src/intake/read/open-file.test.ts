import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { brokenFiles } from '../../../test/samples/broken.ts'
import type { BrokenFile } from '../../../test/samples/broken.ts'
import { workbook, workbookParts } from '../../../test/samples/workbook.ts'
import { zip } from '../../../test/samples/zip.ts'
import { defaultLimits, openFile, readXml } from './index.ts'
import type { Cell, Limits, OpenedFile, Row } from './index.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairload-read-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const samples = new URL('../../../test/samples/', import.meta.url)
const sample = (path: string): string => new URL(path, samples).pathname

let files = 0
function saved(bytes: Buffer): string {
  const path = join(folder, `file-${++files}`)
  writeFileSync(path, bytes)
  return path
}

/** Everything a file holds, or the code of the first problem met. */
async function readAll(
  path: string,
  name: string,
  limits: Limits = defaultLimits,
): Promise<{ code: string; sentence: string } | Map<string, Row[]>> {
  const opened = await openFile(path, name, limits)
  if (!opened.ok) return opened.problem
  if (opened.value.format === 'xml') {
    const read = await readXml(path, { open: () => undefined, close: () => undefined }, limits)
    return read.ok ? new Map() : read.problem
  }
  const sheets = new Map<string, Row[]>()
  try {
    for (const sheet of opened.value.sheets) {
      const rows: Row[] = []
      const read = await sheet.read((row) => void rows.push(row))
      if (!read.ok) return read.problem
      expect(read.value.rows).toBe(rows.length)
      sheets.set(sheet.name, rows)
    }
  } finally {
    await opened.value.close()
  }
  return sheets
}

async function rowsOf(bytes: Buffer, name = 'a.xlsx'): Promise<Map<string, Row[]>> {
  const read = await readAll(saved(bytes), name)
  if (!(read instanceof Map)) throw new Error(read.code)
  return read
}

const texts = (row: Row | undefined): (string | undefined)[] =>
  (row?.cells ?? []).map((cell) => cell?.text)

async function noticesOf(bytes: Buffer, name: string): Promise<OpenedFile['notices']> {
  const opened = await openFile(saved(bytes), name)
  if (!opened.ok) throw new Error(opened.problem.code)
  await opened.value.close()
  return opened.value.notices
}

describe('a file that cannot be used', () => {
  const refused = Object.entries<BrokenFile>(brokenFiles).filter(([, file]) => file.code !== null)

  it.each(refused)('is refused with a plain sentence: %s', async (_, file) => {
    const problem = await readAll(saved(file.bytes()), file.name)
    if (problem instanceof Map) throw new Error('it was read')
    expect(problem.code).toBe(file.code)
    expect(problem.sentence).toMatch(/^[A-Z“].{30,}\.$/s)
    expect(problem.sentence).not.toMatch(/undefined|NaN|Error|\bnull\b/)
  })

  it('is refused in a blink where it is a bomb, before it unpacks', async () => {
    for (const file of [
      brokenFiles.zipBombByRatio,
      brokenFiles.zipBombBySize,
      brokenFiles.lyingHeader,
    ]) {
      const path = saved(file.bytes())
      const began = performance.now()
      await readAll(path, file.name)
      expect(performance.now() - began).toBeLessThan(1_000)
    }
  })

  it('is refused when it is not there, is a folder, or is a pipe nobody writes to', async () => {
    expect(await readAll(join(folder, 'nowhere'), 'x.csv')).toMatchObject({ code: 'cannot-open' })
    expect(await readAll(folder, 'x.csv')).toMatchObject({ code: 'not-a-file' })
    if (process.platform === 'win32') return
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    expect(await readAll(pipe, 'x.csv')).toMatchObject({ code: 'not-a-file' })
  })

  it('is refused wherever the end of a sound workbook is cut off, and never crashes', async () => {
    const whole = workbook({
      sheets: [
        {
          name: 'List 1',
          rows: [
            ['a', 1],
            ['b', 2],
          ],
        },
      ],
    })
    for (let length = 4; length < whole.length; length += 37) {
      const read = await readAll(saved(whole.subarray(0, length)), 'cut.xlsx')
      expect(read, `cut at ${length}`).not.toBeInstanceOf(Map)
    }
  })

  it('is refused or read as it was, whichever byte of it is spoilt', async () => {
    const whole = workbook({
      sheets: [
        {
          name: 'L',
          rows: [
            ['a', 1],
            ['b', 2],
          ],
        },
      ],
    })
    const sound = JSON.stringify([...(await rowsOf(whole)).values()])
    for (let at = 0; at < whole.length; at += 11) {
      const spoilt = Buffer.from(whole)
      spoilt.writeUInt8(spoilt.readUInt8(at) ^ 0x55, at)
      const read = await readAll(saved(spoilt), 'spoilt.xlsx')
      if (read instanceof Map) expect(JSON.stringify([...read.values()]), `byte ${at}`).toBe(sound)
    }
  })
})

describe('a cap', () => {
  const small = (cap: Partial<Limits>): Limits => ({ ...defaultLimits, ...cap })
  const book = (rows: number): Buffer =>
    workbook({
      sheets: [
        { name: 'A', rows: Array.from({ length: rows }, (_, i) => [`row ${i}`, i]) },
        { name: 'B', rows: [['b']] },
      ],
    })

  it('holds the file itself', async () => {
    const path = saved(Buffer.from('a,b\n'.repeat(300)))
    expect(await readAll(path, 'a.csv', small({ fileBytes: 1000 }))).toMatchObject({
      code: 'file-too-large',
    })
  })

  it('counts filled cells over all sheets, and a sheet that is read twice only once', async () => {
    const path = saved(book(10))
    expect(await readAll(path, 'a.xlsx', small({ cells: 20 }))).toMatchObject({
      code: 'too-many-cells',
    })
    const opened = await openFile(path, 'a.xlsx', small({ cells: 21 }))
    if (!opened.ok) throw new Error(opened.problem.code)
    for (const sheet of [...opened.value.sheets, ...opened.value.sheets])
      expect(await sheet.read(() => undefined)).toMatchObject({ ok: true })
    await opened.value.close()
  })

  it('counts what really unpacks, over all parts together', async () => {
    const bytes = book(2000)
    expect(await readAll(saved(bytes), 'a.xlsx', small({ unpackedBytes: 60_000 }))).toMatchObject({
      code: 'zip-bomb',
    })
    expect(await readAll(saved(bytes), 'a.xlsx')).toBeInstanceOf(Map)
  })

  it('holds elements inside each other in a sheet as in any XML', async () => {
    const deep = `${'<z>'.repeat(70)}${'</z>'.repeat(70)}`
    const parts = workbookParts({
      sheets: [{ name: 'A', rows: { xml: `<worksheet>${deep}</worksheet>` } }],
    })
    expect(await readAll(saved(zip(parts)), 'a.xlsx')).toMatchObject({ code: 'xml-too-deep' })
  })
})

describe('an odd but sound file', () => {
  it('holds nothing in its styled and empty corner, and its false dimension costs nothing', async () => {
    const rows = (await rowsOf(brokenFiles.emptyCorner.bytes())).get('List 1')
    expect(rows?.map((row) => [row.number, texts(row)])).toEqual([[1, ['1']]])
  })

  it('keeps __proto__ as the text that it is, as a sheet, a header and an id', async () => {
    const sheets = await rowsOf(brokenFiles.protoHeader.bytes())
    expect(texts(sheets.get('__proto__')?.[0])).toEqual(['__proto__', 'constructor'])
    expect(texts(sheets.get('List 1')?.[0]).at(-1)).toBe('__proto__')
    expect(texts(sheets.get('List 1')?.[1])[0]).toBe('__proto__')
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  it('counts its days from 1904 where the workbook says so, with a notice', async () => {
    const bytes = brokenFiles.dates1904.bytes()
    const row = (await rowsOf(bytes)).get('List 1')?.[1]
    expect(row?.cells[3]).toEqual({ text: '03/04/2015', kind: 'date', day: '2015-04-03' })
    expect(row?.cells[5]).toEqual({ text: '02/06/2025', kind: 'date', day: '2025-06-02' })
    expect((await noticesOf(bytes, 'a.xlsx')).map((n) => n.code)).toEqual(['dates-1904'])
  })

  it('shows a formula without a stored result as having no value', async () => {
    const row = (await rowsOf(brokenFiles.formulaWithoutValue.bytes())).get('List 1')?.[1]
    expect(row?.cells[4]).toEqual({ text: '', kind: 'no-value', day: null })
  })

  it('reads the same with a prefix on every element as without', async () => {
    const rows = (await rowsOf(brokenFiles.prefixedXml.bytes())).get('List 1')
    expect(texts(rows?.[1])).toEqual([
      'C100',
      'a) Male',
      'a) WBRI',
      '03/04/2015',
      '10',
      '02/06/2025',
      'q) 6: Police',
    ])
  })

  it('is known by what it holds: a CSV named .xlsx', async () => {
    const sheets = await rowsOf(brokenFiles.csvNamedXlsx.bytes(), 'List 1.xlsx')
    expect(texts(sheets.get('List 1')?.[1])[0]).toBe('C100')
  })

  it('reads alike in every encoding, line ends in quotes kept', async () => {
    const csvs = [
      brokenFiles.utf16Csv,
      brokenFiles.utf16BigCsv,
      brokenFiles.windows1252Csv,
      brokenFiles.bomCsv,
    ]
    for (const file of csvs) {
      const rows = (await rowsOf(file.bytes(), file.name)).get('List 1')
      expect(texts(rows?.[0])[0], file.name).toBe('Child Unique ID')
      expect(texts(rows?.[2])).toEqual(['C101', 'b) Female', 'caf\u00e9\r\nau "lait"'])
      expect(rows?.[2]?.number).toBe(3)
    }
    const notices = await noticesOf(brokenFiles.windows1252Csv.bytes(), 'List 1.csv')
    expect(notices.map((n) => n.code)).toEqual(['encoding-assumed'])
    expect(await noticesOf(brokenFiles.bomCsv.bytes(), 'List 1.csv')).toEqual([])
  })

  it('names hidden and very hidden sheets as hidden', async () => {
    const path = saved(
      workbook({
        sheets: [
          { name: 'Seen', rows: [['x']] },
          { name: 'Not', state: 'hidden', rows: [['x']] },
          { name: 'Never', state: 'veryHidden', rows: [['x']] },
        ],
      }),
    )
    const opened = await openFile(path, 'a.xlsx')
    if (!opened.ok) throw new Error(opened.problem.code)
    expect(opened.value.sheets.map((s) => [s.name, s.hidden])).toEqual([
      ['Seen', false],
      ['Not', true],
      ['Never', true],
    ])
    await opened.value.close()
  })

  it('stops reading a sheet when its reader has seen enough', async () => {
    const rows = Array.from({ length: 50_000 }, (_, i) => [`row ${i}`])
    const opened = await openFile(saved(workbook({ sheets: [{ name: 'A', rows }] })), 'a.xlsx')
    if (!opened.ok) throw new Error(opened.problem.code)
    const seen: Row[] = []
    const read = await opened.value.sheets[0]?.read((row) => seen.push(row) < 3)
    expect(read).toEqual({ ok: true, value: { rows: 3 } })
    await opened.value.close()
  })

  it('is read from parts in UTF-16, at any place in the zip, with any case in their names', async () => {
    const parts = workbookParts({ sheets: [{ name: 'A', rows: [['Zo\u00eb', 1]] }] }).map(
      (part) => ({
        name: part.name.replace('worksheets', 'WorkSheets').replace('xl/', '/xl/'),
        data: Buffer.from(`\ufeff${String(part.data).replace('UTF-8', 'UTF-16')}`, 'utf16le'),
      }),
    )
    expect(texts((await rowsOf(zip(parts))).get('A')?.[0])).toEqual(['Zo\u00eb', '1'])
  })
})

describe('the public sample workbooks', () => {
  const books = [
    ['Annex_A_2024_Jan.xlsx', 11, 6],
    ['Annex_A_pre2024.xlsx', 11, 6],
    ['ofsted-2019-template-few-rows.xlsx', 15, 12],
  ] as const

  it.each(books)('read whole: %s', async (name, sheets, firstRows) => {
    const read = await readAll(sample(`annex-a/${name}`), name)
    if (!(read instanceof Map)) throw new Error(read.code)
    expect(read.size).toBe(sheets)
    expect([...read.values()][0]?.length).toBe(firstRows)
  })

  it('give a day for each date of birth and the header as it stands', async () => {
    const read = await readAll(sample('annex-a/Annex_A_2024_Jan.xlsx'), 'a.xlsx')
    if (!(read instanceof Map)) throw new Error(read.code)
    const [header, first] = read.get('List 6') ?? []
    expect(texts(header).slice(0, 5)).toEqual([
      'Child Unique ID',
      'Gender',
      'Ethnicity',
      'Date of Birth',
      'Age',
    ])
    const born: Cell | undefined = first?.cells[3]
    expect(born).toEqual({ text: '23/09/1999', kind: 'date', day: '1999-09-23' })
  })

  it('are known by their bytes when their names say nothing', async () => {
    const bytes = readFileSync(sample('annex-a/Annex_A_pre2024.xlsx'))
    mkdirSync(join(folder, 'named'), { recursive: true })
    expect((await rowsOf(bytes, 'export.csv')).size).toBe(11)
  })
})
