import type { Certificate, WitnessLine } from './certificate-schema.ts'
import {
  canonicalJson,
  compareUtilisation,
  pointsBetween,
  utilisationText,
  wholeLoadWithin,
  type Utilisation,
} from './exact.ts'
import { handingHolds } from './check-handing.ts'

/** One line of a certificate, looked at. */
export interface CheckedLine {
  line: string
  fine: boolean
  /** What was found, in a sentence. */
  said: string
}

/**
 * Verifies a certificate from its own data, with none of the code that made it: hashes, eligibility,
 * limits, loads, the bound's arithmetic, and that no pair of workers can be better off. `document` is
 * whatever was read; anything amiss makes a line that is not fine.
 */
export function check(document: unknown, sha256: (text: string) => string): CheckedLine[] {
  const lines: CheckedLine[] = []
  const say = (line: string, fine: boolean, right: string, wrong: string): void => {
    lines.push({ line, fine, said: fine ? right : wrong })
  }
  try {
    inspect(document as Certificate, sha256, say)
  } catch {
    say('form', false, '', 'This is not a whole fairload-certificate/1 document.')
  }
  return lines
}

/** No load: above every load there can be, with room for more to be added. */
const NEVER = 0x3fffffff

type Say = (line: string, fine: boolean, right: string, wrong: string) => void

const PARTS = [
  'assignment',
  'busiest',
  'constraints',
  'counts',
  'digests',
  'format',
  'gap',
  'levels',
  'made',
  'minimum',
  'moves',
  'overload',
  'problem',
  'split',
  'spread',
  'stability',
  'unlimited',
]

