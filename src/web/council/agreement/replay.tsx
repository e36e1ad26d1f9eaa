import { count, longDate } from '../../../kit/index.ts'
import type { ReplayTeam, ReplayTurn, ReplayWorker } from '../../../core/workload/index.ts'
import type { AgreementReplay, AgreementView } from '../../../council/index.ts'
import { stripChart, type Chart } from '../../../render/index.ts'
import {
  Button,
  ChartFigure,
  InsetText,
  Link,
  Opening,
  Section,
  Select,
} from '../../components/index.ts'
import { sheetOf, type TableOf } from '../../table-of.ts'
import { amountInFull, percent, standingWords, tenths, utilisationWords } from '../../words.ts'
import { nameOf, replaySentence } from './words.ts'
import { stripRow } from '../charts.ts'
import type { Figures } from '../figure-route.tsx'
import type { Here } from '../here.ts'
import { Downloads, List } from '../list.tsx'

export interface ReplayPage {
  shown: AgreementView
  /** null where no import is in force, or an agreement is not filled in. */
  view: AgreementReplay | null
  all: readonly AgreementView[]
}

const TURNS: Record<ReplayTurn, string> = {
  eased: 'lighter',
  pressed: 'fuller',
  same: 'the same',
  unknown: 'not known',
}

/** What an agreement would have meant on a past day: nobody's work moves, only what it weighs. */
export function agreementReplayPage(here: Here, { shown, view, all }: ReplayPage): Figures {
  const page = {
    title: 'Replay',
    section: 'agreement' as const,
    crumbs: [
      { content: 'Agreement', href: here.to.agreement() },
      { content: nameOf(shown), href: here.to.agreement(shown.key) },
    ],
  }
  if (view === null) {
    return {
      page,
      body: (
        <>
          <Opening heading={`${nameOf(shown)} on a past day`}>
            There is nothing to replay: an accepted import is needed, and an agreement whose figures
            are filled in.
          </Opening>
          <p class="govuk-body">
            <Link href={here.to.imports()}>See the imports</Link>
          </p>
        </>
      ),
      sheets: [],
      fileName: 'replay',
      what: '',
    }
  }
  const seesRecords = here.may('service.view')
  const names = [
    `${view.before.name} ${view.before.version}`,
    `${view.after.name} ${view.after.version}`,
  ] as const
  const totals = totalsTable(names)
  const rows = totalRows(view, seesRecords)
  const teams = teamsTable(here, view, names)
  const workers = workersTable(here, view, names)
  const shownTeams = seesRecords ? view.replay.teams : []
  const nameOfWorker = new Map(view.workers.map((of) => [of.id, of.name]))
  const crossing = seesRecords
    ? [...view.replay.crossing].sort((a, b) =>
        (nameOfWorker.get(a.id) ?? '').localeCompare(nameOfWorker.get(b.id) ?? '', 'en-GB'),
      )
    : []
  const keep = ['id', 'with', 'import']
  return {
    page,
    body: (
      <>
        <Opening heading={`${names[1]} on a past day`}>
          {seesRecords ? replaySentence(view) : gatedSentence(view)}
        </Opening>
        <form method="get" action={here.path} class="fl-filter">
          <input type="hidden" name="id" value={shown.key} />
          <Select
            name="import"
            label="On the day of"
            value={view.standing.import.id}
            items={view.imports.map((one) => ({
              text: `${longDate(one.asOf)}, import ${one.number}`,
              value: one.id,
            }))}
          />
          <Select
            name="with"
            label="Instead of"
            value={`${view.before.id}@${view.before.version}`}
            items={all.map((one) => ({ text: nameOf(one), value: one.key }))}
          />
          <Button class="govuk-button--secondary">Replay</Button>
        </form>
        {seesRecords && view.replay.after.totals.spread ? (
          <ChartFigure
            title="Each worker, before and after"
            chart={chartOf(view, names)}
            hideSummary
          />
        ) : null}
        <List here={here} table={totals} rows={rows} caption="The whole service" phone="table" />
        {shownTeams.length > 0 ? (
          <List here={here} table={teams} rows={shownTeams} caption="Team by team" id="teams" />
        ) : null}
        {seesRecords ? (
          <Section heading="Who would stand on another side of a line">
            {crossing.length === 0 ? (
              <p class="govuk-body">Nobody.</p>
            ) : (
              <List
                here={here}
                table={workers}
                rows={crossing}
                caption={`${count(crossing.length, 'worker')}, by name`}
                captionSize="hidden"
              />
            )}
          </Section>
        ) : (
          <InsetText>
            Counts below five are withheld here, and nobody is named: a party to the agreement sees
            what it does, not whom it touches.
          </InsetText>
        )}
        <Downloads here={here} of="the replay" keep={keep} table="totals" />
        <p class="govuk-body">
          <Link
            href={here.to.agreementStep('compare', shown.key, {
              with: `${view.before.id}@${view.before.version}`,
            })}
          >
            See which clauses differ
          </Link>
        </p>
      </>
    ),
    sheets: [
      sheetOf(totals, rows),
      ...(seesRecords ? [sheetOf(teams, shownTeams), sheetOf(workers, crossing)] : []),
    ],
    fileName: 'replay',
    what: `What ${names[1]} would have meant on ${longDate(view.replay.asOf)}, instead of ${names[0]}.`,
  }
}

