import { compareUtilisation, type Utilisation } from './exact.ts'
import { boughtBy, stepsInOrder, type OrderedMove } from './moves.ts'
import type { Prepared } from './problem.ts'
import { loadsOf } from './solve.ts'
import { stableHash } from './stable-hash.ts'

/** A move that a plan without a price on disruption would make, and that does not pay for it. */
export interface GivenUp {
  unit: number
  from: number
  to: number
  disruption: number
  /** What its step would have bought, in the problem's unit. */
  bought: number
  /** From 1; moves that only help together were given up together. */
  step: number
  /** The kinder unit that the same worker hands on instead, if there is one that pays. */
  instead: number | null
}

/** From so many steps that do not pay on, they are given up all in one round. */
const ONE_BY_ONE = 60

interface Step {
  moves: OrderedMove[]
  bought: number
  disruption: number
}

/**
 * Gives up the steps of a plan that do not buy `price` of load for each point of disruption, neither
 * when they are made nor as the last of all: time and again the one that buys least a point, until all that are left pay. In place of a single move a
 * kinder one of the same worker is made where one pays. Which plan comes after which does not depend
 * on the price; a higher price only goes further: it never adds a move. A move whose holder cannot
 * keep the unit is never given up, nor a step that others need for their room under a limit.
 */
export function giveUp(
  prepared: Prepared,
  assignment: readonly (number | null)[],
  price: number,
): { assignment: (number | null)[]; givenUp: GivenUp[] } {
  const ledger = new Ledger(prepared, assignment)
  const givenUp: GivenUp[] = []
  let rounds = 0
  // The level up to which everything is given up: it only rises.
  let level = -1
  for (;;) {
    const top = ledger.top()
    const steps = stepsOf(stepsInOrder(prepared, ledger.now)).map((step) => ({
      ...step,
      bought: Math.max(step.bought, ledger.boughtBack(step, top)),
    }))
    const open = steps
      .map((step, at) => withWhatNeedsIt(ledger, steps, at) ?? step)
      .filter((step) => step.disruption > 0 && ledger.undoable(step))
    let worst: Step | null = null
    for (const step of open) if (!worst || paysOf(step) <= paysOf(worst)) worst = step
    if (!worst || paysOf(worst) >= price) return { assignment: ledger.now, givenUp }
    level = Math.max(level, paysOf(worst))
    const below = open.filter((step) => paysOf(step) <= level)
    for (const step of below.length > ONE_BY_ONE ? below : [worst]) {
      // What was given up before it in this round may have left it no way back: it waits.
      if (!ledger.undoable(step)) continue
      rounds += 1
      for (const { unit, from } of step.moves) ledger.give(unit, from)
      const [only] = step.moves
      const instead = only && step.moves.length === 1 ? ledger.kinderThan(only, level) : null
      if (only && instead !== null) ledger.give(instead, only.to)
      for (const { unit, from, to, disruption } of step.moves) {
        givenUp.push({ unit, from, to, disruption, bought: step.bought, step: rounds, instead })
      }
    }
  }
}

const isFuller = (a: Utilisation, b: Utilisation): boolean =>
  compareUtilisation(a.load, a.capacity, b.load, b.capacity) > 0

/** Load bought by a point of disruption, in whole units. */
const paysOf = ({ bought, disruption }: Step): number => Math.floor(bought / disruption)

function stepsOf(ordered: readonly OrderedMove[]): Step[] {
  const steps: Step[] = []
  for (const move of ordered) {
    const step = (steps[move.step - 1] ??= { moves: [], bought: move.bought, disruption: 0 })
    step.moves.push(move)
    step.disruption += move.disruption
  }
  return steps
}

/** A step together with all that came into the room it made; null where it needs nothing, or nothing helps. */
function withWhatNeedsIt(ledger: Ledger, steps: readonly Step[], at: number): Step | null {
  const first = steps[at] as Step
  if (ledger.undoable(first)) return null
  const taken = new Set([at])
  let bundle = first
  for (;;) {
    const holders = new Set(bundle.moves.map(({ from }) => from))
    const next = steps.findIndex(
      (step, k) => !taken.has(k) && step.moves.some(({ to }) => holders.has(to)),
    )
    if (next < 0) return null
    taken.add(next)
    const step = steps[next] as Step
    bundle = {
      moves: [...bundle.moves, ...step.moves],
      bought: bundle.bought + step.bought,
      disruption: bundle.disruption + step.disruption,
    }
    if (ledger.undoable(bundle)) return bundle
  }
}

/** A plan from which moves are taken back, with what everybody carries and counts. */
class Ledger {
  readonly now: (number | null)[]
  private readonly prepared: Prepared
  private readonly forced: ReadonlySet<number>
  private readonly load: number[]
  /** Per worker, the units they hold today. */
  private readonly mine: number[][]
  /** Per limit and worker: what is counted today, and in the plan. */
  private readonly today: Int32Array[]
  private readonly counted: Int32Array[]

  constructor(prepared: Prepared, assignment: readonly (number | null)[]) {
    const { problem, caps, mustMove } = prepared
    this.prepared = prepared
    this.now = assignment.slice()
    this.forced = new Set(mustMove)
    this.load = loadsOf(problem, assignment)
    this.mine = problem.workers.map(() => [])
    problem.units.forEach(({ holder }, unit) => {
      if (holder !== null) this.mine[holder]?.push(unit)
    })
    const sums = (of: (unit: number) => number | null): Int32Array[] =>
      (caps ?? []).map((cap) => {
        const sum = new Int32Array(problem.workers.length)
        problem.units.forEach((_, unit) => {
          const worker = of(unit)
          if (worker !== null) {
            sum[worker] = (sum[worker] as number) + (cap.counts[unit] as number)
          }
        })
        return sum
      })
    this.today = sums((unit) => problem.units[unit]?.holder ?? null)
    this.counted = sums((unit) => assignment[unit] ?? null)
  }

