import { compareUtilisation, wholeLoadReaching, type Utilisation } from './exact.ts'
import { Fullest } from './fullest.ts'
import { prepare, type FairnessProblem, type Prepared } from './problem.ts'
import { loadsOf } from './solve.ts'
import { stableHash } from './stable-hash.ts'

/** Why a unit changes hands: its holder cannot keep it; its holder ends lighter; or it makes room for another. */
export type MoveReason = 'holder cannot keep it' | 'relieves its holder' | 'exchange'

/** One change of worker, in the order in which a plan is best carried out. */
export interface OrderedMove {
  unit: number
  from: number
  to: number
  reason: MoveReason
  /** From 1. Moves that only help together, or that only fit together, share a step. */
  step: number
  /** The busiest worker after this step and all before it; on no capacity while work waits with somebody who has none. */
  busiest: Utilisation
  /** Load above capacity, summed over all workers, after this step and all before it. */
  overload: number
  /**
   * What the whole step buys, in the problem's unit: the overload it ends, or, if more, the load it
   * takes off the fullest of the workers it touches, as far as that is above what they can carry (all
   * of it where nobody is busier than they).
   */
  bought: number
  /** The unit's points: how hard the change would be on its children. */
  disruption: number
}

/**
 * A plan's moves in the order that helps soonest. Work that nobody holds is placed before all and is no
 * move. Then come the units whose holders cannot keep them; then, time and again, the move that makes
 * the sorted utilisations most even, or, where none does alone, the smallest group found that does
 * together. One may stop after any step: no limit is broken that was not broken before, and from the end
 * of the forced moves on no step leaves the busiest worker worse off, unless the whole plan does. The
 * last step ends at the plan. Empty for a problem that makes no sense.
 * @param assignment per unit the worker's place, or null where nobody holds it.
 */
export function movesInOrder(
  problem: FairnessProblem,
  assignment: readonly (number | null)[],
): OrderedMove[] {
  const prepared = prepare(problem)
  return prepared.ok ? orderMoves(prepared.value, assignment) : []
}

/** Why each moved unit moves, by unit. */
export function reasonsOf(
  { problem, mustMove }: Pick<Prepared, 'problem' | 'mustMove'>,
  assignment: readonly (number | null)[],
): Map<number, MoveReason> {
  const before = loadsOf(
    problem,
    problem.units.map((unit) => unit.holder),
  )
  const load = loadsOf(problem, assignment)
  const forced = new Set(mustMove)
  const reasons = new Map<number, MoveReason>()
  problem.units.forEach(({ holder }, unit) => {
    const to = assignment[unit] ?? null
    if (holder === null || to === null || to === holder) return
    reasons.set(
      unit,
      forced.has(unit)
        ? 'holder cannot keep it'
        : (load[holder] as number) < (before[holder] as number)
          ? 'relieves its holder'
          : 'exchange',
    )
  })
  return reasons
}

/** So many moves at most are looked for that help together; what is left at last goes part by part. */
const LARGEST_GROUP = 8
/** First moves of a group tried, the most promising first. */
const SEEDS = 6

/** Some moves made together: whom they touch and what they change. */
interface Trial {
  moves: number[]
  workers: number[]
  /** Per worker of `workers`, the load after. */
  after: number[]
}

/** The same as `movesInOrder` for a problem already made ready. */
export const orderMoves = (
  prepared: Prepared,
  assignment: readonly (number | null)[],
): OrderedMove[] => joinWorse(stepsInOrder(prepared, assignment))