function inspect(certificate: Certificate, sha256: (text: string) => string, say: Say): void {
  const named = Object.keys(certificate).sort()
  const whole = certificate.format === 'fairload-certificate/1' && named.join() === PARTS.join()
  say('form', whole, 'The document is whole.', 'A part is missing, added or of another format.')
  if (!whole) return
  const { problem, assignment, digests, made } = certificate
  const digestNames = Object.keys(digests).sort()
  say(
    'digests',
    digestNames.join() === PARTS.filter((part) => part !== 'digests').join(),
    'Every part has its hash.',
    'A hash is missing or added.',
  )
  let problemHash = ''
  for (const [part, value] of Object.entries(certificate)) {
    if (part === 'digests') continue
    const hash = sha256(canonicalJson(value))
    if (part === 'problem') problemHash = hash
    say(
      part,
      hash === digests[part],
      `The part “${part}” is as it was written.`,
      `The part “${part}” is not as it was written: its hash differs.`,
    )
  }
  say(
    'made.inputHash',
    problemHash === made.inputHash,
    'The data are those that the plan was made from.',
    'The data are not those that the plan was made from.',
  )
  const { workers, units } = problem
  let table = new Int32Array(1 << 12)
  let own = new Int32Array(256)
  let other = new Int32Array(256)
  const pairs = units.reduce((sum, unit) => sum + unit.eligible.length, 0)
  const offerTo = new Int32Array(pairs)
  const offerUnit = new Int32Array(pairs)
  const offerCost = new Int32Array(pairs)
  const ownCost = new Int32Array(units.length)
  const same = (line: string, stated: unknown, found: unknown, what: string): void => {
    const fine = canonicalJson(stated) === canonicalJson(found)
    say(
      line,
      fine,
      `${what}: redone, the same.`,
      `${what}: the certificate says ${brief(stated)}, the data say ${brief(found)}.`,
    )
  }

  // Who may hold what, by the rules stated in the data.
  const capacity = workers.map((worker) => worker.capacity)
  const limitsOf = workers.map((worker) => Object.entries(worker.limits ?? {}))
  const apart = problem.apart ?? []
  const gone = sentAway(problem)
  const usable = units.map((unit, at) => {
    const may = ([worker]: readonly [number, number]): boolean =>
      (capacity[worker] as number) > 0 &&
      !(gone.has(at) && unit.holder === worker) &&
      (unit.frozen
        ? unit.holder === worker
        : (limitsOf[worker] as [string, number][]).every(
            ([name, limit]) => (unit.counts?.[name] ?? 0) <= limit,
          ))
    return unit.eligible.every(may) ? unit.eligible : unit.eligible.filter(may)
  })
  const load = workers.map(() => 0)
  const before = workers.map(() => 0)
  const withNobody: number[] = []
  const tally = workers.map(() => [0, 0, 0])
  const held: number[][] = workers.map(() => [])
  const moves: Certificate['moves']['list'] = []
  let misplaced = 0
  let frozenMoved = 0
  let used = 0
  let forced = 0
  let children = 0
  let families = 0
  const limited = new Map<string, number[]>()
  for (const worker of workers) {
    for (const name of Object.keys(worker.limits ?? {})) {
      if (!limited.has(name))
        limited.set(
          name,
          workers.map(() => 0),
        )
    }
  }
  units.forEach((unit, at) => {
    children += unit.children
    families += unit.families
    if (unit.holder !== null) {
      const cost = unit.eligible.find(([worker]) => worker === unit.holder)?.[1] ?? 0
      before[unit.holder] = (before[unit.holder] as number) + cost
      if (usable[at]?.length && !usable[at]?.some(([worker]) => worker === unit.holder)) forced += 1
    }
  })
  units.forEach((unit, at) => {
    const worker = assignment[at] ?? null
    const pairs = usable[at] ?? []
    const pair = worker === null ? undefined : pairs.find(([one]) => one === worker)
    if (!pair) withNobody.push(at)
    else {
      held[worker as number]?.push(at)
      ownCost[at] = pair[1]
    }
    if (worker === null) return
    if (!pair && !(unit.frozen && unit.holder === worker)) misplaced += 1
    if (unit.frozen && unit.holder !== worker) frozenMoved += 1
    const cost = unit.eligible.find(([one]) => one === worker)?.[1] ?? 0
    load[worker] = (load[worker] as number) + cost
    const own = tally[worker] as number[]
    own[0] = (own[0] as number) + 1
    own[1] = (own[1] as number) + unit.children
    own[2] = (own[2] as number) + unit.families
    for (const [name, counted] of limited) {
      counted[worker] = (counted[worker] as number) + (unit.counts?.[name] ?? 0)
    }
    if (unit.holder !== null && unit.holder !== worker) used += 1
  })
  units.forEach((unit, at) => {
    const to = assignment[at] ?? null
    const from = unit.holder
    if (from === null || to === null || to === from) return
    moves.push({
      unit: at,
      from,
      to,
      reason: !(usable[at] ?? []).some(([worker]) => worker === from)
        ? 'holder cannot keep it'
        : (load[from] as number) < (before[from] as number)
          ? 'relieves its holder'
          : 'exchange',
      disruption: unit.disruption ?? 0,
      step: 0,
      busiest: { load: 0, capacity: 1 },
      overload: 0,
    })
  })
  let limitsBroken = 0
  let limitsExceeded = 0
  for (const [name, counted] of limited) {
    const today = workers.map(() => 0)
    for (const { holder, counts } of units) {
      if (holder !== null) today[holder] = (today[holder] as number) + (counts?.[name] ?? 0)
    }
    workers.forEach((worker, at) => {
      const limit = worker.limits?.[name]
      const own = counted[at] as number
      if (limit === undefined || own <= limit) return
      if (own > (today[at] as number)) limitsBroken += 1
      else limitsExceeded += 1
    })
  }
  let conflictsBroken = 0
  let conflictsKept = 0
  for (const [a, b] of apart) {
    const worker = assignment[a] ?? null
    if (worker === null || worker !== assignment[b]) continue
    if (units[a]?.holder === worker && units[b]?.holder === worker) conflictsKept += 1
    else conflictsBroken += 1
  }
  say(
    'assignment',
    assignment.length === units.length,
    'Every unit has its line.',
    'The assignment does not have one line for each unit.',
  )
  say(
    'assignment.eligible',
    misplaced === 0,
    'Every unit is with somebody who may hold it.',
    `${misplaced} units are with somebody who may not hold them.`,
  )
  say(
    'assignment.frozen',
    frozenMoved === 0,
    'Every frozen unit stayed.',
    `${frozenMoved} frozen units moved.`,
  )
  say(
    'assignment.limits',
    limitsBroken === 0,
    'No limit is exceeded further than it is today.',
    `${limitsBroken} limits are broken.`,
  )
  say(
    'assignment.apart',
    conflictsBroken === 0,
    'Nobody is given two units that must be kept apart.',
    `${conflictsBroken} pairs that must be kept apart are brought together.`,
  )
  same(
    'constraints',
    certificate.constraints,
    {
      withNobody,
      notEligible: misplaced,
      frozenMoved,
      limitsBroken,
      limitsExceeded,
      limits: [...limited.keys()].sort(),
      conflicts: apart.length,
      conflictsBroken,
      conflictsKept,
    },
    'Rules kept',
  )
  same(
    'counts',
    certificate.counts,
    { units: units.length, children, families, workers: tally },
    'Plain counts',
  )
  replay()
  same(
    'moves.list',
    certificate.moves.list,
    moves,
    'The moves, their reasons and what each leads to',
  )
  same(
    'moves.children',
    certificate.moves.children,
    moves.reduce((sum, { unit }) => sum + (units[unit]?.children ?? 0), 0),
    'Children who change worker',
  )
  same('moves.used', certificate.moves.used, used, 'The number of moves')
  const limit = certificate.moves.limit
  say(
    'moves.limit',
    limit === null || used <= Math.max(limit, forced),
    'The moves are within their limit.',
    `${used} moves, where ${limit} were allowed.`,
  )

  // Utilisation.
  const real = load
    .map((own, worker): Utilisation & { worker: number } => ({
      load: own,
      capacity: capacity[worker] as number,
      worker,
    }))
    .filter((one) => one.capacity > 0)
  real.sort(
    (a, b) =>
      compareUtilisation(b.load, b.capacity, a.load, a.capacity) ||
      a.capacity - b.capacity ||
      a.worker - b.worker,
  )
  const top = real[0] ?? { load: 0, capacity: 1, worker: 0 }
  const stated = certificate.busiest
  say(
    'busiest',
    compareUtilisation(stated.load, stated.capacity, top.load, top.capacity) === 0 &&
      stated.capacity > 0 &&
      stated.percent === utilisationText(top) &&
      (stated.worker === null
        ? top.load === 0
        : stated.load === (load[stated.worker] as number) &&
          stated.capacity === (capacity[stated.worker] as number)),
    'The busiest worker is as stated.',
    `The busiest worker is at ${utilisationText(top) ?? 'no capacity'} %, not as stated.`,
  )
  const tenth = (n: number): Utilisation => {
    const one = real[Math.floor(((10 - n) * (real.length - 1)) / 10)] ?? { load: 0, capacity: 1 }
    return { load: one.load, capacity: one.capacity }
  }
  same(
    'spread',
    certificate.spread,
    { lowTenth: tenth(1), median: tenth(5), highTenth: tenth(9) },
    'Median and spread',
  )
  const over: number[][] = []
  let total = 0
  load.forEach((own, worker) => {
    const above = own - (capacity[worker] as number)
    if (above <= 0) return
    over.push([worker, above])
    total += above
  })
  same('overload', certificate.overload, { total, workers: over }, 'Load above capacity')

  // What is with nobody loads nobody: a bound holds for the rest.
  const loading = usable.map((pairs, at) => ((assignment[at] ?? null) === null ? [] : pairs))

  // The bound, by its own arithmetic.
  const spent = new Set<number>()
  const budget = limit === null ? null : Math.max(0, limit - forced)
  bound('minimum', certificate.minimum, budget)
  if (certificate.unlimited) bound('unlimited', certificate.unlimited, null)
  say(
    'unlimited',
    certificate.unlimited === null || limit !== null,
    'The minimum without a limit on moves stands where there is one.',
    'There is no limit on moves, yet a second minimum is stated.',
  )
  for (const worker of certificate.minimum.workers) spent.add(worker)
  certificate.levels.forEach((line, at) => {
    bound(`levels.${at + 1}`, line, null, spent)
    for (const worker of line.workers) spent.add(worker)
  })
  const { minimum } = certificate
  const staffing = certificate.unlimited ?? minimum
  say(
    'minimum.order',
    compareUtilisation(minimum.load, minimum.capacity, top.load, top.capacity) <= 0 &&
      compareUtilisation(staffing.load, staffing.capacity, minimum.load, minimum.capacity) <= 0,
    'The minimum is not above the plan.',
    'The minimum is above the plan: one of them is wrong.',
  )
  same(
    'gap',
    certificate.gap,
    {
      points: pointsBetween(top, minimum),
      load: Math.max(0, top.load - wholeLoadWithin(top.capacity, minimum)),
    },
    'The gap',
  )
  const one: Utilisation = { load: 1, capacity: 1 }
  const atLeastFull = (level: Utilisation): Utilisation =>
    compareUtilisation(level.load, level.capacity, 1, 1) >= 0 ? level : one
  let have = 0
  let dearest = 1
  staffing.workers.forEach((worker, at) => {
    have += (staffing.prices[at] as number) * (capacity[worker] as number)
    dearest = Math.max(dearest, staffing.prices[at] as number)
  })
  const missing = Math.max(0, Math.ceil((staffing.work - have) / dearest))
  same(
    'split',
    certificate.split,
    {
      understaffing: pointsBetween(atLeastFull(staffing), one),
      limitOnMoves: pointsBetween(atLeastFull(minimum), atLeastFull(staffing)),
      unfairness: pointsBetween(atLeastFull(top), atLeastFull(minimum)),
      missing,
      missingFullTimeHundredths: Math.ceil((missing * 100) / problem.fullTime),
    },
    'Understaffing and unfairness',
  )
  stability()

  function bound(
    name: string,
    line: WitnessLine,
    moveBudget: number | null,
    gone: ReadonlySet<number> = new Set(),
  ): void {
    const price = new Float64Array(workers.length)
    let last = -1
    let shaped = line.workers.length === line.prices.length && line.capacity > 0
    line.workers.forEach((worker, at) => {
      const own = line.prices[at] as number
      shaped &&= worker > last && worker < workers.length && !gone.has(worker)
      shaped &&= Number.isInteger(own) && own > 0 && own <= 1 << 20
      last = worker
      price[worker] = own
    })
    shaped &&= Number.isInteger(line.charge) && line.charge >= 0
    // A bound without a charge for moves holds for however many there may be.
    const free = line.charge === 0 && line.moves === 0
    shaped &&= free || (moveBudget !== null && line.moves === moveBudget)
    let work = -line.charge * line.moves
    let inside = 0
    units.forEach((unit, at) => {
      let least = Infinity
      const pairs = loading[at] ?? []
      const keeps = line.charge > 0 && pairs.some(([worker]) => worker === unit.holder)
      for (const [worker, cost] of pairs) {
        if (gone.size > 0 && gone.has(worker)) continue
        const priced =
          (price[worker] as number) * cost + (keeps && worker !== unit.holder ? line.charge : 0)
        if (priced < least) least = priced
      }
      if (least === Infinity) return
      work += least
      if (pairs.every(([worker]) => gone.has(worker) || (price[worker] as number) > 0)) inside += 1
    })
    let room = 0
    let roomBelow = 0
    line.workers.forEach((worker, at) => {
      const own = capacity[worker] as number
      const within = wholeLoadWithin(own, line)
      const exactly = within * line.capacity === own * line.load
      room += within * (line.prices[at] as number)
      roomBelow += Math.max(0, exactly ? within - 1 : within) * (line.prices[at] as number)
    })
    say(
      name,
      shaped &&
        line.percent === utilisationText(line) &&
        line.units === inside &&
        line.work === work &&
        line.room === room &&
        line.roomBelow === roomBelow &&
        (line.teams.length > 0
          ? handingHolds(line, capacity, loading, gone)
          : roomBelow < work || line.load === 0),
      'The bound’s arithmetic holds: just below this level the work does not fit.',
      `The bound’s arithmetic does not hold: priced work ${work}, room just below ${roomBelow}.`,
    )
  }

  /** Makes the moves step by step, as the certificate orders them, and notes where each step leads. */
  function replay(): void {
    const now = load.slice()
    const waits = workers.map(() => 0)
    const steps: number[][] = []
    moves.forEach((move, at) => {
      const [gave, got] = [costAny(move.unit, move.from), costAny(move.unit, move.to)]
      now[move.from] = (now[move.from] as number) + gave
      now[move.to] = (now[move.to] as number) - got
      waits[move.from] = (waits[move.from] as number) + 1
      move.step = certificate.moves.list[at]?.step ?? 0
      ;(steps[move.step] ??= []).push(at)
    })
    const inOrder =
      steps.length === 0 || (!steps[0] && Object.keys(steps).length === steps.length - 1)
    say(
      'moves.step',
      inOrder,
      'The steps run from 1 without a gap.',
      'The steps do not run from 1 without a gap.',
    )
    if (!inOrder) return
    for (const step of steps) {
      for (const at of step ?? []) {
        const { unit, from, to } = moves[at] as (typeof moves)[number]
        now[from] = (now[from] as number) - costAny(unit, from)
        now[to] = (now[to] as number) + costAny(unit, to)
        waits[from] = (waits[from] as number) - 1
      }
      if (!step) continue
      let busiest = { load: 0, capacity: 1 }
      let overload = 0
      now.forEach((own, worker) => {
        const of = capacity[worker] as number
        overload += Math.max(0, own - of)
        if (of === 0 && waits[worker] === 0) return
        const sign = compareUtilisation(own, of, busiest.load, busiest.capacity)
        if (sign > 0) busiest = { load: own, capacity: of }
      })
      for (const at of step)
        Object.assign(moves[at] as (typeof moves)[number], { busiest, overload })
    }
  }

  function costAny(unit: number, worker: number): number {
    return units[unit]?.eligible.find(([one]) => one === worker)?.[1] ?? 0
  }

  /** Counts and tries every transfer, swap and two-person re-division. */
  function stability(): void {
    // Who could be offered what: (from, to, unit) with costs, in order of from, then to.
    const count = workers.length
    let transfers = 0
    const ofTo = new Int32Array(count + 1)
    const ofFrom = new Int32Array(count + 1)
    held.forEach((list, from) => {
      for (const unit of list) {
        for (const [to] of usable[unit] as [number, number][]) {
          if (to === from) continue
          transfers += 1
          ofTo[to + 1] = (ofTo[to + 1] as number) + 1
          ofFrom[from + 1] = (ofFrom[from + 1] as number) + 1
        }
      }
    })
    for (let at = 0; at < count; at += 1) {
      ofTo[at + 1] = (ofTo[at + 1] as number) + (ofTo[at] as number)
      ofFrom[at + 1] = (ofFrom[at + 1] as number) + (ofFrom[at] as number)
    }
    const byTo = {
      from: new Int32Array(transfers),
      to: new Int32Array(transfers),
      unit: new Int32Array(transfers),
      cost: new Int32Array(transfers),
    }
    held.forEach((list, from) => {
      for (const unit of list) {
        for (const [to, cost] of usable[unit] as [number, number][]) {
          if (to === from) continue
          const at = ofTo[to] as number
          ofTo[to] = at + 1
          byTo.from[at] = from
          byTo.to[at] = to
          byTo.unit[at] = unit
          byTo.cost[at] = cost
        }
      }
    })
    const next = ofFrom.slice()
    for (let k = 0; k < transfers; k += 1) {
      const from = byTo.from[k] as number
      const at = next[from] as number
      next[from] = at + 1
      offerTo[at] = byTo.to[k] as number
      offerUnit[at] = byTo.unit[k] as number
      offerCost[at] = byTo.cost[k] as number
    }
    /** Where the offers of one worker to another start and end. */
    const between = (from: number, to: number): [number, number] => {
      let low = ofFrom[from] as number
      let high = ofFrom[from + 1] as number
      const last = high
      while (low < high) {
        const middle = (low + high) >> 1
        if ((offerTo[middle] as number) < to) low = middle + 1
        else high = middle
      }
      let end = low
      while (end < last && offerTo[end] === to) end += 1
      return [low, end]
    }
    let swaps = 0
    let redivisions = 0
    let helpful = 0
    // A move that must be made is none of the budget's, whether a place was found or not.
    const chosen = moves.filter(({ reason }) => reason !== 'holder cannot keep it').length
    const spare = budget === null ? units.length : Math.max(0, budget - chosen)
    for (let from = 0; from < count; from += 1) {
      let at = ofFrom[from] as number
      const last = ofFrom[from + 1] as number
      while (at < last) {
        const to = offerTo[at] as number
        let end = at
        while (end < last && offerTo[end] === to) end += 1
        const [back, backEnd] = between(to, from)
        const there = { at, end }
        at = end
        if (from < to) swaps += (end - there.at) * (backEnd - back)
        if (from > to && backEnd > back) continue
        redivisions += 1
        if (
          limited.size === 0 && apart.length === 0
            ? pairHelps(from, to, there.at, end, back, backEnd, spare)
            : stepHelps(
                from,
                to,
                Array.from(offerUnit.subarray(there.at, end)),
                Array.from(offerUnit.subarray(back, backEnd)),
                spare,
              )
        ) {
          helpful += 1
        }
      }
    }
    same(
      'stability',
      certificate.stability,
      {
        transfers,
        swaps,
        redivisions: limited.size === 0 && apart.length === 0 ? redivisions : null,
        helpful,
      },
      'Transfers, swaps and re-divisions that would help',
    )
    say(
      'stability.price',
      helpful === 0 || made.disruptionPrice > 0,
      'No move is left out that would help, unless it was given up for its disruption.',
      'Moves are left out that would help, though disruption had no price.',
    )
  }

  function costFor(unit: number, worker: number): number {
    for (const [one, cost] of usable[unit] as [number, number][]) if (one === worker) return cost
    return 0
  }

  function moveOf(unit: number, worker: number): number {
    const holder = units[unit]?.holder ?? null
    if (holder === null || holder === worker) return 0
    return (usable[unit] ?? []).some(([one]) => one === holder) ? 1 : 0
  }

  /** Whether a pair of loads is better than what two workers have now. */
  function better(a: number, loadA: number, b: number, loadB: number): boolean {
    const capacityA = capacity[a] as number
    const capacityB = capacity[b] as number
    const nowA = load[a] as number
    const nowB = load[b] as number
    const aIsHigh = loadA * capacityB >= loadB * capacityA
    const high = aIsHigh ? loadA : loadB
    const highOf = aIsHigh ? capacityA : capacityB
    const aWasHigh = nowA * capacityB >= nowB * capacityA
    const was = aWasHigh ? nowA : nowB
    const wasOf = aWasHigh ? capacityA : capacityB
    const order = high * wasOf - was * highOf
    if (order !== 0) return order < 0
    const low = aIsHigh ? loadB : loadA
    const lowOf = aIsHigh ? capacityB : capacityA
    const wasLow = aWasHigh ? nowB : nowA
    const wasLowOf = aWasHigh ? capacityB : capacityA
    return low * wasLowOf < wasLow * lowOf
  }

  /** Every way to divide anew what two workers share, by least load of one for each load of the other. */
  function pairHelps(
    a: number,
    b: number,
    startA: number,
    endA: number,
    startB: number,
    endB: number,
    spare: number,
  ): boolean {
    const aFuller =
      (load[a] as number) * (capacity[b] as number) >= (load[b] as number) * (capacity[a] as number)
    const full = aFuller ? a : b
    const free = aFuller ? b : a
    const fullStart = aFuller ? startA : startB
    const fullCount = aFuller ? endA - startA : endB - startB
    const freeStart = aFuller ? startB : startA
    const freeCount = aFuller ? endB - startB : endA - startA
    const count = fullCount + freeCount
    if (count > own.length) {
      own = new Int32Array(2 * count)
      other = new Int32Array(2 * count)
    }
    let inFull = 0
    let inFree = 0
    let least = 0
    let movesNow = 0
    for (let k = 0; k < count; k += 1) {
      const at = k < fullCount ? fullStart + k : freeStart + k - fullCount
      const mine = ownCost[offerUnit[at] as number] as number
      const theirs = offerCost[at] as number
      own[k] = k < fullCount ? mine : theirs
      other[k] = k < fullCount ? theirs : mine
      if (k < fullCount) inFull += mine
      else inFree += mine
      least += mine < theirs ? mine : theirs
    }
    const unitAt = (k: number): number =>
      offerUnit[k < fullCount ? fullStart + k : freeStart + k - fullCount] as number
    const loadFull = load[full] as number
    const loadFree = load[free] as number
    const capFull = capacity[full] as number
    const capFree = capacity[free] as number
    const fixedFull = loadFull - inFull
    const fixedFree = loadFree - inFree
    // The largest sums of loads that would still be better; no share-out sums to less than `total`.
    const total = fixedFull + fixedFree + least
    const topFree = wholeLoadWithin(capFree, { load: loadFull, capacity: capFull })
    const under = topFree * capFull === loadFull * capFree ? topFree - 1 : topFree
    const sums = Math.max(loadFull - 1 + under, loadFull + loadFree - 1)
    const exchange =
      topFree * capFull === loadFull * capFree
        ? topFree + wholeLoadWithin(capFull, { load: loadFree, capacity: capFree })
        : 0
    if (total > Math.max(sums, exchange)) return false
    const bindsMoves = spare < count
    let layers = 1
    let keep: number[] = []
    let give: number[] = []
    if (bindsMoves) {
      keep = Array.from({ length: count }, (_, k) => moveOf(unitAt(k), full))
      give = Array.from({ length: count }, (_, k) => moveOf(unitAt(k), free))
      for (let k = 0; k < count; k += 1) {
        movesNow += (k < fullCount ? keep[k] : give[k]) as number
      }
      layers = Math.min(count, movesNow + spare) + 1
    }
    const width = inFull + 1
    if (layers * width > table.length) table = new Int32Array(2 * layers * width)
    table.fill(NEVER, 0, layers * width)
    table[0] = 0
    for (let k = 0; k < count; k += 1) {
      const has = own[k] as number
      const gives = other[k] as number
      if (!bindsMoves) {
        for (let x = width - 1; x >= has; x -= 1) {
          const without = (table[x] as number) + gives
          const having = table[x - has] as number
          table[x] = having < without ? having : without
        }
        for (let x = Math.min(has, width) - 1; x >= 0; x -= 1)
          table[x] = (table[x] as number) + gives
        continue
      }
      const keepUp = keep[k] as number
      const giveUp = give[k] as number
      for (let layer = layers - 1; layer >= 0; layer -= 1) {
        for (let x = width - 1; x >= 0; x -= 1) {
          const given =
            layer >= giveUp ? (table[(layer - giveUp) * width + x] as number) + gives : NEVER
          const kept =
            layer >= keepUp && x >= has
              ? (table[(layer - keepUp) * width + x - has] as number)
              : NEVER
          table[layer * width + x] = kept < given ? kept : given
        }
      }
    }
    for (let at = 0; at < layers * width; at += 1) {
      const y = table[at] as number
      if (y >= NEVER) continue
      if (better(full, fixedFull + (at % width), free, fixedFree + y)) return true
    }
    return false
  }

  /** Where limits stand, every transfer and swap between two workers. */
  function stepHelps(a: number, b: number, ofA: number[], ofB: number[], spare: number): boolean {
    const fits = (worker: number, gets: number | null, gives: number | null): boolean => {
      for (const [name, counted] of limited) {
        const most = workers[worker]?.limits?.[name]
        if (most === undefined) continue
        const more = gets === null ? 0 : (units[gets]?.counts?.[name] ?? 0)
        const less = gives === null ? 0 : (units[gives]?.counts?.[name] ?? 0)
        if (more > less && (counted[worker] as number) + more - less > most) return false
      }
      return !apart.some(([one, other]) => {
        if (one !== gets && other !== gets) return false
        const partner = one === gets ? other : one
        return assignment[partner] === worker && partner !== gives
      })
    }
    const helps = (give: number | null, get: number | null): boolean => {
      let loadA = load[a] as number
      let loadB = load[b] as number
      let more = 0
      if (give !== null) {
        loadA -= costFor(give, a)
        loadB += costFor(give, b)
        more += moveOf(give, b) - moveOf(give, a)
      }
      if (get !== null) {
        loadA += costFor(get, a)
        loadB -= costFor(get, b)
        more += moveOf(get, a) - moveOf(get, b)
      }
      return more <= spare && better(a, loadA, b, loadB) && fits(a, get, give) && fits(b, give, get)
    }
    return (
      ofA.some((give) => helps(give, null) || ofB.some((get) => helps(give, get))) ||
      ofB.some((get) => helps(null, get))
    )
  }
}

