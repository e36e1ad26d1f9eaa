import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { posterPdf, type Poster } from '../index.ts'
import { readPdf } from '../../../test/samples/read-pdf.ts'

const poster: Poster = {
  title: 'Lunchtime meetings, October',
  day: 'Monday 26 October 2026',
  time: '12:15, for about an hour',
  place: ['Moreton House', '1 Moreton Street, Fairborough', 'Room 2 (first floor), by the lift'],
  words: ['Come and say what your work is like. Bring a sandwich.'],
  link: { address: 'https://branch.example.org/own/meetings/1', words: 'Say that you come' },
  foot: 'Fairborough branch',
  written: new Date('2026-10-01T00:00:00Z'),
}

const flat = (words: string): string => words.replace(/\s+/g, ' ')

describe('a poster', () => {
  it('says what, when, where and in which room, and where its square leads', async () => {
    const { pages, words, tags, objects } = readPdf(await posterPdf(poster))
    expect(pages).toBe(1)
    const said = flat(words.join(' '))
    for (const part of [poster.title, poster.day, poster.time, ...poster.place, ...poster.words]) {
      expect(said).toContain(part)
    }
    expect(said).toContain('https://branch.example.org/own/meetings/1')
    expect([tags.get('H1'), tags.get('Figure')]).toEqual([1, 1])
    expect(objects.join('\n')).toContain('/Lang (en-GB)')
  })

  it('has no square where nobody who passes by may read its page', async () => {
    const { tags, pages } = readPdf(await posterPdf({ ...poster, link: null }))
    expect([pages, tags.get('Figure')]).toEqual([1, undefined])
  })

  it('is one sheet however much it says', async () => {
    const text = fc.string({ minLength: 1, maxLength: 400 })
    await fc.assert(
      fc.asyncProperty(text, fc.array(text, { maxLength: 5 }), async (title, words) => {
        expect(readPdf(await posterPdf({ ...poster, title, words })).pages).toBe(1)
      }),
      { numRuns: 12 },
    )
  })
})
