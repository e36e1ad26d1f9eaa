import type { JSX } from 'preact'
import { loadNames } from '../../core/agreement/index.ts'
import { count } from '../../kit/index.ts'
import type { DecisionRow, RegisterRow, ServiceView, WorkerView } from '../../council/index.ts'
import { ChartFigure, Link, Opening, Section, Sum, SummaryList } from '../components/index.ts'
import { one } from '../query.ts'
import { orderOf, ordered, searched, sheetOf } from '../table-of.ts'
import {
  amountInFull,
  cases,
  children,
  fixed,
  headline,
  inHundredths,
  percent,
  standingWords,
  units,
} from '../words.ts'
import { CapacityAdvice } from './advice.tsx'
import { workerBar } from './charts.ts'
import { DecisionsOf } from './decisions/list.tsx'
import type { Figures } from './figure-route.tsx'
import type { Here } from './here.ts'
import { Downloads, Filter, List } from './list.tsx'
import { lineQuery, QueriesOf } from './queries.tsx'
import { RegisterOf } from './register.tsx'
import { byTeamThenName } from './service.tsx'
import {
  casesTable,
  contractWords,
  linesTable,
  sumLines,
  sumWords,
  byWhoAndWhere,
  workersTable,
} from './tables.tsx'

type Worker = ServiceView['workers'][number]

/** Everyone, by team and then by name; within a team's own page one may order by load. */
export function workersPage(here: Here, view: ServiceView): Figures {
  const { agreement } = view.standing
  const teamOf = (worker: Worker) => view.teams.find((team) => team.id === worker.team) ?? null
  const table = byWhoAndWhere(workersTable<Worker>(agreement, here.to, teamOf))
  const order = orderOf(table, one(here.query, 'sort'), one(here.query, 'order'))
  const search = one(here.query, 'search')
  const team = one(here.query, 'team')
  const rows = ordered(
    table,
    searched(
      byTeamThenName(view).filter(
        (worker) => team === undefined || teamOf(worker)?.address === team,
      ),
      search,
      (worker) => [worker.name, worker.id],
    ),
    order,
  )
  const keep = ['search', 'team']
  return {
    page: { title: 'Workers', section: 'workers', standing: view.standing },
    body: (
      <>
        <Opening heading="Workers">{headline(view.totals, 'service')}</Opening>
        <CapacityAdvice here={here} totals={view.totals} />
        <Filter
          here={here}
          label="Find a worker"
          search="Worker’s name"
          state={`${rows.length} of ${count(view.workers.length, 'worker')}`}
          choices={[
            {
              name: 'team',
              label: 'Team',
              items: [
                { text: 'All teams', value: '' },
                ...view.teams.map((each) => ({ text: each.name, value: each.address })),
              ],
            },
          ]}
        />
        {rows.length === 0 ? (
          <p class="govuk-body">No worker is found by this. Try part of a name, or show all.</p>
        ) : (
          <>
            <List
              here={here}
              table={table}
              rows={rows}
              order={order}
              sortable
              keep={keep}
              caption={`${count(rows.length, 'worker')}, by team and name`}
            />
            <Downloads here={here} of="workers" keep={keep} />
          </>
        )}
      </>
    ),
    sheets: [sheetOf(table, rows)],
    fileName: 'workers',
    what: 'The workload of each worker.',
    ...(search || team ? { notes: ['Only the workers that a filter on the page left in.'] } : {}),
  }
}

