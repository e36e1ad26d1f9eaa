import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { amountsIn, compareWording, oneWording } from './index.ts'

describe('two wordings side by side', () => {
  it('say word by word what a clause was and what it is', () => {
    const before = 'Leave for sickness may be counted against the loan.'
    const after = 'Leave for sickness or maternity is never counted against the loan.'
    expect(compareWording(before, after)).toEqual([
      { kind: 'same', words: 'Leave for sickness ' },
      { kind: 'out', words: 'may be ' },
      { kind: 'in', words: 'or maternity is never ' },
      { kind: 'same', words: 'counted against the loan.' },
    ])
  })

  it('show a sentence that was written anew as one, not by the words that happen to be in both', () => {
    const before = 'Staff may be placed where the service needs them.'
    const after = 'Staff are asked first; a forced move needs the director’s reasons in writing.'
    expect(compareWording(before, after)).toEqual([
      { kind: 'same', words: 'Staff ' },
      { kind: 'out', words: 'may be placed where the service needs them' },
      {
        kind: 'in',
        words: 'are asked first; a forced move needs the director’s reasons in writing',
      },
      { kind: 'same', words: '.' },
    ])
  })

  it('join back to both texts, letter for letter', () => {
    const word = fc.constantFrom(
      'the',
      'loan',
      'shall',
      'Be',
      '£10,000',
      '\n',
      '  ',
      '-',
      'été',
      '\r\n',
      '😀',
    )
    const text = fc.oneof(
      fc.array(word, { maxLength: 30 }).map((words) => words.join(' ')),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
    )
    fc.assert(
      fc.property(text, text, (before, after) => {
        const stretches = compareWording(before, after)
        expect(oneWording(stretches, 'before')).toBe(before)
        expect(oneWording(stretches, 'after')).toBe(after)
        if (before === after) expect(stretches.every(({ kind }) => kind === 'same')).toBe(true)
      }),
    )
  })

  it('that share next to nothing are shown whole, and soon', () => {
    const many = (word: string): string =>
      Array.from({ length: 5_000 }, (_, n) => `${word}${n}`).join(' ')
    const stretches = compareWording(many('a'), many('b'))
    expect(oneWording(stretches, 'before')).toBe(many('a'))
    expect(oneWording(stretches, 'after')).toBe(many('b'))
  }, 20_000)
})

describe('money in a text', () => {
  it.each([
    ['a 10,000 pound loan for those who qualify', [1_000_000]],
    ['a ten thousand pound loan', [1_000_000]],
    ['£10,000', [1_000_000]],
    ['£10k', [1_000_000]],
    ['+2 million pounds against cuts', [200_000_000]],
    ['£1.5 million, then £12.50 each', [150_000_000, 1_250]],
    ['two hundred and fifty pounds', [25_000]],
    ['45p a mile', [45]],
    ['twenty-five pence', [25]],
    ['£0.005', []],
    ['10,000 members in 2020, at 12:15', []],
    ['a pound', [100]],
  ])('%s', (text, pence) => {
    expect(amountsIn(text).map((amount) => amount.pence)).toEqual(pence)
  })

  it('is read back from however it was written, to the penny', () => {
    const grouped = (pounds: number): string => pounds.toLocaleString('en-GB')
    const penny = fc.nat(99)
    fc.assert(
      fc.property(fc.nat(90_000_000), penny, fc.boolean(), (pounds, over, isSign) => {
        const figure = `${grouped(pounds)}.${String(over).padStart(2, '0')}`
        const text = isSign ? `pays £${figure} once` : `pays ${figure} pounds once`
        expect(amountsIn(text).map(({ pence }) => pence)).toEqual([pounds * 100 + over])
      }),
    )
  })

  it('takes any text in good time', () => {
    const bits = fc.constantFrom('a', 'hundred', 'and', '-', ' ', '9', ',', '.', '£', 'pound', 'k')
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 2_000 }), (words) => {
        for (const { pence } of amountsIn(words.join(''))) {
          expect(Number.isSafeInteger(pence)).toBe(true)
        }
      }),
      { numRuns: 50 },
    )
    expect(amountsIn('a '.repeat(2_000))).toEqual([])
  })
})
