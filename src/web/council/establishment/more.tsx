import type { JSX } from 'preact'
import type { MoreAsked, MoreView, SharedOut, Stands } from '../../../council/index.ts'
import {
  Button,
  ChartFigure,
  Checkboxes,
  InsetText,
  Link,
  Opening,
  Section,
  Select,
} from '../../components/index.ts'
import { stripChart, type Chart } from '../../../render/index.ts'
import { stripRow } from '../charts.ts'
import { one, type QueryOf } from '../../query.ts'
import { sheetOf, type TableOf } from '../../table-of.ts'
import { cases, children, decimal, tenths, workers } from '../../words.ts'
import type { Figures } from '../figure-route.tsx'
import type { Here } from '../here.ts'
import { Downloads, List } from '../list.tsx'
import { share } from '../plan-words.ts'

const COUNTS = [1, 2, 3, 4, 5, 6, 8, 10]
const SHARES = [10, 8, 6, 5, 4]

/** What the address asks for; two full-time workers where it says nothing that makes sense. */
export function moreAskedIn(query: QueryOf): MoreAsked {
  const asked = Number(one(query, 'count') ?? 2)
  const tenth = Number(one(query, 'fte') ?? 10)
  return {
    count: COUNTS.includes(asked) ? asked : 2,
    fteMillionths: (SHARES.includes(tenth) ? tenth : 10) * 100_000,
    asye: one(query, 'asye') === 'yes',
  }
}

/** Asks what more workers in a team would change. */
export function AskForMore(props: {
  here: Here
  team: { name: string; address: string }
  asked: MoreAsked | null
}): JSX.Element {
  const { here, team, asked } = props
  return (
    <Section heading={`What would more workers in ${team.name} change?`} id="more">
      <form method="get" action={here.to.establishmentMore(team.address)} class="fl-filter">
        <Select
          name="count"
          label="How many social workers"
          items={COUNTS.map((n) => ({ text: String(n), value: String(n) }))}
          value={String(asked?.count ?? 2)}
        />
        <Select
          name="fte"
          label="Each working"
          items={SHARES.map((tenth) => ({
            text: tenth === 10 ? 'Full time' : `${decimal(tenth / 10)} of full time`,
            value: String(tenth),
          }))}
          value={String((asked?.fteMillionths ?? 1_000_000) / 100_000)}
        />
        <Checkboxes
          name="asye"
          idPrefix="asye"
          class="govuk-checkboxes--small"
          values={asked?.asye ? ['yes'] : []}
          items={[{ value: 'yes', content: 'In their assessed and supported year' }]}
        />
        <Button class="govuk-button--secondary">Work it out</Button>
      </form>
    </Section>
  )
}

interface SideRow {
  words: string
  stands: Stands & Partial<SharedOut>
  missing: number | null
}

const sidesOf = (view: MoreView): SideRow[] => {
  const { today, spreads, missingWithMore } = view
  return [
    { words: 'As it stands', stands: today, missing: today.missing },
    ...(spreads === null
      ? []
      : [
          { words: 'Shared out among those there', stands: spreads.alone, missing: today.missing },
          {
            words: `Shared out with ${askedWords(view.asked)}`,
            stands: spreads.withMore,
            missing: missingWithMore,
          },
        ]),
  ]
}

const sideTable: TableOf<SideRow> = {
  id: 'more',
  name: 'More workers',
  columns: [
    { id: 'side', header: 'The work', kind: 'text', file: (row) => row.words },
    {
      id: 'busiest',
      header: 'Busiest',
      kind: 'percent',
      cell: (row) => share(row.stands.busiest),
      file: (row) => row.stands.busiest.load / row.stands.busiest.capacity,
    },
    {
      id: 'bound',
      header: 'Cannot go under',
      kind: 'percent',
      hint: 'No sharing out of this work among these people brings the busiest lower',
      cell: (row) => (row.stands.bound ? share(row.stands.bound) : ''),
      file: (row) => (row.stands.bound ? row.stands.bound.load / row.stands.bound.capacity : null),
    },
    {
      id: 'over-safe',
      header: 'Over the safe line',
      kind: 'number',
      file: (row) => row.stands.overSafe,
    },
    {
      id: 'over-hard',
      header: 'Over the hard line',
      kind: 'number',
      file: (row) => row.stands.overHard,
    },
    {
      id: 'with-nobody',
      header: 'Cases with nobody',
      kind: 'number',
      file: (row) => row.stands.withNobody,
    },
    {
      id: 'missing',
      header: 'Full-time workers missing',
      kind: 'number',
      decimals: 1,
      cell: (row) => (row.missing === null ? 'Not known' : tenths(row.missing)),
      file: (row) => (row.missing === null ? null : row.missing / 100),
    },
    {
      id: 'children',
      header: 'Children who change worker',
      kind: 'number',
      file: (row) => row.stands.children ?? null,
    },
  ],
}