/** A worker's own page; their manager sees the very same. */
export function workerPage(
  here: Here,
  view: WorkerView,
  register: readonly RegisterRow[] = [],
  decisions: readonly DecisionRow[] = [],
): Figures {
  const { standing, worker, team } = view
  const { agreement } = standing
  const table = casesTable(agreement, here.to, {})
  const order = orderOf(table, one(here.query, 'sort'), one(here.query, 'order'))
  const held = ordered(table, view.cases, order)
  const clause = (id: string): string => `${here.to.agreement()}#${id}`
  const capacity = linesTable('Capacity', 'capacity', agreement)
  const withSum = {
    ...table,
    columns: table.columns.flatMap((column) =>
      column.id === 'demand'
        ? [
            {
              id: 'why',
              header: 'Why it weighs that',
              kind: 'text' as const,
              file: (row: WorkerView['cases'][number]) => sumWords(row.reasons),
            },
            column,
          ]
        : column.id === 'sum'
          ? []
          : [column],
    ),
  }
  return {
    page: {
      title: worker.name,
      section: 'workers',
      standing,
      crumbs: [
        { content: 'Teams', href: here.to.teams() },
        ...(team ? [{ content: team.name, href: here.to.team(team.address) }] : []),
      ],
    },
    body: (
      <>
        <Opening heading={worker.name}>
          {workerSentence(view)}
          {overloadSentence(view)}
        </Opening>
        <DecisionsOf
          here={here}
          rows={decisions}
          agreement={agreement}
          own={worker.id === here.person.worker}
        />
        {worker.id === here.person.worker && here.may('worker.looks') ? (
          <p class="govuk-body">
            <Link href={here.to.workerLooks(worker.address)}>Who has looked at my figures</Link>
          </p>
        ) : null}
        {worker.cases > 0 || worker.state === 'known' ? (
          <ChartFigure
            title="The work, and what can be carried"
            chart={workerBar(view)}
            hideSummary
          />
        ) : null}
        <h2 class="govuk-heading-m">What makes it up</h2>
        {held.length === 0 ? (
          <p class="govuk-body">No case is in this worker’s name.</p>
        ) : (
          <>
            <List
              here={here}
              table={withSum}
              rows={held}
              order={order}
              sortable
              caption={`${cases(worker.cases)} in ${count(worker.families, 'family', 'families')}`}
              captionSize="s"
            />
            <Downloads here={here} of="cases and capacity" table="cases" />
          </>
        )}
        <h2 class="govuk-heading-m">What can be carried</h2>
        {worker.capacity === null ? (
          <p class="govuk-body">
            Unknown: no file says what hours this worker is contracted for.{' '}
            <Link href={here.to.peopleTemplate()} attributes={{ download: '' }}>
              Download the people file
            </Link>
            , add the contract, and <Link href={here.to.importNew()}>drop it in</Link>.
          </p>
        ) : (
          <Sum
            caption="Capacity, line by line"
            captionSize="hidden"
            unit={agreement.unit}
            lines={sumLines(
              worker.capacityLines,
              clause,
              lineQuery(here, 'worker', worker.address),
            )}
            total={{
              what: 'Can be carried',
              amount: fixed(inHundredths(worker.capacity, agreement)),
            }}
          />
        )}
        <Limits here={here} limits={view.limits} />
        <RegisterOf here={here} rows={register} />
        <QueriesOf here={here} about="worker" address={worker.address} queries={view.queries} />
        <h2 class="govuk-heading-m">Who this is</h2>
        <SummaryList
          rows={[
            {
              key: 'Team',
              value: team ? (
                <Link href={here.to.team(team.address)}>{team.name}</Link>
              ) : (
                'Not known'
              ),
            },
            { key: 'Contract', value: contractWords(worker) },
            { key: 'Social Work England number', value: worker.sweNumber ?? 'Not known' },
            ...(worker.aliases.length > 0
              ? [{ key: 'Also written', value: worker.aliases.join('; ') }]
              : []),
            {
              key: 'Read from',
              value:
                view.from.length === 0
                  ? 'Annex A alone: a name in the worker column'
                  : view.from.map(({ file, sheet, row, address }) => (
                      <div>
                        {address === null ? (
                          `${file}, ${sheet}, row ${row}`
                        ) : (
                          <Link href={here.to.row(standing.import.id, address)}>
                            {file}, {sheet}, row {row}
                          </Link>
                        )}
                      </div>
                    )),
            },
          ]}
        />
      </>
    ),
    sheets: [sheetOf(withSum, held), sheetOf(capacity, worker.capacityLines)],
    fileName: 'worker',
    what: 'One worker’s cases and what they can safely carry.',
  }
}

/** What was agreed that a worker holds at most, where these cases go over it. */
function Limits(props: { here: Here; limits: WorkerView['limits'] }): JSX.Element | null {
  if (props.limits.length === 0) return null
  return (
    <Section heading="More than was agreed" id="limits">
      <ul class="govuk-list govuk-list--bullet">
        {props.limits.map(({ clause, what, most, held }) => (
          <li>
            {held} {loadNames[what]}, where{' '}
            {most === 0 ? 'none is to be held alone yet' : `${most} is the most`} (
            <Link href={`${props.here.to.agreement()}#${clause}`}>{clause}</Link>)
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** How long over the agreed line; nothing where they are not, or where it began this week. */
function overloadSentence({ overload }: WorkerView): string {
  if (overload === null || overload.weeks === 0) return ''
  const unsure = overload.unsure ? ', with days in between whose figure is not known' : ''
  return ` Over the agreed ${percent(overload.line)} for ${count(overload.weeks, 'week')}${unsure}.`
}

/** What the worker carries against what they can, in a sentence. */
function workerSentence({ worker, standing }: WorkerView): string {
  const { agreement } = standing
  const work = amountInFull(worker.demand, agreement)
  const holds = `${children(worker.cases)}`
  if (worker.state === 'cannot-receive') {
    return worker.cases === 0
      ? 'Cannot receive any case now, and holds none.'
      : `Cannot receive any case now, yet holds ${holds}: ${work} with nobody to do it.`
  }
  if (worker.state === 'unknown' || worker.capacity === null || worker.utilisation === null) {
    return `Holds ${holds}: ${work}. What this worker can carry is unknown.`
  }
  if (worker.cases === 0 && worker.demand === 0) {
    return `Holds no case, and can carry ${amountInFull(worker.capacity, agreement)}.`
  }
  return `Carries ${units(worker.demand, agreement)} of ${units(worker.capacity, agreement)} ${agreement.unit} (${percent(worker.utilisation)}), ${standingWords[worker.standing].toLowerCase()}.`
}
