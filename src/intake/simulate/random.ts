/**
 * A small seeded generator (sfc32): the same seed gives the same authority, byte for byte, on every
 * machine. Each subject draws from its own fork, so that a change to one does not disturb another.
 */
export class Random {
  private a: number
  private b: number
  private c: number
  private counter = 1
  private readonly seed: string

  constructor(seed: string) {
    this.seed = seed
    let hash = 1779033703 ^ seed.length
    for (let i = 0; i < seed.length; i++) {
      hash = Math.imul(hash ^ seed.charCodeAt(i), 3432918353)
      hash = (hash << 13) | (hash >>> 19)
    }
    const next = (): number => {
      hash = Math.imul(hash ^ (hash >>> 16), 2246822507)
      hash = Math.imul(hash ^ (hash >>> 13), 3266489909)
      return (hash ^= hash >>> 16) >>> 0
    }
    this.a = next()
    this.b = next()
    this.c = next()
    for (let i = 0; i < 15; i++) this.unit()
  }

  /** A generator of its own for one subject. */
  fork(label: string): Random {
    return new Random(`${this.seed}/${label}`)
  }

  /** From 0 up to, not including, 1. */
  unit(): number {
    const sum = (this.a + this.b + this.counter++) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum
    this.c |= 0
    return (sum >>> 0) / 4294967296
  }

  chance(probability: number): boolean {
    return this.unit() < probability
  }

  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1))
  }

  pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new Error('Nothing to pick from')
    return from[Math.floor(this.unit() * from.length)] as T
  }

  /** One of `[value, weight]`; weights are of any scale. */
  weighted<T>(from: readonly (readonly [T, number])[]): T {
    let total = 0
    for (const [, weight] of from) total += weight
    let at = this.unit() * total
    for (const [value, weight] of from) {
      at -= weight
      if (at < 0) return value
    }
    const last = from[from.length - 1]
    if (!last) throw new Error('Nothing to pick from')
    return last[0]
  }

  /** Whole days, exponential with this mean, at most `most`. */
  days(mean: number, most: number): number {
    return Math.min(most, Math.floor(-Math.log(1 - this.unit()) * mean))
  }

  /** The same members in another order; the list given is left as it is. */
  shuffled<T>(list: readonly T[]): T[] {
    const out = [...list]
    for (let i = out.length - 1; i > 0; i--) {
      const j = Math.floor(this.unit() * (i + 1))
      ;[out[i], out[j]] = [out[j] as T, out[i] as T]
    }
    return out
  }

  /** `count` distinct members, or all where there are fewer. */
  sample<T>(list: readonly T[], count: number): T[] {
    return this.shuffled(list).slice(0, Math.max(0, count))
  }
}