/** Every worker as a mark, a row for each of the two. */
function chartOf({ replay }: AgreementReplay, names: readonly [string, string]): Chart {
  const { agreement } = replay.after
  return stripChart({
    id: 'replay',
    title: 'Each worker’s share of what they can safely carry, under each agreement',
    lines: { safe: agreement.safeLine / 100, hard: agreement.hardLine / 100 },
    teams: [
      stripRow(
        names[0],
        replay.all.map((of) => of.before),
        replay.before.totals.spread?.median ?? null,
      ),
      stripRow(
        names[1],
        replay.all.map((of) => of.after),
        replay.after.totals.spread?.median ?? null,
      ),
    ],
  })
}

interface TotalRow {
  what: string
  before: string
  after: string
}

const WITHHELD = 'withheld, being small'
/** Of a service with fewer workers every figure points at somebody. */
const FEWEST_WORKERS = 10

function totalRows({ replay }: AgreementReplay, seesRecords: boolean): TotalRow[] {
  const { before, after } = replay
  // A small remainder points at people as much as a small count.
  const isSmall = (n: number): boolean => n > 0 && n < 5
  const countOf = (n: number, of: number): string =>
    !seesRecords && (isSmall(n) || isSmall(of - n)) ? WITHHELD : n.toLocaleString('en-GB')
  const share = (basisPoints: number | null | undefined): string =>
    basisPoints == null ? 'not known' : percent(basisPoints)
  const isTooFew = !seesRecords && before.totals.workers < FEWEST_WORKERS
  const row = (what: string, of: (side: typeof before) => string): TotalRow => ({
    what,
    before: isTooFew ? WITHHELD : of(before),
    after: isTooFew ? WITHHELD : of(after),
  })
  return [
    row('Workers over the safe line', (of) => countOf(of.totals.overSafe, of.totals.workers)),
    row('Workers over the hard line', (of) => countOf(of.totals.overHard, of.totals.workers)),
    row('Full-time workers short', (of) =>
      of.missingFteHundredths === null ? 'not known' : tenths(of.missingFteHundredths),
    ),
    row('All the work weighs', (of) => amountInFull(of.totals.demand, of.agreement)),
    row('All the workers can carry', (of) =>
      of.totals.capacity === null ? 'not known' : amountInFull(of.totals.capacity, of.agreement),
    ),
    row('Share of what can be carried', (of) => share(of.totals.utilisation)),
    row('The worker in the middle', (of) => share(of.totals.spread?.median)),
    ...(seesRecords ? [row('The highest worker', (of) => share(of.totals.spread?.highest))] : []),
  ]
}

function gatedSentence(view: AgreementReplay): string {
  const [over] = totalRows(view, false)
  return `As at ${longDate(view.replay.asOf)}, workers over the safe line: ${over?.after ?? ''}, instead of ${over?.before ?? ''}.`
}

const totalsTable = ([before, after]: readonly [string, string]): TableOf<TotalRow> => ({
  id: 'totals',
  name: 'Totals',
  columns: [
    { id: 'what', header: 'What', kind: 'text', file: (row) => row.what },
    { id: 'before', header: before, kind: 'text', file: (row) => row.before },
    { id: 'after', header: after, kind: 'text', file: (row) => row.after },
  ],
})

const shareOf = (of: ReplayTeam['before']): number | null =>
  of.utilisation === null ? null : of.utilisation / 10_000
const shareCell = (of: ReplayTeam['before']): string =>
  of.utilisation === null ? 'Not known' : percent(of.utilisation)

function teamsTable(
  here: Here,
  view: AgreementReplay,
  [before, after]: readonly [string, string],
): TableOf<ReplayTeam> {
  const addresses = new Map(view.teams.map((of) => [of.id, of.address]))
  return {
    id: 'teams',
    name: 'Teams',
    columns: [
      {
        id: 'team',
        header: 'Team',
        kind: 'text',
        cell: (team) => <Link href={here.to.team(addresses.get(team.id) ?? '')}>{team.name}</Link>,
        file: (team) => team.name,
      },
      {
        id: 'before',
        header: `Share under ${before}`,
        kind: 'percent',
        cell: (team) => shareCell(team.before),
        file: (team) => shareOf(team.before),
      },
      {
        id: 'after',
        header: `Share under ${after}`,
        kind: 'percent',
        cell: (team) => shareCell(team.after),
        file: (team) => shareOf(team.after),
      },
      { id: 'turn', header: 'Reads', kind: 'text', file: (team) => TURNS[team.turn] },
      {
        id: 'overBefore',
        header: `Over the line under ${before}`,
        kind: 'number',
        file: (team) => team.before.overSafe,
      },
      {
        id: 'overAfter',
        header: `Over the line under ${after}`,
        kind: 'number',
        file: (team) => team.after.overSafe,
      },
    ],
  }
}

function workersTable(
  here: Here,
  view: AgreementReplay,
  [before, after]: readonly [string, string],
): TableOf<ReplayWorker> {
  const people = new Map(view.workers.map((of) => [of.id, of]))
  const side = (of: ReplayWorker['before']): string =>
    of.state === 'known'
      ? `${utilisationWords(of)}: ${standingWords[of.standing]}`
      : utilisationWords(of)
  return {
    id: 'workers',
    name: 'Workers',
    columns: [
      {
        id: 'worker',
        header: 'Worker',
        kind: 'text',
        cell: (of) => (
          <Link href={here.to.worker(people.get(of.id)?.address ?? '')}>
            {people.get(of.id)?.name ?? ''}
          </Link>
        ),
        file: (of) => people.get(of.id)?.name ?? '',
      },
      { id: 'before', header: before, kind: 'text', file: (of) => side(of.before) },
      { id: 'after', header: after, kind: 'text', file: (of) => side(of.after) },
    ],
  }
}
