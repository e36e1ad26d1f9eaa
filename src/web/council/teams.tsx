import type { JSX } from 'preact'
import { count } from '../../kit/index.ts'
import type { DecisionRow, PlanRow, ServiceView, TeamView } from '../../council/index.ts'
import { ChartFigure, Link, Opening, Section } from '../components/index.ts'
import { one } from '../query.ts'
import { orderOf, ordered, searched, sheetOf } from '../table-of.ts'
import { cases, children, headline, shortDate, waitingOf } from '../words.ts'
import { CapacityAdvice } from './advice.tsx'
import { spreadOfTeams, teamBars } from './charts.ts'
import { DecisionsOf } from './decisions/list.tsx'
import type { Figures } from './figure-route.tsx'
import type { Here } from './here.ts'
import { Downloads, Filter, List } from './list.tsx'
import { PlanAdvice } from './plans-advice.tsx'
import { WeeksAhead, weeksAheadTable } from './weeks-ahead.tsx'
import { Small } from './service.tsx'
import { byWhoAndWhere, casesTable, teamsTable, weeksOverColumn, workersTable } from './tables.tsx'
import { asTree, hasTeams } from './tree.ts'

/** Every team, and how far apart its workers stand. */
export function teamsPage(here: Here, view: ServiceView): Figures {
  const { agreement } = view.standing
  const table = teamsTable(agreement, here.to, view.teams)
  const ownTeams = view.teams.filter((team) => !hasTeams(team, view.teams))
  const order = orderOf(table, one(here.query, 'sort'), one(here.query, 'order'))
  const search = one(here.query, 'search')
  const rows = ordered(
    table,
    searched(asTree(view.teams), search, (team) => [team.name]),
    order,
  )
  const withOver = ownTeams.filter((team) => team.totals.overSafe > 0).length
  const known = view.teams.some((team) => team.totals.spread)
  return {
    page: { title: 'Teams', section: 'teams', standing: view.standing },
    body: (
      <>
        <Opening heading="Teams">
          {known
            ? `${withOver} of ${count(ownTeams.length, 'team')} ${withOver === 1 ? 'has' : 'have'} a worker over the safe line.`
            : `${count(ownTeams.length, 'team')}. Nobody’s capacity is known yet, so no team can be called safe or overloaded.`}
        </Opening>
        <CapacityAdvice here={here} totals={view.totals} />
        {known ? (
          <ChartFigure
            title="How far apart the workers of a team stand"
            chart={spreadOfTeams(agreement, asTree(ownTeams))}
          />
        ) : null}
        <Filter
          here={here}
          label="Find a team"
          search="Team’s name"
          state={`${rows.length} of ${count(view.teams.length, 'team')}`}
        />
        <List
          here={here}
          table={table}
          rows={rows}
          order={order}
          sortable
          keep={['search']}
          caption="Teams"
        />
        <Downloads here={here} of="teams" keep={['search']} />
      </>
    ),
    sheets: [sheetOf(table, rows)],
    fileName: 'teams',
    what: 'The workload of each team.',
    ...(search ? { notes: [`Only teams with “${search}” in their name.`] } : {}),
  }
}

