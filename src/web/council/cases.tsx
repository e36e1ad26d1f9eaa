import type { JSX } from 'preact'
import { count, longDate } from '../../kit/index.ts'
import type { CaseFlag, CaseStatus } from '../../core/model/index.ts'
import type { CaseFilter, CasesView, CaseView, ServiceView } from '../../council/index.ts'
import {
  AsRead,
  Link,
  Opening,
  PageNumbers,
  Section,
  Sum,
  SummaryList,
  Timeline,
} from '../components/index.ts'
import { withQuery } from '../address.ts'
import { one, oneOf, pageOf } from '../query.ts'
import { orderOf, sheetOf, type Order } from '../table-of.ts'
import {
  amountInFull,
  fixed,
  flagWords,
  inHundredths,
  shortDate,
  statusWords,
  whyWaiting,
} from '../words.ts'
import type { Figures } from './figure-route.tsx'
import { changed, type Here } from './here.ts'
import { Downloads, Filter, List, type Choice } from './list.tsx'
import { lineQuery, QueriesOf } from './queries.tsx'
import { casesTable, findingsTable, linesTable, sumLines } from './tables.tsx'

/** Rows of one page; a longer list goes on, and is downloaded whole. */
export const PAGE_SIZE = 500

const SORTS = ['status', 'since', 'demand', 'worker', 'team'] as const
const HOLDERS = ['waiting', 'unallocated', 'phantom', 'worker'] as const
const KEEP = ['search', 'status', 'flag', 'team', 'holder']

/** What the address asks of the list of cases. Without a page for files: they hold everything. */
export function caseFilterOf(here: Here, isWhole: boolean): CaseFilter {
  const { query } = here
  const filter: CaseFilter = {}
  const holder = oneOf(query, 'holder', HOLDERS)
  const team = one(query, 'team')
  const status = oneOf(query, 'status', Object.keys(statusWords) as CaseStatus[])
  const flag = oneOf(query, 'flag', Object.keys(flagWords) as CaseFlag[])
  const search = one(query, 'search')
  const sort = oneOf(query, 'sort', SORTS)
  if (holder) filter.holder = holder
  if (team) filter.team = team
  if (status) filter.status = status
  if (flag) filter.flag = flag
  if (search) filter.search = search
  if (sort) {
    filter.sort = sort
    filter.descending =
      one(query, 'order') === undefined ? sort === 'demand' : one(query, 'order') === 'descending'
  }
  if (!isWhole) {
    filter.page = pageOf(query)
    filter.pageSize = PAGE_SIZE
  }
  return filter
}

export function casesPage(here: Here, view: CasesView, teams: ServiceView['teams']): Figures {
  const { agreement } = view.standing
  const table = casesTable(agreement, here.to, { worker: true, team: true })
  const order = orderOf(table, one(here.query, 'sort'), one(here.query, 'order'))
  const isNarrowed = KEEP.some((key) => one(here.query, key))
  return {
    page: { title: 'Cases', section: 'cases', standing: view.standing },
    body: (
      <>
        <Opening heading="Cases">
          {isNarrowed
            ? `${count(view.total, 'open case')} ${view.total === 1 ? 'matches' : 'match'} what you asked for.`
            : `${count(view.total, 'case')} ${view.total === 1 ? 'is' : 'are'} open${within(here)}.`}
        </Opening>
        <Filter
          here={here}
          label="Filter cases"
          search="Child’s number, or its beginning"
          choices={caseChoices(teams)}
        />
        <CaseList here={here} view={view} table={table} order={order} keep={KEEP} />
      </>
    ),
    sheets: [sheetOf(table, view.rows)],
    fileName: 'cases',
    what: 'Open cases: who holds each, and what it weighs.',
    ...(isNarrowed ? { notes: ['Only the cases that a filter on the page left in.'] } : {}),
  }
}

/** Whose cases a list holds, where it does not hold the whole service's. */
const within = (here: Here): string =>
  here.may('service.view')
    ? ''
    : here.may('team.view')
      ? ' in your teams or with your workers'
      : ' in your name'

