import type { Proof } from './bound.ts'
import { roomAtLevel, pricedWork } from './bound.ts'
import type { Certificate, WitnessLine } from './certificate-schema.ts'
import {
  canonicalJson,
  compareUtilisation,
  pointsBetween,
  utilisationText,
  wholeLoadReaching,
  wholeLoadWithin,
  type Utilisation,
} from './exact.ts'
import { helpfulPairs } from './helpful-pairs.ts'
import { leastOfLast } from './divide.ts'
import { orderMoves } from './moves.ts'
import { handOn, orderAlong } from './handing-on.ts'
import { prepare, type Prepared } from './problem.ts'
import { regionOf, unitsWithin } from './region.ts'
import { teamsFrom } from './teams.ts'
import { mostWorth, totalWorth, type Worths } from './worths.ts'
import { pairOf, withoutUnplaced, type Packed } from './packed.ts'
import { sortedUtilisation, loadsOf, type Solution } from './solve.ts'
import { fail, ok, type Problem, type Result } from '../../kit/index.ts'

export interface CertificateNotes {
  agreement: { id: string; version: string } | null
  /** The version of Fairload. */
  engine: string
  /** SHA-256 of a text in UTF-8, hexadecimal. */
  sha256(text: string): string
}

/** The certificate of a plan: every figure a reader needs and can redo, bound by hashes. */
export function certify(
  solution: Solution,
  { agreement, engine, sha256 }: CertificateNotes,
): Result<Certificate, Problem> {
  const { problem, assignment, options, busiest } = solution
  const prepared = prepare(problem)
  if (!prepared.ok) return fail(prepared.problem[0] as Problem)
  if (!solution.stable) {
    return fail({
      code: 'unfinished',
      sentence:
        'This search was stopped before every pair of workers was looked at, so nothing can be certified. Let it finish.',
    })
  }
  const { packed } = prepared.value
  const load = loadsOf(problem, assignment)
  const capacity = problem.workers.map((worker) => worker.capacity)
  const placed = withoutUnplaced(
    packed,
    assignment.map((worker) => worker ?? -1),
  )
  const { minimum, unlimited, levels } = witnesses(placed, solution)
  const staffing = unlimited ?? minimum
  const full: Utilisation = { load: 1, capacity: 1 }
  const sorted = sortedUtilisation(capacity, load).filter((one) => one.capacity > 0)
  // Of equals the one with the least capacity.
  const top = sorted[0] ?? { load: 0, capacity: 1 }
  const at = (tenths: number): Utilisation =>
    sorted[Math.floor(((10 - tenths) * (sorted.length - 1)) / 10)] ?? { load: 0, capacity: 1 }
  const missing = shortfall(staffing, capacity)
  const body: Omit<Certificate, 'digests'> = {
    format: 'fairload-certificate/1',
    made: {
      engine,
      agreement,
      inputHash: sha256(canonicalJson(problem)),
      seed: options.seed,
      effort: options.effort,
      disruptionPrice: options.disruptionPrice,
    },
    problem: structuredProblem(solution),
    assignment,
    busiest: {
      ...busiest,
      percent: utilisationText(busiest) ?? '0.0000',
      worker: busiestWorker(load, capacity, busiest),
    },
    minimum,
    unlimited,
    levels,
    gap: {
      points: pointsBetween(busiest, minimum),
      load: Math.max(0, top.load - wholeLoadWithin(top.capacity, minimum)),
    },
    stability: {
      ...possible(prepared.value, assignment),
      helpful: helpfulPairs(prepared.value, solution),
    },
    split: {
      understaffing: pointsBetween(higherOf(staffing, full), full),
      limitOnMoves: pointsBetween(higherOf(minimum, full), higherOf(staffing, full)),
      unfairness: pointsBetween(higherOf(busiest, full), higherOf(minimum, full)),
      missing,
      missingFullTimeHundredths: Math.ceil((missing * 100) / problem.fullTime),
    },
    overload: overload(load, capacity),
    moves: {
      limit: options.maxMoves,
      used: solution.moves,
      ...movesMade(prepared.value, assignment),
    },
    constraints: {
      withNobody: [...solution.nobody, ...solution.unplaced].sort((a, b) => a - b),
      notEligible: 0,
      frozenMoved: 0,
      ...rulesKept(prepared.value, assignment),
    },
    counts: counts(solution),
    spread: { lowTenth: at(1), median: at(5), highTenth: at(9) },
  }
  const digests: Record<string, string> = {}
  for (const [part, value] of Object.entries(body)) digests[part] = sha256(canonicalJson(value))
  return ok({ ...body, digests })
}

const higherOf = (a: Utilisation, b: Utilisation): Utilisation =>
  compareUtilisation(a.load, a.capacity, b.load, b.capacity) >= 0 ? a : b

