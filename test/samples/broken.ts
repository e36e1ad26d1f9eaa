/**
 * Files that a person may well send and that must be met with a plain sentence, each made when
 * asked for. `code` is the problem that reading it gives, or null where it must read soundly.
 */
import { deflateRawSync, constants } from 'node:zlib'
import { column, mainNamespace, workbook, workbookParts } from './workbook.ts'
import type { SampleValue } from './workbook.ts'
import { zip } from './zip.ts'
import type { ZipPart } from './zip.ts'

export interface BrokenFile {
  /** The name its owner gave it. */
  name: string
  bytes: () => Buffer
  /** The problem's code; null where the file is odd but sound. */
  code: string | null
}

const MB = 1024 * 1024

/** List 1's headers with one row, so that a sound file is recognised as Annex A. */
const listOne: SampleValue[][] = [
  ['Child Unique ID', 'Gender', 'Ethnicity', 'Date of Birth', 'Age of Child (Years)', 'Date of Contact', 'Contact Source'],
  ['C100', 'a) Male', 'a) WBRI', '03/04/2015', 10, '02/06/2025', 'q) 6: Police'],
]

const sound = (): Buffer => workbook({ sheets: [{ name: 'List 1', rows: listOne }] })

/** The parts of the sound workbook with one of them replaced. */
const soundBut = (part: ZipPart): Buffer =>
  zip(
    workbookParts({ sheets: [{ name: 'List 1', rows: listOne }] }).map((p) =>
      p.name === part.name ? part : p,
    ),
  )

const sheetStart = `<worksheet xmlns="${mainNamespace}"><sheetData>`
const sheetEnd = '</sheetData></worksheet>'

/**
 * `times` copies of a text as one deflate stream, made from one packed copy: a full flush ends on
 * a byte and forgets what came before, so packed copies can be laid end to end.
 */
function packedCopies(before: string, text: string, times: number, after: string): { packed: Buffer; unpackedBytes: number } {
  const flushed = (piece: string): Buffer =>
    deflateRawSync(piece, { level: 9, finishFlush: constants.Z_FULL_FLUSH })
  const copy = flushed(text)
  const packed = Buffer.concat([
    flushed(before),
    ...Array.from({ length: times }, () => copy),
    deflateRawSync(after),
  ])
  const unpackedBytes =
    Buffer.byteLength(before) + times * Buffer.byteLength(text) + Buffer.byteLength(after)
  return { packed, unpackedBytes }
}

/** A megabyte of rows that packs at about 120 to 1: under the ratio cap, so that size alone tells. */
function megabyteOfRows(): string {
  let text = ''
  let state = 7
  while (text.length < MB) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    text += `<row><c t="inlineStr"><is><t>${(state % 997).toString(36).repeat(160)}</t></is></c></row>`
  }
  return text
}

const sheetOne = 'xl/worksheets/sheet1.xml'

