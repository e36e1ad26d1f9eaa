import { compareUtilisation, type Utilisation } from './exact.ts'
import { boughtBy, orderMoves, type OrderedMove } from './moves.ts'
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

/** From so many steps that do not pay on, they are given up all at once. */
const ONE_BY_ONE = 60

interface Step {
  moves: OrderedMove[]
  bought: number
  disruption: number
}

/**
 * Gives up the steps of a plan that do not buy `price` of load for each point of disruption: time and
 * again the one that buys least a point, until all that are left pay. In place of a single move a
 * kinder one of the same worker is made where one pays. Which plan comes after which does not depend
 * on the price; a higher price only goes further: it never adds a move. A move whose holder cannot
 * keep the unit is never given up, nor a step that others need for their room under a limit.
 */
export function giveUp(
  prepared: Prepared,
  assignment: readonly (number | null)[],
  price: number,
): { assignment: (number | null)[]; givenUp: GivenUp[] } {
  const now = assignment.slice()
  const givenUp: GivenUp[] = []
  let rounds = 0
  // The level below which everything is given up: it only rises.
  let level = -1
  for (;;) {
    const steps = stepsOf(orderMoves(prepared, now))
    const open = steps
      .map((step, at) => withWhatNeedsIt(prepared, now, steps, at) ?? step)
      .filter((step) => step.disruption > 0 && undoable(prepared, now, step))
    let worst: Step | null = null
    for (const step of open) if (!worst || paysOf(step) <= paysOf(worst)) worst = step
    if (!worst || paysOf(worst) >= price) return { assignment: now, givenUp }
    level = Math.max(level, paysOf(worst))
    const below = open.filter((step) => paysOf(step) <= level)
    const many = below.length > ONE_BY_ONE
    for (const step of many ? below : [worst]) {
      // Together they may need each other's room: then the rest waits for the next round.
      if (step !== worst && many && !undoable(prepared, now, step)) continue
      rounds += 1
      const [only] = step.moves
      const kinder =
        !many && step.moves.length === 1 && only ? kinderThan(prepared, now, only, level) : null
      for (const { unit, from, to, disruption } of step.moves) {
        now[unit] = from
        givenUp.push({
          unit,
          from,
          to,
          disruption,
          bought: step.bought,
          step: rounds,
          instead: kinder,
        })
      }
      if (kinder !== null && only) now[kinder] = only.to
    }
  }
}

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

/** A step together with all that came into the room it made; null where nothing did. */
function withWhatNeedsIt(
  prepared: Prepared,
  now: readonly (number | null)[],
  steps: readonly Step[],
  at: number,
): Step | null {
  const first = steps[at] as Step
  if (!prepared.caps || undoable(prepared, now, first)) return null
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
    if (undoable(prepared, now, bundle)) return bundle
  }
}

/** Whether units may go back to their holders: they may keep them, and no limit is in the way. */
function undoable(
  { problem, caps, mustMove }: Prepared,
  now: readonly (number | null)[],
  { moves }: Step,
): boolean {
  if (moves.some(({ unit }) => mustMove.includes(unit))) return false
  const back = new Map(moves.map(({ unit, from }) => [unit, from]))
  for (const cap of caps ?? []) {
    for (const [unit, holder] of back) {
      const meets = (other: number): boolean => (back.get(other) ?? now[other]) === holder
      // Together today they may be together again.
      const were = (other: number): boolean => problem.units[other]?.holder === holder
      if (cap.apart?.get(unit)?.some((other) => meets(other) && !were(other))) return false
    }
    for (const worker of new Set(back.values())) {
      const limit = cap.limit[worker] as number
      if (limit < 0) continue
      let today = 0
      let then = 0
      problem.units.forEach(({ holder }, unit) => {
        const own = cap.counts[unit] as number
        if (holder === worker) today += own
        if ((back.get(unit) ?? now[unit]) === worker) then += own
      })
      if (then > Math.max(limit, today)) return false
    }
  }
  return true
}

/**
 * In place of a move that does not pay: another unit of the same holder, easier on its children, that
 * buys more than `level` a point; the one that buys most, or null.
 */
function kinderThan(
  prepared: Prepared,
  now: readonly (number | null)[],
  move: OrderedMove,
  level: number,
): number | null {
  const { problem } = prepared
  const forced = new Set(prepared.mustMove)
  const without = now.slice()
  without[move.unit] = move.from
  const load = loadsOf(problem, without)
  const capacityOf = (worker: number): number => problem.workers[worker]?.capacity ?? 0
  const at = (worker: number, change: number): Utilisation => ({
    load: (load[worker] ?? 0) + change,
    capacity: capacityOf(worker),
  })
  const own = at(move.from, 0)
  const isTop = load.every(
    (one, worker) =>
      capacityOf(worker) === 0 ||
      compareUtilisation(one, capacityOf(worker), own.load, own.capacity) <= 0,
  )
  let best: { unit: number; bought: number; disruption: number } | null = null
  problem.units.forEach((unit, other) => {
    const disruption = unit.disruption ?? 0
    if (unit.holder !== move.from || without[other] !== move.from || other === move.unit) return
    if (unit.frozen || forced.has(other) || disruption >= move.disruption) return
    const costs = new Map(unit.eligible)
    const gets = costs.get(move.to)
    const gives = costs.get(move.from)
    if (gets === undefined || gives === undefined) return
    const before = [own, at(move.to, 0)]
    const after = [at(move.from, -gives), at(move.to, gets)]
    const bought = boughtBy(before, after, isTop)
    if (bought <= 0 || (disruption > 0 && Math.floor(bought / disruption) <= level)) return
    if (!allowed(prepared, without, other, move.to)) return
    if (
      !best ||
      bought > best.bought ||
      (bought === best.bought &&
        (disruption < best.disruption ||
          (disruption === best.disruption &&
            hashOf(prepared, other) < hashOf(prepared, best.unit))))
    ) {
      best = { unit: other, bought, disruption }
    }
  })
  return (best as { unit: number } | null)?.unit ?? null
}

const hashOf = ({ problem }: Prepared, unit: number): number =>
  stableHash(problem.units[unit]?.id ?? '')

/** Whether a worker may take one more unit beside what a plan gives them. */
function allowed(
  { problem, caps, packed }: Prepared,
  plan: readonly (number | null)[],
  unit: number,
  worker: number,
): boolean {
  const start = packed.start[unit] as number
  if (!packed.who.subarray(start, packed.start[unit + 1]).includes(worker)) return false
  return (caps ?? []).every((cap) => {
    const limit = cap.limit[worker] as number
    const own = cap.counts[unit] as number
    if (cap.apart?.get(unit)?.some((other) => plan[other] === worker)) return false
    if (limit < 0 || own === 0) return true
    let held = 0
    problem.units.forEach((_, other) => {
      if (plan[other] === worker) held += cap.counts[other] as number
    })
    return held + own <= limit
  })
}
