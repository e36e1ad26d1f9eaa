import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  add,
  compare,
  fraction,
  nearest,
  negative,
  roundedDown,
  times,
  type Fraction,
} from './index.ts'

/** The same number, worked with as bigints alone: slow and plain. */
type Plain = [bigint, bigint]
const plain = ([n, d]: Fraction): Plain => [BigInt(n), BigInt(d)]
const same = (a: Fraction, [n, d]: Plain): boolean => BigInt(a[0]) * d === n * BigInt(a[1])
const floor = (n: bigint, d: bigint): bigint => (n % d < 0n ? n / d - 1n : n / d)

const whole = fc.oneof(fc.integer({ min: -5_000, max: 5_000 }), fc.maxSafeInteger())
const parts = fc
  .oneof(
    fc.integer({ min: 1, max: 5_000 }),
    fc.maxSafeInteger().map((n) => Math.abs(n) + 1),
  )
  .filter((n) => Number.isSafeInteger(n))
const any = fc.tuple(whole, parts).map(([n, d]) => fraction(n, d))

describe('exact numbers', () => {
  it('add, multiply and compare as whole numbers without a limit do', () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        const [[an, ad], [bn, bd]] = [plain(a), plain(b)]
        expect(same(add(a, b), [an * bd + bn * ad, ad * bd])).toBe(true)
        expect(same(times(a, b), [an * bn, ad * bd])).toBe(true)
        expect(same(negative(a), [-an, ad])).toBe(true)
        expect(compare(a, b)).toBe(an * bd < bn * ad ? -1 : an * bd > bn * ad ? 1 : 0)
      }),
      { numRuns: 2_000 },
    )
  })

  it('round as whole numbers without a limit do', () => {
    fc.assert(
      fc.property(any, fc.integer({ min: 1, max: 100 }), (a, step) => {
        const [n, d] = plain(a)
        const size = d * BigInt(step)
        expect(nearest(a, step)).toBe(Number(floor(2n * n + size, 2n * size)))
        expect(roundedDown(a, step)).toBe(Number(floor(n, size)))
      }),
      { numRuns: 2_000 },
    )
  })

  it('round halves up, and nothing to plain 0', () => {
    expect(nearest(fraction(25), 50)).toBe(1)
    expect(nearest(fraction(-25), 50)).toBe(0)
    expect(nearest(fraction(1, 2))).toBe(1)
    expect(Object.is(roundedDown(times(fraction(-1), fraction(0))), 0)).toBe(true)
  })
})