/** Every broken or odd file by name. */
export const brokenFiles = {
  emptyFile: { name: 'empty.xlsx', bytes: () => Buffer.alloc(0), code: 'empty-file' },
  truncatedZip: {
    name: 'cut.xlsx',
    bytes: () => sound().subarray(0, 1500),
    code: 'truncated-zip',
  },
  flippedBit: {
    name: 'flipped.xlsx',
    bytes: () => {
      const parts = workbookParts({ sheets: [{ name: 'List 1', rows: listOne }] })
      const bytes = zip(parts.map((p) => ({ ...p, stored: true })))
      const at = bytes.indexOf('C100')
      bytes.writeUInt8(bytes.readUInt8(at + 1) ^ 1, at + 1)
      return bytes
    },
    code: 'damaged-zip',
  },
  passwordProtected: { name: 'locked.xlsx', bytes: encryptedCompoundFile, code: 'password-protected' },
  encryptedEntry: {
    name: 'locked-parts.xlsx',
    bytes: () =>
      zip(
        workbookParts({ sheets: [{ name: 'List 1', rows: listOne }] }).map((p) => ({
          ...p,
          states: { flags: 0x801 },
        })),
      ),
    code: 'password-protected',
  },
  zipBombByRatio: {
    name: 'bomb-ratio.xlsx',
    bytes: () =>
      soundBut({
        name: sheetOne,
        data: `${sheetStart}<row><c t="inlineStr"><is><t>x</t></is></c></row>${' '.repeat(20 * MB)}${sheetEnd}`,
      }),
    code: 'zip-bomb',
  },
  zipBombBySize: {
    name: 'bomb-size.xlsx',
    bytes: () =>
      soundBut({ name: sheetOne, data: packedCopies(sheetStart, megabyteOfRows(), 410, sheetEnd) }),
    code: 'zip-bomb',
  },
  /** States a few bytes and unpacks to hundreds of megabytes. */
  lyingHeader: {
    name: 'bomb-lying.xlsx',
    bytes: () =>
      soundBut({
        name: sheetOne,
        data: packedCopies(sheetStart, megabyteOfRows(), 410, sheetEnd),
        states: { unpackedBytes: 4000 },
      }),
    code: 'zip-bomb',
  },
  /** States a size when packed that hides how far it unpacks; the filler makes room for the lie. */
  lyingRatio: {
    name: 'bomb-lying-ratio.xlsx',
    bytes: () => {
      const parts = workbookParts({ sheets: [{ name: 'List 1', rows: listOne }] })
      const bomb = {
        name: sheetOne,
        data: `${sheetStart}${' '.repeat(30 * MB)}${sheetEnd}`,
        states: { packedBytes: 200 * 1024 },
      }
      const filler = { name: 'xl/filler.bin', data: Buffer.alloc(MB, 0xa5), stored: true }
      return zip([bomb, ...parts.filter((part) => part.name !== sheetOne), filler])
    },
    code: 'zip-bomb',
  },
  /** A bomb in a part that nothing reads: refused by what it states, never unpacked. */
  bombBeside: {
    name: 'bomb-beside.xlsx',
    bytes: () =>
      zip([
        ...workbookParts({ sheets: [{ name: 'List 1', rows: listOne }] }),
        { name: 'xl/media/image1.bmp', data: Buffer.alloc(30 * MB) },
      ]),
    code: 'zip-bomb',
  },
  tooManyEntries: {
    name: 'parts.xlsx',
    bytes: () =>
      zip([
        ...workbookParts({ sheets: [{ name: 'List 1', rows: listOne }] }),
        ...Array.from({ length: 5_000 }, (_, i) => ({ name: `x/${i}`, data: '', stored: true })),
      ]),
    code: 'too-many-entries',
  },
  missingSheet: {
    name: 'missing-sheet.xlsx',
    bytes: () =>
      zip(
        workbookParts({ sheets: [{ name: 'List 1', rows: listOne }] }).filter(
          (part) => part.name !== sheetOne,
        ),
      ),
    code: 'damaged-workbook',
  },
  sheetNotXml: {
    name: 'sheet-not-xml.xlsx',
    bytes: () => soundBut({ name: sheetOne, data: `${sheetStart}<row r="1"><c r="A1"><v>1</c></row>` }),
    code: 'damaged-sheet',
  },
  doctypeXml: {
    name: 'workforce.xml',
    bytes: () =>
      Buffer.from('<?xml version="1.0"?>\n<!DOCTYPE Message SYSTEM "file:///etc/hostname">\n<Message/>'),
    code: 'doctype-refused',
  },
  entityXml: {
    name: 'laughs.xml',
    bytes: () =>
      Buffer.from(
        `<?xml version="1.0"?>\n<!DOCTYPE Message [<!ENTITY a "${'ha'.repeat(50)}">${Array.from({ length: 9 }, (_, i) => `<!ENTITY ${String.fromCharCode(98 + i)} "${`&${String.fromCharCode(97 + i)};`.repeat(10)}">`).join('')}]>\n<Message>&j;</Message>`,
      ),
    code: 'doctype-refused',
  },
  /** The declaration hides behind a comment too long for a first look. */
  lateDoctypeXml: {
    name: 'late.xml',
    bytes: () => Buffer.from(`<!--${' '.repeat(70_000)}--><!DOCTYPE Message><Message/>`),
    code: 'doctype-refused',
  },
  doctypeInSheet: {
    name: 'doctype.xlsx',
    bytes: () =>
      soundBut({ name: sheetOne, data: `<!DOCTYPE worksheet [<!ENTITY x "y">]>${sheetStart}${sheetEnd}` }),
    code: 'doctype-refused',
  },
  unclosedXml: {
    name: 'unclosed.xml',
    bytes: () => Buffer.from('<Message><Header></Message>'),
    code: 'xml-not-well-formed',
  },
  deepXml: {
    name: 'deep.xml',
    bytes: () => Buffer.from('<a>'.repeat(65) + '</a>'.repeat(65)),
    code: 'xml-too-deep',
  },
  hugeTextXml: {
    name: 'text.xml',
    bytes: () => Buffer.from(`<Message>${'x'.repeat(2 * MB)}</Message>`),
    code: 'xml-text-too-long',
  },
  notUtf8Xml: {
    name: 'latin.xml',
    bytes: () => Buffer.from('<?xml version="1.0" encoding="UTF-8"?><Message>Zo\xeb</Message>', 'latin1'),
    code: 'not-utf8',
  },
  unknownEncodingXml: {
    name: 'ebcdic.xml',
    bytes: () => Buffer.from('<?xml version="1.0" encoding="IBM037"?><Message/>'),
    code: 'unknown-encoding',
  },
  sheets65: {
    name: 'sheets.xlsx',
    bytes: () =>
      workbook({
        sheets: Array.from({ length: 65 }, (_, i) => ({ name: `Sheet ${i + 1}`, rows: [['x']] })),
      }),
    code: 'too-many-sheets',
  },
  columns501: {
    name: 'columns.xlsx',
    bytes: () =>
      workbook({
        sheets: [{ name: 'List 1', rows: [Array.from({ length: 501 }, (_, i) => `Column ${i}`)] }],
      }),
    code: 'too-many-columns',
  },
  columns501Csv: {
    name: 'columns.csv',
    bytes: () => Buffer.from(`${Array.from({ length: 501 }, (_, i) => `c${i}`).join(',')}\n`),
    code: 'too-many-columns',
  },
  /** One value at the far corner of the sheet. */
  sparseCorner: {
    name: 'corner.xlsx',
    bytes: () =>
      workbook({
        sheets: [
          {
            name: 'List 1',
            rows: {
              xml: `${sheetStart}<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>${sheetEnd}`,
            },
          },
        ],
      }),
    code: 'too-many-columns',
  },
  /** Styled but empty to the far corner, a dimension that lies and a merge over the whole sheet. */
  emptyCorner: {
    name: 'styled.xlsx',
    bytes: () =>
      workbook({
        formats: [14],
        sheets: [
          {
            name: 'List 1',
            rows: {
              xml: `<worksheet xmlns="${mainNamespace}"><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row><row r="1048576" s="1"><c r="XFD1048576" s="1"/></row></sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>`,
            },
          },
        ],
      }),
    code: null,
  },
  rowsOutOfOrder: {
    name: 'order.xlsx',
    bytes: () =>
      soundBut({
        name: sheetOne,
        data: `${sheetStart}<row r="2"><c r="A2"><v>2</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>${sheetEnd}`,
      }),
    code: 'rows-out-of-order',
  },
  longCell: {
    name: 'long-cell.xlsx',
    bytes: () => workbook({ sheets: [{ name: 'List 1', rows: [['x'.repeat(32_768)]] }] }),
    code: 'cell-too-long',
  },
  openQuoteCsv: {
    name: 'quote.csv',
    bytes: () => Buffer.from(`Child Unique ID,Gender\n"C1,a) Male\n${'C2,b) Female\n'.repeat(200_000)}`),
    code: 'csv-row-too-long',
  },
  protoHeader: {
    name: 'proto.xlsx',
    bytes: () =>
      workbook({
        sheets: [
          { name: '__proto__', rows: [['__proto__', 'constructor'], ['__proto__', 'toString']] },
          { name: 'List 1', rows: [[...(listOne[0] ?? []), '__proto__'], ['__proto__', ...(listOne[1] ?? []).slice(1), 'polluted']] },
        ],
      }),
    code: null,
  },
  utf16Csv: {
    name: 'List 1.csv',
    bytes: () => Buffer.from(`\ufeff${csvText('\t')}`, 'utf16le'),
    code: null,
  },
  utf16BigCsv: {
    name: 'List 1.csv',
    bytes: () => Buffer.from(`\ufeff${csvText(',')}`, 'utf16le').swap16(),
    code: null,
  },
  windows1252Csv: {
    name: 'List 1.csv',
    bytes: () => Buffer.from(csvText(';'), 'latin1'),
    code: null,
  },
  bomCsv: { name: 'List 1.csv', bytes: () => Buffer.from(`\ufeff${csvText(',')}`), code: null },
  pdfRenamed: {
    name: 'Annex A.xlsx',
    bytes: () => Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n', 'latin1'),
    code: 'pdf-not-workbook',
  },
  htmlRenamed: {
    name: 'Annex A.xls',
    bytes: () => Buffer.from('\n<html><body><table><tr><td>Child Unique ID</td></tr></table></body></html>'),
    code: 'html-not-workbook',
  },
  pictureRenamed: {
    name: 'Annex A.xlsx',
    bytes: () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
    code: 'image-not-workbook',
  },
  xlsbRenamed: {
    name: 'Annex A.xlsx',
    bytes: () => zip([{ name: '[Content_Types].xml', data: '<Types/>' }, { name: 'xl/workbook.bin', data: 'x' }]),
    code: 'xlsb-not-supported',
  },
  odsRenamed: {
    name: 'Annex A.xlsx',
    bytes: () =>
      zip([
        { name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet', stored: true },
        { name: 'content.xml', data: '<office:document-content/>' },
      ]),
    code: 'ods-not-supported',
  },
  docxRenamed: {
    name: 'Annex A.xlsx',
    bytes: () =>
      zip([
        { name: '[Content_Types].xml', data: '<Types/>' },
        { name: 'word/document.xml', data: '<w:document/>' },
      ]),
    code: 'word-not-workbook',
  },
  zipOfCsvs: {
    name: 'lists.zip',
    bytes: () => zip([{ name: 'List 1.csv', data: csvText(',') }]),
    code: 'zip-not-workbook',
  },
  xmlSpreadsheet2003: {
    name: 'Annex A.xls',
    bytes: () =>
      Buffer.from(
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
      ),
    code: 'xml-workbook-not-supported',
  },
  unknownBytes: {
    name: 'Annex A.xlsx',
    bytes: () => Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919) % 251)),
    code: 'not-readable',
  },
  dates1904: {
    name: 'mac.xlsx',
    bytes: () =>
      workbook({
        date1904: true,
        formats: [14],
        sheets: [
          {
            name: 'List 1',
            rows: [
              listOne[0] ?? [],
              [
                'C100',
                'a) Male',
                'a) WBRI',
                { xml: '<c r="D2" s="1"><v>40635</v></c>' },
                10,
                { xml: '<c r="F2" s="1"><v>44348</v></c>' },
                'q) 6: Police',
              ],
            ],
          },
        ],
      }),
    code: null,
  },
  formulaWithoutValue: {
    name: 'formulas.xlsx',
    bytes: () =>
      workbook({
        sheets: [
          {
            name: 'List 1',
            rows: [
              listOne[0] ?? [],
              ['C100', 'a) Male', 'a) WBRI', '03/04/2015', { xml: '<c r="E2"><f>YEARFRAC(D2,TODAY())</f></c>' }, '02/06/2025', 'q) 6: Police'],
            ],
          },
        ],
      }),
    code: null,
  },
  prefixedXml: {
    name: 'closedxml.xlsx',
    bytes: () =>
      workbook({
        sheets: [
          {
            name: 'List 1',
            rows: {
              xml: `<?xml version="1.0" encoding="utf-8"?><x:worksheet xmlns:x="${mainNamespace}"><x:sheetData>${listOne
                .map(
                  (cells, r) =>
                    `<x:row r="${r + 1}">${cells
                      .map((value, c) =>
                        typeof value === 'number'
                          ? `<x:c r="${column(c)}${r + 1}"><x:v>${value}</x:v></x:c>`
                          : `<x:c r="${column(c)}${r + 1}" t="str"><x:v>${String(value)}</x:v></x:c>`,
                      )
                      .join('')}</x:row>`,
                )
                .join('')}</x:sheetData></x:worksheet>`,
            },
          },
        ],
      }),
    code: null,
  },
  csvNamedXlsx: { name: 'List 1.xlsx', bytes: () => Buffer.from(csvText(',')), code: null },
} satisfies Record<string, BrokenFile>