/** The same, where a last step may leave the busiest worse off than the one before. */
export function stepsInOrder(
  prepared: Prepared,
  assignment: readonly (number | null)[],
): OrderedMove[] {
  const { problem } = prepared
  const reasons = reasonsOf(prepared, assignment)
  const forced = new Set(prepared.mustMove)
  const workers = problem.workers.length
  const capacity = Int32Array.from(problem.workers, (worker) => worker.capacity)
  const costOf = (unit: number, worker: number): number =>
    problem.units[unit]?.eligible.find(([one]) => one === worker)?.[1] ?? 0

  const moved = [...reasons.keys()]
  const from = moved.map((unit) => problem.units[unit]?.holder as number)
  const to = moved.map((unit) => assignment[unit] as number)
  const gives = moved.map((unit, at) => costOf(unit, from[at] as number))
  const gets = moved.map((unit, at) => costOf(unit, to[at] as number))
  const disruption = moved.map((unit) => problem.units[unit]?.disruption ?? 0)
  const hash = moved.map((unit) => stableHash(problem.units[unit]?.id ?? ''))

  // Today, with what is with nobody already placed.
  const load = Float64Array.from(loadsOf(problem, assignment))
  const outs: number[][] = problem.workers.map(() => [])
  const ins: number[][] = problem.workers.map(() => [])
  moved.forEach((_, move) => {
    const giver = from[move] as number
    const taker = to[move] as number
    load[giver] = (load[giver] as number) + (gives[move] as number)
    load[taker] = (load[taker] as number) - (gets[move] as number)
    outs[giver]?.push(move)
    ins[taker]?.push(move)
  })
  let overload = 0
  for (let worker = 0; worker < workers; worker += 1) {
    overload += Math.max(0, (load[worker] as number) - (capacity[worker] as number))
  }
  const rules = rulesOf(prepared, assignment, moved)

  const compare = (a: number, b: number): number =>
    compareUtilisation(
      load[a] as number,
      capacity[a] as number,
      load[b] as number,
      capacity[b] as number,
    )
  // Somebody without capacity counts as busiest only while work of theirs is still to go.
  const everyone = new Fullest(workers, compare)
  const active = new Fullest(workers, compare)
  for (let worker = 0; worker < workers; worker += 1) {
    const waits = (outs[worker] as number[]).length > 0
    everyone.set(worker, (capacity[worker] as number) > 0 || waits)
    active.set(worker, waits)
  }
  /** Workers for whom nothing was found, by the workers whose change may alter that. */
  const waiting: Set<number>[] = problem.workers.map(() => new Set<number>())

  const done = new Uint8Array(moved.length)
  const ordered: OrderedMove[] = []
  let step = 0
  let left = moved.length

  const trialOf = (moves: number[]): Trial => {
    const touched: number[] = []
    const after: number[] = []
    const change = (worker: number, by: number): void => {
      const at = touched.indexOf(worker)
      if (at >= 0) after[at] = (after[at] as number) + by
      else {
        touched.push(worker)
        after.push((load[worker] as number) + by)
      }
    }
    for (const move of moves) {
      change(from[move] as number, -(gives[move] as number))
      change(to[move] as number, gets[move] as number)
    }
    return { moves, workers: touched, after }
  }
  const fuller = (a: Utilisation, b: Utilisation): number =>
    compareUtilisation(b.load, b.capacity, a.load, a.capacity)
  const levels = (list: readonly number[], after: (worker: number) => number): Utilisation[] =>
    list
      .map((worker) => ({ load: after(worker), capacity: capacity[worker] as number }))
      .sort(fuller)
  const now = (worker: number): number => load[worker] as number
  const afterIn =
    (trial: Trial) =>
    (worker: number): number => {
      const at = trial.workers.indexOf(worker)
      return at < 0 ? now(worker) : (trial.after[at] as number)
    }
  const order = (a: readonly Utilisation[], b: readonly Utilisation[]): number => {
    for (let at = 0; at < a.length; at += 1) {
      const sign = -fuller(a[at] as Utilisation, b[at] as Utilisation)
      if (sign !== 0) return sign
    }
    return 0
  }
  /** Below 0 where the trial makes those it touches more even. */
  const effect = (trial: Trial): number =>
    order(levels(trial.workers, afterIn(trial)), levels(trial.workers, now))
  /** Which of two trials leaves everybody more even; among equals the kinder, then by hash. */
  const better = (a: Trial, b: Trial): number => {
    const union = [...a.workers, ...b.workers.filter((worker) => !a.workers.includes(worker))]
    return (
      order(levels(union, afterIn(a)), levels(union, afterIn(b))) ||
      sum(a.moves, disruption) - sum(b.moves, disruption) ||
      (hash[a.moves[0] as number] as number) - (hash[b.moves[0] as number] as number) ||
      (a.moves[0] as number) - (b.moves[0] as number)
    )
  }

  const make = (trial: Trial): void => {
    step += 1
    const top = everyone.top()
    const first = [...trial.workers].sort((a, b) => compare(b, a) || a - b)[0] as number
    const stands = (after: (worker: number) => number): Utilisation[] =>
      trial.workers.map((worker) => ({
        load: after(worker),
        capacity: capacity[worker] as number,
      }))
    const [before, after] = [stands(now), stands(afterIn(trial))]
    const bought = boughtBy(before, after, top >= 0 && compare(first, top) >= 0)
    const ended = overloadOf(before) - overloadOf(after)
    overload -= ended
    rules?.carryOut(trial.moves)
    trial.workers.forEach((worker, at) => (load[worker] = trial.after[at] as number))
    for (const move of trial.moves) {
      done[move] = 1
      left -= 1
    }
    for (const worker of trial.workers) {
      const waits = (outs[worker] as number[]).some((move) => !done[move])
      everyone.set(worker, (capacity[worker] as number) > 0 || waits)
      active.set(worker, waits)
      for (const other of waiting[worker] as Set<number>) {
        active.set(
          other,
          (outs[other] as number[]).some((move) => !done[move]),
        )
      }
      ;(waiting[worker] as Set<number>).clear()
    }
    const fullest = everyone.top()
    const busiest =
      fullest < 0 || load[fullest] === 0
        ? { load: 0, capacity: 1 }
        : { load: load[fullest] as number, capacity: capacity[fullest] as number }
    for (const move of trial.moves) {
      const unit = moved[move] as number
      ordered.push({
        unit,
        from: from[move] as number,
        to: to[move] as number,
        reason: reasons.get(unit) as MoveReason,
        step,
        busiest,
        overload,
        bought,
        disruption: disruption[move] as number,
      })
    }
  }

  /**
   * Adds to a trial, move by move, what somebody it leaves too full (or over a limit) has still to give
   * away, until it helps; null where that leads nowhere.
   */
  const grow = (begun: Trial, helps: boolean, most: number): Trial | null => {
    let trial = begun
    for (;;) {
      const broken = rules?.breach(trial) ?? null
      if (!broken && (!helps || effect(trial) < 0)) return trial
      if (trial.moves.length >= most) return null
      const offender =
        broken?.worker ??
        ([...trial.workers].sort((a, b) => {
          const after = afterIn(trial)
          return (
            compareUtilisation(after(b), capacity[b] as number, after(a), capacity[a] as number) ||
            a - b
          )
        })[0] as number)
      let next: Trial | null = null
      let amount = 0
      for (const move of outs[offender] as number[]) {
        if (done[move] || trial.moves.includes(move)) continue
        const longer = trialOf([...trial.moves, move])
        const own = rules?.breach(longer)?.amount ?? 0
        if (!next || own < amount || (own === amount && better(longer, next) < 0)) {
          next = longer
          amount = own
        }
      }
      if (!next) return null
      trial = next
    }
  }
  /** Makes a group's moves one by one as far as each helps by itself, then the rest together. */
  const makeInParts = (trial: Trial, helps: boolean): void => {
    let rest = trial
    while (rest.moves.length > 1) {
      let split: { alone: Trial; others: number[] } | null = null
      for (const move of rest.moves) {
        const alone = trialOf([move])
        if (rules?.breach(alone) || (helps && effect(alone) >= 0)) continue
        const others = rest.moves.filter((other) => other !== move)
        // What is left must still help once this is done.
        if (
          helps &&
          order(levels(rest.workers, afterIn(rest)), levels(rest.workers, afterIn(alone))) >= 0
        )
          continue
        if (!split || better(alone, split.alone) < 0) split = { alone, others }
      }
      if (!split) break
      make(split.alone)
      rest = trialOf(split.others)
    }
    make(rest)
  }

  // What cannot stay goes first, the heaviest first.
  const must = moved
    .map((_, move) => move)
    .filter((move) => forced.has(moved[move] as number))
    .sort(
      (a, b) =>
        (gets[b] as number) - (gets[a] as number) ||
        (hash[a] as number) - (hash[b] as number) ||
        a - b,
    )
  for (let settled = false; !settled;) {
    settled = true
    for (const most of [1, LARGEST_GROUP]) {
      for (const move of must) {
        if (done[move]) continue
        const found = grow(trialOf([move]), false, most)
        if (!found) continue
        makeInParts(found, false)
        settled = false
      }
    }
  }

  while (left > 0) {
    const top = active.top()
    if (top < 0) break
    const tied = active.tied()
    let found: Trial | null = null
    for (const worker of tied) {
      for (const move of outs[worker] as number[]) {
        if (done[move]) continue
        const trial = trialOf([move])
        if (effect(trial) >= 0 || rules?.breach(trial)) continue
        if (!found || better(trial, found) < 0) found = trial
      }
    }
    for (const worker of found ? [] : tied) {
      const seeds = (outs[worker] as number[])
        .filter((move) => !done[move])
        .map((move) => trialOf([move]))
        .sort(better)
        .slice(0, SEEDS)
      for (const seed of seeds) {
        const most = found ? found.moves.length : LARGEST_GROUP
        const group = grow(seed, true, most)
        if (!group) continue
        if (
          !found ||
          group.moves.length < found.moves.length ||
          (group.moves.length === found.moves.length && better(group, found) < 0)
        ) {
          found = group
        }
      }
    }
    if (found) {
      makeInParts(found, true)
      continue
    }
    for (const worker of tied) {
      active.set(worker, false)
      for (const move of outs[worker] as number[]) {
        if (!done[move]) waiting[to[move] as number]?.add(worker)
      }
    }
  }
  for (const part of parts()) make(part)
  return ordered

  /** What is left, as parts that touch nobody in common; the most helpful first. */
  function parts(): Trial[] {
    const seen = new Uint8Array(moved.length)
    const found: Trial[] = []
    for (let begin = 0; begin < moved.length; begin += 1) {
      if (done[begin] || seen[begin]) continue
      const part: number[] = []
      const queue = [begin]
      seen[begin] = 1
      for (const move of queue) {
        part.push(move)
        for (const worker of [from[move] as number, to[move] as number]) {
          for (const other of [...(outs[worker] as number[]), ...(ins[worker] as number[])]) {
            if (done[other] || seen[other]) continue
            seen[other] = 1
            queue.push(other)
          }
        }
      }
      found.push(trialOf(part.sort((a, b) => a - b)))
    }
    return found.sort(better)
  }
}

