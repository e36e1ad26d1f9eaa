/** Writes large workbooks shaped like list 6 of Annex A, from a seed; all values are invented. */
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib'

const headers = [
  'Child Unique ID',
  'Gender',
  'Ethnicity',
  'Date of Birth',
  'Age of Child (Years)',
  'Does the Child have a Disability',
  'CIN Start Date',
  'Primary Need Code',
  'Date Child Was Last Seen',
  'CIN Closure Date',
  'Reason for Closure',
  'Case Status',
  'Allocated Team',
  'Allocated Worker',
]
const genders = ['a) Male', 'b) Female', 'c) Not stated/recorded']
const ethnicities = ['a) WBRI', 'k) APKN', 'l) ABAN', 'n) BCRB', 'o) BAFR', 'r) OOTH', 's) NOBT']
const needs = ['N1 - Abuse or Neglect', 'N2 - Child’s disability', 'N5 - Family dysfunction']
const reasons = ['RC7 - Any other reason', 'RC8 - Case closed after assessment']
const statuses = ['a) Looked after child', 'b) Child Protection plan', 'c) Child in need plan']
const teams = Array.from({ length: 60 }, (_, i) => `Family Safeguarding Team ${i + 1}`)
const workers = Array.from({ length: 900 }, (_, i) => `Worker Number ${i + 1}`)

