/** A count that a worker may not exceed, whatever the load: children, child protection, court. */
export interface Cap {
  name: string
  /** Per worker, the most they may end with: what is agreed, or what they hold today where that is more; -1 where there is none. */
  limit: Int32Array
  /** Per unit, how much it counts. */
  counts: Int32Array
  /** Per unit that must be kept apart from others, which: nobody may hold both. */
  apart?: ReadonlyMap<number, readonly number[]>
}

/** The name that keeping units apart goes by among the limits. */
export const keptApart = 'kept apart'

/** What everybody's units count under each cap, kept as a plan changes. */
export class CapCounts {
  readonly caps: readonly Cap[]
  private readonly held: Int32Array[]
  private readonly apart: Cap | null
  /** Where units are kept apart: per unit, its worker or -1. */
  private readonly where: Int32Array

  constructor(caps: readonly Cap[], plan: ArrayLike<number>, workers: number) {
    this.caps = caps
    this.held = caps.map(() => new Int32Array(workers))
    this.apart = caps.find((cap) => cap.apart) ?? null
    this.where = new Int32Array(this.apart?.counts.length ?? 0).fill(-1)
    for (let unit = 0; unit < plan.length; unit += 1) {
      const worker = plan[unit] as number
      if (worker >= 0) this.add(unit, worker, 1)
    }
  }

  add(unit: number, worker: number, sign: 1 | -1): void {
    if (this.apart) this.where[unit] = sign > 0 ? worker : -1
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
    for (const other of this.apart?.apart?.get(unit) ?? []) {
      if (this.where[other] === worker) return this.apart
    }
    return null
  }

  /** Whether units may go to other workers all at once; `plan` says whose they are. */
  allowsAll(
    units: ArrayLike<number>,
    to: ArrayLike<number>,
    count: number,
    plan: ArrayLike<number>,
  ): boolean {
    for (let k = 0; k < count; k += 1) {
      this.add(units[k] as number, plan[units[k] as number] as number, -1)
    }
    let placed = 0
    while (placed < count && !this.broken(units[placed] as number, to[placed] as number)) {
      this.add(units[placed] as number, to[placed] as number, 1)
      placed += 1
    }
    for (let k = 0; k < placed; k += 1) this.add(units[k] as number, to[k] as number, -1)
    for (let k = 0; k < count; k += 1) {
      this.add(units[k] as number, plan[units[k] as number] as number, 1)
    }
    return placed === count
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
    return !this.apart || this.keepsApart(this.apart, first, second, units, toFirst, count, plan)
  }

  private keepsApart(
    { apart }: Cap,
    first: number,
    second: number,
    units: ArrayLike<number>,
    toFirst: ArrayLike<number>,
    count: number,
    plan: ArrayLike<number>,
  ): boolean {
    const then = (unit: number): number => {
      for (let k = 0; k < count; k += 1) {
        if (units[k] === unit) return toFirst[k] === 1 ? first : second
      }
      return this.where[unit] as number
    }
    for (let k = 0; k < count; k += 1) {
      const unit = units[k] as number
      const to = toFirst[k] === 1 ? first : second
      if (plan[unit] === to) continue
      for (const other of apart?.get(unit) ?? []) if (then(other) === to) return false
    }
    return true
  }
}
