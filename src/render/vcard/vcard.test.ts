import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsed } from '../../../test/seeds/ical.ts'
import { writeCard, type Card } from './vcard.ts'

const card = (given: Partial<Card> = {}): Card => ({
  uid: '0b6cf8ba-3a1e-4d55-9b7a-9c64c9b01c1c',
  kind: 'person',
  name: 'Ada Example',
  organisation: 'Fairborough branch',
  title: 'Rep, Mill Lane',
  phones: [
    { link: 'tel:+447700900123', kind: 'mobile' },
    { link: 'tel:+441632960123', kind: 'work' },
    { link: 'tel:+441632960124', kind: 'fax' },
  ],
  mail: 'ada@example.org',
  page: 'https://branch.example/own/reps',
  address: { street: '1 Mill Lane', town: 'Fairborough', postcode: 'FB1 1AA' },
  changedAt: new Date('2026-11-22T05:00:00Z'),
  ...given,
})

const read = (of: Card) => parsed(writeCard(of))

describe('a contact card', () => {
  it('gives an address book the name, the office and three channels, each of its kind', () => {
    const parsed = read(card())
    expect(parsed.getFirstPropertyValue('version')).toBe('4.0')
    expect(parsed.getFirstPropertyValue('fn')).toBe('Ada Example')
    expect(parsed.getFirstPropertyValue('n')).toEqual(['Example', 'Ada', '', '', ''])
    expect(parsed.getFirstPropertyValue('title')).toBe('Rep, Mill Lane')
    expect(
      parsed.getAllProperties('tel').map((tel) => [tel.getFirstValue(), tel.getParameter('type')]),
    ).toEqual([
      ['tel:+447700900123', ['cell', 'voice']],
      ['tel:+441632960123', ['work', 'voice']],
      ['tel:+441632960124', ['work', 'fax']],
    ])
    expect(parsed.getFirstPropertyValue('email')).toBe('ada@example.org')
  })

  it('keeps any name whole, and no line longer than 75 octets', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }), (name) => {
        const plain = name.replace(/[\u0000-\u001f\u007f]/g, '')
        fc.pre(plain.trim() !== '' && !/[\u2028\u2029\u0085]/.test(plain))
        const of = card({ kind: 'organisation', name: plain })
        expect(read(of).getFirstPropertyValue('fn')).toBe(plain)
        for (const line of writeCard(of).split('\r\n')) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
        }
      }),
    )
  })

  it('lets nobody write further lines into it', () => {
    const parsed = read(card({ title: 'Rep\r\nEMAIL:other@example.org' }))
    expect(parsed.getAllProperties('email')).toHaveLength(1)
  })
})
