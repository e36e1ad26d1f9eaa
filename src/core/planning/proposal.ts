import { fail, ok, type IsoDate, type Problem, type Result } from '../../kit/index.ts'
import type { Agreement } from '../agreement/index.ts'
import {
  certify,
  compareUtilisation,
  engineVersion,
  exclusionOf,
  loadsOf,
  movesInOrder,
  rebalance,
  type Certificate,
  type Effort,
  type FairnessProblem,
  type FairnessUnit,
  type MoveReason,
  type Progress,
  type Solution,
  type Utilisation,
} from '../fairness/index.ts'
import type { Caseload, ChildId, TeamId, WorkerId, Workload } from '../model/index.ts'
import { weigh } from '../workload/index.ts'
import { applyPlan } from './apply-plan.ts'
import { choices, type Choice } from './choices.ts'
import { heldFamilies, shareOf } from './held.ts'
import { planProblem, type HardGround, type PlanProblem, type Reach } from './plan-problem.ts'
import { within } from './within.ts'

/** How many families may change worker: a share of those held, a number, or as many as help. */
export type MovesAsked = { percent: number } | { count: number } | 'any'

/** A caseload, and what a plan for it may do. Plain data, as another thread is given it. */
export interface Question {
  caseload: Caseload
  agreement: Agreement
  /** Only these teams' work and workers; null for everybody's. */
  teams: TeamId[] | null
  reach: Reach
  moves: MovesAsked
  /** Cases that stay with whoever holds them, where they can. */
  stay: ChildId[]
  seed: number
  effort: Effort
}

export interface ProposalProgress extends Omit<Progress, 'stage'> {
  stage: Progress['stage'] | 'choices'
}

export interface ProposalWatch {
  onProgress?(progress: ProposalProgress): void
  /** True asks to stop soon with the best plan so far. */
  cancelled?(): boolean
}

/** What stands on one side of a plan, as the pages would show it; amounts in grains. */
export interface Side {
  /** After: as the certificate counts it, so that it stands against what is proven. */
  busiest: Utilisation
  overSafe: number
  overHard: number
  /** Work above what its holders can carry. */
  overload: number
  /** Cases that nobody holds. */
  withNobody: number
}

/** A worker in the plan, on one side of it. */
export interface Carried {
  /** In grains. */
  demand: number
  cases: number
  families: number
}

export interface Move {
  unit: number
  from: number
  to: number
  reason: MoveReason
  /** Moves that only help together share a step. */
  step: number
  /** After this step and all before it. */
  busiestAfter: Utilisation
  overloadAfter: number
  /** What the whole step buys: overload that ends, or load taken off the busiest it touches; in grains. */
  bought: number
}

/** A plan for a caseload, whole: workers and units are named by their places. Plain data. */
export interface Proposal {
  asOf: IsoDate
  agreement: { id: string; version: string }
  workers: WorkerId[]
  units: ChildId[][]
  /** Workers whose capacity is not known: they and their cases are left as they are. */
  unknown: WorkerId[]
  assignment: (number | null)[]
  /** Whether anything lowers the busiest or anybody below: else no move is worth it. */
  worthIt: boolean
  proven: boolean
  /** What no plan with so many moves can go under, and with any number of them. */
  bound: Utilisation
  unlimitedBound: Utilisation | null
  before: Side
  after: Side
  /** By place. */
  carried: { capacity: number; before: Carried; after: Carried }[]
  /** In the order in which they are best made. */
  moves: Move[]
  placements: { unit: number; to: number; before: Utilisation; after: Utilisation }[]
  /** Families that the most even plan would move too, were it not so hard on them for what it buys. */
  spared: { unit: number; from: number; to: number; bought: number; instead: number | null }[]
  /** Units that nobody may hold, or that limits leave no place for. */
  nobody: {
    unit: number
    rules: { rule: string; workers: number }[]
    conflict: { limit: string; units: number[] } | null
  }[]
  /** For moved units: why a change of worker is hard on their children. */
  hard: Record<number, HardGround[]>
  /** Units whose holder cannot keep them. */
  mustMove: number[]
  /** Units that stay because it was asked. */
  stayed: number[]
  choices: Choice[]
  /** Null where the search was stopped before its end: then nothing can be proven. */
  certificate: Certificate | null
}

