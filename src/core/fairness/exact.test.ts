import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  canonicalJson,
  compareUtilisation,
  percentText,
  pointsBetween,
  utilisationText,
  wholeLoadReaching,
  wholeLoadWithin,
} from './exact.ts'

const load = fc.nat({ max: 5000 })
const capacity = fc.integer({ min: 1, max: 2000 })

describe('comparing how full two workers are', () => {
  it('is comparing fractions, whatever the capacities', () => {
    fc.assert(
      fc.property(load, capacity, load, capacity, (a, ofA, b, ofB) => {
        const difference = BigInt(a) * BigInt(ofB) - BigInt(b) * BigInt(ofA)
        expect(Math.sign(compareUtilisation(a, ofA, b, ofB))).toBe(Math.sign(Number(difference)))
      }),
    )
  })

  it.each([
    ['work on no capacity is above every share', 1, 0, 1000, 1, 1],
    ['and below it the other way round', 1000, 1, 1, 0, -1],
    ['of two without capacity the one with more work', 2, 0, 5, 0, -1],
    ['and the same the other way round', 5, 0, 2, 0, 1],
    ['no work on no capacity is nothing', 0, 0, 1, 10, -1],
    ['as no work is', 0, 0, 0, 10, 0],
    ['on either side', 0, 10, 0, 0, 0],
    ['and with work on one side', 3, 10, 0, 0, 1],
    ['nothing beside nothing', 0, 0, 0, 0, 0],
    ['nothing on none beside work on none', 0, 0, 4, 0, -1],
    ['work on none beside nothing on none', 4, 0, 0, 0, 1],
  ])('%s', (_, a, ofA, b, ofB, sign) => {
    expect(Math.sign(compareUtilisation(a, ofA, b, ofB))).toBe(sign)
  })
})

describe('the whole load at a level', () => {
  it('is the largest that keeps a worker within it, and the smallest that reaches it', () => {
    fc.assert(
      fc.property(capacity, load, capacity, (own, above, of) => {
        const level = { load: above, capacity: of }
        const within = wholeLoadWithin(own, level)
        const reaching = wholeLoadReaching(own, level)
        expect(compareUtilisation(within, own, above, of)).toBeLessThanOrEqual(0)
        expect(compareUtilisation(within + 1, own, above, of)).toBeGreaterThan(0)
        expect(compareUtilisation(reaching, own, above, of)).toBeGreaterThanOrEqual(0)
        if (reaching > 0) {
          expect(compareUtilisation(reaching - 1, own, above, of)).toBeLessThan(0)
        }
      }),
    )
  })

  it('is met exactly where it can be', () => {
    expect(wholeLoadWithin(20, { load: 5, capacity: 10 })).toBe(10)
    expect(wholeLoadReaching(20, { load: 5, capacity: 10 })).toBe(10)
    expect(wholeLoadWithin(7, { load: 5, capacity: 10 })).toBe(3)
    expect(wholeLoadReaching(7, { load: 5, capacity: 10 })).toBe(4)
  })
})

describe('a percentage in words', () => {
  it.each([
    [1n, 1n, '100.0000'],
    [1n, 3n, '33.3333'],
    [2n, 3n, '66.6667'],
    [1n, 2_000_000n, '0.0001'],
    [1n, 2_000_001n, '0.0000'],
    [0n, 7n, '0.0000'],
    [-1n, 8n, '-12.5000'],
    [-1n, 3_000_000n, '0.0000'],
    [12_345n, 1_000_000n, '1.2345'],
    [10_005n, 1_000_000n, '1.0005'],
  ])('%d of %d is %s %%', (a, b, text) => {
    expect(percentText(a, b)).toBe(text)
  })

  it('gives how full a worker is, and nothing where there is work on no capacity', () => {
    expect(utilisationText({ load: 117, capacity: 114 })).toBe('102.6316')
    expect(utilisationText({ load: 0, capacity: 0 })).toBe('0.0000')
    expect(utilisationText({ load: 3, capacity: 0 })).toBeNull()
  })

  it('gives the points between two workers, either way round', () => {
    const above = { load: 9, capacity: 8 }
    const below = { load: 3, capacity: 4 }
    expect(pointsBetween(above, below)).toBe('37.5000')
    expect(pointsBetween(below, above)).toBe('-37.5000')
    expect(pointsBetween(above, above)).toBe('0.0000')
  })
})

describe('the canonical text of a document', () => {
  it.each([
    [{ b: 1, a: [1, 2, 'x'] }, '{"a":[1,2,"x"],"b":1}'],
    [[], '[]'],
    [{}, '{}'],
    [[[1], [2, 3]], '[[1],[2,3]]'],
    [{ b: undefined, a: null, c: true }, '{"a":null,"c":true}'],
    [{ a: undefined, b: false }, '{"b":false}'],
    [null, 'null'],
    [undefined, 'null'],
    [Number.NaN, 'null'],
    ['a "word"', '"a \\"word\\""'],
    [1.5, '1.5'],
  ])('%j is %s', (value, text) => {
    expect(canonicalJson(value)).toBe(text)
  })

  it('says all that was said, whatever the order of its keys', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const turned = (one: unknown): unknown =>
          Array.isArray(one)
            ? one.map(turned)
            : typeof one === 'object' && one !== null
              ? Object.fromEntries(
                  Object.entries(one)
                    .reverse()
                    .map(([key, own]) => [key, turned(own)]),
                )
              : one
        const text = canonicalJson(value)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(canonicalJson(turned(value))).toBe(text)
      }),
      { numRuns: 50, seed: 4 },
    )
  })
})
