import { createHash } from 'node:crypto'
import {
  allocateOne,
  certify,
  solve,
  usualPercents,
  holdingsOf,
  loadsOf,
  movesInOrder,
  rebalance,
  type Certificate,
  type FairnessProblem,
  type FairnessUnit,
  type Utilisation,
} from '../../src/core/fairness/index.ts'
import type { WeighedWorker } from '../../src/core/model/index.ts'
import type {
  CaseRow,
  CertificateView,
  PlanAsked,
  PlanProgress,
  PlanRow,
  PlanSide,
  PlanState,
  PlanView,
  PlanWorker,
  ShortlistView,
  Standing,
} from '../../src/council/index.ts'

/**
 * Plans of the seed's authority. The engine makes them, so that every figure and every certificate is
 * true; brothers and sisters go each for themselves here, which no test of pages minds.
 */
export interface Seeded {
  standing: Standing
  workers: (WeighedWorker & { address: string })[]
  cases: CaseRow[]
  teamName(id: WeighedWorker['team']): string | null
  text(plain: string): string
}

export const everybody: PlanAsked = {
  team: null,
  reach: 'service',
  moves: { percent: 1 },
  stay: [],
  seed: 1,
  effort: 'quick',
}

export const seedPlanRow = (
  seeded: Pick<Seeded, 'standing'>,
  id: string,
  state: PlanState,
  over: Partial<PlanRow> = {},
): PlanRow => ({
  id,
  number: Number(id.replace(/\D/g, '')) || 1,
  state,
  askedAt: new Date('2026-10-02T09:00:00Z'),
  asked: everybody,
  teamName: null,
  import: { id: seeded.standing.import.id, number: seeded.standing.import.number },
  agreement: { id: seeded.standing.agreement.id, version: seeded.standing.agreement.version },
  stale: null,
  busiest: null,
  moves: null,
  ...over,
})

export const seedProgress = (state: PlanState): PlanProgress => ({
  state,
  stage: state === 'working' ? 'search' : null,
  busiest: state === 'working' ? { load: 290, capacity: 212 } : null,
  bound: state === 'working' ? { load: 250, capacity: 212 } : null,
  done: state === 'ready' ? 1 : state === 'working' ? 0.4 : 0,
  problem:
    state === 'failed'
      ? {
          code: 'capacity-unknown',
          sentence: 'Nobody’s capacity is known, so nothing can be planned.',
        }
      : null,
})