export const caseChoices = (teams: ServiceView['teams']): Choice[] => [
  {
    name: 'status',
    label: 'Status',
    items: [
      { text: 'Any status', value: '' },
      ...Object.entries(statusWords).map(([value, text]) => ({ text, value })),
    ],
  },
  {
    name: 'team',
    label: 'Team',
    items: [
      { text: 'Any team', value: '' },
      ...teams.map((team) => ({ text: team.name, value: team.address })),
    ],
  },
  {
    name: 'holder',
    label: 'Held by',
    items: [
      { text: 'Anyone or nobody', value: '' },
      { text: 'A worker', value: 'worker' },
      { text: 'Nobody who can', value: 'waiting' },
      { text: 'Nobody named', value: 'unallocated' },
      { text: 'A name that cannot hold it', value: 'phantom' },
    ],
  },
]

function CaseList(props: {
  here: Here
  view: CasesView
  table: ReturnType<typeof casesTable>
  order: Order | null
  keep: readonly string[]
}): JSX.Element {
  const { here, view, keep } = props
  const page = pageOf(here.query)
  const from = (page - 1) * PAGE_SIZE
  if (view.rows.length === 0) {
    return (
      <p class="govuk-body">
        {view.total > 0 ? 'This page is past the end. ' : 'No case matches what you asked for. '}
        <Link href={withQuery(here.path, changed(here, [], {}))}>Show all</Link>
      </p>
    )
  }
  const isWhole = view.total <= PAGE_SIZE
  return (
    <>
      <List
        here={here}
        table={props.table}
        rows={view.rows}
        order={props.order}
        sortable
        keep={keep}
        caption={
          isWhole
            ? count(view.total, 'case')
            : `Cases ${from + 1} to ${from + view.rows.length} of ${view.total.toLocaleString('en-GB')}`
        }
      />
      <PageNumbers
        label="Pages of cases"
        page={page}
        pages={Math.ceil(view.total / PAGE_SIZE)}
        href={(to) => pageHref(here, keep, to)}
      />
      <Downloads here={here} of="cases" keep={keep} />
    </>
  )
}

/** The address of a page of the list that the address asks for. */
export const pageHref = (here: Here, keep: readonly string[], page: number): string =>
  withQuery(
    here.path,
    changed(here, [...keep, 'sort', 'order'], { page: page === 1 ? null : page }),
  )

/** One child's case: its status, its sum, and the cells it all came from. */
export function casePage(here: Here, view: CaseView): Figures {
  const { standing, facts } = view
  const row = view.case
  const { agreement } = standing
  const clause = (id: string): string => `${here.to.agreement()}#${id}`
  const sum = linesTable('How the weight is made up', 'sum', agreement)
  const why = whyWaiting(row.holder)
  return {
    page: {
      title: `Child ${row.child}`,
      section: 'cases',
      standing,
      crumbs: [
        ...(row.teamName && row.teamAddress
          ? [{ content: row.teamName, href: here.to.team(row.teamAddress) }]
          : [{ content: 'Cases', href: here.to.cases() }]),
        ...(row.workerName && row.workerAddress
          ? [{ content: row.workerName, href: here.to.worker(row.workerAddress) }]
          : []),
      ],
    },
    body: (
      <>
        <Opening heading={<>Child {row.child}</>}>
          {statusWords[row.status]}
          {row.statusSince ? ` since ${longDate(row.statusSince)}` : ''}:{' '}
          {amountInFull(row.demand, agreement)}
          {why ? ', and nobody who can hold it' : ''}.
        </Opening>
        {!why && here.may('decision.make') && row.holder.kind === 'worker' ? (
          <p class="govuk-body">
            <Link href={here.to.allocate(row.address)}>Give to another worker</Link>
          </p>
        ) : null}
        {why && here.may('case.allocate-view') ? (
          <p class="govuk-body">
            <Link href={here.to.allocate(row.address)}>Who could take this?</Link>
          </p>
        ) : null}
        <SummaryList rows={summaryOf(here, view, why)} />
        {here.may('case.restrict') ? (
          <p class="govuk-body">
            <Link href={here.to.restriction(row.address)}>Who may open this record</Link>
          </p>
        ) : null}
        <Sum
          caption="How its weight is made up"
          unit={agreement.unit}
          lines={sumLines(row.reasons, clause, lineQuery(here, 'case', row.address))}
          total={{ what: 'Together', amount: fixed(inHundredths(row.demand, agreement)) }}
        />
        <Downloads here={here} of="this sum" />
        <QueriesOf here={here} about="case" address={row.address} queries={view.queries} />
        <Rows here={here} view={view} />
        {view.findings.length > 0 ? (
          <List
            here={here}
            table={findingsTable()}
            rows={view.findings}
            caption="Questions about these rows"
          />
        ) : null}
        {view.family.length > 0 ? (
          <List
            here={here}
            table={casesTable(agreement, here.to, { worker: true })}
            rows={view.family}
            caption="Other children of this family"
          />
        ) : null}
        <History view={view} />
        <p class="govuk-body-s">
          {facts.family === null
            ? 'No families file names this child’s family. Fairload never guesses brothers and sisters from a surname.'
            : ''}
        </p>
      </>
    ),
    sheets: [sheetOf(sum, row.reasons)],
    fileName: 'case',
    what: 'How one case’s weight is made up.',
  }
}