/** `2 more full-time social workers`, `1 more social worker at 0.6 of full time, newly qualified`. */
function askedWords({ count: n, fteMillionths, asye }: MoreAsked): string {
  const isFull = fteMillionths === 1_000_000
  const who = `${n} more ${isFull ? 'full-time ' : ''}social ${n === 1 ? 'worker' : 'workers'}`
  return `${who}${isFull ? '' : ` at ${decimal(fteMillionths / 1_000_000)} of full time`}${asye ? ', newly qualified' : ''}`
}

/** What more workers would change in a team, before and after, with what cannot be beaten. */
export function morePage(here: Here, view: MoreView): Figures {
  const { team, asked, spreads } = view
  const heading = `${capital(askedWords(asked))} in ${team.name}`
  const rows = sidesOf(view)
  return {
    page: {
      title: heading,
      section: here.may('establishment.view') ? 'establishment' : 'team',
      standing: view.standing,
      crumbs: [
        { content: 'Establishment', href: here.to.establishment() },
        { content: team.name, href: here.to.establishmentTeam(team.address) },
      ],
    },
    body: (
      <>
        <Opening heading={heading}>{sentenceOf(view)}</Opening>
        {view.why === null ? null : <InsetText>{view.why}</InsetText>}
        {view.today.workers.length === 0 ? null : (
          <ChartFigure
            title="Each worker’s share of what they can safely carry"
            chart={sidesChart(view, rows)}
            hideSummary
          />
        )}
        <List
          here={here}
          table={sideTable}
          rows={rows}
          caption={`${cases(view.cases)} and ${workers(view.workers)} of ${team.name}, before and after`}
        />
        <Downloads here={here} of="before and after" keep={['count', 'fte', 'asye']} />
        <Section heading="How this was worked out">
          <ul class="govuk-list govuk-list--bullet">
            <li>
              The new workers hold nothing yet, have nothing taken off but what the{' '}
              <Link href={here.to.agreement()}>agreement</Link> takes off everybody, and what it
              says of a newly qualified worker where that was asked.
            </li>
            <li>
              The same search that makes plans shares out the team’s work, once without them and
              once with them: what is moved must be worth the change of worker to the children.
            </li>
            <li>
              {spreads === null
                ? 'Full-time workers missing needs no search: it is the work above what can safely be carried.'
                : `The middle line shows what sharing out alone would bring, so that only the difference to the last is the new workers’. ${spreads.alone.proven && spreads.withMore.proven ? 'Both are proven: nothing better exists.' : 'It was a quick search; what it cannot go under stands beside it.'}`}
            </li>
            <li>It moves nothing. To propose moves, ask for a plan.</li>
          </ul>
        </Section>
        <AskForMore here={here} team={team} asked={asked} />
      </>
    ),
    sheets: [sheetOf(sideTable, rows)],
    fileName: 'more-workers',
    what: `What ${askedWords(asked)} would change in ${team.name}.`,
  }
}

/** Everybody of the team as a mark, a row a side; nobody is named. */
const sidesChart = ({ standing: { agreement } }: MoreView, rows: readonly SideRow[]): Chart =>
  stripChart({
    id: 'before-and-after',
    title: 'Each worker’s share of what they can safely carry, today and shared out',
    lines: { safe: agreement.safeLine / 100, hard: agreement.hardLine / 100 },
    teams: rows.map(({ words, stands }) => stripRow(words, stands.workers, null)),
  })

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

function sentenceOf({ today, spreads, missingWithMore }: MoreView): string {
  const missing =
    today.missing === null || missingWithMore === null
      ? 'How many full-time workers are missing is not known while a capacity is not.'
      : today.missing === 0
        ? 'No full-time worker is missing for the work there is.'
        : `${tenths(today.missing)} full-time ${today.missing === 100 ? 'worker is' : 'workers are'} missing today, ${missingWithMore === 0 ? 'none' : tenths(missingWithMore)} with them.`
  if (spreads === null) return missing
  const { alone, withMore } = spreads
  const [before, after] = [share(alone.busiest), share(withMore.busiest)]
  return `${
    before === after
      ? `With or without them the busiest stands at ${before} at best.`
      : `With them the busiest could stand at ${after}, without them at ${before}; today it is ${share(today.busiest)}.`
  } Over the safe line: ${withMore.overSafe} with them, ${alone.overSafe} without, ${today.overSafe} today. ${missing} ${
    withMore.children === 0 ? '' : `${children(withMore.children)} would change worker for it.`
  }`.trim()
}
