import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readXml } from './index.ts'
import { ReadFault } from './problems.ts'
import { localName } from './xml-part.ts'
import { BrokenXml, XmlScanner } from './xml-scanner.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairload-xml-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Told = [event: 'open' | 'close', path: string, text: string, line: number]

async function told(bytes: Buffer | string): Promise<Told[] | string> {
  const path = join(folder, 'file.xml')
  writeFileSync(path, bytes)
  const events: Told[] = []
  const read = await readXml(path, {
    open: (name, at, line) => {
      expect(at.at(-1)).toBe(name)
      events.push(['open', at.join('/'), '', line])
    },
    close: (_, at, text, line) => events.push(['close', at.join('/'), text, line]),
  })
  return read.ok ? events : read.problem.code
}

describe('an XML file', () => {
  it('is told element by element, with own text, path and line', async () => {
    expect(
      await told(
        '<?xml version="1.0"?>\n<m:Message xmlns:m="x">\n stray\n<A>1&amp;<![CDATA[<2]]></A><B/></m:Message>',
      ),
    ).toEqual([
      ['open', 'Message', '', 2],
      ['open', 'Message/A', '', 4],
      ['close', 'Message/A', '1&<2', 4],
      ['open', 'Message/B', '', 4],
      ['close', 'Message/B', '', 4],
      ['close', 'Message', '\n stray\n', 2],
    ])
  })

  it('reads alike in UTF-8, UTF-16 and windows-1252', async () => {
    const text = '<?xml version="1.0" encoding="NAME"?><Message>Zo\u00eb</Message>'
    const plain = await told(text.replace('NAME', 'UTF-8'))
    expect(plain).toEqual([
      ['open', 'Message', '', 1],
      ['close', 'Message', 'Zo\u00eb', 1],
    ])
    expect(await told(Buffer.from(`\ufeff${text.replace('NAME', 'UTF-8')}`))).toEqual(plain)
    expect(await told(Buffer.from(`\ufeff${text.replace('NAME', 'UTF-16')}`, 'utf16le'))).toEqual(
      plain,
    )
    expect(
      await told(Buffer.from(`\ufeff${text.replace('NAME', 'UTF-16')}`, 'utf16le').swap16()),
    ).toEqual(plain)
    expect(await told(Buffer.from(text.replace('NAME', 'Windows-1252'), 'latin1'))).toEqual(plain)
    expect(await told(Buffer.from(text.replace('NAME', 'ISO-8859-1'), 'latin1'))).toEqual(plain)
  })

  it('is refused for an entity that nobody declared, and for one that is nonsense', async () => {
    for (const entity of ['&nbsp;', '&#0;', '&', '&#xD800;', '&#99999999;'])
      expect(await told(`<Message>${entity}</Message>`), entity).toBe('xml-not-well-formed')
  })

  it('is refused for a text, tag or comment of millions of characters, without holding them all', async () => {
    const long = 'x'.repeat(3_000_000)
    expect(await told(`<M>${long}</M>`)).toBe('xml-text-too-long')
    expect(await told(`<M a="${long}"/>`)).toBe('xml-text-too-long')
    expect(await told(`<M><!--${long}--></M>`)).toBe('xml-text-too-long')
    expect(await told(`<M><![CDATA[${long}]]></M>`)).toBe('xml-text-too-long')
    expect(await told(`<M>${'<![CDATA[yy]]>x'.repeat(500_000)}</M>`)).toBe('xml-text-too-long')
  })

  it('takes a hundred thousand character references in its stride', async () => {
    const began = performance.now()
    expect(await told(`<M>${'&#65;'.repeat(100_000)}</M>`)).toHaveLength(2)
    expect(performance.now() - began).toBeLessThan(2_000)
  })

  it('keeps __proto__ as an element like any other', async () => {
    expect(await told('<__proto__ __proto__="1"><constructor>x</constructor></__proto__>')).toEqual(
      [
        ['open', '__proto__', '', 1],
        ['open', '__proto__/constructor', '', 1],
        ['close', '__proto__/constructor', 'x', 1],
        ['close', '__proto__', '', 1],
      ],
    )
  })
})

/** Tells every element called a, b or c, so that it can be held to saxes, which tells all. */
class Recorder extends XmlScanner {
  readonly events: string[] = []

  constructor() {
    super(
      [
        ['a', 1],
        ['b', 2],
        ['cc', 3],
      ],
      64,
    )
  }

  protected override wantsText(code: number): boolean {
    return code === 2
  }

  protected override opened(code: number): void {
    const attributes: string[] = []
    for (let i = 0; i < this.attributeCount; i++) {
      const name = this.bytes.toString('utf8', this.attributes[i * 4], this.attributes[i * 4 + 1])
      attributes.push(`${name}=${this.attributeText(i)}`)
    }
    this.events.push(`<${code} ${attributes.join('|')}`)
  }

  protected override closed(code: number, start: number, end: number): void {
    this.events.push(`>${code} ${code === 2 ? this.text(start, end) : ''}`)
  }
}

function scanned(xml: string, cuts: readonly number[]): string[] | 'refused' {
  const bytes = Buffer.from(xml)
  const recorder = new Recorder()
  try {
    let from = 0
    for (const cut of [
      ...cuts.map((c) => c % (bytes.length + 1)).sort((x, y) => x - y),
      bytes.length,
    ]) {
      recorder.write(bytes.subarray(from, cut))
      from = cut
    }
    recorder.end()
    return recorder.events
  } catch (error) {
    if (error instanceof BrokenXml || error instanceof ReadFault) return 'refused'
    throw error
  }
}

