import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type IsoDate } from '../../kit/index.ts'
import { childrensDetails, withoutDetails } from './index.ts'

const on = '2026-11-22' as IsoDate
const found = (words: string, known: string[] = []): string[] =>
  childrensDetails(words, on, known).map((one) => `${one.what}: ${one.words}`)

describe('a child in the words of a concern', () => {
  it.each([
    ['He was placed again, dob 03/04/2016, with nobody told', ['date: 03/04/2016']],
    ['born 3 March 2015 and on the third worker', ['date: 3 March 2015']],
    ['born on the 3rd of March 2015', ['date: 3rd of March 2015']],
    ['a baby born on 10/11/2026', ['date: 10/11/2026']],
    ['date of birth: 2014-02-01', ['date: 2014-02-01']],
    ['March 3rd, 2015 is the birthday', ['date: March 3rd, 2015']],
    ['dob 1.2.16', ['date: 1.2.16']],
    ['case number 204417 has waited', ['number: 204417']],
    ['on Mosaic ID: 88123', ['number: 88123']],
    ['ref AB-12345 was moved', ['number: AB-12345']],
    ['look at 1048872 on the system', ['number: 1048872']],
    ['NHS 943 476 5919', ['number: 943 476 5919']],
    ['pupil A123456789012 moved school', ['number: A123456789012']],
    ['a child called Zephan waited nine weeks', ['name: Zephan']],
    ['the child’s name is Zephan', ['name: Zephan']],
    ['Zephan’s mum rang every day', ['name: Zephan']],
    ['we did not get to the Quillfeather family in time', ['name: Quillfeather']],
    ['baby Zephan was moved at night', ['name: Zephan']],
    ['siblings Zephan and Mara wait', ['name: Zephan and Mara']],
    ['the mother of Zephan Marlowe', ['name: Zephan Marlowe']],
    ['Zephan Marlowe, aged 7, has had nine', ['name: Zephan Marlowe']],
    ['then Zephan (7 years old) went home', ['name: Zephan']],
  ])('is asked about: %s', (words, expected) => {
    expect(found(words)).toEqual(expected)
  })

  it.each([
    'Four of us carry more than 30 cases each.',
    'Since the move on 12 October 2026 there is no quiet room.',
    'The restructure of 4 May 1998 was the last one that worked.',
    'Ring the branch on 01632960123.',
    'They spend £250000 on interims and 1,000,000 pounds on consultants.',
    'The whole family of services is moved again; the Early Help case is ours.',
    'On Monday the boys club was shut, and Monday’s case meetings with it.',
    'My manager’s case was heard in 2025/26.',
    'Court team 1 and Level 3 moved 18 months ago; Monday 12 was the last.',
    'Riverside’s school links are gone and the Riverside family centre is cold.',
  ])('is not seen where there is none: %s', (words) => {
    expect(found(words, ['Riverside House'])).toEqual([])
  })

  it('is found whatever stands around it, and is gone once it is left out', () => {
    const detail = fc.oneof(
      fc
        .integer({ min: 60, max: 9_000 })
        .map((days) => addDays(on, -days).split('-').reverse().join('/')),
      fc.integer({ min: 100_000, max: 999_999_999 }).map((n) => `case number ${n}`),
      fc.constantFrom('a child called Zephan', 'Zephan’s mum', 'the Quillfeather children'),
    )
    const around = fc.constantFrom(
      'we are tired',
      'nobody answers',
      'too many audits,',
      '. It goes on',
      '',
      '(again)',
      'with no notice',
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(around, detail), { minLength: 1, maxLength: 4 }), (parts) => {
        const words = parts.map((part) => part.join(' ')).join('; ')
        const details = childrensDetails(words, on)
        expect(details.length).toBeGreaterThanOrEqual(parts.length)
        for (const one of details) expect(words.slice(one.from, one.to)).toBe(one.words)
        const left = withoutDetails(words, details)
        expect(childrensDetails(left, on)).toEqual([])
        expect(left).not.toMatch(/Zephan|Quillfeather|\d{6}/)
      }),
    )
  })

  it('keeps every word outside of a detail as it was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (words) => {
        const details = childrensDetails(words, on)
        const left = withoutDetails(words, details)
        if (details.length === 0) expect(left).toBe(words)
        let last = 0
        for (const { from, to } of details) {
          expect(from).toBeGreaterThanOrEqual(last)
          expect(left).toContain(words.slice(last, from))
          last = to
        }
      }),
    )
  })
})
