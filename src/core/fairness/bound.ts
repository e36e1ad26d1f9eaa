import { compareUtilisation, wholeLoadWithin, type Utilisation } from './exact.ts'
import { raisePrices, type MovePrice, type Priced } from './prices.ts'
import type { Packed } from './packed.ts'
import { teamRoom, type Teams } from './teams.ts'
import type { Worths } from './worths.ts'

/** A level below which no plan can keep everyone, with whole-number prices that prove it. */
export interface Proof {
  level: Utilisation
  /** The workers of the witness, rising, and the whole price of each one's time. */
  workers: number[]
  prices: number[]
  /** With a limit on moves: what each move is charged, whole, and how many there may be. */
  charge: number
  moves: number
  /**
   * Where prices alone do not prove it: teams in an order in which each hands on to one later team what
   * it cannot hold; the last of them is over. Empty where the prices prove it.
   */
  teams: HandingTeam[]
  /** Where none of these proves it: for two or three workers, that every division of their units was tried. */
  tried: boolean
  /** Where units' worths prove it: these. */
  worths: Worths | null
}

export interface HandingTeam {
  workers: number[]
  /** The later team's place in the list, or -1. */
  onTo: number
}

/** Whole prices stay below this, so that every sum of price × load is exact. */
const FINEST = 1 << 20

/**
 * The least price of every unit that only the witness may hold, summed: what the witness must
 * carry, priced, in any plan. With a charge, a unit away from its holder costs that as well, and the
 * charge for all the moves there may be comes off the sum.
 */
export function pricedWork(packed: Packed, priceOf: Float64Array, charge = 0, moves = 0): number {
  const { units, start, who, cost, holder } = packed
  let sum = -charge * moves
  for (let unit = 0; unit < units; unit += 1) {
    const held = holder[unit] as number
    let least = Infinity
    for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
      const worker = who[pair] as number
      let priced = (priceOf[worker] as number) * (cost[pair] as number)
      if (charge > 0 && held >= 0 && worker !== held) priced += charge
      if (priced < least) least = priced
    }
    if (least !== Infinity) sum += least
  }
  return sum
}

/** The smallest level at which the witness's whole loads, priced, reach its priced work. */
export function smallestLevel(
  capacity: ArrayLike<number>,
  workers: readonly number[],
  prices: readonly number[],
  work: number,
): Utilisation {
  const roomAt = (level: Utilisation): number => {
    let room = 0
    for (let k = 0; k < workers.length; k += 1) {
      room +=
        (prices[k] as number) * wholeLoadWithin(capacity[workers[k] as number] as number, level)
    }
    return room
  }
  let total = 0
  for (let k = 0; k < workers.length; k += 1) {
    total += (prices[k] as number) * (capacity[workers[k] as number] as number)
  }
  if (work <= 0 || total <= 0) return { load: 0, capacity: 1 }
  // Without the floors the level is work / total: no level below that reaches the work.
  let low = (work / total) * (1 - 1e-12)
  let high = low * 1.02 + 1e-9
  const scale = 1 << 22
  const coarse = (z: number): Utilisation => ({ load: Math.ceil(z * scale), capacity: scale })
  while (roomAt(coarse(high)) < work) high = low + (high - low) * 2
  for (let k = 0; k < 16; k += 1) {
    const middle = (low + high) / 2
    if (roomAt({ load: Math.floor(middle * scale), capacity: scale }) < work) low = middle
    else high = middle
  }
  // From a level that is too low, breakpoint by breakpoint: exact.
  let level: Utilisation = { load: Math.max(0, Math.floor(low * scale)), capacity: scale }
  for (;;) {
    let next: Utilisation | null = null
    for (const worker of workers) {
      const own = capacity[worker] as number
      if (own === 0) continue
      const load = wholeLoadWithin(own, level) + 1
      if (!next || compareUtilisation(load, own, next.load, next.capacity) < 0) {
        next = { load, capacity: own }
      }
    }
    if (!next) return level
    level = next
    if (roomAt(level) >= work) return level
  }
}

export const nothingProven: Proof = {
  level: { load: 0, capacity: 1 },
  workers: [],
  prices: [],
  charge: 0,
  moves: 0,
  teams: [],
  tried: false,
  worths: null,
}

