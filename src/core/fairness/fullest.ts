/** The fullest of some workers, kept as their loads change: a knock-out tree, upwards from each worker. */
export class Fullest {
  private readonly size: number
  private readonly tree: Int32Array
  private readonly compare: (a: number, b: number) => number

  /** `compare` is above 0 where the first of two workers is fuller; equals go by their place. */
  constructor(workers: number, compare: (a: number, b: number) => number) {
    this.size = Math.max(1, workers)
    this.tree = new Int32Array(2 * this.size).fill(-1)
    this.compare = compare
  }

  /** Says whether a worker takes part, and that their load may have changed. */
  set(worker: number, takesPart: boolean): void {
    let at = this.size + worker
    this.tree[at] = takesPart ? worker : -1
    for (at >>= 1; at >= 1; at >>= 1) {
      const left = this.tree[2 * at] as number
      const right = this.tree[2 * at + 1] as number
      this.tree[at] = this.fuller(left, right)
    }
  }

  /** The fullest who takes part, or -1. */
  top(): number {
    return this.tree[1] as number
  }

  /** Everybody as full as the fullest, by place. */
  tied(): number[] {
    const found: number[] = []
    const first = this.top()
    const walk = (at: number): void => {
      const one = this.tree[at] as number
      if (one < 0 || this.compare(one, first) !== 0) return
      if (at >= this.size) found.push(one)
      else {
        walk(2 * at)
        walk(2 * at + 1)
      }
    }
    if (first >= 0) walk(1)
    return found.sort((a, b) => a - b)
  }

  private fuller(left: number, right: number): number {
    if (left < 0) return right
    if (right < 0) return left
    const sign = this.compare(left, right)
    return sign > 0 || (sign === 0 && left < right) ? left : right
  }
}
