/**
 * A small seeded generator (xorshift32 after a mixed seed): the same numbers on every machine, by
 * whole-number arithmetic alone. `next()` gives 32 bits, unsigned; `below(n)` a whole number in [0, n).
 */
export class Random {
  private state: number

  constructor(seed: number) {
    let mixed = (seed ^ 0x9e3779b9) | 0
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    mixed ^= mixed >>> 16
    this.state = mixed === 0 ? 0x6d2b79f5 : mixed
  }

  next(): number {
    let x = this.state
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    this.state = x
    return x >>> 0
  }

  below(n: number): number {
    return Math.floor((this.next() / 4294967296) * n)
  }
}