function structuredProblem({ problem }: Solution): Certificate['problem'] {
  return {
    unit: problem.unit,
    fullTime: problem.fullTime,
    workers: problem.workers.map((worker) => ({ ...worker })),
    ...(problem.apart ? { apart: problem.apart.map(([a, b]): [number, number] => [a, b]) } : {}),
    units: problem.units.map((unit) => ({
      ...unit,
      eligible: unit.eligible.map(([worker, cost]): [number, number] => [worker, cost]),
      ...(unit.excluded
        ? { excluded: unit.excluded.map(([worker, rule]): [number, string] => [worker, rule]) }
        : {}),
    })) as Certificate['problem']['units'],
  }
}

function busiestWorker(
  load: readonly number[],
  capacity: readonly number[],
  busiest: Utilisation,
): number | null {
  const found = load.findIndex(
    (own, worker) =>
      (capacity[worker] as number) > 0 &&
      own > 0 &&
      compareUtilisation(own, capacity[worker] as number, busiest.load, busiest.capacity) === 0,
  )
  return found < 0 ? null : found
}

/** The bound's lines with their arithmetic; each later level without the workers of those before. */
function witnesses(
  packed: Packed,
  { bound, unlimited, levels }: Solution,
): { minimum: WitnessLine; unlimited: WitnessLine | null; levels: WitnessLine[] } {
  const before = new Set<number>(bound.workers)
  const later = levels.map((proof) => {
    const line = witnessLine(without(packed, before), proof)
    for (const worker of proof.workers) before.add(worker)
    return line
  })
  return {
    minimum: witnessLine(packed, bound),
    unlimited: unlimited ? witnessLine(packed, unlimited) : null,
    levels: later,
  }
}

/** The problem without some workers; units that only they may hold have no pair left. */
function without(packed: Packed, gone: ReadonlySet<number>): Packed {
  const start = new Int32Array(packed.units + 1)
  const who: number[] = []
  const cost: number[] = []
  for (let unit = 0; unit < packed.units; unit += 1) {
    for (
      let pair = packed.start[unit] as number;
      pair < (packed.start[unit + 1] as number);
      pair++
    ) {
      const worker = packed.who[pair] as number
      if (gone.has(worker)) continue
      who.push(worker)
      cost.push(packed.cost[pair] as number)
    }
    start[unit + 1] = who.length
  }
  return { ...packed, start, who: Int32Array.from(who), cost: Int32Array.from(cost) }
}

function witnessLine(packed: Packed, proof: Proof): WitnessLine {
  const { level, workers, prices, charge, moves } = proof
  const priceOf = new Float64Array(packed.workers)
  workers.forEach((worker, at) => (priceOf[worker] = prices[at] as number))
  const room = roomAtLevel(packed, level)
  let priced = 0
  let pricedBelow = 0
  workers.forEach((worker, at) => {
    const own = room[worker] as number
    const exactly = own * level.capacity === (packed.capacity[worker] as number) * level.load
    priced += own * (prices[at] as number)
    pricedBelow += Math.max(0, exactly ? own - 1 : own) * (prices[at] as number)
  })
  let units = 0
  for (let unit = 0; unit < packed.units; unit += 1) {
    const end = packed.start[unit + 1] as number
    let pair = packed.start[unit] as number
    if (pair === end) continue
    while (pair < end && (priceOf[packed.who[pair] as number] as number) > 0) pair += 1
    if (pair === end) units += 1
  }
  return {
    ...level,
    percent: utilisationText(level) ?? '0.0000',
    workers,
    prices,
    charge,
    moves,
    units,
    work: pricedWork(packed, priceOf, charge, moves),
    room: priced,
    roomBelow: pricedBelow,
    teams: teamsLine(packed, proof),
    tried: proof.tried ? triedLine(packed, proof) : null,
    worths: proof.worths && worthsLine(packed, proof, proof.worths),
  }
}

/** What units' worths come to, just below the level. */
function worthsLine(
  packed: Packed,
  { level, workers }: Proof,
  worths: Worths,
): WitnessLine['worths'] {
  const room = new Int32Array(packed.workers)
  for (const worker of workers) {
    room[worker] = Math.max(0, wholeLoadReaching(packed.capacity[worker] as number, level) - 1)
  }
  const of = new Map(worths.units.map((unit, at) => [unit, worths.worth[at] as number]))
  const { charge, moves } = worths
  return {
    worth: unitsWithin(packed, workers).map((unit) => of.get(unit) ?? 0),
    charge,
    moves,
    total: totalWorth(worths),
    most: mostWorth(packed, worths, room),
  }
}

/** What going through every division of a few workers' units comes to, just below the level. */
function triedLine(packed: Packed, { level, workers }: Proof): WitnessLine['tried'] {
  const part = regionOf(packed, workers, unitsWithin(packed, workers)).packed
  const room = workers.map((worker) =>
    Math.max(0, wholeLoadReaching(packed.capacity[worker] as number, level) - 1),
  )
  return { room, least: leastOfLast(part, room) }
}

