import type { JSX } from 'preact'
import type { Finding, Line, WeighedTeam, WeighedWorker } from '../../core/model/index.ts'
import type { CaseRow, OverloadView, TrendPoint } from '../../council/index.ts'
import type { CellOut } from '../../render/index.ts'
import type { Addresses } from '../address.ts'
import { AsRead, Link, StandingMark, type SumLine } from '../components/index.ts'
import type { ColumnOf, TableOf } from '../table-of.ts'
import { hasTeams } from './tree.ts'
import {
  amount,
  decimal,
  fixed,
  flagWords,
  fte,
  percent,
  roleWords,
  shortDate,
  standingWords,
  statusWords,
  unitOf,
  units,
  utilisationWords,
  waitingOf,
  whyWaiting,
  type AgreementInForce,
} from '../words.ts'

type Linked<T> = T & { address: string }

const ratio = (basisPoints: number | null): number | null =>
  basisPoints === null ? null : basisPoints / 10_000

/** A worker's share of capacity for files: a ratio, or the words for having none. Never 0 for want of capacity. */
const ratioOrWords = (worker: WeighedWorker): CellOut => {
  const value = worker.state === 'known' ? ratio(worker.utilisation) : null
  if (value === null) return utilisationWords(worker)
  return worker.standing.startsWith('over') ? { value, mark: 'over' } : value
}

/** Fullest first where sorted from the highest: nobody with no capacity sorts as free. */
const fullness = (worker: WeighedWorker): number | null =>
  worker.state === 'cannot-receive'
    ? worker.cases > 0
      ? Number.MAX_SAFE_INTEGER
      : Number.MAX_SAFE_INTEGER - 1
    : worker.utilisation

/** A share with a shape and words beside it: never by colour alone, and never 0% for want of capacity. */
export function Utilisation({ worker }: { worker: WeighedWorker }): JSX.Element {
  if (worker.state === 'cannot-receive') {
    return (
      <StandingMark
        standing="cannot-receive"
        words={worker.cases > 0 ? 'Cannot receive, yet holds cases' : 'Cannot receive'}
      />
    )
  }
  if (worker.state === 'unknown') return <StandingMark standing="unknown" words="Unknown" />
  const words = utilisationWords(worker)
  return worker.standing === 'within' ? (
    <>{words}</>
  ) : (
    <StandingMark
      standing={worker.standing}
      words={`${words}, ${standingWords[worker.standing].toLowerCase()}`}
    />
  )
}

