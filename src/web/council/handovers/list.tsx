import type { JSX } from 'preact'
import { count, type IsoDate } from '../../../kit/index.ts'
import type { HandoverCounts, HandoverLists, HandoverRow } from '../../../council/index.ts'
import {
  EmptyState,
  InsetText,
  Link,
  Opening,
  Section,
  StandingMark,
} from '../../components/index.ts'
import { one } from '../../query.ts'
import { sheetOf, type TableOf } from '../../table-of.ts'
import { cases, shortDate } from '../../words.ts'
import type { Figures } from '../figure-route.tsx'
import type { Here } from '../here.ts'
import { Downloads, List } from '../list.tsx'
import { BrokenByHandovers, brokenSheets } from './broken.tsx'
import { breachWords, childrenWords, missingWords, stateWords } from './words.ts'

/** The lists of the page, in the order in which somebody must look at them. */
const lists: { id: string; heading: string; about: string; states: HandoverRow['state'][] }[] = [
  {
    id: 'without-receiver',
    heading: 'Without receiver',
    about: 'Whoever was to take the case over has left: it needs another decision.',
    states: ['without-receiver'],
  },
  {
    id: 'overdue',
    heading: 'Overdue',
    about: 'The days that the agreement gives have passed, or an emergency left steps out.',
    states: ['overdue'],
  },
  { id: 'in-progress', heading: 'In progress', about: '', states: ['in-progress'] },
  {
    id: 'upcoming',
    heading: 'Upcoming',
    about: '',
    states: ['upcoming', 'waits-for-answer'],
  },
  { id: 'done', heading: 'Lately complete', about: '', states: ['complete', 'withdrawn'] },
]

export const handoversTable = (here: Here): TableOf<HandoverRow> => ({
  id: 'handovers',
  name: 'Handovers',
  columns: [
    {
      id: 'case',
      header: 'Case',
      kind: 'text',
      cell: (row) =>
        row.children.some(({ child }) => child === null) ? (
          childrenWords(row)
        ) : (
          <Link href={here.to.handover(row.id)}>{childrenWords(row)}</Link>
        ),
      file: childrenWords,
    },
    { id: 'from', header: 'From', kind: 'text', file: (row) => row.from.name },
    { id: 'to', header: 'To', kind: 'text', file: (row) => row.to.name },
    {
      id: 'from-team',
      header: 'From team',
      kind: 'text',
      file: (row) => row.from.team?.name ?? null,
      inFilesOnly: true,
    },
    {
      id: 'to-team',
      header: 'To team',
      kind: 'text',
      file: (row) => row.to.team?.name ?? null,
      inFilesOnly: true,
    },
    {
      id: 'state',
      header: 'State',
      kind: 'text',
      file: (row) => stateWords[row.state],
      inFilesOnly: true,
    },
    {
      id: 'planned',
      header: 'Planned for',
      kind: 'date',
      cell: (row) => (row.plannedFor === null ? '' : shortDate(row.plannedFor)),
      file: (row) => row.plannedFor,
    },
    {
      id: 'due',
      header: 'Complete by',
      kind: 'date',
      cell: (row) => <DueMark here={here} row={row} />,
      file: (row) => row.due,
    },
    {
      id: 'missing',
      header: 'Missing',
      kind: 'text',
      long: true,
      cell: (row) =>
        row.missing.length === 0 ? (
          'Nothing'
        ) : (
          <>
            {row.missing.length} of {row.required.length}: {missingWords(row)}
            <Notes row={row} />
          </>
        ),
      file: missingWords,
    },
    {
      id: 'broken',
      header: 'Clauses broken',
      kind: 'text',
      file: (row) => row.breaches.map(({ clause }) => clause).join(', '),
      inFilesOnly: true,
    },
  ],
})

