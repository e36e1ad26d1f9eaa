/** A count that a worker may not exceed, whatever the load: children, child protection, court. */
export interface Cap {
  name: string
  /** Per worker, the most; -1 where there is none. */
  limit: Int32Array
  /** Per unit, how much it counts. */
  counts: Int32Array
}

/** What everybody's units count under each cap, kept as a plan changes. */
export class CapCounts {
  readonly caps: readonly Cap[]
  private readonly held: Int32Array[]

  constructor(caps: readonly Cap[], plan: ArrayLike<number>, workers: number) {
    this.caps = caps
    this.held = caps.map(() => new Int32Array(workers))
    for (let unit = 0; unit < plan.length; unit += 1) {
      const worker = plan[unit] as number
      if (worker >= 0) this.add(unit, worker, 1)
    }
  }

  add(unit: number, worker: number, sign: 1 | -1): void {
    this.caps.forEach((cap, at) => {
      const held = this.held[at] as Int32Array
      held[worker] = (held[worker] as number) + sign * (cap.counts[unit] as number)
    })
  }

  /** The first cap that this unit would break for this worker, or null. */
  broken(unit: number, worker: number): Cap | null {
    for (let at = 0; at < this.caps.length; at += 1) {
      const cap = this.caps[at] as Cap
      const limit = cap.limit[worker] as number
      const counts = cap.counts[unit] as number
      if (limit < 0 || counts === 0) continue
      if (((this.held[at] as Int32Array)[worker] as number) + counts > limit) return cap
    }
    return null
  }

  /**
   * Whether two workers may hold what a re-division gives them: `toFirst[k]` says whose unit k is;
   * `plan` still says whose it was.
   */
  allows(
    first: number,
    second: number,
    units: ArrayLike<number>,
    toFirst: ArrayLike<number>,
    count: number,
    plan: ArrayLike<number>,
  ): boolean {
    for (let at = 0; at < this.caps.length; at += 1) {
      const cap = this.caps[at] as Cap
      let change = 0
      for (let k = 0; k < count; k += 1) {
        const unit = units[k] as number
        const was = plan[unit] === first ? 1 : 0
        change += ((toFirst[k] as number) - was) * (cap.counts[unit] as number)
      }
      const held = this.held[at] as Int32Array
      const limitFirst = cap.limit[first] as number
      const limitSecond = cap.limit[second] as number
      if (change > 0 && limitFirst >= 0 && (held[first] as number) + change > limitFirst) {
        return false
      }
      if (change < 0 && limitSecond >= 0 && (held[second] as number) - change > limitSecond) {
        return false
      }
    }
    return true
  }
}