/** The same proof with other numbers for the workers, in the same order. */
export const renumbered = (
  proof: Proof,
  number: (worker: number) => number,
  numberOfUnit: (unit: number) => number = (unit) => unit,
): Proof => ({
  ...proof,
  worths: proof.worths && { ...proof.worths, units: proof.worths.units.map(numberOfUnit) },
  workers: proof.workers.map(number),
  teams: proof.teams.map(({ workers, onTo }) => ({ workers: workers.map(number), onTo })),
})

/** The proof that prices give: made whole, and with plain ones where those prove as much. */
export function proofFrom(packed: Packed, priced: Priced, moves = 0): Proof {
  const { witness, price } = priced
  const top = witness.reduce((most, worker) => Math.max(most, price[worker] as number), 0)
  const attempt = (whole: (worker: number) => number, charge: number): Proof => {
    const priceOf = new Float64Array(packed.workers)
    for (const worker of witness) priceOf[worker] = whole(worker)
    const workers = witness.filter((worker) => (priceOf[worker] as number) > 0)
    const prices = workers.map((worker) => priceOf[worker] as number)
    const work = pricedWork(packed, priceOf, charge, moves)
    const level = smallestLevel(packed.capacity, workers, prices, work)
    return { level, workers, prices, charge, moves, teams: [], tried: false, worths: null }
  }
  if (witness.length === 0 || top <= 0) {
    return { ...nothingProven, moves }
  }
  const fine = attempt(
    (worker) => Math.round(((price[worker] as number) / top) * FINEST),
    Math.round((priced.charge / top) * FINEST),
  )
  if (priced.charge > 0) return fine
  const plain = attempt(() => 1, 0)
  return isHigher(fine.level, plain.level) ? fine : plain
}

export const isHigher = (a: Utilisation, b: Utilisation): boolean =>
  compareUtilisation(a.load, a.capacity, b.load, b.capacity) > 0

/** Whole loads that keep each worker at or under a level. */
export function roomAtLevel(packed: Packed, level: Utilisation): Float64Array {
  const room = new Float64Array(packed.workers)
  for (let worker = 0; worker < packed.workers; worker += 1) {
    room[worker] = wholeLoadWithin(packed.capacity[worker] as number, level)
  }
  return room
}

export interface BoundEffort {
  rounds: number
  /** The last doubling of the softened share-out. */
  last: number
  repeats: number
}

/**
 * A level that no plan can go under, with its proof: prices for the capacities first, then again for
 * the whole loads at the level proven so far, as long as that proves more. With `teams` every team has
 * one price. The prices returned, per worker, are those for the whole loads at the level proven.
 */
export function lowerBound(
  packed: Packed,
  effort: BoundEffort,
  { moves = null, teams = null }: { moves?: number | null; teams?: Teams | null } = {},
): { proof: Proof; price: Float64Array } {
  const view = teams?.packed ?? packed
  const roomAt = (level: Utilisation): Float64Array =>
    (teams ? teamRoom(packed, teams, level) : roomAtLevel(packed, level)).map(above0)
  const charged = (charge: number): MovePrice | null =>
    moves === null ? null : { budget: moves, price: charge }
  const prove = (priced: Priced): Proof =>
    proofFrom(packed, teams ? priceOfWorkers(teams, priced) : priced, moves ?? 0)
  let priced = raisePrices(
    view,
    Float64Array.from(view.capacity, above0),
    null,
    { first: 2, last: effort.last, rounds: effort.rounds },
    charged(1),
  )
  let proof = prove(priced)
  for (let repeat = 0; repeat < effort.repeats; repeat += 1) {
    priced = raisePrices(
      view,
      roomAt(proof.level),
      priced.price,
      { first: Math.max(2, effort.last - 6), last: effort.last, rounds: effort.rounds },
      charged(priced.charge),
    )
    const better = prove(priced)
    if (!isHigher(better.level, proof.level)) break
    proof = better
  }
  return { proof, price: teams ? priceOfWorkers(teams, priced).price : priced.price }
}

const above0 = (room: number): number => Math.max(room, 1e-6)

/** A team's price as that of each of its workers. */
const priceOfWorkers = (teams: Teams, priced: Priced): Priced => ({
  ...priced,
  price: Float64Array.from(teams.teamOf, (team) => priced.price[team] as number),
  witness: priced.witness.flatMap((team) => teams.members[team] as number[]).sort((a, b) => a - b),
})
