import type { Workload } from '../../core/model/index.ts'
import type { CellOut, SheetOut } from '../../render/index.ts'

/**
 * The whole figure as a workbook's sheets: workers, teams, cases, and the lines behind each sum, so
 * that anyone can add them up. Capacity that is not known reads so; it is never a nought.
 */
export function workloadSheets(workload: Workload): SheetOut[] {
  const { grainsPerUnit, unit } = workload.agreement
  const units = (grains: number | null): CellOut =>
    grains === null ? 'not known' : grains / grainsPerUnit
  const teamName = new Map(workload.teams.map((team) => [team.id, team.name]))
  const workerName = new Map(workload.workers.map((worker) => [worker.id, worker.name]))
  const share = (basisPoints: number | null): CellOut =>
    basisPoints === null ? 'not known' : basisPoints / 10_000
  const used = { 'cannot-receive': 'cannot receive', unknown: 'not known', known: null } as const
  const standing = {
    within: 'within the safe line',
    'over-safe': 'over the safe line',
    'over-hard': 'over the hard line',
    unknown: 'capacity not known',
  }
  return [
    {
      name: 'Workers',
      columns: [
        { header: 'Worker', kind: 'text' },
        { header: 'Team', kind: 'text' },
        { header: 'Full-time share', kind: 'number', decimals: 2 },
        { header: 'Cases', kind: 'number' },
        { header: 'Families', kind: 'number' },
        { header: `Demand (${unit})`, kind: 'number', decimals: 2 },
        { header: `Capacity (${unit})`, kind: 'number', decimals: 2 },
        { header: 'Demand ÷ capacity', kind: 'percent' },
        { header: 'Against the lines', kind: 'text' },
      ],
      rows: workload.workers.map((worker) => [
        worker.name,
        (worker.team && teamName.get(worker.team)) ?? '',
        worker.fteMillionths === null ? 'not known' : worker.fteMillionths / 1_000_000,
        worker.cases,
        worker.families,
        units(worker.demand),
        units(worker.capacity),
        used[worker.state] ?? share(worker.utilisation),
        worker.standing === 'over-safe' || worker.standing === 'over-hard'
          ? { value: standing[worker.standing], mark: 'over' }
          : standing[worker.standing],
      ]),
    },
    {
      name: 'Teams',
      columns: [
        { header: 'Team', kind: 'text' },
        { header: 'Part of', kind: 'text' },
        { header: 'Workers', kind: 'number' },
        { header: 'Over the safe line', kind: 'number' },
        { header: 'Children', kind: 'number' },
        { header: 'Families', kind: 'number' },
        { header: 'Allocated', kind: 'number' },
        { header: 'Unallocated', kind: 'number' },
        { header: 'In the name of someone who cannot hold them', kind: 'number' },
        { header: `Demand (${unit})`, kind: 'number', decimals: 2 },
        { header: `Capacity (${unit})`, kind: 'number', decimals: 2 },
        { header: 'Median', kind: 'percent' },
        { header: 'Highest', kind: 'percent' },
      ],
      rows: workload.teams.map(({ name, parent, totals }) => [
        name,
        (parent && teamName.get(parent)) ?? '',
        totals.workers,
        totals.overSafe,
        totals.children,
        totals.families,
        totals.allocated,
        totals.unallocated,
        totals.phantom,
        units(totals.demand),
        units(totals.capacity),
        share(totals.spread?.median ?? null),
        share(totals.spread?.highest ?? null),
      ]),
    },
    {
      name: 'Cases',
      columns: [
        { header: 'Child', kind: 'text' },
        { header: 'Status', kind: 'text' },
        { header: 'Also', kind: 'text' },
        { header: 'Since', kind: 'date' },
        { header: 'Worker', kind: 'text' },
        { header: 'Who answers', kind: 'text' },
        { header: 'Team', kind: 'text' },
        { header: `Demand (${unit})`, kind: 'number', decimals: 2 },
        { header: 'Why', kind: 'text', width: 60 },
        { header: 'File', kind: 'text' },
        { header: 'Sheet', kind: 'text' },
        { header: 'Row', kind: 'number' },
      ],
      rows: workload.cases.map((of) => [
        of.child,
        of.status,
        of.flags.join(', '),
        of.statusSince,
        (of.holder.kind !== 'unallocated' &&
          of.holder.worker !== null &&
          workerName.get(of.holder.worker)) ||
          '',
        of.holder.kind,
        (of.team && teamName.get(of.team)) ?? '',
        units(of.demand),
        of.reasons
          .map(({ what, hundredths }) => `${what} ${(hundredths / 100).toFixed(2)}`)
          .join('; '),
        of.from[0]?.file ?? '',
        of.from[0]?.sheet ?? '',
        of.from[0]?.row ?? null,
      ]),
    },
    {
      name: 'Capacity lines',
      columns: [
        { header: 'Worker', kind: 'text' },
        { header: 'What', kind: 'text', width: 50 },
        { header: `Amount (${unit})`, kind: 'number', decimals: 2 },
        { header: 'Clause', kind: 'text' },
      ],
      rows: workload.workers.flatMap((worker) =>
        worker.capacityLines.map((line) => [
          worker.name,
          line.what,
          line.hundredths / 100,
          line.clause,
        ]),
      ),
    },
  ]
}
