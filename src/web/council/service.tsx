import type { JSX } from 'preact'
import { count } from '../../kit/index.ts'
import type { PlanRow, ServiceView } from '../../council/index.ts'
import { Button, ChartFigure, Details, Link, Opening, Section } from '../components/index.ts'
import { one } from '../query.ts'
import { orderOf, ordered, sheetOf } from '../table-of.ts'
import { amountInFull, children, headline, percent, tenths, waitingOf } from '../words.ts'
import { CapacityAdvice } from './advice.tsx'
import { serviceStrip, trendOf } from './charts.ts'
import type { Figures } from './figure-route.tsx'
import type { Here } from './here.ts'
import { Downloads, List } from './list.tsx'
import { mayPlanService } from './permitted.ts'
import { PlanAdvice } from './plans-advice.tsx'
import { teamsTable, trendTable, workersTable } from './tables.tsx'
import { asTree } from './tree.ts'

/** The first page: how the whole service stands. */
export function servicePage(here: Here, view: ServiceView, latest: PlanRow | null): Figures {
  const { agreement } = view.standing
  const table = teamsTable(agreement, here.to, view.teams)
  const order = orderOf(table, one(here.query, 'sort'), one(here.query, 'order'))
  const teams = ordered(table, asTree(view.teams), order)
  const teamOf = (worker: { team: string | null }) =>
    view.teams.find((team) => team.id === worker.team) ?? null
  return {
    page: { title: 'The whole service', section: 'service', standing: view.standing },
    body: (
      <>
        <Opening heading="The whole service">{headline(view.totals, 'service')}</Opening>
        <CapacityAdvice here={here} totals={view.totals} />
        {view.totals.spread ? (
          <ChartFigure
            title="Each worker’s share of what they can safely carry"
            chart={serviceStrip(view)}
            hideSummary
          />
        ) : null}
        <List
          here={here}
          table={table}
          rows={teams}
          order={order}
          sortable
          caption={view.totals.spread ? 'Who is over the safe line, by team' : 'The work, by team'}
          id="teams"
        />
        <Downloads here={here} of="teams and workers" table="teams" />
        <div class="govuk-grid-row">
          <div class="govuk-grid-column-one-half">
            <WouldHelp here={here} view={view} latest={latest} />
          </div>
          <div class="govuk-grid-column-one-half">
            <DataQuestions here={here} questions={view.questions} />
          </div>
        </div>
        {view.trend.length > 0 ? (
          <>
            <ChartFigure title="From import to import" chart={trendOf(view.trend, agreement)} />
            <Details summary="The same as a table">
              <List
                here={here}
                table={trendTable()}
                rows={[...view.trend].reverse()}
                caption="Each accepted import"
                captionSize="hidden"
                phone="scroll"
              />
            </Details>
          </>
        ) : null}
        <Small totals={view.totals} />
      </>
    ),
    sheets: [
      sheetOf(table, teams),
      sheetOf(
        workersTable<ServiceView['workers'][number]>(agreement, here.to, teamOf),
        byTeamThenName(view),
      ),
      sheetOf(trendTable(), view.trend),
    ],
    fileName: 'service',
    what: 'The workload of the whole service: its teams, its workers, and how it changed.',
  }
}

/** Never from the fullest down: a list of the whole service's people is by team, then by name. */
export function byTeamThenName(view: ServiceView): ServiceView['workers'] {
  const place = new Map(asTree(view.teams).map((team, n) => [team.id, n]))
  const at = (worker: ServiceView['workers'][number]): number =>
    (worker.team === null ? undefined : place.get(worker.team)) ?? view.teams.length
  return [...view.workers].sort((a, b) => at(a) - at(b) || a.name.localeCompare(b.name, 'en-GB'))
}

function WouldHelp(props: { here: Here; view: ServiceView; latest: PlanRow | null }): JSX.Element {
  const { here, view, latest } = props
  const { totals, missingFteHundredths: missing } = view
  const waiting = waitingOf(totals)
  return (
    <Section heading="What would help">
      {missing === null ? (
        <p class="govuk-body">
          What is missing cannot be said while capacity is unknown. The work itself weighs{' '}
          {amountInFull(totals.demand, view.standing.agreement)}.
        </p>
      ) : missing > 0 ? (
        <p class="govuk-body">
          For every worker to stand within the safe line, the service is missing{' '}
          <strong>{tenths(missing)} full-time workers</strong>.
        </p>
      ) : (
        <p class="govuk-body">
          The hours there are would be enough for the work there is. Where someone is over the line,
          look first at what could move to others.
        </p>
      )}
      {missing === null || !view.standing.import.current || !mayPlanService(here) ? null : (
        <PlanAdvice here={here} latest={latest} team={null} />
      )}
      <p class="govuk-body">
        <Link href={here.to.establishment()}>See posts, vacancies and what cover costs</Link>
      </p>
      {waiting > 0 ? (
        <p class="govuk-body">
          <Link href={here.to.waiting()}>See the {children(waiting)} with no worker</Link>
        </p>
      ) : null}
    </Section>
  )
}

function DataQuestions(props: { here: Here; questions: ServiceView['questions'] }): JSX.Element {
  const { rows, changingFigures } = props.questions
  return (
    <Section heading="Questions about the data">
      {rows === 0 ? (
        <p class="govuk-body">None. Every row that was read is in the figures.</p>
      ) : (
        <>
          <p class="govuk-body">
            {count(rows, 'row needs', 'rows need')} a person
            {changingFigures > 0
              ? `; ${count(changingFigures, 'finding')} could change these figures.`
              : '; no answer changes these figures.'}
          </p>
          <Button href={props.here.to.findings()} class="govuk-button--secondary">
            Look at them
          </Button>
        </>
      )}
    </Section>
  )
}

/** Both ways of counting, and the Department's figure beside ours. */
export function Small({ totals }: { totals: ServiceView['totals'] }): JSX.Element {
  return (
    <p class="govuk-body-s fl-counting">
      {children(totals.children)} in {count(totals.families, 'family', 'families')}
      {totals.familiesKnown === 0
        ? ' (no families file, so every child counts as a family of their own)'
        : ''}
      .{' '}
      {totals.spread
        ? `Half the workers stand at ${percent(totals.spread.median)} or more; one in ten at ${percent(totals.spread.p90)} or more. `
        : ''}
      {totals.casesPerFteHundredths === null
        ? 'The Department’s count, cases for each full-time worker who holds any, needs contracts.'
        : `The Department’s count, cases for each full-time worker who holds any, is ${tenths(totals.casesPerFteHundredths)}.`}
      {totals.censusCases === null
        ? ''
        : ` The workforce census counts ${count(totals.censusCases, 'case')} in these names on its own day; these lists count ${count(totals.allocated, 'case')}.`}
    </p>
  )
}