const sum = (of: readonly number[], values: readonly number[]): number =>
  of.reduce((total, one) => total + (values[one] as number), 0)

const overloadOf = (workers: readonly Utilisation[]): number =>
  workers.reduce((total, { load, capacity }) => total + Math.max(0, load - capacity), 0)

/**
 * What is bought by changing the loads of some workers from `before` to `after`, in the problem's unit:
 * the overload that ends, or, if more, the load taken off the fullest of them, as far as it is
 * above what they can carry; all of it where nobody at all is fuller (`isTop`).
 */
export function boughtBy(
  before: readonly Utilisation[],
  after: readonly Utilisation[],
  isTop: boolean,
): number {
  const fullest = (list: readonly Utilisation[]): Utilisation =>
    list.reduce((top, one) =>
      compareUtilisation(one.load, one.capacity, top.load, top.capacity) > 0 ? one : top,
    )
  const { load, capacity } = fullest(before)
  const highest = fullest(after)
  let relief = 0
  if (capacity === 0) relief = load
  else if (highest.capacity > 0) {
    const left = wholeLoadReaching(capacity, highest)
    relief = load - (isTop ? left : Math.max(left, Math.min(load, capacity)))
  }
  return Math.max(0, overloadOf(before) - overloadOf(after), relief)
}