/** mulberry32: the same seed gives the same workbook everywhere. */
function random(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const letter = (column) => String.fromCharCode(65 + column)

/**
 * @param {string} path where the workbook goes
 * @param {{ rows: number, strings: 'inline' | 'shared', seed: number }} options
 * @returns {Promise<{ rows: number, cells: number }>} what a reader must find, the header included
 */
export async function writeAnnexA(path, { rows, strings, seed }) {
  const chance = random(seed)
  const pick = (list) => list[Math.floor(chance() * list.length)]
  const table = new Map()
  let cells = 0

  const text = (column, row, value) => {
    cells++
    const at = `${letter(column)}${row}`
    if (strings === 'inline')
      return `<c r="${at}" t="inlineStr"><is><t>${escaped(value)}</t></is></c>`
    let index = table.get(value)
    if (index === undefined) table.set(value, (index = table.size))
    return `<c r="${at}" t="s"><v>${index}</v></c>`
  }
  const number = (column, row, value, style) => {
    cells++
    return `<c r="${letter(column)}${row}"${style ? ` s="${style}"` : ''}><v>${value}</v></c>`
  }

  const sheet = new Part('xl/worksheets/sheet1.xml')
  await sheet.write(
    `${xmlStart}<worksheet xmlns="${mainNamespace}"><dimension ref="A1:N${rows + 1}"/><sheetData>`,
  )
  const first = headers.map((header, column) => text(column, 1, header)).join('')
  await sheet.write(`<row r="1" spans="1:14">${first}</row>`)
  let lines = ''
  for (let row = 2; row <= rows + 1; row++) {
    const born = 38_000 + Math.floor(chance() * 7_000)
    const began = 45_000 + Math.floor(chance() * 900)
    const closed = chance() < 0.3
    // One id in eight is text with letters, as some case systems export them.
    const id = 1_000_000 + row * 7
    const line = [
      chance() < 0.125 ? text(0, row, `P${id}`) : number(0, row, id),
      text(1, row, pick(genders)),
      text(2, row, pick(ethnicities)),
      number(3, row, born, 1),
      number(4, row, Math.floor((46_000 - born) / 365.25)),
      text(5, row, chance() < 0.1 ? 'a) Yes' : 'b) No'),
      number(6, row, began, 1),
      text(7, row, pick(needs)),
      number(8, row, began + Math.floor(chance() * 90), 1),
      closed ? number(9, row, began + 90, 1) : `<c r="J${row}" s="1"/>`,
      closed ? text(10, row, pick(reasons)) : '',
      text(11, row, closed ? 'e) Closed episode' : pick(statuses)),
      text(12, row, pick(teams)),
      text(13, row, pick(workers)),
    ]
    lines += `<row r="${row}" spans="1:14">${line.join('')}</row>`
    if (lines.length > 1_000_000) {
      await sheet.write(lines)
      lines = ''
    }
  }
  await sheet.write(`${lines}</sheetData></worksheet>`)

  const shared = [...table.keys()].map((value) => `<si><t>${escaped(value)}</t></si>`).join('')
  const parts = [
    whole('[Content_Types].xml', contentTypes),
    whole('_rels/.rels', rels([['rId1', 'officeDocument', 'xl/workbook.xml']])),
    whole('xl/workbook.xml', workbook),
    whole(
      'xl/_rels/workbook.xml.rels',
      rels([
        ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
        ['rId2', 'styles', 'styles.xml'],
        ['rId3', 'sharedStrings', 'sharedStrings.xml'],
      ]),
    ),
    whole('xl/styles.xml', styles),
    whole(
      'xl/sharedStrings.xml',
      `${xmlStart}<sst xmlns="${mainNamespace}" count="${cells}" uniqueCount="${table.size}">${shared}</sst>`,
    ),
    await sheet.end(),
  ]
  await writeZip(path, parts)
  return { rows: rows + 1, cells }
}

/** A zip part that is deflated as it is written. */
class Part {
  #deflate = createDeflateRaw({ level: 6 })
  #packed = []
  #crc = 0
  #bytes = 0

  constructor(name) {
    this.name = name
    this.#deflate.on('data', (piece) => this.#packed.push(piece))
  }

  async write(text) {
    const bytes = Buffer.from(text)
    this.#crc = crc32(bytes, this.#crc)
    this.#bytes += bytes.length
    if (!this.#deflate.write(bytes))
      await new Promise((resolve) => this.#deflate.once('drain', resolve))
  }

  async end() {
    this.#deflate.end()
    await finished(this.#deflate)
    return {
      name: this.name,
      packed: Buffer.concat(this.#packed),
      crc: this.#crc,
      bytes: this.#bytes,
    }
  }
}

function whole(name, text) {
  const bytes = Buffer.from(text)
  return { name, packed: deflateRawSync(bytes), crc: crc32(bytes), bytes: bytes.length }
}

async function writeZip(path, parts) {
  const out = createWriteStream(path)
  const directory = []
  let offset = 0
  for (const part of parts) {
    const name = Buffer.from(part.name)
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(20, 4)
    header.writeUInt16LE(8, 8)
    header.writeUInt16LE(33, 12)
    header.writeUInt32LE(part.crc, 14)
    header.writeUInt32LE(part.packed.length, 18)
    header.writeUInt32LE(part.bytes, 22)
    header.writeUInt16LE(name.length, 26)
    out.write(header)
    out.write(name)
    out.write(part.packed)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(20, 4)
    header.copy(entry, 6, 4, 30)
    entry.writeUInt32LE(offset, 42)
    directory.push(entry, name)
    offset += 30 + name.length + part.packed.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  out.write(central)
  out.end(end)
  await finished(out)
}

const xmlStart = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const mainNamespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const officeRelationship = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageNamespace = 'http://schemas.openxmlformats.org/package/2006'
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const rels = (list) =>
  `${xmlStart}<Relationships xmlns="${packageNamespace}/relationships">${list
    .map(
      ([id, type, target]) =>
        `<Relationship Id="${id}" Type="${officeRelationship}/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`

const contentTypes = `${xmlStart}<Types xmlns="${packageNamespace}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${sheetType}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${sheetType}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${sheetType}.sharedStrings+xml"/></Types>`

const workbook = `${xmlStart}<workbook xmlns="${mainNamespace}" xmlns:r="${officeRelationship}"><sheets><sheet name="List 6" sheetId="1" r:id="rId1"/></sheets></workbook>`

const styles = `${xmlStart}<styleSheet xmlns="${mainNamespace}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`
