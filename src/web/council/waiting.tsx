import type { JSX } from 'preact'
import { count } from '../../kit/index.ts'
import type { QueueView, ServiceView, WaitingRow } from '../../council/index.ts'
import { Link, Opening, PageNumbers, Tag } from '../components/index.ts'
import { withQuery } from '../address.ts'
import { one, pageOf } from '../query.ts'
import { ordered, orderOf, sheetOf, type TableOf } from '../table-of.ts'
import { children, shortDate, statusWords, type AgreementInForce } from '../words.ts'
import { caseChoices, PAGE_SIZE } from './cases.tsx'
import { stateWords } from './decisions/words.ts'
import type { Figures } from './figure-route.tsx'
import { changed, type Here } from './here.ts'
import { Downloads, Filter, List } from './list.tsx'
import { casesTable } from './tables.tsx'

const KEEP = ['team', 'status', 'search']

/** Cases in nobody's hands, what presses most first: it is the first thing a manager must see. */
export function waitingPage(
  here: Here,
  view: QueueView,
  teams: ServiceView['teams'],
  isWholeFile: boolean,
): Figures {
  const { agreement } = view.standing
  const table = waitingTable(here, agreement, view.standing.import.current)
  const order = orderOf(table, one(here.query, 'sort'), one(here.query, 'order'))
  const found = ordered(table, view.rows.filter(asked(here)), order)
  const page = pageOf(here.query)
  const rows = isWholeFile ? found : found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
  const late = found.filter((row) => isLate(here, row)).length
  const waitsFor = found.filter((row) => row.asked !== null).length
  return {
    page: { title: 'Children with no worker', section: 'waiting', standing: view.standing },
    body: (
      <>
        <Opening heading="Children with no worker">{sentence(here, found.length)}</Opening>
        <p class="govuk-body">
          Some have nobody’s name beside them. Others are in the name of someone who cannot hold
          them: a worker who has left or is away for long, a manager, a team, “Duty”. On paper those
          are allocated; to the child they are not, so Fairload counts both together.
        </p>
        <p class="govuk-body">
          What is due first by law stands first, then who has waited longest.{' '}
          {late > 0 ? `For ${count(late, 'child', 'children')} such a day has passed. ` : ''}
          {waitsFor > 0 ? `For ${waitsFor} somebody has been asked. ` : ''}
          {here.may('decision.list') ? (
            <Link href={here.to.decisions()}>See all decisions</Link>
          ) : null}
        </p>
        <Batch here={here} teams={teams} />
        <Filter
          here={here}
          label="Filter children with no worker"
          search="Child’s number, or its beginning"
          choices={caseChoices(teams).filter((choice) => choice.name !== 'holder')}
        />
        {rows.length === 0 ? (
          <p class="govuk-body">
            {found.length > 0
              ? 'This page is past the end. '
              : view.rows.length > 0
                ? 'No child matches what you asked for. '
                : ''}
            {view.rows.length > 0 ? (
              <Link href={withQuery(here.path, changed(here, [], {}))}>Show all</Link>
            ) : null}
          </p>
        ) : (
          <>
            <List
              here={here}
              table={table}
              rows={rows}
              order={order}
              sortable
              keep={KEEP}
              caption={count(found.length, 'child', 'children')}
            />
            {found.length > PAGE_SIZE ? (
              <PageNumbers
                label="Pages of children with no worker"
                page={page}
                pages={Math.ceil(found.length / PAGE_SIZE)}
                href={(n) =>
                  withQuery(here.path, changed(here, [...KEEP, 'sort', 'order'], { page: n }))
                }
              />
            ) : null}
            <Downloads here={here} of="children with no worker" keep={KEEP} />
          </>
        )}
      </>
    ),
    sheets: [sheetOf(table, isWholeFile ? found : rows)],
    fileName: 'no-worker',
    what: 'Cases in nobody’s hands: unallocated, or in a name that cannot hold them.',
  }
}