/**
 * Where a plan goes below its own end on the way, everything from there on is one step: so no step
 * leaves the busiest worse off than the one before.
 */
function joinWorse(ordered: OrderedMove[]): OrderedMove[] {
  const last = ordered.at(-1)
  if (!last) return ordered
  const below = ordered.find(
    ({ busiest, reason }) =>
      reason !== 'holder cannot keep it' &&
      compareUtilisation(busiest.load, busiest.capacity, last.busiest.load, last.busiest.capacity) <
        0,
  )
  if (!below) return ordered
  return ordered.map((move) =>
    move.step < below.step
      ? move
      : { ...move, step: below.step, busiest: last.busiest, overload: last.overload, bought: 0 },
  )
}

/** The limits, as they stand while moves are made. */
interface Rules {
  /** Somebody whom the trial takes further over a limit than they are now, and by how much in all. */
  breach(trial: Trial): { worker: number; amount: number } | null
  carryOut(moves: readonly number[]): void
}

function rulesOf(
  { problem, caps }: Prepared,
  assignment: readonly (number | null)[],
  moved: readonly number[],
): Rules | null {
  if (!caps) return null
  const counts = caps.map(() => new Int32Array(problem.workers.length))
  const from = moved.map((unit) => problem.units[unit]?.holder as number)
  const to = moved.map((unit) => assignment[unit] as number)
  const apart = caps.find((cap) => cap.apart)?.apart ?? null
  const where = new Int32Array(problem.units.length).fill(-1)
  const meets = (unit: number, worker: number, then: (other: number) => number): boolean =>
    (apart?.get(unit) ?? []).some((other) => then(other) === worker)
  const add = (unit: number, worker: number, sign: 1 | -1): void => {
    where[unit] = sign > 0 ? worker : -1
    caps.forEach((cap, at) => {
      const held = counts[at] as Int32Array
      held[worker] = (held[worker] as number) + sign * (cap.counts[unit] as number)
    })
  }
  const fits = (unit: number, worker: number): boolean =>
    !meets(unit, worker, (other) => where[other] as number) &&
    caps.every((cap, at) => {
      const limit = cap.limit[worker] as number
      const own = cap.counts[unit] as number
      return limit < 0 || own === 0 || ((counts[at] as Int32Array)[worker] as number) + own <= limit
    })
  const isMoved = new Set(moved)
  let placing: number[] = []
  problem.units.forEach(({ holder }, unit) => {
    const worker = assignment[unit] ?? null
    if (worker === null) return
    if (isMoved.has(unit)) add(unit, holder as number, 1)
    else if (holder === worker) add(unit, worker, 1)
    else placing.push(unit)
  })
  /** Work with nobody that found no room yet takes it as soon as there is some. */
  const place = (): void => {
    placing = placing.filter((unit) => {
      const worker = assignment[unit] as number
      if (!fits(unit, worker)) return true
      add(unit, worker, 1)
      return false
    })
  }
  place()
  return {
    breach({ moves, workers }) {
      let worker = -1
      let amount = 0
      caps.forEach((cap, at) => {
        const held = counts[at] as Int32Array
        for (const one of workers) {
          const limit = cap.limit[one] as number
          if (limit < 0) continue
          let change = 0
          for (const move of moves) {
            const own = cap.counts[moved[move] as number] as number
            if (to[move] === one) change += own
            if (from[move] === one) change -= own
          }
          const over = (held[one] as number) + change - Math.max(limit, held[one] as number)
          if (over <= 0) continue
          if (worker < 0) worker = one
          amount += over
        }
      })
      if (apart) {
        const goes = new Map(moves.map((move) => [moved[move] as number, to[move] as number]))
        for (const [unit, taker] of goes) {
          if (!meets(unit, taker, (other) => goes.get(other) ?? (where[other] as number))) continue
          if (worker < 0) worker = taker
          amount += 1
        }
      }
      return worker < 0 ? null : { worker, amount }
    },
    carryOut(moves) {
      for (const move of moves) {
        add(moved[move] as number, from[move] as number, -1)
        add(moved[move] as number, to[move] as number, 1)
      }
      if (placing.length > 0) place()
    },
  }
}
