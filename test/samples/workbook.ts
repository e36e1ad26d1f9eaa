import { zip } from './zip.ts'
import type { ZipPart } from './zip.ts'

const start = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
export const mainNamespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaging = 'http://schemas.openxmlformats.org/package/2006'

/** A value as a test states it; a string is inline text. */
export type SampleValue = string | number | boolean | null | { xml: string }

export interface SampleSheet {
  name: string
  state?: 'hidden' | 'veryHidden'
  /** Rows from row 1; or the sheet's whole XML, for what no writer would write. */
  rows: SampleValue[][] | { xml: string }
}

export interface SampleBook {
  sheets: SampleSheet[]
  date1904?: boolean
  /** Format codes of styles 1, 2, 3 …; a number is a built-in format's id. */
  formats?: (string | number)[]
  sharedStrings?: string[] | { xml: string }
  /** Further parts, or ones that replace those made here. */
  parts?: ZipPart[]
}

export const xmlText = (text: string): string =>
  text.replace(/[<>&"]/g, (c) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' })[c] ?? c)

export function column(index: number): string {
  return index < 26
    ? String.fromCharCode(65 + index)
    : column(Math.floor(index / 26) - 1) + String.fromCharCode(65 + (index % 26))
}

/** A cell's XML; a number may carry a style: `{ xml: '<c …>' }` says anything else. */
function cellXml(value: SampleValue, at: string): string {
  if (value === null) return ''
  if (typeof value === 'object') return value.xml
  if (typeof value === 'number') return `<c r="${at}"><v>${value}</v></c>`
  if (typeof value === 'boolean') return `<c r="${at}" t="b"><v>${value ? 1 : 0}</v></c>`
  return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${xmlText(value)}</t></is></c>`
}

export function sheetXml(rows: readonly (readonly SampleValue[])[]): string {
  const lines = rows.map(
    (cells, r) =>
      `<row r="${r + 1}">${cells.map((value, c) => cellXml(value, `${column(c)}${r + 1}`)).join('')}</row>`,
  )
  return `${start}<worksheet xmlns="${mainNamespace}"><sheetData>${lines.join('')}</sheetData></worksheet>`
}

const relationships = (list: readonly (readonly [id: string, type: string, target: string])[]): string =>
  `${start}<Relationships xmlns="${packaging}/relationships">${list
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`

function stylesXml(formats: readonly (string | number)[]): string {
  const own = formats
    .map((code, i) =>
      typeof code === 'string' ? `<numFmt numFmtId="${170 + i}" formatCode="${xmlText(code)}"/>` : '',
    )
    .join('')
  const xfs = formats.map((code, i) => `<xf numFmtId="${typeof code === 'number' ? code : 170 + i}"/>`)
  return `${start}<styleSheet xmlns="${mainNamespace}"><numFmts>${own}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${xfs.join('')}</cellXfs></styleSheet>`
}

/** The parts of a workbook, to be zipped as they are or after a test has spoilt one. */
export function workbookParts(book: SampleBook): ZipPart[] {
  const sheets = book.sheets.map((sheet, i) => ({ ...sheet, id: i + 1 }))
  const parts: ZipPart[] = [
    { name: '[Content_Types].xml', data: `${start}<Types xmlns="${packaging}/content-types"/>` },
    { name: '_rels/.rels', data: relationships([['rId1', 'officeDocument', 'xl/workbook.xml']]) },
    {
      name: 'xl/workbook.xml',
      data: `${start}<workbook xmlns="${mainNamespace}" xmlns:r="${office}"><workbookPr${book.date1904 ? ' date1904="1"' : ''}/><sheets>${sheets
        .map(
          (s) =>
            `<sheet name="${xmlText(s.name)}" sheetId="${s.id}"${s.state ? ` state="${s.state}"` : ''} r:id="rId${s.id}"/>`,
        )
        .join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: relationships([
        ...sheets.map((s) => [`rId${s.id}`, 'worksheet', `worksheets/sheet${s.id}.xml`] as const),
        ['rIdStyles', 'styles', 'styles.xml'],
        ['rIdStrings', 'sharedStrings', 'sharedStrings.xml'],
      ]),
    },
    { name: 'xl/styles.xml', data: stylesXml(book.formats ?? []) },
    {
      name: 'xl/sharedStrings.xml',
      data: Array.isArray(book.sharedStrings)
        ? `${start}<sst xmlns="${mainNamespace}">${book.sharedStrings.map((t) => `<si><t xml:space="preserve">${xmlText(t)}</t></si>`).join('')}</sst>`
        : (book.sharedStrings?.xml ?? `<sst xmlns="${mainNamespace}"/>`),
    },
    ...sheets.map((s) => ({
      name: `xl/worksheets/sheet${s.id}.xml`,
      data: Array.isArray(s.rows) ? sheetXml(s.rows) : s.rows.xml,
    })),
  ]
  const replaced = new Set(book.parts?.map((part) => part.name))
  return [...parts.filter((part) => !replaced.has(part.name)), ...(book.parts ?? [])]
}

/** A workbook's bytes. */
export const workbook = (book: SampleBook): Buffer => zip(workbookParts(book))