function sentence(here: Here, total: number): string {
  const whose = here.may('service.view') ? '' : ' of your teams'
  return total === 0
    ? `Every child${whose} has a worker who can see them.`
    : `${children(total)}${whose} ${total === 1 ? 'has' : 'have'} no worker who can see them.`
}

/** All who wait in a team, placed together. */
function Batch({ here, teams }: { here: Here; teams: ServiceView['teams'] }): JSX.Element | null {
  if (!here.may('decision.batch')) return null
  const chosen = one(here.query, 'team')
  const own = here.signedIn.places.teams
  const of = [
    ...teams.filter(({ address }) => address === chosen),
    ...(chosen === undefined ? own : []),
  ]
  return (
    <>
      {of.map(({ name, address }) => (
        <p class="govuk-body">
          <Link href={here.to.allocateTeam(address)}>
            Propose a worker for every waiting child of {name}
          </Link>
        </p>
      ))}
    </>
  )
}

const asked =
  (here: Here) =>
  (row: WaitingRow): boolean => {
    const [team, status, search] = KEEP.map((key) => one(here.query, key))
    return (
      (team === undefined || row.teamAddress === team) &&
      (status === undefined || row.status === status || !(status in statusWords)) &&
      (search === undefined || row.child.startsWith(search.trim().toUpperCase()))
    )
  }

const isLate = (here: Here, { nextDue }: WaitingRow): boolean =>
  nextDue !== null && nextDue.due < here.today

function waitingTable(
  here: Here,
  agreement: AgreementInForce,
  isInForce: boolean,
): TableOf<WaitingRow> {
  const base = casesTable(agreement, here.to, { why: true, team: true })
  const due: TableOf<WaitingRow>['columns'] = [
    {
      id: 'next',
      header: 'Next by law',
      kind: 'text',
      long: true,
      cell: (row) =>
        row.nextDue === null ? (
          'Nothing known'
        ) : (
          <>
            {capital(row.nextDue.what)}{' '}
            {isLate(here, row) ? (
              <>
                was due {shortDate(row.nextDue.due)} <Tag class="govuk-tag--red">Overdue</Tag>
              </>
            ) : (
              <>by {shortDate(row.nextDue.due)}</>
            )}
          </>
        ),
      file: (row) => row.nextDue && `${row.nextDue.what} (${row.nextDue.rule})`,
      sortBy: (row) => row.nextDue?.due ?? null,
    },
    {
      id: 'due',
      header: 'Due',
      kind: 'date',
      file: (row) => row.nextDue?.due ?? null,
      inFilesOnly: true,
    },
    {
      id: 'waiting',
      header: 'Days with nobody',
      kind: 'number',
      cell: (row) =>
        row.daysWaiting === null
          ? 'not known'
          : row.waitsLonger
            ? `at least ${row.daysWaiting}`
            : row.daysWaiting,
      file: (row) => row.daysWaiting ?? 'not known',
      sortBy: (row) => row.daysWaiting,
      highestFirst: true,
    },
    {
      id: 'longer',
      header: 'Or longer',
      kind: 'text',
      file: (row) => (row.waitsLonger ? 'yes: no import shows them with a worker' : null),
      inFilesOnly: true,
    },
    {
      id: 'decided',
      header: 'Decided',
      kind: 'text',
      long: true,
      cell: (row) =>
        row.asked === null ? (
          'Nothing yet'
        ) : (
          <Link href={here.to.decision(row.asked.id)}>{stateWords(row.asked)}</Link>
        ),
      file: (row) => (row.asked === null ? null : stateWords(row.asked)),
    },
  ]
  return {
    ...base,
    columns: base.columns.flatMap((column): TableOf<WaitingRow>['columns'] => {
      // What was decided since the files is said where it counts: of the files in force.
      if (column.id === 'why') {
        return [...(isInForce ? due : due.filter(({ id }) => id !== 'decided')), column]
      }
      return [column]
    }),
  }
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
