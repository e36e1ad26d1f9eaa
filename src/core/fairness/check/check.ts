import type { Certificate, WitnessLine } from '../certificate-schema.ts'
import {
  canonicalJson,
  compareUtilisation,
  pointsBetween,
  utilisationText,
  wholeLoadWithin,
  type Utilisation,
} from '../exact.ts'
import { handingHolds } from './handing.ts'
import { pairsWithin, placingOf, whole, type Pairs } from './pairs.ts'
import { between, offersOf, sharing, type Sharing } from './sharing.ts'
import { triedHolds } from './tried.ts'
import { worthsHold } from './worths.ts'

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
  const isWhole = certificate.format === 'fairload-certificate/1' && named.join() === PARTS.join()
  say('form', isWhole, 'The document is whole.', 'A part is missing, added or of another format.')
  if (!isWhole) return
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
  const same = (line: string, stated: unknown, found: unknown, what: string): void => {
    const fine = isSame(stated, found)
    const wrong = fine
      ? ''
      : `${what}: the certificate says ${brief(stated)}, the data say ${brief(found)}.`
    say(line, fine, `${what}: redone, the same.`, wrong)
  }

  // Who may hold what, by the rules stated in the data.
  const capacity = Int32Array.from(workers, (worker) => worker.capacity)
  const apart = problem.apart ?? []
  const placing = placingOf(problem, assignment, sentAway(problem))
  const { pairs, holds, keepable } = placing
  const isForced = (at: number): boolean =>
    pairs.start[at] !== pairs.start[at + 1] && keepable[at] === 0
  const load = new Float64Array(workers.length)
  const before = new Float64Array(workers.length)
  const withNobody: number[] = []
  const tally = workers.map(() => [0, 0, 0])
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
  const isPlaced = new Uint8Array(units.length)
  units.forEach((unit, at) => {
    children += unit.children
    families += unit.families
    if (unit.holder !== null) {
      const holder = whole(unit.holder, workers.length - 1)
      before[holder] = (before[holder] as number) + (placing.costBefore[at] as number)
      if (isForced(at)) forced += 1
    }
    if (holds[at] === -1) withNobody.push(at)
    if ((assignment[at] ?? null) === null) return
    const worker = whole(assignment[at], workers.length - 1)
    isPlaced[at] = 1
    if (holds[at] === -1 && !(unit.frozen && unit.holder === worker)) misplaced += 1
    if (unit.frozen && unit.holder !== worker) frozenMoved += 1
    load[worker] = (load[worker] as number) + (placing.cost[at] as number)
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
      reason:
        keepable[at] === 0
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
  const heldToday = new Map<string, number[]>()
  for (const [name, counted] of limited) {
    const today = workers.map(() => 0)
    heldToday.set(name, today)
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
  const real = workers
    .map((_, worker): Utilisation & { worker: number } => ({
      load: load[worker] as number,
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

  // The bound, by its own arithmetic. What is with nobody loads nobody: it holds for the rest.
  const loading = pairsWithin(pairs, isPlaced, null)
  const budget = limit === null ? null : Math.max(0, limit - forced)
  bound('minimum', certificate.minimum, budget, loading)
  if (certificate.unlimited) bound('unlimited', certificate.unlimited, null, loading)
  say(
    'unlimited',
    certificate.unlimited === null || limit !== null,
    'The minimum without a limit on moves stands where there is one.',
    'There is no limit on moves, yet a second minimum is stated.',
  )
  const isLeft = new Uint8Array(workers.length).fill(1)
  let above: WitnessLine = certificate.minimum
  let rest = loading
  certificate.levels.forEach((line, at) => {
    // What the lines before are about stays as it is: each looks at the rest alone.
    for (const worker of above.workers) isLeft[worker] = 0
    rest = pairsWithin(rest, null, isLeft)
    bound(`levels.${at + 1}`, line, null, rest, isLeft)
    above = line
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

  /** Redoes the arithmetic of one line, of the pairs of those who are left at it. */
  function bound(
    name: string,
    line: WitnessLine,
    moveBudget: number | null,
    of: Pairs,
    isLeft: Uint8Array | null = null,
  ): void {
    const price = new Float64Array(workers.length)
    let last = -1
    let shaped = line.workers.length === line.prices.length && line.capacity > 0
    line.workers.forEach((worker, at) => {
      const own = line.prices[at] as number
      shaped &&= worker > last && worker < workers.length && isLeft?.[worker] !== 0
      shaped &&= Number.isInteger(own) && own > 0 && own <= 1 << 20
      last = worker
      price[worker] = own
    })
    shaped &&= Number.isInteger(line.charge) && line.charge >= 0
    // A bound without a charge for moves holds for however many there may be.
    const free = line.charge === 0 && line.moves === 0
    shaped &&= free || (moveBudget !== null && line.moves === moveBudget)
    const { work, inside } = pricedWork(of, price, line.charge)
    const priced = work - line.charge * line.moves
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
        line.work === priced &&
        line.room === room &&
        line.roomBelow === roomBelow &&
        (line.tried !== null
          ? line.worths === null && triedHolds(line, capacity, of)
          : line.worths !== null
            ? worthsHold(line, capacity, of, units, moveBudget)
            : line.teams.length > 0
              ? handingHolds(line, capacity, of)
              : roomBelow < priced || line.load === 0),
      'The bound’s arithmetic holds: just below this level the work does not fit.',
      `The bound’s arithmetic does not hold: priced work ${priced}, room just below ${roomBelow}.`,
    )
  }

  /** What each unit costs at least, priced, summed; and how many units only those with a price may hold. */
  function pricedWork(
    { start, who, cost }: Pairs,
    price: Float64Array,
    charge: number,
  ): { work: number; inside: number } {
    let work = 0
    let inside = 0
    for (let at = 0; at < units.length; at += 1) {
      const from = start[at] as number
      const end = start[at + 1] as number
      if (from === end) continue
      const stays = charge > 0 && keepable[at] === 1 ? (units[at]?.holder ?? -1) : -1
      let least = Infinity
      let isInside = 1
      for (let pair = from; pair < end; pair += 1) {
        const worker = who[pair] as number
        const own = price[worker] as number
        if (own === 0) isInside = 0
        const priced = own * (cost[pair] as number) + (stays >= 0 && worker !== stays ? charge : 0)
        if (priced < least) least = priced
      }
      work += least
      inside += isInside
    }
    return { work, inside }
  }

  /** Makes the moves step by step, as the certificate orders them, and notes where each step leads. */
  function replay(): void {
    const now = load.slice()
    const waits = new Int32Array(workers.length)
    const steps: number[][] = []
    moves.forEach((move, at) => {
      const { unit, from, to } = move
      now[from] = (now[from] as number) + (placing.costBefore[unit] as number)
      now[to] = (now[to] as number) - (placing.cost[unit] as number)
      waits[from] = (waits[from] as number) + 1
      const step = certificate.moves.list[at]?.step ?? 0
      move.step = Number.isInteger(step) && step > 0 ? step : 0
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
    // Of equals the busiest is who comes first; -1 while nobody holds anything.
    let top = -1
    const isFuller = (worker: number): boolean => {
      const of = capacity[worker] as number
      if (of === 0 && waits[worker] === 0) return false
      if (top < 0) return (now[worker] as number) > 0
      const sign = compareUtilisation(
        now[worker] as number,
        of,
        now[top] as number,
        capacity[top] as number,
      )
      return sign > 0 || (sign === 0 && worker < top)
    }
    const findTop = (): void => {
      top = -1
      for (let worker = 0; worker < now.length; worker += 1) if (isFuller(worker)) top = worker
    }
    let overload = 0
    const change = (worker: number, by: number): void => {
      const was = now[worker] as number
      const of = capacity[worker] as number
      now[worker] = was + by
      overload += Math.max(0, was + by - of) - Math.max(0, was - of)
    }
    now.forEach((own, worker) => (overload += Math.max(0, own - (capacity[worker] as number))))
    findTop()
    for (const step of steps) {
      if (!step) continue
      let isTopTouched = false
      for (const at of step) {
        const { unit, from, to } = moves[at] as (typeof moves)[number]
        change(from, -(placing.costBefore[unit] as number))
        change(to, placing.cost[unit] as number)
        waits[from] = (waits[from] as number) - 1
        isTopTouched ||= from === top || to === top
      }
      if (isTopTouched) findTop()
      else {
        for (const at of step) {
          const { from, to } = moves[at] as (typeof moves)[number]
          if (isFuller(from)) top = from
          if (isFuller(to)) top = to
        }
      }
      const busiest =
        top < 0
          ? { load: 0, capacity: 1 }
          : { load: now[top] as number, capacity: capacity[top] as number }
      for (const at of step) {
        const move = moves[at] as (typeof moves)[number]
        move.busiest = busiest
        move.overload = overload
      }
    }
  }

  /** Counts and tries every transfer, swap and two-person re-division. */
  function stability(): void {
    const offers = offersOf(pairs, holds, workers.length)
    const shared = sharing(load, capacity, offers, placing.cost, moveOf)
    let swaps = 0
    let redivisions = 0
    let helpful = 0
    // A move that must be made is none of the budget's, whether a place was found or not.
    const chosen = moves.filter(({ reason }) => reason !== 'holder cannot keep it').length
    const spare = budget === null ? units.length : Math.max(0, budget - chosen)
    const isPlain = limited.size === 0 && apart.length === 0
    for (let from = 0; from < workers.length; from += 1) {
      let at = offers.start[from] as number
      const last = offers.start[from + 1] as number
      while (at < last) {
        const first = at
        const to = offers.to[at] as number
        while (at < last && offers.to[at] === to) at += 1
        const [back, backEnd] = between(offers, to, from)
        if (from < to) swaps += (at - first) * (backEnd - back)
        if (from > to && backEnd > back) continue
        redivisions += 1
        const helps = isPlain
          ? shared.divideHelps(from, to, first, at, back, backEnd, spare)
          : stepHelps(
              from,
              to,
              Array.from(offers.unit.subarray(first, at)),
              Array.from(offers.unit.subarray(back, backEnd)),
              spare,
              shared.better,
            )
        if (helps) helpful += 1
      }
    }
    same(
      'stability',
      certificate.stability,
      {
        transfers: offers.unit.length,
        swaps,
        redivisions: isPlain ? redivisions : null,
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
    const { start, who, cost } = pairs
    for (let pair = start[unit] as number; pair < (start[unit + 1] as number); pair += 1) {
      if (who[pair] === worker) return cost[pair] as number
    }
    return 0
  }

  function moveOf(unit: number, worker: number): number {
    const holder = units[unit]?.holder ?? null
    return holder === null || holder === worker ? 0 : (keepable[unit] as number)
  }

  /** Where limits stand, every transfer and swap between two workers. */
  function stepHelps(
    a: number,
    b: number,
    ofA: number[],
    ofB: number[],
    spare: number,
    better: Sharing['better'],
  ): boolean {
    const fits = (worker: number, gets: number | null, gives: number | null): boolean => {
      for (const [name, counted] of limited) {
        const agreed = workers[worker]?.limits?.[name]
        if (agreed === undefined) continue
        const most = Math.max(agreed, heldToday.get(name)?.[worker] ?? 0)
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
      const free = worker === unit.holder || (!unit.frozen && fits)
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

/** Whether two documents would be the same JSON. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
    for (let at = 0; at < a.length; at += 1) if (!isSame(a[at], b[at])) return false
    return true
  }
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const names = Object.keys(one)
  if (names.length !== Object.keys(other).length) return false
  for (const name of names) {
    if (!Object.hasOwn(other, name) || !isSame(one[name], other[name])) return false
  }
  return true
}