/** A manager's own team: who is over the line first, then by name. */
export function teamPage(
  here: Here,
  view: TeamView,
  latest: PlanRow | null,
  decisions: readonly DecisionRow[] = [],
): Figures {
  const { standing, team, waiting } = view
  const { agreement } = standing
  const below = new Map(view.children.map((of) => [of.id, of]))
  const isOfSeveral = new Set(view.workers.map((worker) => worker.team)).size > 1
  const full = workersTable<TeamView['workers'][number]>(
    agreement,
    here.to,
    isOfSeveral ? (worker) => (worker.team && below.get(worker.team)) ?? null : null,
  )
  const withWeeks = {
    ...full,
    columns: full.columns.flatMap((column) =>
      column.id === 'utilisation' ? [weeksOverColumn, column] : [column],
    ),
  }
  const table = isOfSeveral ? byWhoAndWhere(withWeeks) : withWeeks
  const order = orderOf(table, one(here.query, 'sort'), one(here.query, 'order'))
  const byName = [...view.workers].sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
  const overFirst = [...byName].sort((a, b) => Number(isOver(b)) - Number(isOver(a)))
  const workers = order ? ordered(table, byName, order) : overFirst
  const waitingTable = casesTable(agreement, here.to, { why: true })
  return {
    page: {
      title: team.name,
      section: 'teams',
      standing,
      crumbs: [
        { content: 'Teams', href: here.to.teams() },
        ...(view.parent
          ? [{ content: view.parent.name, href: here.to.team(view.parent.address) }]
          : []),
      ],
    },
    body: (
      <>
        <Opening heading={team.name}>{headline(team.totals, 'team')}</Opening>
        <CapacityAdvice here={here} totals={team.totals} />
        {view.workers.length > 0 ? (
          <>
            <ChartFigure
              title="What each worker carries, and what they can"
              chart={teamBars({ ...view, workers: byName })}
              hideSummary
            />
            <List
              here={here}
              table={table}
              rows={workers}
              order={order}
              sortable
              caption={`Workers of ${team.name}`}
              id="workers"
            />
            <Downloads here={here} of="workers of this team" table="workers" />
          </>
        ) : null}
        <DecisionsOf here={here} rows={decisions} agreement={agreement} />
        <Waiting here={here} view={view} />
        {waiting.length > 0 ? (
          <>
            <List
              here={here}
              table={waitingTable}
              rows={waiting}
              caption="Children with no worker, longest first"
              captionSize="hidden"
            />
            <Downloads here={here} of="children with no worker" table="waiting" />
          </>
        ) : null}
        {team.totals.capacity === null ||
        !standing.import.current ||
        !here.may('plan.ask') ? null : (
          <Section heading="What would help">
            <PlanAdvice here={here} latest={latest} team={team.address} />
          </Section>
        )}
        <Ahead here={here} view={view} />
        <WeeksAhead here={here} view={view} />
        <Below here={here} view={view} />
        <p class="govuk-body">
          <Link href={here.to.cases({ team: team.address })}>
            All {cases(team.totals.allocated + waitingOf(team.totals))} of {team.name}
          </Link>
        </p>
        {here.may('establishment.team') ? (
          <p class="govuk-body">
            <Link href={here.to.establishmentTeam(team.address)}>
              Posts, cover and turnover of {team.name}, and what more workers would change
            </Link>
          </p>
        ) : null}
        <Small totals={team.totals} />
      </>
    ),
    sheets: [
      sheetOf(table, workers),
      sheetOf(waitingTable, waiting),
      sheetOf(weeksAheadTable(here, view.weeksAhead.days), view.weeksAhead.workers),
    ],
    fileName: 'team',
    what: `The workload of ${team.name}: its workers and the children with no worker.`,
  }
}

const isOver = (worker: { standing: string }): boolean => worker.standing.startsWith('over')

function Waiting({ here, view }: { here: Here; view: TeamView }): JSX.Element {
  const { waiting } = view
  const longest = waiting.find((row) => row.days !== null)?.days ?? null
  return (
    <>
      <h2 class="govuk-heading-m">Waiting for a worker</h2>
      <p class="govuk-body">
        {waiting.length === 0
          ? 'No child of this team is waiting.'
          : `${children(waiting.length)} ${waiting.length === 1 ? 'is' : 'are'} in nobody’s hands${
              longest === null ? '' : `; the longest in this status for ${count(longest, 'day')}`
            }.`}{' '}
        {waiting.length > 0 ? (
          <Link href={here.to.waiting({ team: view.team.address })}>What this means</Link>
        ) : null}
      </p>
    </>
  )
}

function Ahead({ here, view }: { here: Here; view: TeamView }): JSX.Element | null {
  if (view.ahead.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">In the next eight weeks</h2>
      <ul class="govuk-list govuk-list--bullet">
        {view.ahead.map((event) => (
          <li>
            {shortDate(event.on)}: <Link href={here.to.worker(event.address)}>{event.worker}</Link>
            {event.what === 'contract-ends'
              ? `’s contract ends (${cases(event.cases)} to hand over)`
              : ' is back'}
          </li>
        ))}
      </ul>
    </>
  )
}

function Below({ here, view }: { here: Here; view: TeamView }): JSX.Element | null {
  if (view.children.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">Teams within {view.team.name}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {view.children.map((child) => (
          <li>
            <Link href={here.to.team(child.address)}>{child.name}</Link>:{' '}
            {count(child.totals.workers, 'worker')}, {children(child.totals.children)}
          </li>
        ))}
      </ul>
    </>
  )
}
