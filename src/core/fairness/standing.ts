import { CapCounts, type Cap } from './caps.ts'
import { pairOf, type Packed } from './packed.ts'

/** A plan with everything that follows from it, kept in step as units change hands. */
export class Standing {
  readonly packed: Packed
  readonly plan: Int32Array
  readonly load: Float64Array
  readonly held: Int32Array[]
  readonly heldCount: Int32Array
  readonly counts: CapCounts | null
  /** Units with a holder that are with somebody else. */
  moves = 0

  constructor(packed: Packed, plan: ArrayLike<number>, caps: readonly Cap[] | null) {
    this.packed = packed
    this.plan = new Int32Array(packed.units).fill(-1)
    this.load = new Float64Array(packed.workers)
    this.heldCount = new Int32Array(packed.workers)
    this.held = []
    this.counts = caps ? new CapCounts(caps, this.plan, packed.workers) : null
    for (let worker = 0; worker < packed.workers; worker += 1) this.held.push(new Int32Array(16))
    for (let unit = 0; unit < packed.units; unit += 1) {
      const worker = plan[unit] as number
      if (worker >= 0) this.give(unit, worker, this.costOf(unit, worker))
    }
  }

  costOf(unit: number, worker: number): number {
    return this.packed.cost[pairOf(this.packed, unit, worker)] as number
  }

  isMove(unit: number, worker: number): boolean {
    const holder = this.packed.holder[unit] as number
    return holder >= 0 && holder !== worker
  }

  give(unit: number, worker: number, cost: number): void {
    let list = this.held[worker] as Int32Array
    const at = this.heldCount[worker] as number
    if (at === list.length) {
      const longer = new Int32Array(2 * at)
      longer.set(list)
      list = longer
      this.held[worker] = list
    }
    list[at] = unit
    this.heldCount[worker] = at + 1
    this.load[worker] = (this.load[worker] as number) + cost
    this.plan[unit] = worker
    if (this.isMove(unit, worker)) this.moves += 1
    this.counts?.add(unit, worker, 1)
  }

  take(unit: number, worker: number, cost: number): void {
    const list = this.held[worker] as Int32Array
    const end = (this.heldCount[worker] as number) - 1
    let at = end
    while (list[at] !== unit) at -= 1
    list[at] = list[end] as number
    this.heldCount[worker] = end
    this.load[worker] = (this.load[worker] as number) - cost
    this.plan[unit] = -1
    if (this.isMove(unit, worker)) this.moves -= 1
    this.counts?.add(unit, worker, -1)
  }

  move(unit: number, to: number): void {
    const from = this.plan[unit] as number
    this.take(unit, from, this.costOf(unit, from))
    this.give(unit, to, this.costOf(unit, to))
  }
}