export function teamsTable(
  agreement: AgreementInForce,
  to: Addresses,
  all: readonly WeighedTeam[],
): TableOf<Linked<WeighedTeam> & { weeksOver: number | null }> {
  const unit = unitOf(agreement)
  return {
    id: 'teams',
    name: 'Teams',
    columns: [
      {
        id: 'team',
        header: 'Team',
        kind: 'text',
        cell: (team) => (
          <span>
            <Link href={to.team(team.address)}>{team.name}</Link>
            {hasTeams(team, all) ? ', with its teams' : ''}
          </span>
        ),
        file: (team) => team.name,
        sortBy: (team) => team.name,
      },
      {
        id: 'within',
        header: 'Within',
        kind: 'text',
        hint: 'The team whose figures hold this one’s as well',
        file: (team) => all.find((other) => other.id === team.parent)?.name ?? null,
        inFilesOnly: true,
      },
      {
        id: 'workers',
        header: 'Workers',
        kind: 'number',
        file: ({ totals }) => totals.workers,
        sortBy: ({ totals }) => totals.workers,
        highestFirst: true,
      },
      {
        id: 'over',
        header: 'Over the safe line',
        kind: 'number',
        cell: ({ totals }) => (
          <OverOf over={totals.overSafe} unknown={totals.capacityUnknown} of={totals.workers} />
        ),
        file: ({ totals }) =>
          totals.workers > 0 && totals.capacityUnknown === totals.workers
            ? 'capacity unknown'
            : totals.overSafe,
        sortBy: ({ totals }) =>
          totals.capacityUnknown === totals.workers ? null : totals.overSafe,
        highestFirst: true,
      },
      {
        id: 'unknown',
        header: 'Capacity unknown',
        kind: 'number',
        file: ({ totals }) => totals.capacityUnknown,
        inFilesOnly: true,
      },
      {
        id: 'median',
        header: 'Median',
        kind: 'percent',
        hint: 'Demand ÷ capacity of the middle worker, of those whose capacity is known',
        cell: ({ totals }) => (totals.spread ? percent(totals.spread.median) : 'Unknown'),
        file: ({ totals }) => (totals.spread ? ratio(totals.spread.median) : 'unknown'),
        sortBy: ({ totals }) => totals.spread?.median ?? null,
        highestFirst: true,
      },
      {
        id: 'highest',
        header: 'Highest',
        kind: 'percent',
        cell: ({ totals }) => (totals.spread ? percent(totals.spread.highest) : 'Unknown'),
        file: ({ totals }) => (totals.spread ? ratio(totals.spread.highest) : 'unknown'),
        sortBy: ({ totals }) => totals.spread?.highest ?? null,
        highestFirst: true,
      },
      {
        id: 'children',
        header: 'Children',
        kind: 'number',
        file: ({ totals }) => totals.children,
        sortBy: ({ totals }) => totals.children,
        highestFirst: true,
      },
      {
        id: 'families',
        header: 'Families',
        kind: 'number',
        hint: 'A child whose family no file names counts as a family of its own',
        file: ({ totals }) => totals.families,
        sortBy: ({ totals }) => totals.families,
        highestFirst: true,
      },
      {
        id: 'waiting',
        header: 'No worker',
        kind: 'number',
        hint: 'Unallocated and phantom cases',
        cell: (team) =>
          waitingOf(team.totals) === 0 ? (
            '0'
          ) : (
            <Link href={to.waiting({ team: team.address })}>{waitingOf(team.totals)}</Link>
          ),
        file: ({ totals }) => waitingOf(totals),
        sortBy: ({ totals }) => waitingOf(totals),
        highestFirst: true,
      },
      {
        id: 'demand',
        header: `Needed (${unit})`,
        kind: 'number',
        decimals: 1,
        cell: ({ totals }) => units(totals.demand, agreement),
        file: ({ totals }) => totals.demand / agreement.grainsPerUnit,
        sortBy: ({ totals }) => totals.demand,
        highestFirst: true,
      },
      {
        id: 'capacity',
        header: `Can be carried (${unit})`,
        kind: 'number',
        decimals: 1,
        hint: 'Sum of the workers whose capacity is known',
        cell: ({ totals }) =>
          totals.capacity === null ? 'Unknown' : units(totals.capacity, agreement),
        file: ({ totals }) =>
          totals.capacity === null ? 'unknown' : totals.capacity / agreement.grainsPerUnit,
        sortBy: ({ totals }) => totals.capacity,
        highestFirst: true,
      },
      {
        id: 'weeks-over',
        header: 'Weeks over the hard line',
        kind: 'number',
        hint: 'The longest that one of its workers has stood over the agreed line, in whole weeks',
        cell: (team) => team.weeksOver ?? '—',
        file: (team) => team.weeksOver,
        sortBy: (team) => team.weeksOver,
        highestFirst: true,
      },
    ],
  }
}

function OverOf(props: { over: number; unknown: number; of: number }): JSX.Element {
  if (props.of > 0 && props.unknown === props.of) return <>Unknown</>
  if (props.over === 0) return <>0</>
  return <StandingMark standing="over-safe" words={String(props.over)} />
}

/** How long somebody has stood over the agreed line; nothing where no clock runs for them. */
export const weeksOverColumn: ColumnOf<{ overload: OverloadView | null }> = {
  id: 'weeks-over',
  header: 'Weeks over the hard line',
  kind: 'number',
  hint: 'Whole weeks between the first and the last day seen over the agreed line',
  cell: ({ overload }) => {
    if (overload === null) return '—'
    return overload.weeks >= overload.agreedWeeks ? (
      <StandingMark standing="over-hard" words={`${overload.weeks}, sustained`} />
    ) : (
      String(overload.weeks)
    )
  },
  file: ({ overload }) => overload?.weeks ?? null,
  sortBy: ({ overload }) => overload?.weeks ?? null,
  highestFirst: true,
}