function summaryOf(here: Here, view: CaseView, why: string | null) {
  const { facts } = view
  const row = view.case
  const flags = row.flags.filter((flag) => flag !== row.status)
  const optional = (key: string, value: string | null) => (value === null ? [] : [{ key, value }])
  const day = (date: typeof facts.openSince) => (date === null ? null : shortDate(date))
  return [
    {
      key: 'Worker',
      value:
        row.workerAddress && row.workerName ? (
          <>
            <Link href={here.to.worker(row.workerAddress)}>{row.workerName}</Link>
            {why === null ? '' : `. ${why}`}
          </>
        ) : (
          <>
            Nobody who can hold it. {why}
            {facts.workerAsRead === null ? null : (
              <>
                {' '}
                (it reads <AsRead>{facts.workerAsRead}</AsRead>)
              </>
            )}
          </>
        ),
    },
    {
      key: 'Team',
      value:
        row.teamAddress && row.teamName ? (
          <Link href={here.to.team(row.teamAddress)}>{row.teamName}</Link>
        ) : (
          'Not known'
        ),
    },
    ...optional(
      'Also',
      flags.length === 0 ? null : flags.map((flag) => flagWords[flag]).join(', '),
    ),
    ...optional('Open since', day(facts.openSince)),
    ...optional('In this placement since', day(facts.placementSince)),
    ...optional(
      'With this worker since',
      facts.workerSinceInferred === null
        ? null
        : `${shortDate(facts.workerSinceInferred)} or before (worked out by comparing imports)`,
    ),
    ...optional('Personal adviser', facts.personalAdviser),
    ...optional('Last seen', day(facts.lastSeen)),
    ...optional(
      'Court',
      facts.courtStage === null || facts.courtStage === 'none'
        ? null
        : facts.courtStage === 'care-proceedings'
          ? 'Care proceedings'
          : 'Pre-proceedings',
    ),
    ...optional('Complexity', facts.complexity === null ? null : `${facts.complexity}%`),
    ...optional(
      'Travel',
      facts.travelMinutes === null
        ? null
        : `${count(facts.travelMinutes, 'minute')} there and back${
            facts.visitsAMonth === null ? '' : `, ${count(facts.visitsAMonth, 'visit')} a month`
          }`,
    ),
  ]
}

/** The rows of the files behind the case, each with its cells; those that were used stand out. */
function Rows({ here, view }: { here: Here; view: CaseView }): JSX.Element {
  return (
    <Section heading="Where this was read">
      {view.rows.map((row) => {
        const used = row.cells.filter((cell) => cell.used)
        const rest = row.cells.length - used.length
        return (
          <SummaryList
            card={{
              title: {
                content: `${row.from.sheet}, row ${row.from.row}`,
                headingLevel: 3,
              },
              actions: {
                items: [
                  {
                    href: here.to.row(view.standing.import.id, row.address),
                    content: rest > 0 ? `All ${row.cells.length} cells` : 'The row as read',
                  },
                ],
              },
            }}
            rows={[
              { key: 'File', value: row.from.file },
              ...used.map((cell) => ({
                key: cell.column,
                value: cell.value === '' ? 'blank' : <AsRead>{cell.value}</AsRead>,
              })),
            ]}
          />
        )
      })}
    </Section>
  )
}

function History({ view }: { view: CaseView }): JSX.Element | null {
  if (view.history.length === 0) return null
  return (
    <Section heading="What earlier imports say">
      <Timeline
        items={view.history.map((event) => ({
          when: `${longDate(event.asOf)}, import ${event.importNumber}`,
          what: event.inferred
            ? `${event.what} (worked out by comparing imports; no file says so)`
            : event.what,
          inferred: event.inferred,
        }))}
      />
    </Section>
  )
}
