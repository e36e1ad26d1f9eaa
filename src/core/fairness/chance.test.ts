import { describe, expect, it } from 'vitest'
import { decay } from './decay.ts'
import { Random } from './random.ts'
import { stableHash } from './stable-hash.ts'

describe('chance that is the same on every machine', () => {
  it('gives these numbers from this seed, and others from another', () => {
    const random = new Random(1)
    const first = [random.next(), random.next(), random.next()]
    const again = new Random(1)
    expect([again.next(), again.next(), again.next()]).toEqual(first)
    expect(first).toEqual([4020896444, 1346862338, 1124809937])
    expect(new Random(2).next()).not.toBe(first[0])
    const dice = new Random(7)
    const thrown = Array.from({ length: 6000 }, () => dice.below(6))
    for (let eye = 0; eye < 6; eye += 1) {
      const share = thrown.filter((one) => one === eye).length / 1000
      expect(share).toBeGreaterThan(0.85)
      expect(share).toBeLessThan(1.15)
    }
    // The seed that would mix to nothing still gives numbers.
    expect(new Random(0x9e3779b9 | 0).next()).toBeGreaterThan(0)
  })

  it('e to a negative power is right to four figures', () => {
    for (const x of [0, 0.05, 0.125, 0.126, 0.5, 1, 2.5, 7, 20, 39.9]) {
      expect(decay(x) / Math.exp(-x)).toBeCloseTo(1, 4)
    }
    expect(decay(40.1)).toBe(0)
    expect(decay(40)).toBeGreaterThan(0)
  })

  it('a text’s number spreads, and is this one', () => {
    expect([stableHash(''), stableHash('a'), stableHash('ab'), stableHash('ba')]).toEqual([
      2872998923, 444641715, 2563531789, 605838741,
    ])
    const buckets = new Array<number>(16).fill(0)
    for (let at = 0; at < 1600; at += 1) {
      const bucket = stableHash(`worker ${at}`) >>> 28
      buckets[bucket] = (buckets[bucket] as number) + 1
    }
    expect(Math.min(...buckets)).toBeGreaterThan(60)
    expect(Math.max(...buckets)).toBeLessThan(140)
  })
})