export function workersTable<Row extends Linked<WeighedWorker>>(
  agreement: AgreementInForce,
  to: Addresses,
  teamOf: ((worker: Row) => { name: string; address: string } | null) | null,
): TableOf<Row> {
  const unit = unitOf(agreement)
  return {
    id: 'workers',
    name: 'Workers',
    columns: [
      {
        id: 'worker',
        header: 'Worker',
        kind: 'text',
        cell: (worker) => <Link href={to.worker(worker.address)}>{worker.name}</Link>,
        file: (worker) => worker.name,
        sortBy: (worker) => worker.name,
      },
      {
        id: 'number',
        header: 'Id',
        kind: 'text',
        file: (worker) => worker.id,
        inFilesOnly: true,
      },
      ...(teamOf
        ? [
            {
              id: 'team',
              header: 'Team',
              kind: 'text' as const,
              cell: (worker: Row) => {
                const team = teamOf(worker)
                return team ? <Link href={to.team(team.address)}>{team.name}</Link> : 'No team'
              },
              file: (worker: Row) => teamOf(worker)?.name ?? null,
              sortBy: (worker: Row) => teamOf(worker)?.name ?? null,
            },
          ]
        : []),
      {
        id: 'contract',
        header: 'Contract',
        kind: 'text',
        cell: (worker) => contractWords(worker),
        file: (worker) => contractWords(worker),
      },
      {
        id: 'fte',
        header: 'FTE',
        kind: 'number',
        decimals: 2,
        file: (worker) =>
          worker.fteMillionths === null ? 'not known' : worker.fteMillionths / 1e6,
        inFilesOnly: true,
      },
      {
        id: 'cases',
        header: 'Children',
        kind: 'number',
        file: (worker) => worker.cases,
        sortBy: (worker) => worker.cases,
        highestFirst: true,
      },
      {
        id: 'families',
        header: 'Families',
        kind: 'number',
        hint: 'A child whose family no file names counts as a family of its own',
        file: (worker) => worker.families,
        sortBy: (worker) => worker.families,
        highestFirst: true,
      },
      {
        id: 'demand',
        header: `Needed (${unit})`,
        kind: 'number',
        decimals: 1,
        cell: (worker) => units(worker.demand, agreement),
        file: (worker) => worker.demand / agreement.grainsPerUnit,
        sortBy: (worker) => worker.demand,
        highestFirst: true,
      },
      {
        id: 'capacity',
        header: `Can carry (${unit})`,
        kind: 'number',
        decimals: 1,
        cell: (worker) =>
          worker.capacity === null ? 'Unknown' : units(worker.capacity, agreement),
        file: (worker) =>
          worker.capacity === null ? 'unknown' : worker.capacity / agreement.grainsPerUnit,
        sortBy: (worker) => worker.capacity,
        highestFirst: true,
      },
      {
        id: 'utilisation',
        header: 'Of what they can carry',
        kind: 'percent',
        long: true,
        cell: (worker) => <Utilisation worker={worker} />,
        file: ratioOrWords,
        sortBy: fullness,
        highestFirst: true,
      },
      {
        id: 'standing',
        header: 'Standing',
        kind: 'text',
        file: (worker) => standingWords[worker.standing],
        inFilesOnly: true,
      },
    ],
  }
}

/** No league table of people: who works in several teams is ordered by who and where, never by load. */
export const byWhoAndWhere = <Row,>(table: TableOf<Row>): TableOf<Row> => ({
  ...table,
  columns: table.columns.map(({ sortBy, ...column }) =>
    sortBy && (column.id === 'worker' || column.id === 'team') ? { ...column, sortBy } : column,
  ),
})