const NO_CAPACITY_KNOWN: Problem = {
  code: 'capacity-unknown',
  sentence:
    'Nobody’s capacity is known, so nothing can be planned. Bring a people file that says who works how much.',
}

/**
 * The fairest plan for a caseload with its proof, its moves in order, and what other numbers of moves
 * would buy. What it shows of before and after is what `weigh` says of the caseload and of the
 * caseload that the plan makes; but for the busiest after, which is the certificate's: higher where the
 * plan brings brothers and sisters together whom two workers hold today (see `planProblem`).
 */
export function propose(
  question: Question,
  { sha256, watch = {} }: { sha256(text: string): string; watch?: ProposalWatch },
): Result<Proposal, Problem[]> {
  const { caseload, agreement, seed, effort } = question
  const weighed = weigh(caseload, agreement)
  if (!weighed.ok) return fail([weighed.problem])
  const workload = weighed.value
  const part = within(caseload, workload, question.teams)
  const stay = new Set(question.stay)
  const asked = planProblem(part.caseload, part.workload, agreement, question.reach, {
    stay,
    allCases: caseload.cases,
  })
  if (!asked || asked.workers.length === 0) return fail([NO_CAPACITY_KNOWN])
  const { problem } = asked
  const maxMoves = mostMoves(problem, question.moves)
  const first = stretch(watch, 0, 0.6)
  const made = rebalance(problem, { maxMoves, seed, effort, watch: first })
  if (!made.ok) return made
  const { solution } = made.value
  const certified = certify(solution, {
    agreement: { id: agreement.id, version: agreement.version },
    engine: engineVersion,
    sha256,
  })
  const after = weigh(applyPlan(caseload, asked, solution.assignment), agreement)
  if (!after.ok) return fail([after.problem])
  const children = new Set(part.caseload.cases.map((of) => of.child))
  const moves = movesInOrder(problem, solution.assignment)
  const bought = choices(problem, {
    asked: { ...question, maxMoves, made: made.value },
    watch: stretch(watch, 0.6, 1),
  })
  if (!bought.ok) return bought
  return ok({
    asOf: caseload.asOf,
    agreement: { id: agreement.id, version: agreement.version },
    workers: asked.workers,
    units: asked.units,
    unknown: asked.unknown,
    assignment: solution.assignment,
    worthIt: made.value.worthIt,
    proven: solution.proven,
    bound: solution.bound.level,
    unlimitedBound: solution.unlimited?.level ?? null,
    before: sideOf(workload, asked.workers, children),
    after: { ...sideOf(after.value, asked.workers, children), busiest: solution.busiest },
    carried: carriedOf(asked.workers, workload, after.value),
    moves: moves.map((move) => ({
      unit: move.unit,
      from: move.from,
      to: move.to,
      reason: move.reason,
      step: move.step,
      busiestAfter: move.busiest,
      overloadAfter: move.overload,
      bought: move.bought,
    })),
    placements: placementsOf(problem, solution),
    spared: made.value.givenUp.map(({ unit, from, to, bought: of, instead }) => ({
      unit,
      from,
      to,
      bought: of,
      instead,
    })),
    nobody: nobodyOf(asked, solution),
    hard: Object.fromEntries(moves.map(({ unit }) => [unit, asked.grounds[unit] ?? []])),
    mustMove: solution.mustMove,
    stayed: problem.units.flatMap(({ frozen }, at) =>
      frozen && asked.units[at]?.some((child) => stay.has(child)) ? [at] : [],
    ),
    choices: bought.value,
    certificate: certified.ok ? certified.value : null,
  })
}

function mostMoves(problem: FairnessProblem, moves: MovesAsked): number | null {
  if (moves === 'any') return null
  const held = heldFamilies(problem)
  if ('count' in moves) return Math.min(moves.count, held)
  return shareOf(held, moves.percent)
}

/** A watch that tells of a part of the way as of a part of the whole. */
function stretch(watch: ProposalWatch, from: number, to: number): ProposalWatch {
  return {
    onProgress: (progress) =>
      watch.onProgress?.({ ...progress, done: from + (to - from) * Math.min(1, progress.done) }),
    cancelled: () => watch.cancelled?.() ?? false,
  }
}