function DueMark({ here, row }: { here: Here; row: HandoverRow }): JSX.Element {
  if (row.state === 'complete') return <>{`Complete ${shortDate(row.completedOn as IsoDate)}`}</>
  if (row.due === null || row.state === 'withdrawn') return <>{stateWords[row.state]}</>
  const hasPassed = row.due < here.today
  return hasPassed ? (
    <StandingMark standing="over-hard" words={`${shortDate(row.due)}, passed`} />
  ) : (
    <>{shortDate(row.due)}</>
  )
}

/** What of a handover must be known at a glance, beside its days. */
function Notes({ row }: { row: HandoverRow }): JSX.Element | null {
  const byMessage = row.breaches.find(({ what }) => what === 'by-message')
  const notes = [
    ...(row.emergency === null ? [] : ['Passed on in an emergency.']),
    ...(byMessage ? [breachWords(row, byMessage)] : []),
  ]
  return notes.length === 0 ? null : (
    <>
      <br />
      {notes.join(' ')}
    </>
  )
}

/** Every handover the reader may see, by what must be looked at first. */
export function handoversPage(
  here: Here,
  view: HandoverLists,
  of: { name: string; href: string } | null,
  /** Cases of those who leave that nobody is to receive yet; null where whoever asks plans none. */
  withoutReceiver: number | null,
  /** Null where whoever asks does not see the service's totals. */
  counts: HandoverCounts | null,
): Figures {
  const table = handoversTable(here)
  const asked = one(here.query, 'show')
  const shown = lists.filter(({ id }) => asked === undefined || id === asked)
  const rows = shown.flatMap(({ states }) =>
    view.rows.filter(({ state }) => states.includes(state)),
  )
  const keep = ['show', 'team', 'worker', 'case']
  return {
    page: { title: 'Handovers', section: 'handovers' },
    body: (
      <>
        <Opening heading={of === null ? 'Handovers' : `Handovers: ${of.name}`}>
          {sentence(view.rows)}
        </Opening>
        <TermWords here={here} view={view} />
        {of === null ? null : (
          <p class="govuk-body">
            <Link href={here.to.handovers()}>All handovers</Link>
          </p>
        )}
        {withoutReceiver === null ? null : (
          <p class="govuk-body">
            {withoutReceiver > 0 ? (
              <strong>
                {cases(withoutReceiver)} of people who leave or will be away for long{' '}
                {withoutReceiver === 1 ? 'has' : 'have'} no receiver.
              </strong>
            ) : (
              'Every case of whoever is known to leave has a receiver.'
            )}{' '}
            <Link href={here.to.leavers()}>Who leaves, or is away for long</Link>
          </p>
        )}
        {view.rows.length === 0 ? (
          <EmptyState>
            A handover opens by itself on the day on which a decision that a case changes hands
            comes to stand. There is none to show.
          </EmptyState>
        ) : null}
        {shown.map(({ id, heading, about, states }) => {
          const own = view.rows.filter(({ state }) => states.includes(state))
          return own.length === 0 ? null : (
            <section id={id}>
              <h2 class="govuk-heading-m">
                {heading} ({own.length})
              </h2>
              {about === '' ? null : <p class="govuk-body">{about}</p>}
              <List
                here={here}
                table={table}
                rows={own}
                caption={`${heading}, the soonest first`}
                captionSize="hidden"
              />
            </section>
          )
        })}
        {rows.length === 0 ? null : <Downloads here={here} of="handovers" keep={keep} />}
        {counts === null || counts.opened === 0 ? null : (
          <BrokenByHandovers here={here} counts={counts} />
        )}
      </>
    ),
    sheets: [sheetOf(table, rows), ...(counts === null ? [] : brokenSheets(here, counts))],
    fileName: 'handovers',
    what: 'Handovers: from whom, to whom, by when, and what is missing.',
  }
}

