import { inflateSync } from 'node:zlib'

/** As much of a PDF as tests need: its objects, its pages' words, its tags. */
export interface ReadPdf {
  pages: number
  /** Every object's dictionary, as it stands in the file. */
  objects: string[]
  /** The words drawn on each page, in the order of drawing, an artefact's in brackets. */
  words: string[]
  /** How many elements of each tag the structure tree has. */
  tags: Map<string, number>
}

/** Reads what pdfkit writes: whole objects, streams packed with deflate, fonts with ToUnicode. */
export function readPdf(bytes: Uint8Array): ReadPdf {
  const text = Buffer.from(bytes).toString('latin1')
  const objects = new Map<number, { dictionary: string; stream: string }>()
  for (const found of text.matchAll(/(\d+) 0 obj\r?\n([\s\S]*?)\r?\nendobj/g)) {
    const [, id, body = ''] = found
    const at = body.indexOf('\nstream\n')
    const dictionary = at < 0 ? body : body.slice(0, at)
    const raw = at < 0 ? '' : body.slice(at + 8, body.lastIndexOf('\nendstream'))
    const stream = dictionary.includes('/FlateDecode')
      ? inflateSync(Buffer.from(raw, 'latin1')).toString('latin1')
      : raw
    objects.set(Number(id), { dictionary, stream })
  }
  const all = [...objects.values()]
  const pages = all.filter(({ dictionary }) => /\/Type \/Page\b/.test(dictionary))
  const letters = new Map<string, Map<number, string>>()
  for (const { dictionary } of all) {
    for (const [, name = '', id] of dictionary.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const font = objects.get(Number(id))?.dictionary ?? ''
      const map = /\/ToUnicode (\d+) 0 R/.exec(font)?.[1]
      letters.set(name, lettersOf(objects.get(Number(map))?.stream ?? ''))
    }
  }
  const tags = new Map<string, number>()
  for (const { dictionary } of all) {
    const tag = /\/S \/([A-Z][A-Za-z0-9]*)/.exec(dictionary)?.[1]
    if (tag && dictionary.includes('/P ')) tags.set(tag, (tags.get(tag) ?? 0) + 1)
  }
  return {
    pages: pages.length,
    objects: all.map(({ dictionary }) => dictionary),
    words: pages.map(({ dictionary }) => {
      const id = /\/Contents (\d+) 0 R/.exec(dictionary)?.[1]
      return wordsOf(objects.get(Number(id))?.stream ?? '', letters)
    }),
    tags,
  }
}

function lettersOf(map: string): Map<number, string> {
  const found = new Map<number, string>()
  for (const [, from = '', list = ''] of map.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi)) {
    ;[...list.matchAll(/<([0-9a-f]*)>/gi)].forEach(([, code = ''], n) =>
      found.set(parseInt(from, 16) + n, utf16(code)),
    )
  }
  return found
}

const utf16 = (hex: string): string =>
  (hex.match(/[0-9a-f]{4}/gi) ?? []).map((one) => String.fromCharCode(parseInt(one, 16))).join('')

function wordsOf(content: string, letters: Map<string, Map<number, string>>): string {
  let font = new Map<number, string>()
  let words = ''
  const marks: string[] = []
  const actual = /\/ActualText (\((?:\\.|[^\\)])*\))/s
  // A mark's dictionary stands on lines of its own.
  const marked = content.replace(/\/\w+ <<[\s\S]*?>> BDC/g, (mark) => mark.replaceAll('\n', ' '))
  for (const line of marked.split('\n')) {
    const [, name] = /^\/(F\d+) [\d.]+ Tf$/.exec(line) ?? []
    if (name) font = letters.get(name) ?? new Map<number, string>()
    if (/ B[DM]C$/.test(line)) {
      const meant = actual.exec(line)?.[1]
      marks.push(meant ? 'meant' : line.startsWith('/Artifact') ? 'artefact' : 'content')
      if (meant) words += stringOf(meant)
      if (marks.at(-1) === 'artefact') words += '['
    }
    if (line === 'EMC') {
      const mark = marks.pop()
      if (mark === 'artefact') words += ']'
      else if (mark === 'content') words += '\n'
    }
    if (/TJ$/.test(line) && !marks.includes('meant')) {
      for (const [, hex = ''] of line.matchAll(/<([0-9a-f]+)>/gi)) {
        for (const code of hex.match(/.{4}/g) ?? []) words += font.get(parseInt(code, 16)) ?? ''
      }
    }
  }
  return words
}

const ESCAPED: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

/** A string of PDF: UTF-16 where it says so. */
function stringOf(text: string): string {
  const plain = text.slice(1, -1).replace(/\\(.)/gs, (_, one: string) => ESCAPED[one] ?? one)
  const bytes = Buffer.from(plain, 'latin1')
  return bytes[0] === 0xfe && bytes[1] === 0xff
    ? Buffer.from(bytes.subarray(2)).swap16().toString('utf16le')
    : plain
}