  private costOf(unit: number, worker: number): number | null {
    const pair = this.prepared.problem.units[unit]?.eligible.find(([one]) => one === worker)
    return pair ? pair[1] : null
  }

  /** Puts a unit with another worker. */
  give(unit: number, to: number): void {
    const from = this.now[unit] ?? null
    const change = (worker: number, sign: 1 | -1): void => {
      this.load[worker] = (this.load[worker] ?? 0) + sign * (this.costOf(unit, worker) ?? 0)
      this.prepared.caps?.forEach((cap, at) => {
        const sum = this.counted[at] as Int32Array
        sum[worker] = (sum[worker] as number) + sign * (cap.counts[unit] as number)
      })
    }
    if (from !== null) change(from, -1)
    change(to, 1)
    this.now[unit] = to
  }

  private standsAt(worker: number, change: number): Utilisation {
    return {
      load: (this.load[worker] ?? 0) + change,
      capacity: this.prepared.problem.workers[worker]?.capacity ?? 0,
    }
  }

  /** The busiest of those who have capacity. */
  top(): Utilisation {
    let top: Utilisation = { load: 0, capacity: 1 }
    this.load.forEach((_, worker) => {
      const own = this.standsAt(worker, 0)
      if (own.capacity > 0 && isFuller(own, top)) top = own
    })
    return top
  }

  /** What a step buys as the last one: what giving it up alone would cost the plan as it stands. */
  boughtBack({ moves }: Step, top: Utilisation): number {
    const change = new Map<number, number>()
    const add = (worker: number, by: number): void => {
      change.set(worker, (change.get(worker) ?? 0) + by)
    }
    for (const { unit, from, to } of moves) {
      add(from, this.costOf(unit, from) ?? 0)
      add(to, -(this.costOf(unit, to) ?? 0))
    }
    const without = [...change].map(([worker, by]) => this.standsAt(worker, by))
    const now = [...change.keys()].map((worker) => this.standsAt(worker, 0))
    return boughtBy(
      without,
      now,
      without.some((one) => !isFuller(top, one)),
    )
  }

  /** Whether a step's units may go back to their holders: they may keep them, and no limit is in the way. */
  undoable({ moves }: Step): boolean {
    if (moves.some(({ unit }) => this.forced.has(unit))) return false
    const { caps, problem } = this.prepared
    if (!caps) return true
    const back = new Map(moves.map(({ unit, from }) => [unit, from]))
    return caps.every((cap, at) => {
      for (const [unit, holder] of back) {
        const meets = (other: number): boolean => (back.get(other) ?? this.now[other]) === holder
        // Together today they may be together again.
        const were = (other: number): boolean => problem.units[other]?.holder === holder
        if (cap.apart?.get(unit)?.some((other) => meets(other) && !were(other))) return false
      }
      return [...new Set(back.values())].every((worker) => {
        const limit = cap.limit[worker] as number
        if (limit < 0) return true
        let then = (this.counted[at] as Int32Array)[worker] as number
        for (const [unit, holder] of back) {
          const own = cap.counts[unit] as number
          if (holder === worker) then += own
          if (this.now[unit] === worker) then -= own
        }
        return then <= Math.max(limit, (this.today[at] as Int32Array)[worker] as number)
      })
    })
  }

  private allowed(unit: number, worker: number): boolean {
    const { caps, packed } = this.prepared
    const start = packed.start[unit] as number
    if (!packed.who.subarray(start, packed.start[unit + 1]).includes(worker)) return false
    return (caps ?? []).every((cap, at) => {
      if (cap.apart?.get(unit)?.some((other) => this.now[other] === worker)) return false
      const limit = cap.limit[worker] as number
      const own = cap.counts[unit] as number
      const held = (this.counted[at] as Int32Array)[worker] as number
      return limit < 0 || own === 0 || held + own <= limit
    })
  }

  /**
   * In place of a move just given up: another unit of the same holder, easier on its children, that
   * buys more than `level` a point; the one that buys most, or null.
   */
  kinderThan(move: OrderedMove, level: number): number | null {
    const { problem } = this.prepared
    const before = [this.standsAt(move.from, 0), this.standsAt(move.to, 0)]
    const isTop = !isFuller(this.top(), before[0] as Utilisation)
    const found = (this.mine[move.from] as number[]).flatMap((unit) => {
      const of = problem.units[unit]
      const disruption = of?.disruption ?? 0
      if (!of || of.frozen || this.forced.has(unit) || this.now[unit] !== move.from) return []
      if (unit === move.unit || disruption >= move.disruption) return []
      if (!this.allowed(unit, move.to)) return []
      const gives = this.costOf(unit, move.from) ?? 0
      const gets = this.costOf(unit, move.to) ?? 0
      const after = [this.standsAt(move.from, -gives), this.standsAt(move.to, gets)]
      const bought = boughtBy(before, after, isTop)
      const pays = disruption === 0 ? bought > 0 : Math.floor(bought / disruption) > level
      return pays ? [{ unit, bought, disruption, hash: stableHash(of.id) }] : []
    })
    found.sort(
      (a, b) =>
        b.bought - a.bought || a.disruption - b.disruption || a.hash - b.hash || a.unit - b.unit,
    )
    return found[0]?.unit ?? null
  }
}