function sentence(rows: readonly HandoverRow[]): string {
  const open = rows.filter(({ state }) => state !== 'complete' && state !== 'withdrawn')
  if (open.length === 0) return 'No case is being handed over.'
  const of = (...states: HandoverRow['state'][]): number =>
    open.filter(({ state }) => states.includes(state)).length
  const mine = open.filter(({ maySign }) => maySign.length > 0).length
  const late = of('overdue')
  const parts = [
    `${count(open.length, 'handover is', 'handovers are')} not complete`,
    ...(late > 0 ? [`${late} overdue`] : []),
    ...(of('without-receiver') > 0 ? [`${of('without-receiver')} without a receiver`] : []),
  ]
  return `${parts.join(', ')}.${mine === 0 ? '' : ` ${mine} ${mine === 1 ? 'waits' : 'wait'} for your signature.`}`
}

function TermWords({ here, view }: { here: Here; view: HandoverLists }): JSX.Element {
  const agreement = (
    <Link href={here.to.agreement(view.agreement.key)}>
      {view.agreement.name} {view.agreement.version}
    </Link>
  )
  return view.agreed === null ? (
    <InsetText>
      {agreement} does not say what a handover holds, so none opens: a case changes hands as soon as
      a decision stands, until both parties have agreed it.
    </InsetText>
  ) : (
    <p class="govuk-body">
      Whoever hands a case over answers for it until every step is done and all have signed.{' '}
      {agreement} gives {count(view.agreed.workingDays, 'working day')} from the decision.
    </p>
  )
}

/** A page with the open handovers of what it is about: of a team or worker beneath, of a case above all else. */
export async function withHandovers(
  here: Here,
  of: { team: string } | { worker: string } | { case: string },
  page: Figures,
): Promise<Figures> {
  if (!here.may('handover.list')) return page
  const leaver =
    'worker' in of && here.may('leaver.plan') ? (
      <p class="govuk-body">
        <Link href={here.to.leaver(of.worker)}>Leaves, or away for long? Plan their cases</Link>
      </p>
    ) : null
  const { rows } = await here.council.handovers.list(here.organisation, { ...of, open: true })
  const open = rows.filter(({ state }) => state !== 'complete' && state !== 'withdrawn')
  if (open.length === 0 && leaver === null) return page
  return 'case' in of
    ? {
        ...page,
        page: {
          ...page.page,
          above: (
            <>
              {page.page.above}
              {open.map((row) => (
                <InsetText>
                  Being handed over from {row.from.name} to {row.to.name}:{' '}
                  <Short here={here} row={row} />
                </InsetText>
              ))}
            </>
          ),
        },
      }
    : {
        ...page,
        body: (
          <>
            {page.body}
            {open.length === 0 ? null : (
              <HandoversOf here={here} rows={open} all={here.to.handovers(of)} />
            )}
            {leaver}
          </>
        ),
      }
}

/** How a handover stands, and the way to it, where the record is open to whoever looks. */
function Short({ here, row }: { here: Here; row: HandoverRow }): JSX.Element {
  const words = `${stateWords[row.state].toLowerCase()}${
    row.due === null ? '' : `, complete by ${shortDate(row.due)}`
  }`
  return row.children.some(({ child }) => child === null) ? (
    <>{words}</>
  ) : (
    <Link href={here.to.handover(row.id)}>{words}</Link>
  )
}

/** A few handovers on another page, and the way to all of them. */
function HandoversOf(props: {
  here: Here
  rows: readonly HandoverRow[]
  all: string
}): JSX.Element {
  const { here, rows } = props
  return (
    <Section heading="Handovers" id="handovers">
      <ul class="govuk-list govuk-list--bullet">
        {rows.slice(0, MOST_SHOWN).map((row) => (
          <li>
            {childrenWords(row)}, from {row.from.name} to {row.to.name}:{' '}
            <Short here={here} row={row} />
          </li>
        ))}
      </ul>
      <p class="govuk-body">
        <Link href={props.all}>
          {rows.length > MOST_SHOWN ? `All ${rows.length} handovers` : 'What is missing in them'}
        </Link>
      </p>
    </Section>
  )
}

const MOST_SHOWN = 10
