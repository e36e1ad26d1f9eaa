import type { Agreement } from '../agreement/index.ts'
import type { Grains, TeamId, Totals, WeighedWorker, WorkerId, Workload } from '../model/index.ts'
import { missingFullTimeHundredths } from './missing.ts'

/** One side of a replay: the same caseload under one agreement. */
export interface ReplaySide {
  agreement: Workload['agreement']
  totals: Totals
  /** As `missingFullTimeHundredths`. */
  missingFteHundredths: number | null
}

/**
 * `eased`: under the later agreement the team reads less full, `pressed`: fuller. Compared exactly,
 * never after rounding; `unknown` where either has no known capacity.
 */
export type ReplayTurn = 'eased' | 'pressed' | 'same' | 'unknown'

export interface ReplayTeam {
  id: TeamId
  name: string
  parent: TeamId | null
  before: Totals
  after: Totals
  turn: ReplayTurn
}

export interface ReplayWorker {
  id: WorkerId
  team: TeamId | null
  before: WeighedWorker
  after: WeighedWorker
}

/** One caseload under two agreements: what would have been otherwise on its day. Nobody's work moves. */
export interface ReplayView {
  asOf: Workload['asOf']
  before: ReplaySide
  after: ReplaySide
  teams: ReplayTeam[]
  /** Every worker who holds cases or could, under both. */
  all: ReplayWorker[]
  /** Workers who stand on another side of a line, or have a capacity under one of the two alone. */
  crossing: ReplayWorker[]
  /** Workers over the safe line: newly, no longer, and under both. */
  over: { newly: number; noLonger: number; both: number }
  /** Workers with a known capacity whose share is higher, lower, or the same. */
  workers: { fuller: number; lighter: number; same: number }
}

/**
 * Compares the same caseload under two agreements. Both workloads must come from the same caseload:
 * workers and teams are matched by id, and one that only one of them has is left out.
 */
export function replay(
  before: { workload: Workload; agreement: Agreement },
  after: { workload: Workload; agreement: Agreement },
): ReplayView {
  const later = new Map(after.workload.workers.map((of) => [of.id, of]))
  const pairs = before.workload.workers.flatMap((of): ReplayWorker[] => {
    const now = later.get(of.id)
    return now ? [{ id: of.id, team: of.team, before: of, after: now }] : []
  })
  const teamsLater = new Map(after.workload.teams.map((of) => [of.id, of]))
  // Those away who hold nothing are no part of the figures on either side.
  const counted = pairs.filter((of) => counts(of.before) || counts(of.after))
  const overUnder = (was: boolean, is: boolean): number =>
    counted.filter((of) => over(of.before) === was && over(of.after) === is).length
  const turns = counted.map((of) => turnOf(of.before, of.after))
  return {
    asOf: before.workload.asOf,
    before: sideOf(before),
    after: sideOf(after),
    teams: before.workload.teams.flatMap((of): ReplayTeam[] => {
      const now = teamsLater.get(of.id)
      return now
        ? [
            {
              id: of.id,
              name: of.name,
              parent: of.parent,
              before: of.totals,
              after: now.totals,
              turn: turnOfTotals(of, now),
            },
          ]
        : []
    }),
    all: counted,
    crossing: counted.filter(
      (of) => of.before.standing !== of.after.standing || of.before.state !== of.after.state,
    ),
    over: {
      newly: overUnder(false, true),
      noLonger: overUnder(true, false),
      both: overUnder(true, true),
    },
    workers: {
      fuller: turns.filter((of) => of === 'pressed').length,
      lighter: turns.filter((of) => of === 'eased').length,
      same: turns.filter((of) => of === 'same').length,
    },
  }

  function turnOfTotals(was: Workload['teams'][number], is: Workload['teams'][number]): ReplayTurn {
    return turnOf(sumOf(before.workload, was.workers), sumOf(after.workload, is.workers))
  }
}

const sideOf = ({
  workload,
  agreement,
}: {
  workload: Workload
  agreement: Agreement
}): ReplaySide => ({
  agreement: workload.agreement,
  totals: workload.totals,
  missingFteHundredths: missingFullTimeHundredths(workload, agreement),
})

const counts = (of: WeighedWorker): boolean => of.state !== 'cannot-receive' || of.cases > 0

const over = (of: WeighedWorker): boolean =>
  of.standing === 'over-safe' || of.standing === 'over-hard'

interface Load {
  demand: Grains
  capacity: Grains | null
}

/** Demand and capacity of those whose capacity is known. */
function sumOf(workload: Workload, ids: readonly WorkerId[]): Load {
  const members = new Set(ids)
  return workload.workers
    .filter((of) => members.has(of.id) && of.state === 'known')
    .reduce<Load>(
      (sum, of) => ({
        demand: sum.demand + of.demand,
        capacity: (sum.capacity ?? 0) + (of.capacity ?? 0),
      }),
      { demand: 0, capacity: null },
    )
}

/** Which of two shares is the larger: `a ÷ b` against `c ÷ d` as `a × d` against `c × b`. */
function turnOf(was: Load, is: Load): ReplayTurn {
  if (!was.capacity || !is.capacity) return 'unknown'
  const left = BigInt(was.demand) * BigInt(is.capacity)
  const right = BigInt(is.demand) * BigInt(was.capacity)
  return left === right ? 'same' : left < right ? 'pressed' : 'eased'
}