export type BrokenName = keyof typeof brokenFiles

/** List 1 as delimited text, with an accent and a quoted line end in it. */
function csvText(delimiter: string): string {
  const quote = (value: SampleValue): string => {
    const text = String(value)
    return text.includes(delimiter) ? `"${text}"` : text
  }
  const lines = listOne.map((cells) => cells.map(quote).join(delimiter))
  lines.push(['C101', 'b) Female', '"caf\u00e9\r\nau ""lait"""', '', '', '', ''].join(delimiter))
  return `${lines.join('\r\n')}\r\n`
}

/** A compound file as Excel writes it around an encrypted workbook: its directory names the package. */
function encryptedCompoundFile(): Buffer {
  const file = Buffer.alloc(512 * 4, 0)
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(file)
  file.writeUInt16LE(0x3e, 24)
  file.writeUInt16LE(3, 26)
  file.writeUInt16LE(0xfffe, 28)
  file.writeUInt16LE(9, 30)
  file.writeUInt16LE(6, 32)
  file.writeUInt32LE(1, 44)
  file.writeUInt32LE(1, 48)
  file.fill(0xff, 76, 512)
  file.writeUInt32LE(0, 76)
  file.fill(0xff, 512, 1024)
  file.writeUInt32LE(0xfffffffd, 512)
  file.writeUInt32LE(0xfffffffe, 516)
  const names = ['Root Entry', 'EncryptionInfo', 'EncryptedPackage']
  names.forEach((name, i) => {
    const at = 1024 + i * 128
    file.write(name, at, 'utf16le')
    file.writeUInt16LE((name.length + 1) * 2, at + 64)
    file.writeUInt8(i === 0 ? 5 : 2, at + 66)
  })
  return file
}