function bySaxes(xml: string): string[] | 'refused' {
  const codes = new Map([
    ['a', 1],
    ['b', 2],
    ['cc', 3],
  ])
  const events: string[] = []
  const texts: string[] = []
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', (tag) => {
    const attributes = Object.entries(tag.attributes).map(([name, value]) => `${name}=${value}`)
    const code = codes.get(localName(tag.name))
    if (code) events.push(`<${code} ${attributes.join('|')}`)
    texts.push('')
  })
  const text = (piece: string): void => {
    const own = texts.pop()
    if (own !== undefined) texts.push(own + piece)
  }
  parser.on('text', text)
  parser.on('cdata', text)
  parser.on('closetag', (tag) => {
    const own = texts.pop() ?? ''
    const code = codes.get(localName(tag.name))
    if (code) events.push(`>${code} ${code === 2 ? own : ''}`)
  })
  try {
    parser.write(xml).close()
    return events
  } catch {
    return 'refused'
  }
}

const textPiece = fc.constantFrom(
  'x',
  ' ',
  '\n',
  '\r\n',
  '7',
  'é',
  '👶',
  '&amp;',
  '&lt;',
  '&#65;',
  '&#x1F476;',
  '>',
  '"',
  "'",
  '/',
  '=',
  '<!-- <b> -->',
  '<![CDATA[<a>&]]]]>',
  '<?pi <b?>',
)
const texts = fc.array(textPiece, { maxLength: 6 }).map((pieces) => pieces.join(''))
const attribute = fc
  .tuple(
    fc.constantFrom('r', 's', 't', 'x:y', 'spans'),
    fc.constantFrom('"', "'"),
    fc.constantFrom('', 'A1', '&gt;', '>', ' /', 'é', '&#66;'),
    fc.constantFrom(' ', '\n', '  '),
  )
  .map(([name, quote, value, space]) => ({ name, xml: `${space}${name}=${quote}${value}${quote}` }))
const attributes = fc
  .uniqueArray(attribute, { maxLength: 4, selector: (a) => a.name })
  .map((list) => list.map((a) => a.xml).join(''))

/** Well-formed XML of known and unknown elements. Text beside elements is unknown to the scanner. */
const element = (prefix: string): fc.Arbitrary<string> =>
  fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.tuple(attributes, texts).map(([atts, text]) => `<${prefix}b${atts}>${text}</${prefix}b >`),
      fc
        .tuple(fc.constantFrom('a', 'b', 'cc', 'ccc', 'z'), attributes)
        .map(([name, atts]) => `<${prefix}${name}${atts}/>`),
      fc
        .tuple(
          fc.constantFrom('a', 'cc', 'z', 'é'),
          attributes,
          fc.array(tie('node'), { maxLength: 3 }),
          texts,
        )
        .map(
          ([name, atts, inside, text]) =>
            `<${prefix}${name}${atts}>${inside.join(text)}</${prefix}${name}>`,
        ),
    ),
  })).node

const documents = fc
  .tuple(
    fc.constantFrom('', 'x:'),
    fc.constantFrom('', '<?xml version="1.0"?>\n', '\ufeff', '<!-- c --> '),
  )
  .chain(([prefix, before]) =>
    fc
      .array(element(prefix), { maxLength: 5 })
      .map((inside) => `${before}<${prefix}a xmlns:x="y">${inside.join('')}</${prefix}a>\n`),
  )

describe('the scanner of large sheets', () => {
  it('sees what a full XML parser sees, wherever the pieces are cut', () => {
    fc.assert(
      fc.property(documents, fc.array(fc.nat(4000), { maxLength: 8 }), (xml, cuts) => {
        const expected = bySaxes(xml)
        expect(expected).not.toBe('refused')
        expect(scanned(xml, cuts)).toEqual(expected)
      }),
      { numRuns: 1500 },
    )
  })

  it('sees the same one byte at a time', () => {
    fc.assert(
      fc.property(documents, (xml) => {
        const every = Array.from({ length: Buffer.byteLength(xml) }, (_, i) => i)
        expect(scanned(xml, every)).toEqual(scanned(xml, []))
      }),
      { numRuns: 100 },
    )
  })

  it('refuses or reads what is spoilt, and never fails otherwise', () => {
    fc.assert(
      fc.property(
        documents,
        fc.nat(4000),
        fc.constantFrom('<', '>', '&', '"', '/', '', 'x', '<!DOCTYPE a>', '\0'),
        (xml, at, junk) => {
          const where = at % xml.length
          const spoilt = xml.slice(0, where) + junk + xml.slice(where + 1)
          const seen = scanned(spoilt, [where])
          expect(seen === 'refused' || Array.isArray(seen)).toBe(true)
        },
      ),
      { numRuns: 1500 },
    )
  })

  it('refuses tags that do not match, text outside the root, and a second root', () => {
    for (const xml of [
      '<a><b></a></b>',
      '<a/>x',
      'x<a/>',
      '<a/><a/>',
      '<a>',
      '',
      '<a><b></bb></a>',
      '<a b=c/>',
      '<a b="1"c="2"/>',
      '<a b/>',
      '<a>&x;<b>&x;</b></a>',
      '</a>',
      '<a></a x="1">',
    ])
      expect(scanned(xml, []), xml).toBe('refused')
  })
})