/** `Agency, 0.6 of full time, first year (ASYE)`. */
export function contractWords(worker: WeighedWorker): string {
  const parts = [
    worker.role && worker.role !== 'social-worker' ? roleWords[worker.role] : null,
    worker.agency === true ? 'agency' : null,
    worker.fteMillionths === null ? 'contract not known' : fte(worker.fteMillionths).toLowerCase(),
    worker.asye ? 'first year (ASYE)' : null,
  ].filter((part) => part !== null)
  const words = parts.join(', ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export function casesTable(
  agreement: AgreementInForce,
  to: Addresses,
  which: { worker?: boolean; team?: boolean; why?: boolean },
): TableOf<CaseRow> {
  const unit = unitOf(agreement)
  return {
    id: which.why ? 'waiting' : 'cases',
    name: which.why ? 'No worker' : 'Cases',
    columns: [
      {
        id: 'child',
        header: 'Child',
        kind: 'text',
        cell: (row) => <Link href={to.case(row.address)}>{row.child}</Link>,
        file: (row) => row.child,
      },
      {
        id: 'status',
        header: 'Status',
        kind: 'text',
        cell: statusInFull,
        file: (row) => statusWords[row.status],
        sortBy: (row) => statusWords[row.status],
      },
      {
        id: 'flags',
        header: 'Also',
        kind: 'text',
        file: (row) => flagsBeside(row).join('; '),
        inFilesOnly: true,
      },
      {
        id: 'since',
        header: 'Since',
        kind: 'date',
        cell: (row) => (row.statusSince ? shortDate(row.statusSince) : 'Not known'),
        file: (row) => row.statusSince,
        sortBy: (row) => row.statusSince,
      },
      {
        id: 'days',
        header: 'Days',
        kind: 'number',
        file: (row) => row.days ?? 'not known',
        inFilesOnly: true,
      },
      ...(which.why
        ? [
            {
              id: 'why',
              header: 'Why nobody holds it',
              kind: 'text' as const,
              cell: (row: CaseRow) => <WhyWaiting row={row} to={to} />,
              file: (row: CaseRow) => whyWaiting(row.holder),
            },
            {
              id: 'in-name-of',
              header: 'In the name of',
              kind: 'text' as const,
              file: (row: CaseRow) => row.workerName,
              inFilesOnly: true,
            },
            ...(to.allocate('') === ''
              ? []
              : [
                  {
                    id: 'allocate',
                    header: 'Allocate',
                    kind: 'text' as const,
                    cell: (row: CaseRow) => (
                      <Link href={to.allocate(row.address)}>
                        Who could take it?
                        <span class="govuk-visually-hidden"> Child {row.child}</span>
                      </Link>
                    ),
                    file: () => null,
                    onPageOnly: true,
                  },
                ]),
          ]
        : []),
      ...(which.worker
        ? [
            {
              id: 'worker',
              header: 'Worker',
              kind: 'text' as const,
              cell: (row: CaseRow) =>
                row.workerAddress && row.workerName ? (
                  <Link href={to.worker(row.workerAddress)}>{row.workerName}</Link>
                ) : (
                  'Nobody'
                ),
              file: (row: CaseRow) => row.workerName ?? 'nobody',
              sortBy: (row: CaseRow) => row.workerName,
            },
          ]
        : []),
      ...(which.team
        ? [
            {
              id: 'team',
              header: 'Team',
              kind: 'text' as const,
              cell: (row: CaseRow) =>
                row.teamAddress && row.teamName ? (
                  <Link href={to.team(row.teamAddress)}>{row.teamName}</Link>
                ) : (
                  'No team'
                ),
              file: (row: CaseRow) => row.teamName,
              sortBy: (row: CaseRow) => row.teamName,
            },
          ]
        : []),
      {
        id: 'family',
        header: 'Family',
        kind: 'text',
        file: (row) => row.family,
        inFilesOnly: true,
      },
      {
        id: 'demand',
        header: `Weight (${unit})`,
        kind: 'number',
        decimals: 1,
        cell: (row) => units(row.demand, agreement),
        file: (row) => row.demand / agreement.grainsPerUnit,
        sortBy: (row) => row.demand,
        highestFirst: true,
      },
      {
        id: 'sum',
        header: 'How the weight is made up',
        kind: 'text',
        file: (row) => sumWords(row.reasons),
        inFilesOnly: true,
      },
      {
        id: 'from',
        header: 'Read from',
        kind: 'text',
        file: (row) =>
          row.from.map(({ file, sheet, row: n }) => `${file}, ${sheet}, row ${n}`).join('; '),
        inFilesOnly: true,
      },
    ],
  }
}

/** `8.5 child protection plan + 2.5 first three months − 4.6 sibling (× 0.6)`: each figure, then what for. */
export function sumWords(reasons: readonly Line[]): string {
  return reasons
    .map((line, n) => {
      const sign = line.hundredths < 0 ? '− ' : n > 0 ? '+ ' : ''
      // A factor at the end stands apart, or it reads as part of the next figure.
      const what = line.what.replace(/ (× [\d.]+)$/, ' ($1)')
      return `${sign}${decimal(Math.abs(line.hundredths) / 100)} ${what}`
    })
    .join(' ')
}

/** Why nobody holds it and, where it stands in someone's name, whose. */
function WhyWaiting({ row, to }: { row: CaseRow; to: Addresses }): JSX.Element {
  const why = whyWaiting(row.holder)
  return row.workerName && row.workerAddress ? (
    // One element: a card on a phone sets what a cell holds side by side.
    <span>
      {why}: <Link href={to.worker(row.workerAddress)}>{row.workerName}</Link>
    </span>
  ) : (
    <>{why}</>
  )
}

const flagsBeside = (row: CaseRow): string[] =>
  row.flags.filter((flag) => flag !== row.status).map((flag) => flagWords[flag])

/** `Looked after; child protection plan`: the primary status, then what is kept beside it. */
export const statusInFull = (row: CaseRow): string =>
  [statusWords[row.status], ...flagsBeside(row)].join('; ')

/** The lines of a sum for files; on the page they are a `Sum`. */
export const linesTable = (
  name: string,
  id: string,
  agreement: AgreementInForce,
): TableOf<Line> => ({
  id,
  name,
  columns: [
    { id: 'what', header: 'What', kind: 'text', file: (line) => line.what },
    {
      id: 'amount',
      header: agreement.unit,
      kind: 'number',
      decimals: 2,
      file: (line) => line.hundredths / 100,
    },
    { id: 'clause', header: 'Clause', kind: 'text', file: (line) => line.clause },
  ],
})

/** The lines of a sum as the page shows them, each with the clause that says so, and where to query it. */
export const sumLines = (
  lines: readonly Line[],
  clause: (id: string) => string,
  query: ((clause: string) => string) | null,
): SumLine[] =>
  lines.map((line) => ({
    what: line.what.charAt(0).toUpperCase() + line.what.slice(1),
    amount: fixed(line.hundredths),
    clause: { words: line.clause, href: clause(line.clause) },
    query: query?.(line.clause),
  }))

export const findingsTable = (): TableOf<Finding> => ({
  id: 'findings',
  name: 'Findings',
  columns: [
    {
      id: 'sentence',
      header: 'What to do',
      kind: 'text',
      file: (finding) => finding.sentence,
    },
    {
      id: 'file',
      header: 'File',
      kind: 'text',
      file: (finding) => finding.file,
      inFilesOnly: true,
    },
    {
      id: 'sheet',
      header: 'Where',
      kind: 'text',
      cell: (finding) => placeWords(finding),
      file: (finding) => finding.sheet,
      sortBy: (finding) => finding.sheet,
    },
    {
      id: 'row',
      header: 'Row',
      kind: 'number',
      cell: (finding) => (finding.row === null ? '–' : String(finding.row)),
      file: (finding) => finding.row,
      sortBy: (finding) => finding.row,
    },
    {
      id: 'column',
      header: 'Column',
      kind: 'text',
      file: (finding) => finding.column,
      sortBy: (finding) => finding.column,
    },
    {
      id: 'value',
      header: 'What was read',
      kind: 'text',
      cell: (finding) => (finding.value === null ? '–' : <AsRead>{finding.value}</AsRead>),
      file: (finding) => finding.value,
    },
    {
      id: 'effect',
      header: 'What it does to the figures',
      kind: 'text',
      cell: (finding) => effectWords[finding.effect],
      file: (finding) => effectWords[finding.effect],
      sortBy: (finding) => finding.effect,
    },
    {
      id: 'code',
      header: 'Code',
      kind: 'text',
      file: (finding) => finding.code,
      inFilesOnly: true,
    },
  ],
})

export const effectWords: Record<Finding['effect'], string> = {
  'row-left-out': 'The row is in no figure until answered',
  'cell-not-used': 'The row counts, this cell does not',
  question: 'Counts by the stated rule; please confirm',
  notice: 'Nothing is lost',
}

const placeWords = (finding: Finding): string =>
  [finding.file, finding.sheet].filter(Boolean).join(', ')

export const trendTable = (): TableOf<TrendPoint> => ({
  id: 'trend',
  name: 'Trend',
  columns: [
    {
      id: 'as-of',
      header: 'As of',
      kind: 'date',
      cell: (p) => shortDate(p.asOf),
      file: (p) => p.asOf,
    },
    { id: 'import', header: 'Import', kind: 'number', file: (p) => p.importNumber },
    { id: 'workers', header: 'Workers', kind: 'number', file: (p) => p.workers },
    { id: 'over', header: 'Over the safe line', kind: 'number', file: (p) => p.overSafe },
    { id: 'hard', header: 'Over the hard line', kind: 'number', file: (p) => p.overHard },
    {
      id: 'waiting',
      header: 'No worker',
      kind: 'number',
      file: (p) => p.unallocated + p.phantom,
    },
    {
      id: 'median',
      header: 'Median',
      kind: 'percent',
      cell: (p) => (p.medianUtilisation === null ? 'Unknown' : percent(p.medianUtilisation)),
      file: (p) => ratio(p.medianUtilisation) ?? 'unknown',
    },
    {
      id: 'agency',
      header: 'Agency',
      kind: 'percent',
      cell: (p) => (p.agencyShare === null ? 'Unknown' : percent(p.agencyShare)),
      file: (p) => ratio(p.agencyShare) ?? 'unknown',
    },
    {
      id: 'agreement',
      header: 'Agreement',
      kind: 'text',
      file: (p) => `${p.agreement.id} ${p.agreement.version}`,
    },
  ],
})

export const demandOfCapacity = (worker: WeighedWorker, agreement: AgreementInForce): string =>
  worker.capacity === null
    ? `${amount(worker.demand, agreement)}; capacity unknown`
    : `${units(worker.demand, agreement)} of ${amount(worker.capacity, agreement)}`