function problemOf({ workers, cases, teamName }: Seeded): {
  problem: FairnessProblem
  in: Seeded['workers']
} {
  const inPlan = workers.filter(
    (worker) => worker.capacity !== null && (worker.capacity > 0 || worker.cases > 0),
  )
  const place = new Map(inPlan.map((worker, at) => [worker.address, at]))
  const known = cases.filter(
    (of) => of.holder.kind !== 'worker' || place.has(of.workerAddress ?? ''),
  )
  return {
    in: inPlan,
    problem: {
      unit: 'half-hours a month',
      fullTime: 220,
      workers: inPlan.map((worker) => ({
        id: `w${worker.address}`,
        capacity: worker.capacity ?? 0,
      })),
      units: known.map((of, n): FairnessUnit => {
        const nobody = n % 97 === 0 && of.holder.kind !== 'worker'
        return {
          id: of.address,
          children: 1,
          families: 1,
          statutory: true,
          holder: of.holder.kind === 'worker' ? (place.get(of.workerAddress ?? '') ?? null) : null,
          frozen: false,
          eligible: nobody
            ? []
            : inPlan.flatMap((worker, at): [number, number][] =>
                (worker.capacity ?? 0) > 0 && teamName(worker.team) === of.teamName
                  ? [[at, of.demand]]
                  : [],
              ),
          disruption: n % 5,
        }
      }),
    },
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** A plan that is ready, whole. */
export function seedReady(
  seeded: Seeded,
  row: PlanRow,
): { view: PlanView; certificate: CertificateView } {
  const { standing, cases } = seeded
  const { problem: plain, in: inPlan } = problemOf(seeded)
  const kept = new Map(row.asked.stay.map((one) => [one.case, one.why]))
  const problem: FairnessProblem = {
    ...plain,
    units: plain.units.map((unit) =>
      kept.has(unit.id) && unit.holder !== null ? { ...unit, frozen: true } : unit,
    ),
  }
  const held = problem.units.filter((unit) => unit.holder !== null).length
  const { moves: most } = row.asked
  const maxMoves =
    most === 'any' ? held : 'percent' in most ? Math.floor((held * most.percent) / 100) : most.count
  const made = rebalance(problem, { maxMoves, seed: 1, effort: 'quick' })
  if (!made.ok) throw new Error(made.problem[0]?.sentence)
  const { solution } = made.value
  const certified = certify(solution, {
    agreement: row.agreement,
    engine: '0.1.0',
    sha256,
  })
  if (!certified.ok) throw new Error(certified.problem.sentence)
  const certificate: Certificate = certified.value
  const points = [...usualPercents, null].map((percent) => {
    const most = percent === null ? null : Math.floor((held * percent) / 100)
    const found = solve(problem, { maxMoves: most, seed: 1, effort: 'quick' })
    if (!found.ok) throw new Error(found.problem[0]?.sentence)
    const { moves, busiest, bound } = found.value
    return { percent, maxMoves: most, moves, busiest, bound: bound.level }
  })
  const capacity = problem.workers.map((worker) => worker.capacity)
  const loads = {
    before: loadsOf(
      problem,
      problem.units.map((unit) => unit.holder),
    ),
    after: loadsOf(problem, solution.assignment),
  }
  const { agreement } = standing
  const side = (load: readonly number[], busiest: Utilisation, withNobody: number): PlanSide => ({
    busiest,
    overSafe: load.filter((own, at) => own * 10_000 > agreement.safeLine * (capacity[at] ?? 0))
      .length,
    overHard: load.filter((own, at) => own * 10_000 > agreement.hardLine * (capacity[at] ?? 0))
      .length,
    overload: load.reduce((sum, own, at) => sum + Math.max(0, own - (capacity[at] ?? 0)), 0),
    withNobody,
  })
  const countOf = (at: number, holder: (unit: number) => number | null | undefined): number =>
    problem.units.filter((_, unit) => holder(unit) === at).length
  const workers = inPlan.map((worker, at): PlanWorker => {
    const counts = {
      before: countOf(at, (unit) => problem.units[unit]?.holder),
      after: countOf(at, (unit) => solution.assignment[unit]),
    }
    return {
      place: at,
      address: worker.address,
      name: worker.name,
      teamName: seeded.teamName(worker.team),
      teamAddress: worker.team === null ? null : `t-${worker.team}`,
      capacity: worker.capacity ?? 0,
      before: loads.before[at] ?? 0,
      after: loads.after[at] ?? 0,
      families: counts,
      children: counts,
    }
  })
  const at = (place: number): PlanWorker => workers[place] as PlanWorker
  const rowOf = (unit: number): CaseRow[] =>
    cases.filter((of) => of.address === problem.units[unit]?.id)
  const moves = movesInOrder(problem, solution.assignment).map((move, n) => ({
    unit: move.unit,
    cases: rowOf(move.unit),
    from: at(move.from),
    to: at(move.to),
    reason: move.reason,
    step: move.step,
    busiestAfter: move.busiest,
    overloadAfter: move.overload,
    bought: move.bought,
    hard: n % 3 === 0 ? [{ what: 'recent-change' as const, points: 4 }] : [],
    changesInYear: n % 4,
  }))
  const unplaced = problem.units.flatMap((unit, n) => (solution.assignment[n] === null ? [n] : []))
  const placements = problem.units.flatMap((unit, n) => {
    const to = solution.assignment[n]
    if (unit.holder !== null || to === null || to === undefined) return []
    const after = { load: loads.after[to] ?? 0, capacity: capacity[to] ?? 0 }
    const cost = unit.eligible.find(([worker]) => worker === to)?.[1] ?? 0
    return [
      {
        unit: n,
        cases: rowOf(n),
        to: at(to),
        before: { ...after, load: after.load - cost },
        after,
      },
    ]
  })
  const { busiest } = certificate
  const ready: PlanRow = {
    ...row,
    state: 'ready',
    busiest: { before: made.value.before, after: busiest },
    moves: moves.length,
  }
  return {
    view: {
      row: ready,
      standing,
      state: seedProgress('ready'),
      result: {
        certificate,
        worthIt: made.value.worthIt,
        before: side(
          loads.before,
          made.value.before,
          problem.units.filter((unit) => unit.holder === null).length,
        ),
        after: side(loads.after, busiest, unplaced.length),
        workers: [...workers].sort((a, b) => a.name.localeCompare(b.name, 'en-GB')),
        moves,
        placements,
        nobody: unplaced.map((unit) => ({
          unit,
          cases: rowOf(unit),
          rules: [
            { rule: seeded.text('their contract ends within four weeks'), workers: 3 },
            { rule: 'they cannot receive work on this day', workers: 2 },
          ],
          conflict: null,
        })),
        mustMove: moves.filter((move) => move.reason === 'holder cannot keep it').length,
        choices: points.map((point) => ({ ...point, children: point.moves })),
        unknown: seeded.workers
          .filter((worker) => worker.capacity === null)
          .map(({ name, address, cases: held }) => ({ name, address, cases: held })),
        spared: cases.slice(30, 31).map((of) => ({
          cases: [of],
          from: workers[0] as PlanWorker,
          to: workers[1] as PlanWorker,
          bought: 6,
        })),
        stayed: row.asked.stay.flatMap((one) => {
          const of = cases.find((each) => each.address === one.case)
          return of ? [{ cases: [of], why: one.why }] : []
        }),
      },
    },
    certificate: {
      row: ready,
      standing,
      certificate,
      names: inPlan.map((worker) => worker.name),
      cases: problem.units.map((_, unit) => rowOf(unit).map((of) => of.child)),
    },
  }
}

/** Who could take a case of the seed's; null where somebody holds it. */
export function seedShortlist(
  seeded: Seeded,
  address: string,
  reach: 'team' | 'service',
): ShortlistView | null {
  const of = seeded.cases.find((one) => one.address === address)
  if (!of) return null
  const from =
    of.workerAddress === null || of.holder.kind !== 'worker'
      ? null
      : { name: of.workerName ?? '', address: of.workerAddress }
  const { problem, in: inPlan } = problemOf(seeded)
  const holdings = holdingsOf(problem)
  if (!holdings.ok) throw new Error('no holdings')
  const isIn = (at: number): boolean =>
    reach === 'service' || seeded.teamName(inPlan[at]?.team ?? null) === of.teamName
  const unit: FairnessUnit = {
    id: of.address,
    children: 1,
    families: 1,
    statutory: true,
    holder: null,
    frozen: false,
    eligible: inPlan.flatMap((worker, at): [number, number][] =>
      isIn(at) && (worker.capacity ?? 0) > 0 ? [[at, of.demand]] : [],
    ),
  }
  const list = allocateOne(holdings.value, unit)
  const { agreement } = seeded.standing
  const over = ({ load, capacity }: Utilisation, line: number): boolean =>
    load * 10_000 > line * capacity
  const shown = list.excluded.filter(({ worker }) => isIn(worker))
  const others = list.candidates.filter(({ worker }) => inPlan[worker]?.address !== from?.address)
  const candidates = others.map((one, n) => ({
    address: inPlan[one.worker]?.address ?? '',
    name: inPlan[one.worker]?.name ?? '',
    teamName: seeded.teamName(inPlan[one.worker]?.team ?? null),
    before: one.before,
    after: one.after,
    cost: one.cost,
    equal: one.equal,
    asked: 0,
    overSafe: over(one.after, agreement.safeLine),
    overHard: over(one.after, agreement.hardLine),
    knewUntil: n === 1 ? '2025' : null,
    lastNew: n % 2 === 0 ? '2026-09-12' : null,
  }))
  // In the service the last of them is barred by the agreement, which somebody may set aside.
  const barred = reach === 'service' ? candidates.splice(-1, candidates.length > 3 ? 1 : 0) : []
  return {
    standing: seeded.standing,
    cases: [of],
    from,
    decided: null,
    secondPersons: [{ what: 'over-hard-line', role: 'service-manager' }],
    reach,
    elsewhere: null,
    candidates,
    setAside: barred.map((one) => ({
      ...one,
      equal: false,
      rule: 'A worker in the assessed and supported year holds no court work alone before month 7',
    })),
    excluded: [...new Set(shown.map(({ rule }) => rule))].map((rule) => ({
      rule: seeded.text(rule),
      workers: shown
        .filter((one) => one.rule === rule)
        .map((one) => ({
          name: inPlan[one.worker]?.name ?? '',
          address: inPlan[one.worker]?.address ?? '',
          teamName: seeded.teamName(inPlan[one.worker]?.team ?? null),
        })),
    })),
    unknown: seeded.workers
      .filter((worker) => worker.capacity === null)
      .map(({ name, address, cases }) => ({ name, address, cases })),
  }
}
