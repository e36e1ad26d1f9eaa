import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import type { Agreement } from '../agreement/index.ts'
import { compareUtilisation, rebalance, type Utilisation } from '../fairness/index.ts'
import { applyPlan, planProblem } from '../planning/index.ts'
import {
  fullTimeSocialWorker,
  type Caseload,
  type TeamId,
  type WeighedWorker,
  type WorkerId,
  type Workload,
} from '../model/index.ts'
import { missingFullTimeHundredths, weigh } from '../workload/index.ts'

/** Social workers who are not there, to ask what they would change. */
export interface MoreWorkers {
  team: TeamId
  count: number
  /** Contracted share of full time of each, in millionths. */
  fteMillionths: number
  /** Whether each is in their assessed and supported year from the day on. */
  asye: boolean
}

/** The same caseload with more social workers in a team, who hold nothing yet and have nothing taken off. */
export function withMoreWorkers(
  caseload: Caseload,
  { team, count, fteMillionths, asye }: MoreWorkers,
): Caseload {
  const more = Array.from({ length: count }, (_, at) => ({
    id: `more worker ${at + 1}` as WorkerId,
    name: `New worker ${at + 1}`,
    aliases: [],
    team,
    person: {
      ...fullTimeSocialWorker,
      fteMillionths,
      asyeStart: asye ? caseload.asOf : null,
    },
  }))
  return { ...caseload, workers: [...caseload.workers, ...more] }
}

/** A part of a caseload whose work may go to anybody in it, and who would come. Plain data. */
export interface WhatIf {
  caseload: Caseload
  agreement: Agreement
  more: MoreWorkers
}

/** How a caseload stands, as the pages would show it. */
export interface Stands {
  /** Of those whose capacity is known and above zero; 0 ÷ 1 where there is nobody. */
  busiest: Utilisation
  overSafe: number
  overHard: number
  /** Full-time workers missing, in hundredths; null where a capacity is unknown. */
  missing: number | null
  /** Cases that nobody holds. */
  withNobody: number
  workers: WeighedWorker[]
}

/** A caseload as fairly shared out as a quick search finds. */
export interface SharedOut extends Stands {
  /** Under this no sharing out can bring the busiest. */
  bound: Utilisation
  proven: boolean
  /** Families and children who would change worker. */
  moves: number
  children: number
}

export interface WhatIfAnswer {
  alone: SharedOut
  withMore: SharedOut
}

/** How a weighed caseload stands today. */
export function standsOf(workload: Workload, agreement: Agreement): Stands {
  const stands: Stands = {
    busiest: { load: 0, capacity: 1 },
    overSafe: 0,
    overHard: 0,
    missing: missingFullTimeHundredths(workload, agreement),
    withNobody: workload.cases.filter(({ holder }) => holder.kind !== 'worker').length,
    workers: workload.workers,
  }
  for (const { demand, capacity, standing } of workload.workers) {
    if (standing === 'over-safe' || standing === 'over-hard') stands.overSafe += 1
    if (standing === 'over-hard') stands.overHard += 1
    const { busiest } = stands
    if (
      capacity !== null &&
      capacity > 0 &&
      compareUtilisation(demand, capacity, busiest.load, busiest.capacity) > 0
    ) {
      stands.busiest = { load: demand, capacity }
    }
  }
  return stands
}

/**
 * What more workers would change: the work as fairly shared out as the engine finds it among those
 * there, and among those and the new ones, as many families changing worker as it takes. What stands
 * on either side is what `weigh` says of the caseload that the sharing out would make; the busiest is
 * the engine's own, so that it stands against the bound (see `planProblem`).
 */
export function whatMoreChange({
  caseload,
  agreement,
  more,
}: WhatIf): Result<WhatIfAnswer, Problem[]> {
  const alone = sharedOut(caseload, agreement)
  if (!alone.ok) return alone
  const withMore = sharedOut(withMoreWorkers(caseload, more), agreement)
  return withMore.ok ? ok({ alone: alone.value, withMore: withMore.value }) : withMore
}

const NO_CAPACITY_KNOWN: Problem = {
  code: 'capacity-unknown',
  sentence:
    'Nobody’s capacity is known, so the work cannot be shared out. Bring a people file that says who works how much.',
}

function sharedOut(caseload: Caseload, agreement: Agreement): Result<SharedOut, Problem[]> {
  const weighed = weigh(caseload, agreement)
  if (!weighed.ok) return fail([weighed.problem])
  const asked = planProblem(caseload, weighed.value, agreement, 'service')
  if (!asked || asked.workers.length === 0) return fail([NO_CAPACITY_KNOWN])
  const { problem } = asked
  const made = rebalance(problem, { maxMoves: null, seed: 1, effort: 'quick' })
  if (!made.ok) return made
  const { assignment, busiest, bound, proven } = made.value.solution
  const after = weigh(applyPlan(caseload, asked, assignment), agreement)
  if (!after.ok) return fail([after.problem])
  const moved = problem.units.filter(({ holder }, at) => {
    const to = assignment[at] ?? null
    return holder !== null && to !== null && to !== holder
  })
  return ok({
    ...standsOf(after.value, agreement),
    busiest,
    bound: bound.level,
    proven,
    moves: moved.length,
    children: moved.reduce((sum, { children }) => sum + children, 0),
  })
}