/** Of two units to be kept apart that one worker holds: the one that must go, if somebody else may hold it. */
function sentAway({ workers, units, apart = [] }: Certificate['problem']): Set<number> {
  const gone = new Set<number>()
  const mayHold = (at: number): number[] => {
    const unit = units[at] as Certificate['problem']['units'][number]
    return unit.eligible.flatMap(([worker]) => {
      const who = workers[worker]
      const fits = Object.entries(who?.limits ?? {}).every(
        ([name, limit]) => (unit.counts?.[name] ?? 0) <= limit,
      )
      const free = unit.frozen ? worker === unit.holder : fits
      return who && who.capacity > 0 && free ? [worker] : []
    })
  }
  for (const pair of apart) {
    const holder = units[pair[0]]?.holder ?? null
    if (holder === null || units[pair[1]]?.holder !== holder) continue
    if (pair.some((at) => gone.has(at) || !mayHold(at).includes(holder))) continue
    const movable = pair.filter((at) => mayHold(at).some((worker) => worker !== holder))
    const [first, second] = movable
    if (first === undefined) continue
    const points = (at: number): number => units[at]?.disruption ?? 0
    const lower = second !== undefined && (points(second) < points(first) || (points(second) === points(first) && second < first)) // prettier-ignore
    gone.add(lower ? second : first)
  }
  return gone
}

function brief(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > 120 ? `${text.slice(0, 117)}…` : text
}
