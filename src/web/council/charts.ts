import type { CaseStatus, WeighedTeam, WeighedWorker } from '../../core/model/index.ts'
import { reductionReasons } from '../../core/agreement/index.ts'
import type {
  KindOfWork,
  ServiceView,
  TeamView,
  TrendPoint,
  WorkerView,
} from '../../council/index.ts'
import {
  spreadChart,
  stripChart,
  trendChart,
  workerBars,
  type Chart,
  type MarkStanding,
  type StripTeam,
} from '../../render/index.ts'
import { asTree } from './tree.ts'
import {
  kindWords,
  reductionWords,
  statusWords,
  waitingOf,
  type AgreementInForce,
} from '../words.ts'

const asPercent = (basisPoints: number | null): number | null =>
  basisPoints === null ? null : basisPoints / 100

const linesOf = (agreement: AgreementInForce): { safe: number; hard: number } => ({
  safe: agreement.safeLine / 100,
  hard: agreement.hardLine / 100,
})

const markOf = (worker: WeighedWorker): MarkStanding => {
  if (worker.state === 'unknown') return 'unknown'
  if (worker.state === 'cannot-receive') return worker.cases > 0 ? 'cannot-receive' : 'within'
  return worker.standing === 'within' ? 'within' : 'over'
}

/** A worker on leave who holds nothing is no mark: there is nothing to see and nothing to do. */
const isShown = (worker: WeighedWorker): boolean =>
  worker.state !== 'cannot-receive' || worker.cases > 0

/** Every worker as a mark, a row a team. No names: by name, workers are seen within their team alone. */
export function serviceStrip({ standing, teams, workers }: ServiceView): Chart {
  const teamless = workers.filter((worker) => !teams.some((team) => team.id === worker.team))
  return stripChart({
    id: 'utilisation',
    title: 'Each worker’s work as a share of what they can safely carry, by team',
    lines: linesOf(standing.agreement),
    teams: [
      ...asTree(teams)
        .map((team) =>
          stripRow(
            team.name,
            workers.filter((worker) => worker.team === team.id),
            team.totals.spread?.median ?? null,
          ),
        )
        .filter((team) => team.workers.length > 0),
      ...(teamless.length > 0 ? [stripRow('No team', teamless, null)] : []),
    ],
  })
}

/** Workers as a row of marks, nobody named. `median` in basis points. */
export const stripRow = (
  label: string,
  workers: readonly WeighedWorker[],
  median: number | null,
): StripTeam => ({
  label,
  median: asPercent(median),
  workers: workers.filter(isShown).map((worker) => ({
    label: 'A worker',
    percent: asPercent(worker.utilisation),
    standing: markOf(worker),
  })),
})

export const spreadOfTeams = (agreement: AgreementInForce, teams: readonly WeighedTeam[]): Chart =>
  spreadChart({
    id: 'spread',
    title: 'How far apart the workers of each team stand',
    lines: linesOf(agreement),
    teams: teams
      .filter((team) => team.totals.workers > 0)
      .map(({ name, totals }) => ({
        label: name,
        workers: totals.workers - totals.capacityUnknown,
        spread: totals.spread && {
          p10: totals.spread.p10 / 100,
          median: totals.spread.median / 100,
          p90: totals.spread.p90 / 100,
          highest: totals.spread.highest / 100,
        },
      })),
  })

const STATUSES = Object.keys(statusWords) as CaseStatus[]
const KINDS = Object.keys(kindWords) as KindOfWork[]

/** One fill for a kind of work wherever it is drawn: a reader meets the same one on every page. */
const FILLS: Record<KindOfWork, number> = {
  court: 3,
  'child-protection': 1,
  'in-care': 0,
  'child-in-need': 2,
  assessment: 4,
  'care-leaver': 5,
  other: 6,
}

const fillOfStatus: Record<CaseStatus, number> = {
  'looked-after': FILLS['in-care'],
  'child-protection-plan': FILLS['child-protection'],
  'child-in-need-plan': FILLS['child-in-need'],
  'open-assessment': FILLS.assessment,
  referral: 7,
  'care-leaver': FILLS['care-leaver'],
  untyped: FILLS.other,
}
const NO_CASE_FILL = 8

