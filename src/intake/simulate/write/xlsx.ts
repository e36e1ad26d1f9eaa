import { dayNumber } from '../../../kit/index.ts'
import { headerRow, type Sheet, type Value } from './sheet.ts'
import { zip, type ZipEntry } from './zip.ts'

export interface WorkbookOptions {
  /** Shared strings as Excel writes them, or inline as report tools do. */
  strings: 'shared' | 'inline'
  /** The old Macintosh date system. */
  date1904: boolean
  /** Element names with `x:`, as some reporting tools write them. */
  prefixed: boolean
}

const usual: WorkbookOptions = { strings: 'shared', date1904: false, prefixed: false }

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const EPOCH_1900 = 25_569
const EPOCH_1904 = 24_107

// Control characters have no place in XML 1.0.
const UNSAFE = /[&<>"\u0000-\u0008\u000b\u000c\u000e-\u001f]/g
const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}
export const escapeXml = (text: string): string =>
  text.replace(UNSAFE, (char) => escapes[char] ?? '')

export function columnName(index: number): string {
  let name = ''
  for (let left = index; left >= 0; left = Math.floor(left / 26) - 1)
    name = String.fromCharCode(65 + (left % 26)) + name
  return name
}

/**
 * A workbook with exactly these sheets, in order. The same sheets give the same bytes. Dates are
 * real date cells (`dd/mm/yyyy`), a title is merged over its columns.
 */
export function workbook(
  sheets: readonly Sheet[],
  options: Partial<WorkbookOptions> = {},
): Uint8Array {
  const chosen = { ...usual, ...options }
  const strings = new Map<string, number>()
  const entries: ZipEntry[] = []
  const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8')
  sheets.forEach((one, i) => {
    entries.push({
      name: `xl/worksheets/sheet${i + 1}.xml`,
      content: worksheet(one, chosen, strings),
    })
  })
  const parts = sheets
    .map(
      (_, i) =>
        `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
    )
    .join('')
  const types = `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${parts}<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`
  const names = sheets
    .map(
      (one, i) =>
        `<sheet name="${escapeXml(one.name)}" sheetId="${i + 1}"${one.hidden ? ' state="hidden"' : ''} r:id="rId${i + 1}"/>`,
    )
    .join('')
  const book = `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr${chosen.date1904 ? ' date1904="1"' : ''}/><sheets>${names}</sheets></workbook>`
  const links = [
    ...sheets.map((_, i) => [`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`]),
    [`rId${sheets.length + 1}`, 'styles', 'styles.xml'],
    [`rId${sheets.length + 2}`, 'sharedStrings', 'sharedStrings.xml'],
  ]
    .map(
      ([id, type, target]) =>
        `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`,
    )
    .join('')
  const relationships = (inside: string): string =>
    `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${inside}</Relationships>`
  const items: string[] = []
  for (const text of strings.keys())
    items.push(`<si><t xml:space="preserve">${escapeXml(text)}</t></si>`)
  const shared = `${DECLARATION}<sst xmlns="${MAIN}" uniqueCount="${strings.size}">${items.join('')}</sst>`
  const dress = (text: string): string => (chosen.prefixed ? prefixed(text) : text)
  return zip([
    { name: '[Content_Types].xml', content: bytes(types) },
    {
      name: '_rels/.rels',
      content: bytes(
        relationships(
          `<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/>`,
        ),
      ),
    },
    { name: 'xl/workbook.xml', content: bytes(dress(book)) },
    { name: 'xl/_rels/workbook.xml.rels', content: bytes(relationships(links)) },
    { name: 'xl/styles.xml', content: bytes(dress(STYLES)) },
    ...entries,
    { name: 'xl/sharedStrings.xml', content: bytes(dress(shared)) },
  ])
}

const STYLES = `${DECLARATION}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>`

const prefixed = (text: string): string =>
  text.replace(/<(\/?)([A-Za-z])/g, '<$1x:$2').replace(`xmlns="${MAIN}"`, `xmlns:x="${MAIN}"`)

function worksheet(one: Sheet, options: WorkbookOptions, strings: Map<string, number>): Uint8Array {
  const chunks: Buffer[] = []
  let text = `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetData>`
  const flush = (): void => {
    chunks.push(Buffer.from(options.prefixed ? prefixed(text) : text, 'utf8'))
    text = ''
  }
  const columns = one.columns.map((_, i) => columnName(i))
  const write = (number: number, cells: readonly Value[], style: number): void => {
    text += `<row r="${number}">`
    for (let i = 0; i < cells.length; i++) {
      const value = cells[i]
      if (value === null || value === undefined) continue
      text += cell(`${columns[i] ?? columnName(i)}${number}`, value, style, options, strings)
    }
    text += '</row>'
    if (text.length > 1 << 18) flush()
  }
  let number = 0
  if (one.title !== null) write(++number, [one.title], 2)
  write(
    ++number,
    one.columns.map((column) => column.header),
    2,
  )
  for (const row of one.rows) write(++number, row.cells, 0)
  for (let i = 0; i < one.emptyRows; i++) {
    text += `<row r="${++number}">`
    for (const name of columns) text += `<c r="${name}${number}" s="1"/>`
    text += '</row>'
  }
  text += '</sheetData>'
  if (one.title !== null && one.columns.length > 1)
    text += `<mergeCells count="1"><mergeCell ref="A1:${columnName(one.columns.length - 1)}1"/></mergeCells>`
  text += '</worksheet>'
  flush()
  return Buffer.concat(chunks)
}

function cell(
  at: string,
  value: Exclude<Value, null>,
  style: number,
  options: WorkbookOptions,
  strings: Map<string, number>,
): string {
  const styled = style === 0 ? '' : ` s="${style}"`
  if (typeof value === 'string') {
    if (options.strings === 'inline')
      return `<c r="${at}"${styled} t="inlineStr"><is><t xml:space="preserve">${escapeXml(value)}</t></is></c>`
    let index = strings.get(value)
    if (index === undefined) strings.set(value, (index = strings.size))
    return `<c r="${at}"${styled} t="s"><v>${index}</v></c>`
  }
  if (typeof value === 'number') return `<c r="${at}"${styled}><v>${value}</v></c>`
  if (typeof value === 'boolean') return `<c r="${at}"${styled} t="b"><v>${value ? 1 : 0}</v></c>`
  if (value.kind === 'day') {
    const serial = dayNumber(value.day) + (options.date1904 ? EPOCH_1904 : EPOCH_1900)
    return `<c r="${at}" s="1"><v>${serial}</v></c>`
  }
  if (value.kind === 'error') return `<c r="${at}" t="e"><v>${escapeXml(value.text)}</v></c>`
  const formula = `<f>${escapeXml(value.formula)}</f>`
  const result = value.value
  if (result === null) return `<c r="${at}"${styled}>${formula}</c>`
  if (typeof result === 'string')
    return `<c r="${at}"${styled} t="str">${formula}<v>${escapeXml(result)}</v></c>`
  const plain = cell(at, result, style, options, strings)
  return plain.replace('<v>', `${formula}<v>`)
}

/** The row of the sheet, from 1, on which the nth data row (from 0) stands. */
export const rowNumber = (one: Sheet, index: number): number => headerRow(one) + 1 + index