function sideOf(
  workload: Workload,
  workers: readonly WorkerId[],
  children: ReadonlySet<ChildId>,
): Side {
  const inPlan = new Set(workers)
  const side: Side = {
    busiest: { load: 0, capacity: 1 },
    overSafe: 0,
    overHard: 0,
    overload: 0,
    withNobody: workload.cases.filter(
      ({ child, holder }) => holder.kind !== 'worker' && children.has(child),
    ).length,
  }
  for (const { id, demand, capacity, standing } of workload.workers) {
    if (!inPlan.has(id) || capacity === null) continue
    if (standing === 'over-safe' || standing === 'over-hard') side.overSafe += 1
    if (standing === 'over-hard') side.overHard += 1
    side.overload += Math.max(0, demand - capacity)
    if (capacity === 0) continue
    const { busiest } = side
    if (compareUtilisation(demand, capacity, busiest.load, busiest.capacity) > 0) {
      side.busiest = { load: demand, capacity }
    }
  }
  return side
}

function carriedOf(
  workers: readonly WorkerId[],
  before: Workload,
  after: Workload,
): Proposal['carried'] {
  const nothing: Carried = { demand: 0, cases: 0, families: 0 }
  const by = (workload: Workload): Map<WorkerId, Carried> =>
    new Map(
      workload.workers.map(({ id, demand, cases, families }) => [id, { demand, cases, families }]),
    )
  const capacity = new Map(before.workers.map((worker) => [worker.id, worker.capacity]))
  const [first, second] = [by(before), by(after)]
  return workers.map((id) => {
    return {
      capacity: capacity.get(id) ?? 0,
      before: first.get(id) ?? nothing,
      after: second.get(id) ?? nothing,
    }
  })
}

const costFor = (problem: FairnessProblem, unit: number, worker: number): number =>
  problem.units[unit]?.eligible.find(([one]) => one === worker)?.[1] ?? 0

function placementsOf(problem: FairnessProblem, { assignment }: Solution): Proposal['placements'] {
  const load = loadsOf(problem, assignment)
  return problem.units.flatMap((unit, at) => {
    const to = assignment[at] ?? null
    if (unit.holder !== null || to === null) return []
    const capacity = problem.workers[to]?.capacity ?? 0
    const own = load[to] ?? 0
    return [
      {
        unit: at,
        to,
        before: { load: own - costFor(problem, at, to), capacity },
        after: { load: own, capacity },
      },
    ]
  })
}

function nobodyOf(
  { problem, limitWords }: PlanProblem,
  { assignment, nobody, unplaced, conflicts }: Solution,
): Proposal['nobody'] {
  const wordsOf = (clause: string): string => limitWords.get(clause) ?? clause
  const counted = problem.workers.map(() => new Map<string, number>())
  assignment.forEach((worker, at) => {
    const own = worker === null ? undefined : counted[worker]
    for (const [name, more] of Object.entries(problem.units[at]?.counts ?? {})) {
      own?.set(name, (own.get(name) ?? 0) + more)
    }
  })
  /** The limit that has no room left with a worker who might hold the unit else. */
  const fullUnder = (unit: FairnessUnit, worker: number): string | null => {
    const full = Object.entries(problem.workers[worker]?.limits ?? {}).find(([name, most]) => {
      const adds = unit.counts?.[name] ?? 0
      return adds > 0 && (counted[worker]?.get(name) ?? 0) + adds > most
    })
    return full ? wordsOf(full[0]) : null
  }
  return [...nobody, ...unplaced]
    .sort((a, b) => a - b)
    .map((at) => {
      const unit = problem.units[at]
      const rules = new Map<string, number>()
      problem.workers.forEach((_, worker) => {
        const rule = unit && (exclusionOf(problem, unit, worker) ?? fullUnder(unit, worker))
        if (rule) rules.set(rule, (rules.get(rule) ?? 0) + 1)
      })
      const conflict = conflicts.find(({ units }) => units.includes(at))
      return {
        unit: at,
        rules: [...rules].map(([rule, workers]) => ({ rule, workers })),
        conflict: conflict ? { limit: wordsOf(conflict.limit), units: conflict.units } : null,
      }
    })
}