/** A bar a worker, by name, against their own safe line. */
export function teamBars({ standing, workers }: TeamView): Chart {
  const { agreement } = standing
  const inUnit = (grains: number): number => grains / agreement.grainsPerUnit
  const shown = [...workers].filter(isShown)
  const taken = reductionReasons.filter((reason) =>
    shown.some((worker) => worker.reducedBy.some((one) => one.reason === reason)),
  )
  const kinds = KINDS.filter((kind) =>
    shown.some((worker) => worker.byKind.some((one) => one.kind === kind && one.demand > 0)),
  )
  return workerBars({
    id: 'workers-of-team',
    title: 'What each worker carries, by kind of work, against what they can safely carry',
    unit: agreement.unit,
    safe: agreement.safeLine / 100,
    kinds: kinds.map((key) => ({ key, label: kindWords[key], fill: FILLS[key] })),
    takenKinds: taken.map((key) => ({ key, label: reductionWords[key] })),
    workers: shown.map((worker) => ({
      label: worker.name,
      work: worker.byKind.map(({ kind, demand }) => ({ kind, amount: inUnit(demand) })),
      capacity: worker.capacity === null ? null : inUnit(worker.capacity),
      taken: worker.reducedBy.map(({ reason, hundredths }) => ({
        kind: reason,
        amount: hundredths / 100,
      })),
      percent: asPercent(worker.utilisation),
      standing: markOf(worker),
    })),
  })
}

/** One worker's bar, by the status of the children; agreed work that is no case is `other`. */
export function workerBar({ standing, worker, cases }: WorkerView): Chart {
  const { agreement } = standing
  const inUnit = (grains: number): number => grains / agreement.grainsPerUnit
  const byStatus = new Map<CaseStatus, number>()
  for (const row of cases) byStatus.set(row.status, (byStatus.get(row.status) ?? 0) + row.demand)
  const ofCases = [...byStatus.values()].reduce((sum, demand) => sum + demand, 0)
  const other = worker.demand - ofCases
  const kinds = STATUSES.filter((status) => (byStatus.get(status) ?? 0) > 0)
  return workerBars({
    id: 'worker',
    title: 'What this worker carries, against what they can safely carry',
    unit: agreement.unit,
    safe: agreement.safeLine / 100,
    kinds: [
      ...kinds.map((key) => ({ key, label: statusWords[key], fill: fillOfStatus[key] })),
      ...(other > 0 ? [{ key: 'other', label: 'Work that is no case', fill: NO_CASE_FILL }] : []),
    ],
    takenKinds: worker.reducedBy.map(({ reason }) => ({
      key: reason,
      label: reductionWords[reason],
    })),
    workers: [
      {
        label: worker.name,
        work: [
          ...kinds.map((kind) => ({ kind, amount: inUnit(byStatus.get(kind) ?? 0) })),
          ...(other > 0 ? [{ kind: 'other', amount: inUnit(other) }] : []),
        ],
        capacity: worker.capacity === null ? null : inUnit(worker.capacity),
        taken: worker.reducedBy.map(({ reason, hundredths }) => ({
          kind: reason,
          amount: hundredths / 100,
        })),
        percent: asPercent(worker.utilisation),
        standing: markOf(worker),
      },
    ],
  })
}

export const trendOf = (trend: readonly TrendPoint[], agreement: AgreementInForce): Chart => {
  const known = trend.some((point) => point.medianUtilisation !== null)
  return trendChart({
    id: 'trend',
    title: 'How the service changed from import to import',
    days: trend.map((point) => point.asOf),
    series: [
      ...(known
        ? [
            {
              label: 'workers over the safe line',
              plural: true,
              unit: 'count' as const,
              values: trend.map((point) =>
                point.medianUtilisation === null ? null : point.overSafe,
              ),
            },
          ]
        : []),
      {
        label: 'children with no worker',
        plural: true,
        unit: 'count',
        values: trend.map(waitingOf),
      },
      ...(known
        ? [
            {
              label: 'the median worker’s share',
              unit: 'percent' as const,
              values: trend.map((point) => asPercent(point.medianUtilisation)),
              reference: { label: 'safe line', value: agreement.safeLine / 100 },
            },
          ]
        : []),
      ...(trend.some((point) => point.agencyShare !== null)
        ? [
            {
              label: 'workers from agencies',
              plural: true,
              unit: 'percent' as const,
              values: trend.map((point) => asPercent(point.agencyShare)),
            },
          ]
        : []),
    ],
  })
}