/** The figures of teams that hand on what they cannot hold, just below the level. */
function teamsLine(packed: Packed, { level, workers, teams }: Proof): WitnessLine['teams'] {
  if (teams.length === 0) return []
  const part = regionOf(packed, workers, unitsWithin(packed, workers)).packed
  const at = new Map(workers.map((worker, place) => [worker, place]))
  const seen = teamsFrom(
    part,
    teams.map((team) => team.workers.map((worker) => at.get(worker) as number)),
  )
  const room = teams.map((team) =>
    team.workers.reduce((sum, worker) => {
      const own = packed.capacity[worker] as number
      return sum + Math.max(0, wholeLoadReaching(own, level) - 1)
    }, 0),
  )
  const order = orderAlong(
    seen,
    teams.map((_, team) => team),
    Int32Array.from(teams, (team) => team.onTo),
  )
  const { given } = handOn(order, room, part.units)
  return teams.map((team, place) => ({
    workers: team.workers,
    onTo: team.onTo < 0 ? null : team.onTo,
    room: room[place] as number,
    own: order.own[place] as number,
    received: given[place] as number,
    shared: order.shared[place]?.length ?? 0,
  }))
}

/** How many transfers, swaps and two-person re-divisions there are to look at. */
function possible(
  { packed, caps }: Prepared,
  assignment: readonly (number | null)[],
): { transfers: number; swaps: number; redivisions: number | null } {
  let transfers = 0
  // Per ordered pair of workers, how many units of the first the second may hold.
  const offers = new Map<number, number>()
  for (let unit = 0; unit < packed.units; unit += 1) {
    const from = assignment[unit]
    if (from === null || from === undefined || pairOf(packed, unit, from) < 0) continue
    for (
      let pair = packed.start[unit] as number;
      pair < (packed.start[unit + 1] as number);
      pair++
    ) {
      const to = packed.who[pair] as number
      if (to === from) continue
      transfers += 1
      const key = from * packed.workers + to
      offers.set(key, (offers.get(key) ?? 0) + 1)
    }
  }
  let swaps = 0
  let redivisions = 0
  for (const [key, offered] of offers) {
    const from = Math.floor(key / packed.workers)
    const to = key % packed.workers
    const back = offers.get(to * packed.workers + from) ?? 0
    if (from < to) swaps += offered * back
    if (from < to || back === 0) redivisions += 1
  }
  return { transfers, swaps, redivisions: caps ? null : redivisions }
}

/** What the witness's capacity lacks for everyone to be at 100 % or under, at the dearest price. */
function shortfall(line: WitnessLine, capacity: readonly number[]): number {
  let have = 0
  let top = 1
  line.workers.forEach((worker, at) => {
    const price = line.prices[at] as number
    have += price * (capacity[worker] as number)
    top = Math.max(top, price)
  })
  return Math.max(0, Math.ceil((line.work - have) / top))
}

function overload(load: readonly number[], capacity: readonly number[]): Certificate['overload'] {
  const workers: [number, number][] = []
  let total = 0
  load.forEach((own, worker) => {
    const above = own - (capacity[worker] as number)
    if (above <= 0) return
    workers.push([worker, above])
    total += above
  })
  return { total, workers }
}

/** The moves by unit, each with its place in the order they are best made in, and whom they touch. */
function movesMade(
  prepared: Prepared,
  assignment: readonly (number | null)[],
): Pick<Certificate['moves'], 'list' | 'children'> {
  const ordered = orderMoves(prepared, assignment).sort((a, b) => a.unit - b.unit)
  return {
    list: ordered.map(({ unit, from, to, reason, disruption, step, busiest, overload }) => ({
      unit,
      from,
      to,
      reason,
      disruption,
      step,
      busiest,
      overload,
    })),
    children: ordered.reduce(
      (sum, { unit }) => sum + (prepared.problem.units[unit]?.children ?? 0),
      0,
    ),
  }
}

/** Limits and pairs kept apart, against what is held today. */
function rulesKept(
  { problem, caps }: Prepared,
  assignment: readonly (number | null)[],
): Omit<Certificate['constraints'], 'withNobody' | 'notEligible' | 'frozenMoved'> {
  let limitsExceeded = 0
  for (const cap of caps ?? []) {
    const held = problem.workers.map(() => 0)
    assignment.forEach((worker, unit) => {
      if (worker !== null) held[worker] = (held[worker] ?? 0) + (cap.counts[unit] as number)
    })
    held.forEach((own, worker) => {
      const agreed = problem.workers[worker]?.limits?.[cap.name]
      if (agreed !== undefined && own > agreed) limitsExceeded += 1
    })
  }
  const apart = problem.apart ?? []
  return {
    limitsBroken: 0,
    limitsExceeded,
    limits: (caps ?? []).filter((cap) => !cap.apart).map((cap) => cap.name),
    conflicts: apart.length,
    conflictsBroken: 0,
    conflictsKept: apart.filter(
      ([a, b]) => assignment[a] !== null && assignment[a] === assignment[b],
    ).length,
  }
}

function counts({ problem, assignment }: Solution): Certificate['counts'] {
  const workers = problem.workers.map((): [number, number, number] => [0, 0, 0])
  let children = 0
  let families = 0
  problem.units.forEach((unit, at) => {
    children += unit.children
    families += unit.families
    const worker = assignment[at]
    const own = worker === null || worker === undefined ? null : workers[worker]
    if (!own) return
    own[0] += 1
    own[1] += unit.children
    own[2] += unit.families
  })
  return { units: problem.units.length, children, families, workers }
}
